"""Clearer numbers in the window: no number without what it rests on, and ours beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from hubdesk.operations.benchmarks import bring_in_benchmarks
from hubdesk.queries.benchmarks import guesses, shipped_benchmarks
from hubdesk.ui.clearer.page import BRING, BROUGHT, ClearerPage
from tests.equality_hub import publish
from tests.imports.reading import SAMPLES
from tests.reporting_verbs import a_number
from tests.ui import walks
from tests.ui.alone import until

CTRL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


@pytest.fixture
def page(at_desk):
    at_desk.press(KEY.Key_5, CTRL)
    at_desk.shell.page.options.clearer_button.click()
    page = at_desk.shell.page
    assert isinstance(page, ClearerPage)
    return page


def shown(page):
    labels = [label for card in page.cards.values() for label in card.findChildren(QLabel)]
    return [label.text().replace("\u200b", "") for label in labels]


def bring(hub, *lines):
    hub.do(
        "import benchmarks",
        lambda db, now: bring_in_benchmarks(db, lines, file_name="a.csv", now=now),
    )


def test_every_guess_has_a_card_that_is_read_by_keys_alone(at_desk, page):
    assert list(page.cards) == [guess.code for guess in guesses()]
    said = shown(page)
    assert "Said in 2021: 17 %, without a source." in said
    assert "Women among IT specialists: 22 %" in said
    assert "IT specialists, United Kingdom, 2024" in said
    assert "Women among IT specialists in the West Midlands: Not found" in said
    assert "Nothing verified was found." in said
    assert page.meta() == f"{len(shipped_benchmarks())} numbers"
    assert page.area.hasFocus()
    at_desk.press(KEY.Key_PageDown)
    assert page.area.verticalScrollBar().value() > 0


def test_a_newer_number_stands_first_and_what_was_brought_in_can_be_put_away(at_desk, page, hub):
    bring(hub, a_number("2025", 23), a_number("2025", None, measure="x", hidden="suppressed"))
    page.arrive()
    said = shown(page)
    first = next(one for one in said if one.startswith("Women among IT specialists:"))
    assert first.endswith(": 23 %")
    assert page.tabs.words_of(BROUGHT) == "Brought in (2)"
    page.open_tab(BROUGHT)
    page.brought.list.setFocus()
    at_desk.press(KEY.Key_Home)
    page.brought.put_away()
    assert at_desk.said.startswith("Women among IT specialists is put away.")
    assert page.tabs.words_of(BROUGHT) == "Brought in (1)"
    at_desk.press(KEY.Key_Z, CTRL)
    assert page.tabs.words_of(BROUGHT) == "Brought in (2)"


def test_a_file_of_a_public_body_is_looked_at_and_then_brought_in(at_desk, page):
    """What it does not say itself is asked for, what is hidden is told, and Undo takes it back."""
    page.open_tab(BRING)
    part = page.bring
    part.set_file(str(SAMPLES / "benchmarks-schools.csv"))
    until(lambda: not part.seen.isHidden())
    assert "Missing: " in said_in(part.seen)
    assert part.lines is None
    for name, words in {
        "source": "Invented Office", "year": "2023", "base": "Pupils", "method": "Counted in May",
    }.items():  # fmt: skip
        part.edits[name].setText(words)
    part.look()
    until(lambda: part.lines is not None)
    told = said_in(part.seen)
    assert "7 numbers would come in" in told
    assert "Hidden by its publisher: 1. None of them counts as nought." in told
    assert "Line 6 stays out." in told
    part.bring_in()
    assert page.tabs.value() == BROUGHT
    assert page.tabs.words_of(BROUGHT) == "Brought in (7)"
    at_desk.press(KEY.Key_Z, CTRL)
    assert page.tabs.words_of(BROUGHT) == "Brought in (0)"


def said_in(part):
    return " ".join(label.text() for label in part.findChildren(QLabel)).replace("\u200b", "")


def test_our_hub_stands_beside_them_and_the_page_is_whole_in_every_look(
    at_desk, page, hub, qapp, look
):
    bring(hub, a_number("2025", 23))
    assert not any("Our hub" in one for one in shown(page))
    publish(hub, 30, 20)
    page.arrive()
    ours = "Our hub: 60 % of those who answered, July to September 2026. Not adjusted for age."
    assert shown(page).count(ours) == 2, "once for each measure of women, beside its newest number"
    for choice, scale, size in (
        ("light", 100, (1366, 768)), ("dark", 200, (1366, 768)), ("contrast", 100, (1024, 600)),
    ):  # fmt: skip
        walks.put_on(qapp, at_desk.window, look, choice, scale, size)
        for tab in ("guesses", BROUGHT):
            page.open_tab(tab)
            qapp.processEvents()
            assert walks.clipped(at_desk.window) == []
            assert walks.low_contrast(at_desk.window) == []
            assert walks.unnamed(at_desk.window) == []
            assert walks.small_targets(at_desk.window) == []
            assert walks.unreachable(at_desk.window) == []
