"""What somebody has from the hub now, what is still missing, and what they had before."""

from __future__ import annotations

from datetime import date, tzinfo
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import LoanState
from hubdesk.queries.loans import OUT, LoanRow
from hubdesk.queries.person_details import GiftRow
from hubdesk.ui.actions import shown_key
from hubdesk.ui.icons import icon as themed_icon
from hubdesk.ui.page import Frame
from hubdesk.ui.people.section import Section, icon_button, named
from hubdesk.ui.rights import bar_entry
from hubdesk.ui.space import end_empty, line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.rows import Row, device_row

FEW = 3


def _t(text: str) -> str:
    return translate("People", text)


def due_chip(loan: LoanRow, today: date) -> Chip:
    """How a loan stands, in a word and a colour. The day itself stands beside it."""
    days = (loan.due_on - today).days
    if loan.state == LoanState.LOST:
        return Chip(_t("Lost"), "bad", "circle-alert")
    if days < 0:
        late = i18n.count(-days, _t("day late"), _t("days late"))
        return Chip(late, "bad", "clock")
    if days == 0:
        return Chip(_t("Due today"), "warn", "clock")
    left = i18n.count(days, _t("day left"), _t("days left"))
    return Chip(left, "warn" if loan.is_soon(today) else "", "clock")


class LoanLine(QWidget):
    """One loan with its chip and its buttons, which go below where there is little room."""

    def __init__(self, loan: LoanRow, today: date, card: LoansCard) -> None:
        super().__init__()
        self.loan = loan
        self._layout: QHBoxLayout = line(self, 0, 8)
        day = i18n.short_day(loan.due_on, today)
        detail = _t("{tag} · due {day}").format(tag=loan.tag, day=day)
        row = device_row(loan.title or loan.tag, detail, loan.icon)
        row.tail.addWidget(due_chip(loan, today))
        buttons = line(gap=4)
        renew = named(Button(_t("Renew")), f"renew:{loan.id}")
        renew.set_words(_t("Renew"), _t("Renew {tag}").format(tag=loan.tag))
        renew.clicked.connect(lambda _on=False: card.renewed.emit(loan))
        call_words = _t("Write down a call about {tag}").format(tag=loan.tag)
        call = icon_button("phone", call_words, f"call:{loan.id}")
        call.clicked.connect(lambda _on=False: card.called.emit(loan))
        more = icon_button("ellipsis", _t("More about {tag}").format(tag=loan.tag), f"m:{loan.id}")
        more.clicked.connect(lambda _on=False: card.open_menu(loan, more))
        for button in (renew, call, more):
            buttons.addWidget(button)
        self._buttons = buttons
        self._layout.addWidget(row, 1)
        self._layout.addLayout(buttons)
        self._renew, self.more = renew, more

    def focus(self) -> None:
        """The focus to Renew."""
        self._renew.setFocus()

    def fold(self, folded: bool) -> None:
        """Put the buttons under the words, or beside them."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._layout.setDirection(down if folded else across)
        end_empty(self._buttons, 3, folded)


class LoansCard(Section):
    """What is out. Signals carry the LoanRow; `item_back` also the name of what came back."""

    renewed = Signal(object)
    called = Signal(object)
    lost = Signal(object)
    opened = Signal(str)  # id of a device
    item_back = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("On loan"), parent)
        self.menu = QMenu(self)
        self._lines: list[LoanLine] = []
        self._folded = False

    def show_loans(self, loans: tuple[LoanRow, ...], today: date) -> None:
        """Show what is out, then what is still missing of old loans.

        The newest comes first and stays there: a renewal does not move it under the hand.
        """
        self.clear()
        out = [loan for loan in loans if loan.state in OUT]
        late = any(loan.due_on < today for loan in out)
        self.head.set_count(len(out) or None, "bad" if late else "accent")
        self._lines = [LoanLine(loan, today, self) for loan in out]
        for shown in self._lines:
            self.put_line()
            shown.fold(self._folded)
            self.put(shown)
        if not out:
            self.put_nothing(_t("No devices on loan."))
        for loan in loans:
            for name in loan.missing:
                self._put_missing(loan, name)

    def lines(self) -> list[LoanLine]:
        """The loans on screen, the newest first."""
        return list(self._lines)

    def set_frame(self, frame: Frame) -> None:
        self._folded = frame is Frame.NARROW
        for shown in self._lines:
            shown.fold(self._folded)

    def open_menu(self, loan: LoanRow, button: QWidget) -> None:
        """Drop the menu of one loan."""
        self.menu.clear()
        lost_words = _t("Mark as lost")
        if len(self._lines) == 1:
            lost_words += f"\t{shown_key('record-lost')}"  # of several, the key only finds one
        lost = self.menu.addAction(themed_icon("circle-alert", "text2", 18), lost_words)
        lost.setEnabled(loan.state != LoanState.LOST)
        bar_entry(self.menu, lost, "lost")
        lost.triggered.connect(lambda _on=False: self.lost.emit(loan))
        words = _t("Open {tag}").format(tag=loan.tag)
        page = self.menu.addAction(themed_icon("arrow-up-right", "text2", 18), words)
        page.triggered.connect(lambda _on=False: self.opened.emit(loan.device_id))
        corner = button.mapToGlobal(QPoint(button.width(), button.height()))
        self.menu.popup(corner - QPoint(self.menu.sizeHint().width(), 0))

    def _put_missing(self, loan: LoanRow, name: str) -> None:
        self.put_line()
        row = device_row(name, _t("Still to come back, for {tag}").format(tag=loan.tag), "plug")
        back = named(Button(_t("It is back")), f"back:{loan.id}:{name}")
        back.set_words(
            _t("It is back"), _t("{item} for {tag} is back").format(item=name, tag=loan.tag)
        )
        back.clicked.connect(lambda _on=False: self.item_back.emit(loan, name))
        row.tail.addWidget(back)
        self.put(row)


class GivenCard(Section):
    """What was given for good. `spoken` carries the GiftRow of what ends soon."""

    spoken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("Given to keep"), parent)

    def show_gifts(self, gifts: tuple[GiftRow, ...], today: date, zone: tzinfo | None) -> None:
        """Show what was given; the card goes where there is nothing."""
        self.setVisible(bool(gifts))
        self.clear()
        for gift in gifts:
            self.put_line()
            self.put(self._gift(gift, today, zone))

    def _gift(self, gift: GiftRow, today: date, zone: tzinfo | None) -> Row:
        given = i18n.short_day(gift.given_at.astimezone(zone).date(), today)
        detail = _t("{tag} · given {day}").format(tag=gift.tag, day=given)
        if gift.ends_on:
            ends = _t("ends {day}") if gift.ends_on >= today else _t("ended {day}")
            detail += " · " + ends.format(day=i18n.short_day(gift.ends_on, today))
        row = device_row(gift.title or gift.tag, detail, gift.icon)
        if gift.ends_soon(today):
            if gift.is_followed_up:
                row.tail.addWidget(Chip(_t("Spoken about"), "", "check"))
            else:
                row.tail.addWidget(Chip(_t("Ends soon"), "warn", "clock"))
                spoke = named(Button(_t("We spoke")), f"gift:{gift.id}")
                spoke.set_words(
                    _t("We spoke"), _t("We spoke about {tag}, which ends").format(tag=gift.tag)
                )
                spoke.clicked.connect(lambda _on=False: self.spoken.emit(gift))
                row.tail.addWidget(spoke)
        return row


class PastCard(Section):
    """Loans that are over, the newest first; a few until all are asked for."""

    opened = Signal(str)  # id of a device

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("Past loans"), parent)
        self._all = False
        self._what: tuple[tuple[LoanRow, ...], date, tzinfo | None] | None = None

    def show_loans(self, loans: tuple[LoanRow, ...], today: date, zone: tzinfo | None) -> None:
        """Show what came back; the card goes where there is nothing."""
        self._what = (loans, today, zone)
        past = [loan for loan in loans if loan.state not in OUT]
        self.setVisible(bool(past))
        self.clear()
        self.head.set_count(len(past) or None, "")
        for loan in past if self._all else past[:FEW]:
            self.put(self._past(loan, today, zone))
        if len(past) > FEW:
            words = _t("Show fewer") if self._all else _t("Show all {many}")
            more = named(Button(words.format(many=len(past)), "ghost"), "past")
            more.clicked.connect(lambda _on=False: self._toggle())
            self.put(more)

    def _past(self, loan: LoanRow, today: date, zone: tzinfo | None) -> Row:
        first = i18n.short_day(loan.lent_at.astimezone(zone).date(), today)
        last = first
        if loan.returned_at:
            last = i18n.short_day(loan.returned_at.astimezone(zone).date(), today)
        days = _t("{first} to {last}").format(first=first, last=last) if first != last else first
        row = device_row(loan.title or loan.tag, f"{loan.tag} · {days}", loan.icon, opens=True)
        row.setObjectName(f"past:{loan.id}")
        row.clicked.connect(partial(self._open, loan.device_id))
        return row

    def _open(self, device_id: str, _on: bool = False) -> None:
        self.opened.emit(device_id)

    def _toggle(self) -> None:
        self._all = not self._all
        if self._what is not None:
            self.show_loans(*self._what)
