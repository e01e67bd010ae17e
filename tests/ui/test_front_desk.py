"""The front desk through the real window: scans, keys, and what the records say afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputDevice
from PySide6.QtWidgets import QDialog
from sqlalchemy import func, select

from hubdesk.ids import CodeKind, DeskAction, action_code, make_code
from hubdesk.models import Agreement, CodeOf, Device, Loan, LoanEvent, LoanState
from hubdesk.operations.drafts import save_draft
from hubdesk.operations.people import assign_card
from hubdesk.operations.returning import declare_lost, put_back_found, renew_loan
from hubdesk.queries.agreements import agreement_paper
from hubdesk.queries.loans import loans_of_device
from hubdesk.queries.person_details import notes_of
from hubdesk.queries.staff import accounts
from hubdesk.ui import signature

ENTER = Qt.Key.Key_Return
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def samira(hub):
    return hub.person("Samira Haddad", known_as="Sam")


@pytest.fixture
def card(hub, samira):
    return hub.do("assign card", lambda db, now: assign_card(db, person_id=samira)).text


def label(hub, device_id):
    return hub.look(
        lambda db: db.scalar(
            select(CodeOf.value).where(CodeOf.device_id == device_id, CodeOf.origin == "label")
        )
    )


def card_of(hub, person_id):
    return hub.do("assign card", lambda db, now: assign_card(db, person_id=person_id)).text


def loans(hub, state=LoanState.OUT):
    return hub.look(lambda db: db.scalar(select(func.count(Loan.id)).where(Loan.state == state)))


def test_a_return_with_somebody_else_at_the_desk_is_still_a_return(at_desk, hub, samira):
    tablet, tom = hub.device("MiFi"), hub.person("Tom Reed")
    hub.lend(samira, tablet)
    at_desk.scan(card_of(hub, tom))
    at_desk.scan(label(hub, tablet))
    assert loans(hub, LoanState.RETURNED) == 1
    assert "Add it to Tom's list?" in at_desk.said
    at_desk.press(Qt.Key.Key_A, ALT)
    assert [line.thing.id for line in at_desk.state.basket.lines] == [tablet]


def test_without_a_scanner_lending_is_a_name_and_the_last_digits(at_desk, hub, samira):
    laptop = hub.device()
    at_desk.write("samir")
    at_desk.press(ENTER)
    at_desk.write("1")
    at_desk.press(ENTER)
    at_desk.press(ENTER)
    rows = hub.look(lambda db: loans_of_device(db, laptop))
    assert [row.borrower_id for row in rows] == [samira]


def test_without_a_scanner_a_return_is_its_number_and_enter(at_desk, hub, samira):
    laptop = hub.device(label=make_code(CodeKind.DEVICE, 0, 142).text)
    hub.lend(samira, laptop)
    at_desk.write("142")
    at_desk.press(ENTER)
    assert loans(hub, LoanState.RETURNED) == 1


def test_every_way_of_naming_a_device_finds_it(at_desk, hub, samira):
    code = make_code(CodeKind.DEVICE, 0, 142).text
    laptop = hub.device(label=code, serial="PF1ABC9", old_codes=["OLD-77"])
    hub.lend(samira, laptop)
    for typed in ("142", "hd142", "HD-0142", "0142", "pf1abc9", "OLD 77"):
        assert loans(hub, LoanState.RETURNED) == 0
        at_desk.write(typed)
        at_desk.press(ENTER)
        assert loans(hub, LoanState.RETURNED) == 1, (typed, at_desk.said)
        at_desk.press(Qt.Key.Key_Z, CTRL)


def test_if_several_fit_somebody_chooses_and_nothing_is_guessed(at_desk, hub, samira):
    one = hub.device(serial="AAX977")
    two = hub.device(serial="BBY977")
    hub.lend(samira, one, two)
    at_desk.write("977")
    at_desk.press(ENTER)
    assert loans(hub) == 2
    at_desk.press(Qt.Key.Key_Down)
    at_desk.press(ENTER)
    assert loans(hub) == 1, "the one that was chosen came back"
    assert loans(hub, LoanState.RETURNED) == 1


def test_the_second_enter_of_a_scanner_never_lends(at_desk, hub, card):
    laptop = hub.device()
    at_desk.scan(card, ending="\r\n")
    at_desk.scan(label(hub, laptop), ending="\r\n")
    assert loans(hub) == 0
    assert len(at_desk.state.basket.lines) == 1


def test_the_same_scan_twice_in_a_moment_is_one_scan(at_desk, hub, samira):
    mifi = hub.device("MiFi")
    hub.lend(samira, mifi)
    code = label(hub, mifi)
    at_desk.scan(code)
    at_desk.scan(code, gap_s=0.5)
    assert loans(hub, LoanState.RETURNED) == 1
    assert not at_desk.state.basket.lines


def test_a_repeated_return_within_ten_minutes_changes_nothing(at_desk, hub, samira):
    mifi = hub.device("MiFi")
    hub.lend(samira, mifi)
    at_desk.scan(label(hub, mifi))
    at_desk.scan(label(hub, mifi), gap_s=300)
    assert "already back" in at_desk.said
    assert not at_desk.state.basket.lines


def test_what_somebody_else_just_brought_back_is_lent_to_who_also_brought_something(
    at_desk, hub, samira
):
    mifi, headset, tom = hub.device("MiFi"), hub.device("Headset"), hub.person("Tom Reed")
    hub.lend(samira, mifi)
    hub.lend(tom, headset)
    at_desk.scan(label(hub, mifi))
    at_desk.scan(card_of(hub, tom))
    at_desk.scan(label(hub, headset), gap_s=240)
    at_desk.scan(label(hub, headset), gap_s=5)
    assert at_desk.said == "HD-0002 is already back. Nothing changed."
    at_desk.scan(label(hub, mifi))
    assert [line.thing.id for line in at_desk.state.basket.lines] == [mifi]


def test_a_note_half_written_goes_to_the_return_it_is_about(at_desk, hub, samira):
    one, two, three = (hub.device("MiFi") for _ in range(3))
    hub.lend(samira, one, two, three)
    at_desk.scan(label(hub, one))
    at_desk.press(Qt.Key.Key_N, ALT)
    at_desk.write("scratched")
    at_desk.scan(label(hub, two))
    at_desk.press(Qt.Key.Key_N, ALT)
    at_desk.write("cable torn")
    at_desk.scan(card_of(hub, hub.person("Tom Reed")))
    at_desk.scan(label(hub, three))
    at_desk.press(Qt.Key.Key_N, ALT)
    at_desk.write("as new")
    at_desk.press(ENTER)
    at_desk.press(Qt.Key.Key_F2)
    notes = [
        [n for n in hub.look(lambda db, id=id: return_notes(db, id)) if n]
        for id in (one, two, three)
    ]
    assert notes == [["scratched"], ["cable torn"], ["as new"]], "each once, and at its own return"


def return_notes(db, device_id):
    """Every note ever kept of the returns of a device, those replaced by another too."""
    of_it = select(Loan.id).where(Loan.device_id == device_id)
    return list(db.scalars(select(LoanEvent.note).where(LoanEvent.loan_id.in_(of_it))))


def test_a_forgotten_enter_parks_the_list_and_loses_nothing(at_desk, hub, card):
    laptop, tom = hub.device(), hub.person("Tom Reed")
    at_desk.scan(card)
    at_desk.scan(label(hub, laptop))
    at_desk.scan(card_of(hub, tom))
    assert loans(hub) == 0
    assert [len(b.lines) for b in at_desk.state.parked] == [1]
    assert "not lent yet" in at_desk.said
    at_desk.press(Qt.Key.Key_L, ALT)
    assert loans(hub) == 1


def test_a_parked_list_survives_a_restart(at_desk, hub, card, samira):
    laptop = hub.device()
    at_desk.scan(card)
    at_desk.scan(label(hub, laptop))
    from hubdesk.ui.front_desk.page import FrontDeskPage

    again = FrontDeskPage(at_desk.open.records.doors)
    again.desk.lists.load()
    assert [b.person_id for b in again.desk.state.parked] == [samira]
    again.desk.show_person(samira)
    assert [line.thing.id for line in again.desk.state.basket.lines] == [laptop]
    again.deleteLater()


def test_undo_puts_the_loan_back_with_its_due_day(at_desk, hub, samira):
    laptop = hub.device()
    hub.lend(samira, laptop)
    before = hub.look(lambda db: loans_of_device(db, laptop))
    at_desk.scan(label(hub, laptop))
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert hub.look(lambda db: loans_of_device(db, laptop)) == before
    assert "Undone" in at_desk.said


def test_undoing_a_lend_brings_the_list_back(at_desk, hub, card):
    laptop = hub.device()
    at_desk.scan(card)
    at_desk.scan(label(hub, laptop))
    at_desk.press(ENTER)
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert loans(hub) == 0
    assert [line.thing.id for line in at_desk.state.basket.lines] == [laptop]


def test_undo_is_still_offered_after_a_long_while(at_desk, hub, samira):
    laptop = hub.device()
    hub.lend(samira, laptop)
    at_desk.scan(label(hub, laptop))
    at_desk.clock.forward(hours=2)
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert loans(hub) == 1


def test_a_laptop_comes_back_to_be_wiped_and_is_not_lent_before(at_desk, hub, card, samira):
    laptop = hub.device()
    hub.lend(samira, laptop)
    at_desk.scan(label(hub, laptop))
    at_desk.scan(card)
    at_desk.scan(label(hub, laptop), gap_s=700)
    assert "wiped" in at_desk.said
    assert not at_desk.state.basket.lines
    at_desk.scan(action_code(DeskAction.READY).text)
    at_desk.scan(label(hub, laptop))
    assert hub.look(lambda db: db.get(Device, laptop).stage) == "ready"


def test_a_missing_charger_leaves_a_note(at_desk, hub, samira):
    laptop = hub.device()
    hub.lend(samira, laptop)
    at_desk.scan(label(hub, laptop))
    at_desk.desk.returns.amend(missing=("Charger",))
    [note] = hub.look(lambda db: notes_of(db, samira))
    assert note.words == "Still has the charger for HD-0001. Ask for it back."


def test_a_sim_is_given_with_the_same_scan_and_enter(at_desk, hub, card, samira):
    sim = hub.device("SIM card", make="Lebara", model="SIM")
    at_desk.scan(card)
    at_desk.scan(label(hub, sim))
    at_desk.press(ENTER)
    assert at_desk.said.startswith("Gave")
    assert hub.look(lambda db: db.get(Device, sim).stage) == "given"


def test_hiding_takes_the_person_off_the_screen_at_once(at_desk, hub, card):
    at_desk.scan(card)
    at_desk.press(Qt.Key.Key_H, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert at_desk.state.card is None
    assert "Samira" not in at_desk.said


def test_a_scan_while_locked_is_not_acted_on(at_desk, hub, samira):
    laptop = hub.device()
    hub.lend(samira, laptop)
    heard = []
    at_desk.open.window.scanned_locked.connect(lambda: heard.append(True))
    at_desk.open.locked()
    at_desk.open.window.scanned(label(hub, laptop))
    assert loans(hub) == 1
    assert heard


def test_a_slip_about_what_was_undone_meanwhile_is_said_and_breaks_nothing(at_desk, hub, samira):
    laptop = hub.device()
    hub.lend(samira, laptop)
    at_desk.desk.device(laptop)
    (back,) = at_desk.state.returned
    at_desk.open.records.undo(back.txn_id)  # on the page of recent activity
    at_desk.desk.returns.amend(condition="worn")
    assert at_desk.shell.strip.result.sort == "bad"
    assert at_desk.state.returned[0].condition == back.condition


def test_a_lost_device_put_back_on_another_page_is_said_to_be_back(at_desk, hub):
    laptop = hub.device()
    hub.do("lost", lambda db, now: declare_lost(db, device_id=laptop, now=now))
    at_desk.desk.device(laptop)
    (offer,) = at_desk.shell.strip.result.offers
    hub.do("found", lambda db, now: put_back_found(db, device_id=laptop, now=now))
    offer.act()
    assert at_desk.shell.strip.result.sort == "bad"
    assert "Nothing changed" in at_desk.said


def test_half_a_scan_while_locked_is_told_to_whoever_is_at_the_lock(at_desk):
    heard = []
    at_desk.open.window.scanned_locked.connect(lambda: heard.append(True))
    at_desk.open.locked()
    at_desk.shell.strip.clear()
    at_desk.open.window.scans.half_read.emit("HDD0000")
    assert heard
    assert not at_desk.said


def test_a_day_at_the_desk_opens_no_dialog(at_desk, hub, card, samira, monkeypatch):
    def refuse(*_):
        raise AssertionError("a dialog was opened")

    monkeypatch.setattr(QDialog, "exec", refuse)
    monkeypatch.setattr(QDialog, "open", refuse)
    laptop = hub.device()
    at_desk.scan(card)
    at_desk.scan(label(hub, laptop))
    at_desk.press(ENTER)
    at_desk.scan(label(hub, laptop))
    at_desk.press(Qt.Key.Key_Z, CTRL)
    at_desk.press(Qt.Key.Key_Escape)
    assert loans(hub) == 1


def test_an_undo_too_late_says_why(at_desk, hub, samira):
    mifi, tom = hub.device("MiFi"), hub.person("Tom Reed")
    hub.lend(samira, mifi)
    hub.bring_back(mifi)
    returned = hub.last_txn
    hub.lend(tom, mifi)
    at_desk.desk.undo_one(returned)
    at_desk.settle()
    assert "Too late to undo" in at_desk.said
    (way,) = at_desk.shell.strip.buttons()
    assert way.text().strip() == "Open that loan"
    way.click()
    at_desk.settle()
    assert at_desk.shell.current == "device"
    assert at_desk.shell.page.columns.state.head.title.text() == "Out"


def test_where_there_is_a_pen_the_agreement_may_be_signed_on_the_screen(
    at_desk, hub, card, samira, monkeypatch
):
    page = at_desk.open.window.desk_page
    monkeypatch.setattr(signature, "_DRAWN_WITH", (QInputDevice().type(),))
    monkeypatch.setattr(QInputDevice, "devices", lambda: [QInputDevice()])
    laptop = hub.device()
    at_desk.scan(card)
    at_desk.scan(label(hub, laptop))
    at_desk.press(ENTER)
    offers = {offer.words: offer for offer in at_desk.shell.strip.result.offers}
    offers["Sign on the screen"].act()
    page._signing.signed.emit("M 0 0 L 10 10")
    at_desk.settle()
    kept = hub.look(
        lambda db: db.execute(select(Agreement.signed_how, Agreement.signature_path)).one()
    )
    assert tuple(kept) == ("drawn", "M 0 0 L 10 10")
    assert at_desk.state.card.agreement_is_signed


def test_a_signed_agreement_is_marked_by_scanning_its_code(at_desk, hub, card):
    laptop = hub.device()
    at_desk.scan(card)
    at_desk.scan(label(hub, laptop))
    at_desk.press(ENTER)
    code = hub.look(lambda db: db.scalar(select(Agreement.code)))
    at_desk.scan(code)
    assert "marked signed" in at_desk.said
    assert hub.look(lambda db: db.scalar(select(Agreement.signed_on))) is not None


def test_an_agreement_names_who_lent_for_the_hub(at_desk, hub, card):
    at_desk.scan(card)
    at_desk.scan(label(hub, hub.device()))
    at_desk.press(ENTER)
    lent_by = hub.look(accounts)[0].name
    made = hub.look(lambda db: db.scalar(select(Agreement.id)))
    assert lent_by
    assert hub.look(lambda db: agreement_paper(db, made)).staff == lent_by


def test_what_was_undone_ends_in_one_full_stop(at_desk, hub, samira):
    hub.lend(samira, laptop := hub.device())
    at_desk.scan(label(hub, laptop))
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert at_desk.said.endswith("came back from Sam H.")


def test_undoing_a_return_takes_back_what_was_said_about_it_too(at_desk, hub, samira):
    laptop = hub.device()
    hub.lend(samira, laptop)
    at_desk.scan(label(hub, laptop))
    back = at_desk.state.returned[0]
    at_desk.desk.returns.amend(missing=("Charger",))
    at_desk.desk.returns.amend(condition="worn")
    at_desk.desk.undo_one(back.txn_id)
    at_desk.settle()
    assert loans(hub) == 1
    assert hub.look(lambda db: db.get(Device, laptop).stage) == "ready"
    assert hub.look(lambda db: notes_of(db, samira)) == ()
    assert at_desk.state.returned == ()


def test_a_renewal_that_is_refused_leaves_the_return_standing(at_desk, hub, card, samira):
    mifi = hub.device("MiFi")
    made = hub.lend(samira, mifi)
    for _ in range(2):
        hub.do("renew", lambda db, now: renew_loan(db, loan_id=made.loan_ids[0], now=now))
    at_desk.scan(card)
    at_desk.scan(label(hub, mifi))
    at_desk.press(Qt.Key.Key_R, ALT)
    assert "renewed 2 times" in at_desk.said
    assert loans(hub, LoanState.RETURNED) == 1


def test_a_list_left_for_nobody_never_goes_to_whoever_is_there(at_desk, hub, card, samira):
    waiting, other = hub.device(), hub.device()
    at_desk.scan(label(hub, waiting))
    from hubdesk.ui.front_desk.page import FrontDeskPage

    again = FrontDeskPage(at_desk.open.records.doors)
    again.desk.lists.load()
    again.desk.show_person(samira)
    assert [line.thing.id for line in again.desk.state.basket.lines] == [waiting]
    again.desk.device(other)
    assert len(again.desk.state.basket.lines) == 2
    assert loans(hub) == 0
    again.deleteLater()


def test_undoing_a_lend_beside_a_new_list_keeps_both(at_desk, hub, card):
    first, second = hub.device(), hub.device("MiFi")
    at_desk.scan(card)
    at_desk.scan(label(hub, first))
    at_desk.press(ENTER)
    at_desk.scan(label(hub, second))
    at_desk.press(Qt.Key.Key_Z, CTRL)
    at_desk.scan(card)
    assert {line.thing.id for line in at_desk.state.basket.lines} == {first, second}


def test_a_lend_undone_in_recent_activity_is_a_list_at_the_desk_again(at_desk, hub, card):
    laptop = hub.device()
    at_desk.scan(card)
    at_desk.scan(label(hub, laptop))
    at_desk.press(ENTER)
    at_desk.shell.go("activity")
    at_desk.settle()
    at_desk.press(ENTER)
    at_desk.shell.go("desk")
    at_desk.settle()
    assert loans(hub) == 0
    assert [line.thing.id for line in at_desk.state.basket.lines] == [laptop]
    assert at_desk.state.card.loans == ()


def test_no_name_stands_in_the_title_of_the_window(at_desk, samira):
    at_desk.shell.go("edit-person", id=samira)
    at_desk.settle()
    assert "Samira" not in at_desk.window.windowTitle()


def test_a_draft_this_version_cannot_read_does_not_stop_the_desk(at_desk, hub):
    hub.do("draft", lambda db, now: save_draft(db, kind="basket", body={"odd": 1}, now=now))
    at_desk.desk.lists.load()
    assert "could not be read" in at_desk.said


def test_the_keys_the_strip_shows_are_keys_that_work(at_desk, hub, card):
    laptop, tom = hub.device(), hub.person("Tom Reed")
    at_desk.scan(card)
    at_desk.scan(label(hub, laptop))
    at_desk.scan(card_of(hub, tom))
    at_desk.press(Qt.Key.Key_B, ALT)
    assert at_desk.state.parked == ()
    assert "Nothing was lent" in at_desk.said
