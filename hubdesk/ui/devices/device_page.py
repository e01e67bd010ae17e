"""One device whole: what it is, where it stands, what belongs to it and what happened to it."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.operations.device_facts import DeviceFacts
from hubdesk.queries.device_page import DevicePage, device_page
from hubdesk.queries.history import RecordKind, history
from hubdesk.ui.actions import bind
from hubdesk.ui.devices.device_columns import DeviceColumns
from hubdesk.ui.devices.device_deeds import DeviceDeeds
from hubdesk.ui.devices.gestures import DeviceGestures
from hubdesk.ui.devices.head import DeviceHead
from hubdesk.ui.devices.past_cards import LATELY
from hubdesk.ui.devices.words import page_chip
from hubdesk.ui.doors import Doors
from hubdesk.ui.gestures import ToPrint
from hubdesk.ui.loans.gestures import LoanGestures
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.space import column
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.empty import Empty

TABLES: Final = frozenset(
    (
        "device",
        "kit_item",
        "code_of",
        "loan",
        "loan_event",
        "gift",
        "device_kind",
        "person",
        "hub_setting",
    )
)


def _t(text: str) -> str:
    return translate("Devices", text)


class OneDevicePage(Page):
    """Facts: `id` of the device. `to_print` puts a label on the print list."""

    def __init__(self, doors: Doors, to_print: ToPrint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._to_print = doors, to_print
        self._id = ""
        self._device: DevicePage | None = None
        self._is_narrow = False
        self._half_typed: dict[str, DeviceFacts] = {}
        self.device_gestures = DeviceGestures(doors, self.told.emit, self.go.emit)
        self.loan_gestures = LoanGestures(doors, self.told.emit, self.go.emit)
        self.head = DeviceHead()
        self.columns = DeviceColumns(doors)
        self.deeds = DeviceDeeds(
            self.columns,
            self.device_gestures,
            self.loan_gestures,
            device=lambda: self._device,
            go=self.go.emit,
        )
        self.gone = Empty(_t("That device is not here any more."), "laptop", _t("See all devices"))
        self._build()
        self._connect()

    def _build(self) -> None:
        self._whole = column(self)
        self._top = QWidget()
        lines = column(self._top, (0, 0, 0, 10), 10)
        self._strip_home: QBoxLayout = column()
        lines.addWidget(self.head)
        lines.addLayout(self._strip_home)
        for widget in (self._top, self.columns, self.gone):
            self._whole.addWidget(widget, 0 if widget is self._top else 1)
        self.gone.hide()

    def _connect(self) -> None:
        self.head.asked.connect(self.deeds.press)
        self.head.print_button.clicked.connect(lambda _on=False: self._print_label())
        self.columns.details.editing.connect(self._one_filled_button)
        self.columns.earlier.closed.connect(self._show_state)
        self.columns.loans.opened.connect(lambda id: self.go.emit("person", {"id": id}))
        self.columns.happened.all_asked.connect(
            lambda: self.go.emit("history", {"kind": RecordKind.DEVICE, "id": self._id})
        )
        self.told.connect(self.columns.rule.heard)
        self.columns.rule.left.connect(self._leave_rule)
        self.gone.acted.connect(lambda _which: self.go.emit("devices", {}))
        self.told.connect(lambda _result: self._see_strip())
        self._doors.announcer.changed.connect(self._changed)
        self._doors.announcer.day_turned.connect(self._show)
        bind(self, "edit", self._edit)
        bind(self, "save", self._press_save)
        bind(self, "record-renew", lambda: self.deeds.press("renew"))
        bind(self, "record-return", lambda: self.deeds.press("return"))
        bind(self, "record-lost", self._press_lost)
        bind(self, "ready", lambda: self.deeds.press("ready"))
        bind(self, "print-list", self._print_label)

    # What the frame asks

    def title(self) -> str:
        return self._device.title if self._device else ""

    def has_own_head(self) -> bool:
        return True

    def primary(self) -> Button:
        details = self.columns.details
        return details.form.save_button if details.is_open else self.head.primary_button

    def first_focus(self) -> QWidget | None:
        return None if self._device else self.gone.buttons[0]

    def arrive(self, **facts: object) -> None:
        """Show the device with this `id`."""
        wanted = str(facts.get("id", ""))
        if wanted != self._id:
            self._put_by()
        self._id = wanted
        self._show(anew=True)
        self.columns.area.verticalScrollBar().setValue(0)
        typed = self._half_typed.pop(wanted, None)
        if typed is not None and self._device is not None:
            self.columns.details.open_form(typed)
            words = _t("What you began here is not saved yet. Save it, or leave it as it was.")
            self.device_gestures.say(words)

    def leave(self) -> None:
        self._put_by()

    def _put_by(self) -> None:
        """Close what is open; facts that were typed come back with the device."""
        typed = self.columns.details.typed()
        if typed is not None:
            self._half_typed[self._id] = typed
        self.columns.close_everything()

    def set_frame(self, frame: Frame) -> None:
        self._is_narrow = narrow = frame is Frame.NARROW
        self.head.set_frame(frame)
        self.columns.set_frame(frame)
        self.columns.rule.fold(narrow)
        home = self.columns.above if narrow else self._whole
        if home.indexOf(self._top) < 0:  # where there is little room it scrolls away with the rest
            home.insertWidget(0, self._top)

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def has_unsaved(self) -> bool:
        """Whether something is typed or asked here: a scan then leaves the page where it is."""
        return self.columns.half_done() is not None

    def save_unsaved(self) -> bool:
        if save := self.columns.half_done():
            save()
        return not self.has_unsaved()

    def step_back(self) -> bool:
        """Esc closes what is being asked or edited before it leaves the page."""
        return self.columns.step_back()

    def scanned(self, code: str) -> bool:
        """A scan while a code is asked for is that code; otherwise it is not ours."""
        if not self.columns.codes.waits_for_scan:
            return False
        self.deeds.link(code)
        return True

    # Showing

    def _show(self, *, anew: bool = False) -> None:
        id, now = self._id, self._doors.now()

        def look(db: Any) -> Any:
            device = device_page(db, id) if id else None
            rows = history(db, RecordKind.DEVICE, id, limit=LATELY + 1)
            return None if device is None else (device, rows)

        found = self._doors.look(look)
        self._top.setVisible(found is not None)
        self.columns.setVisible(found is not None)
        self.gone.setVisible(found is None)
        if found is None:
            self._device = None
            self.retitled.emit()
            return
        device, rows = found
        self._device = device
        had_focus = self.isAncestorOf(self.window().focusWidget() or self)
        self.head.show_device(device, page_chip(device, now.date()))
        self.columns.show_device(device, rows, now, anew=anew)
        self.retitled.emit()
        focused = self.window().focusWidget()
        if had_focus and (focused is None or not focused.isVisible()):
            self.head.primary_button.setFocus()  # what had it is gone

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES and self._id and self.isVisible():
            self._show()

    def _see_strip(self) -> None:
        """Where the strip scrolls with the rest, what it says comes into sight."""
        if self._is_narrow:
            self.columns.sight.forget()
            self.columns.area.verticalScrollBar().setValue(0)

    def _show_state(self) -> None:
        self.columns.state.show()
        self.columns.state.lend_earlier.setFocus()

    # Doing

    def _leave_rule(self) -> None:
        self.columns.rule.hide()
        self.head.primary_button.setFocus()

    def _one_filled_button(self, editing: bool) -> None:
        """While the form is open, Save is what Enter presses."""
        self.head.primary_button.set_kind("" if editing else "primary")

    def _edit(self) -> None:
        """Alt+E opens the form; what is typed in an open one stays."""
        details = self.columns.details
        if not details.is_open and details.edit_button.isEnabled():
            details.open_form()

    def _press_lost(self) -> None:
        """Alt+O does what the button does, and nothing where there is none."""
        if not self.columns.state.lost.isHidden():
            self.deeds.press("lost")

    def _press_save(self) -> None:
        if self.columns.details.is_open:
            self.columns.details.form.save_button.click()

    def _print_label(self) -> None:
        if self._device is not None:
            words = _t("The label of {tag} waits in To print.").format(tag=self._device.tag)
            self.device_gestures.say(words)
            self._to_print("device-labels", self._id)  # what goes wrong there is told last
