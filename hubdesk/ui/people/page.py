"""The list of people: everybody, who has something out, who is late; found as one types."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.people_list import (
    PeopleFilter,
    PeopleShown,
    PersonRow,
    people_count,
    people_window,
)
from hubdesk.ui.actions import bind
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.people.filter import FilterEdit
from hubdesk.ui.space import column, scroller, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.count_tabs import CountTabs
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.list_model import Column, ListModel
from hubdesk.ui.widgets.list_source import Windows
from hubdesk.ui.widgets.list_view import ListView
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import Label

WAIT_MS = 60  # a pause in typing, so that a fast typist asks once a word and not once a letter
LEAST_LIST: Final = 160  # units: the headings and two rows, or the words for none
_TABLES: Final = frozenset(("person", "code_of", "loan", "loan_event", "agreement"))


def _t(text: str) -> str:
    return translate("People", text)


_TABS: Final = (
    (PeopleShown.EVERYBODY, "Everybody"),
    (PeopleShown.WITH_THINGS, "Something on loan"),
    (PeopleShown.OVERDUE, "Overdue"),
    (PeopleShown.UNSIGNED, "Not signed yet"),
)


class PeoplePage(Page):
    """A filter, four tabs with their counts, and the list in windows."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._stale = True
        self._narrow = False
        self.filter = FilterEdit(_t("Filter by name, phone or card"))
        self.tabs = CountTabs(
            [(tab.value, _t(words)) for tab, words in _TABS],
            PeopleShown.EVERYBODY,
            _t("Which people"),
        )
        self.model = ListModel(
            Windows(doors, people_count, people_window),
            _columns(doors),
            sort="name",
            sentence=self._sentence,
        )
        self.list = ListView(self.model, _t("People"))
        self.empty = Empty("", "users", _t("Add the first person"), _t("Bring in a spreadsheet"))
        self.found = Label("", "small", "2")
        self._build()
        self._connect()

    def _build(self) -> None:
        inside = QWidget()  # scrolls where there is little room
        body = column(inside, 0, 12)
        self._strip_home: QBoxLayout = column()
        body.addLayout(self._strip_home)
        card = Card((0, 0, 0, 10), 0)
        top = QWidget()
        bar = Flow(top, margins=12, gap=12)
        sized(self.filter, width=300)
        for widget in (self.filter, self.tabs, self.found):
            bar.addWidget(widget)
        card.body.addWidget(top)
        self._list_or_empty = QStackedWidget()
        self._list_or_empty.addWidget(self.list)
        self._nobody = scroller(self.empty)
        self._list_or_empty.addWidget(self._nobody)
        card.body.addWidget(self._list_or_empty, 1)
        body.addWidget(card, 1)
        self._scroll = scroller(inside)
        column(self).addWidget(self._scroll)
        self._head = QWidget()
        head = Flow(self._head, gap=8)
        self._new = Button(
            _t("New person"), "primary", "user-plus", tip=_t("Add somebody (Ctrl+N)")
        )
        self._bring = Button(
            _t("Bring in a spreadsheet"), "", "file-spreadsheet", verb="import people"
        )
        self._bring_small = Button(
            "",
            "icon",
            "file-spreadsheet",
            name=_t("Bring in a spreadsheet"),
            verb="import people",
        )
        for button in (self._bring, self._bring_small, self._new):
            head.addWidget(button)
        self._bring_small.hide()
        self._twice = Button("", "", "merge", name=_t("Could be the same person"))
        self._twice.clicked.connect(lambda _on=False: self.go.emit("here-twice", {}))
        head.addWidget(self._twice)

    def _connect(self) -> None:
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self._load)
        self.filter.textChanged.connect(lambda _text: self._soon.start())
        self.filter.wants_list.connect(self._to_list)
        self.filter.wants_open.connect(self._open_first)
        self.tabs.chosen.connect(lambda _tab: self._load())
        self.list.opened.connect(lambda id_: self.go.emit("person", {"id": id_}))
        self.model.counted.connect(self._counted)
        self.model.failed.connect(self._failed)
        self.empty.acted.connect(self._begin)
        self._new.clicked.connect(lambda _on=False: self._begin(0))
        for button in (self._bring, self._bring_small):
            button.clicked.connect(lambda _on=False: self._begin(1))
        self.told.connect(lambda _result: self._scroll.verticalScrollBar().setValue(0))
        self._doors.announcer.changed.connect(self._changed)
        self._doors.announcer.acting.connect(self._say_who_can)
        self._doors.announcer.day_turned.connect(self._refresh)
        bind(self, "filter", self._to_filter)

    def head_buttons(self) -> list[QWidget]:
        return [self._head]

    def first_focus(self) -> QWidget:
        return self.filter

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def primary(self) -> Button:
        return self._new

    def arrive(self, **facts: object) -> None:
        """Show the list as it was left; the facts `text` and `show` filter it anew."""
        text, show = facts.get("text"), facts.get("show")
        if isinstance(show, str):
            self.tabs.choose(PeopleShown(show))
            text = ""
        if isinstance(text, str):
            self.filter.setText(text)
            self._soon.stop()
        self._say_who_can()
        if self._stale or isinstance(text, str):
            self._refresh()

    def set_frame(self, frame: Frame) -> None:
        narrow = self._narrow = frame is Frame.NARROW
        self._bring.setVisible(not narrow)
        self._bring_small.setVisible(narrow)
        words = _t("Here twice?") if frame is Frame.WIDE else ""
        self._twice.set_words(words, _t("Could be the same person"))
        self.tabs.fold(narrow)
        sized(self.list, least_height=LEAST_LIST if narrow else 48)
        self.list.hide_columns(*((1, 2, 4) if narrow else ()))  # the person's page says them too

    def step_back(self) -> bool:
        """Esc empties the filter first."""
        if not self.filter.text():
            return False
        self.filter.clear()
        self._load()
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _filters(self) -> PeopleFilter:
        return PeopleFilter(PeopleShown(self.tabs.value()), self.filter.text().strip())

    def _load(self) -> None:
        self._soon.stop()
        self.model.load(self._filters())

    def _refresh(self) -> None:
        """Count every tab again and read the list anew."""
        self._stale = False
        today = self._doors.today()
        self.tabs.set_counts(
            self._doors.look(
                lambda db: {
                    tab: people_count(db, today=today, filters=PeopleFilter(tab))
                    for tab, _ in _TABS
                }
            )
        )
        self._load()

    def _say_who_can(self) -> None:
        self._twice.set_reason(self._doors.barred("merge people"))

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & _TABLES:
            self._stale = True
            if self.isVisible():
                self._refresh()

    def _counted(self, count: int) -> None:
        typed = self.filter.text().strip()
        self.found.setText(i18n.count(count, _t("person"), _t("people")) if typed and count else "")
        self.found.setVisible(bool(self.found.text()))  # nothing said takes no line
        if count:
            self._list_or_empty.setCurrentWidget(self.list)
            if typed:
                self.list.choose_first()
            return
        tab = PeopleShown(self.tabs.value())
        first, other = self.empty.buttons
        first.set_words(
            _t("Add “{name}”").format(name=typed) if typed else _t("Add the first person")
        )
        first.setVisible(bool(typed) or tab is PeopleShown.EVERYBODY)
        # where there is little room the button at the top does it
        other.setVisible(not typed and not self._narrow and tab is PeopleShown.EVERYBODY)
        self.empty.set_words(_nobody(tab, typed), "users" if not typed else "search")
        self._list_or_empty.setCurrentWidget(self._nobody)

    def _failed(self, error: object) -> None:
        if not isinstance(error, HubDeskError):
            raise error  # type: ignore[misc]  # a bug: the problem report shows it
        self.told.emit(Result("bad", explain(error).text))

    def _begin(self, which: int) -> None:
        if which == 1:
            self.go.emit("bring-in", {"what": "people"})
            return
        typed = self.filter.text().strip() if self.model.rowCount() == 0 else ""
        self.go.emit("new-person", {"name": typed} if typed else {})

    def _to_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _to_list(self) -> None:
        if self.model.rowCount():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _open_first(self) -> None:
        """Enter in the filter: the chosen person's page, or somebody new where nobody fits."""
        if self._soon.isActive():
            self._load()
        found = self.list.chosen() or self.model.id_at(0)
        if found and self.filter.text().strip():
            self.go.emit("person", {"id": found})
        elif not self.model.rowCount():
            self._begin(0)
        else:
            self._to_list()

    def _sentence(self, row: PersonRow) -> str:
        parts = [row.name]
        if row.known_as and row.known_as != row.name:
            parts.append(_t("known as {name}").format(name=row.known_as))
        if row.card:
            parts.append(_t("card {card}").format(card=row.card))
        chip = out_chip(row)
        if chip:
            parts.append(chip[0])
        joined = i18n.day(row.joined_on, self._doors.today())
        return ", ".join([*parts, _t("joined {day}").format(day=joined)])


def out_chip(row: PersonRow) -> tuple[str, str] | None:
    """What somebody has, as a chip: 2 out; 1 of 2 overdue."""
    if row.overdue and row.out > row.overdue:
        words = _t("{late} of {out} overdue").format(late=row.overdue, out=row.out)
        return words, "bad"
    if row.overdue:
        return _t("{late} overdue").format(late=row.overdue), "bad"
    if row.out:
        return _t("{out} on loan").format(out=row.out), "accent"
    return None


def _columns(doors: Doors) -> list[Column[PersonRow]]:
    return [
        Column(_t("Name"), lambda row: row.name, "name", strong=True, person=True),
        Column(_t("Known as"), lambda row: row.known_as, width=150),
        Column(_t("Card"), lambda row: row.card, width=120),
        Column(_t("On loan"), lambda _row: "", width=170, chip=out_chip),
        Column(
            _t("Joined"),
            lambda row: i18n.short_day(row.joined_on, doors.today()),
            "joined",
            width=150,
            ink="2",
        ),
    ]


def _nobody(tab: PeopleShown, typed: str) -> str:
    if typed:
        return _t("Nobody fits “{text}”. Look among everybody, or add them.").format(text=typed)
    return {
        PeopleShown.EVERYBODY: _t(
            "No people yet. Add the first, or bring them in from a spreadsheet."
        ),
        PeopleShown.WITH_THINGS: _t("Nobody has anything on loan."),
        PeopleShown.OVERDUE: _t("Nothing is overdue."),
        PeopleShown.UNSIGNED: _t("Everybody has signed."),
    }[tab]
