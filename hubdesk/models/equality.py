"""Equality answers: forms that wait sealed, answers that belong to nobody, and what was published.

Whoever holds these records and the journal, but not a manager's key, cannot tell whose an answer
is. So neither a form nor an answer is journalled, no id tells a time, an answer carries its month
only, and no two answers say that they came on one form.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hubdesk.ids import random_id
from hubdesk.models.base import Base, Deletable, moment, number, words
from hubdesk.models.own_key import OwnKey


class EqualityKey(OwnKey):
    """The key of one manager, as a lead has one for concerns: forms are sealed to it."""

    __tablename__ = "equality_key"
    __table_args__ = (
        Index("ix_equality_key_account_id_id", "account_id", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )


class EqualityForm(Base):
    """One form that waits, sealed. All are of one length, and removed when they are opened."""

    __tablename__ = "equality_form"
    __table_args__ = {"info": {"local": "a line of the journal would tell when it was given"}}

    id: Mapped[str] = mapped_column(String, primary_key=True, default=random_id)
    sealed: Mapped[str] = words()


class EqualityAnswer(Base):
    """What one form said to one question, apart from its form. `month` is YYYY-MM."""

    __tablename__ = "equality_answer"
    __table_args__ = (
        Index("ix_equality_answer_month_question", "month", "question"),
        {"info": {"local": "a line of the journal would tell which came together"}},
    )

    id: Mapped[str] = mapped_column(String, primary_key=True, default=random_id)
    month: Mapped[str] = words()
    question: Mapped[str] = words()
    version: Mapped[int] = number(1)
    answer: Mapped[str] = words()


class EqualityPublished(Deletable, Base):
    """The tables of a quarter or a year as they left, for good: `body` repeats them."""

    __tablename__ = "equality_published"
    __table_args__ = (
        Index("ix_equality_published_period_id", "period", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    period: Mapped[str] = words()  # 2026-Q3, or 2026
    made_at: Mapped[datetime] = moment()
    profile: Mapped[str] = words()
    body: Mapped[str] = words()
