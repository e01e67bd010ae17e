"""The one way text gets on paper: any script, any length, shrunk, wrapped or cut to its room."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

from hubdesk.reports.bidi_levels import base_level
from hubdesk.reports.embedding import EmbeddedFont
from hubdesk.reports.fonts import Font, FontBook
from hubdesk.reports.operators import glyphs_of, number, show_run
from hubdesk.reports.shaping import Line, clusters, shaped

INK = "#182022"
LEADING = 1.3  # line height as a multiple of the type size
_ELLIPSIS = "…"
_GLUED = "\0"  # cleaned text holds none
_BREAKS = re.compile(r"(?<=[-‐–—/.@_])(?=.)")


class Align(Enum):
    """Where `x` is: the left end, the middle or the right end of the text."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


class Pen:
    """Draws text on the pages of one paper."""

    def __init__(self, canvas: Any, book: FontBook) -> None:
        self._canvas = canvas
        self._book = book
        self._fonts: dict[int, EmbeddedFont] = {}
        self._lines: dict[tuple[str, bool, int | None], Line] = {}
        self._shown: dict[tuple[int, float], str] = {}
        self._wraps: dict[tuple[str, float, bool, int], list[Line]] = {}

    def draw(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        *,
        bold: bool = False,
        align: Align = Align.LEFT,
        colour: str = INK,
        max_width: float | None = None,
        least: float | None = None,
        lines: int = 1,
        leading: float = LEADING,
    ) -> float:
        """Draw `text` with its first baseline at `y`; answers the last baseline. Points.

        Text wider than `max_width` first shrinks, down to `least` (without it, not at all),
        then wraps onto up to `lines` lines, and what is left over ends in an ellipsis.
        NoFontForLetters when no font of this computer draws a letter.
        """
        size, shown = self.fitted(
            text, size, bold=bold, max_width=max_width, least=least, lines=lines
        )
        if len(shown) > 1 and align is Align.LEFT and base_level(shown[0].text):
            # A paragraph that runs to the left is even on its right side.
            align, x = Align.RIGHT, x + max(line.width for line in shown) * size / 1000
        for at, line in enumerate(shown):
            self._write(line, x, y - at * size * leading, size, align, colour)
        return y - max(0, len(shown) - 1) * size * leading

    def fitted(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        max_width: float | None = None,
        least: float | None = None,
        lines: int = 1,
    ) -> tuple[float, list[Line]]:
        """The size and the lines that `draw` would draw."""
        whole = self._line(text, bold)
        if max_width is None or whole.width * size <= max_width * 1000:
            return size, [whole] if whole.runs else []
        if least is not None and least < size:
            size = max(least, min(size, max_width * 1000 / whole.width))
            if whole.width * size <= max_width * 1000 * 1.0001:
                return size, [whole]
        return size, self._wrapped(whole.text, max_width * 1000 / size, bold, lines)

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """How wide `text` is on one line, in points."""
        return self._line(text, bold).width * size / 1000

    def _line(self, text: str, bold: bool, base: int | None = None) -> Line:
        key = (text, bold, base)
        if key not in self._lines:
            self._lines[key] = shaped(text, self._book, bold, base)
        return self._lines[key]

    def _wrapped(self, text: str, most: float, bold: bool, lines: int) -> list[Line]:
        """`text` on at most `lines` lines no wider than `most` thousandths of the size."""
        key = (text, most, bold, lines)
        if key not in self._wraps:
            base = base_level(text)
            full = self._filled(text, most, bold)
            if len(full) > lines:
                rest = " ".join(full[lines - 1 :])
                full[lines - 1 :] = [self._cut(rest, most, bold, base)]
            self._wraps[key] = [self._line(line, bold, base) for line in full]
        return self._wraps[key]

    def _filled(self, text: str, most: float, bold: bool) -> list[str]:
        """The words of `text` put on lines, as many on each as fit."""
        space = self._line("a a", bold).width - 2 * self._line("a", bold).width
        full: list[str] = []
        line, used = "", 0.0
        for word in self._words(text, most, bold):
            joint = "" if word.startswith(_GLUED) or not line else " "
            word = word.removeprefix(_GLUED)
            wide = self._line(word, bold).width
            if line and used + (space if joint else 0) + wide > most:
                full.append(line)
                line, used, joint = "", 0.0, ""
            line += joint + word
            used += (space if joint else 0) + wide
        return [*full, line]

    def _words(self, text: str, most: float, bold: bool) -> list[str]:
        """The words of `text`; one wider than a line is cut up, each further part marked.

        It is cut after its hyphens and dots where that is enough, else between letters.
        """
        words: list[str] = []
        for word in text.split():
            parts = [word]
            if self._line(word, bold).width > most:
                parts = []
                for piece in _BREAKS.split(word):
                    fits = self._line(piece, bold).width <= most
                    parts += [piece] if fits else clusters(piece)
            words += [parts[0], *(_GLUED + part for part in parts[1:])]
        return words

    def _cut(self, text: str, most: float, bold: bool, base: int) -> str:
        """As much of the beginning of `text` as fits, with an ellipsis."""
        letters = clusters(text)
        short, long = 0, len(letters)
        while short < long:
            middle = (short + long + 1) // 2
            trial = "".join(letters[:middle]).rstrip() + _ELLIPSIS
            if self._line(trial, bold, base).width <= most:
                short = middle
            else:
                long = middle - 1
        return "".join(letters[:short]).rstrip() + _ELLIPSIS

    def _write(
        self, line: Line, x: float, y: float, size: float, align: Align, colour: str
    ) -> None:
        x -= line.width * size / 1000 * align.value
        code = self._canvas._code
        code.append(
            " ".join(number(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)) + " rg"
        )
        for run in line.runs:
            font = self._embedded(run.font)
            key = (id(run), size)  # runs live as long as this pen: `_lines` holds them
            if key not in self._shown:
                self._shown[key] = glyphs_of(run, font, size)
            code.append(show_run(self._shown[key], font, x, y, size))
            x += sum(glyph.advance for glyph in run.glyphs) * size / 1000

    def _embedded(self, font: Font) -> EmbeddedFont:
        if id(font) not in self._fonts:
            made = EmbeddedFont(font, len(self._fonts) + 1)
            self._canvas._doc.delayedFonts.append(made)
            self._fonts[id(font)] = made
        return self._fonts[id(font)]
