"""Whether an area of skills is signed off to its end, so that a certificate can be offered."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import AwardSort, Judgement, ScaleStep, Seen, SkillArea, Statement
from hubdesk.queries.awards import awards_of


@dataclass(frozen=True, slots=True)
class FinishedArea:
    """An area and its skills, as the certificate would say them."""

    title: str
    skills: tuple[str, ...]


def finished_area(db: Session, person_id: str, statement_id: str) -> FinishedArea | None:
    """The area of a statement, if somebody saw each of its skills done and nothing is missing.

    What people say of themselves signs nothing off. None too where they have the certificate.
    """
    found = db.execute(
        select(SkillArea.id, SkillArea.title)
        .join(Statement, Statement.area_id == SkillArea.id)
        .where(Statement.id == statement_id, SkillArea.is_whole == 1)
    ).first()
    if found is None:
        return None
    area_id, title = found
    skills = dict(
        db.execute(
            select(Statement.id, Statement.text)
            .where(Statement.area_id == area_id, Statement.deleted == 0, Statement.is_put_away == 0)
            .order_by(Statement.place, Statement.id)
        ).all()
    )
    newest = _newest(db, person_id, list(skills))
    if not all(newest.get(id) for id in skills) or _has_it(db, person_id, title):
        return None
    return FinishedArea(title, tuple(skills.values()))


def _newest(db: Session, person_id: str, statement_ids: list[str]) -> dict[str, bool]:
    """Of each statement that was judged: whether somebody saw it done, the last time."""
    rows = db.execute(
        select(Judgement.statement_id, ScaleStep.is_achieved, Judgement.method)
        .join(ScaleStep, ScaleStep.id == Judgement.step_id)
        .where(
            Judgement.person_id == person_id,
            Judgement.statement_id.in_(statement_ids),
            Judgement.deleted == 0,
        )
        .order_by(Judgement.judged_on, Judgement.judged_at, Judgement.id)
    )
    return {id: bool(achieved) and method != Seen.SELF for id, achieved, method in rows}


def _has_it(db: Session, person_id: str, title: str) -> bool:
    return any(
        award.holds
        and award.sort == AwardSort.ACHIEVEMENT
        and award.what.casefold() == title.casefold()
        for award in awards_of(db, person_id)
    )
