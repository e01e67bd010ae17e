"""All that is held on one person: every table about them, the journal, and where else it lies.

It reads the models' own word for whom a table is about, so that a new table is in it from its
first day. What is sealed for the safeguarding lead is left out: only they can read it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, func, or_, select
from sqlalchemy.orm import Session

from hubdesk.i18n import plain_day
from hubdesk.models import (
    AccessEvent,
    AgreementTemplate,
    Award,
    Base,
    CertificateTemplate,
    ConsentWording,
    Device,
    Draft,
    DraftKind,
    Household,
    JournalOp,
    JournalTxn,
    LearningSeries,
    LearningSession,
    Loan,
    Person,
    PersonFind,
    RightsRequest,
    ScaleStep,
    Statement,
    Watched,
)
from hubdesk.queries.awards import printed
from hubdesk.queries.mentions import Mention, mentions_of
from hubdesk.queries.one_person import ids_of_person
from hubdesk.queries.person_details import household_of

Value = str | int | date | datetime
# On every agreement or certificate, whoever's it is.
_OF_THE_HUB = ("hub", "promises", "title", "version", "look")


@dataclass(frozen=True, slots=True)
class HeldFact:
    """One thing that is written down: the column it stands in, and what it says."""

    column: str
    value: Value


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One row about somebody. A row that was taken back is still held."""

    table: str
    id: str
    facts: tuple[HeldFact, ...]
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """What stood in a column before it was changed, and until when."""

    table: str
    column: str
    value: Value
    until: datetime


@dataclass(frozen=True, slots=True)
class Journal:
    """What the journal keeps of them: how many changes, from when to when, and old values."""

    changes: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where else on this computer something of them lies."""

    search_words: int
    drafts: int
    papers: int
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """All of it. `others` are people of the same household: third parties in somebody's file."""

    person_id: str
    name: str
    known_as: str
    rows: tuple[HeldRow, ...]
    journal: Journal
    elsewhere: Elsewhere
    others: tuple[str, ...]

    def of(self, tables: Iterable[str]) -> tuple[HeldRow, ...]:
        """The rows of some tables, in their order."""
        wanted = tuple(tables)
        return tuple(row for table in wanted for row in self.rows if row.table == table)


def tables_about_people() -> list[Table]:
    """Every table that says whose it is, but for what only the safeguarding lead may read."""
    return [
        table
        for table in Base.metadata.sorted_tables
        if table.info.get("subject") and not table.info.get("sealed")
    ]


def held_on(db: Session, person_id: str) -> Held | None:
    """All that is held on somebody, or None if they are not here any more."""
    person = db.execute(
        select(Person.display_name, Person.known_as, Person.household_id).where(
            Person.id == person_id, Person.deleted == 0
        )
    ).one_or_none()
    if person is None:
        return None
    household = household_of(db, person.household_id, person_id) if person.household_id else None
    ids = ids_of_person(db, person_id)  # a record merged into this one is theirs, too
    rows = _rows(db, ids)
    if household is not None:
        rows += _rows_of(db, _table(Household), Household.id == household.id)
    return Held(
        person_id,
        person.display_name,
        person.known_as,
        tuple(rows),
        _journal(db, ids),
        _elsewhere(db, ids),
        tuple(name for _, name in household.others) if household else (),
    )


def _rows(db: Session, ids: list[str]) -> list[HeldRow]:
    found: list[HeldRow] = []
    for table in tables_about_people():
        mine: ColumnElement[bool] = table.c[table.info["subject"]].in_(ids)
        if table.name == AccessEvent.__tablename__:  # it would tell that there is a concern
            mine = and_(mine, table.c.what != Watched.SAFEGUARDING)
        found += _rows_of(db, table, mine)
    return found


def _rows_of(db: Session, table: Table, condition: Any) -> list[HeldRow]:
    found = []
    for row in db.execute(select(table).where(condition).order_by(table.c.id)).mappings():
        facts = []
        for column in table.columns:
            name = column.name
            if name in ("id", "deleted", table.info.get("subject")):
                continue
            value = _shown(db, column, row[name])
            if value is not None and value != "":
                facts.append(HeldFact(name, value))
        found.append(HeldRow(table.name, row["id"], tuple(facts), bool(row["deleted"])))
    return found


def _shown(db: Session, column: Any, value: Any) -> Value | None:
    """A value as it can be read: what an id points at, the words of a list."""
    if value is None:
        return None
    for key in column.foreign_keys:
        return _named(db, key.column.table.name, value)
    if isinstance(value, str) and value[:1] in "[{":
        return ", ".join(dict.fromkeys(_leaves(_parsed(value))))
    return value  # type: ignore[no-any-return]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text  # somebody's own words may begin with a bracket


def _leaves(value: Any) -> list[str]:
    """The words in a list or an object, without ids."""
    if isinstance(value, dict):
        kept = [one for key, one in value.items() if not _is_left_out(key)]
        return [leaf for one in kept for leaf in _leaves(one)]
    if isinstance(value, list):
        pair = len(value) == 2 and all(isinstance(one, str) for one in value)
        return _leaves(value[1]) if pair and len(value[0]) == 36 else [
            leaf for one in value for leaf in _leaves(one)
        ]  # fmt: skip
    return [str(value)] if isinstance(value, str | int) and str(value) else []


def _is_left_out(key: str) -> bool:
    return key.endswith("_id") or key in _OF_THE_HUB


def _named(db: Session, table: str, id: str) -> str:
    match table:
        case "device":
            return db.scalar(select(Device.tag).where(Device.id == id)) or ""
        case "loan":
            return db.scalar(select(Device.tag).join(Loan).where(Loan.id == id)) or ""
        case "agreement_template":
            row = db.get(AgreementTemplate, id)
            return f"{row.title} {row.version}" if row else ""
        case "award":
            return printed(db.scalar(select(Award.code).where(Award.id == id)) or "")
        case "certificate_template":
            look = db.get(CertificateTemplate, id)
            return f"{look.title} {look.version}" if look else ""
        case "consent_wording":
            return db.scalar(select(ConsentWording.text).where(ConsentWording.id == id)) or ""
        case "rights_request":
            return db.scalar(select(RightsRequest.asked).where(RightsRequest.id == id)) or ""
        case "learning_session":
            session = db.get(LearningSession, id)
            return f"{session.title}, {plain_day(session.held_on)}" if session else ""
        case "learning_series":
            return db.scalar(select(LearningSeries.title).where(LearningSeries.id == id)) or ""
        case "statement":
            return db.scalar(select(Statement.text).where(Statement.id == id)) or ""
        case "scale_step":
            return db.scalar(select(ScaleStep.title).where(ScaleStep.id == id)) or ""
        case "person":
            return db.scalar(select(Person.display_name).where(Person.id == id)) or ""
    return ""


def _journal(db: Session, ids: list[str]) -> Journal:
    seen = select(AccessEvent.id).where(
        AccessEvent.person_id.in_(ids), AccessEvent.what == Watched.SAFEGUARDING
    )
    rows = db.execute(
        select(JournalOp.tbl, JournalOp.kind, JournalOp.body, JournalTxn.wall_utc)
        .join(JournalTxn, JournalTxn.id == JournalOp.id)
        .where(
            JournalOp.subject_id.in_(ids),
            JournalOp.tbl.not_in(_sealed()),
            JournalOp.pk.not_in(seen),
        )
        .order_by(JournalTxn.hlc, JournalOp.id, JournalOp.i)
    ).all()
    if not rows:
        return Journal()
    earlier: dict[tuple[str, str], list[Earlier]] = defaultdict(list)
    for tbl, kind, body, wall in rows:
        if kind != "U" or not body:
            continue
        for column, value in json.loads(body)["p"].items():
            if value not in (None, "", -1):
                at = datetime.fromisoformat(wall)
                earlier[tbl, column].append(Earlier(tbl, column, value, at))
    return Journal(
        len(rows),
        datetime.fromisoformat(rows[0].wall_utc),
        datetime.fromisoformat(rows[-1].wall_utc),
        tuple(one for some in earlier.values() for one in some),
    )


def _elsewhere(db: Session, ids: list[str]) -> Elsewhere:
    words = db.scalars(select(PersonFind.words).where(PersonFind.pk.in_(ids)))
    inside = [Draft.body.contains(id, autoescape=True) for id in ids]
    about = or_(Draft.for_whom.in_(ids), *inside)
    drafts: dict[str, int] = dict(
        db.execute(select(Draft.kind, func.count()).where(about).group_by(Draft.kind)).all()
    )
    papers = drafts.pop(DraftKind.TO_PRINT, 0)
    many = sum(len(text.split()) for text in words)
    return Elsewhere(many, sum(drafts.values()), papers, mentions_of(db, ids))


def _sealed() -> list[str]:
    return [table.name for table in Base.metadata.sorted_tables if table.info.get("sealed")]


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table
