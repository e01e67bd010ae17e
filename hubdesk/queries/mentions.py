"""Where somebody is named in records that are not about them: a note on a device, a child's parent.

Only the whole name, the phone number and the e-mail address are looked for. A nickname in the
middle of a note cannot be told from another word, and the page says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Table, or_, select
from sqlalchemy.orm import Session

from hubdesk.models import Base, Device, Person, named_by
from hubdesk.models.base import free_texts
from hubdesk.models.naming import Named


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
    """Every record that names somebody and is not about them. `ids` are all their records."""
    people = db.scalars(select(Person).where(Person.id.in_(ids)))
    names = {name for person in people for name in named_by(person)}
    if not names:
        return ()
    names_them = Named(sorted(names, key=len, reverse=True))
    found: list[Mention] = []
    for table in Base.metadata.sorted_tables:
        if "local" in table.info or table.info.get("sealed"):
            continue
        subject = table.info["subject"]
        for column in free_texts(table):
            text = table.c[column]
            query = select(table.c.id, text).where(text != "", table.c.deleted == 0)
            if subject:
                query = query.where(or_(table.c[subject].is_(None), table.c[subject].not_in(ids)))
            for id in [id for id, text in db.execute(query) if names_them(text)]:
                label = _label(db, table, id)
                found.append(Mention(table.name, id, column, label, bool(subject)))
    return tuple(found)


def _label(db: Session, table: Table, id: str) -> str:
    if table.name == "device":
        return db.scalar(select(Device.tag).where(Device.id == id)) or ""
    if subject := table.info["subject"]:
        whose = select(table.c[subject]).where(table.c.id == id).scalar_subquery()
        return db.scalar(select(Person.display_name).where(Person.id == whose)) or ""
    return ""
