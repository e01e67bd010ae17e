"""Somebody's way at the hub as they take it home: what they can do, and how far they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from hubdesk.queries.attendances import attended
from hubdesk.queries.awards import AwardRow, awards_of
from hubdesk.queries.paper_rows import hub_on_paper
from hubdesk.queries.papers import HubOnPaper
from hubdesk.queries.people import person_page
from hubdesk.queries.progress import GoalRow, goals_of
from hubdesk.queries.self_check import AreaWay, Travelled, travelled, way_by_area
from hubdesk.queries.skills import Skills, skills_of


@dataclass(frozen=True, slots=True)
class JourneyList:
    """One list somebody was judged by, and the way since they first said what they can do."""

    skills: Skills
    way: Travelled | None
    by_area: tuple[AreaWay, ...]


@dataclass(frozen=True, slots=True)
class JourneyPaper:
    """All that stands on the paper. `came` sessions and `minutes` are 0 where nobody counted."""

    hub: HubOnPaper
    name: str
    on: date
    large_print: bool
    lists: tuple[JourneyList, ...] = ()
    goals: tuple[GoalRow, ...] = ()
    awards: tuple[AwardRow, ...] = ()
    came: int = 0
    minutes: int = 0
    first_on: date | None = None


def journey_paper(
    db: Session, person_id: str, *, on: date, large_print: bool
) -> JourneyPaper | None:
    """The way of somebody, or None if they are not here."""
    person = person_page(db, person_id)
    if person is None:
        return None
    sums = attended(db, person.id)
    lists = [skills for skills in skills_of(db, person.id) if skills.is_begun]
    return JourneyPaper(
        hub_on_paper(db),
        person.name,
        on,
        large_print,
        tuple(
            JourneyList(
                skills,
                travelled(db, person.id, skills.of.id),
                way_by_area(db, person.id, skills.of.id),
            )
            for skills in lists
        ),
        tuple(goals_of(db, person.id)),
        tuple(award for award in awards_of(db, person.id) if award.holds),
        sums.came,
        sums.minutes,
        sums.first_on,
    )
