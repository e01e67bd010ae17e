"""One person's page through the real window: what it shows, what it does, what it never shows."""

from __future__ import annotations

from datetime import date

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from hubdesk.ids import CodeKind, make_code
from hubdesk.models import Birth, DraftKind
from hubdesk.operations.agreements import mark_signed
from hubdesk.operations.desk import lend_basket
from hubdesk.operations.lending import Item
from hubdesk.operations.people import add_note, assign_card, join_household, set_needs
from hubdesk.queries.agreements import agreements_of, card_printed
from hubdesk.queries.drafts import drafts
from hubdesk.queries.loans import calls_of_loan, loans_of_person
from hubdesk.queries.people import person_page
from tests.conftest import PASSPHRASE
from tests.ui.alone import until
from tests.ui.walks import visible

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def samira(hub):
    id_ = hub.person(
        "Samira Haddad",
        known_as="Sam",
        phone="07700 900318",
        privacy_given=True,
        roles=("borrower",),
        more={"birth": Birth.of_day(date(1979, 3, 14)), "language": "Arabic"},
    )
    hub.do("needs", lambda db, now: set_needs(db, person_id=id_, needs=["large print"]))
    hub.do("assign card", lambda db, now: assign_card(db, person_id=id_), person_id=id_)
    return id_


@pytest.fixture
def opened(at_desk):
    """Open somebody's page."""

    def open_page(id_, **facts):
        at_desk.shell.go("person", id=id_, **facts)
        at_desk.settle()
        return at_desk.shell.page

    return open_page


def lend(hub, person_id, *device_ids):
    return hub.do(
        "lend",
        lambda db, now: lend_basket(
            db, borrower_id=person_id, items=[Item(id) for id in device_ids], now=now
        ),
        person_id=person_id,
        device_ids=list(device_ids),
        due_on="2026-12-09",
    )


def facts(hub, id_):
    return hub.look(lambda db: person_page(db, id_))


def button(page, name):
    from PySide6.QtWidgets import QPushButton

    found = [b for b in page.findChildren(QPushButton) if b.objectName().startswith(name)]
    assert found, [b.objectName() for b in page.findChildren(QPushButton)]
    return found[0]


def read_qr(widget):
    """What a phone reads from the code on the screen."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    import io

    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(buffer.data().data())))
    return [code.text for code in found]


def test_the_head_says_who_it_is_and_what_helps_them(opened, samira):
    page = opened(samira)
    assert page.head.name.text() == "Samira Haddad"
    assert page.head.detail.text() == (
        "Card L-00001 · likes to be called Sam · joined 24 November 2026"
    )
    assert [chip.text() for chip in page.head._chips] == ["Large print"]


def test_enter_takes_the_person_to_the_desk_to_lend(at_desk, opened, samira):
    opened(samira)
    at_desk.press(ENTER)
    assert at_desk.shell.current == "desk"
    assert at_desk.state.card.id == samira


def test_a_renewal_says_the_new_day_keeps_the_focus_and_is_undone_by_ctrl_z(
    at_desk, opened, hub, samira
):
    lend(hub, samira, hub.device())
    page = opened(samira)
    before = facts(hub, samira).loans[0].due_on
    button(page, "renew:").setFocus()
    at_desk.write(" ")
    assert facts(hub, samira).loans[0].due_on > before
    assert "keeps HD-0001 until" in at_desk.said
    assert at_desk.window.focusWidget().objectName().startswith("renew:")
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert facts(hub, samira).loans[0].due_on == before


def test_too_many_renewals_ask_a_manager_and_the_reason_is_kept(at_desk, opened, hub, samira):
    lend(hub, samira, hub.device())
    page = opened(samira)
    for _ in range(3):
        at_desk.press(Qt.Key.Key_R, ALT)
    assert "the most at this hub" in at_desk.said
    due, rule = facts(hub, samira).loans[0].due_on, page.panels.rule
    assert not rule.isHidden()
    rule.reason.setText("Exams until Friday")
    rule.passphrase.setText("wrong words")
    rule.allow_button.click()
    until(lambda: not rule.is_busy)
    assert facts(hub, samira).loans[0].due_on == due
    assert "does not match" in rule.problem.text()
    rule.passphrase.setText(PASSPHRASE)
    rule.allow_button.click()
    until(lambda: facts(hub, samira).loans[0].due_on > due)
    assert rule.isHidden()


def test_a_loan_does_not_move_when_it_is_renewed(at_desk, opened, hub, samira):
    lend(hub, samira, hub.device(), hub.device("MiFi"))
    page = opened(samira)
    shown = [line.loan.tag for line in page.loans.lines()]
    page.panels.renew(page.loans.lines()[0].loan)
    assert [line.loan.tag for line in page.loans.lines()] == shown


def test_a_call_is_written_down_and_what_came_of_it_is_asked(at_desk, opened, hub, samira):
    lend(hub, samira, hub.device())
    opened(samira)
    at_desk.press(Qt.Key.Key_C, ALT)
    loan = hub.look(lambda db: loans_of_person(db, samira))[0]
    assert len(hub.look(lambda db: calls_of_loan(db, loan.id))) == 1
    assert [b.text() for b in at_desk.shell.strip.buttons()][:2] == ["Spoke", "Left a message"]


def test_marking_something_lost_says_so_and_can_be_undone(at_desk, opened, hub, samira):
    lend(hub, samira, hub.device())
    page = opened(samira)
    page.loans.lost.emit(page.loans.lines()[0].loan)
    assert facts(hub, samira).loans[0].state == "lost"
    assert at_desk.said == "HD-0001 is marked lost."
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert facts(hub, samira).loans[0].state == "out"


def test_one_key_marks_the_only_loan_lost_and_never_guesses_among_several(
    at_desk, opened, hub, samira
):
    lend(hub, samira, hub.device())
    page = opened(samira)
    at_desk.press(Qt.Key.Key_O, ALT)
    assert facts(hub, samira).loans[0].state == "lost"
    at_desk.press(Qt.Key.Key_O, ALT)  # it is lost already: nothing more
    at_desk.press(Qt.Key.Key_Z, CTRL)
    lend(hub, samira, hub.device())
    page.reload(again=True)
    at_desk.press(Qt.Key.Key_O, ALT)
    assert {loan.state for loan in facts(hub, samira).loans} == {"out"}
    assert page.loans.lines()[0].more.hasFocus()


def test_what_did_not_come_back_is_listed_until_it_does(at_desk, opened, hub, samira):
    laptop = hub.device()
    lend(hub, samira, laptop)
    hub.bring_back(laptop, missing=("Charger",))
    page = opened(samira)
    assert [n.words for n in facts(hub, samira).notes if not n.is_done] == [
        "Still has the charger for HD-0001. Ask for it back."
    ]
    button(page, "back:").click()
    assert facts(hub, samira).loans[0].missing == ()
    assert at_desk.said == "Charger for HD-0001 is back."


def test_a_note_is_written_without_the_mouse_and_ticked_off_later(at_desk, opened, hub, samira):
    page = opened(samira)
    at_desk.press(Qt.Key.Key_N, ALT)
    at_desk.write("Rides the 50")
    at_desk.press(Qt.Key.Key_S, CTRL)
    assert [n.text for n in facts(hub, samira).notes] == ["Rides the 50"]
    note = facts(hub, samira).notes[0]
    button(page, note.id).click()
    assert facts(hub, samira).notes[0].is_done
    button(page, "old notes").click()
    assert at_desk.said == "Note ticked off."


def test_half_a_note_is_there_again_after_looking_at_somebody_else(at_desk, opened, hub, samira):
    page = opened(samira)
    at_desk.press(Qt.Key.Key_N, ALT)
    at_desk.write("Rides")
    assert page.has_unsaved()
    opened(hub.person("Tom Reed"))
    assert page.notes.edit.toPlainText() == ""
    opened(samira)
    assert page.notes.edit.toPlainText() == "Rides"


def test_an_empty_note_is_refused_in_words(at_desk, opened, samira):
    page = opened(samira)
    at_desk.press(Qt.Key.Key_N, ALT)
    page.notes.save.click()
    assert at_desk.said == "Enter a note."


def test_three_taps_say_what_is_at_home(at_desk, opened, hub, samira):
    page = opened(samira)
    page.home.change.click()
    page.home.choices["connection"].button("phone data").click()
    page.home.choices["working_devices"].button("4").click()
    page.home.choices["people_learning"].button("2").click()
    home = facts(hub, samira).household
    assert (home.connection, home.working_devices, home.people_learning) == ("phone data", 4, 2)
    assert at_desk.said == "Saved: 2 people learning at home."
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert facts(hub, samira).household.people_learning == -1


def test_who_lives_together_leads_from_one_page_to_the_other(at_desk, opened, hub, samira):
    omar = hub.person("Omar Haddad")
    hub.do("household", lambda db, now: join_household(db, person_id=omar, other_id=samira))
    page = opened(samira)
    button(page, "household:").click()
    at_desk.settle()
    assert page.head.name.text() == "Omar Haddad"


def test_an_agreement_is_marked_signed_and_printed_again_as_a_copy(at_desk, opened, hub, samira):
    lend(hub, samira, hub.device())
    page = opened(samira)
    button(page, "sign:").click()
    assert hub.look(lambda db: agreements_of(db, samira))[0].signed_on is not None
    assert at_desk.said == "P-00001 is marked signed."
    button(page, "print:").click()
    papers = hub.look(lambda db: drafts(db, DraftKind.TO_PRINT))
    assert papers[-1].body["paper"] == "agreement-copy"


def test_a_sim_that_ends_soon_is_spoken_about_once(at_desk, opened, hub, samira, clock):
    lend(hub, samira, hub.device("SIM card", make="Vodafone", model="20 GB"))
    clock.forward(days=160)
    page = opened(samira)
    button(page, "gift:").click()
    assert facts(hub, samira).gifts[0].is_followed_up
    at_desk.settle()
    assert "Spoken about" in [c.text() for c in page.given.findChildren(_chip()) if c.isVisible()]


def _chip():
    from hubdesk.ui.widgets.chips import Chip

    return Chip


def test_a_phone_reads_the_words_of_a_text_from_the_screen(at_desk, opened, hub, samira, clock):
    lend(hub, samira, hub.device())
    clock.forward(days=20)
    page = opened(samira)
    at_desk.press(Qt.Key.Key_T, ALT)
    at_desk.settle()
    (text,) = read_qr(page.panels.text.code)
    assert text.startswith("SMSTO:07700900318:Hello Sam, this is Riverside Hub.")
    assert "Lenovo ThinkPad L390 (HD-0001) was due back on Tue 8 Dec." in text
    assert "Our number: 0121 496 0318." in text
    page.panels.text.sent_button.click()
    assert [row.verb for row in hub.look(_newest)] == ["call"]


def _newest(db):
    from hubdesk.queries.activity import recent_activity

    return recent_activity(db, limit=1)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"safe_to_leave_message": False}, "It is not safe to leave Tom a message."),
        ({"phone": ""}, "Tom has no phone number here."),
        ({"phone": "0121 496 0318"}, "0121 496 0318 is not a mobile number"),
    ],
)
def test_no_code_for_a_text_is_ever_shown_where_it_must_not_be(at_desk, opened, hub, more, why):
    tom = hub.person("Tom Reed", more={"phone": "07700 900318"} | more)
    lend(hub, tom, hub.device())
    page = opened(tom)
    page.head.chosen.emit("text")
    at_desk.settle()
    assert page.panels.text.refusal.words().startswith(why)
    assert page.panels.text.code.text() == ""
    assert read_qr(page) == []


def test_the_text_leaves_the_screen_with_the_page(at_desk, opened, hub, samira):
    page = opened(samira)
    page.head.chosen.emit("text")
    at_desk.press(Qt.Key.Key_1, CTRL)
    opened(samira)
    assert page.panels.text.isHidden()
    assert page.panels.text.code.text() == ""


def test_a_blank_card_that_is_scanned_is_offered_and_the_old_one_stops(
    at_desk, opened, hub, samira
):
    page = opened(samira)
    card = make_code(CodeKind.PERSON, 0, 412)
    at_desk.scan(card.text)
    assert at_desk.shell.current == "person"
    assert page.panels.offer.words.text() == "Give card L-00412 to Samira Haddad?"
    assert "L-00001 stops working" in page.panels.offer.note.text()
    assert page.primary() is page.panels.offer.take
    assert page.head.lend.kind == ""
    at_desk.press(ENTER)
    assert hub.look(lambda db: card_printed(db, samira)) == "L-00412"
    assert page.primary() is page.head.lend
    assert page.head.lend.kind == "primary"


def test_the_desk_hands_a_blank_card_over_to_the_page(at_desk, opened, hub, samira):
    page = opened(samira, card=make_code(CodeKind.PERSON, 0, 7).text)
    assert page.panels.offer.take.text() == "Give this card to Sam"
    at_desk.press(ESC)
    assert page.panels.offer.isHidden()
    assert at_desk.shell.current == "person"


def test_somebody_without_a_card_gets_a_number_to_print(at_desk, opened, hub):
    tom = hub.person("Tom Reed")
    page = opened(tom)
    page.head.chosen.emit("card")
    assert hub.look(lambda db: card_printed(db, tom)) == "L-00001"
    at_desk.shell.strip.buttons()[0].click()
    papers = hub.look(lambda db: drafts(db, DraftKind.TO_PRINT))
    assert (papers[-1].body["paper"], papers[-1].body["about"]) == ("person-cards", tom)


def test_hiding_takes_every_word_about_the_person_off_the_screen(at_desk, opened, samira):
    at_desk.desk.show_person(samira)
    opened(samira).head.chosen.emit("hide")
    at_desk.settle()
    assert at_desk.shell.current == "desk"
    assert at_desk.state.card is None
    assert not _seen_anywhere(at_desk.window, "Haddad")


@pytest.mark.parametrize("page", ["person", "edit-person", "held"])
def test_no_step_back_brings_a_hidden_person_up_again(at_desk, opened, samira, page):
    at_desk.desk.show_person(samira)
    at_desk.shell.go("people")
    opened(samira)
    at_desk.shell.go(page, id=samira)
    at_desk.shell.go("desk", person_id=samira)
    at_desk.shell.go(page, id=samira)
    at_desk.settle()
    at_desk.press(Qt.Key.Key_H, CTRL | SHIFT)
    been = set()
    for _ in range(6):
        been.add(at_desk.shell.current)
        assert at_desk.state.card is None
        assert not _seen_anywhere(at_desk.window, "Haddad") or at_desk.shell.current == "people"
        at_desk.press(ESC)
    assert been == {"desk", "people"}


def test_hiding_keeps_a_note_that_is_half_written(at_desk, opened, samira):
    page = opened(samira)
    page._begin_note()
    page.notes.edit.setPlainText("Rides the 50")
    at_desk.press(Qt.Key.Key_H, CTRL | SHIFT)
    assert not _seen_anywhere(at_desk.window, "Haddad")
    assert opened(samira).notes.edit.toPlainText() == "Rides the 50"


def _seen_anywhere(window, words):
    """Whether any word of the window that can be seen holds these."""
    return [label.text() for label in visible(window, QLabel) if words in label.text()]


def test_history_is_told_in_plain_words_by_day(at_desk, opened, hub, samira, clock):
    clock.forward(days=1)
    laptop = hub.device()
    lend(hub, samira, laptop)
    clock.forward(days=1, hours=2)
    hub.do(
        "note",
        lambda db, now: add_note(db, person_id=samira, text="Rides the 50", now=now),
        person_id=samira,
    )
    at_desk.open.records.undo(hub.last_txn)
    page = opened(samira)
    lines = [(line.words, line.time) for line in page.history.lines()]
    assert lines[:4] == [
        ("Today", ""),
        ("Undone: Note about Sam H.", "12:42pm"),
        ("Note about Sam H. (undone)", "12:42pm"),
        ("Yesterday", ""),
    ]
    assert lines[4][0] == "Lent HD-0001 to Sam H. until Wed 9 Dec"
    assert lines[5] == ("Tue 24 Nov", "")


def test_somebody_who_is_not_here_any_more_is_said_to_be_gone(at_desk, opened, hub):
    tom = hub.person("Tom Reed")
    page = opened(tom)
    hub.undo()
    at_desk.settle()
    assert page.gone.words.text() == "That person is not here any more."
    page.gone.buttons[0].click()
    assert at_desk.shell.current == "people"


def test_a_long_name_takes_two_lines_and_is_never_cut(at_desk, opened, hub):
    name = "María del Carmen Fernández-Iglesias y Rodríguez de la Cruz Hernández-Montgomery"
    page = opened(hub.person(name))
    label = page.head.name
    assert label.text() == name
    assert label.height() >= 2 * label.fontMetrics().height() - 2


def test_a_change_made_elsewhere_shows_at_once(at_desk, opened, hub, samira):
    page = opened(samira)
    lend(hub, samira, hub.device())
    at_desk.settle()
    assert [line.loan.tag for line in page.loans.lines()] == ["HD-0001"]
    agreement = hub.look(lambda db: agreements_of(db, samira))[0]
    hub.do("sign agreement", lambda db, now: mark_signed(db, agreement_id=agreement.id, now=now))
    at_desk.settle()
    assert not page.papers.isHidden()
