"""Targets against what was reached, and the pace: what was due by now if every day did the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import FigureTarget, Fund
from hubdesk.queries.figure_rows import Period


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached by the end of the target's own days.

    `reached` counts from its first day to the last of the report's, `pace` is what was due by
    then if every day does the same; None where the figure cannot be counted so. `share` is what
    is due of it in all days of the report, `share_by_now` in those that are here.
    """

    amount: int
    period: Period
    pace: int
    reached: int | None
    share: int
    share_by_now: int


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target as it was set."""

    id: str
    indicator: str
    fund_id: str
    fund: str
    period: Period
    amount: int


def target_rows(db: Session) -> list[TargetRow]:
    """Every target that holds, the one that ends last first."""
    rows = db.execute(
        select(
            FigureTarget.id,
            FigureTarget.indicator,
            FigureTarget.fund_id,
            Fund.name,
            FigureTarget.first_on,
            FigureTarget.last_on,
            FigureTarget.amount,
        )
        .outerjoin(Fund, Fund.id == FigureTarget.fund_id)
        .where(FigureTarget.deleted == 0)
        .order_by(FigureTarget.last_on.desc(), FigureTarget.indicator, FigureTarget.id)
    )
    return [
        TargetRow(id, indicator, fund_id or "", fund or "", Period(first, last), amount)
        for id, indicator, fund_id, fund, first, last, amount in rows
    ]


def targets_for(db: Session, period: Period, fund_id: str) -> dict[str, TargetRow]:
    """By indicator, the target whose days hold the last day of the report.

    Of several the longest counts: a grant's before a month's inside it.
    """
    found: dict[str, TargetRow] = {}
    for row in target_rows(db):
        holds = row.period.first_on <= period.last_on <= row.period.last_on
        if not holds or row.fund_id != fund_id:
            continue
        so_far = found.get(row.indicator)
        if so_far is None or _days(row.period) > _days(so_far.period):
            found[row.indicator] = row
    return found


def pace_of(row: TargetRow, last_on: date) -> int:
    """What was due by the end of a day, to the nearest whole one, half up."""
    whole = _days(row.period)
    gone = (min(last_on, row.period.last_on) - row.period.first_on).days + 1
    return (2 * row.amount * max(gone, 0) + whole) // (2 * whole)


def share_of(row: TargetRow, first_on: date, last_on: date) -> int:
    """What is due in some days: the shares of months add up to that of the year."""
    return pace_of(row, last_on) - pace_of(row, first_on - timedelta(days=1))


def _days(period: Period) -> int:
    return (period.last_on - period.first_on).days + 1
