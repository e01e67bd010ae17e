"""Places and registers of two records that are one person: each row of a pair becomes theirs once.

The id of such a row is the pair's, so it cannot move: the record that stays gets a row of its
own, and the other's is taken back. Undo and taking apart bring each its own again.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.ids import pair_id
from hubdesk.models import (
    CAME,
    NOT_TOLD,
    Attendance,
    Enrolment,
    FollowUp,
    Mark,
    Person,
    Place,
    SessionHelper,
)
from hubdesk.operations.attending import attendance_id
from hubdesk.operations.booking import enrolment_id, had_days

_KEPT = ("id", "person_id", "deleted")
_FIRMEST: Final = (Place.BOOKED, Place.WAITING, Place.LEFT)  # the better place of two stands


def share_learning(db: Session, kept: Person, merged: Person) -> None:
    """Give all places and marks of `merged` to `kept`, none of them twice."""
    _share_attendances(db, kept, merged)
    _share_places(db, kept, merged)
    for helps in _live(db, SessionHelper, merged):
        id = pair_id("session_helper", helps.session_id, kept.id, helps.part)
        _give(db, SessionHelper, id, kept, helps)
        helps.deleted = True
    _share_follow_ups(db, kept, merged)
    db.flush()


def _share_places(db: Session, kept: Person, merged: Person) -> None:
    """A place that was booked stays booked, whichever of the two records has it.

    What was left after some days stays theirs on the registers of those days.
    """
    for place in _live(db, Enrolment, merged):
        whole = place.series_id or place.session_id or ""
        nth, free, now_theirs = 1, 0, None
        while (theirs := db.get(Enrolment, enrolment_id(whole, kept.id, nth))) is not None:
            if theirs.deleted:
                free = free or nth
            elif not had_days(theirs):
                now_theirs = theirs
            nth += 1
        if had_days(place) or now_theirs is None:
            _give(db, Enrolment, enrolment_id(whole, kept.id, free or nth), kept, place)
        elif _is_better(place, now_theirs):
            _give(db, Enrolment, now_theirs.id, kept, place)
        place.deleted = True


def _is_better(place: Enrolment, theirs: Enrolment) -> bool:
    """Booked before waiting before left; of two who wait, whoever asked first."""
    one, other = (_FIRMEST.index(Place(row.place)) for row in (place, theirs))
    waits = place.place == Place.WAITING
    return one < other or (one == other and waits and place.asked_at < theirs.asked_at)


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
        if theirs is None:
            id = attendance_id(row.session_id, kept.id, nth)
            _give(db, Attendance, id, kept, row).nth = nth
        else:
            _join(theirs, row)
        row.deleted = True


def _join(theirs: Attendance, row: Attendance) -> None:
    """One row says what both said; of two marks the surer one stands."""
    words = dict.fromkeys(note for note in (theirs.note, row.note) if note)
    if _sureness(row) > _sureness(theirs):
        for name in ("mark", "late_minutes", "why", "came_at"):
            setattr(theirs, name, getattr(row, name))
    elif theirs.mark == row.mark:
        theirs.why = theirs.why or row.why
        theirs.came_at = theirs.came_at or row.came_at
        theirs.late_minutes = theirs.late_minutes or row.late_minutes
    if row.about and not theirs.about:
        theirs.about, theirs.result, theirs.next_step = row.about, row.result, row.next_step
    if theirs.minutes == NOT_TOLD:
        theirs.minutes = row.minutes
    theirs.next_step = theirs.next_step or row.next_step
    theirs.is_walk_in = theirs.is_walk_in and row.is_walk_in  # either had a place
    theirs.note = "; ".join(words)


def _sureness(row: Attendance) -> int:
    """That somebody came before that they told us, and any mark before none."""
    if row.mark in CAME:
        return 3
    return 2 if row.mark == Mark.TOLD_US else int(bool(row.mark))


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
