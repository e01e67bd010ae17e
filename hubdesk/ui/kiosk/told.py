"""What the sign-in screen answers, in big letters, with the one button that takes it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from hubdesk.i18n import translate
from hubdesk.ui.space import line
from hubdesk.ui.theme import mark_as
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.strip import ICONS, Result, announce
from hubdesk.ui.widgets.text import IconLabel, WrappedLabel


def _t(text: str) -> str:
    return translate("Kiosk", text)


class Told(QFrame):
    """One answer at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("k", "strip")
        self.setProperty("c", "ok")
        self._act: Callable[[], object] | None = None
        row = line(self, (16, 8, 10, 8), 14)
        self._icon = IconLabel("", "ok", 28)
        self.words = WrappedLabel("", "action")
        self.not_me = Button(_t("That is not me"), "choice", "undo-2")
        self.not_me.clicked.connect(lambda _on=False: self._act() if self._act else None)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        row.addWidget(self.not_me)
        self.hide()

    def show_result(self, result: Result, take_back: Callable[[], object] | None = None) -> None:
        """Show it in place of the last, and have it read out."""
        mark_as(self, c=result.sort)
        self._icon.set_icon(result.icon or ICONS[result.sort], result.sort)
        self.words.setText(result.words)
        self.setAccessibleName(result.words)
        self._act = take_back
        self.not_me.setVisible(take_back is not None)
        self.show()
        announce(self, result.words, problem=result.sort in ("bad", "warn"))

    def clear(self) -> None:
        """Nothing of whoever was here stays, not even unseen."""
        self._act = None
        self.words.setText("")
        self.setAccessibleName("")
        self.hide()
