"""The parts a form is set from: text, bullets, columns, rules and air, each with its height."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from hubdesk.reports.drawing_names import INK
from hubdesk.reports.paper import ACCENT, HAIRLINE, Paper

_BASELINE = 0.95  # of the type size below the top of a line
_MOST_LINES = 200  # a form never cuts text; this only stops a runaway


@dataclass(frozen=True, slots=True)
class Part:
    """Something `height` points tall that `draw` puts below a given top.

    `split` parts it into what fits into some room and what is left, or says that it cannot be.
    """

    height: float
    draw: Callable[[float], None]
    air: bool = False  # dropped at the top of a page
    stays: bool = False  # on one page with the part after it, where a page holds both
    split: Callable[[float], tuple[Part, Part] | None] | None = None


def stacked(parts: Sequence[Part]) -> Part:
    """Parts that stay on one page, one below the other."""

    def draw(top: float) -> None:
        for part in parts:
            part.draw(top)
            top -= part.height

    return Part(sum(part.height for part in parts), draw)


def kept_together(parts: Sequence[Part]) -> list[Part]:
    """Parts that begin a new page rather than part, and part only where no page holds them."""
    return [*(replace(part, stays=True) for part in parts[:-1]), *parts[-1:]]


def side_by_side(columns: Sequence[Part]) -> Part:
    """Parts that know their own place across the page and share a top."""

    def draw(top: float) -> None:
        for part in columns:
            part.draw(top)

    return Part(max(part.height for part in columns), draw)


class Setting:
    """How one copy is set: its type size, its margins and how much air is left in it."""

    def __init__(
        self, paper: Paper, *, large: bool = False, air: float = 1, tight: bool = False
    ) -> None:
        self.paper = paper
        self.size: float = 18 if large else 12
        self.strong = 18 if large else 15
        self.title = 27 if large else 25
        self.leading = (1.13 if tight else 1.19) if large else (1.22 if tight else 1.3)
        self.margin = ((10 if tight else 14) if large else (16 if tight else 20)) * mm
        self.to_sign = (9.5 if tight else 13) * mm
        self.above_foot = (2.5 if tight else 7) * mm
        self.left = self.margin
        self.right = paper.width - self.margin
        self._air = air

    @property
    def width(self) -> float:
        """From margin to margin."""
        return float(self.right - self.left)

    def text(
        self,
        text: str,
        *,
        size: float = 0,
        bold: bool = False,
        colour: str = INK,
        x: float | None = None,
        width: float | None = None,
    ) -> Part:
        """A paragraph, wrapped and never cut."""
        size = size or self.size
        x = self.left if x is None else x
        width = self.right - x if width is None else width
        _, lines = self.paper.pen.fitted(text, size, bold=bold, max_width=width, lines=_MOST_LINES)

        def draw(top: float) -> None:
            self.paper.pen.draw(
                text,
                x,
                top - size * _BASELINE,
                size,
                bold=bold,
                colour=colour,
                max_width=width,
                lines=_MOST_LINES,
                leading=self.leading,
            )

        return Part(len(lines) * size * self.leading, draw)

    def bullet(self, text: str) -> Part:
        """A paragraph with a dot before it."""
        indent = self.size * 1.1
        words = self.text(text, x=self.left + indent)

        def draw(top: float) -> None:
            canvas = self.paper.canvas
            canvas.setFillColor(ACCENT)
            middle = top - self.size * (_BASELINE - 0.26)
            canvas.circle(self.left + self.size * 0.3, middle, self.size * 0.17, stroke=0, fill=1)
            words.draw(top)

        return Part(words.height, draw)

    def gap(self, size: float) -> Part:
        """Air, as much as the page allows."""
        return Part(size * self._air, lambda top: None, air=True)

    def rule(self) -> list[Part]:
        """A hairline across the page, with air around it."""
        line = Part(1, lambda top: self.paper.rule(self.left, top, self.right, HAIRLINE))
        return [self.gap(11), line, self.gap(12)]
