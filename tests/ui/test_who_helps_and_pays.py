"""Who helps at a session, who pays for it, who is counted beside the names, and its paper."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from hubdesk.operations.checks import record_check
from hubdesk.operations.funds import add_fund, put_away_fund
from hubdesk.operations.session_parts import set_shares
from hubdesk.operations.staff import add_staff
from hubdesk.queries.access import Shown, access_window
from hubdesk.queries.checks import checks
from hubdesk.queries.funds import funds
from hubdesk.queries.register import head_counts
from hubdesk.queries.search import search
from hubdesk.queries.session_card import session_card
from hubdesk.queries.sessions import session_row
from hubdesk.ui.settings.funds_part import FundsCard
from hubdesk.ui.staff.checks_card import ChecksCard
from hubdesk.ui.widgets.buttons import IconButton
from hubdesk.ui.widgets.chips import Chip
from tests.conftest import in_days
from tests.ui.test_register_page import card_of as scan_of

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def page_of(at_desk, name, **facts):
    at_desk.shell.go(name, **facts)
    at_desk.settle()
    return at_desk.shell.page


def card_of(at_desk, group, kind):
    page = page_of(at_desk, "settings", group=group)
    return next(card for card in page.cards[group] if isinstance(card, kind))


def icon(card, name):
    return next(one for one in card.findChildren(IconButton) if one.accessibleName() == name)


def words_of(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def add(hub, name):
    return hub.do("add fund", lambda db, _: add_fund(db, name=name)).id


# Funds


def test_a_fund_is_added_renamed_and_put_away_in_settings_each_with_undo(at_desk, hub):
    card = card_of(at_desk, "hub", FundsCard)
    card.add_button.click()
    card.form.name.setText("Lottery")
    card.form.save_button.click()
    assert at_desk.said == "Fund saved: Lottery."
    card.add_button.click()
    card.form.name.setText("LOTTERY")
    card.form.save_button.click()
    assert card.form.name_field.words().startswith("A fund called “Lottery” is there already.")
    card.leave()
    at_desk.settle()
    icon(card, "Change the fund Lottery").click()
    card.form.name.setText("Lottery 2026")
    card.form.save_button.click()
    at_desk.settle()
    icon(card, "Put the fund Lottery 2026 away").click()
    assert hub.look(funds) == []
    at_desk.press(KEY.Key_Z, CTRL)
    assert [row.name for row in hub.look(funds)] == ["Lottery 2026"]
    at_desk.press(KEY.Key_Z, CTRL)
    assert [row.name for row in hub.look(funds)] == ["Lottery"]


def test_three_funds_share_a_session_and_saving_it_again_loses_none(at_desk, hub):
    lottery, council, gift = (add(hub, name) for name in ("Lottery", "Council", "Gift"))
    session = hub.session("Digital basics", held_on=in_days(1))
    shares = ((lottery, 50), (council, 30), (gift, 20))
    hub.do("change session", lambda db, _: set_shares(db, session_id=session, shares=shares))
    hub.do("put away fund", lambda db, _: put_away_fund(db, fund_id=gift))
    page = page_of(at_desk, "plan-session", id=session)
    page.form.title.setText("Digital basics 2")
    page.save_button.click()
    card = hub.look(lambda db: session_card(db, session))
    assert {(one.name, one.share) for one in card.funds} == {
        *(("Lottery", 50), ("Council", 30), ("Gift", 20)),
    }
    page = page_of(at_desk, "plan-session", id=session)
    page.form.funds.lines[0].share.setValue(90)
    page.save_button.click()
    assert page.form.fields["funds"].words().startswith("The shares leave nothing")


# Background checks


def test_a_check_of_a_volunteer_is_written_down_in_settings_and_read_at_rostering(at_desk, hub):
    ngozi = hub.person("Ngozi Eze")
    card = card_of(at_desk, "staff", ChecksCard)
    card.add_button.click()
    form = card.form
    form.who.choose("other")
    form.who.activated.emit(form.who.currentIndex())
    form.finder.edit.setFocus()
    at_desk.write("ngozi")
    at_desk.press(KEY.Key_Return)
    assert form.who.currentText() == "Ngozi Eze"
    form.day.set_day(in_days(-30))
    form.day.edited.emit()
    assert form.again.read() == in_days(-30).replace(year=in_days(-30).year + 3)
    form.save_button.click()
    at_desk.settle()
    assert at_desk.said == "The check of Ngozi Eze is written down."
    [row] = hub.look(checks)
    assert (row.person_id, row.level) == (ngozi, "enhanced with barred lists")
    assert not any("barred lists · " in words for words in words_of(card))
    card.show_button.click()
    at_desk.settle()
    assert any("Enhanced with barred lists · " in words for words in words_of(card))
    [looked] = hub.look(lambda db: access_window(db, shown=Shown.LOOKS))
    assert (looked.what, looked.who) == ("background checks", "Amira Khan")
    at_desk.press(KEY.Key_Z, CTRL)
    assert hub.look(checks) == []
    assert at_desk.said.startswith("Undone: Ngozi E. has a background check")


def test_who_may_write_no_check_down_sees_none(at_desk, hub):
    tom = hub.do("add staff", lambda db, _: add_staff(db, name="Tom Reed", roles=["tutor"])).id
    facts = {"account_id": tom, "level": "basic", "issued_on": in_days(-9)}
    hub.do("record check", lambda db, now: record_check(db, now=now, **facts))
    card = card_of(at_desk, "staff", ChecksCard)
    card.show_button.click()
    at_desk.settle()
    assert any("Basic" in words for words in words_of(card))
    at_desk.shell.go("desk")
    assert card_of(at_desk, "staff", ChecksCard) is card
    assert not any("Basic" in words for words in words_of(card)), "closed when it was left"
    card.show_button.click()
    at_desk.open.act_as(str(tom))
    at_desk.settle()
    assert not card.show_button.isVisible()
    assert not any("Basic" in words for words in words_of(card))
    assert not card.add_button.isEnabled()


# Who helps by name


@pytest.fixture
def plan(at_desk, hub):
    hub.person("Ngozi Eze")
    page = page_of(at_desk, "plan-session")
    page.form.title.setText("Homework club")
    page.form.day.set_day(in_days(1))
    page.form.needs_check.setChecked(True)
    page.form.helpers.finder.edit.setFocus()
    at_desk.write("ngozi")
    at_desk.press(KEY.Key_Return)
    return page


def test_a_volunteer_of_the_people_list_helps_and_is_warned_of(at_desk, hub, plan):
    assert any("Ngozi Eze" in words for words in words_of(plan.check))
    plan.save_button.click()
    at_desk.settle()
    assert "No check is written down for Ngozi Eze." in at_desk.said
    panel = at_desk.shell.page.panel
    assert "Helping: Ngozi Eze" in words_of(panel)


def test_where_a_volunteer_helps_stands_on_their_own_page(at_desk, hub, plan):
    plan.save_button.click()
    at_desk.settle()
    [ngozi] = hub.look(lambda db: [row.id for row in search(db, "ngozi", people=2).people])
    page = page_of(at_desk, "person", id=ngozi)
    words = words_of(page.sessions)
    assert "Homework club" in words
    assert any(chip.text() == "Helps" for chip in page.sessions.findChildren(Chip))


def test_another_tutor_without_a_check_is_said_as_they_take_over(at_desk, hub):
    tom = hub.do("add staff", lambda db, _: add_staff(db, name="Tom Reed", roles=["tutor"])).id
    hub.session("Homework club", needs_check=True)
    at_desk.press(KEY.Key_2, CTRL)
    at_desk.shell.page.panel.ask_tutor.answered.emit(tom)
    assert at_desk.said == "1 session has another tutor. No check is written down for Tom Reed."


def test_a_half_made_plan_keeps_who_helps(at_desk, plan):
    page_of(at_desk, "people")
    page = page_of(at_desk, "plan-session")
    page.form.fill({})
    page.fill(page.draft.resume(page.draft.open_ones()[0]))
    assert len(page.form.helpers.person_ids()) == 1


def test_a_name_nobody_has_is_not_taken_for_a_helper(at_desk, plan):
    plan.form.helpers.finder.edit.setFocus()
    at_desk.write("Nobody At All")
    at_desk.press(KEY.Key_Return)
    assert len(plan.form.helpers.person_ids()) == 1
    assert plan.form.helpers.finder.edit.text() == "Nobody At All"


# Counted beside the names, and on paper


def test_an_event_has_names_and_a_number_beside_them_and_never_adds_the_two(at_desk, hub):
    event = hub.session("Open day", kind="event")
    hub.book(event, "Ada Okafor", "Bo Li")
    page = page_of(at_desk, "register", id=event)
    at_desk.press(KEY.Key_Return, CTRL)
    page.counting.more.box.setFocus()
    at_desk.write("Mrs Ali")
    at_desk.press(KEY.Key_Return)
    assert page.counting.more.wrong.text() == "Enter a number here. Who is counted is not named."
    page.counting.more.box.clear()
    page.counting.more.box.setFocus()
    at_desk.write("15")
    at_desk.press(KEY.Key_Return)
    assert [row.came for row in hub.look(lambda db: head_counts(db, event))] == [15]
    assert "15 without a name" in words_of(page.tallies)
    at_desk.press(KEY.Key_S, CTRL)
    assert at_desk.said == "Register finished. 2 here. 15 more without a name."
    row = hub.look(lambda db: session_row(db, event))
    assert (row.here, row.heads) == (2, 15)
    assert not page.counting.more.isEnabled()


def test_a_stall_counts_everybody_together_and_a_course_nobody(at_desk, hub):
    stall = hub.session("Market", kind="outreach stall", starts=time(14), ends=time(15))
    page = page_of(at_desk, "register", id=stall)
    shown = [group for (group, _who), box in page.counting.heads.boxes.items() if box.isVisible()]
    assert shown == ["", ""]
    page = page_of(at_desk, "register", id=hub.session("Digital basics"))
    assert page.counting.beside.isHidden()


def test_a_register_is_printed_from_its_page_by_the_key_that_prints_lists(at_desk, hub):
    session = hub.session("Open day", kind="event")
    page_of(at_desk, "register", id=session)
    at_desk.press(KEY.Key_P, CTRL)
    [paper] = at_desk.open.printing.waiting()
    assert (paper.kind, paper.about) == ("register-sheet", session)


def test_a_card_scanned_where_somebody_is_looked_for_finds_its_owner(at_desk, hub, plan):
    bo = hub.person("Bo Li")
    code = scan_of(hub, person_id=bo)
    plan.form.helpers.finder.edit.setFocus()
    at_desk.scan(code)
    assert bo in plan.form.helpers.person_ids()
    assert at_desk.shell.current == "plan-session"
