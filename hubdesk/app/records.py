"""The open records as pages see them: two doors, undo, papers, and what changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal

from hubdesk.app.at_desk import AtDesk
from hubdesk.app.backing_up import BackingUp
from hubdesk.app.equality_forms import EqualityForms
from hubdesk.app.erasures import outside_records
from hubdesk.app.guarding import Guarding
from hubdesk.app.papers import NEEDS, paper_bytes
from hubdesk.app.sending import Sending
from hubdesk.app.taking_back import TakingBack
from hubdesk.app.ways_in import WaysIn
from hubdesk.errors.store import DiskFull
from hubdesk.messages.activity import Said, action_words
from hubdesk.operations.undoing import Undone, undo
from hubdesk.paths import Paths
from hubdesk.queries.activity import NEVER_TAKEN_BACK, ActivityRow, activity
from hubdesk.queries.erasure_plan import Elsewhere
from hubdesk.queries.hub import hub_facts
from hubdesk.store.database import Database
from hubdesk.ui.doors import Announcer, Doors
from hubdesk.ui.gestures import ended
from hubdesk.ui.jobs import Jobs

T = TypeVar("T")
Clock = Callable[[], datetime]


class Records(QObject):
    """One open hub. `doors` is what pages get; `close` waits for jobs before it returns.

    `found_full` tells of a change that was refused because the disk has no room, `kept` of one
    that was saved since, `saved_once` of one that was saved, but not its safety copy.
    `room_asked` asks to look at the disk: work beside the window found no room, a while ago
    perhaps.
    """

    found_full = Signal()
    kept = Signal()
    room_asked = Signal()
    saved_once = Signal(object)
    # a job's change is told on the window's thread, a moment later: with what was refused before
    _announced = Signal(object, int)

    def __init__(self, paths: Paths, database: Database, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths, self._database = paths, database
        self.jobs = Jobs(self)
        self.announcer = Announcer(self)
        self._zone = ZoneInfo("Europe/London")
        facts = self.look(hub_facts)
        if facts is not None:
            self._zone = ZoneInfo(facts.time_zone)
        self.at_desk = AtDesk(database, self.look, self.now, self.announcer.acting.emit)
        self.ways = WaysIn(paths, database, self.at_desk.check)
        self._made = threading.local()  # what a job changes meanwhile is no action of the window's
        self.proposed = 0  # what may be removed by the rules; the rounds of the day count it
        self._is_closed = False
        self._refused = 0  # changes the disk had no room for
        self._announced.connect(self._announce)
        database.changed.append(self._changed)
        database.saved_once.append(self.saved_once.emit)
        self.copies = BackingUp(paths, database, self.now, self.at_desk.check, self.look, self)
        self.sending = Sending(paths, database, self.now, self.at_desk.check, self.look, self)
        self.guard = Guarding(paths, self)
        self.forms = EqualityForms(paths, self)
        self.taking_back = TakingBack(database, self.jobs, self.now, self)
        self.doors = Doors(
            do=self.do,
            look=self.look,
            made=lambda: getattr(self._made, "txn_id", ""),
            later=self.jobs.run,
            undo=self.undo,
            announcer=self.announcer,
            now=self.now,
            ways=self.ways,
            staff=self.staff,
            paper=self.paper,
            acting=lambda: self.at_desk.acting,
            barred=self.at_desk.barred,
            is_proved=self.at_desk.is_proved,
            prove=self.at_desk.prove,
            copies=self.copies,
            sending=self.sending,
            proposed=lambda: self.proposed,
            guard=self.guard,
            forms=self.forms,
        )
        self._day = self.now().date()
        self._midnight = QTimer(self)
        self._midnight.timeout.connect(self._watch_day)
        self._midnight.start(30_000)

    def elsewhere(self) -> Elsewhere:
        """What lies outside the records, counted for whoever erases somebody."""
        return outside_records(self._paths, self.copies)

    @property
    def paths(self) -> Paths:
        """Where the hub's files lie, for the app's own jobs."""
        return self._paths

    @property
    def database(self) -> Database:
        """For the app's own jobs; pages get doors."""
        return self._database

    def now(self) -> datetime:
        """The clock, in the hub's time zone."""
        return self._database.clock().astimezone(self._zone)

    def do(
        self,
        verb: str,
        work: Callable[[Any, datetime], T],
        *,
        about: dict[str, Any] | Callable[[T], dict[str, Any]] | None = None,
        reason: str = "",
    ) -> T:
        """One sealed transaction: see `ui.doors.Do`."""
        self.at_desk.check(verb)
        self._made.txn_id = ""
        with self._changing(verb, reason=reason) as db:
            made = work(db, self.now())
            facts = about(made) if callable(about) else about or {}
            db.info["about"].update(facts)
        # now, and not sooner: whoever was told that something changed may have done something
        self._made.txn_id = "" if verb in NEVER_TAKEN_BACK else str(db.info["txn_id"])
        return made

    def look(self, work: Callable[[Any], T], *, right: str = "") -> T:
        """One look: see `ui.doors.Look`."""
        if right:
            self.at_desk.check(right)
        with self._database.reading() as db:
            return work(db)

    def undo(self, txn_id: str) -> str:
        """Undo one action, and answer with the sentence of what was undone.

        A long list is only begun: `taking_back` says how far it is, and when it is over.
        """
        before = self.look(lambda db: activity(db, txn_id))
        if before is not None:
            self.at_desk.check_undo(before.verb, by=before.by)
        if before is not None and "list" in before.about:
            whole = Undone(txn_id, before.verb, before.about)
            return self.taking_back.begin(before, lambda: self._undone(before, whole))
        with self._changing("undo", undo_of=txn_id) as db:
            undone = undo(db, txn_id=txn_id, by=self._database.actor.id, now=self.now())
            db.info["about"].update({**undone.about, "of": undone.verb})
        return self._undone(before, undone)

    def _undone(self, before: ActivityRow | None, undone: Undone) -> str:
        """Announce what was undone, and say it."""
        said = Said(
            person=before.person if before else "",
            tags=before.tags if before else (),
            about={**undone.about, "of": undone.verb},
            today=self.now().date(),
        )
        words = ended(action_words("undo", said) + ".")
        if undone.verb in PRINTED and (printed := undone.about.get("printed")):
            words += self._to_bin(printed)
        self.announcer.undone.emit(undone.about)
        return words

    def _to_bin(self, printed: int) -> str:
        """Which papers of what was undone somebody has: those that still wait are on none."""
        from hubdesk.ui.printing.papers import papers_waiting  # not needed before the desk is open

        # of older actions it is only known that one was
        many = int(printed) - len(self.look(papers_waiting)[1])
        if many < 1:
            return ""
        return f" Bin the {'agreement' if many == 1 else 'agreements'} that just printed."

    def staff(self) -> str:
        """The name of whoever works here, empty before the hub has an account."""
        return self.at_desk.acting.name

    def act_as(self, account_id: str) -> None:
        """Somebody else is at the desk: what they may do holds at once. See `AtDesk.act_as`."""
        self.at_desk.act_as(account_id)

    def is_full(self) -> None:
        """The disk refused a change for want of room."""
        self._refused += 1
        self.found_full.emit()

    def _changed(self, tables: frozenset[str]) -> None:
        """On the thread that changed something."""
        self._announced.emit(tables, self._refused)

    def _announce(self, tables: frozenset[str], refused: int) -> None:
        if self._is_closed:
            return  # told by a job just before: whoever looks now would look at closed records
        self.announcer.changed.emit(tables)
        if refused == self._refused:
            self.kept.emit()
        self.sending.records_changed(tables)
        self.at_desk.watch(tables)

    @contextmanager
    def _changing(self, verb: str, **more: Any) -> Iterator[Any]:
        try:
            with self._database.changing(verb, **more) as db:
                yield db
        except DiskFull:
            self.is_full()
            raise

    def paper(self, kind: str, about: str) -> bytes:
        """A paper as PDF: see `app.papers`. NotAllowed where it says more than one may see."""
        if right := NEEDS.get(kind):
            self.at_desk.check(right)
        return paper_bytes(self.look, kind, about, now=self.now())

    def close(self) -> None:
        """Finish the job in hand, then let go of the records."""
        self._is_closed = True
        self._midnight.stop()
        self.sending.stop()
        self.copies.stop()
        self.guard.close()
        self.taking_back.stop()
        self.jobs.stop()
        self._database.changed.clear()
        self._database.saved_once.clear()

    def _watch_day(self) -> None:
        today: date = self.now().date()
        if today != self._day:
            self._day = today
            self.announcer.day_turned.emit()


PRINTED = ("lend", "give")
