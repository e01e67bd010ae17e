"""The buttons under the list of loans: call, renew, and what came of a call."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.queries.loans import OUT, LoanRow
from hubdesk.ui.actions import shown_key
from hubdesk.ui.devices.asks import boxed
from hubdesk.ui.flow import Flow
from hubdesk.ui.loans.gestures import OFFERED
from hubdesk.ui.page import Frame
from hubdesk.ui.space import column
from hubdesk.ui.widgets.buttons import Button


def _t(text: str) -> str:
    return translate("Loans", text)


class CallBar(QWidget):
    """Hidden while no loan is chosen. `said` carries what came of a call."""

    call_asked = Signal()
    renew_asked = Signal()
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        body = column(self)
        self._usual = QWidget()
        self._flow = Flow(self._usual, gap=8)
        self.call = Button("", "primary", "phone", key="Enter")
        self.renew = Button(_t("Renew"), "", "calendar-days", key=shown_key("record-renew"))
        self.call.clicked.connect(lambda _on=False: self.call_asked.emit())
        self.renew.clicked.connect(lambda _on=False: self.renew_asked.emit())
        self._flow.addWidget(self.call)
        self._flow.addWidget(self.renew)
        self.results = [
            Button(_t(words), tip=shown_key(f"call-{at}"))
            for at, (_, words) in enumerate(OFFERED, 1)
        ]
        for button, (result, _) in zip(self.results, OFFERED, strict=True):
            button.clicked.connect(lambda _on=False, r=result: self.said.emit(r))
        self._asked = boxed(*self.results)
        self._asked.hide()
        body.addWidget(self._usual)
        body.addWidget(self._asked)

    @property
    def asks(self) -> bool:
        """Whether it asks what came of a call."""
        return not self._asked.isHidden()

    def place(self, button: Button) -> None:
        """Put the button of the drawer beside the others."""
        if self._flow.indexOf(button) < 0:
            self._flow.addWidget(button)

    def set_frame(self, frame: Frame) -> None:
        """On one line where there is little room: the keys still work without their caps."""
        narrow = frame is Frame.NARROW
        self.call.set_key("" if narrow else "Enter")
        self.renew.set_key("" if narrow else shown_key("record-renew"))

    def show_loan(self, loan: LoanRow | None, name: str) -> None:
        """Name the chosen loan's borrower; what is back cannot be called about."""
        self.setVisible(loan is not None)
        if loan is None:
            return
        reason = "" if loan.state in OUT else _t("It is back already.")
        self.call.set_words(_t("Log a call to {who}").format(who=name))
        self.call.set_reason(reason)
        self.renew.set_words(_t("Renew"), _t("Renew {tag}").format(tag=loan.tag))
        self.renew.set_reason(reason)

    def ask_result(self, asked: bool) -> None:
        """Ask what came of the call in place of the usual buttons, or no more."""
        self._asked.setVisible(asked)
        self._usual.setVisible(not asked)
        if asked:
            self.results[0].setFocus()
