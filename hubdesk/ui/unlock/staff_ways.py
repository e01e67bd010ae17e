"""Coming back from a quiet lock: who are you, and the six digits of your PIN."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QStyleOptionButton, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import column, line, sized
from hubdesk.ui.theme import look
from hubdesk.ui.unlock.way import Sort, Typed, Way, Who
from hubdesk.ui.widgets.avatar import Avatar, draw_avatar
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.text import Label

_SIGN, _BESIDE = 28, 12  # units
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def _t(text: str) -> str:
    return translate("Unlock", text)


class StaffTile(Button):
    """The initials and the name of somebody who works here."""

    def __init__(self, who: Who) -> None:
        super().__init__(who.name, "pill", on=False, elides=True)
        self.who = who
        sized(self, least_height=44)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + look().px(_SIGN + _BESIDE), hint.height())

    def _option(self) -> QStyleOptionButton:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        now, size = look(), look().px(_SIGN)
        sharp = QPixmap(QSize(size, size) * self.devicePixelRatioF())
        sharp.setDevicePixelRatio(self.devicePixelRatioF())
        sharp.fill(Qt.GlobalColor.transparent)
        with QPainter(sharp) as painter:
            draw_avatar(painter, sharp.rect().toRectF().adjusted(0, 0, 0, 0), self.who.name)
        option.icon = QIcon(sharp)
        option.iconSize = QSize(size, size)
        room = self.width() - now.px(_SIGN + _BESIDE + 16)
        words = self.fontMetrics().elidedText(self.who.name, Qt.TextElideMode.ElideRight, room)
        option.text = f"  {words}"
        return option


class WhoWay(Way):
    """Tiles of who works here. The first letters of a name and Enter choose one; so does a badge.

    `chosen` carries a Who.
    """

    chosen = Signal(object)

    def __init__(self, people: Sequence[Who]) -> None:
        super().__init__(10)
        label = Label(_t("Who are you?"), "smallstrong")
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(_t("First letters of your name"))
        self.edit.setAccessibleName(_t("Who are you? First letters of your name"))
        self.edit.setProperty("no prose", True)
        label.setBuddy(self.edit)
        self.edit.textChanged.connect(lambda _text: self._narrow())
        self.edit.returnPressed.connect(self.give)
        self.edit.installEventFilter(self)
        self.body.addWidget(label)
        self.body.addWidget(self.edit)
        held = QWidget()
        flow = Flow(held, gap=8)
        self.tiles = [StaffTile(who) for who in people]
        for tile in self.tiles:
            tile.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tile.clicked.connect(lambda _on, who=tile.who: self.chosen.emit(who))
            flow.addWidget(tile)
        self.body.addWidget(held)
        self.add_main(_t("Go on"))
        self.passphrase_button = self.add_other(_t("Use a passphrase"))
        self._at = 0
        self._narrow()

    def first_focus(self) -> QWidget:
        return self.edit

    def give(self) -> None:
        if not self.button.isEnabled():
            return
        fitting = self._fitting()
        if fitting:
            self.chosen.emit(fitting[self._at].who)
        else:
            self.lacking.emit(_t("Nobody here begins with those letters. Type others."), 0)

    def point_at(self, group: int) -> None:
        self.edit.selectAll()
        self.edit.setFocus()

    def forget(self) -> None:
        self.edit.clear()

    def eventFilter(self, watched: QWidget, event: QKeyEvent) -> bool:  # type: ignore[override]
        if event.type() == QKeyEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and (fitting := self._fitting()):
                self._at = (self._at + step) % len(fitting)
                self._mark()
                return True
        return super().eventFilter(watched, event)

    def _fitting(self) -> list[StaffTile]:
        typed = _folded(self.edit.text())
        return [tile for tile in self.tiles if _begins(tile.who.name, typed)]

    def _narrow(self) -> None:
        self._at = 0
        fitting = self._fitting()
        for tile in self.tiles:
            tile.setVisible(tile in fitting)
        self._mark()

    def _mark(self) -> None:
        fitting = self._fitting()
        for tile in self.tiles:
            tile.setChecked(bool(fitting) and tile is fitting[self._at])
        if fitting:
            words = _t("Go on as {name}").format(name=fitting[self._at].who.name)
            self.button.set_words(words)

    def set_busy(self, busy: bool, can: bool) -> None:
        self.button.setEnabled(can)


class PinWay(Way):
    """Six digits and Enter. Enter is needed: without it, one pressed too late would press
    the filled button of the desk behind."""

    def __init__(self) -> None:
        super().__init__(10)
        self._who: Who | None = None
        self._head = QWidget()
        row = line(self._head, 0, 12)
        self._avatar = Avatar("", 44)
        self.name = Label("", "h3", wrap=True)
        row.addWidget(self._avatar)
        row.addWidget(self.name, 1)
        self.body.addWidget(self._head)
        label = Label(_t("PIN"), "smallstrong")
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setMaxLength(6)
        self.edit.setProperty("no prose", True)  # or the digits of a label would be a wrong try
        self.edit.setAccessibleName(_t("PIN"))
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        digits = QRegularExpression("[0-9]{0,6}")
        self.edit.setValidator(QRegularExpressionValidator(digits, self.edit))
        label.setBuddy(self.edit)
        sized(self.edit, most_width=180)
        self.edit.returnPressed.connect(self.give)
        held = column(gap=8)
        held.addWidget(label)
        held.addWidget(self.edit)
        self.body.addLayout(held)
        self.add_main(_t("Unlock"))
        self.other_button = self.add_other(_t("Somebody else"))
        self.passphrase_button = self.add_other(_t("Use a passphrase"))
        self.ask_of(None)

    @property
    def who(self) -> Who | None:
        """Who said they are here; None where the records are closed and nobody is known."""
        return self._who

    def ask_of(self, who: Who | None) -> None:
        """Whose PIN is asked for."""
        self._who = who
        self.edit.clear()
        self._head.setVisible(who is not None)
        self.other_button.setVisible(who is not None)
        if who is not None:
            self.name.setText(who.name)
            self._avatar.set_name(who.name)
            self.edit.setAccessibleName(_t("PIN of {name}").format(name=who.name))

    def first_focus(self) -> QWidget:
        return self.edit

    def point_at(self, group: int) -> None:
        self.edit.clear()
        self.edit.setFocus()

    def set_busy(self, busy: bool, can: bool) -> None:
        super().set_busy(busy, can)
        self.edit.setReadOnly(busy)

    def give(self) -> None:
        if not self.button.isEnabled():
            return
        if len(self.edit.text()) == 6:
            account = self._who.id if self._who else ""
            self.given.emit(Typed(Sort.PIN, self.edit.text(), account=account))
        else:
            self.lacking.emit(_t("Enter the 6 digits of the PIN."), 0)

    def forget(self) -> None:
        self.edit.clear()


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _begins(name: str, typed: str) -> bool:
    """Whether a word of the name, or the whole of it, begins so."""
    whole = _folded(name)
    return any(part.startswith(typed) for part in (whole, *whole.split()))
