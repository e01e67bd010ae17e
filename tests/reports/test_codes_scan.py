"""Every code we print is read back from its picture, as a 203-dpi printer makes it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hubdesk.ids import ALPHABET, CodeKind, DeskAction, action_code, read_code
from hubdesk.queries.papers import CardRow, LabelRow
from hubdesk.reports import scanner_page
from hubdesk.reports.agreement import agreement_pdf
from hubdesk.reports.cards import person_card_sheets_pdf, person_cards_pdf
from hubdesk.reports.code128 import DOT, QUIET_MODULES, bars
from hubdesk.reports.desk_card import desk_card_pdf
from hubdesk.reports.labels import device_label_sheets_pdf, device_labels_pdf
from tests.reports.papers_read import (
    DPI,
    HUB,
    LONG_HUB,
    agreement,
    opened,
    picture,
    quiet_dots,
    random_codes,
    scanned,
)

DEVICES = random_codes(CodeKind.DEVICE)
PEOPLE = random_codes(CodeKind.PERSON)
PAPERS = random_codes(CodeKind.PAPER)
LABELS = [LabelRow(code.text, code.printed()) for code in DEVICES]
CARDS = [CardRow(code.text, code.printed(), "Maximiliana-Konstantina W.") for code in PEOPLE]
LEAST_QUIET = QUIET_MODULES * 2  # dots, a module being two


def read_one_a_page(pdf: bytes) -> list[tuple[str, int]]:
    """The code on each page, and the white dots on its narrower side."""
    out: list[tuple[str, int]] = []
    with opened(pdf) as document:
        for page in document:
            image = picture(page)
            (code,) = scanned(image)
            out.append((code.text, min(quiet_dots(image, code))))
    return out


def test_200_labels_of_the_roll_scan_with_room_on_both_sides():
    read = read_one_a_page(device_labels_pdf(LABELS, LONG_HUB))
    assert [text for text, _ in read] == [code.text for code in DEVICES]
    assert min(quiet for _, quiet in read) >= LEAST_QUIET


def test_200_labels_on_sheets_scan_with_room_on_both_sides():
    read: list[str] = []
    with opened(device_label_sheets_pdf(LABELS, LONG_HUB)) as document:
        assert len(document) == 9
        for page in document:
            image = picture(page)
            codes = scanned(image)
            read += [code.text for code in codes]
            assert min(min(quiet_dots(image, code)) for code in codes) >= LEAST_QUIET
    assert read == [code.text for code in DEVICES]


def test_200_cards_scan_with_room_on_both_sides():
    read = read_one_a_page(person_cards_pdf(CARDS, LONG_HUB))
    assert [text for text, _ in read] == [code.text for code in PEOPLE]
    assert min(quiet for _, quiet in read) >= QUIET_MODULES * 3  # cards have wider bars


def test_200_cards_on_sheets_of_eight_scan_with_room_on_both_sides():
    read: list[str] = []
    with opened(person_card_sheets_pdf(CARDS, LONG_HUB)) as document:
        assert len(document) == 25
        for page in document:
            image = picture(page)
            codes = scanned(image)
            read += [code.text for code in codes]
            assert min(min(quiet_dots(image, code)) for code in codes) >= QUIET_MODULES * 3
    assert read == [code.text for code in PEOPLE]


@pytest.mark.parametrize("large_print", [False, True])
def test_200_agreements_scan_on_both_copies_with_room_on_both_sides(large_print: bool):
    """Half of the codes in each size of print; the corner that holds the code is looked at."""
    base = agreement(hub=LONG_HUB, large_print=large_print)
    for code in PAPERS[large_print::2]:
        paper = replace(base, code=code.text, printed=code.printed())
        with opened(agreement_pdf(paper)) as document:
            for page in (document[0], document[len(document) // 2]):
                corner = (page.get_width() / 2, page.get_height() * 0.8, 0, 0)
                image = picture(page, crop=corner)
                (read,) = scanned(image)
                assert read.text == code.text
                assert min(quiet_dots(image, read)) >= LEAST_QUIET


def test_every_action_on_the_desk_card_scans_under_the_longest_hub_name():
    """There are eight, and they never change; 200 random ones would be no desk card of ours."""
    with opened(desk_card_pdf(LONG_HUB)) as document:
        (page,) = document
        image = picture(page)
        codes = scanned(image)
    assert [read.text for read in codes] == [action_code(action).text for action in DeskAction]
    assert [read_code(read.text).action for read in codes] == list(DeskAction)
    assert min(min(quiet_dots(image, code)) for code in codes) >= QUIET_MODULES * 3


def test_the_test_page_holds_the_test_code_twice():
    with opened(scanner_page.test_page_pdf(HUB)) as document:
        codes = scanned(picture(document[0]))
    assert [code.text for code in codes] == [scanner_page.TEST_CODE.text] * 2


def test_every_check_character_scans():
    labels = [LabelRow(f"HDD00000001{check}", "HD-0001") for check in ALPHABET]
    read = read_one_a_page(device_labels_pdf(labels, HUB))
    assert [text for text, _ in read] == [label.code for label in labels]


def test_a_bar_is_a_whole_number_of_dots_and_starts_on_one():
    label = LABELS[0]
    modules = bars(label.code).modules
    with opened(device_labels_pdf([label], HUB)) as document:
        image = picture(document[0])
        (code,) = scanned(image)
        y = (code.position.top_left.y + code.position.bottom_left.y) // 2
        row = [image.getpixel((x, y)) for x in range(image.width)]
    inked = [x for x, value in enumerate(row) if value < 128]
    assert set(row) == {0, 255}, "a grey dot is a bar between two dots of the printer"
    assert inked[-1] - inked[0] + 1 == modules * 2
    assert DOT * DPI == 72


def test_a_code_with_letters_no_scanner_knows_is_not_drawn():
    for code in ("HDD0000014é", "ਸਿੰਘ", "HDD\n"):
        with pytest.raises(ValueError, match=code):
            bars(code)
