"""What figures take: a month, a year, ten years, the month's report as paper, and the window."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import figures_of, template_of
from hubdesk.queries.publishing import told
from hubdesk.reports.period_report import report_pdf
from hubdesk.store.database import Database
from tools.bench.crowd import NOW, TODAY
from tools.bench.timing import median, took_ms

if TYPE_CHECKING:
    from tools.bench.window import Measured

ROUNDS = 3
LONGEST = 600  # seconds until the bench gives up


@dataclass(frozen=True)
class FigureTimes:
    """In milliseconds, the middle of three; the counting of the paper is in it."""

    month: float
    year: float
    ten_years: float
    paper: float


def figure_times(database: Database) -> FigureTimes:
    """Every figure and table of the hub's own report, beside the period before."""
    month = _last_month()
    year = Period(date(TODAY.year - 1, TODAY.month, 1), month.last_on)
    ten = _ten_years()
    return FigureTimes(
        month=median([took_ms(_count, database, month) for _ in range(ROUNDS)]),
        year=median([took_ms(_count, database, year) for _ in range(ROUNDS)]),
        ten_years=median([took_ms(_count, database, ten) for _ in range(ROUNDS)]),
        paper=median([took_ms(_paper, database, month) for _ in range(ROUNDS)]),
    )


def window_turns(measured: Measured) -> dict[str, Any]:
    """What the window takes to answer and paint, again and again, while ten years are counted.

    The page is opened and its month shown before; the last turn shows the report of ten years.
    """
    from hubdesk.ui.reports.asked import Asked

    shell = measured.desk.window.shell
    shell.go("reports")
    measured.wait_for_jobs()
    measured.settle()
    page: Any = shell.page
    asked = Asked(page.options.asked().template, _ten_years())
    page._ask(asked)
    began = last = time.perf_counter()
    turns = []
    while page.made is None or page.made.asked != asked:
        measured.window.repaint()
        measured.app.processEvents()
        now = time.perf_counter()
        turns.append((now - last) * 1000)
        last = now
        if now - began > LONGEST:
            raise RuntimeError("ten years were not counted")
        time.sleep(0.002)
        last = time.perf_counter()
    return {"turns": turns, "took": time.perf_counter() - began}


def _last_month() -> Period:
    last = date(TODAY.year, TODAY.month, 1)
    return Period(date(last.year, last.month - 1, 1), date.fromordinal(last.toordinal() - 1))


def _ten_years() -> Period:
    return Period(date(TODAY.year - 10, TODAY.month, 1), _last_month().last_on)


def _count(database: Database, period: Period) -> None:
    with database.reading() as db:
        figures_of(db, period, template=template_of(db, "hub"), now=NOW)


def _paper(database: Database, period: Period) -> None:
    with database.reading() as db:
        found = told(db, template=template_of(db, "hub"), period=period, now=NOW)
    report_pdf(found.report)
