"""Codes at the front desk by keys: unknown, half read, new, and typed by hand in the box."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hubdesk.ids import CodeKind, DeskAction, action_code, make_code
from hubdesk.models import Birth, Device
from hubdesk.operations.people import assign_card
from hubdesk.operations.returning import return_device
from hubdesk.queries.finding import find_typed
from hubdesk.ui.widgets.rows import Row
from tests.ui.test_front_desk import ENTER, loans


@pytest.fixture
def samira(hub):
    return hub.person("Samira Haddad", known_as="Sam")


def test_a_code_nobody_knows_gets_a_sentence_wherever_it_is_scanned(at_desk, hub):
    for page, focus in (("desk", "the box"), ("people", "the box"), ("desk", "nothing")):
        for code in ("5012345678900", "PF9ZZZ99", "ZZZZZZZZZZZ9"):
            at_desk.shell.strip.clear()
            at_desk.shell.go(page)
            if focus == "the box":
                at_desk.shell.focus_search()
                at_desk.scan(code)
            else:
                at_desk.open.window.scanned(code)
                at_desk.settle()
            assert f"do not know the code {code}" in at_desk.said, (page, focus)
            assert at_desk.shell.current == page
            assert [b.text() for b in at_desk.shell.strip.buttons()][:1] == ["Add a device"]


def test_half_a_label_is_told_and_is_nothing_that_begins_like_it(at_desk, hub, samira):
    """A key that gets lost between scanner and computer is never somebody's device or name."""
    whole = make_code(CodeKind.DEVICE, 0, 142).text
    laptop = hub.device(label=whole)
    hub.lend(samira, laptop)
    wrong_end = whole[:-1] + ("A" if whole[-1] != "A" else "B")
    for page in ("desk", "people"):
        broken = (whole[:-1], whole[:-3], wrong_end, whole[:5] + whole[6:], whole + whole)
        for half in (*broken, whole[:5], whole[:4]):
            at_desk.shell.strip.clear()
            at_desk.shell.go(page)
            at_desk.shell.focus_search()
            at_desk.scan(half)
            assert at_desk.said == "The scanner missed part of the label. Scan it again.", half
            assert (at_desk.shell.current, loans(hub)) == (page, 1)


def test_the_first_letters_of_a_card_open_nobody(at_desk, hub, samira):
    hub.do("assign card", lambda db, now: assign_card(db, person_id=samira))
    for half in ("HDL0", "HDL00"):
        at_desk.scan(half)
        assert at_desk.said == "The scanner missed part of the label. Scan it again.", half
        assert at_desk.state.card is None, "it is Samira's card as little as anybody else's"


def test_a_paper_nobody_knows_is_not_taken_for_a_device(at_desk, hub):
    for kind, said in (
        (
            CodeKind.PAPER,
            "We do not know the paper P-07777. Its loan was undone, or it is another hub's.",
        ),
        (
            CodeKind.CERTIFICATE,
            "We do not know the certificate C-07777. It may be another hub's.",
        ),
    ):
        at_desk.scan(make_code(kind, 0, 7777).text)
        assert at_desk.said == said
        assert at_desk.shell.strip.buttons() == [], "no device is to get the code of a paper"


def test_whatever_is_pasted_into_the_box_is_named_in_one_short_line(at_desk, hub):
    """A whole page copied by mistake freezes nothing and fills no screen."""
    for pasted, named in (
        ("a1\n\tb\x1b[31m  c", "a1 b [31m c"),
        ("7" * 200_000, "7" * 30 + "…"),
    ):
        QApplication.clipboard().setText(pasted)
        at_desk.shell.focus_search()
        at_desk.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert len(at_desk.shell.search.text()) <= 1000
        at_desk.press(ENTER)
        assert at_desk.said == (
            f"We do not know the code {named}. Add a device with it, or link it."
        )


def test_a_due_day_of_the_desk_card_is_answered_where_there_is_nothing_to_lend(
    at_desk, hub, samira
):
    mifi = hub.device("MiFi")
    at_desk.scan(action_code(DeskAction.DUE_2_WEEKS).text)
    assert at_desk.said == "Scan a card and a device first, then when it is due."
    assert at_desk.state.basket.due_choice == 0, "nobody's next loan is due on a day of before"
    at_desk.desk.show_person(samira)
    at_desk.scan(action_code(DeskAction.DUE_1_WEEK).text)
    assert at_desk.said == "That is kept. Now scan a device."
    at_desk.write(hub.look(lambda db: db.get(Device, mifi).tag))
    at_desk.press(ENTER)
    at_desk.press(ENTER)
    assert at_desk.said == "Lent 1 device to Sam until Tue 1 Dec."


def test_where_several_fit_each_shows_what_it_is_and_where_it_stands(at_desk, hub, samira):
    hub.lend(samira, hub.device("MiFi", serial="AAX977", make="Huawei", model="E5576"))
    hub.device("Headset", serial="BBY977")
    wiped = hub.device("Laptop", serial="CCZ977")
    hub.lend(samira, wiped)
    hub.do("return", lambda db, now: return_device(db, device_id=wiped, now=now))
    at_desk.desk.codes.meant(hub.look(lambda db: find_typed(db, "977")))
    at_desk.settle()
    rows = at_desk.shell.page.choose_card.findChildren(Row)
    assert [row.detail.text() for row in rows] == [
        "HD-0001 · out", "HD-0002 · on the shelf", "HD-0003 · to wipe"
    ]  # fmt: skip
    assert [row.lead.icon._what[0] for row in rows] == ["router", "headphones", "laptop"]


def test_a_code_typed_by_hand_means_what_its_scan_means(at_desk, hub, samira):
    for code, said in (
        (make_code(CodeKind.DEVICE, 0, 770).text, "That label is new."),
        (make_code(CodeKind.PERSON, 0, 770).text, "That card is new."),
        (action_code(DeskAction.LEND).text, "Scan a card and a device first."),
    ):
        at_desk.write(code.lower())
        at_desk.press(ENTER)
        assert (at_desk.said.startswith(said), at_desk.shell.current) == (True, "desk"), code


def test_whoever_types_a_phone_nobody_has_is_told_of_people_and_not_of_codes(at_desk, hub):
    at_desk.write("07700 900999")
    at_desk.press(ENTER)
    assert at_desk.said.startswith("Nobody and nothing called “07700 900999”.")


def test_people_of_one_name_are_told_apart_where_one_is_to_be_chosen(at_desk, hub):
    born = {"birth": Birth.of_day(date(1979, 3, 14))}
    hub.person("Mohammed Ali", phone="07700 900318", more=born)
    hub.person("Mohammed Ali", phone="07700 900511")
    hub.person("Mohammed Alison")
    at_desk.write("mohammed ali")
    rows = at_desk.shell.search.results().rows()
    said = {row.detail for row in rows if row.title.startswith("Mohammed")}
    assert said == {
        "Born 14 March 1979 · phone ends 318 · nothing on loan",
        "Phone ends 511 · here since 24 November 2026 · nothing on loan",
        "Nothing on loan",
    }
