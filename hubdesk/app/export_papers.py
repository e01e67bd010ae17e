"""The bytes that makers of exports are handed: the room that sends knows no format of paper.

Each library of a format is loaded with the first paper that needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from hubdesk.queries.report_rows import PublishedReport
from hubdesk.queries.sessions import SessionRow
from hubdesk.queries.this_week import ThisWeek


def _month_report(report: PublishedReport, logo: Any) -> bytes:
    from hubdesk.reports.period_report import report_pdf

    return report_pdf(report, logo)


def _statistics(report: PublishedReport) -> bytes:
    from hubdesk.reports.report_package import report_package

    return report_package(report)


def _calendar(rows: Iterable[SessionRow], *, hub: str, now: datetime) -> bytes:
    from hubdesk.reports.calendar_file import calendar_file

    return calendar_file(rows, hub=hub, now=now)


def _pages(week: ThisWeek) -> dict[str, bytes]:
    from hubdesk.reports.public_pages import public_pages
    from hubdesk.reports.week_poster import week_poster_pdf

    return public_pages(week, week_poster_pdf(week))


PAPERS: Final[Mapping[str, Callable[..., Any]]] = {
    "month-report": _month_report,
    "statistics": _statistics,
    "calendar": _calendar,
    "pages": _pages,
}
