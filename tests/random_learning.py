"""The verbs of sessions and registers, for random work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from hubdesk.errors.records import NotFound
from hubdesk.models import (
    Account,
    Award,
    Device,
    EmergencyContact,
    Enrolment,
    Fund,
    LearningSession,
    Mark,
    MeetingAction,
    PaperSlip,
    Person,
    Place,
    SessionHelper,
    SlipState,
    StaffCheck,
    Stage,
    VisitAbout,
)
from hubdesk.operations import (
    appointments,
    attending,
    awarding,
    booking,
    checks,
    contacts,
    funds,
    head_counts,
    paper_hub,
    session_parts,
    speakers,
    visits,
)
from hubdesk.operations import sessions as planning
from hubdesk.operations.lending import Item
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.queries.appointments import next_free

if TYPE_CHECKING:
    from tests.random_verbs import Dice

Work = Callable[["Dice", Any, datetime], Any]
OF_LEARNING: dict[str, Work] = {}
_KINDS = ("course", "workshop", "drop-in", "job club", "school visit", "meeting", "event")


def verb(name: str) -> Callable[[Work], Work]:
    def keep(work: Work) -> Work:
        OF_LEARNING[name] = work
        return work

    return keep


def _facts(w: Dice, db: Any, now: datetime) -> SessionFacts:
    starts = w.dice.randrange(9, 18)
    return SessionFacts(
        title=w.words(),
        kind=w.dice.choice(_KINDS),
        held_on=now.date() + timedelta(days=w.dice.randrange(-2, 9)),
        starts=time(starts),
        ends=time(starts + 1),
        room=w.dice.choice(("", "Room 1", "Room 2", "Hall")),
        tutor_id=w.one(db, Account).id if w.dice.random() < 0.3 else "",
        places=w.dice.choice((0, 1, 2, 12)),
        organisations=((w.words(), ""),) if w.dice.random() < 0.2 else (),
        helper_person_ids=(w.one(db, Person).id,) if w.dice.random() < 0.2 else (),
    )


@verb("plan session")
def _plan(w: Dice, db: Any, now: datetime) -> None:
    facts = _facts(w, db, now)
    if w.dice.random() < 0.7:
        planning.plan_session(db, facts=facts, closed_ok=True, now=now)
    else:
        planning.plan_series(
            db, facts=facts, repeats="weekly", times=w.dice.randrange(1, 4), now=now
        )


OPEN = (LearningSession.is_cancelled == 0, LearningSession.is_finished == 0)


@verb("change session")
def _change(w: Dice, db: Any, now: datetime) -> None:
    session = w.one(db, LearningSession, *OPEN)
    planning.change_session(db, session_id=session.id, facts=_facts(w, db, now), now=now)


@verb("move session")
def _move(w: Dice, db: Any, now: datetime) -> None:
    session = w.one(db, LearningSession, *OPEN)
    on = now.date() + timedelta(days=w.dice.randrange(0, 9))
    hour = w.dice.randrange(8, 19)
    when: dict[str, Any] = {"held_on": on, "starts": time(hour), "ends": time(hour, 45)}
    planning.move_session(db, session_id=session.id, closed_ok=True, now=now, **when)


@verb("cancel session")
def _cancel(w: Dice, db: Any, now: datetime) -> None:
    session = w.one(db, LearningSession, *OPEN)
    planning.cancel_session(
        db, session_id=session.id, why=w.words(), also_later=w.dice.random() < 0.2
    )


@verb("replace tutor")
def _tutor(w: Dice, db: Any, now: datetime) -> None:
    is_new = w.dice.random() < 0.3  # in a hub of one tutor all others may be theirs
    id = _new_session(w, db, now, "workshop") if is_new else w.one(db, LearningSession, *OPEN).id
    planning.replace_tutor(db, session_id=id, tutor_id=w.one(db, Account).id)


@verb("note session")
def _note_session(w: Dice, db: Any, now: datetime) -> None:
    planning.note_session(db, session_id=w.one(db, LearningSession).id, note=w.words())


@verb("book place")
def _book(w: Dice, db: Any, now: datetime) -> None:
    session = w.one(db, LearningSession, *OPEN)
    person_id = w.one(db, Person).id
    if session.series_id and w.dice.random() < 0.7:
        booking.book_series(db, person_id=person_id, series_id=session.series_id, now=now)
    else:
        booking.book_session(db, person_id=person_id, session_id=session.id, now=now)


@verb("give back place")
def _give_back(w: Dice, db: Any, now: datetime) -> None:
    place = w.one(db, Enrolment, Enrolment.place != Place.LEFT)
    booking.give_back(db, enrolment_id=place.id, now=now)


@verb("give place")
def _give_place(w: Dice, db: Any, now: datetime) -> None:
    facts = replace(_facts(w, db, now), kind="course", places=1)
    made = planning.plan_session(db, facts=facts, clash_ok=True, closed_ok=True, now=now)
    one, other = w.one(db, Person), w.one(db, Person)
    seat: dict[str, Any] = {"session_id": made.session_ids[0], "now": now}
    first = booking.book_session(db, person_id=one.id, **seat)
    second = booking.book_session(db, person_id=other.id, **seat)
    booking.give_back(db, enrolment_id=first.enrolment_id, now=now)
    booking.give_place(db, enrolment_id=second.enrolment_id, now=now)


@verb("add action")
def _action(w: Dice, db: Any, now: datetime) -> None:
    session = w.one(db, LearningSession)
    session_parts.add_action(db, session_id=session.id, text=w.words(), owner=w.words())


@verb("tick off action")
def _tick_off(w: Dice, db: Any, now: datetime) -> None:
    action = w.one(db, MeetingAction, MeetingAction.is_done == 0)
    session_parts.tick_off_action(db, action_id=action.id, now=now)


@verb("make paper pack")
def _pack(w: Dice, db: Any, now: datetime) -> None:
    paper_hub.make_paper_pack(db, for_on=now.date() + timedelta(days=w.dice.randint(1, 3)), slips=3)


@verb("enter slip")
def _slip(w: Dice, db: Any, now: datetime) -> None:
    slip = w.one(db, PaperSlip, PaperSlip.state == SlipState.BLANK)
    items = [Item(w.one(db, Device, Device.stage == Stage.READY).id)]
    who = w.one(db, Person).id
    paper_hub.enter_slip(db, code=slip.code, borrower_id=who, items=items, happened_at=now, now=now)


@verb("tick off slips")
def _tick_off_slips(w: Dice, db: Any, now: datetime) -> None:
    slip = w.one(db, PaperSlip, PaperSlip.state == SlipState.BLANK)
    paper_hub.tick_off_slips(db, for_on=slip.for_on, now=now)


@verb("set helper hours")
def _hours(w: Dice, db: Any, now: datetime) -> None:
    days = sorted(w.dice.sample(range(7), 3))
    appointments.set_helper_hours(
        db, account_id=w.one(db, Account).id, weekdays=days, starts=time(9), ends=time(16),
        slot_minutes=30,
    )  # fmt: skip


@verb("book appointment")
def _appointment(w: Dice, db: Any, now: datetime) -> None:
    slot = next_free(db, now + timedelta(days=w.dice.randint(0, 9)))
    if slot is None:
        raise NotFound("helper_hours")
    appointments.book_appointment(
        db, person_id=w.one(db, Person).id, helper_id=slot.helper_id, starts_at=slot.starts_at,
        minutes=slot.minutes, now=now,
    )  # fmt: skip


@verb("add speaker")
def _speaker(w: Dice, db: Any, now: datetime) -> None:
    speakers.add_speaker(
        db, session_id=w.one(db, LearningSession).id, person_id=w.one(db, Person).id,
        part="speaker",
    )  # fmt: skip


@verb("take speaker away")
def _no_speaker(w: Dice, db: Any, now: datetime) -> None:
    row = w.one(db, SessionHelper, SessionHelper.person_id.is_not(None))
    speakers.take_speaker_away(db, helper_id=row.id)


def _new_session(w: Dice, db: Any, now: datetime, kind: str) -> str:
    on = now.date() + timedelta(days=w.dice.randint(1, 60))
    facts = SessionFacts(w.words(), kind, on, time(9), time(10))
    made = planning.plan_session(db, facts=facts, now=now, clash_ok=True, closed_ok=True)
    return made.session_ids[0]


@verb("school answer")
def _answer(w: Dice, db: Any, now: datetime) -> None:
    visit = _new_session(w, db, now, "school visit")
    says = w.dice.choice(("", "yes", "no"))
    speakers.school_answer(db, session_id=visit, says=says, benchmarks=("5",))


@verb("write decisions")
def _decisions(w: Dice, db: Any, now: datetime) -> None:
    meeting = _new_session(w, db, now, "meeting")
    speakers.write_decisions(db, session_id=meeting, decisions=(w.words(),))


@verb("add fund")
def _fund(w: Dice, db: Any, now: datetime) -> None:
    funds.add_fund(db, name=w.words())


@verb("change fund")
def _other_fund(w: Dice, db: Any, now: datetime) -> None:
    funds.change_fund(db, fund_id=w.one(db, Fund).id, name=w.words(), code=w.words())


@verb("put away fund")
def _no_fund(w: Dice, db: Any, now: datetime) -> None:
    funds.put_away_fund(db, fund_id=w.one(db, Fund).id)


@verb("record check")
def _check(w: Dice, db: Any, now: datetime) -> None:
    whose = w.dice.choice(
        ({"account_id": w.one(db, Account).id}, {"person_id": w.one(db, Person).id})
    )
    checks.record_check(db, **whose, level="basic", issued_on=now.date(), now=now)


@verb("put away check")
def _no_check(w: Dice, db: Any, now: datetime) -> None:
    checks.put_away_check(db, check_id=w.one(db, StaffCheck).id)


def _on_now(w: Dice, db: Any, now: datetime) -> Any:
    named = LearningSession.kind.not_in(("school visit", "outreach stall"))
    return w.one(db, LearningSession, *OPEN, named, LearningSession.held_on <= now.date())


@verb("sign in")
def _sign_in(w: Dice, db: Any, now: datetime) -> None:
    session = _on_now(w, db, now)
    attending.sign_in(db, session_id=session.id, person_id=w.one(db, Person).id, now=now)


@verb("mark")
def _mark(w: Dice, db: Any, now: datetime) -> None:
    session = _on_now(w, db, now)
    attending.mark(
        db,
        session_id=session.id,
        person_id=w.one(db, Person).id,
        mark=w.dice.choice(list(Mark)),
        late_minutes=w.dice.choice((0, 12)),
        now=now,
    )


@verb("mark rest")
def _rest(w: Dice, db: Any, now: datetime) -> None:
    attending.mark_rest(db, session_id=_on_now(w, db, now).id, now=now)


@verb("note attendance")
def _note(w: Dice, db: Any, now: datetime) -> None:
    session = _on_now(w, db, now)
    attending.note_attendance(
        db,
        session_id=session.id,
        person_id=w.one(db, Person).id,
        note=w.words(),
        minutes=w.dice.choice((None, 30)),
        now=now,
    )


@verb("finish register")
def _finish(w: Dice, db: Any, now: datetime) -> None:
    attending.finish_register(db, session_id=_on_now(w, db, now).id, now=now)


@verb("reopen register")
def _reopen(w: Dice, db: Any, now: datetime) -> None:
    session = w.one(db, LearningSession, LearningSession.is_finished == 1)
    attending.reopen_register(db, session_id=session.id)


@verb("count heads")
def _heads(w: Dice, db: Any, now: datetime) -> None:
    counted = LearningSession.kind.in_(("school visit", "meeting", "event", "job club"))
    session = w.one(db, LearningSession, *OPEN, counted)
    year = w.dice.choice(("", "7", "8"))
    what = "came" if session.held_on <= now.date() else "planned"
    many = {what: str(w.dice.randrange(40))}
    head_counts.count_heads(db, session_id=session.id, year_group=year, now=now, **many)


@verb("visit")
def _visit(w: Dice, db: Any, now: datetime) -> None:
    visits.log_visit(
        db,
        person_id=w.one(db, Person).id,
        about=w.dice.choice(list(VisitAbout)),
        result=w.dice.choice(("", "done", "part done")),
        minutes=w.dice.randrange(60),
        next_step=w.words(),
        now=now,
    )


@verb("enquiry")
def _enquiry(w: Dice, db: Any, now: datetime) -> None:
    visits.tally_enquiry(db, about=w.dice.choice(list(VisitAbout)), now=now)


@verb("emergency contact")
def _contact(w: Dice, db: Any, now: datetime) -> None:
    person = w.one(db, Person)
    there = db.scalars(select(EmergencyContact.id)).all()
    phone = f"0121 496 0{len(there) % 1000:03d}"
    contacts.set_emergency_contact(db, person_id=person.id, name=w.words(), phone=phone)


@verb("award certificate")
def _award(w: Dice, db: Any, now: datetime) -> None:
    people = {w.one(db, Person).id for _ in range(w.dice.randrange(1, 4))}
    given = awarding.Given(w.dice.choice(("attendance", "achievement")), w.words(), now.date())
    awarding.award_certificates(
        db,
        given=replace(given, skills=(w.words(),)),
        recipients=[awarding.Recipient(id, w.words()) for id in people],
        is_printed=w.dice.random() < 0.5,
        now=now,
    )


@verb("print certificate")
def _print_certificate(w: Dice, db: Any, now: datetime) -> None:
    awarding.note_printed(db, award_ids=[w.one(db, Award).id], now=now)


@verb("correct certificate")
def _correct(w: Dice, db: Any, now: datetime) -> None:
    award = w.one(db, Award)
    facts = {"name": w.words(), "what": award.what, "awarded_on": award.awarded_on}
    awarding.correct_award(db, award_id=award.id, **facts, now=now)


@verb("withdraw certificate")
def _withdraw(w: Dice, db: Any, now: datetime) -> None:
    awarding.withdraw_award(db, award_id=w.one(db, Award).id, why=w.words(), now=now)
