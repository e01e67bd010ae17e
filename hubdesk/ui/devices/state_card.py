"""Where a device stands now: on loan, given, on the shelf or set aside; and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import Stage
from hubdesk.queries.device_page import DevicePage, GivenTo
from hubdesk.queries.loans import LoanRow
from hubdesk.ui.actions import shown_key
from hubdesk.ui.devices.asks import AskDay, AskNote, boxed
from hubdesk.ui.devices.words import day_of, due_chip, renewed_words, stage_chip
from hubdesk.ui.space import column, emptied, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.rows import Row, person_row
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Devices", text)


class StateCard(Card):
    """Facts and buttons of the state. Each signal is one thing to do.

    `asked` names a verb that needs no more words: renew, lost, person, lend earlier.
    """

    asked = Signal(str)
    returned_on = Signal(object)  # a date
    to_repair = Signal(str)  # a note
    withdrawn = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 16, 16), 10, parent)
        self.head = SectionHead("")
        self.body.addWidget(sized(self.head, least_height=38))
        self._facts = QWidget()
        self._lines = column(self._facts, 0, 6)
        self.body.addWidget(self._facts)
        self._build_buttons()
        self._build_asks()

    def _build_buttons(self) -> None:
        def button(words: str, icon: str, verb: str, key: str = "", right: str = "") -> Button:
            made = Button(words, "", icon, key=key, verb=right)
            made.clicked.connect(lambda _on=False: self._press(verb))
            return made

        self.renew = button(_t("Renew"), "calendar-days", "renew", shown_key("record-renew"))
        self.earlier = button(_t("It came back earlier"), "calendar", "return earlier")
        self.lend_earlier = button(_t("It went out earlier"), "calendar", "lend earlier")
        self.repair = button(_t("Send to repair"), "wrench", "repair", right="repair")
        self.withdraw = button(_t("Withdraw"), "archive", "withdraw", right="withdraw")
        self.lost = button(
            _t("Mark lost"), "circle-question-mark", "lost", shown_key("record-lost"), "lost"
        )
        buttons = (
            self.renew,
            self.earlier,
            self.lend_earlier,
            self.repair,
            self.withdraw,
            self.lost,
        )
        self.buttons = buttons
        self.body.addWidget(boxed(*buttons))

    def _build_asks(self) -> None:
        self.ask_day = AskDay(
            _t("This really happened on"), _t("The day it came back."), _t("Take it back")
        )
        self.ask_repair = AskNote(_t("What is wrong with it"), _t("You can skip this."), "")
        self.ask_repair.do_button.set_words(_t("Send to repair"))
        self.ask_withdraw = AskNote(_t("Why it is not for lending"), _t("You can skip this."), "")
        self.ask_withdraw.do_button.set_words(_t("Withdraw"))
        self.ask_day.answered.connect(self.returned_on)
        self.ask_repair.answered.connect(self.to_repair)
        self.ask_withdraw.answered.connect(self.withdrawn)
        self.asks = (self.ask_day, self.ask_repair, self.ask_withdraw)
        for ask in self.asks:
            ask.closed.connect(self._settle)
            self.body.addWidget(ask)

    def show_device(self, device: DevicePage, now: datetime) -> None:
        """Show where it stands; a question that is open stays open."""
        emptied(self._facts)
        loan = device.loan
        if loan is not None:
            self._show_loan(device, loan, now)
        elif device.given_to is not None and device.stage == Stage.GIVEN:
            self._show_gift(device.given_to, now)
        else:
            self._show_stage(device, now)
        out, here = loan is not None, loan is None and device.stage != Stage.GIVEN
        lost = device.stage == Stage.LOST
        self.renew.setVisible(out and not lost)
        self.earlier.setVisible(out)
        self.lend_earlier.setVisible(device.stage == Stage.READY and not out)
        self.lost.setVisible(not lost and device.stage != Stage.GIVEN)
        self.repair.setVisible(here and device.stage != Stage.REPAIR and not lost)
        self.withdraw.setVisible(here and device.stage != Stage.WITHDRAWN)
        self.ask_day.start_at(now.date())

    def half_done(self) -> Callable[[], object] | None:
        """What answers the question that is open; None where none is."""
        asked = next((ask for ask in self.asks if not ask.isHidden()), None)
        return asked.do_button.click if asked else None

    def shut_asks(self) -> bool:
        """Close what is being asked; False when nothing is."""
        was_open = [ask for ask in self.asks if not ask.isHidden()]
        for ask in was_open:
            ask.shut()
        return bool(was_open)

    def refuse_day(self, words: str) -> None:
        """Say by the field why the day will not do."""
        self.ask_day.field.show_problem(words)

    def _show_loan(self, device: DevicePage, loan: LoanRow, now: datetime) -> None:
        today = now.date()
        is_lost = device.stage == Stage.LOST
        self.head.title.setText(_t("Lost while on loan") if is_lost else _t("Out"))
        since = i18n.short_day(day_of(loan.lent_at, now), today)
        detail = _t("Since {day}").format(day=since)
        if loan.renewals:
            detail = f"{detail} · {renewed_words(loan.renewals)}"
        row = person_row(loan.who, detail, opens=True, size=40)
        row.tail.addWidget(Chip(*due_chip(loan.due_on, today, loan.soon_days)))
        row.clicked.connect(lambda _on=False: self.asked.emit("person"))
        self._lines.addWidget(row)
        due = i18n.day(loan.due_on, today)
        said = _t("Was due back on {day}.") if loan.due_on < today else _t("Due back on {day}.")
        self._lines.addWidget(WrappedLabel(said.format(day=due)))

    def _show_gift(self, gift: GivenTo, now: datetime) -> None:
        today = now.date()
        self.head.title.setText(_t("Given"))
        on = i18n.short_day(day_of(gift.given_at, now), today)
        row: Row = person_row(gift.who, _t("On {day}").format(day=on), opens=True, size=40)
        row.clicked.connect(lambda _on=False: self.asked.emit("person"))
        self._lines.addWidget(row)
        if gift.ends_on is None:
            words = _t("To keep for good.")
        elif gift.ends_on < today:
            words = _t("It ended on {day}.").format(day=i18n.day(gift.ends_on, today))
        else:
            words = _t("It ends on {day}.").format(day=i18n.day(gift.ends_on, today))
        self._lines.addWidget(WrappedLabel(words))

    def _show_stage(self, device: DevicePage, now: datetime) -> None:
        self.head.title.setText(stage_chip(device.stage)[0])
        words = {
            Stage.READY: _t("Nobody has it. It can be handed out."),
            Stage.TO_WIPE: _t("It still holds the last person's files. Wipe it first."),
            Stage.REPAIR: _t("It cannot be handed out until it is put back."),
            Stage.LOST: _t("Nobody knows where it is."),
            Stage.WITHDRAWN: _t("It is not for lending any more."),
        }.get(Stage(device.stage), "")
        if device.stage_note:
            self._lines.addWidget(WrappedLabel(device.stage_note, "strong"))
        self._lines.addWidget(WrappedLabel(words, "body", "2"))

    def _press(self, verb: str) -> None:
        asks = {
            "return earlier": self.ask_day,
            "repair": self.ask_repair,
            "withdraw": self.ask_withdraw,
        }
        if verb not in asks:
            self.asked.emit(verb)
            return
        for ask in self.asks:
            if ask is not asks[verb]:
                ask.hide()
        asks[verb].open_up()

    def _settle(self) -> None:
        shown = [button for button in self.buttons if button.isVisible()]
        if shown:
            shown[0].setFocus()
