"""What somebody can do, as somebody saw it: one person, a whole class, themselves, a session.

Nothing is ever changed here: a judgement is added. The newest one holds, but what people say of
themselves never undoes what somebody else saw.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.learning import SessionNotYet
from hubdesk.errors.skills import SeenInFuture, SkillPutAway, StepOfOtherList
from hubdesk.ids import pair_id
from hubdesk.models import (
    CAME,
    Attendance,
    Judgement,
    LearningSession,
    Person,
    ScaleStep,
    Seen,
    SessionStatement,
    SkillArea,
    Statement,
)
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.operations.restricting import check_usable
from hubdesk.queries.restrictions import restricted_ids
from hubdesk.queries.skills import latest_places
from hubdesk.typed import clean_note


def judge(
    db: Session,
    *,
    person_id: str,
    statement_id: str,
    step_id: str,
    now: datetime,
    by: str = "",
    method: str = Seen.OBSERVED,
    with_help: bool | None = None,
    session_id: str = "",
    on: date | None = None,
    note: str = "",
) -> Judgement:
    """Somebody can do this so well. `by` is the account of who saw it, `on` the day it was seen.

    `with_help` is as the step says it unless told. Refuses NotFound, RecordRestricted,
    ChoiceUnknown, StepOfOtherList, SkillPutAway, SeenInFuture and TextTooLong.
    """
    person = found(db, Person, person_id)
    check_usable(db, person)
    step = _step_for(db, statement_id, step_id)
    return _add(
        db,
        person.id,
        statement_id,
        step,
        now,
        by=by,
        method=one_of(Seen, method, "How it was seen"),
        with_help=with_help,
        session_id=found(db, LearningSession, session_id).id if session_id else None,
        on=on,
        note=note,
    )


def judge_class(
    db: Session,
    *,
    person_ids: Sequence[str],
    statement_id: str,
    step_id: str,
    now: datetime,
    by: str = "",
    session_id: str = "",
    on: date | None = None,
) -> list[str]:
    """Everybody of a class who is not so far yet can do this now. Answers with who that was.

    Who only said themselves that they can do it is signed off too. Nobody is taken back, and
    nothing is written about somebody whose record is not used.
    """
    step = _step_for(db, statement_id, step_id)
    unused = restricted_ids(db)
    people = [id for id in (found(db, Person, one).id for one in person_ids) if id not in unused]
    session = found(db, LearningSession, session_id).id if session_id else None
    places = latest_places(db, people, [statement_id], only_signed=bool(step.is_achieved))
    behind = [id for id in people if places.get((id, statement_id), 0) < step.place]
    for id in behind:
        _add(db, id, statement_id, step, now, by=by, session_id=session, on=on)
    return behind


def check_self(
    db: Session,
    *,
    person_id: str,
    answers: Mapping[str, str],
    now: datetime,
    by: str = "",
    on: date | None = None,
    note: str = "",
) -> int:
    """What somebody says of themselves: a step for each statement. Answers with how many."""
    person = found(db, Person, person_id)
    check_usable(db, person)
    for statement_id, step_id in answers.items():
        step = _step_for(db, statement_id, step_id)
        _add(db, person.id, statement_id, step, now, by=by, method=Seen.SELF, on=on, note=note)
    return len(answers)


def cover_skills(
    db: Session, *, session_id: str, statement_ids: Iterable[str], now: datetime, by: str = ""
) -> None:
    """What a session was about, and nothing else. Whoever was there works on it from now on.

    That never says that somebody can do it, and takes nobody back a step. Refuses SessionNotYet.
    """
    session = found(db, LearningSession, session_id)
    wanted = dict.fromkeys(found(db, Statement, id).id for id in statement_ids)
    there = {
        row.statement_id: row
        for row in db.scalars(
            select(SessionStatement).where(SessionStatement.session_id == session.id)
        )
    }
    for id, row in there.items():
        if not row.deleted and id not in wanted:
            row.deleted = True
    fresh = [id for id in wanted if id not in there or there[id].deleted]
    if fresh and session.held_on > now.date():
        raise SessionNotYet(session.title, session.held_on)
    for id in fresh:
        if id in there:
            there[id].deleted = False
        else:
            pair = pair_id("session_statement", session.id, id)
            db.add(SessionStatement(id=pair, session_id=session.id, statement_id=id))
    db.flush()
    now_working(db, session, fresh, now, by)


def now_working(
    db: Session, session: LearningSession, covered: list[str], now: datetime, by: str
) -> None:
    """Whoever came to a session works on what it covered, unless they are further already.

    Where somebody judged them already, a "not yet" too, that stands. Nothing is written about
    somebody whose record is not used.
    """
    if not covered:
        return
    came = select(Attendance.person_id).where(
        Attendance.session_id == session.id, Attendance.mark.in_(CAME), Attendance.deleted == 0
    )
    people = sorted(set(db.scalars(came)) - restricted_ids(db))
    places = latest_places(db, people, covered)
    seen = latest_places(db, people, covered, only_signed=True)
    for statement_id in covered:
        step = _working_step(db, statement_id)
        if step is None:
            continue
        for person_id in people:
            of = (person_id, statement_id)
            if of not in seen and places.get(of, 0) < step.place:
                _add(
                    db, person_id, statement_id, step, now, by=by, method=Seen.SESSION,
                    session_id=session.id, on=session.held_on,
                )  # fmt: skip


def _working_step(db: Session, statement_id: str) -> ScaleStep | None:
    """The first step of somebody who has begun, unless that already says that they can do it."""
    steps = select(ScaleStep).where(
        ScaleStep.framework_id == _framework_of(db, statement_id),
        ScaleStep.place == 1,
        ScaleStep.is_achieved == 0,
        ScaleStep.deleted == 0,
    )
    return db.scalars(steps).first()


def _framework_of(db: Session, statement_id: str) -> str:
    area = select(SkillArea.framework_id).join(Statement, Statement.area_id == SkillArea.id)
    return db.scalar(area.where(Statement.id == statement_id)) or ""


def _step_for(db: Session, statement_id: str, step_id: str) -> ScaleStep:
    """The step, if it is one of the scale the statement is judged by."""
    statement, step = found(db, Statement, statement_id), found(db, ScaleStep, step_id)
    if statement.is_put_away:
        raise SkillPutAway(statement.text)
    if step.framework_id != _framework_of(db, statement_id):
        raise StepOfOtherList(step.title)
    return step


def _add(
    db: Session,
    person_id: str,
    statement_id: str,
    step: ScaleStep,
    now: datetime,
    *,
    by: str = "",
    method: str = Seen.OBSERVED,
    with_help: bool | None = None,
    session_id: str | None = None,
    on: date | None = None,
    note: str = "",
) -> Judgement:
    day = on or now.date()
    if day > now.date():
        raise SeenInFuture(day)
    made = Judgement(
        person_id=person_id, statement_id=statement_id, step_id=step.id, judged_on=day,
        judged_at=now, method=method, account_id=by or None, session_id=session_id,
        with_help=step.with_help if with_help is None else with_help,
        note=clean_note(note, "Note", 500),
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made
