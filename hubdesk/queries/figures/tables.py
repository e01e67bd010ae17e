"""A figure by something: the same rows as the figure, grouped, beside the period before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from datetime import timedelta
from typing import Final

from hubdesk.i18n import translate
from hubdesk.models import AGE_BANDS, Outcome
from hubdesk.models.session_details import YEAR_GROUPS
from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable
from hubdesk.queries.figures.definitions import TableOf
from hubdesk.queries.figures.labels import label_of
from hubdesk.queries.figures.scope import NO_FIXED_AREA, NOT_KNOWN_AREA, NOT_TOLD_BAND, Scope
from hubdesk.queries.figures.tally import Tally

# What has an order of its own; all else goes by its number, the largest first.
_ORDER: Final[Mapping[str, tuple[str, ...]]] = {
    "age": (*AGE_BANDS, NOT_TOLD_BAND),
    "year_group": (*YEAR_GROUPS, ""),
    "outcome": tuple(Outcome),
}
NOT_TOLD: Final = "not told"
OF_TIME: Final = ("week",)
MOST_DAYS: Final = 100  # of which each week is shown
TRAITS: Final = ("age", "area", "connection", "outcome", "about")  # what somebody is, or asks
_LAST: Final = (NO_FIXED_AREA, NOT_KNOWN_AREA, NOT_TOLD_BAND, "")
OWN_ORDER: Final = (*_ORDER, *OF_TIME)


def _t(text: str) -> str:
    return translate("Figures", text)


def count_table(
    table: TableOf, now: Tally, before: Tally, scope: Scope, *, also: Set[str] = frozenset()
) -> CountTable:
    """A table of this period, whose days are those of `scope`, and the one before it.

    `also` are lines that it has though nothing is in them. A row is a code that stays, and its
    label. Somebody who stands in two rows counts once in the total, so it is not always their sum;
    its code is the indicator's.
    """
    if table.by in OF_TIME:
        return _of_time(table, now, scope)
    numbers, earlier = now.by(table), before.by(table)
    codes = sorted({*numbers, *earlier, *also}, key=lambda code: _place(table.by, code, numbers))
    rows = tuple(
        CountRow(
            code or NOT_TOLD,
            label_of(table.by, code),
            (CountCell(numbers.get(code, 0)), CountCell(earlier.get(code, 0))),
        )
        for code in codes
    )
    totals = (CountCell(now.of(table.indicator)), CountCell(before.of(table.indicator)))
    return CountTable(
        table.code,
        _t(table.title),
        table.indicator.unit,
        _t(table.row_heading),
        (_t("This period"), _t("The one before")),
        rows,
        CountRow(table.indicator.code, _t("All"), totals),
        is_trait=table.by in TRAITS,
    )


def is_last(code: str) -> bool:
    """Whether the line of this code comes after all others, however much it holds."""
    return code in (*_LAST, NOT_TOLD)


def _of_time(table: TableOf, now: Tally, scope: Scope) -> CountTable:
    """Weeks in their order, those without anything too.

    The weeks before are others, so they do not stand beside them.
    """
    numbers = now.by(table)
    rows = tuple(
        CountRow(code, label_of(table.by, code), (CountCell(numbers.get(code, 0)),))
        for code in sorted({*numbers, *_weeks_of(scope)})
    )
    return CountTable(
        table.code,
        _t(table.title),
        table.indicator.unit,
        _t(table.row_heading),
        (_t("This period"),),
        rows,
        CountRow(table.indicator.code, _t("All"), (CountCell(now.of(table.indicator)),)),
        is_trait=False,
    )


def _weeks_of(scope: Scope) -> Iterator[str]:
    monday = scope.first_on - timedelta(days=scope.first_on.weekday())
    while monday <= scope.last_on:
        yield monday.isoformat()
        monday += timedelta(days=7)


def _place(by: str, code: str, numbers: Mapping[str, int]) -> tuple[int, int, str]:
    order = _ORDER.get(by)
    if order is not None:
        return (0, order.index(code) if code in order else len(order), code)
    return (1 if code in _LAST else 0, -numbers.get(code, 0), code)
