"""Which standing exports are due to be made, by their rhythm and when they were made last."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy.orm import Session

from hubdesk.models import Rhythm
from hubdesk.queries.left import lists_due, to_be_sealed_again
from hubdesk.queries.parcels import last_sealed
from hubdesk.queries.standing_exports import ExportRow, leaves_now

_FRIDAY = 4


def exports_due(db: Session, now: datetime) -> list[ExportRow]:
    """All that are due, by rhythm or by an erasure. `now` is in the hub's time zone."""
    last, again = (
        last_sealed(db, now),
        {one.id for one in (*to_be_sealed_again(db), *lists_due(db))},
    )
    return [
        export
        for export in leaves_now(db)
        if export.id in again
        or is_due(export.rhythm, _day_of(last.get(export.id), now.tzinfo), now.date())
    ]


def is_due(rhythm: str, last: date | None, today: date) -> bool:
    """Whether something with that rhythm, made last on that day, is to be made today."""
    if rhythm == Rhythm.BY_HAND:
        return False
    if last is None:
        # the rhythms of a named day wait for it
        return rhythm != Rhythm.FRIDAYS or today.weekday() == _FRIDAY
    if rhythm == Rhythm.DAILY:
        return last < today
    if rhythm == Rhythm.FRIDAYS:
        return last < today - timedelta(days=(today.weekday() - _FRIDAY) % 7)
    if rhythm == Rhythm.WEEKLY:
        return last <= today - timedelta(days=7)
    return rhythm == Rhythm.MONTHLY and last < today.replace(day=1)


def _day_of(at: datetime | None, zone: tzinfo | None) -> date | None:
    return at.astimezone(zone).date() if at is not None else None
