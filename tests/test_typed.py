"""What somebody types: cleaned without loss, or refused with words."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubdesk.errors.records import (
    BirthInFuture,
    NotADate,
    NumberMangled,
    PostcodeNotRight,
    TextTooLong,
    YearMissing,
)
from hubdesk.typed import (
    clean_line,
    clean_name,
    clean_note,
    luhn,
    read_day,
    read_postcode,
    read_serial,
)

ANY_TEXT = st.text(st.characters(), max_size=120)


@given(ANY_TEXT)
@settings(deadline=None, max_examples=300)
def test_cleaning_twice_is_cleaning_once_and_nothing_visible_is_lost(text: str):
    clean = clean_line(text, "Name")
    assert clean_line(clean, "Name") == clean
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert not any(unicodedata.category(c) == "Cc" for c in clean)
    assert letters(clean) == letters(text)


@given(ANY_TEXT)
@settings(deadline=None, max_examples=300)
def test_a_note_keeps_its_lines_and_its_letters(text: str):
    clean = clean_note(text, "Note")
    assert clean_note(clean, "Note") == clean
    assert letters(clean) == letters(text)


def letters(text: str) -> str:
    """What can be seen of a text: its letters, marks, numbers, signs and emoji."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if unicodedata.category(c)[0] in "LMNPS")


def test_two_ways_to_type_an_accent_are_one():
    assert clean_name("Ame\u0301lie") == clean_name("Am\u00e9lie")


def test_emoji_of_families_and_joined_letters_stay_joined():
    for name in ("👩🏽‍💻 Sam", "می‌خواهم", "क्‍ष"):
        assert clean_name(name) == name


def test_marks_that_turn_the_text_around_are_left_out():
    assert clean_line("\u202eevil\u202c \u2066x\u2069\ufeff", "Name") == "evil x"


def test_too_long_is_said_with_the_label_and_the_most():
    with pytest.raises(TextTooLong) as refusal:
        clean_note("x" * 4001, "Note")
    assert (refusal.value.field, refusal.value.most) == ("Note", 4000)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("27", "3", "1985"), date(1985, 3, 27)),
        (("03", "03", "2000"), date(2000, 3, 3)),
        (("3", "March", "1985"), date(1985, 3, 3)),
        (("3", "mar", "1985"), date(1985, 3, 3)),
        ((" 29 ", "Feb", "2024"), date(2024, 2, 29)),
        (("1", "SEPT", "1985"), date(1985, 9, 1)),
    ],
)
def test_a_day_in_three_boxes_is_read_as_people_write_it(typed, day):
    assert read_day(*typed) == day


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (("27", "3", ""), YearMissing),
        (("29", "2", "2023"), NotADate),
        (("0", "3", "1985"), NotADate),
        (("27", "13", "1985"), NotADate),
        (("27", "ma", "1985"), NotADate),
        (("27", "3", "85"), NotADate),
        (("", "", "1985"), NotADate),
        (("1", "1", "0000"), NotADate),
        (("25", "11", "2026"), BirthInFuture),
    ],
)
def test_a_day_the_calendar_does_not_have_is_refused(typed, error):
    with pytest.raises(error):
        read_day(*typed, today=date(2026, 11, 24))


@pytest.mark.parametrize(
    "code",
    ["M1 1AA", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 1HQ", "EC1A 1BB", "GIR 0AA", "JE2 3AB"],
)
def test_every_form_of_a_postcode_is_read_with_and_without_its_space(code: str):
    assert read_postcode(code) == code
    assert read_postcode(code.lower().replace(" ", "")) == code


@pytest.mark.parametrize(
    "code", ["B12", "12345", "B12 0X", "B12 0XXX", "AAA1 1AA", "B12 0CX", "B1 2 3"]
)
def test_what_has_not_the_form_of_a_postcode_is_refused(code: str):
    with pytest.raises(PostcodeNotRight):
        read_postcode(code)


@pytest.mark.parametrize("serial", ["6.37702E+15", "5,02e+18", "8E+15"])
def test_a_number_a_spreadsheet_cut_short_is_refused(serial: str):
    with pytest.raises(NumberMangled):
        read_serial(serial)


@pytest.mark.parametrize("serial", ["123E456", "5E12", "12E+15", "PF3KX9QA", "3E+"])
def test_a_makers_number_with_an_e_in_it_is_kept(serial: str):
    assert read_serial(serial) == serial


def test_one_wrong_digit_is_always_noticed_by_luhn():
    good = "490154203237518"
    assert luhn(good)
    for at in range(len(good)):
        for digit in "0123456789":
            wrong = good[:at] + digit + good[at + 1 :]
            assert luhn(wrong) == (wrong == good)
