"""Planning sessions: one or a whole series, cancelled, moved, given to another tutor.

Every operation takes an open session as `db` and leaves the commit to its caller. `now` is
aware and in the hub's time zone: 10am is 10am there, on either side of a change of the clocks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from hubdesk.errors.learning import NoDays, TooManySessions
from hubdesk.errors.privacy import ReasonMissing
from hubdesk.models import Account, LearningSeries, LearningSession, Repeat, SessionKind
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.operations.session_parts import set_helpers, set_organisations, set_shares
from hubdesk.operations.session_rules import (
    SessionFacts,
    check_free,
    check_names_nobody,
    check_nobody_came,
    check_open,
    clean_title,
    columns_of_facts,
    open_session,
    places_of_facts,
    times_of,
    write,
)
from hubdesk.queries.closed_days import closed_days
from hubdesk.queries.schedule import MOST_SESSIONS, held_days, planned_days
from hubdesk.queries.session_card import later_in_series
from hubdesk.typed import clean_line, clean_note


@dataclass(frozen=True, slots=True)
class Planned:
    """What was planned. `left_out` are the days on which the hub is closed."""

    session_ids: tuple[str, ...]
    series_id: str = ""
    left_out: tuple[date, ...] = ()


def plan_session(
    db: Session,
    *,
    facts: SessionFacts,
    now: datetime,
    clash_ok: bool = False,
    closed_ok: bool = False,
) -> Planned:
    """Plan one session. `clash_ok` and `closed_ok` say that somebody knows and wants it so.

    Refuses FieldMissing, ChoiceUnknown, EndsBeforeStart, NumberNotRight, HubClosed,
    SessionClashes, SharesNotWhole and NotFound.
    """
    if not closed_ok and not facts.venue.strip():
        check_open(db, facts.held_on)
    session = _add(db, facts, now, clash_ok=clash_ok)
    return Planned((session.id,))


def plan_series(
    db: Session,
    *,
    facts: SessionFacts,
    repeats: str,
    now: datetime,
    times: int = 0,
    until: date | None = None,
    clash_ok: bool = False,
) -> Planned:
    """Plan sessions that repeat, so many times or until a day. Closed days are left out.

    Refuses what `plan_session` refuses, NoDays and TooManySessions. All are planned or none.
    """
    closed = closed_days(db, after=facts.held_on)
    every = one_of(Repeat, repeats, "Repeats")
    days = planned_days(facts.held_on, every, closed, times=times, until=until)
    held = held_days(days)
    if not held:
        raise NoDays
    if len(held) > MOST_SESSIONS:
        raise TooManySessions(MOST_SESSIONS)
    series = LearningSeries(
        title=clean_title(facts.title),
        kind=one_of(SessionKind, facts.kind, "Kind"),
        repeats=every,
        first_on=held[0],
        places=places_of_facts(facts),
    )
    db.add(series)
    db.flush()
    made = [
        _add(db, replace(facts, held_on=on), now, clash_ok=clash_ok, series_id=series.id).id
        for on in held
    ]
    left_out = tuple(day.on for day in days if day.why_closed)
    return Planned(tuple(made), series.id, left_out)


def change_session(
    db: Session, *, session_id: str, facts: SessionFacts, now: datetime, clash_ok: bool = False
) -> LearningSession:
    """Say other things about a session. The day, times, room and tutor are checked again.

    Refuses what `plan_session` refuses but for closed days, RegisterFinished, SessionHeld for
    another day, and NamesHeld for a kind in which nobody is named.
    """
    session = open_session(db, session_id)
    columns = columns_of_facts(facts, now)
    if facts.held_on != session.held_on:
        check_nobody_came(db, session)
    check_names_nobody(db, session, facts.kind)
    helpers = (facts.helper_ids, facts.helper_person_ids)
    check_free(db, columns, leaving_out=session.id, clash_ok=clash_ok, helpers=helpers)
    write(session, {**columns, "clash_ok": clash_ok or bool(session.clash_ok)})
    db.flush()
    _set_parts(db, session.id, facts)
    return session


def move_session(
    db: Session,
    *,
    session_id: str,
    held_on: date,
    starts: time,
    ends: time,
    now: datetime,
    room: str | None = None,
    clash_ok: bool = False,
    closed_ok: bool = False,
) -> LearningSession:
    """To another day, time or room. Who has a place keeps it.

    Refuses SessionHeld, SessionCancelled, RegisterFinished, EndsBeforeStart, HubClosed and
    SessionClashes.
    """
    session = open_session(db, session_id)
    check_nobody_came(db, session)
    if not closed_ok and not session.venue and held_on != session.held_on:
        check_open(db, held_on)
    columns = times_of(held_on, starts, ends, now)
    columns["room"] = session.room if room is None else clean_line(room, "Room", 100)
    there = {"venue": session.venue, "tutor_id": session.tutor_id}
    check_free(db, {**there, **columns}, leaving_out=session.id, clash_ok=clash_ok)
    write(session, {**columns, "clash_ok": clash_ok or bool(session.clash_ok)})
    db.flush()
    return session


def replace_tutor(
    db: Session,
    *,
    session_id: str,
    tutor_id: str,
    also_later: bool = False,
    clash_ok: bool = False,
) -> list[str]:
    """Somebody else teaches it, or it and all that come later in its series.

    Answers with the ids of the sessions. Refuses NotFound, SessionCancelled, RegisterFinished and
    SessionClashes; all are changed or none.
    """
    session = open_session(db, session_id)
    tutor = found(db, Account, tutor_id)
    changed = []
    for id in later_in_series(db, session.id) if also_later else [session.id]:
        one = db.get_one(LearningSession, id)
        there = {
            "held_on": one.held_on,
            "starts_at": one.starts_at,
            "ends_at": one.ends_at,
            "tutor_id": tutor.id,
        }
        check_free(db, there, leaving_out=one.id, clash_ok=clash_ok)
        one.tutor_id = tutor.id
        changed.append(one.id)
    db.flush()
    return changed


def cancel_session(
    db: Session, *, session_id: str, why: str, also_later: bool = False
) -> list[str]:
    """It does not take place, or it and all later ones of its series. The reason is always kept.

    Answers with the ids. Refuses ReasonMissing, SessionCancelled, SessionHeld, RegisterFinished.
    """
    reason = clean_line(why, "Why", 200)
    if not reason:
        raise ReasonMissing("why it is cancelled")
    session = open_session(db, session_id)
    ids = later_in_series(db, session.id) if also_later else [session.id]
    for id in ids:
        one = db.get_one(LearningSession, id)
        check_nobody_came(db, one)
        one.is_cancelled, one.cancelled_why = True, reason
    db.flush()
    return ids


def note_session(db: Session, *, session_id: str, note: str) -> LearningSession:
    """What there is to say about a session as a whole, finished or not."""
    session = found(db, LearningSession, session_id)
    session.note = clean_note(note, "Session note")
    db.flush()
    return session


def _add(
    db: Session, facts: SessionFacts, now: datetime, *, clash_ok: bool, series_id: str = ""
) -> LearningSession:
    columns = columns_of_facts(facts, now)
    helpers = (facts.helper_ids, facts.helper_person_ids)
    check_free(db, columns, clash_ok=clash_ok, helpers=helpers)
    session = LearningSession(**columns, series_id=series_id or None, clash_ok=clash_ok)
    db.add(session)
    db.flush()
    _set_parts(db, session.id, facts)
    return session


def _set_parts(db: Session, session_id: str, facts: SessionFacts) -> None:
    set_helpers(
        db,
        session_id=session_id,
        account_ids=facts.helper_ids,
        person_ids=facts.helper_person_ids,
    )
    set_shares(db, session_id=session_id, shares=facts.shares)
    set_organisations(db, session_id=session_id, organisations=facts.organisations, kind=facts.kind)
