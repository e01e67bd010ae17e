"""Help: how-tos, every key, what HubDesk is made of; found as one types."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from hubdesk import __version__
from hubdesk.ui.actions import ACTIONS, PLACES
from hubdesk.ui.help.how_tos import HOW_TOS, PARTS
from hubdesk.ui.help.key_list import KeyList
from hubdesk.ui.help.page import HelpPage, HowToCard
from hubdesk.ui.widgets.buttons import Button
from tests.ui import walks
from tests.ui.alone import Alone

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def alone(show):
    return Alone("help", HelpPage(), show)


def shown(alone):
    return [card for card in alone.page.cards if card.isVisible()]


def test_every_action_is_listed_with_its_keys(alone):
    said = " ".join(words for card in alone.page.cards for words in card.said)
    for action in ACTIONS.values():
        assert action.words in said
        for key in action.keys:
            assert key.replace("Return", "Enter") in said


def test_where_a_key_belongs_stands_above_it(alone):
    lists = {one.accessibleName(): one.accessibleDescription() for one in key_lists(alone)}
    assert "Drop-in. Get online: Alt+1. Device: Alt+2." in lists["Sessions"]
    assert "Just after a call. Spoke: Alt+1." in lists["Lists and forms"]
    assert lists["Lending"].startswith("Sign in: Alt+S"), "one place alone needs no name"
    assert {action.where for action in ACTIONS.values()} == set(PLACES)


def key_lists(alone):
    return [one for card in alone.page.cards for one in card.findChildren(KeyList)]


def test_typing_shows_the_cards_that_hold_every_word(alone):
    alone.page.search.setText("print again")
    assert [card.said[0] for card in shown(alone)][:1] == ["Print again"]
    alone.page.search.setText("ctrl+z")
    assert any("Undo a slip" in card.said for card in shown(alone))
    assert len(shown(alone)) < len(alone.page.cards)
    alone.press(Qt.Key.Key_Escape)
    assert len(shown(alone)) == len(alone.page.cards)


def test_what_is_not_there_is_said_with_the_words_typed(alone):
    alone.page.search.setText("bicycle")
    assert alone.page._nothing.text() == "Nothing about “bicycle” here. Try another word."
    assert alone.page._nothing.isVisible()


def test_the_filter_key_goes_to_the_search(alone):
    alone.shell.search.edit.setFocus()
    alone.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert alone.page.search.hasFocus()


def test_a_how_to_leads_where_it_is_done(alone):
    for card in alone.page.cards:
        if isinstance(card, HowToCard) and (buttons := card.findChildren(Button)):
            buttons[0].click()
    pages = [page for page, _ in alone.went]
    assert pages == [how.page for how in HOW_TOS if how.page]
    assert ("desk", {"making_ready": True}) in alone.went


def test_version_parts_report_and_desk_card_are_there(alone):
    asked = []
    alone.page.report_asked.connect(lambda: asked.append("report"))
    alone.page.print_asked.connect(lambda kind, _: asked.append(kind))
    about = alone.page.about
    assert __version__ in about.said[0]
    about.report_button.click()
    about.card_button.click()
    assert asked == ["report", "desk-card"]


def test_every_library_that_ships_is_named_with_its_licence():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    block = text.split("dependencies = [", 1)[1].split("]", 1)[0]
    names = {re.match(r"[\w.-]+", line)[0].lower() for line in re.findall(r'"([^"]+)"', block)}
    assert names == {package.lower() for _, package, _ in PARTS}
    assert all(licence for _, _, licence in PARTS)


def test_steps_are_short():
    for how in HOW_TOS:
        assert 2 <= len(how.steps) <= 4
        assert all(len(step) < 90 for step in how.steps)


@pytest.mark.parametrize(
    ("choice", "scale", "size"),
    [
        ("light", 100, (1366, 697)),
        ("dark", 150, (1280, 720)),
        ("contrast", 100, (1024, 600)),
        ("light", 200, (1024, 600)),
    ],
)
def test_the_page_holds_in_every_look(alone, qapp, look, choice, scale, size):
    walks.put_on(qapp, alone.window, look, choice, scale, size)
    for walk in (walks.low_contrast, walks.unnamed, walks.small_targets, walks.clipped):
        assert not walk(alone.window), walk.__name__
    assert not walks.unreachable(alone.window)


def test_tab_walks_round_and_the_focus_is_seen(alone):
    names = walks.focus_walk(alone.shell.search.edit)
    assert "Report a problem" in names
    assert not walks.ringless(alone.window)
