"""What the list of loans shows, and where its rows come from."""

from __future__ import annotations

from datetime import date

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import LoanState
from hubdesk.queries.loans import OUT, LoanRow, Shown, loan_count, loan_window
from hubdesk.ui.devices.words import day_of, due_chip, renewed_words
from hubdesk.ui.doors import Doors
from hubdesk.ui.page import Frame
from hubdesk.ui.widgets.chips import Kind
from hubdesk.ui.widgets.list_model import Column, ListModel
from hubdesk.ui.widgets.list_source import Windows


def _t(text: str) -> str:
    return translate("Loans", text)


class Names:
    """Whether the list shows whole names: it faces the public until somebody asks."""

    def __init__(self) -> None:
        self.whole = False

    def of(self, loan: LoanRow) -> str:
        """The borrower as they may be shown now."""
        return loan.borrower if self.whole else loan.who


def loan_model(doors: Doors, names: Names) -> ListModel[LoanRow]:
    """The list of loans, what is due first at the top."""

    def sentence(loan: LoanRow) -> str:
        today = doors.today()
        due = due_words(loan, today)[0]
        lent = _t("lent {day}").format(day=_lent(doors, loan))
        parts = (due, loan.title, loan.tag, names.of(loan), lent, more_words(loan))
        return ", ".join(part for part in parts if part)

    source = Windows(doors, loan_count, loan_window, "shown")
    return ListModel(source, _columns(doors, names), sort="due_on", sentence=sentence)


def hidden_columns(shown: Shown, frame: Frame) -> tuple[int, ...]:
    """The state is a column where loans of every state are mixed; little room hides more."""
    if frame is Frame.NARROW:
        return (1, 2, 4, 5, 6)
    return (3,) if shown is Shown.ALL else (1, 3)


def due_words(loan: LoanRow, today: date) -> tuple[str, Kind]:
    """The chip of the day it is due: 6 days late, due today, Tue 25 Nov; or that it is over."""
    if loan.state == LoanState.LOST:
        return _t("Lost"), "bad"
    if loan.state not in OUT:
        return _t("Back"), "ok"
    return due_chip(loan.due_on, today, loan.soon_days)


def more_words(loan: LoanRow) -> str:
    """Renewed twice; without charger."""
    parts = [renewed_words(loan.renewals)]
    if loan.missing:
        things = i18n.listed([i18n.within(name) for name in loan.missing])
        parts.append(_t("without {things}").format(things=things))
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]


def _lent(doors: Doors, loan: LoanRow) -> str:
    now = doors.now()
    return i18n.short_day(day_of(loan.lent_at, now), now.date())


def _columns(doors: Doors, names: Names) -> list[Column[LoanRow]]:
    def due(loan: LoanRow) -> tuple[str, str] | None:
        return due_words(loan, doors.today()) if loan.state in OUT else None

    def due_day(loan: LoanRow) -> str:
        return i18n.short_day(loan.due_on, doors.today())

    def state(loan: LoanRow) -> tuple[str, str]:
        today = doors.today()
        if loan.state == LoanState.OUT:
            return (_t("Out"), "bad") if loan.due_on < today else (_t("Out"), "info")
        return due_words(loan, today)

    def under(loan: LoanRow) -> str:
        return f"{loan.tag} · {names.of(loan)}"

    return [
        Column(_t("Due"), due_day, "due_on", 120, chip=due, ink="2"),
        Column(_t("State"), lambda loan: state(loan)[0], "state", 92, chip=state),
        Column(_t("What"), lambda loan: loan.title, detail=more_words),
        Column(_t("What"), lambda loan: loan.title, strong=True, detail=under),
        Column(_t("Tag"), lambda loan: loan.tag, "tag", 100),
        Column(_t("Who"), names.of, "borrower", 146, strong=True),
        Column(_t("Lent on"), lambda loan: _lent(doors, loan), "lent_at", 106, ink="2"),
    ]
