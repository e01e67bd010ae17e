"""The card of a problem: what to read out, and two ways on. Nobody's data is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from hubdesk.i18n import translate
from hubdesk.ui.focus import reading_order, step
from hubdesk.ui.space import line, sized
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.strip import announce
from hubdesk.ui.widgets.text import IconLabel, Label, WrappedLabel

WIDTH: Final = 480  # units


def _t(text: str) -> str:
    return translate("Problem", text)


@dataclass(frozen=True, slots=True)
class Report:
    """One problem: what to read out, and what is written down."""

    reference: str
    text: str


class ProblemCard(Card):
    """One calm card over the window: what happened, what to read out, two ways on."""

    closed = Signal()
    save_asked = Signal()

    def __init__(self, over: QWidget, report: Report, *, is_kept: bool = True) -> None:
        super().__init__((24, 20, 24, 20), 12, over)
        self.report = report
        self._window = over
        self.setProperty("k", "list")  # it lies over other cards, and needs an edge
        self._back_to = over.window().focusWidget()
        head = line(gap=12)
        head.addWidget(IconLabel("life-buoy", "accent_text", 28))
        head.addWidget(Label(_t("Something went wrong in HubDesk"), "h2"), 1)
        self.body.addLayout(head)
        words = _t("Nothing is lost. If it happens again, call your coordinator and read out:")
        self.body.addWidget(WrappedLabel(words, "body", "2"))
        self.reference = Label(report.reference, "display")
        self.reference.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.reference)
        self.more = WrappedLabel("", "small", "2")
        self.body.addWidget(self.more)
        self.say("" if is_kept else _t("It could not be written down: the disk took nothing."))
        row = line(gap=8)
        self.carry_on = Button(_t("Carry on"), "primary")
        self.save_button = Button(_t("Save the report"), "", "file-down")
        self.carry_on.clicked.connect(lambda _on=False: self.shut())
        self.save_button.clicked.connect(lambda _on=False: self.save_asked.emit())
        row.addWidget(self.carry_on)
        row.addWidget(self.save_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.setAccessibleName(
            _t("Something went wrong in HubDesk. Read out: {reference}").format(
                reference=report.reference
            )
        )
        sized(self, width=WIDTH)
        over.installEventFilter(self)
        look().changed.connect(self._place_soon)
        self.hide()

    def open(self) -> None:
        """Show it in the middle, with the focus on the way on."""
        self.show()
        self.place()
        self.raise_()
        self.carry_on.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.accessibleName(), problem=True)

    def say(self, words: str) -> None:
        """A small line under the reference."""
        self.more.setText(words)
        self.more.setVisible(bool(words))
        if self.isVisible():
            self.place()

    def place(self) -> None:
        """In the middle of the window, a third from the top."""
        over = self._window
        width = min(look().px(WIDTH), over.width())
        inside = self.layout()
        height = inside.totalHeightForWidth(width) if inside else self.sizeHint().height()
        height = min(max(height, self.sizeHint().height()), over.height())
        left, top = (over.width() - width) // 2, (over.height() - height) // 3
        self.setGeometry(left, top, width, height)

    def _place_soon(self) -> None:
        QTimer.singleShot(0, self, self.place)

    def shut(self) -> None:
        """Close, and give the focus back."""
        self._window.removeEventFilter(self)
        self.hide()
        back = self._back_to
        if back is not None and isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def focusNextPrevChild(self, next: bool) -> bool:
        found = step(reading_order(self), self.window().focusWidget(), forward=next)
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason)
        return found is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.save_button if self.save_button.hasFocus() else self.carry_on
            (self.carry_on if event.key() == Qt.Key.Key_Escape else focused).click()
            return
        super().keyPressEvent(event)
