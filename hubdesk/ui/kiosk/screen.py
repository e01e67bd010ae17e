"""How the sign-in screen looks: full screen, one job, all of it big enough to read and touch."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.actions import shown_key
from hubdesk.ui.kiosk.ask_email import AskEmail
from hubdesk.ui.kiosk.ask_name import AskName
from hubdesk.ui.kiosk.told import Told
from hubdesk.ui.mark import Mark
from hubdesk.ui.space import column, emptied, line, scroller, sized, spaced
from hubdesk.ui.theme import look
from hubdesk.ui.tokens import LEAST_WINDOW, SCALES
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.text import ElidedLabel, WrappedLabel

CARD: Final = 640  # units
LOW: Final = 560  # units of height
BIG_TEXT: Final = 150  # from here on somebody reads slowly, so everything stays twice as long


def _t(text: str) -> str:
    return translate("Kiosk", text)


class KioskScreen(QWidget):
    """A title, a card with what is asked, an answer below. Nothing here opens the desk:
    `leave_asked` only asks."""

    leave_asked = Signal()

    def __init__(self, hub: str, clear_seconds: int) -> None:
        super().__init__()
        self._seconds = clear_seconds
        self._may_close = False
        self._scale = look().scale
        self.setWindowTitle(_t("Sign in"))
        self.setMinimumSize(*LEAST_WINDOW)
        self.setProperty("k", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = WrappedLabel("", "hello")
        self.hint = WrappedLabel("", "action", "2")
        for label in (self.title, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.ask = AskName()
        self.email = AskEmail()
        self.choices = QWidget()
        self.answer = Told()
        self.bigger = Button(_t("Bigger text"), "choice", "type")
        self.help = Button(_t("Help"), "choice", "life-buoy")
        self.about_you = Button(_t("Some questions about you"), "choice", "clipboard-list")
        self.newsletter = Button(_t("Newsletter"), "choice", "mail")
        self.staff = Button(_t("Staff"), "ghost", "lock", tip=shown_key("leave-kiosk"))
        self._build(hub)
        self.bigger.clicked.connect(lambda _on=False: self._bigger())
        look().changed.connect(self._refit)

    def _build(self, hub: str) -> None:
        self._whole = whole = column(self, (48, 32, 48, 20), 12)
        head = line(gap=12)
        head.addWidget(Mark(30))
        self.hub = ElidedLabel(hub, "h2")
        head.addWidget(self.hub, 1)
        head.addWidget(self.bigger)
        head.addWidget(self.help)
        whole.addLayout(head)
        inside = QWidget()
        self._middle: QVBoxLayout = column(inside, 0, 14)
        self._middle.addStretch(1)
        self._middle.addWidget(self.title)
        self._middle.addWidget(self.hint)
        across = line()
        across.addStretch(1)
        self.card = Card((36, 28, 36, 30), 14)
        sized(self.card, most_width=CARD)
        self.card.body.addWidget(self.ask)
        self.card.body.addWidget(self.email)
        column(self.choices, 0, 10)
        self.card.body.addWidget(self.choices)
        across.addWidget(self.card, 100)
        across.addStretch(1)
        self._middle.addLayout(across)
        told = line()
        told.addStretch(1)
        sized(self.answer, most_width=CARD + 140)
        told.addWidget(self.answer, 100)
        told.addStretch(1)
        self._middle.addLayout(told)
        self._middle.addStretch(2)
        self._area = scroller(inside)
        whole.addWidget(self._area, 1)
        foot = line(gap=12)
        self.foot = WrappedLabel("", "small", "3")
        foot.addWidget(self.foot, 1)
        foot.addWidget(self.about_you)
        foot.addWidget(self.newsletter)
        foot.addWidget(self.staff)
        whole.addLayout(foot)

    def let_close(self) -> None:
        """The screen is over: the window may go."""
        self._may_close = True
        look().changed.disconnect(self._refit)
        self.usual_size()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            super().closeEvent(event)
            return
        event.ignore()  # Alt+F4 is no way past the PIN
        self.leave_asked.emit()

    def usual_size(self) -> None:
        """The size of text the computer is set to, whatever somebody made of it."""
        if look().scale != self._scale:
            look().set_scale(self._scale)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ask.edit.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _refit(self) -> None:
        """Where there is little height, what is only nice gives way to what is needed."""
        low = self.height() * 100 / look().scale < LOW
        spaced(self._whole, (20, 10, 20, 6) if low else (48, 32, 48, 20), 6 if low else 12)
        spaced(self._middle, 0, 8 if low else 14)
        spaced(self.card.body, (16, 12, 16, 12) if low else (36, 28, 36, 30), 8 if low else 14)
        self.title.set_role("h1" if low else "hello")
        self.hint.set_role("body" if low else "action")
        for button in (self.bigger, self.help):
            button.set_kind("" if low else "choice")
        self.ask.set_low(low)
        self.say_foot()

    def show_step(self, title: str, hint: str) -> None:
        """Another step, with nothing of the last one left in it."""
        for button in self.choices.findChildren(Button):
            button.set_words("")  # it goes a moment later, and must not be read out until then
        emptied(self.choices)
        self.choices.hide()
        self.ask.hide()
        self.email.clear()
        self.about_you.hide()
        self.newsletter.hide()
        self.title.setText(title)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.say_foot()
        self._area.verticalScrollBar().setValue(0)

    def _bigger(self) -> None:
        """The next size, and from the biggest back to the usual one."""
        larger = [size for size in SCALES if size > look().scale]
        look().set_scale(larger[0] if larger else self._scale)

    def stays(self) -> int:
        """How many seconds a result stays; twice as long for whoever reads slowly, or listens."""
        slow = look().scale >= BIG_TEXT or QAccessible.isActive()
        return self._seconds * (2 if slow else 1)

    def say_foot(self) -> None:
        """When everything is cleared."""
        self.foot.setText(_t("This screen clears itself after {n} seconds.").format(n=self.stays()))
