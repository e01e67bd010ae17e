"""What is out already, for disclosure control: it stays as it is, and is known for good."""

from __future__ import annotations

from collections.abc import Sequence

from hubdesk.queries.disclosure_numbers import TOTAL, System
from hubdesk.queries.figure_rows import CountTable, WhyHidden

__all__ = ["as_published"]


def as_published(system: System, published: Sequence[CountTable]) -> None:
    """Shown numbers stay shown, hidden ones stay hidden.

    Each table that is out goes on telling what it tells: where one shows a number, it is known
    though another hides it; where one hides it alone, it is known not to be small though another
    hides all its lines.
    """
    out = {table.code: table for table in published}
    for n, number in enumerate(system.numbers):
        places = [(out.get(system.tables[t].code), r, c) for t, r, c in number.cells]
        said = [_said(table, r, c) for table, r, c in places if table is not None]
        if not said:
            continue
        number.stays = True
        why = {one for one, _blank in said}
        if WhyHidden.NOT_HIDDEN not in why:
            number.why = WhyHidden.SMALL if WhyHidden.SMALL in why else said[0][0]
            number.blank = all(blank for _why, blank in said)
            system.ranges[n] = system.rules.range_of(number)


def _said(table: CountTable, r: int, c: int) -> tuple[WhyHidden, bool]:
    """Why a cell is hidden, and whether nothing tells it from the others of its column."""
    row = table.total if r == TOTAL else table.rows[r]
    why = row.cells[c].hidden if row is not None else WhyHidden.NOT_HIDDEN
    if why is WhyHidden.SMALL_BASE:
        return why, True
    column = {row.cells[c].hidden for row in table.rows if row.cells[c].number != 0}
    told = why in (WhyHidden.NOT_HIDDEN, WhyHidden.SMALL)
    return why, not told and r != TOTAL and column == {why}
