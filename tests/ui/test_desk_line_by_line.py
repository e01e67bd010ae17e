"""What the design says of lending, returning and undo, line by line, at the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputDevice
from PySide6.QtWidgets import QLabel, QPushButton
from sqlalchemy import select

from hubdesk.app import desk as app_desk
from hubdesk.ids import DeskAction, action_code
from hubdesk.models import Agreement, DraftKind
from hubdesk.operations.drafts import finish_draft
from hubdesk.operations.hub import add_policy, change_setting, close_days
from hubdesk.operations.people import add_note, edit_person, join_household
from hubdesk.operations.returning import declare_lost
from hubdesk.queries.drafts import drafts
from hubdesk.queries.loans import calls_of_loan, loans_of_person
from hubdesk.queries.people import person_card, person_page
from hubdesk.settings import setting
from hubdesk.ui import signature
from hubdesk.ui.space import held_by
from hubdesk.ui.widgets.rows import Row
from tests.conftest import TODAY, in_days
from tests.ui.alone import until
from tests.ui.test_front_desk import card_of, label, loans

ENTER, ALT = Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def samira(hub):
    return hub.person("Samira Haddad", known_as="Sam")


@pytest.fixture
def card(hub, samira):
    return card_of(hub, samira)


def due(hub, person_id):
    return hub.look(lambda db: loans_of_person(db, person_id))[0].due_on


def shown(at_desk):
    return at_desk.open.window.desk_page


def printed(hub):
    """What waited for the printer came out of it."""
    for paper in hub.look(lambda db: drafts(db, DraftKind.TO_PRINT)):
        hub.do("draft", lambda db, now, id=paper.id: finish_draft(db, draft_id=id, now=now))


def test_the_greeting_says_who_what_is_signed_and_what_to_ask(at_desk, hub, samira, card):
    text = "still has the charger for HD-0120"
    hub.do("note", lambda db, now: add_note(db, person_id=samira, text=text, now=now))
    at_desk.scan(card)
    assert at_desk.said == f"Samira Haddad. No agreement yet. Note: {text}."


def test_alt_and_a_number_choose_when_it_is_due(at_desk, hub):
    for number, days in ((1, 0), (2, 7), (3, 14), (4, 28)):
        somebody = hub.person("Tom Reed")
        at_desk.scan(card_of(hub, somebody))
        at_desk.scan(label(hub, hub.device()))
        at_desk.press(Qt.Key(Qt.Key.Key_0 + number), ALT)
        at_desk.press(ENTER)
        assert due(hub, somebody) == in_days(days)


def test_a_list_of_several_sorts_says_what_is_lent_until_when_and_what_is_given(
    at_desk, hub, card, samira
):
    rule = {"days": 7, "renewals": 0, "renewal_days": 7, "most_at_once": 2}
    mifi = hub.kind("MiFi")
    hub.do("change policy", lambda db, now: add_policy(db, kind_id=mifi, **rule))
    at_desk.scan(card)
    for kind, model in (("Laptop", "L390"), ("MiFi", "E5576"), ("SIM card", "SIM")):
        at_desk.scan(label(hub, hub.device(kind, make="", model=model)))
    page = shown(at_desk)
    rows = [row.detail.text() for row in page.lend_panel.findChildren(Row) if row.isVisible()]
    assert rows == ["HD-0001 · due Tue 8 Dec", "HD-0002 · due Tue 1 Dec", "HD-0003"]
    assert page.lend_panel.due_day.text() == "Tue 1 Dec to Tue 8 Dec"
    assert page.big.accessibleName().startswith("Lend 2 devices and give 1 to Sam")
    at_desk.press(ENTER)
    assert at_desk.said == "Lent 2 devices to Sam, the first until Tue 1 Dec. Gave SIM."
    printed(hub)
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert "HD-0003 to Sam H., the first until Tue 1 Dec" in at_desk.said
    assert at_desk.said.endswith("Bin the agreements that just printed.")
    at_desk.press(Qt.Key.Key_4, ALT)  # a day that is chosen holds for all of it
    assert page.lend_panel.due_day.text() == "Tue 22 Dec"


def test_the_desk_card_lends_without_a_keyboard(at_desk, hub, samira, card):
    for action, days in (
        (DeskAction.DUE_TODAY, 0),
        (DeskAction.DUE_1_WEEK, 7),
        (DeskAction.DUE_2_WEEKS, 14),
        (DeskAction.DUE_4_WEEKS, 28),
    ):
        at_desk.scan(card)
        assert not at_desk.state.making_ready
        at_desk.scan(label(hub, hub.device()))
        at_desk.scan(action_code(action).text)
        at_desk.scan(action_code(DeskAction.LEND).text)
        assert due(hub, samira) == in_days(days)
        at_desk.scan(action_code(DeskAction.UNDO).text)
        assert loans(hub) == 0
        at_desk.scan(action_code(DeskAction.CLEAR).text)
        assert at_desk.state.card is None
        at_desk.scan(action_code(DeskAction.READY).text)
        assert at_desk.state.making_ready
    assert at_desk.keys == 0


def test_a_due_day_is_kept_for_the_next_people_until_start_again(at_desk, hub, samira, card):
    tom, eva, ola = (hub.person(name) for name in ("Tom Reed", "Eva Nowak", "Ola Berg"))
    box = shown(at_desk).lend_panel.due_kept_box
    at_desk.scan(card)
    at_desk.scan(label(hub, hub.device()))
    assert box.isHidden()  # the hub's rule needs no keeping
    at_desk.press(Qt.Key.Key_4, ALT)
    assert not box.isHidden()
    box.click()
    at_desk.settle()
    at_desk.desk.lend()
    at_desk.scan(card_of(hub, tom))
    at_desk.scan(label(hub, hub.device()))
    at_desk.desk.lend()
    assert due(hub, tom) == in_days(28)
    box.click()
    at_desk.settle()
    at_desk.scan(card_of(hub, eva))
    at_desk.scan(label(hub, hub.device()))
    at_desk.desk.lend()
    assert due(hub, eva) == in_days(14)
    at_desk.desk.keep_due(True)
    at_desk.desk.start_again()
    at_desk.scan(card_of(hub, ola))
    at_desk.scan(label(hub, hub.device()))
    assert at_desk.state.basket.due_choice == 0


def test_a_kept_day_that_has_passed_is_kept_no_more(at_desk, hub, card, clock):
    at_desk.scan(card)
    at_desk.scan(label(hub, hub.device()))
    at_desk.desk.set_due(5, TODAY)
    at_desk.desk.keep_due(True)
    clock.forward(days=1)
    at_desk.scan(card_of(hub, hub.person("Tom Reed")))
    assert at_desk.state.basket.due_choice == 0
    assert at_desk.state.kept_due is None


def test_the_button_says_that_an_agreement_prints(at_desk, hub, card):
    at_desk.scan(card)
    at_desk.scan(label(hub, hub.device()))
    page = shown(at_desk)
    assert page.big.text().strip() == "Lend 1 device to Sam and print agreement"
    page.print_box.click()
    assert page.big.text().strip() == "Lend 1 device to Sam"


def test_more_than_five_lists_left_are_all_within_reach(at_desk, hub):
    people = [hub.person(f"Person {letter}") for letter in "ABCDEFGH"]
    for person in people:
        at_desk.scan(card_of(hub, person))
        at_desk.scan(label(hub, hub.device()))
    assert len(at_desk.state.parked) == 7
    row = shown(at_desk).parked._row
    buttons = held_by(row)
    assert len(buttons) == 6
    assert buttons[-1].text().strip() == "2 more"
    buttons[-1].click()
    at_desk.settle()
    assert at_desk.state.card.id == people[0]
    assert len(at_desk.state.basket.lines) == 1


def test_who_has_something_late_is_called_from_the_rule(at_desk, hub, samira, card, clock):
    tablet = hub.device("Tablet")
    hub.lend(samira, tablet)
    clock.forward(days=20)
    at_desk.scan(card)
    at_desk.scan(label(hub, hub.device()))
    at_desk.press(ENTER)
    rule = shown(at_desk).rule
    assert rule.call_button.text().strip() == "Call about HD-0001"
    rule.call_button.click()
    at_desk.settle()
    assert at_desk.said == "No phone. Call to Sam H. logged. What came of it?"
    loan = hub.look(lambda db: loans_of_person(db, samira))[0]
    assert len(hub.look(lambda db: calls_of_loan(db, loan.id))) == 1  # written down in one press
    next(b for b in at_desk.shell.strip.buttons() if b.text() == "Spoke").click()
    assert [call.result for call in hub.look(lambda db: calls_of_loan(db, loan.id))] == ["spoke"]


def test_a_lost_device_that_is_scanned_says_when_and_goes_to_whoever_is_here(at_desk, hub, card):
    mifi = hub.device("MiFi")
    hub.do("lost", lambda db, now: declare_lost(db, device_id=mifi, now=now), device_ids=[mifi])
    at_desk.clock.forward(days=3)
    at_desk.scan(card)
    at_desk.scan(label(hub, mifi))
    assert at_desk.said == (
        "Found: HD-0001 was marked lost on Tue 24 Nov. Put it back on the shelf?"
    )
    at_desk.press(Qt.Key.Key_B, ALT)
    assert "HD-0001 is found and back. Add it to Sam's list?" in at_desk.said
    at_desk.press(Qt.Key.Key_A, ALT)
    assert at_desk.state.basket.holds(mifi)


def test_what_was_out_to_somebody_else_may_go_on_to_whoever_is_here(at_desk, hub, card):
    headset = hub.device("Headset")
    hub.lend(hub.person("Kofi Mensah"), headset)
    at_desk.scan(card)
    at_desk.scan(label(hub, headset))
    assert at_desk.said == "HD-0001 is back from Kofi Mensah. Add it to Sam's list?"
    at_desk.press(Qt.Key.Key_A, ALT)
    at_desk.press(ENTER)
    assert loans(hub) == 1


def test_what_was_in_the_list_and_lent_elsewhere_meanwhile_comes_back_into_it(at_desk, hub, card):
    mifi = hub.device("MiFi")
    at_desk.scan(card)
    at_desk.scan(label(hub, mifi))
    hub.lend(hub.person("Tom Reed"), mifi)
    at_desk.press(ENTER)
    assert at_desk.said.startswith("HD-0001 is out to Tom Reed.")
    at_desk.scan(label(hub, mifi))
    assert at_desk.said == "HD-0001 is back from Tom Reed. It is in Sam's list already."
    at_desk.press(Qt.Key.Key_Escape)
    at_desk.press(ENTER)
    assert at_desk.said == "Lent 1 device to Sam until Tue 8 Dec."


def test_what_a_lend_printed_is_to_be_thrown_away_when_it_is_undone(at_desk, hub, card):
    at_desk.scan(card)
    at_desk.scan(label(hub, hub.device()))
    at_desk.press(ENTER)
    printed(hub)
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert at_desk.said.endswith("Bin the agreement that just printed.")
    at_desk.press(ENTER)
    assert at_desk.said.startswith("Lent 1 device")
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert at_desk.said.startswith("Undone: Lent HD-0001 to Sam H.")
    assert "Bin" not in at_desk.said, "it waits for a printer: nobody has it"


def test_a_late_return_says_how_late(at_desk, hub, samira, clock):
    headset = hub.device("Headset")
    hub.lend(samira, headset)
    clock.forward(days=17)
    at_desk.scan(label(hub, headset))
    said = [label.text() for label in shown(at_desk).returned.findChildren(QLabel)]
    assert any("3 days late" in text for text in said)


def test_a_call_warns_where_a_message_is_not_safe(at_desk, hub, samira, clock):
    facts = {"safe_to_leave_message": False, "phone": "07700 900318"}
    hub.do("edit person", lambda db, now: edit_person(db, person_id=samira, facts=facts, now=now))
    loan_id = hub.lend(samira, hub.device()).loan_ids[0]
    clock.forward(days=20)
    shown(at_desk).today.call_asked.emit(loan_id)
    at_desk.settle()
    assert at_desk.said == (
        "Call 07700 900318. Leave no message. Call to Sam H. logged. What came of it?"
    )
    words = [button.text().strip() for button in at_desk.shell.strip.buttons()]
    assert words == ["Spoke", "No answer", "Undo"]


def test_an_agreement_that_is_scanned_twice_says_when_it_was_signed(at_desk, hub, card):
    at_desk.scan(card)
    at_desk.scan(label(hub, hub.device()))
    at_desk.press(ENTER)
    code = hub.look(lambda db: db.scalar(select(Agreement.code)))
    at_desk.scan(code)
    assert "is marked signed" in at_desk.said
    at_desk.scan(code)
    assert at_desk.said == "That agreement was signed on Tue 24 Nov."


def test_a_missing_part_is_a_note_at_the_desk_and_returned_incomplete(at_desk, hub, samira, card):
    laptop = hub.device()
    hub.lend(samira, laptop)
    hub.bring_back(laptop, missing=("Charger",))
    at_desk.scan(card)
    assert "Note: Still has the charger for HD-0001." in at_desk.said


def test_somebody_who_walked_away_finds_their_list_and_the_lock_counts_it(at_desk, hub, card):
    at_desk.scan(card)
    at_desk.scan(label(hub, hub.device()))
    assert at_desk.open.window.unfinished() == 1
    at_desk.scan(card_of(hub, hub.person("Tom Reed")))
    assert at_desk.open.window.unfinished() == 1
    at_desk.scan(label(hub, hub.device()))
    assert at_desk.open.window.unfinished() == 2


def test_the_tick_to_print_holds_for_one_loan_only(at_desk, hub, card, samira):
    page = shown(at_desk)
    at_desk.scan(card)
    at_desk.scan(label(hub, hub.device()))
    page.print_box.click()
    printed = []
    page.print_asked.connect(lambda *what: printed.append(what))
    at_desk.desk.lend()
    assert not printed
    tom = card_of(hub, hub.person("Tom Reed"))
    at_desk.scan(tom)
    at_desk.scan(label(hub, hub.device()))
    assert page.print_box.isChecked()
    assert page.big.text().strip() == "Lend 1 device to Tom and print agreement"
    page.print_box.click()
    at_desk.scan(card_of(hub, hub.person("Eva Novak")))  # Tom's list is parked
    at_desk.scan(label(hub, hub.device()))
    assert page.print_box.isChecked()


def test_a_tick_taken_away_before_the_card_is_scanned_holds(at_desk, hub, card):
    page = shown(at_desk)
    at_desk.scan(label(hub, hub.device()))
    page.print_box.click()
    at_desk.scan(card)
    assert page.big.text().strip() == "Lend 1 device to Sam"


def test_what_the_hub_chooses_about_agreements_holds_at_once(at_desk, hub, card):
    page = shown(at_desk)
    at_desk.scan(card)
    at_desk.scan(label(hub, hub.device()))
    at_desk.shell.go("settings")
    at_desk.shell.page.choosing.choose(setting("agreement.print"), False)
    at_desk.shell.go("desk")
    at_desk.settle()
    assert page.big.text().strip() == "Lend 1 device to Sam"
    assert not page.print_box.isChecked()


def test_signing_on_the_screen_is_offered_as_this_computer_chose_last(
    at_desk, hub, card, monkeypatch
):
    monkeypatch.setattr(signature, "_DRAWN_WITH", (QInputDevice().type(),))
    monkeypatch.setattr(QInputDevice, "devices", lambda: [QInputDevice()])
    at_desk.scan(card)
    at_desk.scan(label(hub, hub.device()))
    at_desk.desk.lend()
    assert "Sign on the screen" in [offer.words for offer in at_desk.shell.strip.result.offers]
    at_desk.shell.go("settings")
    at_desk.shell.page.choosing.choose(setting("signature.pen"), "never")
    at_desk.scan(card_of(hub, hub.person("Tom Reed")))
    at_desk.scan(label(hub, hub.device()))
    at_desk.desk.lend()
    assert "Lent" in at_desk.said
    assert "Sign on the screen" not in [offer.words for offer in at_desk.shell.strip.result.offers]


def test_everything_is_hidden_after_as_many_minutes_as_were_chosen_just_now(at_desk, monkeypatch):
    asked = []
    at_desk.open.lock_asked.connect(lambda: asked.append(True))
    monkeypatch.setattr(app_desk, "A_MINUTE", 40)  # ms
    at_desk.shell.go("settings")
    at_desk.shell.page.choosing.choose(setting("lock.quiet_minutes"), 1)
    until(lambda: asked)
    assert asked


@pytest.mark.parametrize(
    ("days", "shown_as"), [(7, "1 week"), (14, "2 weeks"), (28, "4 weeks"), (10, "")]
)
@pytest.mark.parametrize("closed", [False, True])
def test_the_hubs_own_rule_is_shown_as_the_choice_it_comes_to(
    at_desk, hub, card, days, shown_as, closed
):
    hub.do("rule", lambda db, _now: change_setting(db, key="lending.days", value=days))
    if closed:
        hub.do(
            "close",
            lambda db, _now: close_days(db, first_on=in_days(days), last_on=in_days(days + 6)),
        )
    at_desk.scan(card)
    at_desk.scan(label(hub, hub.device()))
    due = shown(at_desk).lend_panel.due
    chosen = [button.text() for button in due.findChildren(QPushButton) if button.isChecked()]
    assert [words for words in chosen if words] == ([shown_as] if shown_as else [])
    on = at_desk.state.due_on
    assert on >= in_days(days + 7) if closed else on <= in_days(days + 3)


def test_who_has_not_signed_is_named_with_the_day_and_leads_on(at_desk, hub):
    people = [hub.person(name) for name in ("Ada Okafor", "Eva Novak", "Tom Reed", "Ola Bright")]
    for person in people:
        at_desk.desk.show_person(person)
        at_desk.desk.device(hub.device())
        at_desk.desk.lend()
    at_desk.desk.start_again()
    at_desk.settle()
    today = shown(at_desk).today
    said = [label.text() for label in today.findChildren(QLabel) if label.isVisible()]
    assert "Ola B." in said
    assert "Agreement P-00004 of Tue 24 Nov" in said
    assert not any("Bright" in words for words in said)
    row = next(
        r for r in today.findChildren(Row) if r.isVisible() and "Ola B." in r.accessibleName()
    )
    row.click()
    at_desk.settle()
    assert at_desk.shell.current == "person"
    assert at_desk.shell.page._id == people[-1]
    at_desk.shell.go("desk")
    at_desk.settle()
    next(b for b in today.findChildren(QPushButton) if b.text() == "1 more").click()
    at_desk.settle()
    assert at_desk.shell.current == "people"
    assert at_desk.shell.page.tabs.words_of("not signed yet") == "Not signed yet (4)"
    assert at_desk.shell.page.model.rowCount() == 4


def test_what_is_at_home_is_asked_while_nobody_answered_and_a_skip_is_kept(at_desk, hub, samira):
    tom = hub.person("Tom Reed")
    hub.do("home", lambda db, _now: join_household(db, person_id=samira, other_id=tom))
    for person in (samira, samira, tom):
        hub.lend(person, hub.device())
    at_desk.desk.show_person(samira)
    at_desk.settle()
    home = shown(at_desk).home
    assert home.isVisible()  # they live with somebody, and nobody was ever asked
    assert home.head.title.text() == "What is there at home?"
    home.skip_button.click()
    at_desk.settle()
    assert not home.isVisible()
    for person in (samira, tom):  # one home is asked once, after a restart too
        card = hub.look(lambda db, p=person: person_card(db, p, TODAY))
        assert not card.asks_household
    assert hub.look(lambda db: person_page(db, samira)).household.asked_on == TODAY
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert hub.look(lambda db: person_card(db, samira, TODAY)).asks_household


def test_what_was_said_of_the_home_is_taken_back_from_the_strip_and_asked_again(
    at_desk, hub, samira
):
    hub.lend(samira, hub.device())
    at_desk.desk.show_person(samira)
    at_desk.settle()
    home = shown(at_desk).home
    before = hub.look(lambda db: person_page(db, samira)).household
    home.connection.button("broadband").click()
    home.devices.button("2").click()
    home.save_button.click()
    at_desk.settle()
    said = hub.look(lambda db: person_page(db, samira)).household
    assert (said.connection, said.working_devices, said.people_learning) == ("broadband", 2, -1)
    assert not home.isVisible()
    (undo,) = [b for b in at_desk.shell.strip.buttons() if b.text() == "Undo"]
    undo.click()
    at_desk.settle()
    assert hub.look(lambda db: person_page(db, samira)).household == before
    assert home.isVisible()
    assert (home.connection.value(), home.devices.value()) == ("", ""), "it is asked anew"


def test_when_the_clock_went_back_a_scan_and_enter_still_count(at_desk, hub, card, samira):
    mifi, tablet = hub.device("MiFi"), hub.device("Tablet")
    hub.lend(samira, mifi)
    at_desk.scan(label(hub, mifi))
    at_desk.press(Qt.Key.Key_Escape)
    at_desk.scan(label(hub, tablet))
    hub.clock.forward(hours=-2)  # the computer found the right time
    at_desk.scan(label(hub, mifi))
    assert "already back" not in at_desk.said
    at_desk.scan(card)
    hub.clock.forward(hours=-2)
    at_desk.press(ENTER)
    assert loans(hub) == 2, at_desk.said
