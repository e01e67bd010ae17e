"""What every table shares: its id, its reversible `deleted`, its clock and constraint names.

Three marks are read by the store. A table says whose it is in `info["subject"]`: the column
that holds the id of the person it is about, or None. A table with `info["local"]` is not
journalled: it can be made again, or must not travel. A column with `info["local"]` is folded
from other rows, so the journal leaves it out.

When a person is erased, every column of a table about them is emptied but those that say they
`stay`: what a count needs and tells nobody's story. A new column is emptied until it says so.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Dialect, ForeignKey, Index, Integer, MetaData, String, Table, text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

from hubdesk.ids import new_id

STAYS = {"stays": True}  # an erasure leaves this column as it is

# Alembic can only alter a constraint it can name.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as ISO text in UTC. A naive one is refused: whose day would it be?"""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if not value else datetime.fromisoformat(value)


class Day(TypeDecorator[date]):
    """A calendar day, kept as ISO text. What is no day reads as none: a file may be odd."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if not value else date.fromisoformat(value)


class Base(DeclarativeBase):
    """A row of the hub."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Moment, date: Day}

    id: Mapped[str] = mapped_column(String, primary_key=True, default=new_id)


class Deletable:
    """A row that can be taken back, and brought back: deleting is a fact, not an absence."""

    deleted: Mapped[bool] = mapped_column(Integer, default=0, server_default=text("0"))


def words(**options: Any) -> MappedColumn[str]:
    """A column of text that is never NULL."""
    return mapped_column(String, default="", server_default=text("''"), **options)


def flag(default: int = 0, **options: Any) -> MappedColumn[bool]:
    """A yes or no, kept as 0 or 1."""
    return mapped_column(Integer, default=default, server_default=text(str(default)), **options)


def number(default: int = 0, **options: Any) -> MappedColumn[int]:
    """A whole number that is never NULL."""
    return mapped_column(Integer, default=default, server_default=text(str(default)), **options)


def moment(**options: Any) -> MappedColumn[datetime]:
    """A moment that is never NULL; a stub row made for a missing parent has an empty one."""
    return mapped_column(Moment, server_default=text("''"), **options)


def a_day(**options: Any) -> MappedColumn[date]:
    """A calendar day that is never NULL; empty only in a stub row."""
    return mapped_column(Day, server_default=text("''"), **options)


def reference(column: str, **options: Any) -> MappedColumn[Any]:
    """The id of a row of another table. Nothing cascades: deleting is a field."""
    options.setdefault("server_default", text("''") if not options.get("nullable") else None)
    return mapped_column(String, ForeignKey(column), **options)


def free_texts(table: Table) -> list[str]:
    """The columns of a table in which somebody could have named a person.

    A table with `info["names"]` of nobody holds what the hub says of itself.
    """
    if table.info.get("names") == "nobody":
        return []
    return [
        column.name
        for column in table.columns
        if isinstance(column.type, String) and not column.primary_key and not column.foreign_keys
    ]


def where_told(name: str, *columns: str) -> Index:
    """An index of the rows that say anything in its first column.

    With the empty ones in it SQLite takes all of them for one answer and reads the whole table
    instead: of 90,000 places in courses, none for one session, each mark read every page.
    """
    return Index(name, *columns, sqlite_where=text(f"{columns[0]} IS NOT NULL"))
