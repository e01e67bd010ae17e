"""Where somebody is named in records that are not about them: a note on a device, a child's parent.

The whole name, the phone number and the e-mail address are looked for, and a name of one word
where the record is linked to them. A first name in the middle of any other note cannot be told
from somebody else's: those places are listed, for somebody to look at before an erasure.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, Table, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

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
from hubdesk.queries.pointed_at import few_at_a_time

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


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where somebody is named, and where one word of their name stands."""

    sure: tuple[Mention, ...]
    perhaps: tuple[Mention, ...] = ()


def mentions_of(db: Session, ids: Sequence[str]) -> tuple[Mention, ...]:
    """Every record that names somebody and is not about them. `ids` are all their records.

    A whole name of one word counts where the record is linked to them, and only there.
    """
    people = _people(db, ids)
    (sure,) = _where(db, ids, [_names_of(people)])
    return _with_linked(db, ids, people, sure)


def mentions_and_perhaps(db: Session, ids: Sequence[str]) -> Mentions:
    """The same, and where one word of their name stands, for a person to look at.

    It may be somebody else's. What is about somebody who is called so, too, is left out: it is
    that person's own name. Each text is read once for both: in a large hub it takes seconds.
    """
    people = _people(db, ids)
    stands = Alone([word for person in people for word in words_of_name(person)])
    sure, perhaps = _where(db, ids, [_names_of(people), stands])
    sure = _with_linked(db, ids, people, sure)
    reached = {(one.table, one.id, one.column) for one in sure}
    return Mentions(
        tuple(sure),
        tuple(
            one
            for one in perhaps
            if (one.table, one.id, one.column) not in reached and not stands(one.label)
        ),
    )


def _people(db: Session, ids: Sequence[str]) -> list[Person]:
    return list(db.scalars(select(Person).where(Person.id.in_(ids))))


def _names_of(people: Sequence[Person]) -> Named:
    names = {name for person in people for name in named_by(person)}
    return Named(sorted(names, key=len, reverse=True))


def _with_linked(
    db: Session, ids: Sequence[str], people: Sequence[Person], sure: Sequence[Mention]
) -> tuple[Mention, ...]:
    """With the records linked to them in which their whole name of one word stands."""
    found = list(sure)
    if alone := [word for person in people if (word := one_word(person.display_name))]:
        calls_them = Named((), alone)
        for name, here in linked_to(ids).items():
            (more,) = _where_in(db, Base.metadata.tables[name], ids, [calls_them], here)
            found += more
    return tuple(dict.fromkeys(found))


def _where(
    db: Session, ids: Sequence[str], kinds: Sequence[Named | Alone]
) -> list[tuple[Mention, ...]]:
    """The mentions of each kind, in every table that anybody but the safeguarding lead may read."""
    found: list[list[Mention]] = [[] for _ in kinds]
    for table in Base.metadata.sorted_tables:
        if "local" not in table.info and not table.info.get("sealed"):
            for some, more in zip(found, _where_in(db, table, ids, kinds), strict=True):
                some += more
    return [tuple(some) for some in found]


def _where_in(
    db: Session,
    table: Table,
    ids: Sequence[str],
    kinds: Sequence[Named | Alone],
    here: Select[tuple[str]] | None = None,
) -> list[list[Mention]]:
    """The mentions of each kind in one table, column by column."""
    subject, columns = table.info["subject"], free_texts(table)
    asked = [kind for kind in kinds if not kind.is_empty]
    if not columns or not asked:
        return [[] for _ in kinds]
    texts = [table.c[column] for column in columns]
    perhaps = or_(*(_perhaps(text, kind.pieces) for text in texts for kind in asked))
    query = select(table.c.id, *texts).where(table.c.deleted == 0, perhaps)
    if subject:
        query = query.where(or_(table.c[subject].is_(None), table.c[subject].not_in(ids)))
    if here is not None:
        query = query.where(table.c.id.in_(here))
    found: list[list[tuple[str, str]]] = [[] for _ in kinds]
    for id, *said in db.execute(query.execution_options(yield_per=A_LOOK)):
        for column, text in zip(columns, said, strict=True):
            for some, kind in zip(found, kinds, strict=True):
                if text and kind(text):
                    some.append((id, column))
    labels = _labels(db, table, {id for some in found for id, _ in some})
    return [
        [
            Mention(table.name, id, column, labels.get(id, ""), bool(subject))
            for id, column in sorted(some, key=lambda one: columns.index(one[1]))
        ]
        for some in found
    ]


def _perhaps(text: ColumnElement[str], pieces: Sequence[str]) -> ColumnElement[bool]:
    """Whether a text may name them, as far as SQLite can tell.

    A letter may be written as \\u, and LIKE reads no further than a zero.
    """
    if not pieces:
        return text != ""
    may_hide = (text.contains("\\u"), func.instr(text, func.char(0)) > 0)
    # most texts of a hub are empty: they are not looked through three times
    return and_(text != "", or_(*(text.like(f"%{piece}%") for piece in pieces), *may_hide))


def _labels(db: Session, table: Table, ids: Collection[str]) -> dict[str, str]:
    """What each row is called by: its tag, its day, its session or whom it is about."""
    subject, session = table.info["subject"], _session_of(table)
    if table.name == "device":
        return dict(few_at_a_time(db, select(Device.id, Device.tag), ids))
    if table.name == "handover_note":
        written = select(HandoverNote.id, HandoverNote.written_at)
        return {id: plain_day(at.date()) for id, at in few_at_a_time(db, written, ids)}
    if session:
        held = select(table.c.id, LearningSession.title, LearningSession.held_on)
        if table.name != "learning_session":
            held = held.join(LearningSession, LearningSession.id == table.c[session])
        return {id: f"{title}, {plain_day(on)}" for id, title, on in few_at_a_time(db, held, ids)}
    if subject:
        who = aliased(Person)  # a table about people may be that of people itself
        named = select(table.c.id, who.display_name).join(who, who.id == table.c[subject])
        return dict(few_at_a_time(db, named, ids))
    return {}


def _session_of(table: Table) -> str:
    """The column of a table that says which session it is about; empty for most."""
    if table.name == "learning_session":
        return "id"
    return "session_id" if "session_id" in table.c and not table.info["subject"] else ""
