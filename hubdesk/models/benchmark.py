"""Numbers of public bodies that a hub brought in, each with all that it rests on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from hubdesk.models.base import Base, Deletable, moment, number, words


class Benchmark(Deletable, Base):
    """One number of one year. Never changed: a newer one stands before it, and it stays as it was.

    The number is `amount` with its last `places` digits behind the point. Where its publisher
    shows none, `amount` is NULL and `hidden` says why. The same number of several years has one
    `measure`. `beside` is the table and line of the hub's own equality monitoring.
    """

    __tablename__ = "benchmark"
    __table_args__ = (
        Index("ix_benchmark_measure_year_id", "measure", "year", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    measure: Mapped[str] = words()
    title: Mapped[str] = words()
    amount: Mapped[int | None] = mapped_column()
    places: Mapped[int] = number()
    hidden: Mapped[str] = words()
    unit: Mapped[str] = words()
    year: Mapped[str] = words()
    geography: Mapped[str] = words()
    base: Mapped[str] = words()
    source: Mapped[str] = words()
    source_url: Mapped[str] = words()
    method: Mapped[str] = words()
    doubt: Mapped[str] = words()
    beside: Mapped[str] = words()
    file_name: Mapped[str] = words()
    brought_at: Mapped[datetime] = moment()
