"""Which funds pay for a session, and in which shares: the last one pays what is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.queries.funds import FundRow
from hubdesk.ui.space import column, line, sized
from hubdesk.ui.widgets.choices import Combo, Number
from hubdesk.ui.widgets.text import Label

MOST: Final = 4
WHOLE: Final = 100  # per cent
Shares = tuple[tuple[str, int], ...]


def _t(text: str) -> str:
    return translate("Sessions", text)


@dataclass(frozen=True)
class _Line:
    row: QWidget
    fund: Combo
    share: Number
    rest: Label


class FundsField(QWidget):
    """A line for each fund, and one more to choose in. `edited` tells of a choice."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        body = column(self, 0, 6)
        self.lines: list[_Line] = []
        for at in range(MOST):
            one = self._line(at)
            self.lines.append(one)
            body.addWidget(one.row)
        self.setFocusProxy(self.lines[0].fund)
        self._fit()

    def _line(self, at: int) -> _Line:
        row = QWidget()
        across = line(row, 0, 10)
        name = _t("Paid by, fund {number}").format(number=at + 1)
        fund = Combo([("", "")], name=name, width=260)
        share = Number(
            WHOLE // 2, 1, WHOLE - 1, "%", _t("Share of fund {number}").format(number=at + 1)
        )
        sized(share, width=110)
        rest = Label("", "body", "2")
        for widget in (fund, share, rest):
            across.addWidget(widget)
        across.addStretch(1)
        fund.activated.connect(lambda _at: self._changed())
        share.valueChanged.connect(lambda _n: self._changed())
        return _Line(row, fund, share, rest)

    def offer(self, funds: Sequence[FundRow]) -> None:
        """Which funds there are. What is chosen stays where it can."""
        shares = self.shares()
        paying = [(one.id, one.name) for one in funds]
        for at, one in enumerate(self.lines):
            one.fund.set_options([("", _t("And by no other") if at else _t("No fund")), *paying])
        self.put(shares)

    def know(self, fund_id: str, name: str) -> None:
        """Offer one that was put away since it was chosen: it can stay."""
        for one in self.lines:
            if one.fund.findData(fund_id) < 0:
                one.fund.addItem(name, fund_id)

    def shares(self) -> Shares:
        """Each fund with its per cent; the last has what is left."""
        chosen = self._chosen()
        found = [(one.fund.value(), one.share.value()) for one in chosen[:-1]]
        if chosen:
            found.append((chosen[-1].fund.value(), WHOLE - sum(share for _, share in found)))
        return tuple(found)

    def put(self, shares: Iterable[Sequence[Any]]) -> None:
        """Show these."""
        wanted = list(shares)[:MOST]
        for at, one in enumerate(self.lines):
            fund, share = wanted[at] if at < len(wanted) else ("", WHOLE // 2)
            one.fund.choose(str(fund))
            one.share.blockSignals(True)
            one.share.setValue(int(share))
            one.share.blockSignals(False)
        self._fit()

    def wrong(self) -> str:
        """What is wrong with the shares, in words; empty when nothing is."""
        shares = self.shares()
        if len({fund for fund, _ in shares}) < len(shares):
            return _t("Choose each fund once.")
        if shares and shares[-1][1] < 1:
            return _t("The shares leave nothing for the last fund. Make them smaller.")
        return ""

    def _chosen(self) -> list[_Line]:
        found = []
        for one in self.lines:
            if not one.fund.value():
                break
            found.append(one)
        return found

    def _changed(self) -> None:
        self._fit()
        self.edited.emit()

    def _fit(self) -> None:
        """A line more than there are funds; a share by each but the last, which says the rest."""
        many, rest = len(self._chosen()), dict(enumerate(self.shares()))
        for at, one in enumerate(self.lines):
            one.row.setVisible(at <= many)
            one.share.setVisible(at < many - 1)
            is_last = at == many - 1 and many > 1
            one.rest.setVisible(is_last)
            if is_last:
                left = max(rest[at][1], 0)
                one.rest.setText(_t("{share}%, the rest").format(share=left))
