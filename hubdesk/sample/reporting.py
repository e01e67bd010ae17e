"""What the invented hub's reports tell besides loans and lessons: volunteers, pupils, stories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial
from typing import Any, Final

from hubdesk.models.session_details import SchoolVisit
from hubdesk.operations import consulting, reporting, shifts, stories
from hubdesk.operations.attending import finish_register
from hubdesk.operations.head_counts import count_heads
from hubdesk.operations.people import set_household
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_session
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.staff import accounts
from hubdesk.sample.invented_desk import InventedDesk

TUESDAY: Final = 1
VOLUNTEER, TUTOR = "Tom Reed", "Rosa Diaz"
SCHOOL, STALL = "Riverside Academy", "Stall at the market"
PUPILS: Final = (("7", 28), ("8", 24))
TARGETS: Final = (("people", 300), ("loans", 240), ("certificates", 24))
STORY = (
    "I could not see my grandson for two years. Now we talk every Sunday, on the tablet from here."
)
COMMENT = "The group helps each other now: those who finish first sit down beside somebody else."
Scene = Callable[[], None]


class InventedReporting:
    """Plans scenes on open days of the last full month, and a volunteer's Tuesdays."""

    def __init__(self, desk: InventedDesk, storyteller: str, connected: str, today: date) -> None:
        self._desk, self._today = desk, today
        self._hers, self._connected = storyteller, connected
        with desk.database.reading() as db:
            self._staff = {row.name: row.id for row in accounts(db)}

    def plan(self, put: Callable[[date, Scene], object], first: date) -> None:
        """Let it happen on its days. `put` finds the open day at or before one."""
        month = (self._today.replace(day=1) - timedelta(days=1)).replace(day=1)
        for day, scene in (
            (first, self._targets),
            (month - timedelta(days=12), partial(self._at_home, "none")),
            (month + timedelta(days=6), self._visit),
            (month + timedelta(days=12), partial(self._stall, 43)),
            (month + timedelta(days=13), self._asked),
            (month + timedelta(days=19), partial(self._at_home, "phone data")),
            (month + timedelta(days=20), self._told),
            (month - timedelta(days=17), partial(self._stall, 31)),
        ):
            put(max(day, first), scene)
        for number in range((self._today - first).days):
            day = first + timedelta(days=number)
            if day.weekday() == TUESDAY:
                put(day, self._shift)

    def _targets(self) -> None:
        year = self._today.year if self._today.month > 3 else self._today.year - 1
        period = Period(date(year, 4, 1), date(year + 1, 3, 31))
        for indicator, amount in TARGETS:
            self._do(
                "set target",
                lambda db, now, one=indicator, many=amount: reporting.set_target(
                    db, indicator=one, amount=many, period=period
                ),
                indicator,
            )

    def _at_home(self, connection: str) -> None:
        self._do(
            "household",
            lambda db, now: set_household(
                db, person_id=self._connected, connection=connection, now=now
            ),
            connection,
            self._connected,
        )

    def _visit(self) -> None:
        facts = SessionFacts(
            title=f"Visit to {SCHOOL}",
            kind="school visit",
            held_on=self._desk.moment.date(),
            starts=time(13, 30),
            ends=time(15),
            venue=SCHOOL,
            tutor_id=self._staff[TUTOR],
            organisations=((SCHOOL, ""),),
            details=SchoolVisit(contact="Mr Bello", benchmarks=("5",)),
        )
        self._counted(facts, PUPILS)

    def _stall(self, many: int) -> None:
        facts = SessionFacts(
            title=STALL,
            kind="outreach stall",
            held_on=self._desk.moment.date(),
            starts=time(9, 30),
            ends=time(12, 30),
            venue="Market",
            tutor_id=self._staff[VOLUNTEER],
        )
        self._counted(facts, (("", many),))

    def _counted(self, facts: SessionFacts, groups: tuple[tuple[str, int], ...]) -> None:
        made = self._do(
            "plan session",
            lambda db, now: plan_session(db, facts=facts, now=now, clash_ok=True),
            facts.title,
        )
        [session_id] = made.session_ids
        for group, many in groups:
            self._do(
                "count heads",
                lambda db, now, year=group, came=many: count_heads(
                    db, session_id=session_id, year_group=year, came=came, now=now
                ),
                facts.title,
            )
        self._do(
            "finish register",
            lambda db, now: finish_register(db, session_id=session_id, now=now),
            facts.title,
        )

    def _shift(self) -> None:
        account_id = self._staff[VOLUNTEER]
        shift = self._do(
            "begin shift",
            lambda db, now: shifts.begin_shift(db, account_id=account_id, now=now),
            VOLUNTEER,
        )
        self._do(
            "end shift",
            lambda db, now: shifts.end_shift(db, shift_id=shift.id, minutes=210, now=now),
            VOLUNTEER,
        )

    def _told(self) -> None:
        self._do(
            "tell story",
            lambda db, now: stories.tell_story(
                db, text=STORY, who="Samira", person_id=self._hers, agreed_how="paper", now=now
            ),
            "",
            self._hers,
        )
        self._do(
            "comment",
            lambda db, now: stories.add_comment(
                db, text=COMMENT, account_id=self._staff[TUTOR], now=now
            ),
            "Digital basics",
        )

    def _asked(self) -> None:
        self._do(
            "log consultation",
            lambda db, now: consulting.log_consultation(
                db,
                who="Learners",
                method="Over tea, in two groups",
                how_many=14,
                said="Those who work cannot come by day.",
                changed="From January the job club meets at 6pm.",
                now=now,
            ),
            "learners",
        )

    def _do(self, verb: str, work: Any, what: str, person_id: str = "") -> Any:
        about = {"what": what} | ({"person_id": person_id} if person_id else {})
        made = self._desk.do(verb, work, about)
        self._desk.later(1)
        return made
