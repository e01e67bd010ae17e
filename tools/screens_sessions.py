"""Pictures of what hangs on sessions: funds, background checks, helpers, heads beside names."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from hubdesk.models import Person
from hubdesk.operations.attending import mark_rest
from hubdesk.operations.booking import book_session
from hubdesk.operations.checks import record_check
from hubdesk.operations.funds import add_fund
from hubdesk.operations.head_counts import count_heads
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_session
from hubdesk.queries.funds import funds
from hubdesk.queries.staff import accounts
from hubdesk.ui.settings.funds_part import FundsCard
from hubdesk.ui.staff.checks_card import ChecksCard

if TYPE_CHECKING:
    from tools.screens import Screens


def session_parts(screens: Screens) -> None:
    """Settings first, then a plan that uses them, then a register with a number beside it."""
    take = screens.camera.take
    people = _write_down(screens)
    for group, kind, name in (
        ("hub", FundsCard, "settings-funds"), ("staff", ChecksCard, "settings-checks"),
    ):  # fmt: skip
        page: Any = screens.go("settings", group=group)
        card = next(card for card in page.cards[group] if isinstance(card, kind))
        if isinstance(card, ChecksCard):
            card.open()
        card.begin(None)
        screens.camera.settle()
        take(name, busy=True, show=card.form)
        card.leave()
    page = screens.go("plan-session")
    form = page.form
    form.title.setText("Homework club")
    form.needs_check.setChecked(True)
    paying = [(row.id, share) for row, share in zip(_funds(screens), (60, 40), strict=False)]
    form.funds.put(paying)
    form.helpers.finder.chosen.emit(*people[0])
    take("plan-session-helpers", busy=True, show=form.helpers)
    page.start_again()
    screens.go("register", id=_event(screens, people))
    screens.shell.strip.clear()
    take("register-event", busy=True)
    screens.shell.strip.clear()


def _funds(screens: Screens) -> list[Any]:
    return list(screens.desk.records.look(funds))


def _write_down(screens: Screens) -> list[tuple[str, str]]:
    """Two funds and three checks; answers with a few people."""
    records, today = screens.desk.records, screens.camera.now.date()
    query = select(Person.id, Person.display_name).where(Person.deleted == 0)
    people = [
        (str(id), str(name))
        for id, name in records.look(
            lambda db: db.execute(query.order_by(Person.joined_on, Person.id).limit(9)).all()
        )
    ]

    def fund(db: Any, _now: datetime) -> None:
        add_fund(db, name="National Lottery 2026", code="NL-26-118")
        add_fund(db, name="City council, digital skills")

    def check(db: Any, now: datetime) -> None:
        staff = accounts(db)[0].id
        old, new = today - timedelta(days=1200), today - timedelta(days=80)
        barred = "enhanced with barred lists"
        record_check(
            db, account_id=staff, level=barred, issued_on=new, number="001800000012",
            review_on=new.replace(year=new.year + 3), now=now,
        )  # fmt: skip
        record_check(
            db, person_id=people[1][0], level=barred, issued_on=old,
            review_on=today - timedelta(days=105), now=now,
        )  # fmt: skip
        record_check(db, person_id=people[2][0], level="basic", issued_on=new, now=now)

    records.do("add fund", fund, about={"what": "National Lottery 2026"})
    records.do("record check", check, about={"what": "Amira Khan, enhanced"})
    return people


def _event(screens: Screens, people: list[tuple[str, str]]) -> str:
    """An open day with eight names and fifteen without."""
    today = screens.camera.now.date()

    def work(db: Any, now: datetime) -> str:
        facts = SessionFacts("Open day", "event", today, time(10), time(15), room="Hall")
        id = plan_session(db, facts=facts, clash_ok=True, closed_ok=True, now=now).session_ids[0]
        for person_id, _name in people[:8]:
            book_session(db, person_id=person_id, session_id=id, now=now)
        mark_rest(db, session_id=id, now=now)
        count_heads(db, session_id=id, came="15", now=now)
        return id

    return str(screens.desk.records.do("plan session", work, about={"what": "Open day"}))
