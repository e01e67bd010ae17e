"""Three months of sessions in the invented hub: planned on the first day, marked day by day."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final

from hubdesk.models import Mark
from hubdesk.operations.attending import finish_register, mark, mark_rest
from hubdesk.operations.booking import book_series
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import Planned, plan_series
from hubdesk.operations.visits import log_visit
from hubdesk.queries.sessions import sessions_of_day
from hubdesk.queries.staff import accounts
from hubdesk.sample.invented_desk import InventedDesk

LEARNERS: Final = 12
WEEKS: Final = 17
ABOUTS: Final = ("device", "get online", "job", "form", "print", "scam worry")


@dataclass(frozen=True, slots=True)
class _Plan:
    """One series of the invented hub. `weekday` counts from Monday."""

    title: str
    kind: str
    weekday: int
    starts: time
    ends: time
    room: str
    places: int
    learners: int


_PLANS: Final = (
    _Plan("Digital basics", "course", 1, time(10), time(12), "Room 2", 12, 12),
    _Plan("Job club", "job club", 0, time(14), time(16), "Hall", 0, 7),
    _Plan("Phones and tablets", "workshop", 3, time(13), time(15), "Room 1", 8, 8),
    _Plan("Open door", "drop-in", 2, time(10), time(13), "Front room", 0, 0),
)


class InventedSessions:
    """Plans the series, books learners, and lets each day mark its registers."""

    def __init__(self, desk: InventedDesk, people: Sequence[str], today: date) -> None:
        self._desk, self._people, self._today = desk, list(people), today
        self._dice = random.Random(today.toordinal())  # the others' dice fall as before

    def plan(self, first: date) -> None:
        """Everything is planned, and booked, on the first day."""
        with self._desk.database.reading() as db:
            staff = [row.id for row in accounts(db)]
        for at, one in enumerate(_PLANS):
            first_on = first + timedelta(days=(one.weekday - first.weekday()) % 7)
            facts = SessionFacts(
                one.title,
                one.kind,
                first_on,
                one.starts,
                one.ends,
                room=one.room,
                places=one.places,
                tutor_id=staff[at % len(staff)],
            )
            work = partial(self._plan_one, facts=facts, learners=one.learners)
            self._desk.do("plan session", work, {"what": one.title})
            self._desk.later(3)

    def _plan_one(self, db: Any, now: datetime, *, facts: SessionFacts, learners: int) -> Planned:
        made = plan_series(db, facts=facts, repeats="weekly", times=WEEKS, now=now)
        at = self._dice.randrange(max(len(self._people) - LEARNERS, 1))
        for person_id in self._people[at : at + learners]:
            book_series(db, person_id=person_id, series_id=made.series_id, now=now)
        return made

    def each_day(self, on: Callable[[date, Callable[[], None]], None], first: date) -> None:
        """Let every day up to yesterday mark the registers of its sessions."""
        for days in range((self._today - first).days):
            day = first + timedelta(days=days)
            on(day, partial(self._mark_day, day))

    def _mark_day(self, day: date) -> None:
        with self._desk.database.reading() as db:
            rows = sessions_of_day(db, day)
        for row in rows:
            if row.kind == "drop-in":
                self._visits(row.id)
            else:
                work = partial(self._mark_one, session_id=row.id)
                self._desk.do("finish register", work, {"what": row.title})
            self._desk.later(2)

    def _mark_one(self, db: Any, now: datetime, *, session_id: str) -> None:
        from hubdesk.queries.register import register

        found = register(db, session_id, now.date())
        for row in found.rows if found else ():
            chance = self._dice.random()
            if chance < 0.18:
                word = Mark.ABSENT if chance < 0.06 else Mark.TOLD_US
                why = self._dice.choice(("", "health", "caring"))
                said: dict[str, Any] = {"mark": word}
                said["why"] = why if word is Mark.TOLD_US else ""
                mark(db, session_id=session_id, person_id=row.person_id, now=now, **said)
        mark_rest(db, session_id=session_id, now=now)
        finish_register(db, session_id=session_id, now=now)

    def _visits(self, session_id: str) -> None:
        for person_id in self._dice.sample(self._people, 3):
            about = self._dice.choice(ABOUTS)
            work = partial(
                log_visit,
                person_id=person_id,
                about=about,
                result="done",
                minutes=self._dice.choice((10, 15, 20, 30)),
                session_id=session_id,
            )
            self._desk.do(
                "visit",
                lambda db, now, work=work: work(db, now=now),  # type: ignore[misc]
                {"person_id": person_id, "what": about},
            )
