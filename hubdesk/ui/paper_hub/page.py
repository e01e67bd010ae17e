"""The hub on paper: one button prints the pack for tomorrow; afterwards slips are typed in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.lending import LendingRule
from hubdesk.i18n import translate
from hubdesk.ids import read_code
from hubdesk.messages import explain
from hubdesk.models import StaffRole
from hubdesk.operations.lending import Item
from hubdesk.operations.paper_hub import (
    SLIPS,
    check_slip,
    enter_slip,
    make_paper_pack,
    tick_off_slips,
)
from hubdesk.operations.people import register_person
from hubdesk.queries.finding import Sort, find_code
from hubdesk.queries.paper_hub import PackRow, next_pack_day, pack_holds, packs, slip_with_code
from hubdesk.queries.people import person_card
from hubdesk.ui.doors import Doors
from hubdesk.ui.gestures import Gestures, ToPrint
from hubdesk.ui.page import Page
from hubdesk.ui.paper_hub.slip_form import DeviceBox, SlipForm
from hubdesk.ui.space import column, emptied, line, scroller
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.form import Field
from hubdesk.ui.widgets.rows import device_row
from hubdesk.ui.widgets.strip import Offer, Result
from hubdesk.ui.widgets.text import WrappedLabel

TABLES: Final = frozenset(("paper_slip", "learning_session", "loan"))
ON_PAPER: Final = "Lent on paper while the power was off"
SHOWN: Final = 5


def _t(text: str) -> str:
    return translate("PaperHub", text)


class PaperHubPage(Page):
    """Facts of `arrive`: code of a slip that was scanned elsewhere."""

    def __init__(self, doors: Doors, to_print: ToPrint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._to_print = doors, to_print
        self._gestures = Gestures(doors, self.told.emit, self.go.emit)
        self._code = ""
        self.pack_button = Button(
            _t("Paper pack for tomorrow"), "primary", "printer", verb="make paper pack"
        )
        self.slip = DeviceBox("", "", _t("Slip"))
        self.form = SlipForm(doors)
        self.enter_button = BigButton(_t("Enter the slip"), "check")
        self.leave_button = Button(_t("Leave this slip"), "ghost")
        self.equality_button = Button(_t("Type in an equality form"), "ghost", "clipboard-list")
        self._build()
        self._connect()

    def _build(self) -> None:
        body = column(self, 0, 12)
        self._strip_home: QBoxLayout = column()
        body.addLayout(self._strip_home)
        inside = QWidget()
        lines = column(inside, 0, 12)
        lines.addWidget(self._pack_card())
        lines.addWidget(self._slips_card())
        lines.addWidget(self.form)
        lines.addStretch(1)
        body.addWidget(scroller(inside), 1)
        bar = QWidget()
        row = line(bar, 0, 12)
        row.addWidget(self.enter_button, 1)
        row.addWidget(self.leave_button)
        self._bar = bar
        body.addWidget(bar)

    def _pack_card(self) -> Card:
        self._pack = card = Card((20, 16, 20, 18), 10)
        card.body.addWidget(SectionHead(_t("Before a day without power")))
        self._holds = WrappedLabel("", "body", "2")
        card.body.addWidget(self._holds)
        row = line(gap=8)
        row.addWidget(self.pack_button)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _slips_card(self) -> Card:
        self._slips = card = Card((20, 16, 20, 18), 10)
        self.head = SectionHead(_t("When the power is back"))
        self.head.row.addWidget(self.equality_button)
        card.body.addWidget(self.head)
        self._packs = QWidget()
        column(self._packs, 0, 4)
        card.body.addWidget(self._packs)
        self.slip_field = Field(
            _t("&Slip"), self.slip, _t("Scan a slip, or type its number and Enter, like P-00042.")
        )
        card.body.addWidget(self.slip_field)
        return card

    def _connect(self) -> None:
        self.pack_button.clicked.connect(lambda _on=False: self._make())
        self.equality_button.clicked.connect(lambda _on=False: self.go.emit("equality-form", {}))
        self.slip.entered.connect(lambda: self.start(self.slip.text()))
        self.form.ready.connect(self._ready)
        self.enter_button.clicked.connect(lambda _on=False: self._enter())
        self.leave_button.clicked.connect(lambda _on=False: self._stop())
        self._doors.announcer.changed.connect(self._changed)
        self._doors.announcer.day_turned.connect(self._look)

    # What the frame asks

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def primary(self) -> Button | None:
        return self.enter_button if self._code else None

    def first_focus(self) -> QWidget:
        if self._code:
            return self.form.who.edit
        return self.slip if self._wanted() else self.pack_button

    def arrive(self, **facts: object) -> None:
        if not self.form.is_started():
            self._stop()
        self._look()
        if code := str(facts.get("code", "")):
            self.start(code)

    def has_unsaved(self) -> bool:
        return bool(self._code) and self.form.is_started()

    def can_save(self) -> bool:
        return False

    def step_back(self) -> bool:
        """Esc first leaves the slip."""
        if self.form.who.is_open():
            self.form.who.clear()
        elif self._code:
            self._stop()
        else:
            return False
        return True

    def scanned(self, code: str) -> bool:
        """A slip begins; a card says who, a label what they took."""
        found = self._doors.look(lambda db: find_code(db, code))
        if found.sort is Sort.SLIP:
            self.start(code)
        elif self._code and found.sort is Sort.PERSON:
            card = self._doors.look(lambda db: person_card(db, found.id, self._doors.today()))
            if card is not None:
                self.form.choose_person(card.id, card.name)
        elif self._code and found.sort is Sort.DEVICE:
            self.form.add_device(found.id)
        else:
            return False
        return True

    # The pack

    def _make(self) -> None:
        on = self._doors.look(lambda db: next_pack_day(db, self._doors.today()))
        day = i18n.short_day(on, self._doors.today())
        done = self._gestures.act(
            "make paper pack",
            lambda db, _now: make_paper_pack(db, for_on=on),
            _t("The paper pack for {day} is made. It goes to the printer.").format(day=day),
            about={"what": day},
        )
        if done:
            self._to_print("paper-pack", on.isoformat())

    # A slip

    def start(self, text: str) -> None:
        """Begin a slip, or say why not."""
        if self._code and self.form.is_started():
            self._gestures.say(_t("Enter or leave slip {slip} first.").format(slip=self._printed()))
            return
        try:
            code = self._doors.look(lambda db: check_slip(db, code=text).code)
        except HubDeskError as error:
            self._stop()
            self.slip_field.show_problem(explain(error).text)
            self._gestures.refuse(error)
            return
        self._code = code
        row = self._doors.look(lambda db: slip_with_code(db, code))
        self.slip_field.show_problem("")
        self.slip.setText(self._printed())
        self._show_form()
        self.form.begin(row.for_on if row else self._doors.today())

    def _enter(self, *, reason: str | None = None) -> None:
        at, (is_right, due_on) = self.form.happened_at(), self.form.due_on()
        if at is None or not is_right or not self._code:
            return
        (id, name), code, staff = self.form.person, self._code, self._doors.staff()
        items = [Item(device) for device in self.form.devices]
        devices, printed = list(self.form.devices), self._printed()

        def work(db: Any, now: datetime) -> str:
            whose = id or register_person(db, display_name=name, roles=("borrower",), now=now).id
            enter_slip(
                db, code=code, borrower_id=whose, items=items, happened_at=at, now=now,
                due_on=due_on, override_reason=reason, staff=staff,
            )  # fmt: skip
            return str(whose)

        said = _t("Slip {slip} is entered: {things} to {who}. {count}")
        done = self._gestures.act(
            "enter slip",
            work,
            lambda _whose: said.format(
                slip=printed,
                things=i18n.listed(list(self.form.devices.values())),
                who=name,
                count=self._count_words(),
            ),
            about=lambda whose: {
                "person_id": whose,
                "device_ids": devices,
                "what": printed,
                **({"allowed_by": self._doors.acting().id} if reason else {}),
            },
            reason=reason or "",
            refused=self._or_as_manager,
        )
        if done:
            self._stop()
            self.slip.setFocus()

    def _or_as_manager(self, error: HubDeskError) -> bool:
        """What happened has happened: a manager may let it stand against a rule."""
        if not isinstance(error, LendingRule):
            return False
        if StaffRole.MANAGER not in self._doors.acting().roles:
            return False
        offer = Offer(_t("Enter it all the same"), lambda: self._enter(reason=ON_PAPER))
        self.told.emit(Result("warn", explain(error).text, (offer,)))
        return True

    def _tick_off(self, on: date) -> None:
        day = i18n.short_day(on, self._doors.today())
        self._gestures.act(
            "tick off slips",
            lambda db, now: tick_off_slips(db, for_on=on, now=now),
            lambda codes: _t("{slips} of {day} ticked off as not used.").format(
                slips=i18n.count(len(codes), _t("slip"), _t("slips")), day=day
            ),
            about=lambda codes: {"count": len(codes), "what": day},
        )

    # Looking

    def _stop(self) -> None:
        self._code = ""
        self.slip.clear()
        self.slip_field.show_problem("")
        self._show_form()

    def _show_form(self) -> None:
        self.form.setVisible(bool(self._code))
        self._bar.setVisible(bool(self._code))
        # one job at a time: what is not about the slip in hand stays away
        self._pack.setVisible(not self._code)
        self._packs.setVisible(not self._code)
        if self._code:
            words = _t("Enter slip {slip}").format(slip=self._printed())
            self.enter_button.set_words(words)

    def _ready(self, is_ready: bool) -> None:
        self.enter_button.set_reason("" if is_ready else _t("Say who took what first."))

    def _printed(self) -> str:
        read = read_code(self._code)
        return read.printed() if read else self._code

    def _wanted(self) -> list[PackRow]:
        return [row for row in self._doors.look(packs) if row.blank]

    def _count_words(self) -> str:
        code = self._code
        row = self._doors.look(lambda db: slip_with_code(db, code))
        found = next((p for p in self._doors.look(packs) if row and p.for_on == row.for_on), None)
        return entered_words(found) if found else ""

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES and self.isVisible():
            self._look()

    def _look(self) -> None:
        doors, today = self._doors, self._doors.today()
        on = doors.look(lambda db: next_pack_day(db, today))
        holds = doors.look(lambda db: pack_holds(db, on))
        said = _t("The pack for {day}: {registers}, {due} on the call list, {slips}.")
        self._holds.setText(
            said.format(
                day=i18n.short_day(on, today),
                registers=i18n.count(holds.registers, _t("register"), _t("registers")),
                due=i18n.count(holds.due, _t("thing"), _t("things")),
                slips=i18n.count(SLIPS, _t("blank loan slip"), _t("blank loan slips")),
            )
        )
        found = doors.look(packs)
        layout = emptied(self._packs)
        for row in found[:SHOWN]:
            layout.addWidget(self._pack_row(row, today))
        if not found:
            words = _t("No pack was made yet. Make one the evening before.")
            layout.addWidget(WrappedLabel(words, "small", "2"))
        self.slip_field.setVisible(bool(found))

    def _pack_row(self, row: PackRow, today: date) -> QWidget:
        unused = i18n.count(row.unused, _t("slip not used"), _t("slips not used"))
        detail = unused if row.unused else ""
        title = f"{i18n.short_day(row.for_on, today)}: {entered_words(row)}"
        shown = device_row(title, detail, "check" if not row.blank else "file-text", size=32)
        if row.blank:
            off = Button(_t("The rest were not used"), "ghost", verb="tick off slips")
            off.clicked.connect(lambda _on=False: self._tick_off(row.for_on))
            shown.tail.addWidget(off)
            again = Button(_t("Print again"), "ghost", "printer")
            again.clicked.connect(
                lambda _on=False: self._to_print("paper-pack", row.for_on.isoformat())
            )
            shown.tail.addWidget(again)
        return shown


def entered_words(row: PackRow) -> str:
    """3 of 18 slips entered."""
    return _t("{entered} of {wanted} slips entered").format(entered=row.entered, wanted=row.wanted)
