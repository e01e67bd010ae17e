"""What the feed of a region is made of: who is in it, and the facts of each, without any word.

An allow-list of columns, read for this alone: no name, contact, note, title, reason or member of
the staff is ever selected here, so none can leave by a mistake further on.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    CAME,
    FOR_ONE,
    Asked,
    Attendance,
    BirthPrecision,
    Device,
    DeviceKind,
    Framework,
    Judgement,
    LearningSession,
    Loan,
    LoanState,
    Person,
    ScaleStep,
    SessionKind,
    SkillArea,
    Statement,
)
from hubdesk.paths import resource_text
from hubdesk.queries.hub import hub_zone
from hubdesk.queries.requests import requests
from hubdesk.queries.restrictions import restricted_ids
from hubdesk.queries.vaguer import LEAST, Exact, week_of

BACK: Final = timedelta(weeks=53)  # facts older than this are not looked at again
OTHER: Final = ""  # of what too few people have in common
SAMPLE: Final = "(sample)"  # how the name of everybody to practise with ends
PUBLISHED: Final = ("eds-2018", "eds-2022")  # lists of skills; a hub's own words stay its own
ATTENDANCE, LOAN, SKILL = "attendance", "loan", "skill"
_ENDS: Final = (Asked.ERASURE, Asked.OBJECTION, Asked.RESTRICTION)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about one person. `id` is the row's own; `says` is what may leave of it."""

    tbl: str
    id: str
    person_id: str
    week: str
    says: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """All that a region may hold of the hub now. `since` is the first week looked at."""

    people: dict[str, Exact]
    facts: list[Fact]
    since: str


def projection(db: Session, today: date) -> Projection:
    """Everybody who took part and may be told of, and their facts of the last year."""
    since = today - BACK
    ids = _may_be_told_of(db)
    facts = [
        *_attendance(db, ids, since),
        *_loans(db, ids, since),
        *_skills(db, ids, since),
    ]
    first = _first_contacts(db)
    people = {
        id: exact for id, exact in _people(db, first, today) if id in ids and id in first
    }  # a fact without a first contact is nobody's: an attendance that was taken back
    told = [fact for fact in facts if fact.person_id in people]
    return Projection(people, _common_enough(told), week_of(since))


def _may_be_told_of(db: Session) -> set[str]:
    """Everybody but who is erased or merged away, not to be used, or asked for an end to it."""
    every = select(Person.id).where(Person.deleted == 0, ~Person.display_name.endswith(SAMPLE))
    out = restricted_ids(db) | {
        row.person_id for row in requests(db) if row.asked in _ENDS and not row.closed
    }
    return set(db.scalars(every)) - out


def _people(db: Session, first: dict[str, date], today: date) -> Iterable[tuple[str, Exact]]:
    rows = db.execute(
        select(
            *(Person.id, Person.born_precision, Person.born_on, Person.born_year),
            *(Person.age_band, Person.postcode, Person.address_withheld, Person.no_fixed_address),
        )
    )
    for id, precision, born_on, born_year, band, postcode, withheld, none in rows:
        if (first_on := first.get(id)) is None:
            continue
        years = -1
        if precision == BirthPrecision.EXACT and born_on:
            years = today.year - born_on.year  # turned in this year: or a birthday would show
        elif precision == BirthPrecision.YEAR and born_year:
            years = today.year - born_year
        hidden = withheld or none or not postcode
        area = "" if hidden else _outward(postcode)
        yield id, Exact(max(years, -1), band or "", area, first_on)


def _outward(postcode: str) -> str:
    """B12 of B12 9QR. What is no postcode of the United Kingdom tells nothing."""
    letters = postcode.strip().upper()
    outward = letters.partition(" ")[0] if " " in letters else letters[:-3]
    plain = outward.isascii() and outward.isalnum() and 2 <= len(outward) <= 4
    return outward if plain and outward[0].isalpha() and any(map(str.isdigit, outward)) else ""


def _first_contacts(db: Session) -> dict[str, date]:
    """The day each person came or borrowed first."""
    found: dict[str, date] = {}
    zone = hub_zone(db)
    came = (
        select(Attendance.person_id, func.min(LearningSession.held_on))
        .join(LearningSession, LearningSession.id == Attendance.session_id)
        .where(Attendance.deleted == 0, Attendance.mark.in_(CAME), LearningSession.deleted == 0)
        .group_by(Attendance.person_id)
    )
    lent = (
        select(Loan.borrower_id, func.min(Loan.lent_at))
        .where(Loan.deleted == 0)
        .group_by(Loan.borrower_id)
    )
    for id, on in db.execute(came):
        found[id] = on
    for id, at in db.execute(lent):
        on = at.astimezone(zone).date()
        found[id] = min(found.get(id, on), on)
    return found


def _attendance(db: Session, ids: set[str], since: date) -> list[Fact]:
    rows = db.execute(
        select(
            *(Attendance.id, Attendance.person_id, LearningSession.held_on),
            *(LearningSession.kind, LearningSession.series_id),
        )
        .join(LearningSession, LearningSession.id == Attendance.session_id)
        .where(
            LearningSession.held_on >= since,
            LearningSession.deleted == 0,
            Attendance.deleted == 0,
            Attendance.mark.in_(CAME),
        )
    )
    return [
        Fact(
            ATTENDANCE,
            id,
            person_id,
            week_of(held_on),
            # at home, by phone or here: which of them may tell of somebody's health
            (
                ("kind", SessionKind.ONE_TO_ONE.value if kind in FOR_ONE else str(kind)),
                ("course", series_id or ""),
            ),
        )
        for id, person_id, held_on, kind, series_id in rows
        if person_id in ids
    ]


def _loans(db: Session, ids: set[str], since: date) -> list[Fact]:
    zone = hub_zone(db)
    rows = db.execute(
        select(
            Loan.id, Loan.borrower_id, Loan.lent_at, Loan.returned_at, Loan.state, DeviceKind.icon
        )
        .join(Device, Device.id == Loan.device_id)
        .join(DeviceKind, DeviceKind.id == Device.kind_id)
        .where(Loan.deleted == 0, Loan.state != LoanState.TAKEN_BACK)
    )
    found = []
    for id, person_id, lent_at, returned_at, state, icon in rows:
        on = lent_at.astimezone(zone).date()
        if person_id not in ids or on < since:
            continue
        back = returned_at if state == LoanState.RETURNED else None
        says = (("kind", icon), ("back", week_of(back.astimezone(zone).date()) if back else ""))
        found.append(Fact(LOAN, id, person_id, week_of(on), says))
    return found


def _skills(db: Session, ids: set[str], since: date) -> list[Fact]:
    """What somebody can do, of the lists that were published. The hub's own stay its own."""
    rows = db.execute(
        select(
            *(Judgement.id, Judgement.person_id, Judgement.judged_on),
            *(Framework.key, Framework.version, Statement.code),
        )
        .join(ScaleStep, ScaleStep.id == Judgement.step_id)
        .join(Statement, Statement.id == Judgement.statement_id)
        .join(SkillArea, SkillArea.id == Statement.area_id)
        .join(Framework, Framework.id == SkillArea.framework_id)
        .where(
            Judgement.deleted == 0,
            Judgement.judged_on >= since,
            ScaleStep.is_achieved == 1,
        )
    )
    known = _published_skills()
    return [
        Fact(SKILL, id, person_id, week_of(on), (("list", f"{key} {version}"), ("skill", code)))
        for id, person_id, on, key, version, code in rows
        if person_id in ids and (key, version, code) in known
    ]


@cache
def _published_skills() -> frozenset[tuple[str, str, str]]:
    """Each skill of the lists that HubDesk ships: a list, its version and a code."""
    found = set()
    for name in PUBLISHED:
        said = json.loads(resource_text(f"frameworks/{name}.json"))
        found |= {(said["key"], said["version"], one["code"]) for one in said["statements"]}
    return frozenset(found)


def _common_enough(facts: list[Fact]) -> list[Fact]:
    """What fewer than LEAST people have in common is told as other."""
    who: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for fact in facts:
        for name, value in fact.says:
            who[fact.tbl, name, value].add(fact.person_id)
    few = {key for key, ids in who.items() if len(ids) < LEAST and key[1] in _RARE}
    if not few:
        return facts
    return [
        Fact(
            fact.tbl, fact.id, fact.person_id, fact.week,
            tuple((n, OTHER if (fact.tbl, n, v) in few else v) for n, v in fact.says),
        )
        for fact in facts
    ]  # fmt: skip


_RARE: Final = frozenset(("kind", "course", "skill"))
