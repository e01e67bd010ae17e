"""The stock as a list: tabs by where devices stand, a filter, and making wiped ones ready."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.queries.desk import desk_thing
from hubdesk.queries.devices import DeviceFilter, DevicesShown, device_counts
from hubdesk.queries.finding import Sort, find_typed
from hubdesk.queries.hub import hub_settings, kinds
from hubdesk.ui.actions import bind, shown_key
from hubdesk.ui.devices.gestures import DeviceGestures
from hubdesk.ui.devices.stock_list import (
    HIDDEN_MIDDLE,
    HIDDEN_NARROW,
    HIDDEN_WIDE,
    stock_model,
)
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.people.filter import FilterEdit
from hubdesk.ui.space import column, line, sized, spaced
from hubdesk.ui.widgets.buttons import Button, primary
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.count_tabs import CountTabs
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.list_view import ListView
from hubdesk.ui.widgets.text import Label, WrappedLabel

TABLES: Final = frozenset(("device", "loan", "loan_event", "gift", "code_of", "device_kind"))
ANY_WIDTH: Final = 4000  # units
WAIT_MS = 60  # a pause in typing, so that a fast typist asks once a word
_TABS: Final = (
    (DevicesShown.ON_SHELF, "On shelf"),
    (DevicesShown.OUT, "Out"),
    (DevicesShown.TO_WIPE, "To wipe"),
    (DevicesShown.NOT_SEEN, "Not seen"),
    (DevicesShown.REPAIR, "Repair"),
    (DevicesShown.LOST, "Lost"),
    (DevicesShown.GIVEN, "Given"),
    (DevicesShown.ALL, "All"),
)
_NOTHING: Final = {
    DevicesShown.ON_SHELF: "Nothing is on the shelf.",
    DevicesShown.OUT: "Nothing is out.",
    DevicesShown.TO_WIPE: "Nothing waits to be wiped.",
    DevicesShown.NOT_SEEN: "Everything was seen lately.",
    DevicesShown.REPAIR: "Nothing is in repair.",
    DevicesShown.LOST: "Nothing is lost.",
    DevicesShown.GIVEN: "Nothing was given yet.",
    DevicesShown.ALL: "Nothing fits.",
}


def _t(text: str) -> str:
    return translate("Devices", text)


class DevicesPage(Page):
    """Facts: `show` opens a tab by its value; `link` is a code for the next device opened."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._gestures = DeviceGestures(doors, self.told.emit)
        self._stale = True
        self._link = ""
        self._not_seen_days = 0
        self.filter = FilterEdit(_t("Filter by make, model, tag or code"))
        self.kind = Combo([("", _t("All kinds"))], "", _t("Kind"), width=180)
        self.tabs = CountTabs(
            [(tab.value, _t(words)) for tab, words in _TABS], DevicesShown.ALL, _t("Which devices")
        )
        self.model = stock_model(doors)
        self.empty = Empty("", "laptop", _t("Add devices"), _t("Bring in a spreadsheet"))
        self.list = ListView(self.model, _t("Devices"), self.empty)
        self.found = Label("", "small", "2")
        self._build()
        self._connect()

    def _build(self) -> None:
        body = column(self, 0, 12)
        self._strip_home: QBoxLayout = column()
        body.addLayout(self._strip_home)
        body.addWidget(self._build_banner())
        card = Card((0, 0, 0, 8), 0)
        card.body.addWidget(self._build_top())
        card.body.addWidget(self.list, 1)
        body.addWidget(card, 1)
        body.addWidget(self._build_wiping())
        self.add = primary(_t("Add devices"), "plus")
        self.add.setToolTip(_t("Scan fresh labels in ({key})").format(key=shown_key("add-devices")))

    def _build_top(self) -> QWidget:
        """Filter, kinds and tabs: on lines that break, or on one where there is little room."""
        top = QWidget()
        lines = column(top)
        self._flow_box, self._line_box = QWidget(), QWidget()
        self._flow = Flow(self._flow_box, margins=(16, 14, 16, 12), gap=12)
        self._line = line(self._line_box, (12, 8, 12, 6), 8)
        lines.addWidget(self._flow_box)
        lines.addWidget(self._line_box)
        return top

    def _fit_top(self, narrow: bool) -> None:
        if narrow:
            sized(self.filter, least_width=90, most_width=ANY_WIDTH)
            sized(self.kind, width=112)
            sized(self.tabs, width=132)
        else:
            sized(self.filter, width=300)
            sized(self.kind, width=180)
            sized(self.tabs, least_width=0, most_width=ANY_WIDTH)
        home = self._line if narrow else self._flow
        for widget in (self.filter, self.kind, self.tabs, self.found):
            home.addWidget(widget)
        self.tabs.fold(narrow)
        self._flow_box.setVisible(not narrow)
        self._line_box.setVisible(narrow)

    def _build_banner(self) -> QWidget:
        self.banner = Card((16, 12, 16, 12), 8)
        self.banner_words = WrappedLabel("", "strong")
        self.banner.body.addWidget(self.banner_words)
        row = QWidget()
        flow = Flow(row, gap=8)
        self.add_linked = Button(_t("Add a new device instead"), icon="plus")
        self.cancel_link = Button(_t("Do not link it"), "ghost", key="Esc")
        self.add_linked.clicked.connect(lambda _on=False: self._add_instead())
        self.cancel_link.clicked.connect(lambda _on=False: self._end_link())
        flow.addWidget(self.add_linked)
        flow.addWidget(self.cancel_link)
        self.banner.body.addWidget(row)
        self.banner.hide()
        return self.banner

    def _build_wiping(self) -> QWidget:
        self.wiping = QWidget()
        flow = Flow(self.wiping, gap=8)
        self.start_ready = Button(_t("Make ready by scanning"), icon="scan-barcode")
        self.start_ready.setToolTip(_t("Each device you scan is made ready, until Esc"))
        self.ready_one = Button("", icon="check", key=shown_key("ready"))
        self.start_ready.clicked.connect(
            lambda _on=False: self.go.emit("desk", {"making_ready": True})
        )
        self.ready_one.clicked.connect(lambda _on=False: self._make_ready())
        flow.addWidget(self.ready_one)
        flow.addWidget(self.start_ready)
        self.wiping.hide()
        return self.wiping

    def _connect(self) -> None:
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self._load)
        self.filter.textChanged.connect(lambda _text: self._soon.start())
        self.filter.wants_list.connect(self._to_list)
        self.filter.wants_open.connect(self._open_first)
        self.kind.activated.connect(lambda _at: self._load())
        self.tabs.chosen.connect(lambda _tab: self._load())
        self.list.opened.connect(self._open)
        self.list.chosen_changed.connect(lambda _id: self._show_chosen())
        self.model.counted.connect(self._counted)
        self.model.failed.connect(self._failed)
        self.empty.acted.connect(self._begin)
        self.add.clicked.connect(lambda _on=False: self.go.emit("add-devices", {}))
        self._doors.announcer.changed.connect(self._changed)
        self._doors.announcer.day_turned.connect(self._refresh)
        bind(self, "filter", self._to_filter)
        bind(self, "ready", self._make_ready)

    # What the frame asks

    def head_buttons(self) -> list[QWidget]:
        return [self.add]

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def primary(self) -> Button:
        return self.add

    def first_focus(self) -> QWidget:
        return self.list if self.model.rowCount() and not self.filter.text() else self.filter

    def arrive(self, **facts: object) -> None:
        """Show the list; `show` opens a tab, `link` waits for the device that gets the code."""
        show, link = str(facts.get("show", "")), str(facts.get("link", ""))
        if show:
            self.filter.setText("")
            self._soon.stop()
            self.tabs.choose(DevicesShown(show).value)
        self._link = link
        self._show_banner()
        if self._stale or show:
            self._refresh()

    def leave(self) -> None:
        self._end_link()

    def set_frame(self, frame: Frame) -> None:
        narrow = frame is Frame.NARROW
        self._fit_top(narrow)
        spaced(self.banner.body, (12, 6, 12, 6) if narrow else (16, 12, 16, 12), 2 if narrow else 8)
        self.add_linked.setVisible(not narrow)
        hidden = {Frame.WIDE: HIDDEN_WIDE, Frame.MIDDLE: HIDDEN_MIDDLE}
        self.list.hide_columns(*hidden.get(frame, HIDDEN_NARROW))

    def step_back(self) -> bool:
        """Esc: the code is not linked, then the filter is emptied."""
        if self._link:
            self._end_link()
            return True
        if self.filter.text():
            self.filter.clear()
            self._load()
            return True
        return False

    def scanned(self, code: str) -> bool:
        """A scan while a code waits for its device picks the device; otherwise it is not ours."""
        if not self._link:
            return False
        found = self._doors.look(lambda db: find_typed(db, code))
        if found.sort is not Sort.DEVICE:
            return False
        self._open(found.id)
        return True

    # The list

    def _filters(self) -> DeviceFilter:
        return DeviceFilter(
            DevicesShown(self.tabs.value()),
            self.kind.value(),
            self.filter.text().strip(),
            self._not_seen_days,
        )

    def _load(self) -> None:
        self._soon.stop()
        self.model.load(self._filters())

    def _refresh(self) -> None:
        """Count every tab again and read the list anew."""
        self._stale = False
        today = self._doors.today()
        days, found = self._doors.look(lambda db: (hub_settings(db).not_seen_days, kinds(db)))
        self._not_seen_days = days
        options = [("", _t("All kinds")), *((kind.id, kind.name) for kind in found)]
        self.kind.set_options(options, self.kind.value())
        counts = self._doors.look(lambda db: device_counts(db, today=today, not_seen_days=days))
        self.tabs.set_counts({shown.value: many for shown, many in counts.items()})
        self._load()

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self._stale = True
            if self.isVisible():
                self._refresh()

    def _counted(self, count: int) -> None:
        typed = self.filter.text().strip()
        narrowed = bool(typed or self.kind.value())
        words = i18n.count(count, _t("device"), _t("devices")) if narrowed else ""
        self.found.setText(words)
        self.found.setVisible(bool(words))
        if count:
            if self.list.chosen() == "" or typed:
                self.list.choose_first()
        else:
            self._show_empty(typed, narrowed)
        self._show_chosen()

    def _show_empty(self, typed: str, narrowed: bool) -> None:
        tab = DevicesShown(self.tabs.value())
        first = tab is DevicesShown.ALL and not narrowed
        if first:
            words = _t("No devices yet. Print a sheet of labels, stick, then scan them in.")
        elif typed:
            words = _t("Nothing here fits “{text}”. Look in All, or add it.").format(text=typed)
        else:
            words = _t(_NOTHING[tab])
        self.empty.set_words(words, "laptop" if not typed else "search")
        for button in self.empty.buttons:
            button.setVisible(first)

    def _failed(self, error: object) -> None:
        if not isinstance(error, HubDeskError):
            raise error  # type: ignore[misc]  # a bug: the problem report shows it
        self._gestures.refuse(error)

    # What hands do

    def _begin(self, which: int) -> None:
        if which == 0:
            self.go.emit("add-devices", {})
        else:
            self.go.emit("bring-in", {"what": "devices"})

    def _open(self, device_id: str) -> None:
        if not self._link:
            self.go.emit("device", {"id": device_id})
            return
        row = self.model.row(self.list.currentIndex().row())
        tag = row.tag if row is not None and row.id == device_id else self._tag_of(device_id)
        if self._gestures.link(device_id, tag, self._link):
            self._end_link()

    def _tag_of(self, device_id: str) -> str:
        thing = self._doors.look(lambda db: desk_thing(db, device_id))
        return thing.tag if thing else ""

    def _open_first(self) -> None:
        """Enter in the filter: the chosen device, else the first that fits."""
        if self._soon.isActive():
            self._load()
        if found := self.list.chosen() or self.model.id_at(0):
            self._open(found)

    def _to_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _to_list(self) -> None:
        if self.model.rowCount():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _make_ready(self) -> None:
        row = self.model.row(self.list.currentIndex().row())
        if row is not None and self.tabs.value() == DevicesShown.TO_WIPE:
            self._gestures.make_ready(row.id, row.tag)

    def _show_chosen(self) -> None:
        """The buttons under the list of what is to be wiped name the chosen device."""
        wiping = self.tabs.value() == DevicesShown.TO_WIPE
        self.wiping.setVisible(wiping)
        if not wiping:
            return
        row = self.model.row(self.list.currentIndex().row())
        self.ready_one.setVisible(row is not None)
        self.start_ready.setVisible(bool(self.model.rowCount()))
        if row is not None:
            self.ready_one.set_words(_t("{tag} is wiped: make ready").format(tag=row.tag))

    def _show_banner(self) -> None:
        words = _t("Open the device that gets the code {code}: from the list, or scan it.")
        self.banner_words.setText(words.format(code=self._link))
        self.banner.setVisible(bool(self._link))

    def _end_link(self) -> None:
        self._link = ""
        self.banner.hide()

    def _add_instead(self) -> None:
        self.go.emit("add-devices", {"code": self._link})
