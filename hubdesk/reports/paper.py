"""A sheet of paper being made: its pages, its colours, its type, and what the file says of itself.

Equal rows give equal bytes. Nothing personal goes into the file's own title or author.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from hubdesk import __version__
from hubdesk.reports.code128 import draw_bars
from hubdesk.reports.drawing_names import INK, Pen
from hubdesk.reports.fonts import Font, FontBook
from hubdesk.reports.shaping import cleaned
from hubdesk.reports.system_fonts import find_on_this_computer
from hubdesk.reports.tagging import Tags

rl_config.useA85 = 0  # bytes stay bytes: a paper is a fifth smaller and made in half the time

A4 = (210 * mm, 297 * mm)
QUIET_INK = "#45514F"  # second lines; still 8 : 1 on white
HAIRLINE = "#C3CAC7"
ACCENT = "#0B6470"
WHITE = "#FFFFFF"


class _Canvas(Canvas):  # type: ignore[misc]
    """ReportLab's canvas without its opening line, which names a font that is not embedded."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class Paper:
    """One PDF. Lengths are points from the lower left corner of the page."""

    def __init__(
        self,
        title: str,
        hub: str,
        size: tuple[float, float] = A4,
        find_font: Callable[[str, bool], Font | None] = find_on_this_computer,
    ) -> None:
        self.width, self.height = size
        self._out = BytesIO()
        self.canvas: Any = _Canvas(
            self._out, pagesize=size, invariant=1, pageCompression=1, lang="en-GB"
        )
        self.canvas.setTitle(cleaned(title))
        self.canvas.setAuthor(cleaned(hub))
        self.canvas.setSubject(cleaned(title))
        self.canvas.setCreator(f"HubDesk {__version__}")
        self.canvas.setProducer("HubDesk")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        self.pen = Pen(self.canvas, FontBook(find_font))
        self.tags = Tags(self.canvas)

    def rule(
        self, x: float, y: float, to_x: float, colour: str = HAIRLINE, thick: float = 0.8
    ) -> None:
        """A level line."""
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(thick)
        self.canvas.line(x, y, to_x, y)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        stroke: str = "",
        radius: float = 0,
        dashed: bool = False,
    ) -> None:
        """A box with its lower left corner at (x, y)."""
        self.canvas.saveState()
        if fill:
            self.canvas.setFillColor(fill)
        self.canvas.setStrokeColor(stroke or HAIRLINE)
        self.canvas.setLineWidth(0.8)
        if dashed:
            self.canvas.setDash(2, 2)
        self.canvas.roundRect(
            x, y, width, height, radius, stroke=int(bool(stroke)), fill=int(bool(fill))
        )
        self.canvas.restoreState()

    def code(self, code: str, x: float, y: float, height: float, dots: int = 2) -> float:
        """Code 128 with its first bar at `x`; answers where the last one ends."""
        return draw_bars(self.canvas, code, x, y, height, dots)

    def next_page(self) -> None:
        """Finish this page. Drawing goes on with an empty one."""
        self.canvas.showPage()

    def done(self) -> bytes:
        """The PDF, with the page being drawn as its last."""
        self.canvas.showPage()
        self.tags.finish()
        self.canvas.save()
        return self._out.getvalue()


__all__ = ["A4", "ACCENT", "HAIRLINE", "INK", "QUIET_INK", "WHITE", "Paper"]
