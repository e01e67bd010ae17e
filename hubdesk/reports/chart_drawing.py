"""Drawing a chart on paper, from the description that the screen draws too."""

from __future__ import annotations

from reportlab.pdfgen.pathobject import PDFPathObject

from hubdesk.reports.drawing_names import Align
from hubdesk.reports.paper import WHITE, Paper
from hubdesk.reports.shapes import Box, Chart, Hatch, Rule, Words

_STRIPE = 4.0  # between the stripes of a hatched box


def draw_chart(paper: Paper, chart: Chart, left: float, top: float, *, least: float = 0) -> None:
    """Draw it with its upper left corner at (left, top). Points; no letter under `least`."""
    foot = top - chart.height
    for shape in chart.shapes:
        if isinstance(shape, Box):
            _draw_box(paper, shape, left, foot)
        elif isinstance(shape, Rule):
            paper.rule(left + shape.x, foot + shape.y, left + shape.to_x, shape.ink, 0.6)
        else:
            _write(paper, shape, left, foot, least)


def _draw_box(paper: Paper, box: Box, left: float, foot: float) -> None:
    x, y = left + box.left, foot + box.low
    paper.box(
        x, y, box.width, box.height, radius=box.radius, fill=box.fill, stroke=box.edge,
        dashed=box.is_dashed,
    )  # fmt: skip
    if box.hatch is Hatch.RISING:
        _stripes(paper, x, y, box.width, box.height)


def _stripes(paper: Paper, x: float, y: float, wide: float, high: float) -> None:
    """White lines from the lower left to the upper right, kept inside the box."""
    canvas = paper.canvas
    canvas.saveState()
    clip: PDFPathObject = canvas.beginPath()
    clip.rect(x, y, wide, high)
    canvas.clipPath(clip, stroke=0, fill=0)
    canvas.setStrokeColor(WHITE)
    canvas.setLineWidth(1.1)
    at = x - high
    while at < x + wide:
        canvas.line(at, y, at + high, y + high)
        at += _STRIPE
    canvas.restoreState()


def _write(paper: Paper, words: Words, left: float, foot: float, least: float) -> None:
    size = max(words.size, least)
    align = Align.RIGHT if words.at_end else Align.CENTRE if words.in_middle else Align.LEFT
    paper.pen.draw(
        words.text, left + words.x, foot + words.base, size, bold=words.is_bold,
        align=align, colour=words.ink, max_width=words.room or None,
        least=max(size * 0.8, least) if words.room else None,
    )  # fmt: skip
