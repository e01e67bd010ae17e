"""Lists of skills: bringing in a version, choosing what is offered, saying that one is right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from hubdesk.errors.skills import ListConfirmed, ListDiffers, ListThere
from hubdesk.ids import pair_id
from hubdesk.models import Framework, ScaleStep, SkillArea, Statement
from hubdesk.operations.lending import found


class StepLike(Protocol):
    """A step of a scale, as a file has it."""

    @property
    def title(self) -> str: ...
    @property
    def said(self) -> str: ...
    @property
    def with_help(self) -> bool: ...
    @property
    def is_achieved(self) -> bool: ...


class AreaLike(Protocol):
    """An area, as a file has it."""

    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def is_whole(self) -> bool: ...


class SkillLike(Protocol):
    """A statement and the code of its area."""

    @property
    def code(self) -> str: ...
    @property
    def area(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def context(self) -> str: ...


class ListLike(Protocol):
    """A whole list, checked by whoever read it: codes stand once, areas are there."""

    @property
    def key(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def source_url(self) -> str: ...
    @property
    def licence(self) -> str: ...
    @property
    def retrieved_on(self) -> date | None: ...
    @property
    def missing(self) -> str: ...
    @property
    def is_proof_read(self) -> bool: ...
    @property
    def is_own(self) -> bool: ...
    @property
    def steps(self) -> Sequence[StepLike]: ...
    @property
    def areas(self) -> Sequence[AreaLike]: ...
    @property
    def skills(self) -> Sequence[SkillLike]: ...


def framework_id(key: str, version: str) -> str:
    """The id of a list in one version, the same on every desk."""
    return pair_id("framework", key, version)


def add_list(db: Session, *, said: ListLike) -> Framework:
    """Bring in a list. Of an older version in use nothing is lost: it is only not offered.

    Refuses ListThere, and ListDiffers where this version is here with other words.
    """
    id = framework_id(said.key, said.version)
    there = db.get(Framework, id)
    if there is not None and not there.deleted:
        same = _same(db, there, said)
        raise (ListThere if same or there.is_own else ListDiffers)(there.title, there.version)
    framework = there or Framework(id=id)
    framework.deleted, framework.is_offered = False, True
    framework.key, framework.version, framework.title = said.key, said.version, said.title
    framework.source, framework.source_url = said.source, said.source_url
    framework.licence, framework.retrieved_on = said.licence, said.retrieved_on
    framework.missing, framework.is_own = said.missing, said.is_own
    framework.is_proof_read = said.is_proof_read
    framework.place = (db.scalar(select(func.max(Framework.place))) or 0) + 1
    _offer_only(db, framework)
    db.add(framework)
    db.flush()
    _add_parts(db, id, said)
    return framework


def offer_list(db: Session, *, list_id: str, is_offered: bool) -> Framework:
    """Judge by this list from now on, or no more. What was judged by it stays."""
    framework = found(db, Framework, list_id)
    framework.is_offered = is_offered
    if is_offered:
        _offer_only(db, framework)
    db.flush()
    return framework


def confirm_list(db: Session, *, list_id: str) -> Framework:
    """Somebody compared its words with the source: it may be counted out of from now on.

    Refuses ListConfirmed.
    """
    framework = found(db, Framework, list_id)
    if framework.is_proof_read:
        raise ListConfirmed(framework.title)
    framework.is_proof_read = True
    db.flush()
    return framework


def _offer_only(db: Session, framework: Framework) -> None:
    """Of the versions of one list the hub works with one."""
    others = select(Framework).where(
        Framework.key == framework.key, Framework.id != framework.id, Framework.is_offered == 1
    )
    for other in db.scalars(others):
        other.is_offered = False


def _add_parts(db: Session, id: str, said: ListLike) -> None:
    """Its scale, areas and statements; ids from the codes, so that two desks make the same."""
    for place, step in enumerate(said.steps):
        _put(
            db, ScaleStep, pair_id("scale_step", id, str(place)), framework_id=id, place=place,
            title=step.title, said=step.said or step.title, with_help=step.with_help,
            is_achieved=step.is_achieved,
        )  # fmt: skip
    ids: dict[str, str] = {}
    for place, area in enumerate(said.areas):
        ids[area.code] = pair_id("skill_area", id, area.code)
        _put(
            db, SkillArea, ids[area.code], framework_id=id, code=area.code, title=area.title,
            place=place, is_whole=area.is_whole,
        )  # fmt: skip
    db.flush()
    for place, skill in enumerate(said.skills):
        _put(
            db, Statement, pair_id("statement", id, skill.code), area_id=ids[skill.area],
            code=skill.code, text=skill.text, context=skill.context, place=place,
            is_put_away=False,
        )  # fmt: skip
    db.flush()


def _put(db: Session, kind: type, id: str, **columns: object) -> None:
    """The row of the id, made or brought back."""
    row = db.get(kind, id)
    if row is None:
        db.add(kind(id=id, **columns))
        return
    row.deleted = False
    for name, value in columns.items():
        setattr(row, name, value)


def areas_of(id: str) -> Select[SkillArea]:
    """The areas of a list in their order."""
    return (
        select(SkillArea)
        .where(SkillArea.framework_id == id, SkillArea.deleted == 0)
        .order_by(SkillArea.place, SkillArea.id)
    )


def _same(db: Session, there: Framework, said: ListLike) -> bool:
    """Whether a list is here word for word."""
    areas = {area.id: area for area in db.scalars(areas_of(there.id))}
    rows = db.scalars(select(Statement).where(Statement.area_id.in_(areas), Statement.deleted == 0))
    have = {(row.code, areas[row.area_id].code, row.text) for row in rows}
    steps = db.scalars(
        select(ScaleStep.title)
        .where(ScaleStep.framework_id == there.id, ScaleStep.deleted == 0)
        .order_by(ScaleStep.place)
    )
    return have == {(one.code, one.area, one.text) for one in said.skills} and list(steps) == [
        step.title for step in said.steps
    ]
