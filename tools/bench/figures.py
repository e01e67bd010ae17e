"""What figures take: a month, a year, ten years, and the month's report as paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import figures_of, template_of
from hubdesk.queries.publishing import told
from hubdesk.reports.period_report import report_pdf
from hubdesk.store.database import Database
from tools.bench.crowd import NOW, TODAY
from tools.bench.timing import median, took_ms

ROUNDS = 3


@dataclass(frozen=True)
class FigureTimes:
    """In milliseconds, the middle of three; the counting of the paper is in it."""

    month: float
    year: float
    ten_years: float
    paper: float


def figure_times(database: Database) -> FigureTimes:
    """Every figure and table of the hub's own report, beside the period before."""
    last = date(TODAY.year, TODAY.month, 1)
    month = Period(date(last.year, last.month - 1, 1), date.fromordinal(last.toordinal() - 1))
    year = Period(date(TODAY.year - 1, TODAY.month, 1), month.last_on)
    ten = Period(date(TODAY.year - 10, TODAY.month, 1), month.last_on)
    return FigureTimes(
        month=median([took_ms(_count, database, month) for _ in range(ROUNDS)]),
        year=median([took_ms(_count, database, year) for _ in range(ROUNDS)]),
        ten_years=median([took_ms(_count, database, ten) for _ in range(ROUNDS)]),
        paper=median([took_ms(_paper, database, month) for _ in range(ROUNDS)]),
    )


def _count(database: Database, period: Period) -> None:
    with database.reading() as db:
        figures_of(db, period, template=template_of(db, "hub"), now=NOW)


def _paper(database: Database, period: Period) -> None:
    with database.reading() as db:
        found = told(db, template=template_of(db, "hub"), period=period, now=NOW)
    report_pdf(found.report)
