"""What happened to a device: who had it, and everything that was done, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.activity import Said, action_words
from hubdesk.models import LoanState
from hubdesk.queries.history import HistoryRow
from hubdesk.queries.loans import LoanRow
from hubdesk.ui.devices.words import day_of, due_chip
from hubdesk.ui.history.list import more_words
from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import column, emptied, line, sized
from hubdesk.ui.verb_icons import verb_icon
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.rows import person_row
from hubdesk.ui.widgets.text import IconLabel, Label, WrappedLabel

FEW = 6
LATELY = 12  # actions; all of them are a page of their own


def _t(text: str) -> str:
    return translate("Devices", text)


class LoansCard(Card):
    """Who had it, the newest first. `opened` asks for a person's page."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 16, 14), 6, parent)
        self.head = SectionHead(_t("Lent before"), 0)
        self.body.addWidget(sized(self.head, least_height=38))
        self._rows = QWidget()
        self._lines = column(self._rows, 0, 2)
        self.body.addWidget(self._rows)
        self.more = Button("", "ghost")
        self.more.clicked.connect(lambda _on=False: self._show_all())
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._loans: Sequence[LoanRow] = ()
        self._all = False

    def show_loans(self, loans: Sequence[LoanRow], now: datetime, *, anew: bool) -> None:
        """Show these; `anew` for another device, which begins with the newest few."""
        self._loans, self._now = loans, now
        self._all = self._all and not anew
        self._draw()

    def _draw(self) -> None:
        self.head.set_count(len(self._loans) or None)
        emptied(self._rows)
        shown = self._loans if self._all else self._loans[:FEW]
        if not shown:
            self._lines.addWidget(WrappedLabel(_t("Never lent before."), "body", "2"))
        for loan in shown:
            self._lines.addWidget(self._row(loan))
        left = len(self._loans) - len(shown)
        self.more.setVisible(bool(left))
        self.more.set_words(_t("Show all {count}").format(count=len(self._loans)))

    def _row(self, loan: LoanRow) -> QWidget:
        today = self._now.date()
        began = i18n.short_day(day_of(loan.lent_at, self._now), today)
        if loan.returned_at is not None:
            ended = i18n.short_day(day_of(loan.returned_at, self._now), today)
            when = _t("{began} to {ended}").format(began=began, ended=ended)
        else:
            when = _t("Since {began}").format(began=began)
        row = person_row(loan.who, when, opens=True)
        if loan.state == LoanState.LOST:
            row.tail.addWidget(Chip(_t("Lost"), "bad"))
        elif loan.state == LoanState.OUT:
            row.tail.addWidget(Chip(*due_chip(loan.due_on, today, loan.soon_days)))
        elif loan.missing:
            words = _t("Without {things}").format(
                things=i18n.listed([i18n.within(name) for name in loan.missing])
            )
            row.tail.addWidget(Chip(words, "warn"))
        row.clicked.connect(lambda _on=False: self.opened.emit(loan.borrower_id))
        return row

    def _show_all(self) -> None:
        self._all = True
        self._draw()


class HappenedCard(Card):
    """What was done to the device lately, by day, the newest first. `all_asked` wants the rest."""

    all_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 16, 14), 6, parent)
        self.body.addWidget(sized(SectionHead(_t("What happened")), least_height=38))
        self._rows = QWidget()
        self._lines = column(self._rows, 0, 8)
        self.body.addWidget(self._rows)
        self.more = Button(_t("All that happened"), "ghost")
        self.more.clicked.connect(lambda _on=False: self.all_asked.emit())
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def show_rows(self, rows: Sequence[HistoryRow], now: datetime) -> None:
        """Show these, newest first; one more than LATELY tells that there are more."""
        emptied(self._rows)
        self.more.setVisible(len(rows) > LATELY)
        rows = rows[:LATELY]
        if not rows:
            self._lines.addWidget(WrappedLabel(_t("Nothing yet."), "body", "2"))
        for day, of_day in groupby(rows, lambda row: day_of(row.action.at, now)):
            heading = _t("Today") if day == now.date() else i18n.short_day(day, now.date())
            self._lines.addWidget(Label(heading, "smallstrong", "2"))
            for row in of_day:
                self._lines.addWidget(_happened(row, now))


def _happened(history: HistoryRow, now: datetime) -> QWidget:
    row = history.action
    said = action_words(row.verb, Said(row.person, row.tags, row.about, today=_today(now)))
    if row.is_undone:
        said = _t("{what} (undone)").format(what=said)
    box = QWidget()
    across = line(box, 0, 10)
    top = Qt.AlignmentFlag.AlignTop
    across.addWidget(IconLabel(verb_icon(row.verb), "text2", 16), 0, top)
    words = column(gap=0)
    words.addWidget(WrappedLabel(said, "small", "2" if row.is_undone else ""))
    if more := more_words(history, now):
        words.addWidget(WrappedLabel(breakable(more), "small", "2"))
    across.addLayout(words, 1)
    across.addWidget(Label(i18n.clock(row.at.astimezone(now.tzinfo)), "small", "2"), 0, top)
    return box


def _today(now: datetime) -> date:
    return now.date()
