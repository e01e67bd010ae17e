"""Where somebody is named in records that are not about them: a note on a device, a child's parent.

The whole name, the phone number and the e-mail address are looked for, and a name of one word
where the record is linked to them. A first name in the middle of any other note cannot be told
from somebody else's: those places are listed, for somebody to look at before an erasure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, Table, func, or_, select
from sqlalchemy.orm import Session

from hubdesk.i18n import plain_day
from hubdesk.models import (
    Base,
    Device,
    HandoverNote,
    LearningSession,
    Person,
    named_by,
    one_word,
    words_of_name,
)
from hubdesk.models.base import free_texts
from hubdesk.models.linking import linked_to
from hubdesk.models.naming import Alone, Named

A_LOOK: Final = 500  # rows read at a time


@dataclass(frozen=True, slots=True)
class Mention:
    """A record that names them. `label` is a tag or another person's name, or empty.

    `is_anothers` says that the record is about another person, so that an erasure leaves it.
    """

    table: str
    id: str
    column: str
    label: str
    is_anothers: bool


def mentions_of(db: Session, ids: Sequence[str]) -> tuple[Mention, ...]:
    """Every record that names somebody and is not about them. `ids` are all their records.

    A whole name of one word counts where the record is linked to them, and only there.
    """
    people = list(db.scalars(select(Person).where(Person.id.in_(ids))))
    names = {name for person in people for name in named_by(person)}
    found: list[Mention] = []
    if names:
        found += _where(db, ids, Named(sorted(names, key=len, reverse=True)))
    if alone := [word for person in people if (word := one_word(person.display_name))]:
        calls_them = Named((), alone)
        for name, here in linked_to(ids).items():
            found += _where_in(db, Base.metadata.tables[name], ids, calls_them, here)
    return tuple(dict.fromkeys(found))


def perhaps_named(db: Session, ids: Sequence[str]) -> tuple[Mention, ...]:
    """Where one word of their name stands, which may be somebody else's: for a person to look at.

    What is about somebody who is called so, too, is left out: it is that person's own name.
    """
    people = list(db.scalars(select(Person).where(Person.id.in_(ids))))
    stands = Alone([word for person in people for word in words_of_name(person)])
    reached = {(one.table, one.id, one.column) for one in mentions_of(db, ids)}
    return tuple(
        one
        for one in _where(db, ids, stands)
        if (one.table, one.id, one.column) not in reached and not stands(one.label)
    )


def _where(db: Session, ids: Sequence[str], names_them: Named | Alone) -> Iterator[Mention]:
    for table in Base.metadata.sorted_tables:
        if "local" not in table.info and not table.info.get("sealed"):
            yield from _where_in(db, table, ids, names_them)


def _where_in(
    db: Session,
    table: Table,
    ids: Sequence[str],
    names_them: Named | Alone,
    here: Select[tuple[str]] | None = None,
) -> Iterator[Mention]:
    subject, columns = table.info["subject"], free_texts(table)
    if not columns:
        return
    texts = [table.c[column] for column in columns]
    perhaps = or_(*(_perhaps(text, names_them.pieces) for text in texts))
    query = select(table.c.id, *texts).where(table.c.deleted == 0, perhaps)
    if subject:
        query = query.where(or_(table.c[subject].is_(None), table.c[subject].not_in(ids)))
    if here is not None:
        query = query.where(table.c.id.in_(here))
    rows = db.execute(query.execution_options(yield_per=A_LOOK))
    found = [
        (id, c)
        for id, *said in rows
        for c, t in zip(columns, said, strict=True)
        if t and names_them(t)
    ]
    for id, column in sorted(found, key=lambda one: columns.index(one[1])):
        yield Mention(table.name, id, column, _label(db, table, id), bool(subject))


def _perhaps(text: ColumnElement[str], pieces: Sequence[str]) -> ColumnElement[bool]:
    """Whether a text may name them, as far as SQLite can tell.

    A letter may be written as \\u, and LIKE reads no further than a zero.
    """
    if not pieces:
        return text != ""
    may_hide = (text.contains("\\u"), func.instr(text, func.char(0)) > 0)
    return or_(*(text.like(f"%{piece}%") for piece in pieces), *may_hide)


def _label(db: Session, table: Table, id: str) -> str:
    if table.name == "device":
        return db.scalar(select(Device.tag).where(Device.id == id)) or ""
    if table.name == "handover_note":
        written = db.scalar(select(HandoverNote.written_at).where(HandoverNote.id == id))
        return plain_day(written.date()) if written else ""
    if session := _session_of(table):
        which = select(table.c[session]).where(table.c.id == id).scalar_subquery()
        row = db.get(LearningSession, db.scalar(select(which)))
        return f"{row.title}, {plain_day(row.held_on)}" if row else ""
    if subject := table.info["subject"]:
        whose = select(table.c[subject]).where(table.c.id == id).scalar_subquery()
        return db.scalar(select(Person.display_name).where(Person.id == whose)) or ""
    return ""


def _session_of(table: Table) -> str:
    """The column of a table that says which session it is about; empty for most."""
    if table.name == "learning_session":
        return "id"
    return "session_id" if "session_id" in table.c and not table.info["subject"] else ""
