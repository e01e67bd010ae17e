"""A field for a number of people, and the words of a year group."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from hubdesk.i18n import translate
from hubdesk.ui.space import sized
from hubdesk.ui.widgets.form import LineEdit


def _t(text: str) -> str:
    return translate("Register", text)


def group_words(year_group: str) -> str:
    """Year 7, Reception, Everybody."""
    if not year_group:
        return _t("Everybody")
    if year_group == "R":
        return _t("Reception")
    return _t("Year {year}").format(year=year_group) if year_group.isdigit() else year_group


class CountEdit(LineEdit):
    """A number of people. Enter keeps it and goes on to the next."""

    kept = Signal()

    def __init__(self, name: str) -> None:
        super().__init__("", "", name)
        self.setMaxLength(40)  # a name that was typed here is told, not cut to a number
        sized(self, width=92)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.kept.emit()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)
