"""The cards of a device's page, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtWidgets import QGridLayout, QWidget

from hubdesk.queries.device_page import DevicePage
from hubdesk.queries.history import HistoryRow
from hubdesk.queries.hub import kinds
from hubdesk.queries.stock_words import stock_words
from hubdesk.ui.devices.codes_card import CodesCard
from hubdesk.ui.devices.details_card import DetailsCard
from hubdesk.ui.devices.earlier_loan import EarlierLoan
from hubdesk.ui.devices.kit_card import KitCard
from hubdesk.ui.devices.past_cards import HappenedCard, LoansCard
from hubdesk.ui.devices.state_card import StateCard
from hubdesk.ui.doors import Doors
from hubdesk.ui.front_desk.rule_card import RuleCard
from hubdesk.ui.page import Frame
from hubdesk.ui.sight import Sight
from hubdesk.ui.space import column, grid, scroller

# Row, column, rows and columns of the details, of the state and of what happened.
_PLACES: Final = {
    Frame.WIDE: ((0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1)),
    Frame.MIDDLE: ((0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)),
    Frame.NARROW: ((1, 0, 1, 1), (0, 0, 1, 1), (2, 0, 1, 1)),
}
_SHARES: Final = {Frame.WIDE: (27, 45, 28), Frame.MIDDLE: (38, 62, 0), Frame.NARROW: (1, 0, 0)}


class DeviceColumns(QWidget):
    """Details and codes; where it stands, kit and loans; what happened."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.details = DetailsCard(
            lambda kind_id: doors.look(lambda db: (kinds(db), stock_words(db, kind_id=kind_id)))
        )
        self.codes = CodesCard()
        self.rule, self.state, self.earlier = RuleCard(doors), StateCard(), EarlierLoan(doors)
        self.kit, self.loans, self.happened = KitCard(), LoansCard(), HappenedCard()
        self._boxes = (
            _downwards(self.details, self.codes),
            _downwards(self.rule, self.state, self.earlier, self.kit, self.loans),
            _downwards(self.happened),
        )
        self.rule.hide()
        inside = QWidget()
        self.above = column(inside, 0, 0)  # what scrolls away with the cards stands here
        cards = QWidget()
        self._grid: QGridLayout = grid(cards, 0, 16)
        self.above.addWidget(cards, 1)
        self.area = scroller(inside)
        self.sight = Sight(self.area)
        column(self).addWidget(self.area)
        self.set_frame(Frame.WIDE)

    def set_frame(self, frame: Frame) -> None:
        """Three columns, two, or one that begins with where the device stands."""
        for box, place in zip(self._boxes, _PLACES[frame], strict=True):
            self._grid.removeWidget(box)
            self._grid.addWidget(box, *place)
        for at, share in enumerate(_SHARES[frame]):
            self._grid.setColumnStretch(at, share)
        last = {Frame.WIDE: 0, Frame.MIDDLE: 1, Frame.NARROW: 2}[frame]
        for row in range(3):
            self._grid.setRowStretch(row, 1 if row == last else 0)

    def show_device(
        self,
        device: DevicePage,
        rows: Sequence[HistoryRow],
        now: datetime,
        *,
        anew: bool,
    ) -> None:
        """Show it in every card; `anew` for another device than before."""
        self.details.show_device(device)
        self.codes.show_device(device)
        self.kit.show_device(device)
        self.state.show_device(device, now)
        past = [loan for loan in device.loans if loan is not device.loan]
        self.loans.show_loans(past, now, anew=anew)
        self.loans.setVisible(bool(past) or not device.is_given_kind)
        self.happened.show_rows(rows, now)

    def half_done(self) -> Callable[[], object] | None:
        """What saves the work that was begun on this page; None where none was."""
        if self.details.typed() is not None:
            return self.details.form.save_button.click
        if not self.earlier.isHidden():
            return self.earlier.do_button.click
        return self.state.half_done() or self.kit.half_done()

    def step_back(self) -> bool:
        """Close what is being asked or edited; False when nothing is."""
        if self.details.is_open:
            self.details.close_form()
        elif self.codes.waits_for_scan:
            self.codes.ask.shut()
        elif not self.rule.isHidden():
            self.rule.hide()
        elif not self.earlier.isHidden():
            self.earlier.shut()
        else:
            return self.state.shut_asks() or self.kit.step_back()
        return True

    def close_everything(self) -> None:
        """Another device, or another page: nothing is asked any more."""
        while self.step_back():
            pass


def _downwards(*cards: QWidget) -> QWidget:
    box = QWidget()
    lines = column(box, 0, 12)
    for card in cards:
        lines.addWidget(card)
    lines.addStretch(1)
    return box
