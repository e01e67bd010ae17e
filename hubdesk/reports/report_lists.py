"""Short lists of figures, half a page wide, so that two of them stand beside each other.

A bar lies below its line: the numbers need the room beside the label. It is that of the first
column alone, the report's own days; what was before is read from its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Final

from hubdesk.i18n import translate
from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable
from hubdesk.reports.chart_drawing import draw_chart
from hubdesk.reports.charts import bar_below, key_of, most_of_first
from hubdesk.reports.drawing_names import INK, Align
from hubdesk.reports.form_parts import Part, kept_together, side_by_side, stacked
from hubdesk.reports.paper import QUIET_INK
from hubdesk.reports.report_parts import CAPTION, Sheet
from hubdesk.reports.shapes import Chart
from hubdesk.reports.shaping import Line
from hubdesk.reports.tagging import Element
from hubdesk.reports.words import figure_words

BETWEEN: Final = 24.0  # two lists
LINE: Final = 16.5
BAR: Final = 4.5  # what a bar takes below its line
HEAD_ROOM: Final = 56.0  # for the days at the head of a column, on as many lines as they need
CELL_AIR: Final = 9.0
HEAD_AIR: Final = (
    5.0  # between the days of two columns: they are words, so that a space is too little
)
LABEL_AIR: Final = 2.0
BELOW: Final = 12.0  # a list, before the one under it
KEY: Final = 7.0
TITLE: Final = 11.5
MOST_LINES: Final = 9  # nothing is cut; this only stops a runaway
LEAST: Final = 3  # lines of a list before and after a page ends
TALLEST: Final = 470.0  # lists beside each other, so that no page is left half empty


def _t(text: str) -> str:
    return translate("Paper", text)


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line: its label, its numbers as words, and what is said in small letters below."""

    label: str
    cells: tuple[str, ...]
    is_shown: tuple[bool, ...]
    below: str = ""
    bar: CountCell | None = None
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class ShortList:
    """A list before it is set: `title` stands above it, `notes` below."""

    heading: str
    columns: tuple[str, ...]
    lines: tuple[ListLine, ...]
    title: str = ""
    notes: tuple[str, ...] = ()
    most: int = 0  # what the longest bar stands for; 0 for no bars


def list_of(
    table: CountTable, threshold: int, notes: Iterable[str], *, has_bars: bool
) -> ShortList:
    """A table as a list. The whole of it has no bar: beside it every other would be short."""
    most = most_of_first(table) if has_bars else 0

    def line(row: CountRow, *, is_total: bool = False) -> ListLine:
        words = tuple(figure_words(cell, table.unit, threshold) for cell in row.cells)
        shown = tuple(cell.number is not None for cell in row.cells)
        bar = row.cells[0] if most and not is_total else None
        return ListLine(row.label, words, shown, bar=bar, is_strong=is_total)

    lines = [line(row, is_total=row is table.total) for row in table.lines]
    return ShortList(
        table.row_heading, table.columns, tuple(lines), table.title, tuple(notes), most
    )


def beside(sheet: Sheet, lists: Sequence[ShortList]) -> list[Part]:
    """Lists on two columns, as even as they can be; what is too tall for that goes below.

    One that stands alone is parts of its own, so that it can run on to the next page.
    """
    parts: list[Part] = []
    waiting = [_Laid(sheet, one) for one in lists]
    while waiting:
        many = len(waiting)
        while many > 1 and _shared(waiting[:many])[0] > TALLEST:
            many -= 1
        if many == 1:
            parts += kept_together(waiting[0].parts(sheet.setting.left))
        else:
            parts.append(_two_columns(sheet, *_shared(waiting[:many])[1:]))
        parts.append(sheet.setting.gap(4))
        waiting = waiting[many:]
    return parts


class _Laid:
    """A list that was measured: columns of numbers as wide as they need, the label has the rest."""

    def __init__(self, sheet: Sheet, of: ShortList) -> None:
        self.sheet, self.of = sheet, of
        setting = sheet.setting
        self.pen, self.size = setting.paper.pen, setting.size
        self.width = (setting.width - BETWEEN) / 2
        self.cells = [self._wide(at, head) for at, head in enumerate(of.columns)]
        self.label = self.width - sum(self.cells)
        rooms = [wide - HEAD_AIR - self._key(at) for at, wide in enumerate(self.cells)]
        heads = [
            self._lines(words, CAPTION, room, bold=True)
            for words, room in zip(of.columns, rooms, strict=True)
        ]
        self.head_rooms = rooms
        self.head_lines = [len(lines) for lines in heads]
        widest = [max((line.width for line in lines), default=0) for lines in heads]
        self.head_widths = [wide * CAPTION / 1000 for wide in widest]
        self.head_height = LINE + (max([1, *self.head_lines]) - 1) * CAPTION * 1.2
        self.heights = [self._tall(line) for line in of.lines]
        self.title = TITLE * 1.3 * len(self._lines(of.title, TITLE, self.width, bold=True))
        notes = sum(len(self._lines(note, CAPTION, self.width)) for note in of.notes)
        below = notes * CAPTION * setting.leading
        self.height = self.title + self.head_height + sum(self.heights) + below

    def _wide(self, at: int, head: str) -> float:
        lines = self.of.lines
        numbers = [
            self.pen.width(one.cells[at], self._number_size(one, at), one.is_strong)
            for one in lines
        ]
        longest = max((self.pen.width(word, CAPTION, True) for word in head.split()), default=0)
        key = self._key(at)
        wanted = min(self.pen.width(head, CAPTION, True), HEAD_ROOM)
        return max([*numbers, wanted + key, longest + key]) + CELL_AIR

    def _key(self, at: int) -> float:
        """What the colour of its bars takes before the days of a column."""
        return KEY + 4 if self.of.most and not at else 0

    def _number_size(self, line: ListLine, at: int) -> float:
        """Why a number is hidden is said smaller than numbers are: the label needs the room."""
        return self.size if line.is_shown[at] else CAPTION

    def _lines(self, words: str, size: float, room: float, *, bold: bool = False) -> list[Line]:
        return self.pen.fitted(words, size, bold=bold, max_width=room, lines=MOST_LINES)[1]

    def _tall(self, line: ListLine) -> float:
        label = self._lines(line.label, self.size, self.label - LABEL_AIR, bold=line.is_strong)
        below = self._lines(line.below, CAPTION, self.width) if line.below else ()
        more = max(len(label) - 1, 0) * self.size * 1.2 + len(below) * CAPTION * 1.25
        return LINE + more + (BAR if line.bar is not None else 0)

    def parts(self, left: float) -> list[Part]:
        """Title, head, lines and notes, with their tags in the order they are read."""
        parts = []
        if self.of.title:
            words = self.sheet.text(
                self.of.title, size=TITLE, bold=True, kind="H3", x=left, width=self.width
            )
            parts.append(Part(self.title, words.draw, stays=True))
        table = self.sheet.root.child("Table")
        parts.append(self._head(left, table))
        parts += [
            self._line(line, tall, table, left)
            for line, tall in zip(self.of.lines, self.heights, strict=True)
        ]
        notes = self.of.notes
        return parts + [
            self.sheet.text(note, size=CAPTION, colour=QUIET_INK, x=left, width=self.width)
            for note in notes
        ]

    def head_again(self, left: float) -> Part:
        """Its title and the days above its numbers, on the page on which it goes on."""
        head = self._head(left)
        if not self.of.title:
            return head
        words = _t("{list}, continued").format(list=self.of.title)
        title = self.sheet.setting.text(words, size=TITLE, bold=True, x=left, width=self.width)
        tags = self.sheet.setting.paper.tags

        def draw(top: float) -> None:
            with tags.artifact():
                title.draw(top)

        return stacked([Part(title.height, draw), head])

    def _edges(self, left: float) -> list[float]:
        return [left + self.label + sum(self.cells[: at + 1]) for at in range(len(self.cells))]

    def _head(self, left: float, table: Element | None = None) -> Part:
        """The days above its numbers; without a `table` once more, and not to be read again."""
        of, paper = self.of, self.sheet.setting.paper
        row = table.child("TR") if table is not None else None
        cells = [row.child("TH") if row else None for _ in range(len(of.columns) + 1)]

        def marked(at: int) -> AbstractContextManager[None]:
            cell = cells[at]
            return paper.tags.marked(cell) if cell is not None else paper.tags.artifact()

        def draw(top: float) -> None:
            low = top - self.head_height + 4.5
            with marked(0):
                self.pen.draw(
                    of.heading, left, low, CAPTION, bold=True, colour=QUIET_INK,
                    max_width=self.label - LABEL_AIR,
                )  # fmt: skip
            for at, (words, edge) in enumerate(zip(of.columns, self._edges(left), strict=True)):
                base = low + (self.head_lines[at] - 1) * CAPTION * 1.2
                if of.most and not at:  # whose bars they are
                    with paper.tags.artifact():
                        box = Chart(KEY, KEY, (key_of(0, KEY),))
                        draw_chart(paper, box, edge - self.head_widths[at] - KEY - 4, base + KEY)
                with marked(at + 1):
                    self.pen.draw(
                        words, edge, base, CAPTION, bold=True, align=Align.RIGHT,
                        colour=QUIET_INK, max_width=self.head_rooms[at], lines=MOST_LINES,
                        leading=1.2,
                    )  # fmt: skip
            with paper.tags.artifact():
                paper.rule(left, top - self.head_height, left + self.width)

        return Part(self.head_height, draw, stays=True)

    def _line(self, line: ListLine, tall: float, table: Element, left: float) -> Part:
        paper = self.sheet.setting.paper
        row = table.child("TR")
        label = row.child("TH", is_heading_cell=True)
        cells = [row.child("TD") for _ in line.cells]

        def draw(top: float) -> None:
            base = top - 11.8
            with paper.tags.marked(label):
                low = self.pen.draw(
                    line.label, left, base, self.size, bold=line.is_strong,
                    max_width=self.label - LABEL_AIR, lines=MOST_LINES, leading=1.2,
                )  # fmt: skip
            for at, edge in enumerate(self._edges(left)):
                shown = line.is_shown[at]
                with paper.tags.marked(cells[at]):
                    self.pen.draw(
                        line.cells[at], edge, base, self._number_size(line, at),
                        align=Align.RIGHT, bold=line.is_strong and shown,
                        colour=INK if shown else QUIET_INK,
                    )  # fmt: skip
            if line.below:
                with paper.tags.marked(label):
                    self.pen.draw(
                        line.below, left, low - CAPTION * 1.25, CAPTION, colour=QUIET_INK,
                        max_width=self.width, lines=MOST_LINES, leading=1.25,
                    )  # fmt: skip
            with paper.tags.artifact():
                if line.bar is not None:
                    bar = bar_below(line.bar, self.of.most, self.width, BAR)
                    draw_chart(paper, Chart(0, BAR, tuple(bar)), left, top - tall + BAR + 1.5)
                paper.rule(left, top - tall, left + self.width, thick=0.5)

        return Part(tall, draw)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a list in a column: a page may begin with it where `may_begin`."""

    part: Part
    of: _Laid
    left: float
    may_begin: bool = False
    goes_on: bool = False  # a line with others above it


def _shared(lists: Sequence[_Laid]) -> tuple[float, list[_Laid], list[_Laid]]:
    """How tall two columns are at the least, and what stands in each; the first at the left."""
    best: tuple[float, int] | None = None
    for chosen in range(1 << (len(lists) - 1)):
        sides = _sides(lists, chosen)
        made = (max(sum(one.height + BELOW for one in side) for side in sides), chosen)
        if best is None or made < best:
            best = made
    assert best is not None
    return (best[0], *_sides(lists, best[1]))


def _sides(lists: Sequence[_Laid], chosen: int) -> tuple[list[_Laid], list[_Laid]]:
    """The lists at the left and, for each bit of `chosen`, at the right."""
    goes = [at > 0 and bool(chosen >> (at - 1) & 1) for at in range(len(lists))]
    found = zip(lists, goes, strict=True)
    return [one for one, right in zip(lists, goes, strict=True) if not right], [
        one for one, right in found if right
    ]


def _two_columns(sheet: Sheet, left: Sequence[_Laid], right: Sequence[_Laid]) -> Part:
    edge = sheet.setting.left + (sheet.setting.width + BETWEEN) / 2
    sides = [_column(left, sheet.setting.left), _column(right, edge)]
    return _block([side for side in sides if side])


def _column(lists: Sequence[_Laid], left: float) -> list[_Piece]:
    """Lists below each other, as pieces between which a page may end."""
    pieces: list[_Piece] = []
    for one in lists:
        if pieces:
            pieces.append(_Piece(Part(BELOW, lambda _top: None, air=True), one, left))
        parts = one.parts(left)
        first = next(at for at, part in enumerate(parts) if not part.stays)
        last = first + len(one.of.lines)
        for at, part in enumerate(parts):
            before = at - first  # lines of the list that stand above
            may_begin = at == 0 or LEAST <= before <= len(one.of.lines) - LEAST
            pieces.append(_Piece(part, one, left, may_begin and at < last, first < at < last))
    return pieces


def _block(columns: Sequence[Sequence[_Piece]]) -> Part:
    """Columns beside each other, which a page may end."""
    made = side_by_side([stacked([piece.part for piece in column]) for column in columns])

    def split(room: float) -> tuple[Part, Part] | None:
        cuts = [_cut(column, room) for column in columns]
        if not all(cuts):
            return None
        rests = [_rest(column[cut:]) for column, cut in zip(columns, cuts, strict=True)]
        first = _block([column[:cut] for column, cut in zip(columns, cuts, strict=True)])
        rest = [column for column in rests if column]
        return (replace(first, split=None), _block(rest)) if rest else None

    return replace(made, split=split)


def _cut(column: Sequence[_Piece], room: float) -> int:
    """After how many pieces a page may end; 0 for none."""
    height, found = 0.0, 0
    for at, piece in enumerate(column):
        if at and (piece.part.air or piece.may_begin):
            found = at
        height += piece.part.height
        if height > room + 0.01:
            return found
    return len(column)


def _rest(column: Sequence[_Piece]) -> list[_Piece]:
    """What is left, with its days once more above a list that goes on."""
    rest = [*column]
    if rest and rest[0].part.air:
        rest = rest[1:]
    if rest and rest[0].goes_on:
        first = rest[0]
        head = _Piece(first.of.head_again(first.left), first.of, first.left)
        rest[:1] = [head, replace(first, may_begin=False)]
    return rest
