"""A figure by something: the same rows as the figure, grouped, beside the period before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from hubdesk.i18n import translate
from hubdesk.models import AGE_BANDS
from hubdesk.models.session_details import YEAR_GROUPS
from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable
from hubdesk.queries.figures.counting import counted, in_unit
from hubdesk.queries.figures.definitions import TableOf
from hubdesk.queries.figures.labels import label_of
from hubdesk.queries.figures.scope import NO_FIXED_AREA, NOT_KNOWN_AREA, NOT_TOLD_BAND, Scope
from hubdesk.queries.figures.sources import Source

# What has an order of its own; all else goes by its number, the largest first.
_ORDER: Final[Mapping[str, tuple[str, ...]]] = {
    "age": (*AGE_BANDS, NOT_TOLD_BAND),
    "year_group": (*YEAR_GROUPS, ""),
}
_LAST: Final = (NO_FIXED_AREA, NOT_KNOWN_AREA, NOT_TOLD_BAND, "")


def _t(text: str) -> str:
    return translate("Figures", text)


def count_table(
    db: Session, table: TableOf, sources: Mapping[str, Source], scope: Scope, earlier: Scope
) -> CountTable:
    """A table of this period and the one before it. A row is a code that stays, and its label."""
    source = sources[table.indicator.of]
    now, before = (_grouped(db, table, source, days) for days in (scope, earlier))
    codes = sorted({*now[0], *before[0]}, key=lambda code: _place(table.by, code, now[0]))
    rows = tuple(
        CountRow(
            code or "none",
            label_of(table.by, code),
            (CountCell(now[0].get(code, 0)), CountCell(before[0].get(code, 0))),
        )
        for code in codes
    )
    total = CountRow("total", _t("All"), (CountCell(now[1]), CountCell(before[1])))
    return CountTable(
        table.code,
        _t(table.title),
        table.indicator.unit,
        _t(table.row_heading),
        (_t("This period"), _t("The one before")),
        rows,
        total,
    )


def _grouped(
    db: Session, table: TableOf, source: Source, scope: Scope
) -> tuple[dict[str, int], int]:
    """By code, the number; and of all together, which is not always their sum."""
    rows = source.rows(scope).subquery("rows_of")
    by: ColumnElement[Any] = rows.c[table.by]
    number = counted(rows.c, table.indicator)
    query = select(by, func.count(), number).select_from(rows).group_by(by)
    found = {
        str(code or ""): in_unit(table.indicator, value)
        for code, _, value in db.execute(query)
        if value
    }
    whole = db.execute(select(func.count(), number).select_from(rows)).one()[1]
    return found, in_unit(table.indicator, whole)


def _place(by: str, code: str, numbers: Mapping[str, int]) -> tuple[int, int, str]:
    order = _ORDER.get(by)
    if order is not None:
        return (0, order.index(code) if code in order else len(order), code)
    return (1 if code in _LAST else 0, -numbers.get(code, 0), code)
