"""The hub's own list of skills: adding to it, wording one better, putting one away and back."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.skills import NotOurList, SkillPutAway, SkillThere
from hubdesk.models import Framework, SkillArea, Statement
from hubdesk.operations.lending import found
from hubdesk.operations.skills_lists import areas_of
from hubdesk.spelling import folded_words
from hubdesk.typed import clean_line

MOST_SKILL = 120


def add_skill(db: Session, *, list_id: str, text: str) -> Statement:
    """A skill at the end of the hub's own list.

    Refuses NotOurList, FieldMissing, TextTooLong, SkillThere.
    """
    framework = found(db, Framework, list_id)
    if not framework.is_own:
        raise NotOurList(framework.title)
    words = _words(text)
    area = db.scalars(areas_of(framework.id)).first()
    if area is None:
        raise NotOurList(framework.title)
    rows = list(db.scalars(select(Statement).where(Statement.area_id == area.id)))
    _check_new(rows, words)
    place = max((row.place for row in rows), default=-1) + 1
    made = Statement(
        area_id=area.id, code=_next_code(area.code, {row.code for row in rows}), text=words,
        context="", place=place, is_put_away=False,
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def rename_skill(db: Session, *, statement_id: str, text: str) -> Statement:
    """Better words for the same skill: whoever can do it still can.

    Refuses NotOurList, FieldMissing, TextTooLong, SkillThere.
    """
    statement = _ours(db, statement_id)
    words = _words(text)
    _check_new(_others(db, statement), words)
    statement.text = words
    db.flush()
    return statement


def put_away_skill(db: Session, *, statement_id: str) -> Statement:
    """Judge it no more. Whoever could do it still can. Refuses NotOurList, SkillPutAway."""
    statement = _ours(db, statement_id)
    if statement.is_put_away:
        raise SkillPutAway(statement.text)
    statement.is_put_away = True
    db.flush()
    return statement


def bring_back_skill(db: Session, *, statement_id: str) -> Statement:
    """Judge it again. Refuses NotOurList, and SkillThere where its words are on the list."""
    statement = _ours(db, statement_id)
    if not statement.is_put_away:
        raise SkillThere(statement.text)
    _check_new(_others(db, statement), statement.text)
    statement.is_put_away = False
    db.flush()
    return statement


def _ours(db: Session, statement_id: str) -> Statement:
    statement = found(db, Statement, statement_id)
    area = db.get_one(SkillArea, statement.area_id)
    framework = db.get_one(Framework, area.framework_id)
    if not framework.is_own:
        raise NotOurList(framework.title)
    return statement


def _words(text: str) -> str:
    words = clean_line(text, "Skill", MOST_SKILL)
    if not words:
        raise FieldMissing("Skill")
    return words


def _others(db: Session, statement: Statement) -> list[Statement]:
    beside = select(Statement).where(
        Statement.area_id == statement.area_id, Statement.id != statement.id
    )
    return list(db.scalars(beside))


def _check_new(rows: list[Statement], words: str) -> None:
    """No two skills that are judged say the same."""
    for row in rows:
        live = not row.deleted and not row.is_put_away
        if live and folded_words(row.text) == folded_words(words):
            raise SkillThere(row.text)


def _next_code(area: str, taken: set[str]) -> str:
    number = len(taken) + 1
    while f"{area}-{number}" in taken:
        number += 1
    return f"{area}-{number}"
