"""Which lines of a table are printed, and in which order: by what is printed alone.

A line that stands there because of a hidden number tells that it is not 0, and of few in all that
can be all there is to know: "fewer than 5", on four lines, is one each. An order by size tells
between which two numbers a hidden one lies. So a line is listed where one of its columns says that
it holds something, every other goes into "All the rest", and hidden numbers stand by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hubdesk.i18n import translate
from hubdesk.queries.figure_rows import REST, CountCell, CountRow, CountTable
from hubdesk.queries.figures import definitions
from hubdesk.queries.figures.tables import OF_TIME, OWN_ORDER, is_last
from hubdesk.queries.report_hiding import Hidden, tells

_SHOWN, _HIDDEN, _NOUGHT, _LAST = range(4)  # in this order


def _t(text: str) -> str:
    return translate("Figures", text)


def printed_lines(table: CountTable, sides: Sequence[Hidden]) -> tuple[CountRow, ...]:
    """The lines of a table as they leave; `sides` are its columns, this period first."""
    of = definitions().tables.get(table.code)
    by = of.by if of is not None else ""
    rows = [
        replace(row, cells=tuple(side.line(table, row) for side in sides)) for row in table.rows
    ]
    if by in OF_TIME:  # each week of the days has a line
        return tuple(rows)
    if all(side.lists_all(table) for side in sides):  # and of visits each kind that was held
        return tuple(sorted(rows, key=lambda row: _place(by, row)))
    rests = [side.rest(table) for side in sides]
    listed = [row for row in rows if any(map(tells, row.cells, rests))]
    apart = [row for row in rows if row not in listed]
    if by not in OWN_ORDER:
        listed.sort(key=lambda row: _place(by, row))
    rest = tuple(_left(at, cell, apart) for at, cell in enumerate(rests))
    if all(cell.number is not None for cell in rest):  # nothing is hidden in what is not listed
        return tuple(listed)
    name = _t("All the rest") if listed else _t("All of them")
    return (*listed, CountRow(REST, name, rest))


def _left(at: int, rest: CountCell, apart: Sequence[CountRow]) -> CountCell:
    """What is told of all lines that are not listed: one that is hidden hides it."""
    hidden = [row.cells[at] for row in apart if row.cells[at].number is None]
    return next(iter(hidden), rest) if rest.number is not None else rest


def _place(by: str, row: CountRow) -> tuple[int, int, str, str]:
    number = row.cells[0].number
    if is_last(row.code):
        group = _LAST
    elif number is None:
        group = _HIDDEN
    else:
        group = _SHOWN if number else _NOUGHT
    return group, -(number or 0), row.label.casefold(), row.code
