"""Here now: everybody in the building, left in one key, and the roll call for a fire drill."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.queries.finding import Sort, find_code
from hubdesk.queries.here_now import HereNow, HereRow, HereSort, here_now
from hubdesk.queries.people import person_card
from hubdesk.ui.actions import bind, shown_key
from hubdesk.ui.doors import Doors
from hubdesk.ui.find_person import FindPerson
from hubdesk.ui.gestures import ToPrint
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.presence.gestures import PresenceGestures
from hubdesk.ui.presence.here_list import here_model
from hubdesk.ui.space import column, line, scroller
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.list_view import ListView
from hubdesk.ui.widgets.text import WrappedLabel

TABLES: Final = frozenset(("presence", "shift", "attendance", "learning_session", "person"))
A_MINUTE: Final = 60_000  # ms: sessions end without anybody writing anything


def _t(text: str) -> str:
    return translate("Presence", text)


class HereNowPage(Page):
    """`to_print` puts the roll call on the print list."""

    def __init__(self, doors: Doors, to_print: ToPrint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._to_print = doors, to_print
        self._gestures = PresenceGestures(doors, self.told.emit, self.go.emit)
        self._found = HereNow(doors.now(), (), ())
        self._wanted = ""
        self.model = here_model(doors, lambda: self._found.rows)
        self.list = ListView(
            self.model,
            _t("Here now"),
            Empty(_t("Nobody is signed in. Scan a card, or type a name."), "users"),
        )
        self.left_button = BigButton(_t("Left"), "log-out")
        self.left_button.needs("leave")
        self.print_button = Button(
            _t("Print roll call"), "", "printer", key=shown_key("print-list")
        )
        self.kiosk_button = Button(
            _t("Sign-in screen"), "", "monitor", key=shown_key("kiosk"),
            tip=_t("For whoever comes in. It locks the desk."),
        )  # fmt: skip
        self.shift_button = Button(_t("My shift"), "", "clock", key=shown_key("my-shift"))
        self.finder = FindPerson(
            doors,
            _t("Somebody came in?"),
            _t("A visitor needs a name and nothing else."),
            adds=_t("Write them down as a visitor"),
        )
        self._timer = QTimer(self)
        self._timer.setInterval(A_MINUTE)
        self._build()
        self._connect()

    def _build(self) -> None:
        body = column(self, 0, 12)
        self._strip_home: QBoxLayout = column()
        body.addLayout(self._strip_home)
        card = Card((0, 0, 0, 8), 0)
        card.body.addWidget(self.list, 1)
        body.addWidget(card, 1)
        bar = QWidget()
        self._bar = line(bar, 0, 12)
        self._bar.addWidget(self.left_button, 1)
        body.addWidget(bar)
        self._side = QWidget()
        side = column(self._side)
        beside = QWidget()
        lines = column(beside, 0, 12)
        lines.addWidget(self.finder)
        about = Card((16, 12, 16, 14), 6)
        about.body.addWidget(WrappedLabel(_t("Who counts as here?"), "h3"))
        about.body.addWidget(
            WrappedLabel(
                _t(
                    "Who signed in, who is marked at a session that is on, and staff at work. "
                    "An hour after a session its people are off the list."
                ),
                "small",
                "2",
            )
        )
        lines.addWidget(about)
        lines.addStretch(1)
        side.addWidget(scroller(beside))

    def _connect(self) -> None:
        self.list.chosen_changed.connect(lambda _id: self._name_left())
        self.list.opened.connect(lambda _id: self._left())
        self.model.counted.connect(self._counted)
        self.left_button.clicked.connect(lambda _on=False: self._left())
        self.print_button.clicked.connect(lambda _on=False: self._print())
        self.shift_button.clicked.connect(lambda _on=False: self.go.emit("my-shift", {}))
        self.kiosk_button.clicked.connect(
            lambda _on=False: self._doors.announcer.kiosk_asked.emit()
        )
        self.finder.chosen.connect(self._came)
        self.finder.new.connect(self._gestures.visitor)
        self.finder.left.connect(self.list.setFocus)
        self._timer.timeout.connect(lambda: self._changed(TABLES))
        self._doors.announcer.changed.connect(self._changed)
        self._doors.announcer.day_turned.connect(lambda: self._changed(TABLES))
        bind(self, "print-list", self._print)

    # What the frame asks

    def title(self) -> str:
        many = len(self._found.here)
        return _t("Here now: {many}").format(many=many) if many else _t("Here now")

    def meta(self) -> str:
        many = sum(one.heads for one in self._found.nameless)
        return _t("and {many} without a name").format(many=many) if many else ""

    def head_buttons(self) -> list[QWidget]:
        return [self.print_button, self.kiosk_button, self.shift_button]

    def side(self) -> QWidget:
        return self._side

    def side_words(self) -> str:
        return _t("Somebody came in?")

    def side_bar(self) -> QBoxLayout:
        return self._bar

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def primary(self) -> Button:
        return self.left_button

    def first_focus(self) -> QWidget:
        return self.list if self._found.rows else self.finder.edit

    def arrive(self, **facts: object) -> None:
        self._refresh()
        self._timer.start()

    def leave(self) -> None:
        self._timer.stop()
        self.finder.clear()

    def set_frame(self, frame: Frame) -> None:
        narrow = frame is Frame.NARROW
        self.left_button.set_key("" if narrow else "Enter")
        for button, words, icon in (
            (self.print_button, _t("Print roll call"), "printer"),
            (self.kiosk_button, _t("Sign-in screen"), "monitor"),
            (self.shift_button, _t("My shift"), "clock"),
        ):
            button.set_kind("icon" if narrow else "")
            button.set_words("" if narrow else words, words)
            button.set_icon(icon)

    def step_back(self) -> bool:
        """Esc first closes the names."""
        if not self.finder.is_open():
            return False
        self.finder.clear()
        self.list.setFocus()
        return True

    def scanned(self, code: str) -> bool:
        """The card of somebody who is here puts the ring on them; anybody else came in."""
        found = self._doors.look(lambda db: find_code(db, code))
        if found.sort is not Sort.PERSON:
            return False
        if any(row.id == found.id for row in self._found.rows):
            self.list.choose(found.id)
            self.list.setFocus()
            return True
        card = self._doors.look(lambda db: person_card(db, found.id, self._doors.today()))
        if card is not None:
            self._came(card.id, card.name)
        return True

    # Doing

    def _chosen(self) -> HereRow | None:
        return self.model.row(self.list.currentIndex().row())

    def _left(self) -> None:
        row = self._chosen()
        if row is not None:
            self._gestures.left(row)
            self.list.setFocus()

    def _came(self, person_id: str, name: str) -> None:
        self._wanted = person_id
        self._gestures.come_in(person_id, name)

    def _print(self) -> None:
        self._to_print("roll-call", "")

    # Looking

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES and self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        now = self._doors.now()
        self._found = self._doors.look(lambda db: here_now(db, now))
        self.model.reload()
        self.retitled.emit()

    def _counted(self, count: int) -> None:
        chosen = bool(self._wanted) and self.list.choose(self._wanted)
        if count and not (chosen or self.list.chosen()):
            self.list.selectRow(self._first())
        self._wanted = ""
        self._name_left()

    def _first(self) -> int:
        """Somebody who came, so that a stray Enter ends nobody's shift."""
        rows = self._found.rows
        return next((at for at, row in enumerate(rows) if row.sort is not HereSort.STAFF), 0)

    def _name_left(self) -> None:
        row = self._chosen()
        self.left_button.setVisible(row is not None)
        if row is None:
            return
        words = _t("{who} left")
        if row.sort is HereSort.STAFF:
            words = _t("{who} left: end their shift")
        self.left_button.set_words(words.format(who=row.name))
