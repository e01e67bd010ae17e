"""Places and registers of two records that are one person: each row of a pair becomes theirs once.

The id of such a row is the pair's, so it cannot move: the record that stays gets a row of its
own, and the other's is taken back. Undo and taking apart bring each its own again.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.ids import pair_id
from hubdesk.models import CAME, Attendance, Enrolment, FollowUp, Person, Place, SessionHelper
from hubdesk.operations.attending import attendance_id

_KEPT = ("id", "person_id", "deleted")


def share_learning(db: Session, kept: Person, merged: Person) -> None:
    """Give all places and marks of `merged` to `kept`, none of them twice."""
    _share_attendances(db, kept, merged)
    for place in _live(db, Enrolment, merged):
        whole = place.series_id or place.session_id or ""
        theirs = db.get(Enrolment, pair_id("enrolment", whole, kept.id))
        taken = theirs is not None and not theirs.deleted and theirs.place != Place.LEFT
        if not taken:
            _give(db, Enrolment, pair_id("enrolment", whole, kept.id), kept, place)
        place.deleted = True
    for helps in _live(db, SessionHelper, merged):
        id = pair_id("session_helper", helps.session_id, kept.id, helps.part)
        _give(db, SessionHelper, id, kept, helps)
        helps.deleted = True
    _share_follow_ups(db, kept, merged)
    db.flush()


def _share_follow_ups(db: Session, kept: Person, merged: Person) -> None:
    """Nobody is asked twice after one course; what was answered stays answered."""
    for row in _live(db, FollowUp, merged):
        course = row.series_id or row.session_id or row.ended_on.isoformat()
        id = pair_id("follow_up", kept.id, course, str(row.months))
        theirs = db.get(FollowUp, id)
        if theirs is None or theirs.deleted or (row.is_done and not theirs.is_done):
            _give(db, FollowUp, id, kept, row)
        row.deleted = True


def _share_attendances(db: Session, kept: Person, merged: Person) -> None:
    for row in _live(db, Attendance, merged):
        nth, theirs = row.nth, _attendance(db, row, kept, row.nth)
        while row.about and theirs is not None and theirs.about:  # two visits stay two
            nth += 1
            theirs = _attendance(db, row, kept, nth)
        if theirs is None or (row.mark in CAME and theirs.mark not in CAME) or not theirs.mark:
            id = attendance_id(row.session_id, kept.id, nth)
            _give(db, Attendance, id, kept, row).nth = nth
        row.deleted = True


def _attendance(db: Session, row: Attendance, kept: Person, nth: int) -> Attendance | None:
    theirs = db.get(Attendance, attendance_id(row.session_id, kept.id, nth))
    return None if theirs is None or theirs.deleted else theirs


def _live(db: Session, kind: Any, person: Person) -> list[Any]:
    rows = select(kind).where(kind.person_id == person.id, kind.deleted == 0)
    return list(db.scalars(rows.order_by(kind.id)))


def _give(db: Session, kind: Any, id: str, kept: Person, like: Any) -> Any:
    """The row of the pair with what the other row says, made or brought back."""
    values = {
        column.name: getattr(like, column.name)
        for column in kind.__table__.columns
        if column.name not in _KEPT
    }
    row = db.get(kind, id)
    if row is None:
        row = kind(id=id, person_id=kept.id, **values)
        db.add(row)
        return row
    row.deleted = False
    for name, value in values.items():
        setattr(row, name, value)
    return row
