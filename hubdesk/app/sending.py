"""Sending of an open hub: by itself a few seconds after a connection appears, beside the window.

Nothing here waits for anybody and nobody waits for it: it has a queue of its own, and what goes
wrong stands in the status line and on the page about sending.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from hubdesk.app.sending_told import brought_in_words, saved_words, sent_words, state_in
from hubdesk.app.sending_work import Opener, Round, SendingWork
from hubdesk.errors import HubDeskError
from hubdesk.errors.sending import SendingStopped
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.operations.parcels import take_back_parcel
from hubdesk.paths import Paths
from hubdesk.queries.parcels import (
    ParcelRow,
    files_in,
    is_set_up,
    parcels_that_left,
    waiting_parcels,
)
from hubdesk.queries.standing_exports import leaves_now
from hubdesk.queries.what_leaves import title_of, title_of_sent
from hubdesk.store.database import Database
from hubdesk.sync.sending import Line, OnItsWay
from hubdesk.ui.connection import Connection
from hubdesk.ui.jobs import Jobs
from hubdesk.ui.sending.state import NotMade, SendingState
from hubdesk.ui.widgets.strip import Result, Sort

SOON_MS: Final = 5_000  # after a connection appears, or something else to send does
TICK_MS: Final = 60_000
FAULT_MS: Final = 3_600_000  # after a bug, which would only be met again
AGAIN_MS: Final = 1_000  # a little more than the moment something may be tried again
# What of the records says that there may be something to do for sending.
ASKS: Final = frozenset(("standing_export", "sending_place", "place_secret", "erasure"))
PLACES: Final = frozenset(("sending_place", "place_secret"))
TABLES: Final = frozenset((*ASKS, "parcel", "parcel_try"))


def _t(text: str) -> str:
    return translate("Sending", text)


class Sending(QObject):
    """See `ui.sending.state.Sending`. `begin` after the first paint, `stop` before closing."""

    changed = Signal()
    told = Signal(object)  # a strip.Result: what came of something that was asked for by hand
    noticed = Signal(object)  # a strip.Result: what was met without being asked
    _is_at = Signal(int, int, str)
    _is_making = Signal(str)
    _is_writing = Signal(int, int)

    def __init__(
        self,
        paths: Paths,
        database: Database,
        now: Callable[[], datetime],
        check: Callable[[str], object],
        look: Callable[[Callable[[Any], Any]], Any],
        parent: QObject,
        *,
        opener: Opener | None = None,
    ) -> None:
        super().__init__(parent)
        self._paths, self._database = paths, database
        self._now, self._check, self._look = now, check, look
        self.work = SendingWork(paths, database, now, opener=opener)
        self.connection = Connection(now, self)
        self._jobs = Jobs(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._by_itself)
        self._is_at.connect(self._came_to)
        self._is_making.connect(self._began_to_make)
        self._is_writing.connect(self._wrote)
        self.connection.changed.connect(self._line_changed)
        self._at, self._of, self._busy, self._can_cancel = 0, 0, "", False
        self._going, self._making, self._written = "", "", (0, 0)
        self._not_made: tuple[NotMade, ...] = ()
        self._has_begun = self._is_held = self._is_working = False
        self._may_begin, self._anew = True, False
        self._afterwards: list[Callable[[], None]] = []  # what was asked for meanwhile

    # How it stands

    def state(self) -> SendingState:
        line = self.connection.line()

        def look(db: Any) -> SendingState:
            return replace(
                state_in(db),
                not_made=self._not_made,
                at=self._at,
                of=self._of,
                going=self._going,
                written=self._written,
                busy=self._busy or self._making,
                can_cancel=bool(self._at or self._making) or self._can_cancel,
                is_up=line.is_up,
                is_metered=line.is_metered,
                is_held=self._is_held,
            )

        found: SendingState = self._look(look)
        return found

    def sent(self, limit: int) -> list[ParcelRow]:
        found: list[ParcelRow] = self._look(lambda db: parcels_that_left(db, limit=limit))
        return found

    # By itself

    def begin(self) -> None:
        """The desk is painted: sweep, listen for a connection, and soon begin."""
        self._has_begun = self._may_begin
        self._jobs.run(
            self.work.sweep,
            owner=self,
            then=lambda _: None,
            refused=lambda error: self._say(error, by_hand=False),
        )
        if self._look(is_set_up):
            self._listen()
        self.changed.emit()

    def _listen(self) -> None:
        self.connection.begin()
        self._soon()

    def records_changed(self, tables: frozenset[str]) -> None:
        """What changed may be to send, or says how sending stands."""
        if not self._has_begun:
            return
        if tables & ASKS:
            self.work.ask_again()
            self._anew |= bool(tables & PLACES)  # a password was put right: what stopped goes on
            self._listen()
        if tables & TABLES:
            self.changed.emit()

    def look_again(self) -> None:
        """A new day: something may be due."""
        self._soon()

    def _line_changed(self) -> None:
        self._soon()
        self.changed.emit()

    def _soon(self, ms: int = SOON_MS) -> None:
        if self._has_begun:
            self._timer.start(ms)

    def _by_itself(self) -> None:
        if not self._is_held and not self._is_working:
            self._begin_round(self.connection.line())

    # Asked for

    def send_now(self) -> None:
        self._check("send now")
        self._is_held = False
        if self._is_working:
            if self._asked_round not in self._afterwards:
                self._afterwards.append(self._asked_round)
        else:
            self._asked_round()

    def _asked_round(self) -> None:
        free = Line(self.connection.line().is_up, False, None)  # somebody decided: also at a cost
        self._begin_round(free, by_hand=True)

    def send_export(self, export_id: str) -> None:
        self._check("send now")
        self.work.ask_for(export_id)
        self.send_now()

    def cancel(self) -> None:
        self._is_held |= not self._can_cancel  # who stops a stick has said nothing of sending
        self._afterwards.clear()
        self.work.stop()
        self._at, self._busy, self._can_cancel = 0, "", False
        self._going, self._making, self._written = "", "", (0, 0)
        self.changed.emit()

    def take_back(self, parcel_id: str) -> None:
        self._check("take back parcel")
        with self._database.changing("take back parcel") as db:
            row = take_back_parcel(db, parcel_id, now=self._now())
            files = [file.name for file in files_in(row.listing)]
            db.info["about"].update({"what": title_of_sent(row.what, files)})
        self.changed.emit()

    def save_to_stick(self, folder: Path) -> None:
        self._check("save to stick")

        def work() -> tuple[int, int]:
            from hubdesk.app.carrying import save_waiting

            told = self._is_writing.emit
            return save_waiting(self.work, self._database, folder, self._now, told)

        self._run(_t("Saving to the stick…"), work, saved_words, can_cancel=True)

    def bring_in(self, files: Sequence[Path]) -> None:
        self._check("receive")

        def work() -> Any:
            from hubdesk.app.receiving import receive_files

            return receive_files(self._paths, self._database, files, halt=self.work.halt)

        self._run(_t("Looking at the file…"), work, brought_in_words, can_cancel=True)

    def rest(self) -> None:
        """Do nothing by itself until HubDesk is opened again."""
        self._timer.stop()
        self._afterwards.clear()
        self._has_begun, self._may_begin = False, False

    def stop(self) -> None:
        """End what runs, soon. What has not arrived waits for the next start."""
        self.rest()
        self.work.stop()
        self._jobs.stop()

    # Beside the window

    @property
    def is_busy(self) -> bool:
        return self._jobs.busy

    def _begin_round(self, line: Line, *, by_hand: bool = False) -> None:
        self._timer.stop()
        anew, self._anew = by_hand or self._anew, False
        self._is_working = True
        self.work.go_on()
        all_ = len(self._look(waiting_parcels))

        def tell(parcel: OnItsWay, _at: int) -> None:
            if not parcel.is_sent:
                left = len([row for row in self._look(waiting_parcels) if not row.is_stopped])
                of = max(all_, left)
                self._is_at.emit(min(of - left + 1, of), of, parcel.id)

        def done(found: Round) -> None:
            for bug in found.faults:
                QTimer.singleShot(0, self, partial(_tell_bug, bug))
            try:
                self._not_made = tuple(self._not(found))
                if by_hand:
                    self.told.emit(sent_words(self.state()))
            finally:
                self._ended(self._pause(found))

        def refused(error: Exception) -> None:
            if not isinstance(error, SendingStopped):
                self._say(error, by_hand=by_hand)
            self._ended(TICK_MS)

        self._jobs.run(
            lambda: self.work.round(
                line,
                told=tell,
                makes=lambda what: self._is_making.emit(title_of(what)),
                anew=anew,
                line_now=None if by_hand else self.connection.line,
            ),
            owner=self,
            then=done,
            refused=refused,
            broke=lambda: self._ended(FAULT_MS),
        )

    def _pause(self, found: Round) -> int:
        """When the next round is: at the moment something may be tried again, or in a minute."""
        ms = TICK_MS
        if found.rest.until is not None:
            left = int((found.rest.until - self._now()).total_seconds() * 1000)
            ms = min(TICK_MS, max(left, 0) + AGAIN_MS)
        return ms

    def _not(self, found: Round) -> list[NotMade]:
        titles = {row.id: title_of(row.what) for row in self._look(leaves_now)}
        return [
            NotMade(titles.get(export, ""), explain(error).text)
            for export, error in found.unmade.items()
        ]

    def show_at(self, at: int, of: int, going: str = "") -> None:
        """Which parcel of how many is on its way, and its id; 0 while none is."""
        if not self._is_held:
            self._at, self._of, self._going, self._making = at, of, going, ""
            self.changed.emit()

    def _came_to(self, at: int, of: int, going: str) -> None:
        if self._is_working:  # what was told just before the end comes after it
            self.show_at(at, of, going)

    def _began_to_make(self, title: str) -> None:
        """A large one takes a while: it is read whole, piece by piece."""
        if self._is_working and not self._is_held:
            self._at, self._going = 0, ""
            self._making = _t("Getting ready: {what}…").format(what=title)
            self.changed.emit()

    def _wrote(self, written: int, of: int) -> None:
        if self._can_cancel:  # what was told just before the end comes after it
            self._written = (written, of)
            self.changed.emit()

    def _run(
        self,
        words: str,
        work: Callable[[], Any],
        said: Callable[[Any], Result],
        *,
        can_cancel: bool = False,
    ) -> None:
        """Something by hand, once what is done now is over. `said` makes words of its answer."""

        def begin() -> None:
            self._is_working = True
            self._busy, self._can_cancel = words, can_cancel
            self.work.go_on()  # what was cancelled before is over
            self._jobs.run(work, owner=self, then=done, refused=refused, broke=self._ended)
            self.changed.emit()

        def done(found: Any) -> None:
            try:
                self.told.emit(said(found))
            finally:
                self._ended()

        def refused(error: Exception) -> None:
            self._say(error)
            self._ended()

        if self._is_working:
            self._afterwards.append(begin)
        else:
            begin()

    def _ended(self, pause: int = TICK_MS) -> None:
        """Nothing is done now, whatever ended it. What was asked for meanwhile is next."""
        self._is_working = False
        self._at, self._of, self._busy, self._can_cancel = 0, 0, "", False
        self._going, self._making, self._written = "", "", (0, 0)
        if self._afterwards:
            self._afterwards.pop(0)()
        elif self._look(is_set_up):
            self._soon(pause)
        self.changed.emit()

    def _say(self, error: Exception, *, by_hand: bool = True) -> None:
        if isinstance(error, HubDeskError):
            sort: Sort = "info" if isinstance(error, SendingStopped) else "bad"
            said = Result(sort, explain(error).text)
            (self.told if by_hand else self.noticed).emit(said)


def _tell_bug(bug: Exception) -> None:
    """On the window's thread, where the problem report can show it."""
    raise bug
