"""Loans: what is overdue, due soon and out; whom to call, renewed and taken back from here."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.queries.history import RecordKind
from hubdesk.queries.loan_card import LoanCard, loan_card
from hubdesk.queries.loans import OUT, LoanRow, Shown, loan_counts
from hubdesk.ui.actions import bind, shown_key
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.front_desk.rule_card import RuleCard
from hubdesk.ui.gestures import ToPrint
from hubdesk.ui.loans.call_bar import CallBar
from hubdesk.ui.loans.calling import Calling
from hubdesk.ui.loans.gestures import OFFERED, LoanGestures
from hubdesk.ui.loans.loan_list import Names, hidden_columns, loan_model
from hubdesk.ui.loans.loan_panel import LoanPanel
from hubdesk.ui.loans.renewing import Renewing
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.sight import Sight
from hubdesk.ui.space import column, scroller, sized, spaced
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.count_tabs import CountTabs
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.list_view import ListView

TABLES: Final = frozenset(("loan", "loan_event", "device", "person", "hub_setting"))
LEAST_LIST = 130  # units: the headings and two rows
SOON_MS = 30  # so that arrow keys held down do not read every loan on the way
_TABS: Final = (
    (Shown.LATE, "Overdue"),
    (Shown.SOON, "Due soon"),
    (Shown.OUT, "Out"),
    (Shown.ALL, "All"),
)
_NOTHING: Final = {
    Shown.LATE: "Nothing is overdue.",
    Shown.SOON: "Nothing is due in the next few days.",
    Shown.OUT: "Nothing is out. Everything is on the shelf.",
    Shown.ALL: "Nothing has been lent yet.",
}


def _t(text: str) -> str:
    return translate("Loans", text)


class LoansPage(Page):
    """Facts: `show` opens a tab by its value. `to_print` puts the call list on the print list."""

    def __init__(self, doors: Doors, to_print: ToPrint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._to_print = doors, to_print
        self._gestures = LoanGestures(doors, self.told.emit, self.go.emit)
        self._frame = Frame.WIDE
        self._stale, self._visited = True, False
        self._row = 0
        self._card: LoanCard | None = None
        self.names = Names()
        self.tabs = CountTabs(
            [(tab.value, _t(words)) for tab, words in _TABS], Shown.LATE, _t("Which loans")
        )
        self.model = loan_model(doors, self.names)
        self.empty = Empty("", "clipboard-list")
        self.list = ListView(self.model, _t("Loans"), self.empty)
        self.panel = LoanPanel()
        self.rule = RuleCard(doors)
        self.bar = CallBar()
        self._build()
        done = self.list.setFocus
        self.renewing = Renewing(
            self._gestures, self.rule, self._sight, chosen=self._acted_on, done=done
        )
        self.calling = Calling(
            doors, self._gestures, self.bar, self.panel.text, chosen=self._acted_on, done=done
        )
        self._connect()

    def _build(self) -> None:
        body = column(self, 0, 12)
        inside = QWidget()  # scrolls where there is little room; the buttons stay
        content = column(inside, 0, 12)
        self._strip_home: QBoxLayout = column()
        content.addLayout(self._strip_home)
        self.rule.hide()
        self.rule.allow_button.set_words(_t("Renew all the same"))
        content.addWidget(self.rule)
        card = Card((0, 0, 0, 8), 0)
        top = QWidget()
        self._top = Flow(top, margins=(12, 12, 12, 12), gap=12)
        self._top.addWidget(self.tabs)
        card.body.addWidget(top)
        card.body.addWidget(self.list, 1)
        content.addWidget(card, 1)
        self._scroll = scroller(inside)
        self._sight = Sight(self._scroll)
        body.addWidget(self._scroll, 1)
        body.addWidget(self.bar)
        self.show_names = Button(_t("Show full names"), "", "eye")
        self.print_list = Button(_t("Print call list"), "", "printer")
        self.print_list.setToolTip(
            _t("Who has what, with phones ({key})").format(key=shown_key("print-list"))
        )

    def _connect(self) -> None:
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._show_card)
        self.told.connect(lambda _result: self._scroll.verticalScrollBar().setValue(0))
        self.tabs.chosen.connect(lambda _tab: self._open_tab())
        self.list.doubleClicked.disconnect()  # two clicks look, and never write down a call
        self.list.doubleClicked.connect(lambda _index: self._ask("person"))
        self.list.opened.connect(lambda _id: self._enter())
        self.list.chosen_changed.connect(lambda _id: self._soon.start())
        self.model.counted.connect(self._counted)
        self.model.failed.connect(self._failed)
        self.bar.call_asked.connect(self._log_call)
        self.bar.renew_asked.connect(self.renewing.renew)
        self.show_names.clicked.connect(lambda _on=False: self._show_names(not self.names.whole))
        self.print_list.clicked.connect(lambda _on=False: self._print())
        self.panel.asked.connect(self._ask)
        self.told.connect(self.rule.heard)
        self._doors.announcer.changed.connect(self._changed)
        self._doors.announcer.day_turned.connect(self._refresh)
        bind(self, "call", self._log_call)
        bind(self, "record-renew", lambda: self.renewing.renew())
        bind(self, "record-return", lambda: self._ask("return"))
        bind(self, "record-lost", lambda: self._ask("lost"))
        bind(self, "text", lambda: self._ask("text"))
        bind(self, "print-list", self._print)
        for at, (result, _) in enumerate(OFFERED, 1):
            bind(self, f"call-{at}", partial(self.calling.say_result, result))

    # What the frame asks

    def head_buttons(self) -> list[QWidget]:
        return [self.show_names, self.print_list]

    def side(self) -> QWidget:
        return self.panel

    def side_words(self) -> str:
        return _t("Whom to call") if self._card else _t("Details")

    def place_side_button(self, button: Button) -> bool:
        self.side_button = button
        if self._frame is Frame.NARROW:
            return False  # the line of buttons has no room for it
        self.bar.place(button)
        return True

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def primary(self) -> Button:
        return self.bar.call

    def first_focus(self) -> QWidget:
        return self.list if self.model.rowCount() else self.tabs.segments

    def arrive(self, **facts: object) -> None:
        """Show the list; `show` opens a tab. At first what is overdue, or what is out."""
        self.calling.forget()
        if show := str(facts.get("show", "")):
            self.tabs.choose(Shown(show).value)
        chooses = not self._visited and not show
        self._visited = True
        if self._stale or show or chooses:
            self._refresh(chooses=chooses)

    def leave(self) -> None:
        self._show_names(False)
        self.panel.text.hide()
        self.rule.hide()
        self.bar.ask_result(False)

    def set_frame(self, frame: Frame) -> None:
        self._frame = frame
        narrow = frame is Frame.NARROW
        self.tabs.fold(narrow)
        self.bar.set_frame(frame)
        self.rule.fold(narrow)
        sized(self.list, least_height=LEAST_LIST if narrow else 0)
        spaced(self._top, (12, 8, 12, 6) if narrow else 12, 12)
        self._fit_columns()
        self._name_head_buttons()

    def step_back(self) -> bool:
        """Esc puts away what was opened last."""
        if not self.panel.text.isHidden():
            self.panel.text.hide()
        elif self.bar.asks:
            self.bar.ask_result(False)
            self.list.setFocus()
        elif not self.rule.isHidden():
            self.renewing.leave()
        elif self.names.whole:
            self._show_names(False)
        else:
            return False
        return True

    # The list

    def _shown(self) -> Shown:
        return Shown(self.tabs.value())

    def _fit_columns(self) -> None:
        self.list.hide_columns(*hidden_columns(self._shown(), self._frame))

    def _open_tab(self) -> None:
        self._fit_columns()
        self._row = 0
        self.model.load(self._shown())

    def _refresh(self, *, chooses: bool = False) -> None:
        """Count every tab again and read the list anew; `chooses` what to begin with."""
        self._stale = False
        today = self._doors.today()
        counts = self._doors.look(lambda db: loan_counts(db, today))
        if chooses:
            self.tabs.choose((Shown.LATE if counts[Shown.LATE] else Shown.OUT).value)
        self.tabs.set_counts({shown.value: many for shown, many in counts.items()})
        self._fit_columns()
        self._row = max(0, self.list.currentIndex().row())
        self.model.load(self._shown())

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self._stale = True
            if self.isVisible():
                self._refresh()

    def _counted(self, count: int) -> None:
        if not count:
            self.empty.set_words(_t(_NOTHING[self._shown()]))
        elif not self.list.chosen():
            self.list.selectRow(min(self._row, count - 1))
        self._show_card()

    def _failed(self, error: object) -> None:
        if not isinstance(error, HubDeskError):
            raise error  # type: ignore[misc]  # a bug: the problem report shows it
        self._gestures.refuse(error)

    # The chosen loan

    def _chosen(self) -> LoanRow | None:
        return self.model.row(self.list.currentIndex().row())

    def _acted_on(self) -> LoanRow | None:
        """The chosen loan, its card first: what a key opens after an arrow is not put away."""
        if self._soon.isActive():
            self._show_card()
        return self._chosen()

    def _show_card(self) -> None:
        """The panel and the buttons tell of the chosen loan."""
        self._soon.stop()
        loan = self._chosen()
        before = self._card.loan.id if self._card else ""
        self._card = self._doors.look(lambda db: loan_card(db, loan.id)) if loan else None
        if before != (loan.id if loan else ""):
            self.panel.text.hide()
            self.bar.ask_result(False)
            self.rule.hide()
        name = self.names.of(loan) if loan else ""
        self.panel.show_card(self._card, name, self._doors.now())
        self.bar.show_loan(loan, name)
        self.side_changed.emit()

    def _show_names(self, whole: bool) -> None:
        if whole == self.names.whole:
            return
        self.names.whole = whole
        self._name_head_buttons()
        self.list.viewport().update()
        self._show_card()

    def _name_head_buttons(self) -> None:
        narrow, whole = self._frame is Frame.NARROW, self.names.whole
        words = _t("Hide full names") if whole else _t("Show full names")
        for button, said in ((self.show_names, words), (self.print_list, _t("Print call list"))):
            button.set_kind("icon" if narrow else "")
            button.set_words("" if narrow else said, said)
        self.show_names.set_icon("eye-off" if whole else "eye")

    # Doing

    def _enter(self) -> None:
        loan = self._chosen()
        if loan is not None and loan.state not in OUT:
            self._ask("device")
        else:
            self._log_call()

    def _ask(self, verb: str) -> None:
        loan = self._acted_on()
        if loan is None:
            return
        match verb:
            case "person":
                self.go.emit("person", {"id": loan.borrower_id})
            case "device":
                self.go.emit("device", {"id": loan.device_id})
            case "return" if loan.state in OUT:
                self._gestures.give_back(loan)
            case "lost" if loan.state in OUT:
                self._gestures.lose(loan)
            case "history":
                self.go.emit("history", {"kind": RecordKind.LOAN, "id": loan.id})
            case "text":
                self._open_text(loan)

    def _log_call(self) -> None:
        self.calling.call(narrow=self._frame is Frame.NARROW)

    def _open_text(self, loan: LoanRow) -> None:
        if self.calling.open_text(loan):
            self.open_side()
            QTimer.singleShot(0, lambda: self.panel.area.verticalScrollBar().setValue(0))

    def _print(self) -> None:
        self._gestures.say(_t("The call list waits in To print."))
        self._to_print("due-list", "")  # what goes wrong there is told last
