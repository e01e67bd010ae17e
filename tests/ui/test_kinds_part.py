"""Kinds of devices in Settings: added, renamed and put away, each told with Undo."""

from __future__ import annotations

import pytest

from hubdesk.app.records import Records
from hubdesk.operations.kinds import ICONS, add_kind
from hubdesk.queries.hub import kind_called, kinds
from hubdesk.store.computer import read_choices
from hubdesk.ui.icons import picture
from hubdesk.ui.settings.kinds_part import KindsCard
from hubdesk.ui.settings.page import SettingsPage
from hubdesk.ui.widgets.buttons import IconButton
from hubdesk.ui.widgets.chips import Count
from tests.ui import walks
from tests.ui.alone import Alone


@pytest.fixture
def alone(paths, database, show):
    records = Records(paths, database)
    alone = Alone("settings", SettingsPage(records.doors, read_choices(paths.computer)), show)
    alone.page.open_group("devices")
    alone.settle()
    yield alone
    records.close()


@pytest.fixture
def card(alone):
    return next(one for one in alone.page.cards["devices"] if isinstance(one, KindsCard))


def named(hub, name):
    return hub.look(lambda db: kind_called(db, name))


def test_every_icon_a_kind_can_have_is_drawn(alone):
    for icon, words in ICONS:
        assert words
        assert not picture(icon).isNull()


def test_a_kind_is_added_and_offered_and_undone_in_words(alone, card, hub):
    card.add_button.click()
    form = card.form
    form.name.setText("Projector")
    form.contents.setText("Remote, Power lead")
    form.holds_data.setChecked(True)
    assert alone.page.has_unsaved()
    form.save_button.click()
    alone.settle()
    assert alone.said == "Kind saved: Projector."
    assert named(hub, "Projector").usual_contents == ("Remote", "Power lead")
    assert named(hub, "Projector").holds_data
    assert card.form.isHidden()
    alone.offer("Undo")
    assert alone.said == "Undone: Kind of device added: Projector."
    assert named(hub, "Projector") is None


def test_how_long_it_runs_is_asked_of_what_is_given(alone, card, hub):
    card.begin(None)
    assert card.form.runs_field.isHidden()
    card.form.lent.choose("given")
    assert not card.form.runs_field.isHidden()
    card.form.name.setText("Bus pass")
    card.form.runs.setValue(7)
    card.form.save()
    kind = named(hub, "Bus pass")
    assert (kind.is_given, kind.runs_days) == (True, 7)


def test_a_name_that_is_there_is_said_by_the_field_and_nothing_is_lost(alone, card, hub):
    card.begin(None)
    card.form.name.setText("Laptop")
    card.form.contents.setText("Lid")
    card.form.save()
    assert "is there already" in card.form.name_field.words()
    assert card.form.contents.text() == "Lid"
    card.form.name.setText("")
    card.form.save()
    assert card.form.name_field.words() == "Name is empty."


def test_a_kind_is_renamed_but_never_turned_from_lent_to_given(alone, card, hub):
    laptop = named(hub, "Laptop")
    card.begin(laptop)
    assert not card.form.lent.isEnabled()
    card.form.name.setText("Notebook")
    card.form.save()
    assert named(hub, "Notebook").id == laptop.id
    assert named(hub, "Notebook").usual_contents == laptop.usual_contents


def test_a_kind_nobody_has_is_put_away_and_one_with_devices_is_not(alone, card, hub):
    hub.device("Laptop")
    away = card.findChildren(IconButton)
    press = {button.accessibleName(): button for button in away}
    press["Put the kind Laptop away"].click()
    alone.settle()
    assert "1 device is of the kind “Laptop”." in alone.said
    press["Put the kind Webcam away"].click()
    alone.settle()
    assert alone.said == "Kind put away: Webcam."
    assert named(hub, "Webcam") is None
    assert named(hub, "Laptop") is not None
    assert str(len(hub.look(kinds))) in card.head.findChild(Count).text()


def test_a_new_kind_is_offered_in_add_devices_filters_and_rules(at_desk, hub):
    hub.do("add kind", lambda db, now: add_kind(db, name="Projector", icon="monitor"))
    kind_id = named(hub, "Projector").id
    at_desk.shell.go("add-devices")
    at_desk.settle()
    assert kind_id in at_desk.shell.page.what.kinds._tiles
    at_desk.shell.go("devices")
    at_desk.settle()
    assert at_desk.shell.page.top.kind.findData(kind_id) >= 0
    at_desk.shell.go("settings", group="lending")
    rules = at_desk.shell.page.cards["lending"][1]
    rules.begin(None)
    assert rules.form.kind.findData(kind_id) >= 0


@pytest.mark.parametrize(("theme", "scale"), [("light", 100), ("dark", 200), ("contrast", 100)])
def test_the_kinds_and_their_form_fit_in_every_look(alone, look, card, qapp, theme, scale):
    card.begin(None)
    card.form.lent.choose("given")
    walks.put_on(qapp, alone.window, look, theme, scale, (1024, 600))
    assert walks.clipped(alone.window) == []
    assert walks.unnamed(alone.window) == []
    assert walks.low_contrast(alone.window) == []
    assert walks.small_targets(alone.window) == []
