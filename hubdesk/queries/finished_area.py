"""Whether an area of skills is signed off to its end, so that a certificate can be offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import SIGNS_OFF, AwardSort, Judgement, ScaleStep, SkillArea, Statement
from hubdesk.queries.awards import awards_of
from hubdesk.queries.skills import HOLDS_LAST


@dataclass(frozen=True, slots=True)
class FinishedArea:
    """An area and its skills, as the certificate would say them."""

    title: str
    skills: tuple[str, ...]


def finished_area(db: Session, person_id: str, statement_id: str) -> FinishedArea | None:
    """The area of a statement, if somebody saw each of its skills done and nothing is missing.

    What people say of themselves signs nothing off. None too where they have the certificate.
    """
    area, people = finished_by(db, [person_id], statement_id)
    return area if people else None


def finished_by(
    db: Session, person_ids: Sequence[str], statement_id: str
) -> tuple[FinishedArea | None, tuple[str, ...]]:
    """The area of a statement, and for whom of these people all of the above is so."""
    found = db.execute(
        select(SkillArea.id, SkillArea.title)
        .join(Statement, Statement.area_id == SkillArea.id)
        .where(Statement.id == statement_id, SkillArea.is_whole == 1)
    ).first()
    if found is None:
        return None, ()
    area_id, title = found
    skills = dict(
        db.execute(
            select(Statement.id, Statement.text)
            .where(Statement.area_id == area_id, Statement.deleted == 0, Statement.is_put_away == 0)
            .order_by(Statement.place, Statement.id)
        ).all()
    )
    newest = _newest(db, person_ids, list(skills))
    people = tuple(
        person_id
        for person_id in person_ids
        if all(newest.get((person_id, id)) for id in skills) and not _has_it(db, person_id, title)
    )
    return FinishedArea(title, tuple(skills.values())), people


def _newest(
    db: Session, person_ids: Sequence[str], statement_ids: list[str]
) -> dict[tuple[str, str], bool]:
    """By person and statement: whether somebody saw it done, the last time anybody looked."""
    rows = db.execute(
        select(Judgement.person_id, Judgement.statement_id, ScaleStep.is_achieved)
        .join(ScaleStep, ScaleStep.id == Judgement.step_id)
        .where(
            Judgement.person_id.in_(person_ids),
            Judgement.statement_id.in_(statement_ids),
            Judgement.method.in_(SIGNS_OFF),
            Judgement.deleted == 0,
        )
        .order_by(*HOLDS_LAST)
    )
    return {(person, id): bool(achieved) for person, id, achieved in rows}


def _has_it(db: Session, person_id: str, title: str) -> bool:
    return any(
        award.holds
        and award.sort == AwardSort.ACHIEVEMENT
        and award.what.casefold() == title.casefold()
        for award in awards_of(db, person_id)
    )
