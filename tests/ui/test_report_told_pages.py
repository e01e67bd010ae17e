"""What reports tell besides numbers, by the window: it is printed only while people agree to it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton

from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import template_of
from hubdesk.queries.publishing import told
from hubdesk.ui.reports.told_page import ToldPage
from tests.conftest import NOW, TODAY
from tests.ui import walks

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def page(at_desk):
    at_desk.shell.go("told")
    at_desk.settle()
    page = at_desk.shell.page
    assert isinstance(page, ToldPage)
    return page


def reported(hub, key="cic34"):
    return hub.look(
        lambda db: told(db, template=template_of(db, key), period=NOVEMBER, now=NOW).report
    )


def press(card, words):
    next(b for b in card.findChildren(QPushButton) if b.text() == words).click()


def test_a_story_stands_in_a_report_only_while_they_agree(at_desk, hub, page):
    samira = hub.person("Samira Haddad")
    page.stories.text.setPlainText("I rang my sister and saw her face.")
    page.stories.who.setText("Sam")
    page.stories.choose_person(samira, "Samira Haddad")
    assert page.stories.save()
    assert at_desk.said == "The story is kept."
    assert reported(hub, "hub").stories == ()
    press(page.stories, "They agree")
    [story] = reported(hub, "hub").stories
    assert (story.words, story.whose) == ("I rang my sister and saw her face.", "Sam")
    press(page.stories, "They take it back")
    assert reported(hub, "hub").stories == ()
    assert not page.has_unsaved()


def test_an_empty_story_is_asked_for_and_nothing_is_kept(page):
    assert not page.stories.save()
    assert page.stories.form.fields["text"].words() == "Enter the story"


def test_a_comment_is_printed_with_who_said_it(hub, page):
    page.comments.text.setPlainText("Half of them can attach a file now.")
    page.comments.save_button.click()
    [comment] = reported(hub, "hub").comments
    assert comment.whose.startswith("Amira Khan")
    press(page.comments, "Remove")
    assert reported(hub, "hub").comments == ()


def test_who_was_asked_and_what_changed_are_in_the_yearly_report(hub, page):
    page.open_tab("asked")
    page.asked.who.setText("People of Monday's course")
    page.asked.many.setValue(9)
    page.asked.changed.setPlainText("We open at nine.")
    page.asked.save_button.click()
    [asked] = reported(hub).consulted
    assert (asked.who, asked.how_many, asked.changed, asked.held_on) == (
        "People of Monday's course", 9, "We open at nine.", TODAY,
    )  # fmt: skip


def test_a_gift_gets_its_worth(hub, page):
    person, sim = hub.person("Ada Okafor"), hub.device("SIM card")
    hub.lend(person, sim)
    page.open_tab("worth")
    page.arrive(tab="worth")
    [(gift, amount)] = page.worth.amounts.items()
    amount.setValue(15)
    press(page.worth, "Keep")
    every = {one.code: one.now.number for s in reported(hub).sections for one in s.figures}
    every |= {one.code: one.now.number for one in reported(hub).headlines}
    assert every["gift_pounds"] == 15
    assert gift


def test_the_page_fits_where_there_is_least_room(qapp, look, at_desk, page):
    for tab in ("stories", "asked"):
        page.open_tab(tab)
        for choice, scale, size in (("dark", 100, (1024, 600)), ("contrast", 200, (1366, 768))):
            walks.put_on(qapp, at_desk.window, look, choice, scale, size)
            assert walks.clipped(at_desk.window) == []
            assert walks.low_contrast(at_desk.window) == []
            assert walks.unnamed(at_desk.window) == []
            assert walks.unreachable(at_desk.window) == []
