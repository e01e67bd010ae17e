"""Sessions: the week by day, registers nobody finished, and one session at the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.history import RecordKind
from hubdesk.queries.register import waiting_list
from hubdesk.queries.session_card import session_card
from hubdesk.queries.sessions import SessionRow, sessions_between, unfinished_sessions
from hubdesk.queries.staff import accounts
from hubdesk.ui.actions import bind, shown_key
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.sessions.gestures import SessionGestures
from hubdesk.ui.sessions.head import SessionsHead
from hubdesk.ui.sessions.session_list import session_model
from hubdesk.ui.sessions.session_panel import SessionPanel
from hubdesk.ui.space import column, line, sized, spaced
from hubdesk.ui.widgets.buttons import BigButton, Button, IconButton
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.count_tabs import CountTabs
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.list_view import ListView
from hubdesk.ui.widgets.text import ElidedLabel

TABLES: Final = frozenset(
    (
        *("learning_session", "learning_series", "attendance", "enrolment", "head_count"),
        *("session_helper", "session_fund", "account", "person"),
    )
)
WEEK, UNFINISHED = "week", "unfinished"
A_WEEK: Final = timedelta(days=7)


def _t(text: str) -> str:
    return translate("Sessions", text)


class SessionsPage(Page):
    """Facts of `arrive`: day opens its week, id chooses a session, show the unfinished.

    `export` saves a calendar file of the sessions from a day on.
    """

    def __init__(
        self, doors: Doors, export: Callable[..., None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._doors = doors
        self._gestures = SessionGestures(doors, self.told.emit, self.go.emit)
        self._rows: list[SessionRow] = []
        self._monday = _monday(doors.today())
        self._stale = True
        self._wanted = ""
        self._frame = Frame.WIDE
        self.tabs = CountTabs(
            [(WEEK, _t("Week")), (UNFINISHED, _t("Not finished"))],
            WEEK,
            _t("Which sessions"),
        )
        self.before = IconButton("chevron-left", _t("Week before"), shown_key("week-before"))
        self.after = IconButton("chevron-right", _t("Week after"), shown_key("week-after"))
        self.this_week = Button(_t("This week"), "ghost")
        self.week = ElidedLabel("", "strong", least=60)
        self.model = session_model(doors, lambda: self._rows)
        self.empty = Empty(_t("No sessions in this week. Plan one."), "calendar-days")
        self.list = ListView(self.model, _t("Sessions"), self.empty)
        sized(self.list, least_height=60)  # a few rows at least, and the rest of the page as well
        self.panel = SessionPanel(doors)
        self.open_button = BigButton(_t("Open register"), "clipboard-check")
        self.head = SessionsHead(self.go.emit, plan=self._plan, save_calendar=self._save_calendar)
        self._export = export
        self._build()
        self._connect()

    def _build(self) -> None:
        body = column(self, 0, 12)
        self._strip_home: QBoxLayout = column()
        body.addLayout(self._strip_home)
        card = Card((0, 0, 0, 8), 0)
        top = QWidget()
        self._top = Flow(top, margins=(12, 12, 12, 12), gap=12)
        self._top.addWidget(self.tabs)
        weeks = QWidget()
        row = line(weeks, 0, 4)
        for widget in (self.before, self.week, self.after, self.this_week):
            row.addWidget(widget)
        self._weeks = weeks
        self._top.addWidget(weeks)
        card.body.addWidget(top)
        card.body.addWidget(self.list, 1)
        body.addWidget(card, 1)
        bar = QWidget()
        self._bar = line(bar, 0, 12)
        self._bar.addWidget(self.open_button, 1)
        body.addWidget(bar)

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda _tab: self._refresh())
        self.before.clicked.connect(lambda _on=False: self._turn(-1))
        self.after.clicked.connect(lambda _on=False: self._turn(1))
        self.this_week.clicked.connect(lambda _on=False: self._to(self._doors.today()))
        self.list.opened.connect(self._open)
        self.list.chosen_changed.connect(lambda _id: self._show_panel())
        self.model.counted.connect(self._counted)
        self.open_button.clicked.connect(lambda _on=False: self._open(self.list.chosen()))
        panel = self.panel
        panel.edit_asked.connect(self._edit)
        panel.more_asked.connect(lambda: self.go.emit("visit", {"id": self.list.chosen()}))
        panel.history_asked.connect(self._history)
        panel.left.connect(self.list.setFocus)
        panel.ask_cancel.answered.connect(self._cancel)
        panel.ask_tutor.answered.connect(self._replace_tutor)
        panel.ask_move.answered.connect(self._move)
        panel.booked.connect(self._book)
        panel.booked_new.connect(self._book_new)
        panel.place_given.connect(self._give_place)
        self._doors.announcer.changed.connect(self._changed)
        self._doors.announcer.day_turned.connect(lambda: self._changed(TABLES))
        bind(self, "plan-session", self._plan)
        bind(self, "move-session", lambda: self._ask(panel.ask_move))
        bind(self, "cancel-session", lambda: self._ask(panel.ask_cancel))
        bind(self, "replace-tutor", lambda: self._ask(panel.ask_tutor))
        bind(self, "book-place", self._ask_book)
        bind(self, "week-before", lambda: self._turn(-1))
        bind(self, "week-after", lambda: self._turn(1))

    # What the frame asks

    def head_buttons(self) -> list[QWidget]:
        return self.head.buttons()

    def side(self) -> QWidget:
        return self.panel

    def side_words(self) -> str:
        return _t("Details")

    def side_bar(self) -> QBoxLayout:
        return self._bar

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def primary(self) -> Button:
        return self.open_button

    def first_focus(self) -> QWidget:
        return self.list if self._rows else self.tabs.segments

    def arrive(self, **facts: object) -> None:
        if id := facts.get("id"):
            self._wanted = str(id)
        if isinstance(day := facts.get("day"), date):
            self._monday = _monday(day)
            self._stale = True
        if facts.get("show") == UNFINISHED:
            self.tabs.choose(UNFINISHED)
            self._stale = True
        if self._stale or self._wanted:
            self._refresh()
        else:
            self._show_panel()

    def set_frame(self, frame: Frame) -> None:
        self._frame = frame
        narrow = frame is Frame.NARROW
        self.tabs.fold(narrow)
        spaced(self._top, (12, 8, 12, 6) if narrow else 12, 12)
        self.list.hide_columns(*((2, 3) if narrow else ()))
        self.open_button.set_key("" if narrow else "Enter")
        self.open_button.set_kind("primary" if narrow else "big")
        sized(self.week, most_width=120 if narrow else 400)
        self.head.set_frame(frame)
        self._name_week()

    def step_back(self) -> bool:
        """Esc puts a question away first."""
        if self.panel.shut_asks() or self.panel.book.is_open():
            self.panel.book.clear()
            self.list.setFocus()
            return True
        return False

    # The list

    def _turn(self, weeks: int) -> None:
        self.tabs.choose(WEEK)
        self._to(self._monday + weeks * A_WEEK)

    def _to(self, day: date) -> None:
        self._monday = _monday(day)
        self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        doors, today = self._doors, self._doors.today()
        late = doors.look(lambda db: unfinished_sessions(db, today))
        if self.tabs.value() == UNFINISHED:
            self._rows = late
        else:
            last = self._monday + A_WEEK - timedelta(days=1)
            self._rows = doors.look(lambda db: sessions_between(db, self._monday, last))
        self.tabs.set_counts({UNFINISHED: len(late)})
        self._name_week()
        self._weeks.setVisible(self.tabs.value() == WEEK)
        self.model.reload()

    def _name_week(self) -> None:
        """The days of the week that is shown: day and month alone where there is little room."""
        today, narrow = self._doors.today(), self._frame is Frame.NARROW
        sunday = self._monday + timedelta(days=6)
        first, last = (i18n.short_day(day, today) for day in (self._monday, sunday))
        if narrow:
            first, last = (" ".join(words.split(" ")[1:3]) for words in (first, last))
        self.week.setText(_t("{first} to {last}").format(first=first, last=last))
        self.this_week.setVisible(self._monday != _monday(today) and not narrow)

    def _counted(self, count: int) -> None:
        words = {
            WEEK: _t("No sessions in this week. Plan one, or use Drop-in."),
            UNFINISHED: _t("Every register is finished."),
        }
        self.empty.set_words(words[self.tabs.value()])
        if count and (self._wanted or not self.list.chosen()):
            with QSignalBlocker(self.list):  # the panel is read and drawn once, below
                self.list.selectRow(self._best())
        self._wanted = ""
        self._show_panel()

    def _best(self) -> int:
        """The one that was asked for, that is on, or that comes next.

        Where two are on, the one whoever is here teaches; else the one that began last.
        """
        ids = [row.id for row in self._rows]
        if self._wanted in ids:
            return ids.index(self._wanted)
        now = self._doors.now()
        me = self._doors.acting().id
        on = [at for at, row in enumerate(self._rows) if row.is_on(now)]
        on.sort(key=lambda at: (self._rows[at].tutor_id == me, self._rows[at].starts_at))
        on.reverse()
        to_come = [at for at, row in enumerate(self._rows) if row.ends_at > now]
        return (on or to_come or [0])[0]

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self._stale = True
            if self.isVisible():
                self._refresh()

    # The chosen session

    def _chosen(self) -> SessionRow | None:
        return self.model.row(self.list.currentIndex().row())

    def _show_panel(self) -> None:
        row, now = self._chosen(), self._doors.now()
        if row is None:
            self.panel.show_card(None, (), now.date(), now.tzinfo)
        else:
            card, waiting, staff = self._doors.look(
                lambda db: (session_card(db, row.id), waiting_list(db, row.id), accounts(db))
            )
            self.panel.show_card(card, waiting, now.date(), now.tzinfo, staff)
        self.open_button.setVisible(row is not None)
        if row is not None:
            words, heard = (  # a long title would cut what the main button does
                (_t("Count heads"), _t("Count heads at {title}"))
                if row.is_only_counted
                else (_t("Open the register"), _t("Open the register of {title}"))
            )
            self.open_button.set_words(words, heard.format(title=row.title))
            self.open_button.set_reason(_t("It is cancelled.") if row.is_cancelled else "")
        self.side_changed.emit()

    def _open(self, session_id: str) -> None:
        row = self._chosen()
        if session_id and row is not None and not row.is_cancelled:
            self.go.emit("register", {"id": session_id})

    def _plan(self) -> None:
        if self.head.plan.isEnabled():
            self.go.emit("plan-session", {})

    def _edit(self) -> None:
        if (row := self._chosen()) is not None:
            self.go.emit("plan-session", {"id": row.id})

    def _history(self) -> None:
        if (row := self._chosen()) is not None:
            self.go.emit("history", {"kind": RecordKind.SESSION, "id": row.id})

    def _ask(self, ask: Any) -> None:
        if self._chosen() is not None:
            self.open_side()
            self.panel.open_ask(ask)

    def _ask_book(self) -> None:
        if not self.panel.book.isHidden():
            self.open_side()
            self.panel.book.ask()

    # Doing

    def _cancel(self, why: str) -> None:
        row = self._chosen()
        if row is not None and self._gestures.cancel(row, why):
            self.list.setFocus()

    def _replace_tutor(self, tutor_id: str) -> None:
        row = self._chosen()
        if row is not None and self._gestures.replace_tutor(row, tutor_id):
            self.list.setFocus()

    def _move(self, on: Any, starts: Any, ends: Any, room: str) -> None:
        row = self._chosen()
        if row is not None:
            self._wanted = row.id
            moved = self._gestures.move(row, on, starts, ends, room, then=lambda: self._to(on))
            if moved:
                self._wanted = row.id
                self._to(on)
                self.list.setFocus()

    def _book(self, person_id: str, name: str, whole: bool) -> None:
        if (row := self._chosen()) is not None:
            self._gestures.book(row, person_id, name, whole=whole)

    def _book_new(self, name: str, whole: bool) -> None:
        if (row := self._chosen()) is not None:
            self._gestures.book_new(row, name, whole=whole)

    def _give_place(self, enrolment_id: str, person_id: str, name: str) -> None:
        if (row := self._chosen()) is not None:
            self._gestures.give_place(enrolment_id, person_id, name, row.title)

    def _save_calendar(self) -> None:
        self._export(self._doors.today(), done=self._gestures.say, refused=self._gestures.refuse)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
