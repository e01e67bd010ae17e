"""The receipt of an erasure, to print or save while the page is open. It is kept nowhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.erasure_plan import Plan
from hubdesk.queries.papers import HubOnPaper
from hubdesk.ui.people.section import Section
from hubdesk.ui.printing.press import Press, Work
from hubdesk.ui.space import line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Erase", text)


class ReceiptCard(Section):
    """`told` carries a strip.Result, `left` says that somebody is done with it."""

    told = Signal(object)
    left = Signal()

    def __init__(self, press: Press, parent: QWidget | None = None) -> None:
        super().__init__(_t("The receipt"), parent)
        self._press = press
        self._facts: tuple[Any, ...] | None = None
        self.is_waiting = False
        words = _t("Print or save it now, for the person. It holds their name and is kept nowhere.")
        self.put_below(WrappedLabel(words, "body"))
        held = QWidget()
        row = line(held, (0, 6, 0, 0), 8)
        self.save_button = Button(_t("Save as PDF"), "primary", "file-down")
        self.print_button = Button(_t("Print it"), "", "printer")
        self.leave_button = Button(_t("Done"), "ghost")
        for button in (self.save_button, self.print_button, self.leave_button):
            row.addWidget(button)
        row.addStretch(1)
        self.put_below(held)
        self.save_button.clicked.connect(lambda _on=False: self.save())
        self.print_button.clicked.connect(lambda _on=False: self.print_it())
        self.leave_button.clicked.connect(lambda _on=False: self._leave())
        self.hide()

    def show_receipt(
        self, plan: Plan, hub: HubOnPaper, number: str, ground: str, staff: str, on: date
    ) -> None:
        """Keep the facts for as long as the page is open."""
        self._facts = (plan, hub, number, ground, staff, on)
        self.is_waiting = True
        self.show()

    def forget(self) -> None:
        """Nothing of it is left."""
        self._facts = None
        self.is_waiting = False
        self.hide()

    def pdf(self) -> bytes:
        """The paper."""
        from hubdesk.reports.erasure_receipt import Receipt, receipt_pdf

        assert self._facts is not None
        return receipt_pdf(Receipt(*self._facts))

    def save(self) -> None:
        """Ask where, and write it there."""
        name = _t("Receipt of an erasure.pdf")
        content = self.pdf()
        self._press.save_pdf(
            lambda: content, name, done=self._out(_t("Saved.")), refused=self._refused
        )

    def print_it(self) -> None:
        """On paper, at once."""
        content = self.pdf()
        work = Work(
            lambda: content,
            "printer.list",
            _t("Where to print the receipt"),
            self._out(_t("Printed.")),
            self._refused,
            lambda: None,
        )
        self._press.print_pdf(work, choose=True)

    def _out(self, words: str) -> Any:
        def done() -> None:
            self.is_waiting = False
            self.told.emit(Result("ok", words))

        return done

    def _refused(self, error: HubDeskError) -> None:
        self.told.emit(Result("bad", explain(error).text))

    def _leave(self) -> None:
        self.forget()
        self.left.emit()
