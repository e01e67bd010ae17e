"""What is said about a row: every fault has words, and the words are plain and short."""

from __future__ import annotations

import pytest

from hubdesk.errors.bringing_in import Fault, LooksLike, Problem
from hubdesk.messages.bringing_in import _FAULTS, _THINGS, said, said_with_line
from tests.imports.reading import devices
from tests.words import faults


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name)
def test_every_fault_is_said_in_whole_plain_sentences(fault: Fault):
    words = said(Problem(fault, 14, "Serial", "6.37702E+15", 5))
    assert not faults(words)
    assert words[0].isupper() or words[0].isdigit() or words[0] == "“"
    assert words.endswith(".")
    assert "{" not in words


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name)
def test_what_stands_in_a_cell_cannot_change_the_sentence(fault: Fault):
    words = said(Problem(fault, column="{first}", text="{column} {0} %s\n"))
    assert "\n" not in words
    assert "{0}" in words or "{text}" not in _FAULTS[fault]


def test_the_line_is_named_first():
    assert said_with_line(Problem(Fault.NO_NAME, 14)) == "Line 14: It has no name."
    assert said_with_line(Problem(Fault.NOT_UTF8, text="Mac")).startswith("The letters")


def test_a_long_cell_is_shortened():
    assert len(said(Problem(Fault.FORMULA, 2, "notes", "=" + "A1+" * 4000))) < 180


@pytest.mark.parametrize("thing", LooksLike)
def test_every_sort_of_file_has_a_name(thing: LooksLike):
    assert _THINGS[thing]


def test_the_ten_faults_are_told_each_in_its_own_words():
    told = [
        said_with_line(problem) for row in devices("ten-faults.csv") for problem in row.problems
    ]
    assert told[:3] == [
        "Line 4: It has no asset tag, no serial, no name and no model.",
        "Line 6: The asset tag hd203 is on line 5 already.",
        "Line 7: The serial pf3kx9qb is on line 5 already.",
    ]
