"""Codes at the front desk by keys: unknown, half read, new, and typed by hand in the box."""

from __future__ import annotations

from datetime import date

import pytest

from hubdesk.ids import CodeKind, DeskAction, action_code, make_code
from hubdesk.models import Birth
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
        for half in (whole[:-1], whole[:-3], wrong_end, whole[:5] + whole[6:], whole + whole):
            at_desk.shell.strip.clear()
            at_desk.shell.go(page)
            at_desk.shell.focus_search()
            at_desk.scan(half)
            assert at_desk.said == "The scanner missed part of the label. Scan it again.", half
            assert (at_desk.shell.current, loans(hub)) == (page, 1)


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
