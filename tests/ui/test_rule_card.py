"""A rule of the hub says no: a manager is asked, beside the window, and may allow it."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import func, select

from hubdesk.app.ways_in import WaysIn
from hubdesk.errors.store import TooManyTries
from hubdesk.models import CodeOf, Loan, LoanState
from hubdesk.operations.people import assign_card
from tests.ui.alone import until
from tests.ui.stock import open_device, words_in

ENTER = Qt.Key.Key_Return


@pytest.fixture
def samira(hub):
    return hub.person("Samira Haddad", known_as="Sam")


@pytest.fixture
def card(hub, samira):
    return hub.do("assign card", lambda db, now: assign_card(db, person_id=samira)).text


def label(hub, device_id):
    wanted = (CodeOf.device_id == device_id, CodeOf.origin == "label")
    return hub.look(lambda db: db.scalar(select(CodeOf.value).where(*wanted)))


def loans(hub):
    out = Loan.state == LoanState.OUT
    return hub.look(lambda db: db.scalar(select(func.count(Loan.id)).where(out)))


def test_somebody_with_a_late_thing_is_refused_and_a_manager_may_allow_it(
    at_desk, hub, card, samira
):
    old, new = hub.device(), hub.device()
    hub.clock.now -= timedelta(days=30)
    hub.lend(samira, old)
    hub.clock.now += timedelta(days=30)
    at_desk.scan(card)
    at_desk.scan(label(hub, new))
    at_desk.press(ENTER)
    assert "bring it back first" in at_desk.said
    assert loans(hub) == 1
    page = at_desk.open.window.desk_page
    page.rule.reason.setText("Job interview tomorrow")
    for wrong in ("not the passphrase", "nor this one", "four words are enough "):
        page.rule.passphrase.setText(wrong)
        page.rule.allow_button.click()
        assert page.rule.is_busy
        until(lambda: not page.rule.is_busy)
        assert page.rule.problem.text() == "That passphrase does not match."
        assert page.rule.passphrase.hasFocus()
        assert page.rule.reason.text() == "Job interview tomorrow"
        assert loans(hub) == 1
    page.rule.passphrase.setText("four words are enough")
    at_desk.press(ENTER)
    until(lambda: loans(hub) == 2)
    assert page.rule.passphrase.text() == ""
    reasons = hub.look(lambda db: db.scalars(select(Loan.override_reason)).all())
    assert "Job interview tomorrow" in reasons
    allowed = "Allowed by Amira Khan: Job interview tomorrow"
    at_desk.shell.go("activity")
    newest = at_desk.shell.page.list.rows.shown(1)
    assert newest.words.splitlines()[1] == allowed
    assert allowed in newest.said
    shown = open_device(at_desk, new)
    assert any(allowed in words for words in words_in(shown.columns.happened))
    loan = hub.look(lambda db: db.scalars(select(Loan.id).order_by(Loan.id.desc())).first())
    at_desk.shell.go("history", kind="loan", id=loan)
    lines = at_desk.shell.page.list.lines()
    assert any(allowed in line.more for line in lines)


def test_a_rule_is_told_once_and_stays_on_its_card_when_the_strip_goes_on(
    at_desk, hub, card, samira
):
    old, new = hub.device(), hub.device()
    hub.clock.now -= timedelta(days=30)
    hub.lend(samira, old)
    hub.clock.now += timedelta(days=30)
    at_desk.scan(card)
    at_desk.scan(label(hub, new))
    at_desk.press(ENTER)
    until(lambda: at_desk.open.window.desk_page.rule.isVisible())
    rule, told = at_desk.open.window.desk_page.rule, at_desk.said
    assert "bring it back first" in told
    assert told not in words_in(rule), "the strip says it"
    assert "Allow it all the same?" in words_in(rule)
    rule.call_button.click()
    at_desk.settle()
    assert at_desk.said != told
    assert told in words_in(rule), "nothing else says it any more"


def test_a_rule_that_no_strip_tells_is_told_by_its_card_alone(at_desk, hub, samira):
    hub.clock.now -= timedelta(days=30)
    hub.lend(samira, hub.device())
    hub.clock.now += timedelta(days=30)
    shown = open_device(at_desk, hub.device())
    shown.columns.state.lend_earlier.click()
    shown.deeds.lend_earlier(samira, hub.clock.now.date())
    at_desk.settle()
    assert "bring it back first" in " ".join(words_in(shown.columns.rule))
    assert shown.columns.earlier.day_field.words() == ""


def test_a_manager_is_asked_beside_the_window_and_an_answer_too_late_allows_nothing(
    at_desk, hub, card, samira, monkeypatch
):
    old, new = hub.device(), hub.device()
    hub.clock.now -= timedelta(days=30)
    hub.lend(samira, old)
    hub.clock.now += timedelta(days=30)
    go_on, threads = threading.Event(), []

    def slowly(_passphrase):
        threads.append(threading.current_thread())
        go_on.wait(20)
        return "a manager"

    page = at_desk.open.window.desk_page
    monkeypatch.setattr(at_desk.open.records.ways, "manager_of", slowly)
    at_desk.scan(card)
    at_desk.scan(label(hub, new))
    at_desk.press(ENTER)
    page.rule.reason.setText("Job interview tomorrow")
    page.rule.passphrase.setText("four words are enough")
    page.rule.allow_button.click()
    until(page.rule.busy.isVisible)
    assert page.rule.busy.words() == "Checking the passphrase…"
    assert not page.rule.allow_button.isEnabled()
    page.rule.leave_button.click()
    at_desk.settle()
    assert page.rule.isHidden()
    go_on.set()
    until(lambda: not at_desk.open.records.jobs.busy)
    assert loans(hub) == 1
    assert threads[0] is not threading.main_thread()


def test_a_manager_who_types_nothing_is_asked_for_it(at_desk, hub, card, samira):
    hub.lend(samira, *(hub.device() for _ in range(3)))
    at_desk.scan(card)
    at_desk.scan(label(hub, hub.device()))
    at_desk.press(ENTER)
    rule = at_desk.open.window.desk_page.rule
    rule.allow_button.click()
    assert rule.problem.text() == "Enter why it is allowed."
    rule.reason.setText("Course starts today")
    rule.allow_button.click()
    assert rule.problem.text() == "Enter the manager's passphrase."
    assert loans(hub) == 3


def refused(at_desk, hub, card, samira):
    """The fourth thing for somebody, whom the rule gives three."""
    hub.lend(samira, *(hub.device() for _ in range(3)))
    at_desk.scan(card)
    at_desk.scan(label(hub, hub.device()))
    at_desk.press(ENTER)
    assert "3 is the most" in at_desk.said
    return at_desk.open.window.desk_page.rule


def test_what_a_rule_asks_is_typed_at_once_and_enter_leads_through_it(at_desk, hub, card, samira):
    """By keys alone: the reason, Enter, the passphrase, Enter."""
    rule = refused(at_desk, hub, card, samira)
    assert rule.reason.hasFocus()
    at_desk.press(ENTER)
    assert rule.problem.text() == "Enter why it is allowed."
    assert rule.reason.hasFocus()
    at_desk.write("Course starts today")
    assert at_desk.shell.search.text() == "", "nothing of it went into the box"
    at_desk.press(ENTER)
    assert rule.passphrase.hasFocus()
    assert rule.problem.isHidden(), "nothing is wrong yet"
    at_desk.write("four words are enough")
    at_desk.press(ENTER)
    until(lambda: loans(hub) == 4)
    at_desk.settle()
    assert at_desk.shell.search.edit.hasFocus()


def test_enter_on_a_button_of_a_question_presses_that_button(at_desk, hub, card, samira):
    rule = refused(at_desk, hub, card, samira)
    rule.leave_button.setFocus()
    at_desk.press(ENTER)
    assert rule.isHidden()
    assert loans(hub) == 3
    assert at_desk.shell.search.edit.hasFocus()


def test_esc_gives_way_to_a_rule_and_leads_back_to_the_box(at_desk, hub, card, samira):
    rule = refused(at_desk, hub, card, samira)
    at_desk.press(Qt.Key.Key_Escape)
    assert rule.isHidden()
    assert len(at_desk.state.basket.lines) == 1, "the list stays"
    assert at_desk.shell.search.edit.hasFocus()


def test_after_five_wrong_passphrases_an_open_desk_waits_like_the_lock(
    at_desk, hub, card, samira, paths
):
    """Also after HubDesk was closed and opened: nobody guesses a manager's here either."""
    old, new = hub.device(), hub.device()
    hub.clock.now -= timedelta(days=30)
    hub.lend(samira, old)
    hub.clock.now += timedelta(days=30)
    at_desk.scan(card)
    at_desk.scan(label(hub, new))
    at_desk.press(ENTER)
    rule = at_desk.open.window.desk_page.rule
    rule.reason.setText("Job interview tomorrow")

    def tries(passphrase: str) -> str:
        rule.passphrase.setText(passphrase)
        rule.allow_button.click()
        until(lambda: not rule.is_busy)
        return rule.problem.text()

    for _ in range(5):
        assert tries("a guess of somebody") == "That passphrase does not match."
    assert "Wait 30 seconds" in tries("four words are enough")
    again = WaysIn(paths, at_desk.open.database)
    with pytest.raises(TooManyTries):
        again.manager_of("four words are enough")
    assert loans(hub) == 1
    hub.clock.forward(seconds=31)
    tries("four words are enough")
    until(lambda: loans(hub) == 2)
