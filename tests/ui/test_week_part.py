"""The hub's week in Settings: one tick closes a weekday, hours may be said, Undo takes it back."""

from __future__ import annotations

from datetime import time

import pytest

from hubdesk.app.records import Records
from hubdesk.queries.opening_hours import DayHours, Week, week_of
from hubdesk.store.computer import read_choices
from hubdesk.ui.settings.page import SettingsPage
from hubdesk.ui.settings.week_part import WeekCard
from tests.ui import walks
from tests.ui.alone import Alone


@pytest.fixture
def alone(paths, database, show):
    records = Records(paths, database)
    yield Alone("settings", SettingsPage(records.doors, read_choices(paths.computer)), show)
    records.close()


@pytest.fixture
def week(alone):
    return next(card for card in alone.page.cards["hub"] if isinstance(card, WeekCard))


def test_a_weekday_is_closed_with_one_tick_and_taken_back_with_undo(alone, hub, week):
    sunday = week.rows[6]
    sunday.is_open.click()
    assert not hub.look(week_of).days[6].is_open
    assert alone.said == "Saved: Sunday closed."
    assert sunday.opens.isHidden()
    assert not sunday.closed.isHidden()
    alone.offer("Undo")
    assert hub.look(week_of) == Week()
    assert sunday.is_open.isChecked()


def test_hours_are_kept_once_both_are_typed_and_a_wrong_one_says_why(alone, hub, week):
    friday, elsewhere = week.rows[4], week.rows[5].is_open
    friday.opens.setFocus()
    friday.opens.setText("10")
    friday.closes.setFocus()  # one of two is not wrong yet
    alone.settle()
    assert week.problem.isHidden()
    friday.closes.setText("9am")
    elsewhere.setFocus()
    alone.settle()
    said = "Friday closes before it opens. Enter both times, like 10am and 4pm."
    assert week.problem.text() == said
    assert friday.closes.text() == "9am"
    friday.closes.setFocus()
    friday.closes.setText("4pm")
    elsewhere.setFocus()
    alone.settle()
    assert week.problem.isHidden()
    assert alone.said == "Saved: Friday 10am to 4pm."
    assert hub.look(week_of).days[4] == DayHours(True, time(10), time(16))


def test_the_last_open_day_stays_open(hub, week):
    for row in week.rows:
        row.is_open.click()
    assert week.rows[6].is_open.isChecked()
    assert "never be open" in week.problem.text()
    assert [day.is_open for day in hub.look(week_of).days] == [False] * 6 + [True]


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("theme", walks.THEMES)
def test_the_week_fits_in_every_look(alone, look, week, qapp, theme, scale):
    week.rows[6].is_open.click()
    walks.put_on(qapp, alone.window, look, theme, scale, (1024, 600))
    assert walks.clipped(alone.window) == []
    assert walks.unnamed(alone.window) == []
    assert walks.low_contrast(alone.window) == []
    assert walks.small_targets(alone.window) == []
