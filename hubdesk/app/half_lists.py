"""A list that a power cut left half in: said above every page, to be taken back or carried on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject

from hubdesk.app.list_parts import take_back
from hubdesk.app.notices import Notices
from hubdesk.app.records import Records
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.lists import HalfList, half_lists
from hubdesk.ui.widgets.strip import Offer, Result

HALF: Final = "half a list"


def _t(text: str) -> str:
    return translate("Window", text)


class HalfLists(QObject):
    """`look` when the records were opened. `go` opens a page, with facts."""

    def __init__(self, records: Records, notices: Notices, go: Callable[..., object]) -> None:
        super().__init__(notices)
        self._records, self._notices, self._go = records, notices, go
        records.announcer.changed.connect(self._changed)

    def look(self) -> None:
        """Say the oldest list that is half in, if there is one."""
        found = self._records.look(half_lists)
        if not found:
            self._notices.take(HALF)
            return
        half = found[0]
        words = _t("Only part of {name} is in. Take that back, or bring the file in again.")
        on = Offer(
            _t("Bring it in again"), lambda: self._go("bring-in", what=half.what), icon="file-up"
        )
        back = Offer(_t("Take it back"), lambda: self._take_back(half), icon="undo-2")
        self._notices.put(HALF, Result("warn", words.format(name=half.name), (on, back)))

    def _changed(self, tables: frozenset[str]) -> None:
        if "draft" in tables and self._notices.words(HALF):
            self.look()

    def _take_back(self, half: HalfList) -> None:
        database, now = self._records.database, self._records.now()
        try:
            self._records.at_desk.check_undo(f"import {half.what}")
        except HubDeskError as error:
            self._not_taken(error)
            return
        self._records.jobs.run(
            lambda: take_back(database, half.id, half.draft_id, now=now),
            owner=self,
            then=lambda _done: self.look(),
            refused=self._not_taken,
        )

    def _not_taken(self, error: Exception) -> None:
        """What rests on it, or who may; the list is still half in when that was closed."""
        assert isinstance(error, HubDeskError)
        again = Offer(_t("Close"), self.look, icon="x")
        self._notices.put(HALF, Result("bad", explain(error).text, (again,)))
