"""The stock as a list: tabs by where devices stand, a filter, and making wiped ones ready."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.queries.desk import desk_thing
from hubdesk.queries.devices import DevicesShown, device_counts
from hubdesk.queries.finding import Sort, find_typed
from hubdesk.queries.hub import hub_settings, kinds
from hubdesk.ui.actions import bind, shown_key
from hubdesk.ui.devices.asks import boxed
from hubdesk.ui.devices.gestures import DeviceGestures
from hubdesk.ui.devices.link_banner import LinkBanner
from hubdesk.ui.devices.stock_list import (
    HIDDEN_MIDDLE,
    HIDDEN_NARROW,
    HIDDEN_WIDE,
    stock_model,
)
from hubdesk.ui.devices.stock_top import StockTop
from hubdesk.ui.doors import Doors
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.space import column, scroller, sized
from hubdesk.ui.widgets.buttons import Button, primary
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.list_view import ListView

TABLES: Final = frozenset(
    ("device", "loan", "loan_event", "gift", "code_of", "device_kind", "hub_setting")
)
LEAST_LIST: Final = 160  # units: the headings and two rows, or the words for none
_HIDDEN: Final = {
    Frame.WIDE: HIDDEN_WIDE,
    Frame.MIDDLE: HIDDEN_MIDDLE,
    Frame.NARROW: HIDDEN_NARROW,
}
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
        self.banner = LinkBanner()
        self.top = StockTop()
        self.model = stock_model(doors)
        self.empty = Empty("", "laptop", _t("Add devices"), _t("Bring in a spreadsheet"))
        self.list = ListView(self.model, _t("Devices"), self.empty)
        tip = _t("Scan fresh labels in ({key})").format(key=shown_key("add-devices"))
        self.add = primary(_t("Add devices"), "plus", tip=tip, verb="add device")
        self.empty.buttons[0].needs("add device")
        self.empty.buttons[1].needs("import devices")
        self.ready_one = Button("", icon="check", key=shown_key("ready"))
        self.start_ready = Button(_t("Make ready by scanning"), icon="scan-barcode")
        self.wiping = boxed(self.ready_one, self.start_ready)
        self._build()
        self._connect()

    def _build(self) -> None:
        body = column(self, 0, 12)
        inside = QWidget()  # scrolls where there is little room; the buttons stay
        content = column(inside, 0, 12)
        self._strip_home: QBoxLayout = column()
        content.addLayout(self._strip_home)
        content.addWidget(self.banner)
        card = Card((0, 0, 0, 8), 0)
        card.body.addWidget(self.top)
        card.body.addWidget(self.list, 1)
        content.addWidget(card, 1)
        self._scroll = scroller(inside)
        body.addWidget(self._scroll, 1)
        body.addWidget(self.wiping)
        self.wiping.hide()
        self.start_ready.setToolTip(_t("Each device you scan is made ready, until Esc"))

    def _connect(self) -> None:
        self.top.changed.connect(self._load)
        self.top.filter.wants_list.connect(self._to_list)
        self.top.filter.wants_open.connect(self._open_first)
        self.banner.left.connect(self._end_link)
        self.banner.add_asked.connect(lambda: self.go.emit("add-devices", {"code": self._link}))
        self.list.opened.connect(self._open)
        self.list.chosen_changed.connect(lambda _id: self._show_chosen())
        self.model.counted.connect(self._counted)
        self.model.failed.connect(self._failed)
        self.empty.acted.connect(self._begin)
        self.add.clicked.connect(lambda _on=False: self._begin(0))
        self.ready_one.clicked.connect(lambda _on=False: self._make_ready())
        self.start_ready.clicked.connect(
            lambda _on=False: self.go.emit("desk", {"making_ready": True})
        )
        self._doors.announcer.changed.connect(self._changed)
        self._doors.announcer.day_turned.connect(self._refresh)
        self.told.connect(lambda _result: self._scroll.verticalScrollBar().setValue(0))
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
        return self.list if self.model.rowCount() and not self.top.typed else self.top.filter

    def arrive(self, **facts: object) -> None:
        """Show the list; `show` opens a tab, `link` waits for the device that gets the code."""
        show = str(facts.get("show", ""))
        if show:
            self.top.clear()
            self.top.tabs.choose(DevicesShown(show).value)
        self._link = str(facts.get("link", ""))
        self.banner.show_code(self._link)
        if self._stale or show:
            self._refresh()

    def leave(self) -> None:
        self._end_link()

    def set_frame(self, frame: Frame) -> None:
        narrow = frame is Frame.NARROW
        self.top.set_narrow(narrow)
        self.banner.set_narrow(narrow)
        self.list.hide_columns(*_HIDDEN[frame])
        sized(self.list, least_height=LEAST_LIST if narrow else 0)

    def step_back(self) -> bool:
        """Esc: the code is not linked, then the filter is emptied."""
        if self._link:
            self._end_link()
        elif self.top.typed:
            self.top.clear()
            self._load()
        else:
            return False
        return True

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

    def _load(self) -> None:
        self.model.load(self.top.filters(self._not_seen_days))

    def _refresh(self) -> None:
        """Count every tab again and read the list anew."""
        self._stale = False
        today = self._doors.today()
        days, found = self._doors.look(lambda db: (hub_settings(db).not_seen_days, kinds(db)))
        counts = self._doors.look(lambda db: device_counts(db, today=today, not_seen_days=days))
        self._not_seen_days = days
        self.top.offer_kinds(found)
        self.top.tabs.set_counts({shown.value: many for shown, many in counts.items()})
        self._load()

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self._stale = True
            if self.isVisible():
                self._refresh()

    def _counted(self, count: int) -> None:
        said = i18n.count(count, _t("device"), _t("devices")) if self.top.is_narrowed else ""
        self.top.found.setText(said)
        self.top.found.setVisible(bool(said))  # nothing said takes no line
        self.top.found.setVisible(bool(said))
        if not count:
            self._show_empty()
        elif not self.list.chosen() or self.top.typed:
            self.list.choose_first()
        self._show_chosen()

    def _show_empty(self) -> None:
        first = self.top.tab is DevicesShown.ALL and not self.top.is_narrowed
        if first:
            words = _t("No devices yet. Print a sheet of labels, stick, then scan them in.")
        elif self.top.typed:
            words = _t("Nothing here fits “{text}”. Look in All, or add it.")
            words = words.format(text=self.top.typed)
        else:
            words = _t(_NOTHING[self.top.tab])
        self.empty.set_words(words, "search" if self.top.typed else "laptop")
        for button in self.empty.buttons:
            button.setVisible(first)

    def _failed(self, error: object) -> None:
        if not isinstance(error, HubDeskError):
            raise error  # type: ignore[misc]  # a bug: the problem report shows it
        self._gestures.refuse(error)

    def _show_chosen(self) -> None:
        """The buttons under the list of what is to be wiped name the chosen device."""
        row = self.model.row(self.list.currentIndex().row())
        wiping = self.top.tab is DevicesShown.TO_WIPE and row is not None
        self.wiping.setVisible(wiping)
        if wiping and row is not None:
            self.ready_one.set_words(_t("{tag} is wiped: make ready").format(tag=row.tag))

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
        thing = self._doors.look(lambda db: desk_thing(db, device_id))
        if self._gestures.link(device_id, thing.tag if thing else "", self._link):
            self._end_link()

    def _open_first(self) -> None:
        """Enter in the filter: the chosen device, else the first that fits."""
        if self.top.is_waiting:
            self._load()
        if found := self.list.chosen() or self.model.id_at(0):
            self._open(found)

    def _to_filter(self) -> None:
        self.top.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.filter.selectAll()

    def _to_list(self) -> None:
        if self.model.rowCount():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _make_ready(self) -> None:
        row = self.model.row(self.list.currentIndex().row())
        if row is not None and self.top.tab is DevicesShown.TO_WIPE:
            self._gestures.make_ready(row.id, row.tag)

    def _end_link(self) -> None:
        self._link = ""
        self.banner.hide()
