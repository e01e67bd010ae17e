"""Charts of figures: columns for what changes with time, bars for kinds, each with its number.

A number that is hidden has no length here: its place holds a mark that is the same for all, and
the scale is made of the shown numbers alone. Nothing in a chart can be read but by its colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable
from hubdesk.reports.shapes import Box, Chart, Hatch, Rule, Shape, Words
from hubdesk.reports.words import figure_words

COLUMNS_TALL: Final = 100.0
ROW_TALL: Final = 22.0
BAR_THICK: Final = 11.0
LABEL_SHARE: Final = 0.34
NUMBER_ROOM: Final = 76.0  # beside a bar, for its number
HIDDEN_WIDE: Final = 16.0  # the mark of a hidden number: the same whatever it hides
MOST_COLUMNS: Final = 16
MOST_BARS: Final = 14
MOST_SERIES: Final = 2


@dataclass(frozen=True, slots=True)
class ChartInks:
    """The colours a chart is drawn with, as #RRGGBB; `fills` is one for each column of a table."""

    text: str
    quiet: str
    grid: str
    fills: tuple[str, ...]
    ground: str


PAPER_INKS: Final = ChartInks("#182022", "#45514F", "#DDE2DF", ("#0B6470", "#C27A14"), "#FFFFFF")
_HATCHES: Final = (Hatch.NONE, Hatch.RISING)


def can_chart(table: CountTable) -> bool:
    """Whether a picture says more than the table: few lines, few columns, and something shown."""
    shown = [cell.number for row in table.rows for cell in row.cells if cell.number]
    return (
        1 <= len(table.columns) <= MOST_SERIES and 2 <= len(table.rows) <= MOST_COLUMNS
    ) and bool(shown)


def chart_of(
    table: CountTable, width: float, inks: ChartInks = PAPER_INKS, *, size: float = 10.5,
    is_time: bool = False, threshold: int = 5,
) -> Chart:  # fmt: skip
    """The chart of a table that `can_chart`. `is_time` stands its rows up, one beside the other."""
    draw = _columns if is_time and _fit_side_by_side(table, width, size) else _bars
    return draw(table, width, inks, size, threshold)


def finding(table: CountTable, threshold: int = 5) -> str:
    """What the chart says, in one sentence: for who hears it."""
    said = []
    for row in table.rows:
        for at, cell in enumerate(row.cells):
            of = f" {table.columns[at]}" if len(table.columns) > 1 else ""
            said.append(f"{row.label}{of}: {figure_words(cell, table.unit, threshold)}")
    return f"{table.title}. {'; '.join(said)}."


def steps_to(most: int) -> list[int]:
    """Even steps from 0 to at least `most`, three to five of them: 0, 20, 40, 60."""
    if most <= 0:
        return [0, 1]
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if most <= step * 5:
                ends = -(-most // step)
                return [step * at for at in range(ends + 1)]
        power *= 10


def _most(rows: Sequence[CountRow]) -> int:
    return max((cell.number or 0 for row in rows for cell in row.cells), default=0)


def _fit_side_by_side(table: CountTable, width: float, size: float) -> bool:
    """Whether the labels stand under their columns without touching: 0.6 of the size a letter."""
    each = (width - 30) / len(table.rows)
    return all(len(row.label) * size * 0.56 <= each for row in table.rows)


def _columns(
    table: CountTable, width: float, inks: ChartInks, size: float, threshold: int
) -> Chart:
    """One group of columns for each row, its number above it and its label below."""
    several = len(table.columns) > 1
    foot, head = size * 1.9, size * 1.6
    legend = size * 2 if several else 0
    tall = COLUMNS_TALL + foot + head + legend
    steps = steps_to(_most(table.rows))
    shapes: list[Shape] = []
    for step in steps:
        y = foot + COLUMNS_TALL * step / steps[-1]
        shapes.append(Rule(30, y, width, inks.grid))
        shapes.append(Words(f"{step:,}", 24, y - size * 0.35, size * 0.92, inks.quiet, at_end=True))
    each = (width - 30) / len(table.rows)
    thick = min(64.0, each * 0.62) / len(table.columns)
    for at, row in enumerate(table.rows):
        middle = 30 + each * (at + 0.5)
        for series, cell in enumerate(row.cells):
            x = middle - thick * len(row.cells) / 2 + thick * series
            high = COLUMNS_TALL * (cell.number or 0) / steps[-1]
            shapes += _bar(cell, (x, foot, thick * 0.94, high), series, inks, is_level=False)
            words = figure_words(cell, table.unit, threshold)
            base = foot + max(high, 3) + 4
            behind = len(words) * size * 0.58  # the grid does not run through the number
            shapes.append(
                Box(
                    x + thick * 0.47 - behind / 2, base - 1, behind, size * 0.9, 0, inks.ground,
                    inks.ground,
                )
            )  # fmt: skip
            shapes.append(
                Words(
                    words, x + thick * 0.47, base, size, inks.text,
                    in_middle=True, is_bold=cell.number is not None,
                    room=each if not several else thick * 1.6,
                )
            )  # fmt: skip
        shapes.append(
            Words(row.label, middle, size * 0.5, size, inks.quiet, in_middle=True, room=each)
        )
    shapes += _legend(table, width, tall - size, inks, size) if several else []
    return Chart(width, tall, tuple(shapes), finding(table, threshold))


def _bars(table: CountTable, width: float, inks: ChartInks, size: float, threshold: int) -> Chart:
    """A line for each row: its label, a bar for each column, its number."""
    several = len(table.columns) > 1
    each = ROW_TALL + (len(table.columns) - 1) * (BAR_THICK + 4)
    legend = size * 2 if several else 0
    tall = each * len(table.rows) + legend
    left = width * LABEL_SHARE
    longest = width - left - NUMBER_ROOM
    most = max(_most(table.rows), 1)
    shapes: list[Shape] = []
    for at, row in enumerate(table.rows):
        top = tall - legend - each * at
        middle = top - each / 2
        shapes.append(Words(row.label, 0, middle - size * 0.35, size, inks.text, room=left - 8))
        for series, cell in enumerate(row.cells):
            low = top - ROW_TALL / 2 - BAR_THICK / 2 - series * (BAR_THICK + 4)
            long = longest * (cell.number or 0) / most
            shapes += _bar(cell, (left, low, long, BAR_THICK), series, inks, is_level=True)
            ends = left + (HIDDEN_WIDE if cell.number is None else long) + 6
            shapes.append(
                Words(
                    figure_words(cell, table.unit, threshold), ends,
                    low + BAR_THICK / 2 - size * 0.35, size, inks.text,
                    is_bold=cell.number is not None,
                )
            )  # fmt: skip
    shapes += _legend(table, width, tall - size, inks, size) if several else []
    return Chart(width, tall, tuple(shapes), finding(table, threshold))


def _bar(
    cell: CountCell, place: tuple[float, float, float, float], series: int, inks: ChartInks,
    *, is_level: bool,
) -> list[Shape]:  # fmt: skip
    """The bar of one number, or the mark that it is hidden. Nothing at all for a 0."""
    x, y, wide, high = place
    if cell.number is None:
        if is_level:
            wide = HIDDEN_WIDE
        else:
            high = 3
        return [Box(x, y, wide, high, 1.5, inks.ground, inks.quiet, is_dashed=True)]
    if not cell.number:
        return []
    at = min(series, len(inks.fills) - 1)
    fill = inks.fills[at]
    return [Box(x, y, wide, high, min(2.5, wide / 2, high / 2), fill, fill, _HATCHES[at])]


def most_in(table: CountTable) -> int:
    """The longest bar's number: of what is shown alone."""
    return max(_most(table.rows), 1)


def most_of_first(table: CountTable) -> int:
    """The longest bar's number where the first column alone has bars."""
    return max((row.cells[0].number or 0 for row in table.rows), default=0)


def bar_below(
    cell: CountCell, most: int, width: float, high: float, inks: ChartInks = PAPER_INKS
) -> list[Shape]:
    """The bar of one number, to lie below its line: `width` is that of `most`."""
    long = width * (cell.number or 0) / most
    return _bar(cell, (0, 1, long, high - 1.5), 0, inks, is_level=True)


def bars_of(
    row: CountRow, most: int, width: float, high: float, inks: ChartInks = PAPER_INKS
) -> list[Shape]:
    """The bars of one line of a table, to stand beside its numbers: `width` is that of `most`."""
    many = len(row.cells)
    each = min(BAR_THICK, (high - 6) / many)
    shapes: list[Shape] = []
    for at, cell in enumerate(row.cells):
        low = high / 2 + each * many / 2 - each * (at + 1)
        long = width * (cell.number or 0) / most
        shapes += _bar(cell, (0, low, long, each - 1.5), at, inks, is_level=True)
    return shapes


def key_of(at: int, size: float, inks: ChartInks = PAPER_INKS) -> Box:
    """The little box that says which bars belong to a column."""
    fill = inks.fills[min(at, len(inks.fills) - 1)]
    return Box(0, 0, size, size, 1.5, fill, fill, _HATCHES[min(at, len(_HATCHES) - 1)])


def _legend(
    table: CountTable, width: float, base: float, inks: ChartInks, size: float
) -> list[Shape]:
    """What each fill stands for, above the chart."""
    shapes: list[Shape] = []
    x = width * LABEL_SHARE
    for at, words in enumerate(table.columns):
        fill = inks.fills[min(at, len(inks.fills) - 1)]
        shapes.append(Box(x, base - 1, size * 0.9, size * 0.9, 2, fill, fill, _HATCHES[at]))
        shapes.append(Words(words, x + size * 1.4, base, size, inks.text))
        x += size * 3 + len(words) * size * 0.6
    return shapes
