"""Pictures of the hub on paper, of appointments, and of the pages of a visit and a meeting."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from hubdesk import i18n
from hubdesk.models import CodeOf, Device, PaperSlip, Person
from hubdesk.models.session_details import Meeting, SchoolVisit
from hubdesk.operations.appointments import book_appointment, set_helper_hours
from hubdesk.operations.checks import record_check
from hubdesk.operations.head_counts import count_heads
from hubdesk.operations.paper_hub import make_paper_pack
from hubdesk.operations.session_parts import add_action
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_session
from hubdesk.operations.speakers import add_speaker
from hubdesk.queries.staff import accounts

if TYPE_CHECKING:
    from tools.screens import Screens


def hub_pages(screens: Screens) -> None:
    """Each page as a hub sees it in its week; what is needed for it is written down first."""
    take, records = screens.camera.take, screens.desk.records
    names = ("Grace Okafor", "Samira Haddad", "Alan Pryce")
    people = records.look(
        lambda db: [
            str(id) for id in db.scalars(select(Person.id).where(Person.display_name.in_(names)))
        ]
    )
    appointment = _appointments(screens, people)
    page: Any = screens.go("appointments", id=appointment)
    take("appointments", busy=True)
    page._next_free()
    page.panel.choose_person(people[0], names[0])
    screens.camera.settle()
    take("appointments-free", busy=True)
    screens.go("paper-hub")
    take("paper-hub", busy=True)
    _slip(screens)
    take("paper-hub-slip", busy=True)
    page = screens.shell.page
    page.step_back()
    visit, meeting = _visit(screens, people), _meeting(screens)
    screens.go("visit", id=visit)
    take("visit", busy=True)
    screens.go("visit", id=meeting)
    take("meeting", busy=True)
    screens.shell.strip.clear()


def _appointments(screens: Screens, people: list[str]) -> str:
    """A helper who sees people today, and three who come; answers with the first."""
    records, now = screens.desk.records, screens.camera.now

    def work(db: Any, at: datetime) -> list[str]:
        helper = accounts(db)[0].id
        set_helper_hours(
            db, account_id=helper, weekdays=range(5), starts=time(11), ends=time(15),
            slot_minutes=30,
        )  # fmt: skip
        made = []
        for number, person in enumerate(people):
            begins = datetime.combine(now.date(), time(12), at.tzinfo)
            begins += timedelta(minutes=30 * (number + number // 2))
            made.append(
                book_appointment(
                    db, person_id=person, helper_id=helper, starts_at=begins, minutes=30, now=now,
                    overlap_ok=True,
                ).session_id
            )  # fmt: skip
        return made

    about = {"what": "today", "person_id": people[0]}
    made: list[str] = records.do("book appointment", work, about=about)
    return made[0]


def _slip(screens: Screens) -> None:
    """A slip of today in hand, with who and what on it."""
    records, today = screens.desk.records, screens.camera.now.date()
    records.do(
        "make paper pack",
        lambda db, _now: make_paper_pack(db, for_on=today),
        about={"what": i18n.short_day(today, today)},
    )
    code = records.look(lambda db: db.scalar(select(PaperSlip.code).order_by(PaperSlip.id)))
    page: Any = screens.go("paper-hub", code=str(code))
    page.form.choose_person(screens.samira, "Samira Haddad")
    query = select(Device.id).join(CodeOf, CodeOf.device_id == Device.id)
    device = records.look(lambda db: db.scalar(query.where(Device.stage == "ready")))
    page.form.add_device(str(device))
    screens.camera.settle()


def _planned(screens: Screens, facts: SessionFacts) -> str:
    made = screens.desk.records.do(
        "plan session",
        lambda db, now: plan_session(db, facts=facts, now=now, clash_ok=True, closed_ok=True),
        about={"what": facts.title},
    )
    return str(made.session_ids[0])


def _visit(screens: Screens, people: list[str]) -> str:
    today = screens.camera.now.date()
    visit = _planned(
        screens,
        SessionFacts(
            "Careers in tech", "school visit", today, time(9), time(10, 30),
            organisations=(("Hillside School", "123456"),),
            details=SchoolVisit(
                "Ms Patel", "Mr Jones", ("4", "5"), "", "Took a laptop apart and put it together."
            ),
        ),
    )  # fmt: skip

    def work(db: Any, now: datetime) -> None:
        for year, came in (("7", "28"), ("8", "31")):
            said = {"planned": "32", "came": came}
            count_heads(db, session_id=visit, year_group=year, now=now, **said)
        add_speaker(db, session_id=visit, person_id=people[0], part="role model")
        checked = today - timedelta(days=200)
        record_check(db, person_id=people[0], level="enhanced", issued_on=checked, now=now)

    screens.desk.records.do("count heads", work, about={"what": "Careers in tech"})
    return visit


def _meeting(screens: Screens) -> str:
    today = screens.camera.now.date()
    decided = Meeting(("Open on the first Saturday of each month", "Share the repair bench"))
    meeting = _planned(
        screens,
        SessionFacts(
            "Partners of the hub", "meeting", today, time(15), time(16),
            organisations=(("Central Library", ""), ("Mill Lane Housing", "")), details=decided,
        ),
    )  # fmt: skip

    def work(db: Any, _now: datetime) -> None:
        due = today + timedelta(days=7)
        said = "Ask the caretaker about Saturdays"
        add_action(db, session_id=meeting, text=said, owner="Mrs Ali", due_on=due)

    screens.desk.records.do("add action", work, about={"what": "Partners of the hub"})
    return meeting
