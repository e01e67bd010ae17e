"""Looking at equality monitoring: how many forms wait, whose keys open them, what was published.

Nothing here shows an answer. Answers are counted into the tables of a quarter or a year, and those
leave through disclosure control alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.messages.equality import period_words
from hubdesk.models import (
    EqualityAnswer,
    EqualityForm,
    EqualityKey,
    EqualityPublished,
    StaffRole,
)
from hubdesk.queries.disclosure import MONITORING, Sum, disclosed
from hubdesk.queries.equality_questions import (
    AGE,
    NOT_ASKED,
    STATES,
    YOUNG,
    Questions,
    row_of,
)
from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable, WhyHidden
from hubdesk.queries.own_keys import KeyRow, newest_keys
from hubdesk.queries.staff import accounts

BATCH: Final = 10  # forms that are opened together at the least
FORMS: Final = "forms"  # the code of every table's total: they are one number


@dataclass(frozen=True, slots=True)
class Holder:
    """A manager who works here; `key` is None until they chose a passphrase for the forms."""

    account_id: str
    name: str
    key: KeyRow | None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A form that waits."""

    id: str
    sealed: str


@dataclass(frozen=True, slots=True)
class Published:
    """The tables of one period, as they left."""

    id: str
    period: str
    title: str
    made_at: datetime
    tables: tuple[CountTable, ...]


def holders(db: Session) -> list[Holder]:
    """The managers, each with the key that new forms are sealed to."""
    newest = newest_keys(db, EqualityKey)
    return [
        Holder(row.id, row.name, newest.get(row.id))
        for row in accounts(db)
        if StaffRole.MANAGER in row.roles
    ]


def keys_for_forms(db: Session) -> list[KeyRow]:
    """What new forms are sealed to; none before a manager chose a passphrase."""
    return [holder.key for holder in holders(db) if holder.key is not None]


def waiting_count(db: Session) -> int:
    """How many forms wait. When each came is written nowhere."""
    return db.scalar(select(func.count()).select_from(EqualityForm)) or 0


def waiting_forms(db: Session) -> list[Sealed]:
    """All forms that wait, for whoever has a key."""
    rows = db.execute(select(EqualityForm.id, EqualityForm.sealed).order_by(EqualityForm.id))
    return [Sealed(*row) for row in rows]


def published(db: Session) -> list[Published]:
    """What was published, the newest period first."""
    rows = db.scalars(
        select(EqualityPublished)
        .where(EqualityPublished.deleted == 0)
        .order_by(EqualityPublished.period.desc(), EqualityPublished.id)
    )
    found = {row.period: row for row in reversed(list(rows))}  # of two desks' the first one stands
    return [
        Published(row.id, row.period, period_words(row.period), row.made_at, tables_in(row.body))
        for row in reversed(found.values())
    ]


def due_periods(db: Session, today: date) -> list[str]:
    """What can be published now: the next quarter once it is over, and years that are complete."""
    out = {row.period for row in published(db)}
    first = db.scalar(select(func.min(EqualityAnswer.month)))
    quarters = sorted(period for period in out if "-Q" in period)
    following = _after(quarters[-1]) if quarters else quarter_of(first) if first else ""
    due = [following] if following and first_month(_after(following)) <= _month(today) else []
    years = {period[:4] for period in quarters if period.endswith("-Q4")}
    return due + sorted(years - out)


def first_open_month(db: Session) -> str:
    """The first month whose quarter is not published: what is opened late is counted there."""
    quarters = sorted(row.period for row in published(db) if "-Q" in row.period)
    return first_month(_after(quarters[-1])) if quarters else ""


def tables_to_publish(db: Session, period: str, questions: Questions) -> tuple[CountTable, ...]:
    """The tables of a period as they may leave. A year is hidden around its published quarters."""
    mine = _counted(db, period, questions)
    if "-Q" in period:
        return disclosed(mine, MONITORING, same=_one_number([period], questions))
    out = [row for row in reversed(published(db)) if row.period.startswith(f"{period}-Q")]
    quarters = [_counted(db, row.period, questions) for row in out]
    sums = [
        Sum(
            (table.code, table.columns[0]),
            tuple((parts[n].code, parts[n].columns[0]) for parts in quarters),
        )
        for n, table in enumerate(mine)
    ]
    truly = [table for parts in quarters for table in parts] + list(mine)
    already = [table for row in out for table in row.tables]
    same = _one_number([period, *(row.period for row in out)], questions)
    left = disclosed(truly, MONITORING, sums=sums, published=already, same=same)
    return left[-len(mine) :]


def _one_number(periods: Sequence[str], questions: Questions) -> dict[tuple[str, str], str]:
    """Lines of several tables that are one number: the young, and whom a question is not put to."""
    ages = [(table.code, YOUNG) for table in questions.tables if table.question == AGE]
    for table in questions.tables:
        if questions.is_for_grown(table):
            ages.append((table.code, NOT_ASKED))
    return {(f"{period}/{code}", line): YOUNG for period in periods for code, line in ages}


def _counted(db: Session, period: str, questions: Questions) -> tuple[CountTable, ...]:
    """The true numbers of a period, one table a question. They are handed to nobody."""
    counts: dict[str, Counter[str]] = {table.code: Counter() for table in questions.tables}
    rows = db.execute(
        select(EqualityAnswer.question, EqualityAnswer.answer, func.count())
        .where(EqualityAnswer.month.between(first_month(period), last_month(period)))
        .group_by(EqualityAnswer.question, EqualityAnswer.answer)
    )
    tables = {table.code: table for table in questions.tables}
    for question, answer, many in rows:
        counts[question][row_of(answer, tables[question], questions)] += many
    heading = period_words(period)
    found = []
    for table in questions.tables:
        lines = [(each.code, each.text) for each in questions.options_of(table)]
        lines += STATES.items()
        said = counts[table.code]
        found.append(
            CountTable(
                code=f"{period}/{table.code}",
                title=table.title,
                unit="forms",
                row_heading=table.title,
                columns=(heading,),
                rows=tuple(CountRow(code, text, (CountCell(said[code]),)) for code, text in lines),
                total=CountRow(FORMS, "All forms", (CountCell(said.total()),)),
                notes=questions.notes_of(table),
            )
        )
    return tuple(found)


def body_of(tables: Sequence[CountTable]) -> str:
    """Tables as text that `tables_in` reads back to the digit."""
    return json.dumps([asdict(table) for table in tables], ensure_ascii=False, sort_keys=True)


def tables_in(body: str) -> tuple[CountTable, ...]:
    """The tables that a text holds."""
    return tuple(_table(found) for found in json.loads(body or "[]"))


def _table(found: dict[str, Any]) -> CountTable:
    def row(each: dict[str, Any]) -> CountRow:
        cells = (CountCell(cell["number"], WhyHidden(cell["hidden"])) for cell in each["cells"])
        return CountRow(each["code"], each["label"], tuple(cells))

    return CountTable(
        code=found["code"],
        title=found["title"],
        unit=found["unit"],
        row_heading=found["row_heading"],
        columns=tuple(found["columns"]),
        rows=tuple(row(each) for each in found["rows"]),
        total=row(found["total"]) if found["total"] else None,
        notes=tuple(found["notes"]),
    )


def quarter_of(month: str) -> str:
    """2026-08 is in 2026-Q3."""
    return f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}"


def first_month(period: str) -> str:
    """Of a quarter or a year."""
    year, _, quarter = period.partition("-Q")
    return f"{year}-{int(quarter) * 3 - 2 if quarter else 1:02}"


def last_month(period: str) -> str:
    """Of a quarter or a year."""
    year, _, quarter = period.partition("-Q")
    return f"{year}-{int(quarter) * 3 if quarter else 12:02}"


def _after(quarter: str) -> str:
    year, number = int(quarter[:4]), int(quarter[-1])
    return f"{year + 1}-Q1" if number == 4 else f"{year}-Q{number + 1}"


def _month(day: date) -> str:
    return f"{day:%Y-%m}"
