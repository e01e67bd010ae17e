"""Lists of any length are a count and windows, and stay where they were after a reload."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMainWindow,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from hubdesk.ui.scroll_edge import ScrollEdge
from hubdesk.ui.space import column, line
from hubdesk.ui.theme import Look
from hubdesk.ui.tokens import Choice
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.list_model import KEPT, WINDOW, Calls, Column, ListModel
from hubdesk.ui.widgets.list_view import ListView

Show = Callable[..., QMainWindow]
MANY = 300_000


@dataclass(frozen=True, slots=True)
class Thing:
    """A row as queries hand them out."""

    id: str
    name: str
    number: int


class Shelf:
    """So many rows, made when they are asked for; what was asked for is written down."""

    def __init__(self, many: int = MANY) -> None:
        self.many = many
        self.shift = 0  # how many rows came in before the first
        self.gone: set[int] = set()
        self.asked: list[tuple[int, int, str, bool]] = []
        self.broken = False

    def count(self, _filters: Any) -> int:
        if self.broken:
            raise OSError("no disk")
        return self.many - len(self.gone)

    def read_window(
        self, offset: int, limit: int, sort: str, descending: bool, _filters: Any
    ) -> Sequence[Thing]:
        if self.broken:
            raise OSError("no disk")
        self.asked.append((offset, limit, sort, descending))
        numbers = [n for n in range(offset, offset + limit + len(self.gone))
                   if n - self.shift not in self.gone][:limit]  # fmt: skip
        if descending:
            numbers = [self.many - 1 - n for n in numbers]
        return [Thing(f"id-{n - self.shift}", f"Thing {n - self.shift}", n) for n in numbers]


def columns() -> list[Column[Thing]]:
    return [
        Column("Name", lambda row: row.name, "name"),
        Column("Number", lambda row: f"{row.number:,}", "number", 120, "right"),
        Column("State", lambda row: "", chip=lambda row: ("On loan", "accent"), width=140),
    ]


def model_of(shelf: Shelf, **more: Any) -> ListModel[Thing]:
    made = ListModel[Thing](Calls(shelf.count, shelf.read_window), columns(), sort="name", **more)
    made.load()
    return made


def test_qt_finds_no_fault_in_the_model() -> None:
    many = (KEPT + 1) * WINDOW + 7  # Qt asks every cell, so just more than is kept
    model = model_of(Shelf(many))
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, fatal)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.reload()
    assert tester.model() is model
    assert model.rowCount() == many


def test_only_what_is_looked_at_is_read(show: Show) -> None:
    shelf = Shelf()
    model = model_of(shelf)
    view = ListView(model, "Things")
    show(view, 800, 600)
    view.scrollToBottom()
    QApplication.processEvents()
    assert {limit for _, limit, *_ in shelf.asked} == {WINDOW}
    assert len(shelf.asked) <= 4
    assert shelf.asked[-1][0] == MANY - WINDOW


def test_a_row_that_is_cut_off_fades_and_the_end_of_a_list_does_not(show: Show) -> None:
    view = ListView(model_of(Shelf(30)), "Things")
    show(view, 800, 600)
    (edge,) = view.findChildren(ScrollEdge)
    bottom = view.viewport().height()
    cut = view.rowAt(bottom - 1)
    assert edge.isVisible()
    assert edge.height() == bottom - view.rowViewportPosition(cut), "the rows above stay clear"
    assert edge.geometry().bottom() == view.viewport().geometry().bottom()
    view.scrollToBottom()
    QApplication.processEvents()
    assert not edge.isVisible()


@pytest.mark.parametrize(("choice", "scale"), [("light", 100), ("contrast", 200)])
def test_a_list_leaves_the_round_corners_of_its_card_alone(
    show: Show, look: Look, choice: Choice, scale: int
) -> None:
    """Its heads were square: they stood out beyond the card, and broke its white line."""
    look.wear(choice, scale)
    card, list_card = Card((0, 0, 0, 8), 0), Card((0, 0, 0, 8), 0)
    list_card.body.addWidget(ListView(model_of(Shelf(3)), "Things"))
    both = QWidget()
    beside = line(both, 20, 20)
    for one in (card, list_card):
        one.setFixedSize(500, 300)
        beside.addWidget(one)
    show(both, 1200, 400)
    corner = QRect(0, 0, look.px(8), look.px(8))
    empty, filled = (both.grab(corner.translated(one.pos())).toImage() for one in (card, list_card))
    assert filled == empty


def test_the_windows_kept_are_few() -> None:
    shelf = Shelf()
    model = model_of(shelf)
    for block in range(3 * KEPT):
        model.row(block * WINDOW)
    assert len(model._windows) == KEPT
    before = len(shelf.asked)
    model.row((3 * KEPT - 1) * WINDOW + 5)
    assert len(shelf.asked) == before


def test_300_000_rows_open_and_scroll_to_the_end_at_once(show: Show) -> None:
    start = time.perf_counter()
    view = ListView(model_of(Shelf()), "Things")
    window = show(view, 1000, 600)
    view.scrollToBottom()
    window.grab()
    assert time.perf_counter() - start < 1.0  # 0.1 s when nothing else runs


def test_a_reload_keeps_the_chosen_row_and_the_row_at_the_top(show: Show) -> None:
    shelf = Shelf(5000)
    model = model_of(shelf)
    view = ListView(model, "Things")
    show(view, 800, 600)
    view.verticalScrollBar().setValue(1000)
    view.selectRow(1003)
    shelf.many, shelf.shift = 5003, 3  # three rows came in before all of these
    model.reload()
    assert view.chosen() == "id-1003"
    assert model.id_at(view.rowAt(0)) == "id-1000"


def test_a_chosen_row_that_is_gone_leaves_the_list_where_it_was(show: Show) -> None:
    shelf = Shelf(5000)
    model = model_of(shelf)
    view = ListView(model, "Things")
    show(view, 800, 600)
    view.verticalScrollBar().setValue(1000)
    view.selectRow(1003)
    shelf.gone = {1003}
    model.reload()
    assert view.chosen() == ""
    assert model.id_at(view.rowAt(0)) == "id-1000"


def test_a_source_that_knows_positions_is_asked() -> None:
    shelf = Shelf()
    calls = Calls(shelf.count, shelf.read_window, lambda id_, *_: int(id_.removeprefix("id-")))
    model = ListModel[Thing](calls, columns(), sort="name")
    model.load()
    assert model.find("id-250000", near=0) == 250_000
    assert model_of(shelf).find("id-250000", near=0) is None, "too far to look for"


def test_trouble_is_told_once_and_never_thrown_through_qt(show: Show) -> None:
    shelf = Shelf(1000)
    model = model_of(shelf)
    told: list[object] = []
    model.failed.connect(told.append)
    view = ListView(model, "Things")
    shelf.broken = True
    window = show(view, 800, 600)
    window.grab()
    assert len(told) == 1
    assert isinstance(told[0], OSError)
    model.reload()
    assert model.rowCount() == 0
    assert len(told) == 2, "a new load tells again"


def test_a_click_on_a_heading_sorts_and_a_heading_without_a_key_does_not(show: Show) -> None:
    shelf = Shelf(1000)
    view = ListView(model_of(shelf), "Things")
    show(view, 800, 600)
    header = view.horizontalHeader()
    header.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    view.viewport().repaint()
    assert view.list_model.sort_key == "number"
    assert view.list_model.id_at(0) == "id-999"
    header.setSortIndicator(2, Qt.SortOrder.AscendingOrder)
    assert view.list_model.sort_key == "number"
    assert header.sortIndicatorSection() == 1


def test_a_row_is_read_aloud_as_a_sentence() -> None:
    model = model_of(Shelf(10), sentence=lambda row: f"{row.name} is out")
    index = model.index(3, 1)
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Thing 3 is out"
    plain = model_of(Shelf(10))
    role = Qt.ItemDataRole.AccessibleTextRole
    assert plain.data(plain.index(3, 0), role) == "Thing 3, 3, On loan"
    assert plain.data(plain.index(3, 2)) == "On loan"


def test_enter_opens_the_row_arrows_move_and_tab_leaves(show: Show) -> None:
    page = QWidget()
    body = column(page)
    view, edit = ListView(model_of(Shelf(1000)), "Things"), QLineEdit()
    body.addWidget(view)
    body.addWidget(edit)
    show(page, 800, 600)
    opened: list[str] = []
    view.opened.connect(opened.append)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened == ["id-1"]
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert edit.hasFocus()


def test_letters_do_not_search_through_every_row(show: Show) -> None:
    shelf = Shelf()
    view = ListView(model_of(shelf), "Things")
    show(view, 800, 600)
    before = len(shelf.asked)
    QTest.keyClicks(view, "zzz")
    assert len(shelf.asked) == before


def test_an_empty_list_says_what_to_do(show: Show) -> None:
    empty = Empty("No devices yet.", "laptop", "Add devices")
    view = ListView(model_of(Shelf(0)), "Things", empty)
    show(view, 800, 600)
    view.list_model.reload()
    assert empty.isVisible()
    done: list[int] = []
    empty.acted.connect(done.append)
    empty.buttons[0].click()
    assert done == [0]


@pytest.mark.parametrize("scale", [100, 200])
def test_rows_are_as_high_as_the_text_needs(show: Show, look: Any, scale: int) -> None:
    look.set_scale(scale)
    view = ListView(model_of(Shelf(1000)), "Things")
    show(view, 800, 600)
    assert view.rowHeight(0) == look.px(45)


def test_a_cell_cut_short_says_the_whole_of_it(show: Show) -> None:
    model = ListModel[Thing](
        Calls(
            lambda _f: 3, lambda o, n, *_: [Thing(str(k), "Long name " * 30, k) for k in range(n)]
        ),
        [Column("Name", lambda row: row.name, "name"), Column("No", lambda row: "1", width=80)],
    )
    model.load()
    view = ListView(model, "Things")
    show(view, 500, 300)
    for at, shown in ((1, ""), (0, "Long name " * 30)):
        index = model.index(0, at)
        option = QStyleOptionViewItem()
        option.rect = view.visualRect(index)  # type: ignore[attr-defined]
        place = view.viewport().mapToGlobal(option.rect.center())  # type: ignore[attr-defined]
        event = QHelpEvent(QEvent.Type.ToolTip, option.rect.center(), place)  # type: ignore[attr-defined]
        assert view.itemDelegate().helpEvent(event, view, option, index)
        assert QToolTip.text() == shown
    QToolTip.hideText()
