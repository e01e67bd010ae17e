"""Adding devices: pick what they are once, then scan their labels one after another."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.ids import CodeKind, read_code
from hubdesk.models import CodeOrigin, Device
from hubdesk.operations.stock import add_device
from hubdesk.queries.desk import desk_thing
from hubdesk.queries.finding import Finding, Sort, find_code
from hubdesk.queries.hub import kinds
from hubdesk.queries.stock_words import still_here, stock_words
from hubdesk.ui.devices.added_card import Added, AddedCard
from hubdesk.ui.devices.gestures import DeviceGestures
from hubdesk.ui.devices.model_card import ModelCard
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.gestures import ToPrint
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.printing.fresh_sheet import fresh_sheet
from hubdesk.ui.space import column, scroller, spaced
from hubdesk.ui.widgets.buttons import Button, primary
from hubdesk.ui.widgets.cards import Note
from hubdesk.ui.widgets.strip import Offer, Result


def _t(text: str) -> str:
    return translate("Devices", text)


def shown_code(code: str) -> str:
    """A code as people read it: a label of ours as it is printed, others as they stand."""
    ours = read_code(code)
    return ours.printed() if ours else code


def known_words(tag: str, title: str) -> str:
    """HD-0142 is already a ThinkPad L390; an Apple iPad 9, an HP ProBook."""
    first = title.split()[0] if title.split() else title
    spelt = len(first) > 1 and first.isupper()
    words = _t("{tag} is already a {title}. Open it?")
    if first[:1] in ("AEFHILMNORSX" if spelt else "AEIO"):
        words = _t("{tag} is already an {title}. Open it?")
    return words.format(tag=tag, title=title)


class AddDevicesPage(Page):
    """Facts: `code` is a fresh label or a foreign code that waits for its device.

    The window hands scans to `scanned` first. `to_print` puts a sheet of labels on the list.
    """

    def __init__(self, doors: Doors, to_print: ToPrint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._to_print = doors, to_print
        self._gestures = DeviceGestures(doors, self.told.emit, self.go.emit)
        self._waiting = ""  # a code that was scanned before anybody said what it is
        self._serial_for: Added | None = None
        self._serials: dict[str, str] = {}  # by device: the action that gave it its number
        self._is_done = False
        self.what, self.added = ModelCard(), AddedCard()
        self.waiting = Note("", "info", "scan-barcode")
        self.done = primary(_t("Done"), "check")
        self.unlabelled = Button(_t("Add one without a label"), icon="plus")
        self.sheet = Button(_t("Print a sheet of labels"), icon="printer", verb="reserve labels")
        self._build()
        self._connect()

    def _build(self) -> None:
        whole = column(self, 0, 12)
        self._strip_home: QBoxLayout = column()
        whole.addLayout(self._strip_home)
        self.waiting.hide()
        whole.addWidget(self.waiting)
        inside = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        spaced(self._sides, 0, 16)
        self._sides.addWidget(self.what, 1)
        self._sides.addWidget(self.added, 1)
        self.area = scroller(inside)
        whole.addWidget(self.area, 1)
        bar = QWidget()
        flow = Flow(bar, gap=8)
        for button in (self.done, self.unlabelled, self.sheet):
            flow.addWidget(button)
        whole.addWidget(bar)

    def _connect(self) -> None:
        self.what.kind_chosen.connect(self._kind_chosen)
        self.done.clicked.connect(lambda _on=False: self._finish())
        self.unlabelled.clicked.connect(lambda _on=False: self._add(""))
        self.sheet.clicked.connect(lambda _on=False: self._print_sheet())
        self.added.undone.connect(self._undo)
        self.added.opened.connect(lambda added: self.go.emit("device", {"id": added.device_id}))
        self.added.serial_asked.connect(self._ask_serial)
        self._doors.announcer.changed.connect(self._changed)

    # What the frame asks

    def repeats_result(self) -> bool:
        return False

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def primary(self) -> Button:
        return self.done

    def first_focus(self) -> QWidget:
        return self.what.kinds.focusProxy() or self.what.kinds

    def arrive(self, **facts: object) -> None:
        """A new sitting unless one is going on; `code` waits for its device."""
        if self._is_done:
            self.added.begin_anew()
        self._is_done = False
        self._offer()
        self._keep_what_is_here()
        self._wait_with(str(facts.get("code", "")))

    def leave(self) -> None:
        self._serial_for = None
        self._wait_with("")

    def set_frame(self, frame: Frame) -> None:
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        narrow, said = frame is Frame.NARROW, _t("Print a sheet of labels")
        self._sides.setDirection(down if narrow else across)
        self.sheet.set_words("" if narrow else said, said)  # all three on one line

    def step_back(self) -> bool:
        """Esc: what waits is let go first."""
        if self._waiting or self._serial_for:
            self._wait_with("")
            self._serial_for = None
            return True
        return False

    def scanned(self, code: str) -> bool:
        """What a scan means while devices are added. The codes of the desk card are not ours."""
        found = self._doors.look(lambda db: find_code(db, code))
        match found.sort:
            case Sort.ACTION:
                return False
            case Sort.NEW_LABEL if found.kind is CodeKind.DEVICE:
                self._serial_for = None
                self._add(found.text)
            case Sort.DEVICE:
                self._say_known(found.id)
            case Sort.UNKNOWN if found.kind is None:
                self._foreign(found)
            case Sort.HALF:
                self._say_bad(_t("The scanner missed part of the label. Scan it again."))
            case Sort.PERSON | Sort.NEW_LABEL:
                self._say_bad(_t("That is a person's card. Scan a device label."))
            case Sort.SEVERAL:
                self._say_bad(_t("Several things answer to that code already."))
            case _:
                self._say_bad(_t("That is the code of a paper. Scan a device label."))
        return True

    # What a scan does

    def _foreign(self, found: Finding) -> None:
        waiting, self._serial_for = self._serial_for, None
        if waiting is None:
            self._add(found.text)
            return
        code, id = found.text, waiting.device_id
        self._wait_with("")
        if self._gestures.link(id, waiting.tag, code, CodeOrigin.SERIAL):
            self.added.say_serial(id, code)
            self._serials[id] = self._gestures.last_txn

    def _undo(self, added: Added) -> None:
        """Take one back, and its serial number before it: that was written down after it."""
        serial = self._serials.pop(added.device_id, "")
        if not serial or self._gestures.undo(serial):
            self._gestures.undo(added.txn_id)

    def _add(self, code: str) -> None:
        """Add one: with a label of ours, with a foreign code, or with a fresh number."""
        kind = self.what.kind()
        if kind is None:
            self.what.ask_for_kind(_t("Choose what it is."))
            if code:
                self._wait_with(code)
                words = _t("Say first what {code} is: choose its kind.")
                self.told.emit(Result("warn", words.format(code=shown_code(code))))
            return
        is_label = bool(code) and self._is_label(code)
        made: list[Device] = []

        def work(db: Any, now: Any) -> Device:
            device = add_device(
                db,
                kind_id=kind.id,
                now=now,
                make=self.what.make.text(),
                model=self.what.model.text(),
                label=code if is_label else "",
                old_codes=[code] if code and not is_label else (),
                contents=self.what.contents(),
                ownership=self.what.ownership.value(),
                place=self.what.place.text(),
                fund_id=self.what.fund.value(),
            )
            made.append(device)
            return device

        if not self._gestures.act(
            "add device",
            work,
            lambda device: _t("Added: {title}, {tag}").format(title=device.title, tag=device.tag),
            about=lambda device: {"device_ids": [device.id]},
            refused=self._refused,
        ):
            return
        device = made[0]
        txn_id = self._gestures.last_txn
        shown = "" if is_label else code
        self.added.prepend(Added(device.id, device.tag, device.title, kind.icon, txn_id, shown))
        self._wait_with("")

    def _is_label(self, code: str) -> bool:
        found = self._doors.look(lambda db: find_code(db, code))
        return found.sort is Sort.NEW_LABEL

    def _refused(self, error: HubDeskError) -> bool:
        device_id = getattr(error, "device_id", "")
        if device_id:
            self._say_known(device_id)
        return bool(device_id)

    def _say_known(self, device_id: str) -> None:
        thing = self._doors.look(lambda db: desk_thing(db, device_id))
        if thing is None:
            self._say_bad(_t("That device is not here any more."))
            return
        words = known_words(thing.tag, thing.title)
        open_it = Offer(_t("Open it"), lambda: self.go.emit("device", {"id": device_id}))
        self.told.emit(Result("warn", words, (open_it,)))

    def _say_bad(self, words: str) -> None:
        self.told.emit(Result("bad", words))

    # What waits

    def _wait_with(self, code: str) -> None:
        """A code waits until somebody says what it is; "" lets it go."""
        self._waiting = code
        words = _t("{code} waits. Choose what it is, then press Enter.")
        self.waiting.set_words(words.format(code=shown_code(code)) if code else "")
        self.done.set_words(_t("Add it") if code else _t("Done"))
        self.done.set_icon("plus" if code else "check")
        self._settle_done()

    def _ask_serial(self, added: Added) -> None:
        self._wait_with("")
        self._serial_for = added
        words = _t("Scan the serial number of {tag} now. Esc leaves it.")
        self.waiting.set_words(words.format(tag=added.tag))

    def _finish(self) -> None:
        if self._waiting:
            self._add(self._waiting)
        elif self.added.newest() is not None:
            self._is_done = True
            self.go.emit("devices", {})

    def _settle_done(self) -> None:
        """Enter leaves the page only once something was added."""
        idle = not self._waiting and self.added.newest() is None
        self.done.set_reason(_t("Scan a label first. Esc goes back.") if idle else "")

    # What is offered

    def _kind_chosen(self, _kind_id: str) -> None:
        self._offer()
        if self._waiting:
            self.told.emit(Result("info", self.waiting.words()))

    def _offer(self) -> None:
        kind_id = self.what.kinds.value()
        offered = self._doors.look(lambda db: (kinds(db), stock_words(db, kind_id=kind_id)))
        self.what.offer(*offered)

    def _changed(self, tables: frozenset[str]) -> None:
        if "device_kind" in tables and self.isVisible():
            self._offer()
        if "device" in tables and self.isVisible():
            self._keep_what_is_here()

    def _keep_what_is_here(self) -> None:
        """What was undone from somewhere else goes from the list."""
        ids = [added.device_id for added in self.added.added()]
        self.added.keep(self._doors.look(lambda db: still_here(db, ids)))
        self._settle_done()

    def _print_sheet(self) -> None:
        offer = Offer(_t("Open To print"), lambda: self.go.emit("to-print", {}))
        fresh_sheet(self._gestures, self._to_print, offer)
