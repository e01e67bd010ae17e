"""Recent activity: in words, by day, each with Undo while it can be undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hubdesk.app.records import Records
from hubdesk.models import LoanState
from hubdesk.operations.people import register_person
from hubdesk.queries.activity import last_to_undo
from hubdesk.queries.loans import loans_of_device
from hubdesk.ui.activity.page import ActivityPage
from hubdesk.ui.activity.rows import Shown
from tests.ui import walks
from tests.ui.alone import Alone


@pytest.fixture
def records(paths, database):
    made = Records(paths, database)
    yield made
    made.close()


@pytest.fixture
def samira(hub):
    return hub.person("Samira Haddad", known_as="Sam")


@pytest.fixture
def lent(hub, clock, samira):
    """Yesterday a MiFi was added, today it was lent."""
    clock.forward(days=-1)
    mifi = hub.device("MiFi")
    clock.forward(days=1)
    hub.lend(samira, mifi)
    return mifi


@pytest.fixture
def open_page(records, show):
    return lambda: Alone("activity", ActivityPage(records.doors), show)


def entries(alone):
    return [entry if isinstance(entry, str) else entry.words for entry in alone.page.model.entries]


def row_of(alone, words):
    return next(
        at
        for at, entry in enumerate(alone.page.model.entries)
        if isinstance(entry, Shown) and words in entry.words
    )


def test_actions_stand_under_their_day_in_words_without_a_surname(open_page, lent):
    shown = entries(open_page())
    assert shown[0] == "Today"
    assert shown[1].startswith("Lent HD-0001 to Sam H.")
    assert "Yesterday" in shown
    assert not any("Haddad" in words for words in shown)


def test_enter_undoes_the_chosen_action(open_page, lent, hub):
    alone = open_page()
    assert QApplication.focusWidget() is alone.page.list
    assert "Lent" in alone.page.list.chosen().words
    alone.press(Qt.Key.Key_Return)
    assert alone.said.startswith("Undone: Lent HD-0001")
    assert hub.look(lambda db: [loan.state for loan in loans_of_device(db, lent)]) in (
        [],
        [LoanState.TAKEN_BACK],
    )


def test_what_was_undone_stays_in_the_list_and_offers_no_undo(open_page, lent):
    alone = open_page()
    alone.press(Qt.Key.Key_Return)
    shown = alone.page.model.shown(row_of(alone, "Undone"))
    assert not shown.row.can_undo
    undone = [
        entry
        for entry in alone.page.model.entries
        if isinstance(entry, Shown) and entry.row.is_undone
    ]
    assert len(undone) == 1
    assert undone[0].said.endswith("Undone")
    assert alone.page.list.undo_box(alone.page.model.find(undone[0].row.txn_id)).isEmpty()
    for words, said in (
        ("Undone", "That was an undo itself. Nothing was changed."),
        ("Lent", "That is undone already. Nothing was changed."),
    ):
        alone.page.list.choose(alone.page.model.find(undone[0].row.txn_id))
        if words == "Undone":
            alone.page.list.choose(row_of(alone, words))
        alone.press(Qt.Key.Key_Return)
        assert alone.said == said


def test_arrows_choose_and_skip_the_headings(open_page, lent):
    alone = open_page()
    seen = []
    for _ in range(3):
        seen.append(alone.page.list.chosen().words)
        alone.press(Qt.Key.Key_Down)
    assert len(set(seen)) == 3
    assert not {"Today", "Yesterday"} & set(seen)


def test_a_click_on_undo_undoes_that_row(open_page, lent):
    alone = open_page()
    at = row_of(alone, "Lent")
    box = alone.page.list.undo_box(at)
    QTest.mouseClick(alone.page.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    alone.settle()
    assert alone.said.startswith("Undone: Lent HD-0001")


def test_a_click_beside_undo_only_chooses(open_page, lent):
    alone = open_page()
    box = alone.page.list.visualRect(alone.page.model.index(1))
    QTest.mouseClick(alone.page.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    alone.settle()
    assert not alone.said


def test_too_late_is_said_with_a_way_to_what_stands_in_the_way(open_page, hub, samira, lent):
    hub.bring_back(lent)
    hub.lend(hub.person("Tom Reed"), lent)
    alone = open_page()
    alone.page.list.choose(row_of(alone, "Sam"))
    alone.press(Qt.Key.Key_Return)
    assert alone.said.startswith("Too late to undo: HD-0001")
    alone.offer("Open HD-0001")
    assert alone.went == [("device", {"id": lent})]


def test_a_change_elsewhere_appears_and_the_choice_stays(open_page, hub, lent):
    alone = open_page()
    alone.page.list.choose(row_of(alone, "Lent"))
    hub.person("Tom Reed")
    alone.settle()
    assert "Added" in entries(alone)[1]
    assert "Lent" in alone.page.list.chosen().words


def test_older_actions_are_read_as_one_scrolls(open_page, hub):
    for number in range(120):
        hub.person(f"Person {number}")
    alone = open_page()
    assert 50 <= len(alone.page.model.entries) < 120
    bar = alone.page.list.verticalScrollBar()
    for _ in range(5):
        bar.setValue(bar.maximum())
        alone.settle()
    assert len(alone.page.model.entries) == 121


def test_a_new_hub_says_that_nothing_was_done_yet(open_page):
    alone = open_page()
    assert alone.page.empty.isVisible()
    assert alone.page.empty.words.text() == "Nothing yet today."
    alone.press(Qt.Key.Key_Return)
    assert alone.went == [("desk", {})]


@pytest.mark.parametrize(
    ("choice", "scale", "size"),
    [
        ("light", 100, (1366, 697)),
        ("dark", 150, (1280, 720)),
        ("contrast", 100, (1024, 600)),
        ("light", 200, (1366, 697)),
    ],
)
def test_the_page_holds_in_every_look(open_page, lent, qapp, look, choice, scale, size):
    alone = open_page()
    walks.put_on(qapp, alone.window, look, choice, scale, size)
    for walk in (walks.low_contrast, walks.unnamed, walks.small_targets, walks.clipped):
        assert not walk(alone.window), walk.__name__
    view = alone.page.list
    for at in range(view.rows.rowCount()):
        box = view.visualRect(view.rows.index(at))
        if view.rows.shown(at) and view.rows.shown(at).row.can_undo:
            assert view.undo_box(at).right() < view.viewport().width()
            assert view.undo_box(at).height() >= look.px(30)
            assert box.height() >= look.px(44)


def test_a_long_sentence_takes_more_lines_and_loses_no_word(open_page, hub, qapp, look):
    hub.person("Wilhelmina " * 12)
    alone = open_page()
    walks.put_on(qapp, alone.window, look, "light", 200, (1024, 600))
    view = alone.page.list
    long = view.visualRect(view.rows.index(1)).height()
    assert long >= look.px(52)


def test_what_a_change_made_can_be_undone_and_nothing_where_it_changed_nothing(records):
    def add(db, now):
        return register_person(db, display_name="Ada Okafor", now=now)

    records.do("register person", add)
    assert records.doors.made() == records.look(last_to_undo).txn_id
    records.do("register person", lambda _db, _now: None)
    assert records.doors.made() == ""
    records.do("begin shift", add)
    assert records.doors.made() == "", "it was written down on the way"
