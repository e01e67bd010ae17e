"""What the self-test plans and books, so that the papers of sessions have something to say."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from hubdesk.models import SessionKind
from hubdesk.models.session_details import Details, Event, SchoolVisit
from hubdesk.operations.appointments import book_appointment
from hubdesk.operations.paper_hub import make_paper_pack
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_session
from hubdesk.queries.staff import accounts


def papers_of_sessions(records: Any, person: str) -> dict[str, str]:
    """What each kind of paper is about, planned for tomorrow."""
    on = records.now().date() + timedelta(days=1)

    def planned(kind: str, details: Details | None = None) -> str:
        facts = SessionFacts("Getting started", kind, on, time(10), time(11), details=details)
        made = records.do(
            "plan session",
            lambda db, now: plan_session(db, facts=facts, clash_ok=True, closed_ok=True, now=now),
        )
        return str(made.session_ids[0])

    def booked(db: Session, now: datetime) -> str:
        made = book_appointment(
            db,
            person_id=person,
            helper_id=accounts(db)[0].id,
            starts_at=datetime.combine(on, time(13, 40), now.tzinfo),
            minutes=20,
            overlap_ok=True,
            now=now,
        )
        return made.session_id

    records.do("make paper pack", lambda db, _now: make_paper_pack(db, for_on=on))
    return {
        "paper-pack": on.isoformat(),
        "register-sheet": planned(SessionKind.COURSE),
        "appointment-slip": records.do("book appointment", booked),
        "visit-summary": planned(SessionKind.SCHOOL_VISIT, SchoolVisit()),
        "programme": planned(SessionKind.EVENT, Event()),
    }
