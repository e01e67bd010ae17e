"""A run of glyphs as a PDF page writes it, so that copying gives the text back.

Copying works in two ways, because viewers differ: each glyph says its own letters, and
stretches where glyphs and letters do not stand one to one carry the text itself (ActualText).
Right-to-left stretches say theirs in the order they stand, which is what viewers turn around.
"""

from __future__ import annotations

from dataclasses import replace

from bidi.mirror import MIRRORED

from hubdesk.reports.embedding import EmbeddedFont, utf16
from hubdesk.reports.shaping import Glyph, Run

# Moves smaller than this many thousandths of the type size cannot be seen.
_TOO_SMALL = 0.5


def number(value: float) -> str:
    """A number as PDF writes it: no exponent, no needless zeros."""
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"


def show_run(shown: str, font: EmbeddedFont, x: float, y: float, size: float) -> str:
    """What `glyphs_of` made of a run, with its left end at (x, y); lengths in points."""
    return f"BT /{font.resource} {number(size)} Tf 1 0 0 1 {number(x)} {number(y)} Tm {shown} ET"


def glyphs_of(run: Run, font: EmbeddedFont, size: float) -> str:
    """The operators that show the glyphs of `run`, wherever it stands."""
    whole = run.rightward and max(run.text, default="") <= "\uffff"  # viewers lose the rest
    return _as_one(run, font, size) if whole else _by_letters(run, font, size)


def _as_one(run: Run, font: EmbeddedFont, size: float) -> str:
    """The run with its text beside it."""
    glyphs = list(run.glyphs)
    if glyphs and all(len(glyph.letters) != 1 for glyph in glyphs):
        # A viewer trusts ActualText only where the font knows one of its letters.
        glyphs[0] = replace(glyphs[0], letters=run.text[:1])
    return _spoken(run.text, _Moves(font, size).over(glyphs))


def _by_letters(run: Run, font: EmbeddedFont, size: float) -> str:
    """Each glyph with its letters; only where several glyphs make one is text beside them."""
    parts: list[str] = []
    plain: list[Glyph] = []
    moves = _Moves(font, size)
    for cluster in _clusters(run.glyphs):
        said = cluster[0].letters
        if not run.rightward:
            said = "".join(MIRRORED.get(char, char) for char in reversed(said))
        if len(cluster) == 1:
            plain.append(replace(cluster[0], letters=said))
        else:
            parts.append(moves.over(plain))
            parts.append(_spoken(said, moves.over(cluster, said[-1:])))
            plain = []
    parts.append(moves.over(plain))
    return " ".join(filter(None, parts))


def _clusters(glyphs: tuple[Glyph, ...]) -> list[list[Glyph]]:
    out: list[list[Glyph]] = []
    for glyph in glyphs:
        if glyph.letters or not out:
            out.append([glyph])
        else:
            out[-1].append(glyph)
    return out


def _spoken(text: str, operators: str) -> str:
    return f"/Span <</ActualText <FEFF{utf16(text)}>>> BDC {operators} EMC"


class _Moves:
    """Puts glyphs where shaping wants them: along the line in TJ, off the line by Ts."""

    def __init__(self, font: EmbeddedFont, size: float) -> None:
        self._font, self._size = font, size

    def over(self, glyphs: list[Glyph], letter: str | None = None) -> str:
        """Show `glyphs` and move on by all of them.

        With `letter` they are one cluster that says it: the letter is shown before its marks
        whatever their order, because viewers place copied text by what comes first.
        """
        total = 0.0
        places: list[tuple[float, Glyph]] = []
        for glyph in glyphs:
            places.append((total + glyph.dx, glyph))
            total += glyph.advance
        if letter is not None:
            places.sort(key=lambda place: place[1].advance == 0)
            places[0] = (places[0][0], replace(places[0][1], letters=letter))
        out: list[str] = []
        showing: list[str] = []
        rise = here = 0.0
        for at, glyph in places:
            if abs(glyph.dy - rise) > _TOO_SMALL:
                out += [_tj(showing), f"{number(glyph.dy * self._size / 1000)} Ts"]
                showing, rise = [], glyph.dy
            if abs(at - here) > _TOO_SMALL:
                showing.append(f" {number(here - at)} ")
                here = at
            showing.append(f"<{self._font.number(glyph.number, glyph.letters):04X}>")
            here += self._font.width(glyph.number)
        if abs(total - here) > _TOO_SMALL:
            showing.append(f" {number(here - total)}")
        out += [_tj(showing), "0 Ts" if rise else ""]
        return " ".join(filter(None, out))


def _tj(showing: list[str]) -> str:
    return f"[{''.join(showing)}] TJ" if showing else ""
