"""Somebody new through the real window: five things, twins, a card, and nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import func, select

from hubdesk.ids import CodeKind, make_code
from hubdesk.models import Birth, Person
from hubdesk.operations.people import assign_card
from hubdesk.queries.agreements import card_printed
from hubdesk.queries.people import person_page
from hubdesk.ui.people.new_person import NewPersonPage
from hubdesk.ui.widgets.chips import Chip
from tests.ui.stock import words_in

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
CARD = make_code(CodeKind.PERSON, 0, 412)


@pytest.fixture
def page(at_desk):
    """The page, opened by its key."""
    at_desk.press(Qt.Key.Key_N, CTRL)
    return at_desk.shell.page


def people(hub):
    return hub.look(lambda db: db.scalar(select(func.count(Person.id)).where(Person.deleted == 0)))


def newest(hub):
    id_ = hub.look(lambda db: db.scalars(select(Person.id).order_by(Person.id.desc())).first())
    return hub.look(lambda db: person_page(db, id_))


def reopened(at_desk):
    """The page as it is after a restart: made anew on the same records."""
    fresh = NewPersonPage(at_desk.open.records.doors, lambda _paper, _about: None)
    fresh.arrive()
    return fresh


def test_five_things_are_enough_and_enter_saves_them(at_desk, hub, page):
    at_desk.write("Samira Haddad")
    assert page.form.known_as.text() == "Samira"
    assert page.save_button.text() == "Add Samira"
    page.form.contact.setText("07700 900318")
    page.form.heard.choose("Library")
    page.form.privacy.setChecked(True)
    at_desk.press(ENTER)
    added = newest(hub)
    assert (added.name, added.phone, added.heard_from) == (
        "Samira Haddad",
        "07700 900318",
        "Library",
    )
    assert [c.purpose for c in added.consents] == ["privacy notice"]
    assert at_desk.shell.current == "person"
    assert at_desk.said == "Added Samira Haddad."


def test_the_first_word_stands_in_until_they_say_what_they_like(at_desk, hub, page):
    at_desk.write("Nguyen Thi Lan")
    at_desk.press(Qt.Key.Key_S, CTRL)
    assert newest(hub).known_as == ""
    at_desk.press(Qt.Key.Key_N, CTRL)
    at_desk.write("Nguyen Thi Mai")
    at_desk.press(TAB)
    page.form.known_as.selectAll()
    at_desk.write("Mai")
    page.form.name.setText("Nguyen Thi Mai Anh")
    assert page.form.called() == "Mai"
    at_desk.press(Qt.Key.Key_S, CTRL)
    assert newest(hub).known_as == "Mai"


def test_a_name_of_any_script_and_number_of_words_is_kept_as_typed(at_desk, hub, page):
    for name in ("Björk", "محمد رضوان", "ਗੁਰਪ੍ਰੀਤ ਕੌਰ", "O'Neil-Ẹ̀bùn", "李小龍"):
        at_desk.shell.go("new-person", name=name)
        assert page.save(), name
        assert newest(hub).name == name


def test_an_empty_form_says_what_is_missing_at_the_top_and_by_the_field(at_desk, hub, page):
    page.form.contact.setText("0770")
    at_desk.press(ENTER)
    problems, fields = page.form.problems, page.form.fields
    assert at_desk.window.focusWidget() is problems
    wrong = {name: field.words() for name, field in fields.items() if field.words()}
    assert list(wrong) == ["name", "contact"]
    assert [line.text() for line in problems.lines()] == list(wrong.values())
    assert wrong["name"] == "Enter the person's name."
    problems.lines()[1].click()
    assert at_desk.window.focusWidget() is page.form.contact
    assert page.form.contact.text() == "0770"
    assert people(hub) == 0


def test_an_e_mail_in_the_same_box_is_known_for_one(hub, page):
    page.form.set_name("Ada Okafor")
    page.form.contact.setText("ada@example.org")
    assert page.save()
    assert (newest(hub).email, newest(hub).phone) == ("ada@example.org", "")


def test_no_phone_is_an_answer_and_what_was_typed_there_does_not_count(hub, page):
    page.form.set_name("Ada Okafor")
    page.form.contact.setText("not a number")
    page.form.no_contact.setChecked(True)
    assert page.save()
    assert newest(hub).phone == ""


def test_something_else_can_be_said_about_how_they_heard(hub, page):
    page.form.set_name("Ada Okafor")
    page.form.heard.choose("else")
    assert not page.form.heard_else.isHidden()
    page.form.heard_else.setText("The radio")
    assert page.save()
    assert newest(hub).heard_from == "The radio"


@pytest.fixture
def samira(hub):
    more = {"birth": Birth.of_day(date(1979, 3, 14))}
    return hub.person("Samira Haddad", phone="07700 900318", more=more)


def test_a_likely_twin_is_shown_calmly_when_a_field_is_left(at_desk, hub, samira, page):
    at_desk.write("samira haddad")
    assert page.twins.isHidden()
    at_desk.press(TAB)
    assert not page.twins.isHidden()
    assert not page.twins.is_asking
    assert page.save_button.isEnabled()


def test_a_same_phone_is_enough_whatever_the_name(at_desk, hub, samira, page):
    page.form.set_name("S. Haddad-Khan")
    page.form.contact.setText("+44 7700 900 318")
    page.form.contact.editingFinished.emit()
    assert page.twins.ids() == {samira}


def test_saving_asks_first_and_a_second_enter_opens_the_one_who_is_here(at_desk, hub, samira, page):
    at_desk.write("Samira Haddad")
    at_desk.press(ENTER)
    assert people(hub) == 1
    assert page.twins.is_asking
    asked = "Samira Haddad, born 14 March 1979 (47), is already here."
    (said,) = [words for words in words_in(page.twins) if "14 March 1979" in words]
    assert said == asked, "her birth date is said once"
    filled = [b for b in (page.save_button, page.twins.open_first) if b.isEnabled()]
    assert [b.kind for b in filled] == ["primary"]
    at_desk.press(ENTER)
    assert at_desk.shell.current == "person"
    assert people(hub) == 1


def test_somebody_else_of_the_same_name_is_added_after_saying_so(at_desk, hub, samira, page):
    at_desk.write("Samira Haddad")
    at_desk.press(ENTER)
    at_desk.press(TAB)
    assert page.twins.other.hasFocus()
    at_desk.press(ENTER)
    assert people(hub) == 2, "Enter pressed what had the focus"
    assert newest(hub).id != samira


def test_who_may_be_here_already_is_told_without_a_word_cut(at_desk, hub, samira, page):
    at_desk.write("Samira Hadad")
    page.form.contact.setText("07700 900318")
    at_desk.press(ENTER)
    assert page.twins.is_asking
    at_desk.settle()
    [like] = [chip for chip in page.twins.findChildren(Chip) if chip.isVisible()]
    assert like.accessibleName() == "Same phone, alike names"
    assert like.width() >= like.sizeHint().width()
    assert page.twins.open_first.text() == "Open their page"
    assert page.twins.open_first.width() >= page.twins.open_first.sizeHint().width()


def test_the_question_goes_when_the_answer_is_typed_and_comes_back_with_save(
    at_desk, hub, samira, page
):
    at_desk.write("Samira Haddad")
    at_desk.press(ENTER)
    at_desk.press(ESC)
    assert not page.twins.is_asking
    assert at_desk.shell.current == "new-person"
    page.form.contact.setText("077")
    assert not page.save()
    assert page.save_button.isEnabled()
    page.form.contact.setText("")
    assert not page.save()
    assert page.twins.is_asking


def test_a_blank_card_that_is_scanned_becomes_theirs(at_desk, hub, page):
    at_desk.write("Ada Okafor")
    at_desk.scan(CARD.text)
    assert page.form.name.text() == "Ada Okafor"
    assert page.card.code == CARD.text
    at_desk.press(ENTER)
    added = newest(hub)
    assert hub.look(lambda db: card_printed(db, added.id)) == "L-00412"


def test_a_card_of_somebody_else_waits_until_the_form_is_saved(at_desk, hub, samira, page):
    theirs = hub.do("assign card", lambda db, now: assign_card(db, person_id=samira)).text
    at_desk.write("Ada Okafor")
    at_desk.scan(theirs)
    assert at_desk.shell.current == "new-person"
    assert page.card.code == ""
    assert at_desk.said == "Card scanned: Samira. Save this first."


def test_a_card_that_was_put_back_is_nobody_s(at_desk, hub, page):
    page.form.set_name("Ada Okafor")
    page.card.take(CARD.text)
    page.card.back.click()
    assert page.save()
    assert newest(hub).card == ""


def test_the_desk_hands_over_a_name_and_a_card(at_desk, hub):
    at_desk.shell.go("new-person", name="Grace Okafor", card=CARD.text)
    page = at_desk.shell.page
    assert (page.form.name.text(), page.form.known_as.text()) == ("Grace Okafor", "Grace")
    assert page.card.code == CARD.text
    assert at_desk.window.focusWidget() is page.form.contact


def test_a_half_filled_form_is_there_after_lunch_and_after_a_restart(at_desk, hub, page):
    at_desk.write("Ada Oka")
    page.form.contact.setText("ada@")
    page.form.privacy.setChecked(True)
    page.card.take(CARD.text)
    at_desk.press(Qt.Key.Key_1, CTRL)
    fresh = reopened(at_desk)
    assert fresh.form.typed() == page.form.typed()
    assert fresh.card.code == CARD.text
    at_desk.press(Qt.Key.Key_N, CTRL)
    assert page.form.name.text() == "Ada Oka"


def test_a_pause_in_typing_is_enough_to_keep_the_form(at_desk, page):
    at_desk.write("Ada Oka")
    page.draft.keep()  # what the timer does
    assert reopened(at_desk).form.name.text() == "Ada Oka"


def test_another_name_begins_another_form_and_the_first_can_be_opened(at_desk, page):
    at_desk.write("Ada Okafor")
    at_desk.shell.go("new-person", name="Tom Reed")
    assert page.form.name.text() == "Tom Reed"
    assert at_desk.said == "The form for Ada Okafor is not finished."
    at_desk.shell.strip.buttons()[0].click()
    assert page.form.name.text() == "Ada Okafor"
    assert [row.body["typed"]["name"] for row in page.draft.open_ones()] == [
        "Tom Reed",
        "Ada Okafor",
    ]


def test_a_saved_form_is_not_offered_again_but_undo_brings_it_back(at_desk, hub, page):
    at_desk.write("Ada Okafor")
    page.form.contact.setText("ada@example.org")
    at_desk.press(ENTER)
    assert page.draft.open_ones() == []
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert people(hub) == 0
    at_desk.press(Qt.Key.Key_N, CTRL)
    assert page.form.name.text() == "Ada Okafor"
    assert page.form.contact.text() == "ada@example.org"
    at_desk.press(ENTER)
    assert people(hub) == 1


def test_starting_again_empties_the_form_and_can_be_taken_back(at_desk, page):
    at_desk.write("Ada Okafor")
    page.draft.keep()
    page.again.click()
    assert page.form.is_empty()
    assert page.draft.open_ones() == []
    at_desk.shell.strip.buttons()[0].click()
    assert page.form.name.text() == "Ada Okafor"


def test_a_card_can_be_printed_for_who_was_just_added(at_desk, hub, page):
    at_desk.write("Ada Okafor")
    at_desk.press(ENTER)
    at_desk.shell.strip.buttons()[0].click()
    assert newest(hub).card == "L-00001"
