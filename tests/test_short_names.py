"""A short name keeps its dot beside its initial, whichever way the letters run."""

from __future__ import annotations

import pytest

from hubdesk.models.person import short_name
from hubdesk.reports.bidi_levels import base_level, levels


@pytest.mark.parametrize(
    ("name", "known_as"),
    [
        ("محمد رضوان", ""),
        ("Mohammed رضوان", ""),
        ("محمد Haddad", ""),
        ("שרה כהן", ""),
        ("Samira Haddad", "سميرة"),
    ],
)
def test_the_dot_runs_with_its_initial_on_the_screen_and_on_paper(name: str, known_as: str):
    """Levels are the algorithm both follow; without the mark the dot has that of the line."""
    text = short_name(name, known_as)
    dot = text.index(".")
    found = levels(text, base_level(text))
    assert found[dot] == found[dot - 1]


def test_a_name_that_runs_to_the_right_has_no_mark():
    assert short_name("Samira Haddad", "Sam") == "Sam H."
    assert short_name("Samira") == "Samira"
