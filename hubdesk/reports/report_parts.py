"""The parts a report is set from: key figures, charts, tables, boxes; each says what it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Final

from reportlab.lib.utils import ImageReader

from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable
from hubdesk.queries.report_rows import PublishedFigure
from hubdesk.reports.chart_drawing import draw_chart
from hubdesk.reports.charts import bars_of, key_of, most_in
from hubdesk.reports.drawing_names import INK, Align
from hubdesk.reports.form_parts import Part, Setting, side_by_side
from hubdesk.reports.paper import ACCENT, HAIRLINE, QUIET_INK
from hubdesk.reports.shapes import Chart
from hubdesk.reports.tagging import Element
from hubdesk.reports.words import figure_words

CAPTION: Final = 9.5
LOGO: Final = (120.0, 44.0)
TILE_GAP: Final = 11.0
NARROW_GAP: Final = 7.0  # between as many as 5
TILES: Final = 4
_ACROSS: Final = {**dict.fromkeys((3, 5, 6, 9), 3), 10: 5}  # so that no line of them is short
MOST_BELOW: Final = 4  # lines below a key figure, of each thing that is said
ROW: Final = 19.0
BETWEEN_NAMED: Final = 16.0
CONTENTS_GAP: Final = 13.0
MOST_PAGES: Final = 99  # of a number no wider than this the room is kept
SOFT: Final = "#FAFBFA"
MOST_EACH: Final = 104.0  # a column of numbers no further from its label than the eye follows
BESIDE_BARS: Final = 99.0
BEFORE_BARS: Final = 16.0
Under = Callable[[PublishedFigure], Sequence[str]]
WARN_GROUND, WARN_EDGE = "#FDF3DC", "#C27A14"


class _Columns:
    """Where the columns of a table stand, and how far its bars may go."""

    def __init__(self, setting: Setting, table: CountTable, *, has_bars: bool) -> None:
        many = max(1, len(table.columns))
        self.table, self.has_bars = table, has_bars
        share = 0.3 if has_bars else min(0.42, 0.62 - 0.08 * many)
        self.first = share * setting.width
        most_each = BESIDE_BARS if has_bars else MOST_EACH
        self.each = min((setting.width - self.first) / many, most_each)
        self.edges = [setting.left + self.first + self.each * (at + 1) for at in range(many)]
        self.end = setting.right if has_bars else self.edges[-1]
        self.bar_room = setting.right - self.edges[-1] - BEFORE_BARS
        self.most = most_in(table)


class Sheet:
    """One report being set: its setting, and the tags of what is put on it."""

    def __init__(self, setting: Setting, threshold: int) -> None:
        self.setting, self.threshold = setting, threshold
        self.root = setting.paper.tags.root

    # Text

    def tagged(self, part: Part, element: Element) -> Part:
        """The same part, marked as `element`."""
        tags = self.setting.paper.tags

        def draw(top: float) -> None:
            with tags.marked(element):
                part.draw(top)

        return Part(part.height, draw, part.air, part.stays)

    def text(
        self, words: str, *, size: float = 0, bold: bool = False, colour: str = INK,
        kind: str = "P", x: float | None = None, width: float | None = None,
    ) -> Part:  # fmt: skip
        """A paragraph, or a heading of a `kind`."""
        part = self.setting.text(words, size=size, bold=bold, colour=colour, x=x, width=width)
        return self.tagged(part, self.root.child(kind))

    def heading(self, words: str, *, small: bool = False) -> list[Part]:
        """A heading that stays with what is under it."""
        size, kind = (12, "H3") if small else (14, "H2")
        part = self.text(words, size=size, bold=True, kind=kind)
        air = self.setting.gap(10 if small else 20)
        return [air, Part(part.height + 4, part.draw, stays=True)]

    def bullet(self, words: str) -> Part:
        """A line of a list."""
        return self.tagged(self.setting.bullet(words), self.root.child("P"))

    def logo(self, content: bytes, hub: str) -> Part | None:
        """The hub's picture at the upper right; None where there is none that can be read."""
        if not content:
            return None
        try:
            reader = ImageReader(BytesIO(content))
            width, height = reader.getSize()
            reader.getRGBData()
        except (OSError, ValueError, SyntaxError):
            return None
        scale = min(LOGO[0] / width, LOGO[1] / height)
        setting, element = self.setting, self.root.child("Figure", alt=hub)
        x = setting.right - width * scale

        def draw(top: float) -> None:
            with setting.paper.tags.marked(element):
                setting.paper.canvas.drawImage(
                    reader, x, top - height * scale, width * scale, height * scale, mask="auto"
                )

        return Part(height * scale, draw)

    # Figures

    def tiles(self, figures: Sequence[PublishedFigure], under: Under) -> list[Part]:
        """The key figures, a few on a line: large, with what `under` says below each."""
        parts: list[Part] = []
        across = _ACROSS.get(len(figures), TILES)
        for at in range(0, len(figures), across):
            parts.append(self._row_of_tiles(figures[at : at + across], under, across))
            parts.append(self.setting.gap(TILE_GAP))
        return parts

    def _row_of_tiles(self, figures: Sequence[PublishedFigure], under: Under, across: int) -> Part:
        setting, pen = self.setting, self.setting.paper.pen
        between, inside = (TILE_GAP, 11.0) if across <= TILES else (NARROW_GAP, 8.0)
        wide = (setting.width - between * (across - 1)) / across
        room = wide - 2 * inside + 2
        spoken = [self.root.child("P") for _ in figures]
        said = [under(figure) for figure in figures]
        most = 0.0
        for figure, lines in zip(figures, said, strict=True):
            label = pen.fitted(figure.label, 10.5, bold=True, max_width=room, lines=4)[1]
            below = [pen.fitted(w, CAPTION, max_width=room, lines=MOST_BELOW)[1] for w in lines]
            high = len(label) * 12.6 + sum(map(len, below)) * CAPTION * 1.25
            most = max(most, high)
        tall = 34 + most + 12

        def draw(top: float) -> None:
            for at, figure in enumerate(figures):
                x = setting.left + at * (wide + between)
                with setting.paper.tags.artifact():
                    setting.paper.box(
                        x, top - tall, wide, tall, fill=SOFT, stroke=HAIRLINE, radius=6
                    )
                with setting.paper.tags.marked(spoken[at]):
                    self._tile(figure, x + inside, top, room, said[at])

        return Part(tall, draw)

    def _tile(
        self, figure: PublishedFigure, x: float, top: float, room: float, below: Sequence[str]
    ) -> None:
        pen = self.setting.paper.pen
        words = figure_words(figure.now, figure.unit, self.threshold)
        size = 25 if figure.now.number is not None else 15
        pen.draw(words, x, top - 30, size, bold=True, colour=ACCENT, max_width=room, least=9)
        low = pen.draw(
            figure.label, x, top - 46, 10.5, bold=True, max_width=room, lines=4, leading=1.2
        )
        for words in below:
            low = pen.draw(
                words, x, low - CAPTION * 1.3, CAPTION, colour=QUIET_INK, max_width=room,
                lines=MOST_BELOW, leading=1.25,
            )  # fmt: skip

    # Charts

    def chart(self, chart: Chart, x: float | None = None) -> Part:
        """A chart, with its finding for whoever hears it."""
        setting = self.setting
        left = setting.left if x is None else x
        part = Part(chart.height, lambda top: draw_chart(setting.paper, chart, left, top))
        return self.tagged(part, self.root.child("Figure", alt=chart.finding))

    # Tables

    def table(self, table: CountTable, *, has_bars: bool = False) -> list[Part]:
        """The numbers of a table, a line for each row, with a bar for each where that helps."""
        columns = _Columns(self.setting, table, has_bars=has_bars)
        element = self.root.child("Table")
        parts = [self._head(columns, element)]
        for row in table.lines:
            total = row is table.total
            parts.append(self._line(columns, row, element, table.unit, is_total=total))
        return parts

    def _head(self, columns: _Columns, element: Element) -> Part:
        setting, pen, tags = self.setting, self.setting.paper.pen, self.setting.paper.tags
        table, each = columns.table, columns.each
        row = element.child("TR")
        cells = [row.child("TH") for _ in range(len(table.columns) + 1)]
        fits = [
            pen.fitted(words, CAPTION, bold=True, max_width=each - 22, lines=3)[1]
            for words in table.columns
        ]
        many = max([1, *(len(lines) for lines in fits)])
        tall = ROW + (many - 1) * CAPTION * 1.2

        def draw(top: float) -> None:
            low = top - tall + 6
            with tags.marked(cells[0]):
                pen.draw(
                    table.row_heading, setting.left, low, CAPTION, bold=True, colour=QUIET_INK,
                    max_width=columns.first - 8,
                )  # fmt: skip
            for at, words in enumerate(table.columns):
                wide = max((line.width for line in fits[at]), default=0) * CAPTION / 1000
                base = low + (len(fits[at]) - 1) * CAPTION * 1.2
                if columns.has_bars:
                    with tags.artifact():
                        key = Chart(8, 8, (key_of(at, 7.0),))
                        draw_chart(setting.paper, key, columns.edges[at] - wide - 12, base + 7.5)
                with tags.marked(cells[at + 1]):
                    pen.draw(
                        words, columns.edges[at], base, CAPTION, bold=True, align=Align.RIGHT,
                        colour=QUIET_INK, max_width=each - 22, lines=3, leading=1.2,
                    )  # fmt: skip
            with tags.artifact():
                setting.paper.rule(setting.left, top - tall, columns.end)

        return Part(tall, draw, stays=True)

    def _line(
        self,
        columns: _Columns,
        row: CountRow,
        element: Element,
        unit: str,
        *,
        is_total: bool = False,
    ) -> Part:
        setting, pen, tags = self.setting, self.setting.paper.pen, self.setting.paper.tags
        line = element.child("TR")
        label = line.child("TH", is_heading_cell=True)
        cells = [line.child("TD") for _ in row.cells]
        size, room = setting.size, columns.first - 8
        _, lines = pen.fitted(row.label, size, bold=is_total, max_width=room, lines=3)
        tall = ROW + (len(lines) - 1) * size * 1.2

        def draw(top: float) -> None:
            base = top - 13.2
            with tags.marked(label):
                pen.draw(
                    row.label, setting.left, base, size, bold=is_total, max_width=room, lines=3,
                    leading=1.2,
                )  # fmt: skip
            for at, cell in enumerate(row.cells):
                with tags.marked(cells[at]):
                    self._number(cell, unit, columns.edges[at], base, bold=is_total)
            with tags.artifact():
                if columns.has_bars and not is_total:
                    # the whole of it beside its parts would make every other bar short
                    bars = bars_of(row, columns.most, columns.bar_room, ROW)
                    bars_left = columns.edges[-1] + BEFORE_BARS
                    draw_chart(setting.paper, Chart(0, ROW, tuple(bars)), bars_left, top)
                setting.paper.rule(setting.left, top - tall, columns.end, thick=0.5)

        return Part(tall, draw)

    def _number(self, cell: CountCell, unit: str, edge: float, base: float, *, bold: bool) -> None:
        shown = cell.number is not None
        self.setting.paper.pen.draw(
            figure_words(cell, unit, self.threshold), edge, base, self.setting.size,
            bold=bold and shown, align=Align.RIGHT, colour=INK if shown else QUIET_INK,
        )  # fmt: skip

    def contents(self, title: str, lines: Sequence[str], page_of: Callable[[int], int]) -> Part:
        """The parts of the report with their pages, one after the other in small letters."""
        setting, pen, tags = self.setting, self.setting.paper.pen, self.setting.paper.tags
        toc = self.root.child("TOC")
        items = [toc.child("Caption"), *(toc.child("TOCI") for _ in lines)]
        widths = [pen.width(title, CAPTION, True)]
        widths += [pen.width(f"{words} {MOST_PAGES}", CAPTION) for words in lines]
        places: list[tuple[float, int]] = []
        x, line = 0.0, 0
        for wide in widths:
            if x and x + wide > setting.width:
                x, line = 0.0, line + 1
            places.append((x, line))
            x += wide + CONTENTS_GAP
        each = CAPTION * 1.45

        def draw(top: float) -> None:
            for at, (across, down) in enumerate(places):
                y = top - each * down - CAPTION
                words = f"{lines[at - 1]} {page_of(at - 1)}" if at else title
                with tags.marked(items[at]):
                    pen.draw(
                        words, setting.left + across, y, CAPTION, bold=not at,
                        max_width=setting.width,
                    )  # fmt: skip

        return Part(each * (line + 1), draw)

    # A box

    def boxed(
        self, title: str, said: str, named: Sequence[str], below: Sequence[str] = ()
    ) -> list[Part]:
        """What has to be seen before the figures, on a ground of its own with a bar at its side.

        What is `named` stands two on a line where there are several: the figures come below.
        """
        setting = self.setting
        inside = setting.left + 14
        room = setting.width - 26
        across = 2 if len(named) > 2 else 1
        each = (room - BETWEEN_NAMED * (across - 1)) / across
        lines = -(-len(named) // across)
        places = [
            inside + (each + BETWEEN_NAMED) * (at // max(lines, 1)) for at in range(across * lines)
        ]
        set_ones = [
            self.text(words, x=x, width=each) for words, x in zip(named, places, strict=False)
        ]
        parts = [
            self.text(title, bold=True, x=inside, width=room),
            self.text(said, x=inside, width=room),
            *(side_by_side(set_ones[at::lines]) for at in range(lines)),
            *(self.text(words, x=inside, width=room) for words in below),
        ]
        tall = sum(part.height for part in parts) + 18

        def draw(top: float) -> None:
            with setting.paper.tags.artifact():
                setting.paper.box(
                    setting.left, top - tall, setting.width, tall, fill=WARN_GROUND, radius=5
                )
                setting.paper.box(setting.left, top - tall, 4, tall, fill=WARN_EDGE, radius=2)
            at = top - 9
            for part in parts:
                part.draw(at)
                at -= part.height

        return [setting.gap(10), Part(tall, draw), setting.gap(6)]
