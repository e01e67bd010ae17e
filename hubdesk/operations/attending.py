"""The register: marks of one or all, who walks in, what is noted, finishing and opening again.

A blank is never an absence: nothing here turns one into the other unless somebody says so.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from hubdesk.errors.learning import (
    NotMarked,
    OnlyCounted,
    OnRegister,
    RegisterFinished,
    RegisterOpen,
    SessionCancelled,
    SessionNotYet,
)
from hubdesk.errors.people import NumberNotRight
from hubdesk.ids import pair_id
from hubdesk.models import (
    CAME,
    NOT_TOLD,
    ONLY_COUNTED,
    AbsentWhy,
    Attendance,
    LearningSession,
    Mark,
    Person,
    Place,
)
from hubdesk.operations.judging import now_working
from hubdesk.operations.left_early import follow_left_early
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.queries.class_grid import covered_by
from hubdesk.queries.register import register
from hubdesk.queries.sessions import places_of
from hubdesk.typed import clean_note

LATE_AFTER = timedelta(minutes=10)
MOST_MINUTES = 24 * 60
_AHEAD = (Mark.TOLD_US, Mark.NOT_NEEDED, Mark.NONE)  # what can be known before the day


def attendance_id(session_id: str, person_id: str, nth: int = 1) -> str:
    """The id of the pair; a further visit to the same drop-in has its number in it."""
    more = () if nth == 1 else (str(nth),)
    return pair_id("attendance", session_id, person_id, *more)


def mark(
    db: Session,
    *,
    session_id: str,
    person_id: str,
    mark: str,
    now: datetime,
    late_minutes: int = 0,
    why: str = "",
) -> Attendance:
    """Mark somebody, or take the mark away with Mark.NONE. Who has no place walked in.

    Refuses NotFound, ChoiceUnknown, OnlyCounted, SessionCancelled, RegisterFinished, SessionNotYet
    and NumberNotRight.
    """
    as_marked = Mark(one_of(Mark, mark, "Mark"))
    session = _session(db, session_id, as_marked, now)
    person = found(db, Person, person_id)
    return _mark(db, session, person.id, as_marked, now, late_minutes=late_minutes, why=why)


def mark_rest(
    db: Session, *, session_id: str, now: datetime, mark: str = Mark.PRESENT
) -> list[str]:
    """Mark everybody who is not marked yet. Answers with who that was."""
    as_marked = Mark(one_of(Mark, mark, "Mark"))
    session = _session(db, session_id, as_marked, now)
    rest = _unmarked(db, session.id, now)
    for person_id in rest:
        _mark(db, session, person_id, as_marked, now)
    return rest


def walk_in(db: Session, *, session_id: str, person_id: str, now: datetime) -> Attendance:
    """Somebody came, with a place or without one. Refuses OnRegister where they are marked so."""
    session = _session(db, session_id, Mark.PRESENT, now)
    person = found(db, Person, person_id)
    row = db.get(Attendance, attendance_id(session.id, person.id))
    if row is not None and not row.deleted and row.mark in CAME:
        raise OnRegister(person.display_name, _place_on(db, session.id, person.id, now))
    return _mark(db, session, person.id, Mark.PRESENT, now)


def sign_in(db: Session, *, session_id: str, person_id: str, now: datetime) -> Attendance:
    """Somebody came, by card or at the desk: late more than ten minutes after the start.

    Refuses OnRegister where they are in already.
    """
    session = _session(db, session_id, Mark.PRESENT, now)
    person = found(db, Person, person_id)
    row = db.get(Attendance, attendance_id(session.id, person.id))
    if row is not None and not row.deleted and row.mark in CAME:
        raise OnRegister(person.display_name, _place_on(db, session.id, person.id, now))
    after = now - session.starts_at
    if after <= LATE_AFTER or now >= session.ends_at:
        return _mark(db, session, person.id, Mark.PRESENT, now)
    minutes = int(after.total_seconds()) // 60
    return _mark(db, session, person.id, Mark.LATE, now, late_minutes=minutes)


def note_attendance(
    db: Session,
    *,
    session_id: str,
    person_id: str,
    now: datetime,
    note: str | None = None,
    why: str | None = None,
    minutes: int | None = None,
    late_minutes: int | None = None,
) -> Attendance:
    """Say more about somebody at a session, marked or not. What is None stays as it is.

    A note may come after the register was finished; what counts may not: RegisterFinished.
    Refuses ChoiceUnknown, NumberNotRight and TextTooLong.
    """
    session = found(db, LearningSession, session_id)
    person = found(db, Person, person_id)
    if session.kind in ONLY_COUNTED:
        raise OnlyCounted(session.title)
    if session.is_finished and (why, minutes, late_minutes) != (None, None, None):
        raise RegisterFinished(session.title)
    row = _row(db, session.id, person.id)
    if note is not None:
        row.note = clean_note(note, "Note", 1000)
    if why is not None:
        row.why = one_of(AbsentWhy, why, "Why they could not come")
    if minutes is not None:
        row.minutes = _minutes(minutes, "Minutes")
    if late_minutes is not None:
        row.late_minutes = _minutes(late_minutes, "Minutes late")
    db.flush()
    return row


def finish_register(
    db: Session, *, session_id: str, now: datetime, by: str = ""
) -> LearningSession:
    """Nobody changes it any more. Refuses NotMarked while somebody is not marked.

    Whoever came works on what was covered, also if they were marked after the skills were ticked.

    Refuses SessionNotYet, SessionCancelled and RegisterFinished too.
    """
    session = found(db, LearningSession, session_id)
    _check_open(session)
    _check_day(session, Mark.PRESENT, now)
    if rest := _unmarked(db, session.id, now):
        raise NotMarked(len(rest))
    session.is_finished, session.finished_at = True, now
    db.flush()
    now_working(db, session, sorted(covered_by(db, session.id)), now, by)
    return session


def reopen_register(db: Session, *, session_id: str) -> LearningSession:
    """Open a finished register again. Refuses RegisterOpen."""
    session = found(db, LearningSession, session_id)
    if not session.is_finished:
        raise RegisterOpen(session.title)
    session.is_finished, session.finished_at = False, None
    db.flush()
    return session


# The rules


def _session(db: Session, session_id: str, mark: Mark, now: datetime) -> LearningSession:
    session = found(db, LearningSession, session_id)
    if session.kind in ONLY_COUNTED:
        raise OnlyCounted(session.title)
    _check_open(session)
    _check_day(session, mark, now)
    return session


def _check_open(session: LearningSession) -> None:
    if session.is_cancelled:
        raise SessionCancelled(session.title)
    if session.is_finished:
        raise RegisterFinished(session.title)


def _check_day(session: LearningSession, mark: Mark, now: datetime) -> None:
    """People come before the time, but not before the day. Who told us may do so earlier."""
    if session.held_on > now.date() and mark not in _AHEAD:
        raise SessionNotYet(session.title, session.held_on)


def _mark(
    db: Session,
    session: LearningSession,
    person_id: str,
    mark: Mark,
    now: datetime,
    *,
    late_minutes: int = 0,
    why: str = "",
) -> Attendance:
    row = _row(db, session.id, person_id)
    row.is_walk_in = not _has_place(db, session, person_id)
    follow_left_early(db, session, person_id, was=row.mark, is_now=mark, now=now)
    row.mark = mark
    row.late_minutes = _minutes(late_minutes, "Minutes late")
    row.why = one_of(AbsentWhy, why, "Why they could not come")
    # when they came is known only where they are marked on the day, not typed in later
    is_now = mark in CAME and session.held_on == now.date()
    row.came_at = (row.came_at or now) if is_now else None
    if mark == Mark.NONE and _says_nothing(row):
        row.deleted = True  # nobody without a place stays on a register for nothing
    db.flush()
    return row


def _says_nothing(row: Attendance) -> bool:
    return not (row.note or row.about or row.next_step) and row.minutes == NOT_TOLD


def _row(db: Session, session_id: str, person_id: str) -> Attendance:
    """The one row of the pair: made, or brought back as new if it was taken back."""
    id = attendance_id(session_id, person_id)
    row = db.get(Attendance, id)
    if row is None:
        row = Attendance(
            id=id, session_id=session_id, person_id=person_id, nth=1, mark="", minutes=NOT_TOLD,
            late_minutes=0, is_walk_in=False, why="", about="", result="", next_step="", note="",
        )  # fmt: skip
        db.add(row)
    elif row.deleted:
        row.deleted, row.mark, row.minutes, row.note = False, "", NOT_TOLD, ""
        row.about = row.result = row.next_step = ""
        row.came_at = None
    return row


def _has_place(db: Session, session: LearningSession, person_id: str) -> bool:
    placed = places_of(db, [session])
    return any(one == person_id and place == Place.BOOKED for _, one, place in placed)


def _unmarked(db: Session, session_id: str, now: datetime) -> list[str]:
    found_ = register(db, session_id, now.date())
    return [row.person_id for row in found_.rows if not row.mark] if found_ else []


def _place_on(db: Session, session_id: str, person_id: str, now: datetime) -> int:
    """In which row somebody stands, as the screen counts."""
    found_ = register(db, session_id, now.date())
    ids = [row.person_id for row in found_.rows] if found_ else []
    return ids.index(person_id) + 1 if person_id in ids else 0


def _minutes(number: int, field: str) -> int:
    if number != NOT_TOLD and not 0 <= number <= MOST_MINUTES:
        raise NumberNotRight(field, 0, MOST_MINUTES)
    return number
