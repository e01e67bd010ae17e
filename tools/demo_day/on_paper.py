"""The papers of sessions: a pack for tomorrow, a register, an appointment, a visit's summary."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from hubdesk import i18n
from hubdesk.models.session_details import SchoolVisit
from hubdesk.operations.appointments import book_appointment
from hubdesk.operations.head_counts import count_heads
from hubdesk.operations.paper_hub import make_paper_pack
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_session
from hubdesk.queries.paper_hub import next_pack_day
from hubdesk.queries.staff import accounts
from tools.demo_day.learning import CLASS, LEARNER, TITLE, plan_class
from tools.demo_day.papers import check, keep
from tools.demo_day.player import Player


def papers_of_sessions(p: Player, person: str) -> list[str]:
    """Each made by its verb, kept, and read back. Answers with what was found."""
    records = p.desk.records
    on = p.look(lambda db: next_pack_day(db, records.now().date()))

    def plan(db: Any, now: datetime) -> str:
        facts = SessionFacts(TITLE, "course", on, time(10), time(12), room="Room 2", places=CLASS)
        return plan_class(db, facts, now)

    session = records.do("plan session", plan, about={"what": TITLE})
    slips = records.do(
        "make paper pack",
        lambda db, _now: make_paper_pack(db, for_on=on),
        about={"what": i18n.short_day(on, records.now().date())},
    )
    codes = [slip.code for slip in slips]
    pack = keep(p, "paper-pack", on.isoformat())
    check(pack, holds=("18 blank loan slips", TITLE, LEARNER), codes=codes)
    check(keep(p, "register-sheet", session), holds=(TITLE, LEARNER, "Came without a place"))

    def book(db: Any, now: datetime) -> str:
        begins = datetime.combine(on, time(13, 40), now.tzinfo)
        made = book_appointment(
            db, person_id=person, helper_id=accounts(db)[0].id, starts_at=begins, minutes=20,
            overlap_ok=True, now=now,
        )  # fmt: skip
        return made.session_id

    when = f"{i18n.short_day(on, records.now().date())}, 1:40pm"
    about = {"person_id": person, "what": when}
    slip = keep(p, "appointment-slip", records.do("book appointment", book, about=about))
    check(slip, holds=("Samira Haddad", "Twenty to two in the afternoon"))

    held = records.now().date() - timedelta(days=1)
    while held.weekday() > 4:
        held -= timedelta(days=1)  # a day of school

    def visit(db: Any, now: datetime) -> str:
        details = SchoolVisit("Ms Patel", "Mr Jones", ("5",), "yes")
        facts = SessionFacts(
            "Careers in tech", "school visit", held, time(9), time(10),
            organisations=(("Hillside School", "123456"),), details=details,
        )  # fmt: skip
        planned = plan_session(db, facts=facts, clash_ok=True, closed_ok=True, now=now)
        id = planned.session_ids[0]
        count_heads(db, session_id=id, year_group="7", planned="30", came="28", now=now)
        return id

    summary = keep(
        p, "visit-summary", records.do("plan session", visit, about={"what": "Careers in tech"})
    )
    check(summary, holds=("Hillside School", "Year 7", "Benchmark 5"))
    return [
        f"paper-pack.pdf: {len(codes)} slips, each scans",
        f"register-sheet.pdf: {CLASS} names, and lines for who walks in",
        "appointment-slip.pdf: the time in words",
        "visit-summary.pdf: numbers only",
    ]
