"""Lists of skills in Settings: brought in after a look, put away and back, and our own list."""

from __future__ import annotations

from pathlib import Path

import pytest

from hubdesk.app.records import Records
from hubdesk.paths import resource
from hubdesk.queries.skills import skills_lists
from hubdesk.queries.skills_lists import own_skills
from hubdesk.store.computer import read_choices
from hubdesk.ui.settings.own_list_part import OwnListCard
from hubdesk.ui.settings.page import SettingsPage
from hubdesk.ui.settings.skills_part import SkillsListsCard
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.text import Label
from tests.skills_verbs import bring_in
from tests.ui import walks
from tests.ui.alone import Alone, until

INVENTED = Path(__file__).parents[1] / "samples" / "skills-invented.json"


@pytest.fixture
def alone(paths, database, hub, show):
    bring_in(hub)
    records = Records(paths, database)
    alone = Alone("settings", SettingsPage(records.doors, read_choices(paths.computer)), show)
    alone.page.open_group("skills")
    alone.settle()
    yield alone
    records.close()


@pytest.fixture
def lists(alone) -> SkillsListsCard:
    return next(one for one in alone.page.cards["skills"] if isinstance(one, SkillsListsCard))


@pytest.fixture
def own(alone) -> OwnListCard:
    return next(one for one in alone.page.cards["skills"] if isinstance(one, OwnListCard))


def button(alone, words: str) -> Button:
    found = [b for b in alone.page.findChildren(Button) if b.accessibleName() == words]
    return next(one for one in found if one.isVisible())


def words(card) -> str:
    return " ".join(label.text() for label in card.findChildren(Label) if label.isVisible())


def here(hub) -> dict[str, bool]:
    return {f"{row.title}, {row.version}": row.is_offered for row in hub.look(skills_lists)}


def test_a_list_is_looked_at_before_it_comes_in_and_a_bad_one_is_told_with_its_line(
    alone, lists, hub, tmp_path
):
    bad = tmp_path / "phones.json"
    bad.write_text(INVENTED.read_text("utf-8").replace('"P-2"', '"P-1"'), "utf-8")
    lists.form.look_at(str(bad))
    until(lists.form.wrong.isVisible)
    assert (
        "The code P-1 stands twice in “phones.json”. It is in line 22." in lists.form.wrong.text()
    )
    lists.form.look_at(str(INVENTED))
    until(lists.form.isVisible)
    assert "Calls (2 skills): Take a call and end it" in words(lists.form)
    assert "The part about tablets is still to come." in words(lists.form)
    assert alone.page.has_unsaved()
    assert "Phones step by step, 1" not in here(hub), "looking brings nothing in"
    alone.page.primary().click()
    alone.settle()
    assert here(hub)["Phones step by step, 1"]
    assert alone.said == "Brought in: Phones step by step, 1. The hub works with it."
    alone.offer("Undo")
    assert "Phones step by step, 1" not in here(hub)
    newer = tmp_path / "newer.json"
    newer.write_text(resource("frameworks/eds-2018.json").read_text("utf-8").replace(
        '"version": "2018"', '"version": "2027"'), "utf-8")  # fmt: skip
    lists.form.look_at(str(newer))
    until(lists.form.isVisible)
    place = "It takes the place of version 2018. What was judged by that one stays."
    assert place in words(lists.form)


def test_a_list_is_put_away_and_brought_back_and_counted_out_of_once_it_was_compared(
    alone, lists, hub
):
    assert "So no “x of 59” is shown." in words(lists)
    button(alone, "Put away: Essential digital skills, 2018").click()
    alone.settle()
    assert here(hub) == {"Essential digital skills, 2018": False}
    button(alone, "Work with it again: Essential digital skills, 2018").click()
    alone.settle()
    assert here(hub) == {"Essential digital skills, 2018": True}
    button(alone, "I compared it with its source: Essential digital skills, 2018").click()
    alone.settle()
    assert "All of it is here." in words(lists)


def test_our_own_list_is_begun_and_a_skill_added_worded_better_and_put_away(alone, own, hub):
    own.begin_button.click()
    alone.settle()
    skills = hub.look(lambda db: own_skills(db, own.form.list_id))
    assert len(skills) == 10
    own.add_button.click()
    own.form.text.setText("Print and scan at the hub")
    own.form.save()
    assert own.form.field.words() == "“Print and scan at the hub” is on our own list already."
    own.form.text.setText("Send a photo to family")
    own.form.save()
    alone.settle()
    button(alone, "Better words for: Send a photo to family").click()
    own.form.text.setText("Send a photo to somebody")
    own.form.save()
    alone.settle()
    button(alone, "Put away: Send a photo to somebody").click()
    alone.settle()
    button(alone, "Bring back: Send a photo to somebody").click()
    alone.settle()
    last = hub.look(lambda db: own_skills(db, own.form.list_id))[-1]
    assert (last.text, last.is_put_away) == ("Send a photo to somebody", False)


@pytest.mark.parametrize(("theme", "scale"), [("light", 100), ("contrast", 200)])
def test_the_lists_fit_where_there_is_little_room(alone, look, own, qapp, theme, scale):
    own.begin_button.click()
    own.begin(None)
    walks.put_on(qapp, alone.window, look, theme, scale, (1024, 600))
    assert walks.clipped(alone.window) == []
    assert walks.unnamed(alone.window) == []
    assert walks.low_contrast(alone.window) == []
    assert walks.small_targets(alone.window) == []
