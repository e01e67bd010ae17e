"""Words of the hub's own in Settings: of an agreement, and of what people are asked to agree to."""

from __future__ import annotations

import pytest

from hubdesk.app.records import Records
from hubdesk.models import Purpose
from hubdesk.queries.consents import current_wordings
from hubdesk.queries.hub import current_template
from hubdesk.store.computer import read_choices
from hubdesk.ui.settings.asking_part import AskingCard
from hubdesk.ui.settings.page import SettingsPage
from hubdesk.ui.settings.wording_part import WordingCard
from tests.ui import walks
from tests.ui.alone import Alone


@pytest.fixture
def alone(paths, database, show):
    records = Records(paths, database)
    alone = Alone("settings", SettingsPage(records.doors, read_choices(paths.computer)), show)
    alone.page.open_group("agreements")
    alone.settle()
    yield alone
    records.close()


def card(alone, kind, purpose):
    cards = alone.page.cards["agreements"]
    return next(one for one in cards if isinstance(one, kind) and one.purpose == purpose)


def test_a_new_wording_is_a_new_version(alone, hub):
    wording = card(alone, WordingCard, "loan")
    wording.begin()
    assert wording.save_button.text() == "Save as version 2"
    wording.promises.setPlainText("I bring it back.\n\nI keep it dry.")
    alone.page.press_primary()
    found = hub.look(lambda db: current_template(db, "loan"))
    assert (found.version, found.promises) == (2, ("I bring it back.", "I keep it dry."))
    assert wording.version.text() == "Version 2"
    alone.offer("Undo")
    assert hub.look(lambda db: current_template(db, "loan")).version == 1
    assert wording.version.text() == "Version 1"


def test_what_people_are_asked_is_saved_as_the_next_version_and_undone(alone, hub):
    photos = card(alone, AskingCard, Purpose.PHOTOS)
    before = hub.look(current_wordings)["photos"]
    photos.begin()
    assert photos.words.toPlainText() == before.text
    photos.words.setPlainText(" ")
    photos.save()
    assert photos.words_field.words() == "Enter the words people are asked with."
    photos.words.setPlainText(before.text)
    photos.save()
    assert "These are the words that hold already." in photos.words_field.words()
    photos.words.setPlainText("May we take pictures of you?")
    assert photos.save_button.text() == "Save as version 2"
    alone.page.press_primary()
    found = hub.look(current_wordings)["photos"]
    assert (found.version, found.text) == (2, "May we take pictures of you?")
    assert photos.version.text() == "Version 2"
    alone.offer("Undo")
    assert hub.look(current_wordings)["photos"] == before


def test_a_wording_without_promises_is_said_by_its_field(alone, hub):
    wording = card(alone, WordingCard, "loan")
    wording.begin()
    wording.title.clear()
    wording.save()
    assert wording.title_field.words() == "Enter a title."
    wording.title.setText("Borrowing agreement")
    wording.promises.clear()
    wording.save()
    assert wording.promises_field.words() == "Enter at least one promise."
    assert alone.page.step_back()
    assert wording.form.isHidden()


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)])
def test_no_card_is_wider_than_the_window_at_twice_the_text(alone, qapp, look, size):
    walks.put_on(qapp, alone.window, look, "light", 200, size)
    alone.settle()
    area = alone.page._areas["agreements"]
    assert area.horizontalScrollBar().maximum() == 0
    room = area.viewport().width()
    assert [c for c in alone.page.cards["agreements"] if c.width() > room] == []
