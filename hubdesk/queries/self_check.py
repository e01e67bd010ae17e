"""What people say of themselves: what is asked, what they said, and how far they came since."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import Judgement, Person, ScaleStep, Seen, SkillArea, Statement
from hubdesk.models.person import short_name
from hubdesk.queries.one_person import person_now
from hubdesk.queries.skills import ListRow, Skills, skills_list, skills_lists


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """A list to be asked by, and what somebody said before: a step for each statement.

    `called` is what they like to be called, and nothing more: they sit before the screen.
    """

    person_id: str
    called: str
    short: str
    lists: tuple[ListRow, ...]
    skills: Skills | None
    said: dict[str, str]


@dataclass(frozen=True, slots=True)
class Travelled:
    """How far somebody came since they first said what they can do.

    `asked` statements were asked then; `then` and `now` of them could be done.
    """

    first_on: date
    asked: int
    then: int
    now: int
    steps: int


@dataclass(frozen=True, slots=True)
class AreaWay:
    """The same for one area of the list."""

    title: str
    asked: int
    then: int
    now: int


@dataclass(frozen=True, slots=True)
class _Way:
    """By statement: what was said on the first day, and the newest judgement."""

    first_on: date
    first: dict[str, Any]
    last: dict[str, Any]


def self_check(db: Session, person_id: str, list_id: str = "") -> SelfCheck | None:
    """What somebody can be asked, by the list named or the first the hub works with."""
    id = person_now(db, person_id)
    person = db.get(Person, id)
    if person is None or person.deleted:
        return None
    lists = tuple(row for row in skills_lists(db) if row.is_offered or row.id == list_id)
    shown = next((row for row in lists if row.id == list_id), lists[0] if lists else None)
    return SelfCheck(
        id,
        person.known_as or short_name(person.display_name).split(" ")[0],
        short_name(person.display_name, person.known_as),
        lists,
        skills_list(db, shown.id) if shown else None,
        {row.statement_id: row.step_id for row in _said(db, id, shown.id)} if shown else {},
    )


def travelled(db: Session, person_id: str, list_id: str) -> Travelled | None:
    """The way since the first self-check by a list; None where there was none."""
    way = _way(db, person_id, list_id)
    if way is None:
        return None
    return Travelled(
        way.first_on,
        len(way.first),
        sum(bool(row.is_achieved) for row in way.first.values()),
        sum(bool(row.is_achieved) for row in way.last.values()),
        sum(row.place - way.first[id].place for id, row in way.last.items()),
    )


def way_by_area(db: Session, person_id: str, list_id: str) -> tuple[AreaWay, ...]:
    """The way since the first self-check, area by area; of those that were asked about."""
    way = _way(db, person_id, list_id)
    if way is None:
        return ()
    rows = db.execute(
        select(Statement.id, SkillArea.id, SkillArea.title)
        .join(SkillArea, SkillArea.id == Statement.area_id)
        .where(Statement.id.in_(way.first))
        .order_by(SkillArea.place, SkillArea.id)
    )
    titles: dict[str, str] = {}
    of: dict[str, list[str]] = defaultdict(list)
    for statement_id, area_id, title in rows:
        titles[area_id] = title
        of[area_id].append(statement_id)
    return tuple(
        AreaWay(
            title,
            len(of[id]),
            sum(bool(way.first[one].is_achieved) for one in of[id]),
            sum(bool(way.last[one].is_achieved) for one in of[id]),
        )
        for id, title in titles.items()
    )


def _way(db: Session, person_id: str, list_id: str) -> _Way | None:
    rows = _judged(db, person_id, list_id)
    said = [row for row in rows if row.method == Seen.SELF]
    if not said:
        return None
    first_on = said[0].judged_on
    # who looked again the same day meant the last
    first = {row.statement_id: row for row in said if row.judged_on == first_on}
    last = {row.statement_id: row for row in rows if row.statement_id in first}
    return _Way(first_on, first, last)


def _said(db: Session, person_id: str, list_id: str) -> list[Any]:
    return [row for row in _judged(db, person_id, list_id) if row.method == Seen.SELF]


def _judged(db: Session, person_id: str, list_id: str) -> list[Any]:
    """Everything judged of somebody by a list, the oldest first."""
    return list(
        db.execute(
            select(
                Judgement.statement_id,
                Judgement.step_id,
                Judgement.judged_on,
                Judgement.method,
                ScaleStep.place,
                ScaleStep.is_achieved,
            )
            .join(ScaleStep, ScaleStep.id == Judgement.step_id)
            .where(
                Judgement.person_id == person_id,
                Judgement.deleted == 0,
                ScaleStep.framework_id == list_id,
            )
            .order_by(Judgement.judged_on, Judgement.judged_at, Judgement.id)
        )
    )
