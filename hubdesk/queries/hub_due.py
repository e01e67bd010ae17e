"""Of whose loss of data, and of which of the staff who left, the hub's rules let go.

A loss counts from the day it was decided whether the ICO is told; one that is not decided stays.
Of the staff it counts from the day their account was put away, which the journal knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from hubdesk.models import Breach, JournalOp, JournalTxn
from hubdesk.models.staff import WHO_LEFT
from hubdesk.queries.retention import BREACHES, STAFF, months_after, rules
from hubdesk.queries.staff import leavers


@dataclass(frozen=True, slots=True)
class HubDue:
    """Which rows, and the day before which they ended."""

    ids: tuple[str, ...]
    before: date


def breaches_due(db: Session, today: date) -> HubDue:
    """The losses of data of which only the number and the day are kept from now on."""
    before = months_after(today, -rules(db)[BREACHES].months)
    says = or_(Breach.what != "", Breach.contained != "", Breach.decision != "")
    over = select(Breach.id).where(Breach.decided_at < _begin(before), says)
    return HubDue(tuple(db.scalars(over.order_by(Breach.id))), before)


def staff_due(db: Session, today: date) -> HubDue:
    """Those who left the staff and whose names are kept no longer."""
    before = months_after(today, -rules(db)[STAFF].months)
    gone = [row.id for row in leavers(db) if row.name != WHO_LEFT]
    last = (
        select(JournalOp.pk)
        .join(JournalTxn, JournalTxn.id == JournalOp.id)
        .where(JournalOp.tbl == "account", JournalOp.pk.in_(gone))
        .group_by(JournalOp.pk)
        .having(func.max(JournalTxn.wall_utc) < _begin(before).isoformat())
    )
    return HubDue(tuple(sorted(db.scalars(last))), before)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
