"""What somebody can do by each list of skills, and the lists themselves.

"Can do it" is never stored: of the judgements of a statement the newest holds by which somebody
else saw it. Where nobody did, the newest that they said themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    SIGNS_OFF,
    Account,
    Framework,
    Judgement,
    ScaleStep,
    SkillArea,
    Statement,
)

# In this order the last judgement of a statement is the one that holds.
HOLDS_LAST: Final = (
    Judgement.method.in_(SIGNS_OFF),
    Judgement.judged_on,
    Judgement.judged_at,
    Judgement.id,
)


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a scale; `place` 0 is where everybody begins."""

    id: str
    place: int
    title: str
    said: str
    with_help: bool
    is_achieved: bool


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A statement, and how far one person is with it; place 0 without a judgement."""

    id: str
    code: str
    text: str
    context: str
    place: int = 0
    step: str = ""
    is_achieved: bool = False
    judged_on: date | None = None
    method: str = ""
    with_help: bool = False
    who: str = ""
    note: str = ""

    @property
    def is_signed(self) -> bool:
        """They can do it, and somebody else saw it."""
        return self.is_achieved and self.method in SIGNS_OFF


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area with its statements. `is_whole`: none is missing from it, as far as its file knows.

    `has_count`: "3 of 7" is true of it, for somebody has compared the list with its source too.
    """

    id: str
    code: str
    title: str
    is_whole: bool
    skills: tuple[SkillRow, ...]
    has_count: bool = True

    @property
    def done(self) -> int:
        return sum(skill.is_achieved for skill in self.skills)

    @property
    def signed(self) -> int:
        return sum(skill.is_signed for skill in self.skills)

    @property
    def is_finished(self) -> bool:
        """Every statement is signed off, and none is missing from the list."""
        return self.is_whole and bool(self.skills) and self.signed == len(self.skills)


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list of skills in one version."""

    id: str
    key: str
    version: str
    title: str
    source: str
    source_url: str
    licence: str
    missing: str
    is_own: bool
    is_offered: bool
    is_proof_read: bool

    @property
    def is_whole(self) -> bool:
        """Whether a count out of all of it is true."""
        return not self.missing and not self.is_own and self.is_proof_read


@dataclass(frozen=True, slots=True)
class Skills:
    """A list with its scale and areas; with a person's places, where it is about one."""

    of: ListRow
    steps: tuple[StepRow, ...]
    areas: tuple[AreaRow, ...]

    @property
    def done(self) -> int:
        return sum(area.done for area in self.areas)

    @property
    def signed(self) -> int:
        return sum(area.signed for area in self.areas)

    @property
    def total(self) -> int:
        return sum(len(area.skills) for area in self.areas)

    @property
    def is_begun(self) -> bool:
        return any(skill.judged_on for area in self.areas for skill in area.skills)

    def skill(self, statement_id: str) -> SkillRow | None:
        """One statement of the list."""
        rows = (skill for area in self.areas for skill in area.skills)
        return next((skill for skill in rows if skill.id == statement_id), None)


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One judgement of a statement, as it stays."""

    judged_on: date
    step: str
    method: str
    with_help: bool
    who: str
    note: str


def skills_lists(db: Session) -> list[ListRow]:
    """Every list in its order, those not offered any more at the end."""
    rows = db.scalars(
        select(Framework)
        .where(Framework.deleted == 0)
        .order_by(Framework.is_offered.desc(), Framework.place, Framework.id)
    )
    return [_list(row) for row in rows]


def skills_list(db: Session, list_id: str) -> Skills | None:
    """A list with its scale and statements, about nobody."""
    framework = db.get(Framework, list_id)
    if framework is None or framework.deleted:
        return None
    return _skills(db, framework, {})


def skills_of(db: Session, person_id: str) -> tuple[Skills, ...]:
    """What somebody can do: by each list that is offered, and each they were judged by."""
    judged = _newest(db, person_id)
    found = []
    frameworks = db.scalars(
        select(Framework)
        .where(Framework.deleted == 0)
        .order_by(Framework.is_offered.desc(), Framework.place, Framework.id)
    ).all()
    for framework in frameworks:
        skills = _skills(db, framework, judged)
        if framework.is_offered or skills.is_begun:
            found.append(skills)
    return tuple(found)


def judged(db: Session, person_id: str, statement_id: str) -> list[JudgedRow]:
    """Everything that was ever judged of one statement, the newest first."""
    rows = db.execute(
        select(
            Judgement.judged_on,
            ScaleStep.title,
            Judgement.method,
            Judgement.with_help,
            func.coalesce(Account.name, ""),
            Judgement.note,
        )
        .join(ScaleStep, ScaleStep.id == Judgement.step_id)
        .outerjoin(Account, Account.id == Judgement.account_id)
        .where(
            Judgement.person_id == person_id,
            Judgement.statement_id == statement_id,
            Judgement.deleted == 0,
        )
        .order_by(Judgement.judged_on.desc(), Judgement.judged_at.desc(), Judgement.id.desc())
    )
    return [JudgedRow(day, step, how, bool(help), who, note)
            for day, step, how, help, who, note in rows]  # fmt: skip


def latest_places(
    db: Session,
    person_ids: Sequence[str],
    statement_ids: Iterable[str] | None = None,
    *,
    only_signed: bool = False,
) -> dict[tuple[str, str], int]:
    """How far people are, by person and statement; who was never judged is not in it.

    With `only_signed`, as far as somebody else saw it.
    """
    query = (
        select(Judgement.person_id, Judgement.statement_id, ScaleStep.place)
        .join(ScaleStep, ScaleStep.id == Judgement.step_id)
        .where(Judgement.person_id.in_(person_ids), Judgement.deleted == 0)
        .order_by(*HOLDS_LAST)
    )
    if only_signed:
        query = query.where(Judgement.method.in_(SIGNS_OFF))
    if statement_ids is not None:
        query = query.where(Judgement.statement_id.in_(list(statement_ids)))
    return {(person, statement): place for person, statement, place in db.execute(query)}


def _list(row: Framework) -> ListRow:
    return ListRow(
        row.id, row.key, row.version, row.title, row.source, row.source_url, row.licence,
        row.missing, bool(row.is_own), bool(row.is_offered), bool(row.is_proof_read),
    )  # fmt: skip


def _newest(db: Session, person_id: str) -> dict[str, Any]:
    """The judgement that holds, by statement."""
    rows = db.execute(
        select(
            Judgement.statement_id,
            Judgement.judged_on,
            Judgement.method,
            Judgement.with_help,
            ScaleStep.place,
            ScaleStep.title,
            ScaleStep.is_achieved,
            func.coalesce(Account.name, "").label("who"),
            Judgement.note,
        )
        .join(ScaleStep, ScaleStep.id == Judgement.step_id)
        .outerjoin(Account, Account.id == Judgement.account_id)
        .where(Judgement.person_id == person_id, Judgement.deleted == 0)
        .order_by(*HOLDS_LAST)
    )
    return {row.statement_id: row for row in rows}


def _skills(db: Session, framework: Framework, newest: dict[str, Any]) -> Skills:
    steps = db.scalars(
        select(ScaleStep)
        .where(ScaleStep.framework_id == framework.id, ScaleStep.deleted == 0)
        .order_by(ScaleStep.place, ScaleStep.id)
    )
    areas = db.scalars(
        select(SkillArea)
        .where(SkillArea.framework_id == framework.id, SkillArea.deleted == 0)
        .order_by(SkillArea.place, SkillArea.id)
    ).all()
    rows: dict[str, list[SkillRow]] = {area.id: [] for area in areas}
    statements = db.scalars(
        select(Statement)
        .where(Statement.area_id.in_(rows), Statement.deleted == 0)
        .order_by(Statement.place, Statement.id)
    )
    for statement in statements:
        held = newest.get(statement.id)
        if statement.is_put_away and held is None:
            continue
        rows[statement.area_id].append(_skill(statement, held))
    counts = bool(framework.is_own or framework.is_proof_read)
    return Skills(
        _list(framework),
        tuple(
            StepRow(s.id, s.place, s.title, s.said, bool(s.with_help), bool(s.is_achieved))
            for s in steps
        ),
        tuple(
            AreaRow(
                area.id,
                area.code,
                area.title,
                bool(area.is_whole),
                tuple(rows[area.id]),
                counts and bool(area.is_whole),
            )
            for area in areas
        ),
    )


def _skill(statement: Statement, held: Any) -> SkillRow:
    named = (statement.id, statement.code, statement.text, statement.context)
    if held is None:
        return SkillRow(*named)
    return SkillRow(
        *named, held.place, held.title, bool(held.is_achieved), held.judged_on, held.method,
        bool(held.with_help), held.who, held.note,
    )  # fmt: skip
