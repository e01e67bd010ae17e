"""Every verb of sessions and registers with something to do, for the tests that undo each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from hubdesk.operations import (
    appointments,
    attending,
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
from tests.conftest import TODAY, HubBuilder

TOMORROW = TODAY + timedelta(days=1)


class Learning:
    """Sessions in every state: to come, full, under way, finished, with pupils, with a meeting."""

    def __init__(
        self, hub: HubBuilder, *, tutors: tuple[str, str], people: tuple[str, str]
    ) -> None:
        self.tutor = tutors[0]
        self.ada, self.bo = people
        do = hub.do
        # the verbs are done a day later, when these are of today
        self.coming = hub.session("Job club", kind="job club", held_on=TODAY + timedelta(days=8))
        self.today = hub.session("Basics", held_on=TOMORROW, room="Room 2", places=1)
        self.finished = hub.session("Taster", kind="workshop", starts=time(13), ends=time(14))
        self.school = hub.session("Visit", kind="school visit", starts=time(9), ends=time(10))
        self.meeting = hub.session("Partners", kind="meeting", starts=time(15), ends=time(16))
        self.cy, self.dee = hub.book(self.today, "Cy Learner", "Dee Waiting")
        self.place = booking.pair_id("enrolment", self.coming, self.ada)
        self.left = hub.session("Evening", held_on=TODAY + timedelta(days=10), places=1)
        self.eli, fay = hub.book(self.left, "Eli Gone", "Fay Waiting")
        self.next_place = booking.pair_id("enrolment", self.left, fay)
        place = booking.pair_id("enrolment", self.left, self.eli)
        do("give back place", lambda db, now: booking.give_back(db, enrolment_id=place, now=now))
        book = {"person_id": self.ada, "session_id": self.coming}
        do("book place", lambda db, now: booking.book_session(db, **book, now=now))
        come = {"person_id": self.bo, "session_id": self.finished}
        do("sign in", lambda db, now: attending.sign_in(db, **come, now=now))
        done = {"session_id": self.finished}
        do("finish register", lambda db, now: attending.finish_register(db, **done, now=now))
        promised = {"session_id": self.meeting, "text": "Ring the school"}
        pack = do(
            "make paper pack", lambda db, _: paper_hub.make_paper_pack(db, for_on=TOMORROW, slips=2)
        )
        self.slip = pack[0].code
        self.on_paper = hub.device()
        speaking = {"session_id": self.school, "person_id": self.bo, "part": "speaker"}
        self.speaker = do("add speaker", lambda db, _now: speakers.add_speaker(db, **speaking)).id
        self.fund = do("add fund", lambda db, _now: funds.add_fund(db, name="Lottery")).id
        seen = {"account_id": self.tutor, "level": "enhanced", "issued_on": TODAY}
        self.check = do("record check", lambda db, now: checks.record_check(db, **seen, now=now)).id
        self.action = do("add action", lambda db, now: session_parts.add_action(db, **promised)).id


def _facts(title: str, **facts: Any) -> SessionFacts:
    usual = {"kind": "course", "held_on": TOMORROW, "starts": time(14), "ends": time(16)}
    return SessionFacts(title=title, **(usual | facts))


Verb = Callable[[Learning, Any, Any], Any]
OF_LEARNING: dict[str, Verb] = {
    "plan session": lambda s, db, now: planning.plan_series(
        db, facts=_facts("Get online", tutor_id=s.tutor), repeats="weekly", times=4, now=now
    ),
    "change session": lambda s, db, now: planning.change_session(
        db, session_id=s.coming, facts=_facts("Work club", kind="job club", places=8), now=now
    ),
    "move session": lambda s, db, now: planning.move_session(
        db, session_id=s.coming, held_on=TOMORROW, starts=time(9), ends=time(11), now=now
    ),
    "cancel session": lambda s, db, now: planning.cancel_session(
        db, session_id=s.coming, why="Burst pipe"
    ),
    "replace tutor": lambda s, db, now: planning.replace_tutor(
        db, session_id=s.coming, tutor_id=s.tutor
    ),
    "note session": lambda s, db, now: planning.note_session(
        db, session_id=s.finished, note="Wi-Fi was slow"
    ),
    "book place": lambda s, db, now: booking.book_session(
        db, person_id=s.bo, session_id=s.coming, now=now
    ),
    "give back place": lambda s, db, now: booking.give_back(db, enrolment_id=s.place, now=now),
    "give place": lambda s, db, now: booking.give_place(db, enrolment_id=s.next_place, now=now),
    "add action": lambda s, db, now: session_parts.add_action(
        db, session_id=s.meeting, text="Send the dates", owner="Mrs Ali", due_on=TOMORROW
    ),
    "tick off action": lambda s, db, now: session_parts.tick_off_action(
        db, action_id=s.action, now=now
    ),
    "make paper pack": lambda s, db, now: paper_hub.make_paper_pack(
        db, for_on=TOMORROW + timedelta(days=1), slips=3
    ),
    "enter slip": lambda s, db, now: paper_hub.enter_slip(
        db, code=s.slip, borrower_id=s.ada, items=[Item(s.on_paper)], happened_at=now, now=now
    ),
    "tick off slips": lambda s, db, now: paper_hub.tick_off_slips(db, for_on=TOMORROW, now=now),
    "book appointment": lambda s, db, now: appointments.book_appointment(
        db,
        person_id=s.ada,
        helper_id=s.tutor,
        starts_at=now + timedelta(days=1),
        minutes=20,
        now=now,
    ),
    "set helper hours": lambda s, db, now: appointments.set_helper_hours(
        db, account_id=s.tutor, weekdays=(0, 2), starts=time(9), ends=time(12), slot_minutes=30
    ),
    "add speaker": lambda s, db, now: speakers.add_speaker(
        db, session_id=s.school, person_id=s.ada, part="role model"
    ),
    "take speaker away": lambda s, db, now: speakers.take_speaker_away(db, helper_id=s.speaker),
    "school answer": lambda s, db, now: speakers.school_answer(
        db, session_id=s.school, says="yes", benchmarks=("5",)
    ),
    "write decisions": lambda s, db, now: speakers.write_decisions(
        db, session_id=s.meeting, decisions=("Open on Saturdays",)
    ),
    "add fund": lambda s, db, now: funds.add_fund(db, name="Council", code="C-7"),
    "change fund": lambda s, db, now: funds.change_fund(
        db, fund_id=s.fund, name="Lottery 2027", code="L-27"
    ),
    "put away fund": lambda s, db, now: funds.put_away_fund(db, fund_id=s.fund),
    "record check": lambda s, db, now: checks.record_check(
        db, person_id=s.ada, level="enhanced", issued_on=TODAY, now=now
    ),
    "put away check": lambda s, db, now: checks.put_away_check(db, check_id=s.check),
    "sign in": lambda s, db, now: attending.sign_in(
        db, session_id=s.today, person_id=s.cy, now=now
    ),
    "mark": lambda s, db, now: attending.mark(
        db, session_id=s.today, person_id=s.cy, mark="told us", why="health", now=now
    ),
    "mark rest": lambda s, db, now: attending.mark_rest(db, session_id=s.today, now=now),
    "note attendance": lambda s, db, now: attending.note_attendance(
        db, session_id=s.today, person_id=s.cy, note="Brought own phone", minutes=40, now=now
    ),
    "finish register": lambda s, db, now: attending.finish_register(
        db, session_id=s.meeting, now=now
    ),
    "reopen register": lambda s, db, now: attending.reopen_register(db, session_id=s.finished),
    "count heads": lambda s, db, now: head_counts.count_heads(
        db, session_id=s.school, year_group="7", planned="30", came="28", now=now
    ),
    "visit": lambda s, db, now: visits.log_visit(
        db, person_id=s.ada, about="NHS App", result="done", minutes=15, next_step="Again", now=now
    ),
    "enquiry": lambda s, db, now: visits.tally_enquiry(db, about="print", now=now),
    "emergency contact": lambda s, db, now: contacts.set_emergency_contact(
        db, person_id=s.ada, name="Chi Okafor", relation="sister", phone="0121 496 0007"
    ),
}
