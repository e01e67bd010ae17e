"""Equality monitoring: a form is kept sealed, a batch is opened shuffled, tables are published.

Nothing of it is undone: a form cannot be told from another, an answer has no form any more, and
what was published is out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from hubdesk.errors.equality import FormNotRight, NoEqualityKey, PeriodNotOver, TooFewForms
from hubdesk.ids import random_id
from hubdesk.models import EqualityAnswer, EqualityForm, EqualityPublished
from hubdesk.queries.disclosure import MONITORING
from hubdesk.queries.equality import (
    BATCH,
    body_of,
    due_periods,
    first_open_month,
    keys_for_forms,
    tables_to_publish,
)
from hubdesk.queries.equality_questions import Questions, answers_kept

Shuffle = Callable[[list[dict[str, object]]], None]  # in an order that nobody can work out


@dataclass(frozen=True, slots=True)
class Opened:
    """A form that a manager's key opened. `month` is YYYY-MM."""

    id: str
    month: str
    said: Mapping[str, str]


def keep_form(db: Session, *, sealed: str) -> None:
    """Keep a sealed form among those that wait. Refuses NoEqualityKey and FormNotRight."""
    if not keys_for_forms(db):
        raise NoEqualityKey
    if not sealed:
        raise FormNotRight
    db.execute(insert(EqualityForm).values(id=random_id(), sealed=sealed))


def take_in(
    db: Session, *, opened: Sequence[Opened], questions: Questions, shuffle: Shuffle
) -> int:
    """Answers of opened forms, each apart from the others. Answers with how many forms.

    Of each month at least ten go together; fewer go with the next month, and what is left waits
    on. What belongs to a published quarter is counted in the first one that is not. Refuses
    TooFewForms, and FormNotRight where a form is not as we ask.
    """
    batches = _batches(opened, first_open_month(db))
    if not batches:
        raise TooFewForms(len(opened), BATCH)
    rows: list[dict[str, object]] = [
        {
            "id": random_id(),
            "month": month,
            "question": question,
            "version": questions.version,
            "answer": answer,
        }
        for month, forms in batches
        for form in forms
        for question, answer in answers_kept(form.said, questions).items()
    ]
    shuffle(rows)
    db.execute(insert(EqualityAnswer), rows)
    done = [form.id for _month, forms in batches for form in forms]
    for begin in range(0, len(done), 500):
        db.execute(delete(EqualityForm).where(EqualityForm.id.in_(done[begin : begin + 500])))
    return len(done)


def _batches(opened: Sequence[Opened], not_before: str) -> list[tuple[str, list[Opened]]]:
    """Forms that go together, ten or more, each batch under the last month among them."""
    found: list[tuple[str, list[Opened]]] = []
    gathered: list[Opened] = []
    months = sorted({form.month for form in opened})
    for month in months:
        gathered += [form for form in opened if form.month == month]
        if len(gathered) >= BATCH:
            found.append((max(month, not_before), gathered))
            gathered = []
    return found


def publish_equality(
    db: Session, *, period: str, questions: Questions, now: datetime
) -> EqualityPublished:
    """Freeze the tables of a quarter or a year. Refuses PeriodNotOver.

    There is no other way for an answer to leave, and no second look at the same answers.
    """
    if period not in due_periods(db, now.date()):
        raise PeriodNotOver(period)
    tables = tables_to_publish(db, period, questions)
    made = EqualityPublished(
        period=period,
        made_at=now,
        profile=f"{MONITORING.code} {MONITORING.version}",
        body=body_of(tables),
    )
    db.add(made)
    db.flush()
    return made
