"""History on screen: on the page of a person and a device, and a page for every other record."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hubdesk.imports.skills import shipped_lists
from hubdesk.operations.checks import record_check
from hubdesk.operations.desk import lend_basket
from hubdesk.operations.funds import add_fund
from hubdesk.operations.hub import add_policy, add_template, change_hub
from hubdesk.operations.kinds import add_kind
from hubdesk.operations.lending import Item
from hubdesk.operations.opportunities import add_opportunity
from hubdesk.operations.people import edit_person, set_household
from hubdesk.operations.retention import change_rule
from hubdesk.operations.skills_lists import add_list
from hubdesk.operations.staff import add_staff
from hubdesk.queries.agreements import agreements_of
from hubdesk.queries.history import WINDOW, RecordKind
from hubdesk.ui.activity.page import ActivityPage
from hubdesk.ui.history.page import HistoryPage
from hubdesk.ui.history.reading import reader
from hubdesk.ui.widgets.buttons import Button
from tests.ui.conftest import DeskDriver
from tests.ui.walks import clipped, low_contrast, put_on, unnamed


@pytest.fixture
def samira(at_desk: DeskDriver) -> str:
    return str(at_desk.hub.person("Samira Haddad", phone="07700 900123"))  # type: ignore[attr-defined]


def opened(at_desk: DeskDriver, name: str, **facts: object) -> Any:
    at_desk.shell.go(name, **facts)
    at_desk.settle()
    return at_desk.shell.page


def edit(at_desk: DeskDriver, person_id: str, **facts: Any) -> None:
    at_desk.open.records.do(
        "edit person",
        lambda db, now: edit_person(db, person_id=person_id, facts=facts, now=now),  # type: ignore[arg-type]
        about={"person_id": person_id},
    )


def test_a_change_is_told_with_its_old_and_new_value(at_desk: DeskDriver, samira: str):
    edit(at_desk, samira, phone="07700 900456")
    lines = opened(at_desk, "person", id=samira).history.lines()
    assert lines[1].words == "Changed the details of Samira H."
    assert lines[1].more.startswith("Phone changed from 07700 900123 to 07700 900456")
    spoken = opened(at_desk, "person", id=samira).history.model().index(1, 0).data()
    assert spoken.startswith("Changed the details of Samira H.. Phone changed from")
    assert spoken.endswith(", 10:42am")


def test_who_comes_to_the_desk_next_is_told_no_more_than_they_may_see(
    at_desk: DeskDriver, samira: str
):
    hub: Any = at_desk.hub
    check = lambda db, now: record_check(  # noqa: E731
        db, person_id=samira, level="enhanced", issued_on=now.date(), now=now
    )
    hub.do("record check", check, person_id=samira, what="Enhanced")
    pages = [
        opened(at_desk, "activity"),
        opened(at_desk, "person", id=samira),
        opened(at_desk, "history", kind="person", id=samira),
    ]
    for page in pages:
        assert "background check" in lines_of(page), page
    ben = str(hub.do("add staff", lambda db, _: add_staff(db, name="Ben", roles=["volunteer"])).id)
    at_desk.open.act_as(ben)
    for page in pages:
        assert "Added" in lines_of(page)
        assert "background check" not in lines_of(page), page


def lines_of(page: Any) -> str:
    """All that a list of what happened says, on whichever of the three pages."""
    if isinstance(page, ActivityPage):
        model = page.model
        return " ".join(str(model.index(at, 0).data()) for at in range(model.rowCount()))
    shown = page.list if isinstance(page, HistoryPage) else page.history
    return " ".join(f"{line.words} {line.more}" for line in shown.lines())


def test_a_loan_a_home_and_an_agreement_each_open_their_own(at_desk: DeskDriver, samira: str):
    hub: Any = at_desk.hub
    device = hub.device()
    hub.do(
        "lend",
        lambda db, now: lend_basket(db, borrower_id=samira, items=[Item(device)], now=now),
        person_id=samira,
        device_ids=[device],
    )
    hub.do(
        "household",
        lambda db, now: set_household(db, person_id=samira, connection="none", now=now),
        person_id=samira,
        what="internet at home, none",
    )
    person = opened(at_desk, "person", id=samira)
    person.home.history.click()
    at_desk.settle()
    page = at_desk.shell.page
    assert isinstance(page, HistoryPage)
    assert page.whose.text() == "What happened to the home of Samira Haddad"
    assert page.list.lines()[1].words == "Home of Samira H.: internet at home, none"
    paper = hub.look(lambda db: agreements_of(db, samira))[0]
    person = opened(at_desk, "person", id=samira)
    person.papers.history_asked.emit(paper.id)
    at_desk.settle()
    assert page.whose.text() == f"What happened to agreement {paper.printed}"
    loans = opened(at_desk, "loans")
    loans.list.choose_first()
    loans._ask("history")
    at_desk.settle()
    assert page.whose.text() == "What happened to the loan of HD-0001, Samira H."
    assert page.list.lines()[1].words == "Lent HD-0001 to Samira H."
    at_desk.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert at_desk.shell.page is loans


def test_a_device_shows_what_happened_lately_and_all_of_it_on_a_page(at_desk: DeskDriver):
    hub: Any = at_desk.hub
    device, sam = hub.device("Headset"), hub.person("Sam")
    for _ in range(7):
        hub.lend(sam, device)
        hub.bring_back(device)
    page = opened(at_desk, "device", id=device)
    assert page.columns.happened.more.isVisible()
    page.columns.happened.more.click()
    at_desk.settle()
    assert at_desk.shell.page.whose.text() == "What happened to HD-0001"  # type: ignore[union-attr]
    assert len(at_desk.shell.page.list.lines()) == 16  # type: ignore[union-attr]


def test_a_record_with_a_thousand_changes_is_painted_at_once_and_read_as_one_scrolls(
    at_desk: DeskDriver, samira: str
):
    hub: Any = at_desk.hub
    with hub.database.changing("edit person", about={"person_id": samira}) as db:
        edit_person(db, person_id=samira, facts={"language": "first"}, now=hub.clock())
    for n in range(2 * WINDOW):
        edit(at_desk, samira, language=f"language {n}")
    opened(at_desk, "history", kind=RecordKind.PERSON, id=samira)
    page: Any = at_desk.shell.page
    assert len(page.list.lines()) == WINDOW + 1
    began = perf_counter()
    read = reader(at_desk.open.records.doors, RecordKind.PERSON, samira)
    page.list.show_history(read, at_desk.open.records.now())
    page.list.viewport().repaint()
    assert perf_counter() - began < 2, "the bench measures it; here only that it is no hang"
    for _ in range(6):
        page.list.scrollToBottom()
        at_desk.settle()
    assert len(page.list.lines()) > 2 * WINDOW
    assert sum(not line.icon for line in page.list.lines()) == 1


@pytest.mark.parametrize(("theme", "scale"), [("light", 200), ("dark", 100), ("contrast", 150)])
def test_the_page_is_legible_in_every_look(
    at_desk: DeskDriver, samira: str, qapp: QApplication, look: Any, theme: Any, scale: int
):
    edit(at_desk, samira, phone="07700 900456", address="12 Canal Street\nBrookside")
    opened(at_desk, "history", kind=RecordKind.PERSON, id=samira)
    for size in ((1366, 768), (1024, 600)):
        put_on(qapp, at_desk.window, look, theme, scale, size)
        assert clipped(at_desk.window) == []
        assert low_contrast(at_desk.window) == []
        assert unnamed(at_desk.window) == []


def _write_versions(hub: Any) -> None:
    """A rule, promises and a time of the hub's own."""
    rule: Any = {"days": 9, "renewals": 1, "renewal_days": 7, "most_at_once": 2}
    laptop = hub.kind("Laptop")
    hub.do("change hub", lambda db, _: change_hub(db, facts={"phone": "0121 496 0001"}))
    hub.do("change policy", lambda db, _: add_policy(db, kind_id=laptop, **rule), what="Laptop")
    words: Any = {"purpose": "loan", "title": "New words", "promises": ["I bring it back."]}
    hub.do("change template", lambda db, now: add_template(db, now=now, **words))
    hub.do("change rule", lambda db, now: change_rule(db, record="people", months=24, now=now))


def test_staff_funds_lists_and_whatever_else_has_a_row_lead_to_theirs(at_desk: DeskDriver):
    hub: Any = at_desk.hub
    facts: Any = {"sort": "job", "title": "Shelf filler"}
    hub.do(
        "add opportunity",
        lambda db, now: add_opportunity(db, facts=facts, now=now),
        what="Shelf filler",
    )
    hub.do("add kind", lambda db, _: add_kind(db, name="Projector"), what="Projector")
    hub.do("add staff", lambda db, _: add_staff(db, name="Ben Low", roles=["tutor"]), what="Ben")
    hub.do("add fund", lambda db, _: add_fund(db, name="Lottery"), what="Lottery")
    [said, *_] = shipped_lists()
    what = f"{said.title}, {said.version}"
    _write_versions(hub)
    hub.do("add skills list", lambda db, _: add_list(db, said=said), what=what)
    visit = hub.session(
        "Careers in tech", kind="school visit", organisations=(("Hillside School", ""),)
    )
    for page, facts, name, title in (
        ("settings", {"group": "staff"}, "Ben Low", "the account of Ben Low"),
        ("settings", {"group": "hub"}, "Lottery", "the fund Lottery"),
        ("settings", {"group": "skills"}, what, f"the list “{said.title}”"),
        ("visit", {"id": visit}, "Hillside School", "with Hillside School"),
        ("settings", {"group": "devices"}, "Projector", "the kind “Projector”"),
        ("this-week", {}, "Shelf filler", "“Shelf filler”"),
        ("settings", {"group": "hub"}, "the hub's choices", "the hub's details, choices and"),
        ("settings", {"group": "lending"}, "Laptop", "the lending rule: Laptop"),
        ("settings", {"group": "agreements"}, "Wording for loans", "promises of “New words”"),
        ("privacy", {"tab": "rules"}, "People we have not seen", "things are kept: People we"),
    ):
        shown = opened(at_desk, page, **facts)
        wanted = f"History of {name}"
        button = next(
            b
            for b in shown.findChildren(Button)
            if b.isVisible() and wanted in (b.accessibleName(), b.text())
        )
        button.click()
        at_desk.settle()
        there = at_desk.shell.page
        assert isinstance(there, HistoryPage), name
        assert title in there.whose.text()
        assert len(there.list.lines()) > 1, name  # a day, and what happened then
