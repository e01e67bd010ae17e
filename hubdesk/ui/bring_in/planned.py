"""What would happen to each row of a file, in the words of the list that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hubdesk import i18n
from hubdesk.errors.bringing_in import Problem
from hubdesk.i18n import translate
from hubdesk.messages.bringing_in import reasons_said, said
from hubdesk.models.person import short_name
from hubdesk.operations.bringing_in import Fate, Handed, Outcome
from hubdesk.ui.bring_in.work import Forecast
from hubdesk.ui.widgets.chips import Kind
from hubdesk.ui.widgets.list_model import Column


def _t(text: str) -> str:
    return translate("BringIn", text)


class Which(StrEnum):
    """The tabs over the list."""

    ALL = "all"
    REFUSED = "refused"
    ODD = "odd"
    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Planned:
    """One row of the file. `why` is the reason it stays out, or what to look at."""

    id: str
    line: int
    what: str
    detail: str
    fate: Fate
    why: str
    is_odd: bool

    def is_in(self, which: Which) -> bool:
        """Whether a tab shows this row."""
        if which is Which.ODD:
            return self.is_odd
        return which is Which.ALL or which.value == self.fate.value


_ORDER = (Fate.REFUSED, Fate.ADDED, Fate.UPDATED, Fate.UNCHANGED)
_KINDS: dict[Fate, Kind] = {
    Fate.ADDED: "ok",
    Fate.UPDATED: "accent",
    Fate.UNCHANGED: "",
    Fate.REFUSED: "bad",
}


def planned(forecast: Forecast, today: date) -> list[Planned]:
    """Every row, those that stay out first, then those that change something."""
    of_line: dict[int, list[Problem]] = {}
    for remark in forecast.remarks:
        of_line.setdefault(remark.line, []).append(remark)
    rows = [
        _row(outcome, of_line.get(outcome.line, ()), today) for outcome in forecast.brought.outcomes
    ]
    return sorted(rows, key=lambda row: (_ORDER.index(row.fate), not row.is_odd, row.line))


def of_the_file(forecast: Forecast) -> list[Problem]:
    """Remarks that belong to no row: about letters, headings and columns."""
    lines = {outcome.line for outcome in forecast.brought.outcomes}
    return [remark for remark in forecast.remarks if remark.line not in lines]


def fate_words(fate: Fate, *, is_done: bool) -> str:
    """What will happen to a row, or what happened."""
    if is_done:
        return {
            Fate.ADDED: _t("Added"),
            Fate.UPDATED: _t("Updated"),
            Fate.UNCHANGED: _t("No change"),
            Fate.REFUSED: _t("Stayed out"),
        }[fate]
    return {
        Fate.ADDED: _t("Comes in"),
        Fate.UPDATED: _t("Is updated"),
        Fate.UNCHANGED: _t("No change"),
        Fate.REFUSED: _t("Stays out"),
    }[fate]


def columns(what: str, *, is_done: bool = False, is_folded: bool = False) -> list[Column[Planned]]:
    """The columns of the list. Folded, the reason has none: it stands under the list."""

    def chip(row: Planned) -> tuple[str, str]:
        return fate_words(row.fate, is_done=is_done), _KINDS[row.fate]

    return [
        Column(_t("Line"), lambda row: f"{row.line:,}", width=76, align="right", ink="2"),
        Column(
            _t("Person") if what == "people" else _t("Device"),
            lambda row: row.what or _t("No name"),
            width=0 if is_folded else 350,
            strong=True,
            detail=lambda row: row.detail,
        ),
        Column(
            _t("What happened") if is_done else _t("What will happen"),
            lambda _row: "",
            width=150,
            chip=chip,
        ),
        Column(_t("Why, or what to look at"), lambda row: row.why, ink="2"),
    ]


def sentence(row: Planned, *, is_done: bool) -> str:
    """A row as it is read aloud."""
    line = _t("Line {line}").format(line=row.line)
    parts = (line, row.what, row.detail, fate_words(row.fate, is_done=is_done), row.why)
    return ", ".join(part for part in parts if part)


def _row(outcome: Outcome, remarks: Sequence[Problem], today: date) -> Planned:
    odd = [*outcome.remarks, *remarks]
    why = reasons_said(outcome.reasons) or " ".join(said(remark) for remark in odd)
    detail = " · ".join(filter(None, (outcome.code, _handed(outcome.handed, today))))
    return Planned(
        str(outcome.line),
        outcome.line,
        outcome.shown,
        detail,
        outcome.fate,
        why,
        bool(odd) and not outcome.reasons,
    )


def _handed(handed: Handed | None, today: date) -> str:
    """On loan to Sam H. until Mon 1 Dec."""
    if handed is None:
        return ""
    who = short_name(handed.person)
    if handed.is_gift:
        return _t("given to {who}").format(who=who)
    assert handed.due_on is not None
    day = i18n.short_day(handed.due_on, today)
    return _t("on loan to {who} until {day}").format(who=who, day=day)
