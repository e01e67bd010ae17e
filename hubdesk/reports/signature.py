"""A signature that was drawn on the screen, put on paper as lines.

It is kept as path text: `M x y` lifts the pen and puts it down, `L x y` draws to the next
point, in any unit, y growing downwards as on a screen. No picture of a signature exists.
"""

from __future__ import annotations

import re

from hubdesk.reports.paper import INK, Paper

_TOKENS = re.compile(r"([ML])|(-?\d+(?:\.\d+)?)")
_SPACE = re.compile(r"[\s,]+")

Strokes = list[list[tuple[float, float]]]


def strokes_of(path: str) -> Strokes:
    """The strokes of path text, each a list of points. ValueError for anything else."""
    rest = _SPACE.sub("", _TOKENS.sub("", path))
    if rest:
        raise ValueError("not a signature")
    strokes: Strokes = []
    numbers: list[float] = []
    for command, number in _TOKENS.findall(path):
        if command == "M":
            strokes.append([])
        elif number:
            numbers.append(float(number))
            if len(numbers) == 2:
                if not strokes:
                    raise ValueError("not a signature")
                strokes[-1].append((numbers[0], numbers[1]))
                numbers = []
    if numbers:
        raise ValueError("not a signature")
    return [stroke for stroke in strokes if stroke]


def draw_signature(
    paper: Paper, path: str, x: float, y: float, width: float, height: float
) -> None:
    """Draw path text as large as fits the box whose lower left corner is (x, y). Points."""
    strokes = strokes_of(path)
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return
    left, right = min(p[0] for p in points), max(p[0] for p in points)
    top, bottom = min(p[1] for p in points), max(p[1] for p in points)
    scale = min(width / max(right - left, 1e-6), height / max(bottom - top, 1e-6))
    canvas = paper.canvas
    canvas.saveState()
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1.2)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    drawn = canvas.beginPath()
    for stroke in strokes:
        # A dot is a stroke of one point: the round cap makes it visible.
        for at, (px, py) in enumerate([*stroke, stroke[0]] if len(stroke) == 1 else stroke):
            go = drawn.lineTo if at else drawn.moveTo
            go(x + (px - left) * scale, y + (bottom - py) * scale)
    canvas.drawPath(drawn, stroke=1, fill=0)
    canvas.restoreState()
