"""The rules of sessions and registers after something was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from hubdesk.errors.records import BuiltOn
from hubdesk.models import (
    Attendance,
    Enrolment,
    Fund,
    HeadCount,
    JournalOp,
    JournalTxn,
    LearningSeries,
    LearningSession,
    Place,
)
from hubdesk.queries.clashes import clashes, helpers_of
from hubdesk.queries.funds import fund_called
from hubdesk.queries.sessions import session_row

_OF_A_REGISTER: dict[str, Any] = {"attendance": Attendance, "head_count": HeadCount}

# What moves whole people, and says nothing else of who came.
_NO_MARKS = frozenset(("merge people", "take apart", "add practice", "remove practice"))


def check_undone_sessions(
    db: Session, touched: Iterable[tuple[str, str]], *, undone: JournalTxn
) -> None:
    """Refuse BuiltOn where what was taken back is needed since.

    `touched` are the tables and ids of what the action had changed. A finished register stays as
    it was finished; the room of a session that comes back may not be somebody else's since; a
    place that comes back may not have been given away, nor the name of a fund. What was as tight
    before the action is no reason: a room two share, or more people than places, came about on
    purpose.
    """
    sessions, marked, placed = set[str](), set[str](), set[str]()
    for tbl, pk in touched:
        if tbl == "learning_session":
            sessions.add(pk)
        elif tbl in _OF_A_REGISTER:
            marked.add(db.get_one(_OF_A_REGISTER[tbl], pk, populate_existing=True).session_id)
        elif tbl == "enrolment":
            place = db.get_one(Enrolment, pk, populate_existing=True)
            placed.add(place.session_id or "")
            if not place.deleted and place.place == Place.BOOKED and undone.verb not in _NO_MARKS:
                _check_had_once(db, place)
                _check_not_blank(db, place, undone)
        elif tbl == "fund":
            _check_name(db, db.get_one(Fund, pk, populate_existing=True))
    for id in sorted(marked - sessions) if undone.verb not in _NO_MARKS else ():
        session = db.get_one(LearningSession, id, populate_existing=True)
        if session.is_finished:
            raise BuiltOn("register", session.title)
    for id in sorted(sessions):
        _check_free(db, db.get_one(LearningSession, id, populate_existing=True), undone)
    for id in sorted(placed - {""}):
        row = session_row(db, id)
        if row is not None and row.places and row.booked > row.places:
            given = db.scalars(select(Enrolment.id).where(Enrolment.session_id == id)).all()
            if _changed_since(db, undone, "enrolment", given) or _changed_since(
                db, undone, "learning_session", [id]
            ):
                raise BuiltOn("place", row.title)


def _check_had_once(db: Session, place: Enrolment) -> None:
    """Who gave a place in a course back and took one again has that one."""
    if not place.series_id:
        return
    other = select(Enrolment.id).where(
        Enrolment.series_id == place.series_id,
        Enrolment.person_id == place.person_id,
        Enrolment.place != Place.LEFT,
        Enrolment.deleted == 0,
        Enrolment.id != place.id,
    )
    if db.scalar(other.limit(1)) is not None:
        raise BuiltOn("place", db.get_one(LearningSeries, place.series_id).title)


def _check_not_blank(db: Session, place: Enrolment, undone: JournalTxn) -> None:
    """A register that was finished since has nobody more on it, and surely nobody unmarked."""
    of_it = LearningSession.id == place.session_id
    if place.series_id:
        of_it = (LearningSession.series_id == place.series_id) & (
            LearningSession.held_on >= place.from_on
        )
    is_marked = exists().where(
        Attendance.session_id == LearningSession.id,
        Attendance.person_id == place.person_id,
        Attendance.deleted == 0,
    )
    blank = db.execute(
        select(LearningSession.id, LearningSession.title).where(
            of_it, LearningSession.is_finished == 1, LearningSession.deleted == 0, ~is_marked
        )
    ).all()
    if blank and _changed_since(db, undone, "learning_session", [row.id for row in blank]):
        raise BuiltOn("register", blank[0].title)


def _check_name(db: Session, fund: Fund) -> None:
    there = None if fund.deleted else fund_called(db, fund.name, besides=fund.id)
    if there is not None:
        raise BuiltOn("name of a fund", there.name)


def _check_free(db: Session, session: LearningSession, undone: JournalTxn) -> None:
    if session.deleted or session.is_cancelled or session.clash_ok:
        return
    staff, people = helpers_of(db, session.id)
    taken = clashes(
        db,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        on=session.held_on,
        room=session.room,
        venue=session.venue,
        staff=[*([session.tutor_id] if session.tutor_id else []), *staff],
        people=people,
        leaving_out=session.id,
    )
    if _changed_since(db, undone, "learning_session", [clash.session_id for clash in taken]):
        raise BuiltOn("room", session.title)


def _changed_since(db: Session, undone: JournalTxn, tbl: str, pks: Sequence[str]) -> bool:
    """Whether any of these rows is another than it was just after that action.

    What was done later and undone again says nothing.
    """
    back, first = aliased(JournalTxn), aliased(JournalTxn)
    is_undone = exists().where(back.undo_of == JournalTxn.id)
    undoes_later = exists().where(first.id == JournalTxn.undo_of, first.hlc > undone.hlc)
    later = (
        select(JournalTxn.id)
        .join(JournalOp, JournalOp.id == JournalTxn.id)
        .where(JournalOp.tbl == tbl, JournalOp.pk.in_(pks))
        .where(JournalTxn.hlc > undone.hlc, ~is_undone, ~undoes_later)
        .limit(1)
    )
    return db.scalar(later) is not None
