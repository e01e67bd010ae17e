"""Making two records one on screen: compared, chosen by keys, merged, taken apart, said apart."""

from __future__ import annotations

import time
from datetime import date
from threading import Event
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from hubdesk.models import Birth
from hubdesk.models.staff import StaffRole
from hubdesk.operations.staff import add_staff
from hubdesk.queries.people import person_page
from hubdesk.queries.side_by_side import Side
from hubdesk.ui.bring_in.job import Job
from hubdesk.ui.bring_in.work import Told
from hubdesk.ui.people.merge_page import MergePage
from hubdesk.ui.people.person_page import PersonPage
from hubdesk.ui.people.twice_page import TwicePage
from tests.ui.alone import until
from tests.ui.conftest import DeskDriver
from tests.ui.walks import clipped, low_contrast, put_on, unnamed

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def twice(at_desk: DeskDriver) -> tuple[str, str]:
    hub: Any = at_desk.hub
    one = hub.person(
        "Samira Haddad", phone="07700 900123", more={"birth": Birth.of_day(date(1979, 3, 4))}
    )
    two = hub.person(
        "Samira Hadad",
        phone="07700 900132",
        email="sam@example.org",
        more={"birth": Birth.of_day(date(1979, 4, 3))},
    )
    hub.lend(two, hub.device())
    return one, two


def opened(at_desk: DeskDriver, name: str, **facts: object) -> Any:
    at_desk.shell.go(name, **facts)
    at_desk.settle()
    return at_desk.shell.page


def test_differences_are_said_in_words_and_one_filled_button_makes_them_one(
    at_desk: DeskDriver, twice: tuple[str, str]
):
    page = opened(at_desk, "merge-people", id=twice[0], other=twice[1])
    assert isinstance(page, MergePage)
    said = {row.fact.name: row.how.text() for row in page.rows}
    assert said == {
        "name": "1 letter differs.",
        "birth": "Day and month are the other way round.",
        "phone": "1 digit differs.",
    }
    assert page.merge.text() == "Merge into Samira Haddad"
    page.merge.click()
    at_desk.settle()
    assert at_desk.said == "Samira Haddad is one record now."
    assert isinstance(at_desk.shell.page, PersonPage)
    assert len(at_desk.shell.page.loans.lines()) == 1


def test_keys_alone_choose_fact_by_fact_and_merge(at_desk: DeskDriver, twice: tuple[str, str]):
    page = opened(at_desk, "merge-people", id=twice[0], other=twice[1])
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_2):
        at_desk.press(key, ALT)
    assert [row.side for row in page.rows] == [Side.KEPT, Side.MERGED, Side.MERGED]
    at_desk.press(Qt.Key.Key_Return)
    hub: Any = at_desk.hub
    person = hub.look(lambda db: person_page(db, twice[0]))
    assert (person.name, person.phone) == ("Samira Haddad", "07700 900132")
    assert person.birth == Birth.of_day(date(1979, 4, 3))
    at_desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hub.look(lambda db: person_page(db, twice[0])).phone == "07700 900123"


def test_the_other_record_can_be_the_one_that_stays_and_choices_stay_chosen(
    at_desk: DeskDriver, twice: tuple[str, str]
):
    page = opened(at_desk, "merge-people", id=twice[0], other=twice[1])
    page.rows[0].pick(Side.KEPT)
    page.swap.click()
    at_desk.settle()
    assert page.merge.text() == "Merge into Samira Hadad"
    assert page.rows[0].side is Side.MERGED
    page.merge.click()
    at_desk.settle()
    hub: Any = at_desk.hub
    assert hub.look(lambda db: person_page(db, twice[0])).id == twice[1]
    assert hub.look(lambda db: person_page(db, twice[1])).name == "Samira Haddad"


def test_the_other_record_is_found_by_its_name(at_desk: DeskDriver, twice: tuple[str, str]):
    person = opened(at_desk, "person", id=twice[0])
    person.head.chosen.emit("same")
    at_desk.settle()
    page: Any = at_desk.shell.page
    assert page.asking.head.title.text() == "Which other record is Samira Haddad?"
    assert page.primary() is None
    page.finder.edit.setText("hadad")
    page.finder.edit.entered.emit()
    page.finder._search()
    page.finder._take_first()
    at_desk.settle()
    assert page.pair is not None
    assert page.pair.merged.id == twice[1]


def test_taking_apart_is_on_the_page_of_who_was_merged(at_desk: DeskDriver, twice: tuple[str, str]):
    page = opened(at_desk, "merge-people", id=twice[0], other=twice[1])
    page.make_one()
    person = opened(at_desk, "person", id=twice[1])
    assert person._id == twice[0], "the old record's page is the page of the one that stays"
    assert person.merges.isVisible()
    button = person.findChild(type(person.head.lend), f"apart:{person._person.merges[0].id}")
    button.click()
    at_desk.settle()
    assert at_desk.said == "Samira Hadad has a record of their own again."
    assert not person.merges.isVisible()


def waited_for(page: TwicePage) -> None:
    with_pairs = page.model.rowCount
    for _ in range(200):
        QApplication.processEvents()
        if with_pairs() or page._stack.currentWidget() is page.none:
            break
        time.sleep(0.005)


def test_pairs_are_listed_compared_and_said_to_be_two_people(
    at_desk: DeskDriver, twice: tuple[str, str]
):
    list_ = opened(at_desk, "here-twice")
    assert isinstance(list_, TwicePage)
    waited_for(list_)
    assert list_.model.rowCount() == 1
    list_.open.click()
    at_desk.settle()
    page = at_desk.shell.page
    assert isinstance(page, MergePage)
    assert {page.pair.kept.id, page.pair.merged.id} == set(twice)  # type: ignore[union-attr]
    page.two.click()
    at_desk.settle()
    assert isinstance(at_desk.shell.page, TwicePage)
    for _ in range(200):
        at_desk.settle()
        if not list_.model.rowCount():
            break
        time.sleep(0.005)
    assert list_.model.rowCount() == 0
    assert at_desk.said == "Samira Haddad and Samira Hadad stay two people."


def test_a_search_ends_quietly_when_its_page_is_let_go_of(at_desk: DeskDriver):
    page = opened(at_desk, "here-twice")
    assert isinstance(page, TwicePage)
    waited_for(page)
    gone, ended = Event(), Event()
    answers: list[object] = []

    def work(told: Told) -> None:
        try:
            gone.wait(5)
            told(1, 2)
            answers.append("went on to the end")
        finally:
            ended.set()

    at_hand = QObject()  # as a page is that nobody came back to
    job = Job(page._doors, at_hand)
    job.run(work, then=answers.append, refused=answers.append)
    shiboken6.delete(at_hand)
    gone.set()
    assert ended.wait(5)
    until(lambda: not at_desk.open.records.jobs.busy)
    assert answers == []


def test_whoever_may_not_merge_sees_the_buttons_and_whom_to_ask(
    at_desk: DeskDriver, twice: tuple[str, str]
):
    hub: Any = at_desk.hub
    lea = hub.do(
        "add staff", lambda db, _: add_staff(db, name="Lea Marsh", roles=[StaffRole.VOLUNTEER])
    )
    page = opened(at_desk, "merge-people", id=twice[0], other=twice[1])
    assert page.merge.isEnabled()
    at_desk.open.records.at_desk.act_as(lea.id)
    for button in (page.merge, page.two, opened(at_desk, "people")._twice):
        assert not button.isEnabled()
        assert "manager" in button.toolTip()


def test_a_record_that_went_meanwhile_is_said(at_desk: DeskDriver, twice: tuple[str, str]):
    hub: Any = at_desk.hub
    gone = hub.person("Samira Haddadd")
    page = opened(at_desk, "merge-people", id=twice[0], other=gone)
    hub.undo()
    at_desk.settle()
    page.reload()
    assert page.gone.isVisible()


@pytest.mark.parametrize(("theme", "scale"), [("light", 200), ("dark", 100), ("contrast", 150)])
def test_the_two_pages_are_legible_in_every_look(
    at_desk: DeskDriver,
    twice: tuple[str, str],
    qapp: QApplication,
    look: Any,
    theme: Any,
    scale: int,
):
    for name, facts in (("merge-people", {"id": twice[0], "other": twice[1]}), ("here-twice", {})):
        page = opened(at_desk, name, **facts)
        if isinstance(page, TwicePage):
            waited_for(page)
        for size in ((1366, 768), (1024, 600)):
            put_on(qapp, at_desk.window, look, theme, scale, size)
            assert clipped(at_desk.window) == []
            assert low_contrast(at_desk.window) == []
            assert unnamed(at_desk.window) == []
