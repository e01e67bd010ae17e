"""The founding question, "where can we find clearer numbers?", answered in public, with doubt."""

from __future__ import annotations

import re

import pytest

from hubdesk.messages.benchmarks import amount_words
from hubdesk.paths import resource
from hubdesk.queries.benchmarks import (
    ELSEWHERE,
    FOLDER,
    NOWHERE,
    PUBLISHER,
    guesses,
    shipped_benchmarks,
)
from hubdesk.queries.equality_questions import shipped_questions
from tools.clearer_numbers_page import PAGE, page

# What somebody said in 2021 and what the census is said to say: read nowhere, so shipped nowhere.
UNVERIFIED = ("48.6", "31.0", "11.0", "17.8")


def test_the_package_is_valid_by_the_library_of_the_standard():
    import frictionless

    found = frictionless.Package(resource(f"{FOLDER}/datapackage.json")).validate()
    assert found.valid, found.flatten(["task", "rowNumber", "fieldName", "type", "note"])[:5]
    assert [task.stats["rows"] for task in found.tasks] == [
        len(guesses()),
        len(shipped_benchmarks()),
    ]


def test_every_number_says_where_it_is_from_and_a_row_without_a_source_has_no_number():
    for one in shipped_benchmarks():
        rests_on = (one.source, one.source_url, one.year, one.geography, one.base, one.method)
        if one.read == NOWHERE:
            assert (one.amount, one.source, one.source_url) == (None, "", ""), one.id
        else:
            assert one.read in (PUBLISHER, ELSEWHERE)
            assert one.amount is not None, one.id
            assert all(rests_on), one.id
            assert one.source_url.startswith("https://"), one.id
        assert one.doubt, one.id


def test_what_was_read_elsewhere_says_so_in_its_doubt_too():
    for one in shipped_benchmarks():
        assert (one.read == ELSEWHERE) == ("Second-hand. Read in " in one.doubt), one.id
        is_warned = "Do not quote it before you have seen the original." in one.doubt
        assert (one.read == ELSEWHERE) == is_warned, one.id


def test_what_nobody_verified_is_shipped_nowhere():
    shown = [amount_words(one.amount, one.places, "") for one in shipped_benchmarks()]
    assert not set(UNVERIFIED) & set(shown)


def test_every_guess_of_2021_has_something_beside_it():
    named = {one.guess for one in shipped_benchmarks()}
    assert named == {guess.code for guess in guesses()}
    assert [guess.guess for guess in guesses()][:4] == ["1 to 2 %", "4 %", "14 %", "17 %"]


def test_what_ours_may_stand_beside_is_a_line_of_our_own_tables():
    questions = shipped_questions()
    lines = {
        f"{table.code}:{option.code}"
        for table in questions.tables
        for option in questions.options_of(table)
    }
    assert {one.beside for one in shipped_benchmarks() if one.beside} <= lines


def test_the_page_of_the_manual_says_what_the_package_says():
    assert PAGE.read_text("utf-8") == page(), "run: python -m tools.clearer_numbers_page"
    for one in shipped_benchmarks():
        assert one.doubt in page()
    assert not re.search(r"\d \| ,|\| \|", page()), "a number without its people"


@pytest.mark.parametrize(
    ("amount", "places", "unit", "hidden", "words"),
    [
        (19, 1, "percent", "", "1.9 %"),
        (1144900, 0, "people", "", "1,144,900 people"),
        (5, 2, "percent", "", "0.05 %"),
        (-3, 0, "percent", "", "−3 %"),
        (0, 0, "pupils", "", "0 pupils"),
        (None, 0, "percent", "", "Not found"),
        (None, 0, "pupils", "suppressed", "Hidden by its publisher"),
    ],
)
def test_a_number_is_said_exactly_and_none_is_never_nought(amount, places, unit, hidden, words):
    assert amount_words(amount, places, unit, hidden) == words
