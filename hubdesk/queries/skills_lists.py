"""The lists of skills a hub has, as a manager sees them: how much is in each, and is it used."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from hubdesk.models import Judgement, SkillArea, Statement
from hubdesk.queries.skills import ListRow, skills_lists


@dataclass(frozen=True, slots=True)
class ListHere:
    """A list and what is in it. `is_used`: somebody was judged by it."""

    of: ListRow
    areas: int
    skills: int
    is_used: bool


@dataclass(frozen=True, slots=True)
class OwnSkill:
    """A skill of the hub's own list, those put away among them."""

    id: str
    text: str
    is_put_away: bool
    is_used: bool


def lists_here(db: Session) -> list[ListHere]:
    """Every list, those the hub works with first."""
    live = (Statement.deleted == 0, Statement.is_put_away == 0, SkillArea.deleted == 0)
    many = {
        id: (areas, skills)
        for id, areas, skills in db.execute(
            select(
                SkillArea.framework_id,
                func.count(SkillArea.id.distinct()),
                func.count(Statement.id),
            )
            .join(Statement, Statement.area_id == SkillArea.id)
            .where(*live)
            .group_by(SkillArea.framework_id)
        )
    }
    return [
        ListHere(row, *many.get(row.id, (0, 0)), _is_used(db, row.id)) for row in skills_lists(db)
    ]


def beside(db: Session, key: str) -> list[ListRow]:
    """The versions of one list that are here."""
    return [row for row in skills_lists(db) if row.key == key]


def own_skills(db: Session, list_id: str) -> list[OwnSkill]:
    """What is on the hub's own list, what was put away at the end."""
    rows = db.execute(
        select(Statement.id, Statement.text, Statement.is_put_away, exists().where(_judged_by_it()))
        .join(SkillArea, SkillArea.id == Statement.area_id)
        .where(SkillArea.framework_id == list_id, Statement.deleted == 0)
        .order_by(Statement.is_put_away, SkillArea.place, Statement.place, Statement.id)
    )
    return [OwnSkill(id, text, bool(away), bool(used)) for id, text, away, used in rows]


def _judged_by_it() -> ColumnElement[bool]:
    return (Judgement.statement_id == Statement.id) & (Judgement.deleted == 0)


def _is_used(db: Session, list_id: str) -> bool:
    found = (
        select(Judgement.id)
        .join(Statement, Statement.id == Judgement.statement_id)
        .join(SkillArea, SkillArea.id == Statement.area_id)
        .where(SkillArea.framework_id == list_id, Judgement.deleted == 0)
        .limit(1)
    )
    return db.scalars(found).first() is not None
