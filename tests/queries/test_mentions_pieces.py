"""What SQLite may pass over when it looks for a name: never a text that holds it."""

from __future__ import annotations

import json
import sqlite3

from hypothesis import given, settings
from hypothesis import strategies as st

from hubdesk.models.naming import Named, pieces_of

NAMES = (
    *("Samira Haddad", "Kiki Sisi", "Zażółć Gęślą-Wójcik", "Işık Gülşen", "Ольга Щербакова"),
    *("عبد الرحمن", "王小明", "O'Neill-Smith", "07700 900123", "sam@example.org", "K. S. Iyer"),
)
WAYS = (str, str.upper, str.lower, str.title, str.swapcase, json.dumps)


def passed_over(text: str, pieces: tuple[str, ...]) -> bool:
    """What the look at a table leaves unread."""
    if not pieces:
        return False
    raw = sqlite3.connect(":memory:")
    like = " OR ".join("? LIKE '%' || ? || '%'" for _ in pieces)
    facts = [fact for piece in pieces for fact in (text, piece)]
    hides = "instr(?, '\\u') OR instr(?, char(0))"
    found = raw.execute(f"SELECT {like} OR {hides}", (*facts, text, text)).fetchone()[0]
    raw.close()
    return not found


def test_a_piece_holds_no_letter_that_has_other_capitals_elsewhere():
    assert pieces_of(["Samira Haddad"]) == ("haddad",)
    assert pieces_of(["Kiki Sisi"]) == (), "then every text is read"
    assert pieces_of(["Ольга", "Ann Lee"]) == (), "one name without a piece is enough"


def test_a_zero_in_a_text_hides_no_name():
    assert Named(["Samira Haddad"])("\x00 Samira Haddad")
    assert not passed_over("\x00 Samira Haddad", pieces_of(["Samira Haddad"]))


@settings(max_examples=150, deadline=None, database=None)
@given(st.sampled_from(NAMES), st.sampled_from(WAYS), st.text(max_size=12), st.text(max_size=12))
def test_no_text_that_names_somebody_is_passed_over(name, way, before, after):
    text = way(f"{before} {name} {after}")
    if Named([name])(text):
        assert not passed_over(text, pieces_of([name]))
