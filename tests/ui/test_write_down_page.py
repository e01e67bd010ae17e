"""Anybody at work writes down a request, a complaint or a loss, with the day it came."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from hubdesk.operations.staff import add_staff
from hubdesk.queries.requests import breaches, complaints, requests
from hubdesk.ui.privacy.write_down_page import WriteDownPage
from tests.conftest import NOW
from tests.ui import walks


@pytest.fixture
def ben(at_desk, hub):
    """A volunteer at the desk."""
    id = hub.do("add staff", lambda db, _: add_staff(db, name="Ben", roles=["volunteer"])).id
    at_desk.open.act_as(str(id))
    return str(id)


@pytest.fixture
def manager(at_desk):
    return at_desk.open.records.doors.acting().id


def writing(at_desk, **facts):
    at_desk.shell.go("write-down", **facts)
    at_desk.settle()
    page = at_desk.shell.page
    assert isinstance(page, WriteDownPage)
    return page


def days_ago(page, days: int) -> date:
    day = NOW.date() - timedelta(days=days)
    page.day.set_day(day)
    return day


def test_a_volunteer_writes_down_a_request_from_a_persons_menu_with_the_day_it_came(
    at_desk, hub, ben
):
    samira = hub.person("Samira Haddad")
    at_desk.shell.go("person", id=samira)
    at_desk.settle()
    at_desk.shell.page.head.chosen.emit("data")
    at_desk.settle()
    page = at_desk.shell.page
    assert isinstance(page, WriteDownPage)
    assert page.name.text() == "Samira Haddad"
    page.sort.choose("access")
    came = days_ago(page, 20)
    page.how.setText("A letter")
    page.save_button.click()
    at_desk.settle()
    [row] = hub.look(requests)
    assert (row.person_id, row.asked, row.came_on, row.how) == (samira, "access", came, "A letter")
    assert row.due_on - NOW.date() < timedelta(days=15)
    assert "A manager answers it by" in at_desk.said
    assert not page.has_unsaved()
    at_desk.shell.go("privacy")
    assert at_desk.shell.current != "privacy"


def test_a_volunteer_writes_down_a_complaint_from_help_of_nobody_here(at_desk, hub, ben):
    at_desk.shell.go("help", text="their data")
    at_desk.settle()
    for button in walks.visible(at_desk.shell.page, QPushButton):
        if button.text() == "Write it down":
            button.click()
            break
    at_desk.settle()
    page = at_desk.shell.page
    page.sort.choose("complaint")
    came = days_ago(page, 31)
    page.save_button.click()
    assert page.form.fields["story"].words() == "Write down what happened."
    page.story.setPlainText("Letters to an old address")
    page.save_button.click()
    [row] = hub.look(complaints)
    assert (row.came_on, row.person_id) == (came, "")
    assert row.acknowledge_by < NOW.date()


def test_a_loss_is_written_down_with_the_hour_it_was_found_and_what_is_known(at_desk, hub, ben):
    page = writing(at_desk, sort="breach")
    day = days_ago(page, 2)
    page.hour.setText("9.30am")
    page.story.setPlainText("A bag with the register was left on the bus")
    page.breach.people.setText("many")
    page.save_button.click()
    assert page.form.fields["people"].words() == "Enter a number, or leave it empty."
    page.breach.people.setText("12")
    page.breach.contained.setPlainText("The driver keeps it")
    page.breach.risk.choose("high")
    page.breach.told.setChecked(True)
    page.save_button.click()
    [row] = hub.look(breaches)
    zone = at_desk.open.records.doors.now().tzinfo
    assert row.found_at == datetime(day.year, day.month, day.day, 9, 30, tzinfo=zone)
    assert row.tell_by - row.found_at == timedelta(hours=72)
    assert (row.people, row.risk, row.contained) == (12, "high", "The driver keeps it")
    assert row.people_told_on == NOW.date()
    assert "Tell a manager now" in at_desk.said


def test_what_is_not_known_yet_may_stay_open_but_a_moment_to_come_may_not(at_desk, hub, ben):
    page = writing(at_desk, sort="breach")
    page.story.setPlainText("A stick was lost")
    page.hour.setText("23:59")
    page.save_button.click()
    assert page.form.fields["hour"].words() == "Enter a time that has been."
    page.day.set_day(NOW.date() + timedelta(days=1))
    page.save_button.click()
    assert page.form.fields["day"].words() == "Enter a day that has been, or today."
    days_ago(page, 1)
    page.save_button.click()
    [row] = hub.look(breaches)
    assert (row.people, row.risk, row.people_told_on) == (-1, "", None)


def test_a_request_needs_somebody_and_a_sort(at_desk, hub, ben):
    page = writing(at_desk)
    page.save_button.click()
    assert page.form.fields["sort"].words() == "Choose what it is."
    page.sort.choose("erasure")
    page.save_button.click()
    assert page.form.fields["who"].words() == "Choose whose data it is about."
    samira = hub.person("Samira Haddad")
    page.finder.edit.setText("Samira")
    page.finder.edit.textEdited.emit("Samira")
    page.finder.edit.entered.emit()
    page.save_button.click()
    assert [row.person_id for row in hub.look(requests)] == [samira]


def test_whoever_takes_over_does_not_see_what_another_was_writing(at_desk, hub, ben, manager):
    page = writing(at_desk, sort="complaint")
    page.story.setPlainText("About Kofi")
    other = hub.do("add staff", lambda db, _: add_staff(db, name="Cy", roles=["volunteer"])).id
    at_desk.open.act_as(str(other))
    assert page.story.toPlainText() == ""


def test_managers_see_on_the_desk_what_waits_and_volunteers_do_not(at_desk, hub, manager):
    ben = hub.do("add staff", lambda db, _: add_staff(db, name="Ben", roles=["volunteer"])).id
    at_desk.open.act_as(str(ben))
    page = writing(at_desk, sort="breach")
    page.story.setPlainText("A stick was lost")
    days_ago(page, 5)
    page.save_button.click()
    at_desk.shell.go("desk")
    at_desk.settle()
    today = at_desk.open.window.desk_page.today

    def shown() -> str:
        return " ".join(one.text() for one in today.findChildren(QLabel) if one.isVisibleTo(today))

    assert "About people's data" not in shown()
    at_desk.open.act_as(manager)
    at_desk.settle()
    assert "About people's data" in shown()
    assert "The first was due by" in shown()
    see = [b for b in today.findChildren(QPushButton) if b.text() == "See 1 loss of data"]
    see[0].click()
    at_desk.settle()
    assert at_desk.shell.page.tabs.value() == "breaches"


def test_a_request_from_the_page_of_all_that_is_held_has_its_day_too(at_desk, hub):
    samira = hub.person("Samira Haddad")
    at_desk.shell.go("held", id=samira)
    at_desk.settle()
    card = at_desk.shell.page.asked
    card.day.set_typed(("32", "13", "2026"))
    ask = next(b for b in walks.visible(card, QPushButton) if b.text() == "They want a copy")
    ask.click()
    assert card.came.words()
    assert hub.look(requests) == []
    card.day.set_day(NOW.date() - timedelta(days=9))
    ask.click()
    assert hub.look(requests)[0].came_on == NOW.date() - timedelta(days=9)


@pytest.mark.parametrize("scale", [100, 200])
def test_the_page_can_be_read_and_reached(at_desk, hub, qapp, look, scale):
    samira = hub.person("Samira Haddad")
    for sort in ("access", "breach"):
        page = writing(at_desk, sort=sort, person_id=samira)
        walks.put_on(qapp, at_desk.window, look, "light", scale, (1024, 600))
        assert walks.clipped(page) == [], sort
        assert walks.unnamed(page) == [], sort
        assert walks.unreachable(page) == [], sort
        assert walks.small_targets(page) == [], sort
