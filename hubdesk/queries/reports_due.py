"""Saved reports that are to be made by themselves: whose days are over, and that are not made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import ReportMade
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import Cut, Template
from hubdesk.queries.hub import hub_zone
from hubdesk.queries.periods import PeriodSort, last_full
from hubdesk.queries.reports_made import SavedRow, saved_reports, template_called


@dataclass(frozen=True, slots=True)
class DueReport:
    """One that is due, for the days it tells of."""

    saved_id: str
    name: str
    template: Template
    period: Period
    cut: Cut
    without: frozenset[str]


def days_of(row: SavedRow, today: date) -> Period:
    """The newest days a saved report tells of that are over; its own where they are fixed."""
    if row.period is not None:
        return row.period
    return last_full(PeriodSort(row.how_often), today)


def reports_due(db: Session, today: date) -> list[DueReport]:
    """On the first of a month, and on any day after it until each was made once.

    One whose template the hub has no more is left: Saved reports says so when it is opened.
    """
    found = []
    for row in saved_reports(db):
        period = days_of(row, today)
        if not row.by_itself or period.last_on >= today or _is_made(db, row.id, period):
            continue
        if (template := template_called(db, row.template_key)) is not None:
            due = DueReport(row.id, row.name, template, period, row.cut, row.left_out(template))
            found.append(due)
    return found


def _is_made(db: Session, saved_id: str, period: Period) -> bool:
    """One that somebody took back was made too: it does not come again by itself.

    What was made by command before the days were over tells of some of them only.
    """
    over = datetime.combine(period.last_on + timedelta(days=1), time(), hub_zone(db))
    many = select(func.count(ReportMade.id)).where(
        ReportMade.saved_report_id == saved_id,
        ReportMade.first_on == period.first_on,
        ReportMade.last_on == period.last_on,
        ReportMade.made_at >= over,
    )
    return bool(db.scalar(many))
