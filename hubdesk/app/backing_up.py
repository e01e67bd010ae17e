"""Copies of an open hub: made on closing, at most daily; carried to a second place; tried weekly.

Nothing here waits for anybody and nobody waits for it: each piece of work is a job of its own
queue, and what goes wrong is said in words where people look anyway.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from hubdesk.app.copying import thin_out
from hubdesk.app.erasures import erasures_in
from hubdesk.errors import HubDeskError
from hubdesk.errors.copies import CopyDiffers, CopyStopped, NoCopyThere, ScratchLeft
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.paths import Paths
from hubdesk.queries.copies import (
    copy_sent_at,
    first_change_after,
    holds_people,
    open_days_between,
    reached_now,
)
from hubdesk.store.backup import Halt, make_copy
from hubdesk.store.copies import Copy, copies_in
from hubdesk.store.copies_known import Known, Tried, read_known, write_known
from hubdesk.store.database import Database
from hubdesk.store.keys import read_slots
from hubdesk.store.second_place import (
    carry_copy,
    carry_erased,
    carry_tail,
    check_second,
    folder_in,
    is_other_disk,
    is_there,
)
from hubdesk.store.trying import Trial, try_copy
from hubdesk.ui.backups.state import CopiesState, CopyRow, TriedRow
from hubdesk.ui.jobs import Jobs

HOUR_MS: Final = 60 * 60 * 1000
A_DAY: Final = timedelta(days=1)
A_WEEK: Final = 7
LATE_AFTER: Final = 7  # days; then the status line says so
NOWHERE_AFTER: Final = 5  # days: to buy a stick in, and what was typed can be typed again


def _t(text: str) -> str:
    return translate("Copies", text)


class BackingUp(QObject):
    """The copies of one open hub: see `ui.backups.state.Copies`.

    `changed` tells that they stand otherwise than before; `asked_back` carries a copy that
    somebody wants brought back, which needs the records closed.
    """

    changed = Signal()
    asked_back = Signal(object)

    def __init__(
        self,
        paths: Paths,
        database: Database,
        now: Callable[[], datetime],
        check: Callable[[str], object],
        look: Callable[[Callable[[Any], Any]], Any],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._paths, self._database = paths, database
        self._now, self._check, self._look = now, check, look
        self._jobs = Jobs(self)
        self._halt = Halt()
        self._busy = self._problem = ""
        self._seen: tuple[date, CopiesState] | None = None
        self._told: CopiesState | None = None
        self._last_sent: datetime | None = None
        self._known = read_known(paths.copies_known)
        self._hub = read_slots(paths).hub
        self._hourly = QTimer(self)
        self._hourly.timeout.connect(self._each_hour)
        self._hourly.start(HOUR_MS)

    # How they stand

    def state(self) -> CopiesState:
        """Looked up once a day and after each change: it is asked for at every lend."""
        today = self._now().date()
        if self._seen is None or self._seen[0] != today:
            self._seen = (today, self._look_up())
        return self._seen[1]

    def look_again(self) -> None:
        """A stick may have been plugged in, or pulled out."""
        self._seen = None
        if self.state() != self._told:
            self._say_how()

    def sent_meanwhile(self, last: datetime | None) -> None:
        """What arrived last where it was sent, at `last`, may have been a copy of all records."""
        if last != self._last_sent:
            self._last_sent = last
            self.look_again()

    def _look_up(self) -> CopiesState:
        here = self.copies()
        tried, known = self._known.tried, self._known
        nothing: dict[str, int] = {}
        left_out = self._first_left_out(_reached(here[0]) if here else nothing)
        first = self._first_left_out(nothing) if here else left_out
        return CopiesState(
            copies=tuple(self._row(copy) for copy in here),
            late_days=self._late(left_out),
            place=known.place,
            is_place_there=self._is_there(),
            place_at=known.carried.astimezone(self._now().tzinfo) if known.carried else None,
            place_late_days=self._place_late(known.reached) if known.place else 0,
            nowhere_days=0 if known.place else self._nowhere(first),
            tried=TriedRow(self._moment(tried.at), tried.rows, tried.fault, tried.name)
            if tried
            else None,
            busy=self._busy,
            problem=self._problem,
        )

    def copies(self) -> list[Copy]:
        """The copies on this computer, newest first."""
        return copies_in(self._paths.copies, self._hub)

    def _row(self, copy: Copy) -> CopyRow:
        holds = copy.manifest.holds
        return CopyRow(
            copy.path,
            copy.manifest.made_at.astimezone(self._now().tzinfo),
            holds.people,
            holds.devices,
            holds.loans_out,
            copy.manifest.size,
        )

    def _moment(self, text: str) -> datetime:
        return datetime.fromisoformat(text).astimezone(self._now().tzinfo)

    def _first_left_out(self, reached: dict[str, int]) -> datetime | None:
        found: datetime | None = self._look(lambda db: first_change_after(db, reached))
        return found

    def _late(self, first: datetime | None) -> int:
        """Days since `first`, the oldest change that is in no copy, once they are worth a word."""
        if first is None:
            return 0
        now = self._now()
        days = (now.date() - first.astimezone(now.tzinfo).date()).days
        return days if days > LATE_AFTER else 0

    def _place_late(self, reached: dict[str, int]) -> int:
        """Days since the oldest change that is not on the stick, once a working day went by.

        Each hour is copied there. So a stick that is plugged in has a whole day, for whoever works
        with the computer off; of one that is not, the next day says so.
        """
        first = self._first_left_out(reached)
        if first is None:
            return 0
        now = self._now()
        on, today = first.astimezone(now.tzinfo).date(), now.date()
        until = today if self._is_there() else today + A_DAY
        went_by = self._look(lambda db: open_days_between(db, on, until))
        return (today - on).days if went_by else 0

    def _nowhere(self, first: datetime | None) -> int:
        """Days since the `first` change, where people are in no copy sent this week either."""
        now, sent = self._now(), self._look(copy_sent_at)
        is_sent = sent is not None and now - sent <= timedelta(days=LATE_AFTER)
        if first is None or is_sent or not self._look(holds_people):
            return 0
        days = (now.date() - first.astimezone(now.tzinfo).date()).days
        return days if days > NOWHERE_AFTER else 0

    def _is_there(self) -> bool:
        known = self._known
        if not known.place:
            return False
        return is_there(Path(known.place), self._paths, was_other_disk=known.is_other_disk)

    # When

    def is_due_on_closing(self) -> bool:
        """Something is in no copy, and none was made today."""
        newest = next(iter(self.copies()), None)
        if newest is None:
            return self._first_left_out({}) is not None
        here = newest.manifest.made_at.astimezone(self._now().tzinfo)
        return here.date() != self._now().date() and bool(self._first_left_out(_reached(newest)))

    def idle(self) -> None:
        """Nobody has done anything for a while: make, carry or try what is due."""
        if self._busy:
            return
        newest = next(iter(self.copies()), None)
        first = self._first_left_out(_reached(newest) if newest else {})
        if first is not None and self._now() - first >= A_DAY:
            self._make()
        elif newest is not None and self._is_trial_due():
            self.try_newest()
        else:
            self.carry()

    def _is_trial_due(self) -> bool:
        tried = self._known.tried
        if tried is not None and tried.fault and tried.name != self.copies()[0].name:
            return True  # the one made since has to show that it is right
        return tried is None or (self._now() - self._moment(tried.at)).days >= A_WEEK

    # What

    def make(self) -> None:
        self._check("make copy")
        self._make()

    def make_on_closing(
        self, then: Callable[[], object], refused: Callable[[Exception], object]
    ) -> None:
        """Make the copy of the day; `then` also when somebody did not wait for it."""
        self._make(then, refused)

    def stop_making(self) -> None:
        """Do not wait for what is being made."""
        self._halt.ask()

    def _make(
        self,
        then: Callable[[], object] = lambda: None,
        refused: Callable[[Exception], object] = lambda _: None,
    ) -> None:
        now, halt = self._now(), self._begin(_t("Making a copy…"))

        def work() -> Known:
            slots = read_slots(self._paths)
            make_copy(self._database, self._paths.copies, slots, now=now, halt=halt)
            assert now.tzinfo is not None
            thin_out(self._paths.copies, self._hub, now.tzinfo)
            self._shorten_tail()
            return self._carried(halt, now)

        def made(known: Known) -> None:
            self._ended(known)
            then()

        self._run(work, made, refused)

    def _shorten_tail(self) -> None:
        """The safety copy need not hold what the two newest copies both have."""
        two = self.copies()[:2]
        if len(two) == 2:
            newest = max(two[0].manifest.facts.streams, key=lambda stream: stream.hlc)
            self._database.begin_anew(_reached(two[1]).get(newest.id, 0))

    def _each_hour(self) -> None:
        self.look_again()
        self.carry()

    def carry(self) -> None:
        """Bring what is newer to the second place, if it is there."""
        if self._busy or not self._is_there() or not self._is_carry_due():
            return
        now, halt = self._now(), self._begin(_t("Copying to the second place…"))
        self._run(lambda: self._carried(halt, now), self._ended)

    def _is_carry_due(self) -> bool:
        newest = next(iter(self.copies()), None)
        if newest is None:
            return False
        lacks = not (folder_in(Path(self._known.place), self._hub) / newest.name).exists()
        return lacks or self._first_left_out(self._known.reached) is not None

    def _carried(self, halt: Halt, now: datetime) -> Known:
        """Carry the newest copy and the safety copy; what is known afterwards."""
        known, newest = self._known, next(iter(self.copies()), None)
        if newest is None or not self._is_there():
            return known
        place = Path(known.place)
        carry_copy(newest, place, halt)
        reached = _reached(newest)
        if self._database.tail is not None:
            with self._database.reading() as db:
                reached = reached_now(db)  # before it is read, so that nothing is claimed too much
            stream = self._database.tail.last[0]
            carry_tail(self._paths.tail, place, self._hub, stream, halt)
        carry_erased(erasures_in(self._database), place, self._hub)
        return replace(
            known, copy=newest.name, reached=reached, carried_at=now.isoformat(timespec="seconds")
        )

    def choose_place(self, place: str) -> None:
        self._check("choose place for copies")
        if place:
            check_second(Path(place), self._paths)
        known = Known(place=place, tried=self._known.tried, left_there=self._known.left_there)
        if place:
            known = replace(known, is_other_disk=is_other_disk(Path(place), self._paths))
        write_known(self._paths.copies_known, known)
        self._known = known
        self._problem = ""
        self._tell()
        if place and not self.copies():
            self._make()
        else:
            self.carry()

    def bring_back(self, path: Path) -> None:
        self._check("bring back copy")
        self.asked_back.emit(path)

    def try_newest(self) -> None:
        """Open the newest copy somewhere else and compare it with the records."""
        newest = next(iter(self.copies()), None)
        if newest is None:
            raise NoCopyThere
        halt, now = self._begin(_t("Trying the newest copy…")), self._now()

        def tried(trial: Trial) -> None:
            made_at = newest.manifest.made_at.isoformat(timespec="seconds")
            known = Tried(
                now.isoformat(timespec="seconds"), made_at, newest.name, trial.rows, trial.fault
            )
            self._ended(replace(self._known, tried=known))
            if trial.left:
                self._say(ScratchLeft(trial.left))
            if trial.fault:
                self._say(CopyDiffers(newest.name, 1, trial.fault))
            self._tell()

        self._run(
            lambda: try_copy(newest, self._database, self._paths, halt, self._database.clock), tried
        )

    def stop(self) -> None:
        """End what runs, soon. The copies that are there are whole."""
        self._hourly.stop()
        self._halt.ask()
        self._jobs.stop()

    # Beside the window

    def _begin(self, words: str) -> Halt:
        self._halt.ask()  # what was begun before gives way: it can be done again at any time
        self._busy, self._halt = words, Halt()
        self._tell()
        return self._halt

    def _tell(self) -> None:
        self._seen = None
        self._say_how()

    def _say_how(self) -> None:
        self._told = self.state()
        self.changed.emit()

    def _run(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], object],
        refused: Callable[[Exception], object] = lambda _: None,
    ) -> None:
        def not_done(error: Exception) -> None:
            self._busy = ""
            if isinstance(error, HubDeskError) and not isinstance(error, CopyStopped):
                self._say(error)
            self._tell()
            refused(error)

        self._jobs.run(work, owner=self, then=lambda found: then(found), refused=not_done)  # type: ignore[arg-type]

    def _ended(self, known: Known) -> None:
        self._busy = self._problem = ""
        if known != self._known:
            self._known = known
            try:
                write_known(self._paths.copies_known, known)
            except HubDeskError as error:
                self._say(error)
        self._tell()

    def _say(self, error: HubDeskError) -> None:
        self._problem = explain(error).text


def _reached(copy: Copy) -> dict[str, int]:
    return {stream.id: stream.seq for stream in copy.manifest.facts.streams}
