"""A hub of random rows: what any desk could have written down in half a year, and odd things too.

Rows are put in as they are, without the rules of the desk, so that figures meet what no gesture
makes any more: sessions that were cancelled late, records of nobody, half answers, leap days.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from hubdesk.ids import new_id, pair_id
from hubdesk.models import (
    AGE_BANDS,
    FOR_ONE,
    ONLY_COUNTED,
    Account,
    AccountRole,
    Attendance,
    Award,
    AwardEvent,
    Base,
    Consultation,
    Destination,
    Device,
    DeviceKind,
    Enquiry,
    EventKind,
    FigureTarget,
    FollowUp,
    Framework,
    Fund,
    Gift,
    GiftValue,
    Goal,
    HeadCount,
    Household,
    HouseholdAnswer,
    Judgement,
    LearningSeries,
    LearningSession,
    Loan,
    LoanEvent,
    Mark,
    Organisation,
    Outcome,
    Person,
    ScaleStep,
    Seen,
    SessionFund,
    SessionHelper,
    SessionKind,
    SessionOrganisation,
    Shift,
    SkillArea,
    Statement,
    Story,
    TutorComment,
    VisitAbout,
)
from hubdesk.models.session_details import YEAR_GROUPS

ZONE = ZoneInfo("Europe/London")
FIRST, LAST = date(2026, 5, 1), date(2026, 11, 24)  # summer time ends on 25 October
POSTCODES = ("B12 0XX", "B12 9AA", "B1 1AA", "CV1 2AB", "", "B4")
ADDRESSES = ("1 High Street", "2 High Street", "", "")


class TakenBack(Exception):
    """One hub after another in one file, and none of them stays."""


class RandomHub:
    """Fills an empty hub. `funds` are its funds, `accounts` its staff."""

    def __init__(self, db: Session, dice: random.Random, *, people: int = 30) -> None:
        self.db, self.dice = db, dice
        self.apart = random.Random(dice.getstate()[1][1])  # what came of what; the rest stays
        self.kinds = list(db.scalars(select(DeviceKind.id).order_by(DeviceKind.id)))
        self.homes = self._put(Household, self._home, people // 3)
        self.people = self._put(Person, self._person, people)
        self._put(HouseholdAnswer, self._answer, people)
        self.funds = self._put(Fund, lambda: {"name": dice.choice(("Ward", "Lottery"))}, 3)
        self.devices = self._put(Device, self._device, people)
        self.accounts = self._put(Account, lambda: {"name": dice.choice(("Ann", "Bo"))}, 4)
        self._put(AccountRole, self._role, 4)
        self._put(Shift, self._shift, 12)
        self.schools = self._put(Organisation, self._organisation, 5)
        self._lend(people)
        self._teach(people)
        self._learn(people)
        self._tell()

    def day(self, first: date = FIRST) -> date:
        return first + timedelta(days=self.dice.randrange((LAST - first).days + 1))

    def moment(self) -> datetime:
        """Any, and often near midnight, where days of the hub and of UTC differ."""
        at = self.dice.choice((time(0, 0), time(0, 30), time(10, 42), time(23, 30), time(23, 59)))
        return datetime.combine(self.day(), at, self.dice.choice((ZONE, UTC)))

    def gone(self) -> int:
        return int(self.dice.random() < 0.1)

    def _put(self, of: type[Base], make: Any, many: int) -> list[str]:
        rows = self._rows(make, many)
        self._insert(of, rows)
        return [str(row["id"]) for row in rows]

    def _rows(self, make: Any, many: int) -> list[dict[str, Any]]:
        return [{"id": new_id(), "deleted": self.gone()} | make() for _ in range(many)]

    def _insert(self, of: type[Base], rows: Iterable[dict[str, Any]]) -> None:
        every = list({row["id"]: row for row in rows}.values())
        if every:
            self.db.connection().execute(insert(of.__table__), every)

    def _told(self) -> dict[str, Any]:
        choose = self.dice.choice
        return {
            "connection": choose(("", "none", "none", "phone data", "broadband")),
            "working_devices": choose((-1, 0, 1, 2, 3)),
            "people_learning": choose((-1, 0, 1, 2, 4)),
        }

    def _home(self) -> dict[str, Any]:
        return self._told() | {"asked_on": self.dice.choice((None, self.day()))}

    def _answer(self) -> dict[str, Any]:
        home, on = self.dice.choice(self.homes), self.day()
        id = pair_id("household_answer", home, on.isoformat())
        return self._told() | {"id": id, "household_id": home, "asked_on": on}

    def _person(self) -> dict[str, Any]:
        choose, born = (
            self.dice.choice,
            date(1930, 1, 1) + timedelta(days=self.dice.randrange(35000)),
        )
        born = choose((born, date(2008, 2, 29), date(2008, 11, 24), date(2001, 11, 25)))
        precision = choose(("exact", "exact", "year", "band", "unknown", ""))
        return {
            "display_name": choose(("Ada Okafor", "Bo Li", "=1+1")),
            "sort_name": choose(("ada okafor", "bo li")),
            "born_precision": precision,
            "born_on": born if precision == "exact" else None,
            "born_year": born.year if precision in ("exact", "year") else 0,
            "age_band": choose(AGE_BANDS) if precision == "band" else "",
            "postcode": choose(POSTCODES),
            "address": choose(ADDRESSES),
            "address_withheld": int(self.dice.random() < 0.2),
            "no_fixed_address": int(self.dice.random() < 0.1),
            "household_id": choose((None, choose(self.homes))),
            "joined_on": self.day(),
        }

    def _device(self) -> dict[str, Any]:
        on = self.day()
        fund = self.dice.choice((None, *self.funds))
        return {
            "kind_id": self.dice.choice(self.kinds),
            "fund_id": fund,
            "added_on": on,
            "seen_on": on,
        }

    def _role(self) -> dict[str, Any]:
        role = self.dice.choice(("volunteer", "volunteer", "tutor"))
        return {"account_id": self.dice.choice(self.accounts), "role": role}

    def _shift(self) -> dict[str, Any]:
        minutes = self.dice.choice((-1, 0, 95, 240))
        whose = self.dice.choice(self.accounts)
        return {"account_id": whose, "began_at": self.moment(), "minutes": minutes}

    def _organisation(self) -> dict[str, Any]:
        return {"name": "Oak", "sort": self.dice.choice(("school", "partner", "employer"))}

    # what is lent and given

    def _lend(self, many: int) -> None:
        dice, handings = self.dice, ["", *(new_id() for _ in range(many))]
        loans, events = [], []
        for _ in range(many * 2):
            at = self.moment()
            whose, taken_back = dice.choice(self.people), self.gone()
            loan = {
                "id": new_id(),
                "device_id": dice.choice(self.devices),
                "borrower_id": whose,
                "handing_id": dice.choice(handings),
                "lent_at": at,
                "due_first_on": at.date() + timedelta(days=14),
                "deleted": taken_back,
                "state": "taken back" if taken_back else "out",
                "due_on": at.date() + timedelta(days=14),
                "returned_at": None,
            }
            for kind in () if taken_back else dice.choice(_FATES):
                at += timedelta(hours=dice.randrange(1, 2000))
                if at > datetime(2026, 11, 24, 10, tzinfo=ZONE):
                    break
                events.append(
                    {
                        "id": new_id(),
                        "loan_id": loan["id"],
                        "borrower_id": whose,
                        "kind": kind,
                        "happened_at": at,
                        "deleted": 0,
                    }
                )
                if kind == EventKind.RETURNED:
                    loan |= {"state": "returned", "returned_at": at}
                elif kind == EventKind.LOST:
                    loan |= {"state": "lost"}
            loans.append(loan)
        self._insert(Loan, loans)
        self._insert(LoanEvent, events)
        self.gifts = self._put(Gift, lambda: self._gift(handings), many)
        self._put(GiftValue, self._worth, many // 2)

    def _gift(self, handings: list[str]) -> dict[str, Any]:
        at = self.moment()
        return {
            "device_id": self.dice.choice(self.devices),
            "person_id": self.dice.choice(self.people),
            "handing_id": self.dice.choice(handings),
            "given_at": at,
            "ends_on": self.dice.choice((None, at.date() + timedelta(days=30))),
        }

    def _worth(self) -> dict[str, Any]:
        return {
            "gift_id": self.dice.choice(self.gifts),
            "pounds": self.dice.randrange(200),
            "valued_on": self.day(),
        }

    # sessions

    def _teach(self, many: int) -> None:
        self.courses = [new_id() for _ in range(4)]
        self._insert(LearningSeries, [{"id": id, "title": "Course"} for id in self.courses])
        self.alone = self.apart.choice((0, 0, 0.2, 0.5))  # how many more are for one person
        sessions = self._rows(self._session, many)
        self._insert(LearningSession, sessions)
        self.sessions = [str(row["id"]) for row in sessions]
        self.held_as = {row["id"]: row["kind"] for row in sessions}
        self._insert(Attendance, self._who_can_come(self._rows(self._attendance, many * 6)))
        self._put(SessionFund, self._share, many)
        self._put(SessionOrganisation, self._part, many // 2)
        self._put(HeadCount, self._heads, many)
        self._insert(SessionHelper, (self._helper() for _ in range(many)))
        self._put(Enquiry, lambda: {"asked_on": self.day(), "about": self._about()}, many)

    def _who_can_come(self, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """One person to a one-to-one, nobody by name to a stall: what readers know of any hub."""
        taken = set()
        for row in rows:
            session = row["session_id"]
            kind = self.held_as[session]
            if kind not in ONLY_COUNTED and not (kind in FOR_ONE and session in taken):
                taken.add(session)
                yield row

    def _helper(self) -> dict[str, Any]:
        session, whose = self.apart.choice(self.sessions), self.apart.choice(self.accounts)
        gone = int(self.apart.random() < 0.1)
        id = pair_id("session_helper", session, whose, "helper")
        return {"id": id, "session_id": session, "account_id": whose, "deleted": gone}

    def _about(self) -> str:
        return self.dice.choice(("", *VisitAbout))

    def _session(self) -> dict[str, Any]:
        on = self.day()
        starts = datetime.combine(on, self.dice.choice((time(0, 15), time(10), time(22, 50))), ZONE)
        kind = self.dice.choice(list(SessionKind))
        return {
            "kind": self.apart.choice(FOR_ONE) if self.apart.random() < self.alone else kind,
            "title": "Digital basics",
            "held_on": on,
            "starts_at": starts,
            "ends_at": starts + timedelta(minutes=self.dice.choice((20, 65, 120))),
            "break_minutes": self.dice.choice((0, 0, 15)),
            "is_cancelled": int(self.dice.random() < 0.1),
            "is_finished": self.dice.choice((0, 1)),
            "tutor_id": self.apart.choice((None, *self.accounts)),
            "series_id": self.apart.choice((None, *self.courses)),
        }

    def _came_of(self) -> dict[str, Any]:
        """A session, a course, or neither."""
        return {
            "session_id": self.apart.choice((None, *self.sessions)),
            "series_id": self.apart.choice((None, None, *self.courses)),
        }

    def _attendance(self) -> dict[str, Any]:
        session, whose = self.dice.choice(self.sessions), self.dice.choice(self.people)
        nth = self.dice.choice((1, 1, 2))
        return {
            "id": pair_id("attendance", session, whose, str(nth)),
            "session_id": session,
            "person_id": whose,
            "nth": nth,
            "mark": self.dice.choice(list(Mark)),
            "minutes": self.dice.choice((-1, -1, 0, 25)),
            "about": self._about(),
        }

    def _share(self) -> dict[str, Any]:
        session, fund = self.dice.choice(self.sessions), self.dice.choice(self.funds)
        return {
            "id": pair_id("session_fund", session, fund),
            "session_id": session,
            "fund_id": fund,
            "share": self.dice.choice((0, 25, 33, 100)),
        }

    def _part(self) -> dict[str, Any]:
        session, other = self.dice.choice(self.sessions), self.dice.choice(self.schools)
        id = pair_id("session_organisation", session, other)
        return {"id": id, "session_id": session, "organisation_id": other}

    def _heads(self) -> dict[str, Any]:
        session, group = self.dice.choice(self.sessions), self.dice.choice(("", *YEAR_GROUPS))
        numbers = ("planned", "came", "girls", "pupil_premium", "send")
        return {
            "id": pair_id("head_count", session, group),
            "session_id": session,
            "year_group": group,
            **{name: self.dice.choice((-1, 0, 3, 17)) for name in numbers},
        }

    # skills and what came of it

    def _learn(self, many: int) -> None:
        [framework] = self._put(Framework, lambda: {"key": "k", "title": "List"}, 1)
        self._areas = self._put(
            SkillArea, lambda: {"framework_id": framework, "title": self.dice.choice("AB")}, 3
        )
        self._skills = self._put(
            Statement, lambda: {"area_id": self.dice.choice(self._areas), "text": "Send mail"}, 6
        )
        self._steps = self._put(
            ScaleStep,
            lambda: {"framework_id": framework, "is_achieved": self.dice.choice((0, 1))},
            4,
        )
        self._put(Judgement, self._judgement, many * 3)
        self.awards = self._put(Award, lambda: self._award(None), many)
        self._put(Award, lambda: self._award(self.dice.choice(self.awards)), many // 5)
        self._put(AwardEvent, self._award_event, many)
        self.told = self._put(Destination, self._destination, many)
        self._put(FollowUp, self._follow_up, many)
        self._put(Goal, self._goal, many)

    def _judgement(self) -> dict[str, Any]:
        return {
            "person_id": self.dice.choice(self.people),
            "statement_id": self.dice.choice(self._skills),
            "step_id": self.dice.choice(self._steps),
            "judged_on": self.day(),
            "judged_at": self.moment(),
            "method": self.dice.choice(list(Seen)),
            "session_id": self.apart.choice((None, *self.sessions)),
        }

    def _award(self, replaces: str | None) -> dict[str, Any]:
        return {
            "person_id": self.dice.choice(self.people),
            "replaces_id": replaces,
            "sort": self.dice.choice(("attendance", "achievement")),
            "awarded_on": self.day(),
            "awarded_at": self.moment(),
            **self._came_of(),
        }

    def _award_event(self) -> dict[str, Any]:
        return {
            "award_id": self.dice.choice(self.awards),
            "person_id": self.dice.choice(self.people),
            "kind": self.dice.choice(("printed", "printed", "withdrawn")),
            "happened_at": self.moment(),
        }

    def _destination(self) -> dict[str, Any]:
        whose, outcome = self.dice.choice(self.people), self.dice.choice(list(Outcome))
        return {"person_id": whose, "outcome": outcome, "told_on": self.day()}

    def _follow_up(self) -> dict[str, Any]:
        whose, on = self.dice.choice(self.people), self.day()
        is_done = self.dice.choice((0, 1))
        made = {"person_id": whose, "ended_on": on, "due_on": on, "is_done": is_done}
        return made | self._came_of() | {"destination_id": self.apart.choice((None, *self.told))}

    def _goal(self) -> dict[str, Any]:
        whose, reached = self.dice.choice(self.people), self.dice.choice((None, self.day()))
        return {"person_id": whose, "set_on": FIRST, "reached_on": reached}

    # words

    def _tell(self) -> None:
        dice = self.dice
        self._put(Story, self._story, 8)
        self._put(TutorComment, self._comment, 6)
        self._put(
            Consultation,
            lambda: {
                "held_on": self.day(),
                "who": "Learners",
                "how_many": dice.randrange(40),
                "changed": dice.choice(("", "Later hours")),
            },
            6,
        )
        self._put(
            FigureTarget,
            lambda: {
                "indicator": dice.choice(("people", "visits", "loans")),
                "first_on": FIRST,
                "last_on": date(2027, 3, 31),
                "amount": dice.randrange(1, 400),
            },
            3,
        )

    def _comment(self) -> dict[str, Any]:
        session_id = self.apart.choice((None, *self.sessions))
        return {"text": "Good weeks", "about_on": self.day(), "session_id": session_id}

    def _story(self) -> dict[str, Any]:
        return {
            "person_id": self.dice.choice((None, self.dice.choice(self.people))),
            "text": self.dice.choice(("", "I found work")),
            "told_on": self.day(),
            "agreed_on": self.dice.choice((None, self.day())),
            "taken_back_on": self.dice.choice((None, None, self.day())),
        }


_FATES: tuple[tuple[EventKind, ...], ...] = (
    (),
    (EventKind.RETURNED,),
    (EventKind.RENEWED, EventKind.RETURNED),
    (EventKind.CALLED, EventKind.LOST),
    (EventKind.LOST, EventKind.FOUND, EventKind.RENEWED),
    (EventKind.RENEWED, EventKind.RENEWED, EventKind.RETURNED),
)
