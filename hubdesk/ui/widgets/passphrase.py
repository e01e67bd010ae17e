"""A passphrase being chosen: typed or pasted, shown on demand, its strength in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from hubdesk.i18n import translate
from hubdesk.spelling import folded
from hubdesk.ui.space import column, line, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.text import IconLabel, WrappedLabel

LEAST_LETTERS, LEAST_WORDS = 12, 4
# What people try first when they are told to be long.
_COMMON: Final = ("password", "passphrase", "letmein", "qwerty", "123456", "abcdef", "welcome")


def _t(text: str) -> str:
    return translate("Passphrase", text)


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong it is, in words. `sort` is bad, warn or ok; bad cannot be used."""

    sort: str
    words: str


def strength(text: str, *known: str) -> Strength:
    """The strength of a passphrase. `known` are words around it: the hub, the person."""
    words = text.split()
    if len(text) < LEAST_LETTERS and len(words) < LEAST_WORDS:
        short = LEAST_LETTERS - len(text)
        if len(words) > 1:
            return Strength("bad", _t("Too short yet: use 4 words, or 12 letters."))
        return Strength("bad", _t("Too short yet: {n} more, or use 4 words.").format(n=short))
    plain = folded(text).replace(" ", "")
    if len(set(plain)) < 6:
        return Strength("warn", _t("Easy to guess: it says the same again and again."))
    if any(common in plain for common in _COMMON):
        return Strength("warn", _t("Easy to guess: it is one that many people use."))
    if any(len(word) > 3 and word in plain for name in known for word in folded(name).split()):
        return Strength("warn", _t("Easy to guess: it holds a name of this hub."))
    if len(words) >= LEAST_WORDS + 1 or len(text) >= 20:
        return Strength("ok", _t("Very strong."))
    return Strength("ok", _t("Strong."))


class PassphraseEdit(QWidget):
    """The field, its Show button, and a line of words under it."""

    edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._known: tuple[str, ...] = ()
        body = column(self, 0, 6)
        row = line(gap=8)
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setAccessibleName(name)
        sized(self.edit, most_width=460)
        self.show_button = Button(_t("Show"), "ghost", on=False, name=_t("Show the passphrase"))
        self.show_button.toggled.connect(self._show)
        row.addWidget(self.edit, 100)
        row.addWidget(self.show_button)
        row.addStretch(1)
        body.addLayout(row)
        self._said = QWidget()
        said = line(self._said, 0, 8)
        self._icon = IconLabel("circle-alert", "text2", 18)
        self._words = WrappedLabel("", "small", "2")
        said.addWidget(self._icon)
        said.addWidget(self._words, 1)
        body.addWidget(self._said)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._typed)
        self._typed()

    def text(self) -> str:
        return self.edit.text()

    def set_known(self, *names: str) -> None:
        """Names that a passphrase should not hold."""
        self._known = names
        self._typed()

    def strength(self) -> Strength:
        return strength(self.text(), *self._known)

    def words(self) -> str:
        """How strong it is, as it is shown."""
        return self._words.text()

    def _typed(self) -> None:
        if not self.text():
            self._icon.set_icon("info", "text3")
            self._words.set_ink("3")
            self._words.setText(_t("Use 12 letters or more, or 4 words that only you would join."))
        else:
            found = self.strength()
            icons = {"ok": "circle-check", "warn": "triangle-alert", "bad": "circle-alert"}
            ink = "2" if found.sort == "bad" else found.sort
            self._icon.set_icon(icons[found.sort], "text2" if ink == "2" else found.sort)
            self._words.set_ink(ink)
            self._words.setText(found.words)
        self.edit.setAccessibleDescription(self._words.text())
        self.edited.emit()

    def _show(self, on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self.show_button.set_words(
            _t("Hide") if on else _t("Show"),
            _t("Hide the passphrase") if on else _t("Show the passphrase"),
        )
