"""The funds sessions are paid from: adding one, renaming it, putting it away."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.records import TextTooLong
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.operations.funds import NAME, add_fund, change_fund, put_away_fund
from hubdesk.queries.funds import FundRow, funds
from hubdesk.queries.history import RecordKind
from hubdesk.ui.history.button import history_button
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.list_card import ListCard, WrittenForm
from hubdesk.ui.space import sized
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.rows import Row


def _t(text: str) -> str:
    return translate("Settings", text)


class FundForm(WrittenForm):
    """One fund being written. `done` says it was saved or left."""

    def __init__(self, choosing: Choosing) -> None:
        super().__init__(_t("Save this fund"))
        self._choosing = choosing
        self._fund: FundRow | None = None
        self.name, self.code = LineEdit(), LineEdit()
        sized(self.name, most_width=420)
        sized(self.code, most_width=220)
        self.name_field = Field(_t("Name of the fund"), self.name, _t("For example: Lottery 2026"))
        self.code_field = Field(
            _t("Their code"), self.code, _t("As the funder writes it. It may be left empty.")
        )
        for widget in (self.title, self.name_field, self.code_field):
            self.body.addWidget(widget)
        self.add_buttons()

    def begin(self, fund: FundRow | None) -> None:
        """Write a new fund, or change one."""
        self._fund = fund
        self.title.setText(_t("Change this fund") if fund else _t("A new fund"))
        self.name.setText(fund.name if fund else "")
        self.code.setText(fund.code if fund else "")
        self._show_problems("", "")

    def save(self) -> None:
        """Keep it, or say by the field what is wrong."""
        fund, name, code = self._fund, self.name.text().strip(), self.code.text().strip()
        self._show_problems("", "")

        def work(db: Any, _now: object) -> object:
            if fund is None:
                return add_fund(db, name=name, code=code)
            return change_fund(db, fund_id=fund.id, name=name, code=code)

        if self._choosing.gestures.act(
            "change fund" if fund else "add fund",
            work,
            _t("Fund saved: {name}.").format(name=name),
            about={"what": name},
            refused=self._refused,
        ):
            self.done.emit()

    def _refused(self, error: HubDeskError) -> bool:
        is_code = isinstance(error, TextTooLong) and error.field != NAME
        words = explain(error).text
        self._show_problems("" if is_code else words, words if is_code else "")
        (self.code if is_code else self.name).setFocus()
        return True

    def _show_problems(self, name: str, code: str) -> None:
        self.name_field.show_problem(name)
        self.code_field.show_problem(code)


class FundsCard(ListCard[FundRow, FundForm]):
    """Every fund with a way to change it and one to put it away."""

    verb = "add fund"

    def __init__(self, choosing: Choosing) -> None:
        self._choosing = choosing
        words = _t("A session says which of them pay for it, and in which shares.")
        add = Button(_t("Add a fund"), "", "plus")
        super().__init__(_t("Funds"), words, FundForm(choosing), add)
        self.show_now()

    def show_now(self) -> None:
        """Show the funds that are offered."""
        self.show_rows([self._row(fund) for fund in self._choosing.doors.look(funds)])

    def fill(self, thing: FundRow | None) -> QWidget:
        self.form.begin(thing)
        return self.form.name

    def _row(self, fund: FundRow) -> Row:
        row = Row(fund.name, fund_words(fund), icon="hand-coins", size=32)
        change = IconButton("pencil", _t("Change the fund {name}").format(name=fund.name))
        change.clicked.connect(lambda _on=False: self.begin(fund))
        away = IconButton("archive", _t("Put the fund {name} away").format(name=fund.name))
        away.clicked.connect(lambda _on=False: self._put_away(fund))
        row.tail.addWidget(history_button(self.go.emit, RecordKind.FUND, fund.id, fund.name))
        row.tail.addWidget(change)
        row.tail.addWidget(away)
        return row

    def _put_away(self, fund: FundRow) -> None:
        words = _t("Fund put away: {name}. What it paid for keeps its name.")
        self._choosing.gestures.act(
            "put away fund",
            lambda db, _now: put_away_fund(db, fund_id=fund.id),
            words.format(name=fund.name),
            about={"what": fund.name},
        )


def fund_words(fund: FundRow) -> str:
    """L-2026 · pays for 12 sessions."""
    many = i18n.count(fund.sessions, _t("session"), _t("sessions"))
    said = _t("pays for {many}").format(many=many) if fund.sessions else _t("pays for nothing yet")
    return " · ".join(part for part in (fund.code, said) if part)
