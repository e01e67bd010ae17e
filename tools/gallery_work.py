"""The second sheet of the gallery: a list, a form with problems, a search and a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from hubdesk.ui.space import add_all, column, line
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.calendar import Calendar, DayPick
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Form, LineEdit, NoteEdit
from hubdesk.ui.widgets.list_model import Calls, Column, ListModel
from hubdesk.ui.widgets.list_view import ListView
from hubdesk.ui.widgets.result_list import Found, Group
from hubdesk.ui.widgets.search_box import SearchBox

TODAY = date(2026, 11, 24)
NAMES = ("Samira Haddad", "Tomasz Wójcik", "Grace Okafor", "Kofi Mensah", "Nguyễn Thị Hạnh")
STATES = (("On loan", "accent"), ("6 days", "bad"), ("Due soon", "warn"), ("On the shelf", "ok"))


@dataclass(frozen=True)
class Line:
    """One invented row."""

    id: str
    number: int

    @property
    def name(self) -> str:
        return NAMES[self.number % len(NAMES)]


def _read(offset: int, limit: int, _sort: str, _down: bool, _filters: Any) -> Sequence[Line]:
    return [Line(str(n), n) for n in range(offset, offset + limit)]


def _list() -> QWidget:
    columns: list[Column[Line]] = [
        Column("Name", lambda r: r.name, "name", person=True, detail=lambda r: "Card L-00318"),
        Column("Phone", lambda r: f"07700 900{r.number % 1000:03d}", width=150),
        Column("State", lambda r: "", width=130, chip=lambda r: STATES[r.number % 4]),
        Column("Loans", lambda r: f"{r.number * 37 % 90}", "loans", 90, "right"),
    ]
    model = ListModel[Line](Calls(lambda _filters: 300_000, _read), columns)
    card = Card((8, 8, 8, 8))
    view = ListView(model, "People")
    view.setMinimumHeight(320)
    card.body.addWidget(view)
    model.load()
    view.selectRow(2)
    return card


def _form() -> QWidget:
    card = Card((20, 16, 20, 16), 14)
    card.body.addWidget(SectionHead("New person"))
    form = Form()
    form.add("name", "Full name", LineEdit("Samira"), "As they say it")
    born = DayField(today=TODAY)
    form.add("born", "Date of birth", born, "For example 27 3 1985")
    form.add("how", "How did they hear?", Combo((("", "Not asked"), ("gp", "Doctor"))))
    form.add("note", "Note", NoteEdit(placeholder="Anything to remember"))
    born.set_day(date(1979, 3, 14))
    form.show_problems({"name": "Enter the person's family name as well"})
    busy = BusyLine()
    card.body.addWidget(form)
    card.body.addWidget(busy)
    busy.begin("Bringing in 1,200 people…")
    busy.progress(420, 1200)
    busy.show()
    return card


def sheet() -> QWidget:
    """List, form and month on one page, with the search list open over them."""
    page = QWidget()
    page.setProperty("k", "page")
    whole: QVBoxLayout = column(page, 24, 16)
    search = SearchBox()
    search.setObjectName("search")
    whole.addWidget(search)
    body = line(gap=16)
    left = column(gap=12)
    month = Calendar()
    month.setSelectedDate(month.selectedDate().fromString("2026-11-24", Qt.DateFormat.ISODate))
    add_all(left, _list(), DayPick(TODAY, "Due back"), month, None)
    right = column(gap=12)
    add_all(right, _form(), None)
    body.addLayout(left, 3)
    body.addLayout(right, 2)
    whole.addLayout(body)
    return page


def open_search(page: QWidget) -> None:
    """Type into the box of the sheet, and show what it could find."""
    search = page.findChild(SearchBox, "search")
    assert isinstance(search, SearchBox)
    search.edit.setFocus()
    search.edit.setText("sam")
    QApplication.processEvents()
    people = [Found(n, name, "Card L-00318 · 1 device on loan") for n, name in enumerate(NAMES[:2])]
    tablet = Found(9, "Samsung Galaxy Tab A8", "6 on the shelf", "tablet", ("On the shelf", "ok"))
    new = Found(10, "Add a new person called “sam”", "Opens a short form", "user-plus", None,
                "Ctrl+N")  # fmt: skip
    groups = [Group("People", people), Group("Devices", [tablet]), Group("Do something", [new])]
    search.show_groups(groups, "sam")
