"""Code 128 as vector bars that a 203-dpi label printer draws without rounding.

A module is a whole number of that printer's dots and every bar starts on a dot, so that no
bar comes out wider or narrower than another of its size. Patterns: ISO/IEC 15417.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

DOT = 72 / 203  # points
QUIET_MODULES = 10  # what the standard asks for on either side

# Six widths a symbol, bar first; twelve symbols a line.
_WIDTHS = (
    "212222222122222221121223121322131222122213122312132212221213221312231212"
    "112232122132122231113222123122123221223211221132221231213212223112312131"
    "311222321122321221312212322112322211212123212321232121111323131123131321"
    "112313132113132311211313231113231311112133112331132131113123113321133121"
    "313121211331231131213113213311213131311123311321331121312113312311332111"
    "314111221411431111111224111422121124121421141122141221112214112412122114"
    "122411142112142211241211221114413111241112134111111242121142121241114212"
    "124112124211411212421112421211212141214121412121111143111341131141114113"
    "114311411113411311113141114131311141411131211412211214211232"
)
_STOP = "2331112"
_TO_PAIRS, _TO_LETTERS, _START_LETTERS = 99, 100, 104


@dataclass(frozen=True, slots=True)
class Bars:
    """A code as black bars: (start, width) in modules, and the width of the whole."""

    black: tuple[tuple[int, int], ...]
    modules: int

    def width(self, dots: int = 2) -> float:
        """Width in points without quiet zones, `dots` of 203 dpi a module."""
        return self.modules * dots * DOT

    def quiet(self, dots: int = 2) -> float:
        """The least white space on either side, in points."""
        return QUIET_MODULES * dots * DOT


def whole_dots(width: float, height: float) -> tuple[float, float]:
    """The nearest size in whole dots, a hair less so that no printer rounds it up to one more."""
    hair = 0.005
    return (round(width / DOT) - hair) * DOT, (round(height / DOT) - hair) * DOT


def bars(code: str) -> Bars:
    """The bars of `code` (capitals, digits and signs of ASCII). ValueError for other letters.

    A code of ours packs its eight digits in pairs, whatever its check character is, so that
    all labels of one kind are equally wide.
    """
    if not code or not all(" " <= char <= "~" for char in code):
        raise ValueError(code)
    middle = code[3:11]
    if len(code) == 12 and middle.isdigit():
        pairs = [int(middle[at : at + 2]) for at in range(0, 8, 2)]
        values = [*_letters(code[:3]), _TO_PAIRS, *pairs, _TO_LETTERS, *_letters(code[11:])]
    else:
        values = _letters(code)
    check = (_START_LETTERS + sum(at * v for at, v in enumerate(values, 1))) % 103
    symbols = [_WIDTHS[6 * v : 6 * v + 6] for v in (_START_LETTERS, *values, check)]
    widths = [int(digit) for digit in "".join([*symbols, _STOP])]
    black: list[tuple[int, int]] = []
    at = 0
    for place, width in enumerate(widths):
        if place % 2 == 0:
            black.append((at, width))
        at += width
    return Bars(tuple(black), at)


def _letters(text: str) -> list[int]:
    return [ord(char) - 32 for char in text]


def draw_bars(canvas: Any, code: str, x: float, y: float, height: float, dots: int = 2) -> float:
    """Draw `code` with its first bar at `x` (moved to the next dot); answers where it ends.

    Points, from the lower left corner. The quiet zones are the caller's to leave white.
    """
    drawn = bars(code)
    left = round(x / DOT)
    bottom, top = round(y / DOT), round((y + height) / DOT)
    canvas.setFillGray(0)
    # Written as they are: a canvas takes a tenth of the time of a sheet to draw so many.
    low, tall = f"{bottom * DOT:.4f}", f"{(top - bottom) * DOT:.4f}"
    canvas._code += [
        f"{(left + start * dots) * DOT:.4f} {low} {width * dots * DOT:.4f} {tall} re"
        for start, width in drawn.black
    ]
    canvas._code.append("f")
    return (left + drawn.modules * dots) * DOT
