"""The rules of sessions and registers after something was taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from hubdesk.errors.records import BuiltOn
from hubdesk.models import Attendance, Enrolment, HeadCount, LearningSession
from hubdesk.queries.clashes import clashes
from hubdesk.queries.sessions import session_row

_OF_A_REGISTER: dict[str, Any] = {"attendance": Attendance, "head_count": HeadCount}

# What moves whole people, and says nothing else of who came.
_NO_MARKS = frozenset(("merge people", "take apart", "add practice", "remove practice"))


def check_undone_sessions(db: Session, touched: Iterable[tuple[str, str]], *, verb: str) -> None:
    """Refuse BuiltOn where what was taken back is needed now.

    `touched` are the tables and ids of what the action had changed. A finished register stays as
    it was finished; the room of a session that comes back may not be somebody else's since; and
    a place that comes back may not have been given away.
    """
    sessions, marked, placed = set[str](), set[str](), set[str]()
    for tbl, pk in touched:
        if tbl == "learning_session":
            sessions.add(pk)
        elif tbl in _OF_A_REGISTER:
            marked.add(db.get_one(_OF_A_REGISTER[tbl], pk, populate_existing=True).session_id)
        elif tbl == "enrolment":
            placed.add(db.get_one(Enrolment, pk, populate_existing=True).session_id or "")
    for id in sorted(marked - sessions) if verb not in _NO_MARKS else ():
        session = db.get_one(LearningSession, id, populate_existing=True)
        if session.is_finished:
            raise BuiltOn("register", session.title)
    for id in sorted(sessions):
        _check_free(db, db.get_one(LearningSession, id, populate_existing=True))
    for id in sorted(placed - {""}):
        row = session_row(db, id)
        if row is not None and row.places and row.booked > row.places:
            raise BuiltOn("place", row.title)


def _check_free(db: Session, session: LearningSession) -> None:
    if session.deleted or session.is_cancelled or session.clash_ok:
        return
    taken = clashes(
        db,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        on=session.held_on,
        room=session.room,
        venue=session.venue,
        tutor_id=session.tutor_id or "",
        leaving_out=session.id,
    )
    if taken:
        raise BuiltOn("room", session.title)
