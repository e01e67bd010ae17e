"""What stands above every page until it is put right: one notice at a time, the worst first."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject

from hubdesk.i18n import translate
from hubdesk.ui.widgets.strip import Offer, Result, Strip

_ORDER: Final = ("bad", "warn", "info", "ok")


def _t(text: str) -> str:
    return translate("Window", text)


class Notices(QObject):
    """Notices by what they are about. A newer one about the same thing takes the place."""

    def __init__(self, banner: Strip, parent: QObject) -> None:
        super().__init__(parent)
        self._banner = banner
        self._all: dict[str, Result] = {}

    def put(self, about: str, result: Result, *, can_close: bool = False) -> None:
        """Show it, unless a worse one stands. `can_close` lets whoever has read it close it."""
        if can_close:
            close = Offer(_t("Close"), lambda: self.take(about), icon="x")
            result = replace(result, offers=(*result.offers, close))
        self._all[about] = result
        self._show()

    def take(self, about: str) -> None:
        """It is put right, or was read."""
        if self._all.pop(about, None) is not None:
            self._show()

    def words(self, about: str) -> str:
        """What is said about it; "" for nothing."""
        found = self._all.get(about)
        return found.words if found else ""

    def _show(self) -> None:
        if not self._all:
            self._banner.clear()
            return
        worst = min(self._all.values(), key=lambda result: _ORDER.index(result.sort))
        if worst != self._banner.result:
            self._banner.show_result(worst)
