"""Undo of a list that was brought in: a short one at once, a long one beside the window.

A long one is taken back piece by piece, as it came in, and gestures go first. Meanwhile a notice
says how far it is. Closed in the middle it leaves off: the list is then half in, which the next
start says and offers to take back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Event
from typing import Final

from PySide6.QtCore import QObject, Signal

from hubdesk.app.list_parts import take_back
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.activity import ActivityRow
from hubdesk.queries.lists import standing_parts
from hubdesk.store.database import Database
from hubdesk.ui.bring_in.work import Stopped
from hubdesk.ui.jobs import Jobs
from hubdesk.ui.widgets.strip import Result

AT_ONCE: Final = 4  # pieces of 30 ms or so; a window that stops for longer is noticed


def _t(text: str) -> str:
    return translate("Window", text)


class TakingBack(QObject):
    """`running` carries what a notice says, None when it is over; `told` what came of it."""

    running = Signal(object)
    told = Signal(object)
    _stepped = Signal(str, int, int)  # from the job

    def __init__(
        self, database: Database, jobs: Jobs, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._database, self._jobs, self._now = database, jobs, now
        self._going: set[str] = set()
        self._stop = Event()
        self._stepped.connect(self._say)

    def begin(self, row: ActivityRow, done: Callable[[], str]) -> str:
        """Take it back, or begin to. Answers with the sentence of it; `done` makes the last one.

        Of a short list it raises what `take_back` raises.
        """
        list_id, draft_id = str(row.about["list"]), str(row.about["draft_id"])
        name = str(row.about.get("name", ""))
        with self._database.reading() as db:
            pieces = len(standing_parts(db, list_id))
        if pieces <= AT_ONCE and list_id not in self._going:
            take_back(self._database, list_id, draft_id, now=self._now())
            return done()
        if list_id not in self._going:
            self._going.add(list_id)
            now = self._now()

            def work() -> bool:
                try:
                    take_back(self._database, list_id, draft_id, now=now, told=self._told_of(name))
                except Stopped:
                    return False
                return True

            self._jobs.run(
                work,
                owner=self,
                then=lambda whole: self._over(list_id, Result("ok", done()) if whole else None),
                refused=lambda error: self._refused(list_id, error),
            )
        return _t("Taking {name} back. You can go on working.").format(name=name)

    def stop(self) -> None:
        """The records are about to be closed: leave off after the piece in hand."""
        self._stop.set()

    def _told_of(self, name: str) -> Callable[[int, int], None]:
        def told(done: int, total: int) -> None:
            if self._stop.is_set():
                raise Stopped
            self._stepped.emit(name, done, total)

        return told

    def _say(self, name: str, done: int, total: int) -> None:
        if self._going:  # what a job told last may come after its answer
            words = _t("Taking {name} back: {percent}% done. You can go on working.")
            percent = 100 * done // max(1, total)
            self.running.emit(Result("info", words.format(name=name, percent=percent)))

    def _over(self, list_id: str, result: Result | None) -> None:
        self._going.discard(list_id)
        self.running.emit(None)
        if result is not None:
            self.told.emit(result)

    def _refused(self, list_id: str, error: Exception) -> None:
        assert isinstance(error, HubDeskError)
        self._over(list_id, Result("bad", explain(error).text))
