"""The Privacy page: proposals are ticked and erased, requests take steps, both logs keep words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from hubdesk.ids import new_id
from hubdesk.models import Concern
from hubdesk.models.staff import WHO_LEFT
from hubdesk.operations.presence import come_in_visitor
from hubdesk.operations.requests import note_breach, receive_complaint, receive_request
from hubdesk.operations.retention import change_rule
from hubdesk.operations.staff import add_staff, change_roles, put_away_staff
from hubdesk.queries.people import person_page
from hubdesk.queries.requests import breaches, complaints, requests
from hubdesk.queries.retention import PEOPLE, hold_of, rules
from hubdesk.queries.staff import leavers
from hubdesk.ui.privacy import due_card
from hubdesk.ui.privacy.page import PrivacyPage
from tests.ui import walks
from tests.ui.alone import until


@pytest.fixture
def page(at_desk, hub):
    at_desk.open.records.doors.prove()  # the passphrase was typed just now
    at_desk.shell.go("privacy")
    at_desk.settle()
    assert isinstance(at_desk.shell.page, PrivacyPage)
    return at_desk.shell.page


def unlabelled(page) -> list[str]:
    """Boxes to write in that no visible label is the buddy of."""
    buddies = {label.buddy() for label in walks.visible(page, QLabel) if label.buddy()}
    whole = {box for buddy in buddies for box in (buddy, *buddy.findChildren(QWidget))}
    boxes = [*walks.visible(page, QLineEdit), *walks.visible(page, QPlainTextEdit)]
    spin = [box for box in boxes if not isinstance(box.parentWidget(), QAbstractSpinBox)]
    return [walks.named(box) for box in spin if box not in whole]


def press(page, words: str) -> None:
    for button in walks.visible(page.window(), QPushButton):
        if walks.said(button).startswith(words):
            button.click()
            return
    raise AssertionError(f"no button says {words}")


def looked(at_desk):
    """The card, once everybody has been looked through."""
    card = at_desk.shell.page.due
    until(lambda: not card.doing.is_doing() and not card.is_looking())
    at_desk.settle()
    return card


def test_whose_time_is_over_is_erased_but_for_who_was_unticked(at_desk, hub, clock):
    ada, bo = hub.person("Ada Okafor"), hub.person("Bo Li")
    clock.forward(days=365 * 3 + 2)
    at_desk.open.records.doors.prove()
    at_desk.shell.go("privacy")
    at_desk.settle()
    card = looked(at_desk)
    assert len(card.ticks) == 2
    assert "Last contact 24 November 2026" in card.ticks[0].accessibleName()
    next(tick for tick in card.ticks if tick.property("id") == bo).setChecked(False)
    assert card.erase_button.text() == "Erase 1 person for good"
    card.erase_button.click()
    assert card.erase_button.toolTip() == "One moment: it is being erased."
    looked(at_desk)
    assert "Erased: 1 person" in at_desk.said
    card.show_now()
    assert card.erase_button.toolTip() == "One moment: everybody is looked through."
    assert looked(at_desk) is card
    assert hub.look(lambda db: person_page(db, ada)) is None
    assert hub.look(lambda db: person_page(db, bo)) is not None
    assert [tick.isChecked() for tick in card.ticks] == [False]


def test_of_a_long_list_the_first_are_shown_and_how_many_come_after(
    at_desk, hub, clock, monkeypatch
):
    for name in ("Ada Okafor", "Bo Li", "Cy Rees"):
        hub.person(name)
    clock.forward(days=365 * 3 + 2)
    monkeypatch.setattr(due_card, "LISTED", 2)
    at_desk.shell.go("privacy")
    card = looked(at_desk)
    assert (len(card.ticks), card.count()) == (2, 3)
    said = " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())
    assert "1 more come after these." in said


def test_who_has_to_stay_is_left_out_and_why_is_told_to_who_may_know_alone(at_desk, hub, clock):
    ada, bo = hub.person("Ada Okafor"), hub.person("Bo Li")
    _worry(hub, bo)
    clock.forward(days=365 * 3 + 2)
    at_desk.open.records.doors.prove()
    at_desk.shell.go("privacy")
    at_desk.settle()
    card = looked(at_desk)
    card.erase_button.click()
    looked(at_desk)
    assert "Erased: 1 person" in at_desk.said
    assert "Left out, since they have to stay for now: 1 person." in at_desk.said
    assert "concern" not in at_desk.said
    assert hub.look(lambda db: person_page(db, ada)) is None
    assert hub.look(lambda db: person_page(db, bo)) is not None
    amira = at_desk.open.records.at_desk.acting.id
    both = lambda db, _: change_roles(  # noqa: E731
        db, account_id=amira, roles=["manager", "safeguarding lead"], by="another manager"
    )
    hub.do("change roles", both)
    at_desk.open.act_as(amira)
    at_desk.open.records.doors.prove()
    looked(at_desk).erase_button.click()
    looked(at_desk)
    assert "With an open concern: 1 person." in at_desk.said


def _worry(hub, person: str) -> None:
    hub.do(
        "record concern",
        lambda db, now: db.add(
            Concern(id=new_id(), person_id=person, written_at=now, sealed="s", sealed_to="k")
        ),
    )


def test_who_was_in_the_building_is_forgotten_with_one_press_after_its_time(
    at_desk, hub, clock, page
):
    come = lambda db, now: come_in_visitor(db, name="The electrician", now=now)  # noqa: E731
    hub.do("come in", come)
    assert page.due.forgets["presence"].isHidden()
    clock.forward(days=367)
    at_desk.open.records.doors.prove()
    at_desk.shell.go("privacy", tab="due")
    looked(at_desk)
    assert page.due.forgets["presence"].words.text() == (
        "Who was in the building: 1 entry from before 26 November 2026."
        " That somebody came is kept, not who."
    )
    page.due.forgets["presence"].button.click()
    looked(at_desk)
    assert "Forgotten: 1 entry. Nothing brings the names back." in at_desk.said
    assert page.due.forgets["presence"].isHidden()


def test_the_name_of_who_left_the_staff_is_forgotten_by_a_button(page, at_desk, hub, clock):
    ben = hub.do("add staff", lambda db, _: add_staff(db, name="Ben Low", roles=["tutor"])).id
    hub.do("put away staff", lambda db, _: put_away_staff(db, account_id=ben, by=""))
    hub.do("change rule", lambda db, now: change_rule(db, record="staff", months=1, now=now))
    clock.forward(days=40)
    at_desk.shell.go("privacy", tab="due")
    looked(at_desk)
    row = page.due.forgets["staff"]
    assert page.due.forgets["breaches"].isHidden()
    assert row.words.text().startswith("Staff who left, and their hours: 1 entry from before")
    at_desk.open.records.doors.prove()
    row.button.click()
    looked(at_desk)
    assert "Forgotten: 1 entry. Nothing brings the names back." in at_desk.said
    assert row.isHidden()
    assert [one.name for one in hub.look(leavers)] == [WHO_LEFT]


def test_who_is_proposed_is_counted_once_a_day_and_said_to_managers_alone(at_desk, hub, clock):
    hub.person("Ada Okafor")
    hub.person("Bo Li")
    today = at_desk.open.window.desk_page.today
    clock.forward(days=365 * 3 + 2)
    at_desk.open.records.announcer.day_turned.emit()
    until(lambda: at_desk.open.records.proposed == 2)
    at_desk.settle()
    said = " ".join(label.text() for label in today.findChildren(QLabel))
    assert "2 records may be removed." in said
    press(today, "Look through them")
    at_desk.settle()
    page = at_desk.shell.page
    assert isinstance(page, PrivacyPage)
    looked(at_desk).ticks[0].setChecked(False)
    at_desk.open.records.doors.prove()
    page.due.erase_button.click()
    until(lambda: at_desk.open.records.proposed == 1)
    come = lambda db, now: come_in_visitor(db, name="The electrician", now=now)  # noqa: E731
    hub.do("come in", come)
    clock.forward(days=367)
    at_desk.open.records.announcer.day_turned.emit()
    until(lambda: at_desk.open.records.proposed == 2)  # one person, and who was in the building
    at_desk.open.records.doors.prove()
    at_desk.shell.go("privacy", tab="due")
    looked(at_desk)
    page.due.forgets["presence"].button.click()
    until(lambda: at_desk.open.records.proposed == 1)
    ben = str(hub.do("add staff", lambda db, _: add_staff(db, name="Ben", roles=["volunteer"])).id)
    at_desk.open.act_as(ben)
    at_desk.shell.go("desk")
    at_desk.settle()
    shown = [label.text() for label in today.findChildren(QLabel) if label.isVisible()]
    assert not any("may be removed" in words for words in shown)


def test_a_request_from_a_persons_page_is_paused_and_answered(at_desk, hub):
    samira = hub.person("Samira Haddad")
    at_desk.shell.go("held", id=samira)
    at_desk.settle()
    press(at_desk.shell.page, "They want a copy")
    at_desk.shell.go("privacy", tab="requests")
    at_desk.settle()
    page = at_desk.shell.page
    press(page, "Pause, waiting for them")
    [row] = hub.look(requests)
    assert row.is_paused
    at_desk.settle()
    press(page, "Refused")
    assert "Write down: the reason they are told" in at_desk.said
    page.requests.reasons[row.id].setText("Not theirs to ask")
    press(page, "Refused")
    assert hub.look(requests)[0].closed == "refused"


def test_a_record_is_kept_for_a_reason_in_law_and_let_go(at_desk, hub):
    samira = hub.person("Samira Haddad")
    at_desk.shell.go("held", id=samira)
    at_desk.settle()
    page = at_desk.shell.page
    page.asked.why.setText("A claim")
    page.asked.hold_button.click()
    assert hub.look(lambda db: hold_of(db, samira)).why == "A claim"
    at_desk.settle()
    page.asked.hold_button.click()
    assert hub.look(lambda db: hold_of(db, samira)) is None


def test_a_complaint_is_written_down_and_answered(page, at_desk, hub):
    hub.do(
        "complaint",
        lambda db, now: receive_complaint(db, about="Letters to an old address", now=now),
    )
    page.open_tab("complaints")
    at_desk.settle()
    [row] = hub.look(complaints)
    press(page, "Told them what was found")
    assert "what was found" in at_desk.said
    page.complaints.answers[row.id].setPlainText("Our slip")
    assert page.has_unsaved()
    press(page, "Told them what was found")
    assert hub.look(complaints)[0].finding == "Our slip"


def test_a_loss_is_decided_about_with_its_reason(page, at_desk, hub):
    hub.do("breach", lambda db, now: note_breach(db, what="A stick was lost", now=now))
    page.open_tab("breaches")
    at_desk.settle()
    [row] = hub.look(breaches)
    page.breaches.answers[row.id].setPlainText("It held names and phones")
    part = page.breaches.parts[row.id]
    press(page, "The regulator need not be told")
    assert part.form.fields["risk"].words() == "Choose how big the risk is."
    part.risk.choose("some")
    press(page, "The regulator need not be told")
    assert "has to be told" in part.form.fields["risk"].words()
    part.people.setText("40")
    part.contained.setPlainText("Locked from afar")
    part.told.setChecked(True)
    press(page, "The regulator was told")
    at_desk.settle()
    [done] = hub.look(breaches)
    assert (done.risk, done.people, done.contained) == ("some", 40, "Locked from afar")
    assert done.decision == "It held names and phones"
    assert done.is_told_to_ico
    assert done.people_told_on is not None
    shown = " ".join(label.text() for label in walks.visible(page, QLabel))
    assert "Some risk. 40 people. Done: Locked from afar." in shown


def test_half_a_decision_stays_when_the_log_is_drawn_again_and_goes_when_it_is_left(
    page, at_desk, hub
):
    hub.do("breach", lambda db, now: note_breach(db, what="A stick was lost", now=now))
    page.open_tab("breaches")
    at_desk.settle()
    [row] = hub.look(breaches)
    page.breaches.parts[row.id].people.setText("40")
    hub.do("complaint", lambda db, now: receive_complaint(db, about="Letters", now=now))
    at_desk.settle()
    assert page.breaches.parts[row.id].people.text() == "40"
    at_desk.shell.go("desk")
    at_desk.shell.go("privacy", tab="breaches")
    at_desk.settle()
    assert page.breaches.parts[row.id].people.text() == ""


def test_every_box_of_the_logs_has_a_label_that_is_seen(page, at_desk, hub):
    samira = hub.person("Samira Haddad")
    hub.do("breach", lambda db, now: note_breach(db, what="A stick was lost", now=now))
    hub.do("complaint", lambda db, now: receive_complaint(db, about="Letters", now=now))
    hub.do(
        "rights request",
        lambda db, now: receive_request(db, person_id=samira, asked="access", now=now),
    )
    at_desk.settle()
    for tab in ("requests", "complaints", "breaches"):
        page.open_tab(tab)
        at_desk.settle()
        assert unlabelled(page) == [], tab
    at_desk.shell.go("held", id=samira)
    at_desk.settle()
    assert unlabelled(at_desk.shell.page) == []


def test_a_step_that_is_not_theirs_to_take_says_who_may(page, at_desk, hub, monkeypatch):
    hub.do("breach", lambda db, now: note_breach(db, what="A stick was lost", now=now))
    hub.do("complaint", lambda db, now: receive_complaint(db, about="Letters", now=now))
    gestures = page.complaints.gestures
    barred = replace(gestures.doors, barred=lambda verb: f"Ask a manager to {verb}.")
    for card in (page.complaints, page.breaches):
        monkeypatch.setattr(card.gestures, "doors", barred)
    page._show()
    for tab, words, verb in (
        ("complaints", "Told them it came", "acknowledge complaint"),
        ("complaints", "Told them what was found", "answer complaint"),
        ("breaches", "The regulator was told", "decide breach"),
    ):
        page.open_tab(tab)
        at_desk.settle()
        button = next(b for b in walks.visible(page, QPushButton) if b.text() == words)
        assert not button.isEnabled()
        assert button.toolTip() == f"Ask a manager to {verb}."


def test_a_rule_is_changed_into_a_new_version(page, at_desk, hub):
    page.open_tab("rules")
    at_desk.settle()
    page.rules.months[PEOPLE].setValue(24)
    press(page, "Change: People")
    assert (hub.look(rules)[PEOPLE].months, hub.look(rules)[PEOPLE].version) == (24, 2)


@pytest.mark.parametrize("scale", [100, 200])
def test_every_tab_can_be_read_and_reached(page, at_desk, hub, qapp, look, scale):
    samira = hub.person("Samira Haddad")
    hub.do(
        "rights request",
        lambda db, now: receive_request(db, person_id=samira, asked="access", now=now),
    )
    hub.do("breach", lambda db, now: note_breach(db, what="A stick was lost", now=now))
    hub.do("complaint", lambda db, now: receive_complaint(db, about="Letters", now=now))
    for tab in ("due", "requests", "complaints", "breaches", "rules"):
        page.open_tab(tab)
        walks.put_on(qapp, at_desk.window, look, "light", scale, (1024, 600))
        assert walks.clipped(page) == [], tab
        assert walks.unnamed(page) == [], tab
        assert walks.unreachable(page) == [], tab
        assert walks.small_targets(page) == [], tab
