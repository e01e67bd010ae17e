"""Turning text of any script into glyphs in the order they stand on paper.

Text is cleaned, split into runs of one direction, one font and one script, and each run is
shaped by HarfBuzz. ReportLab's own `shapeStr` is not used: it keeps private letters in a font
shared by all papers, so that the same paper would come out different after another one.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby

import uharfbuzz as hb
from fontTools.unicodedata import script, script_name

from hubdesk.errors.papers import NoFontForLetters
from hubdesk.reports.bidi_levels import base_level, levels, visual_order
from hubdesk.reports.fonts import Font, FontBook, house_font

# Joiners change how letters meet, and direction marks how they stand: they stay.
_KEPT_MARKS = "\u200c\u200d\u200e\u200f"
_TO_LEFT, _TO_RIGHT = "\u200f", "\u200e"
# More accents than any language puts on one letter would climb over the line above.
_MOST_ACCENTS = 4
_ENOUGH_TO_SAY = 6  # letters without a font; looking for each takes a while
_PLAIN = {"Latn", "Grek", "Cyrl", "Zyyy", "Zinh"}
_NO_LIGATURES = {"liga": False, "dlig": False, "clig": False, "calt": False}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph; lengths in thousandths of the type size.

    `letters` is what it stands for when copied. Empty: the glyph before it says that too.
    """

    number: int
    advance: float
    dx: float
    dy: float
    letters: str


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one font and one direction, from left to right."""

    font: Font
    rightward: bool
    text: str
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A shaped line; `width` in thousandths of the type size."""

    text: str
    runs: tuple[Run, ...]
    width: float


def cleaned(text: str) -> str:
    """`text` as one line without control characters, hidden directions and doubled spaces."""
    out: list[str] = []
    accents = 0
    for char in text:
        kind = unicodedata.category(char)
        accents = accents + 1 if kind in ("Mn", "Me") else 0
        if kind in ("Cc", "Zl", "Zp", "Zs"):
            out.append(" ")
        elif kind == "Cs":
            out.append("\ufffd")
        elif _too_many(char, accents) or (kind == "Cf" and not _visible_format(char)):
            continue
        else:
            out.append(char)
    return " ".join("".join(out).split())


def _too_many(char: str, accents: int) -> bool:
    return accents > _MOST_ACCENTS and script(char) in ("Zinh", "Cyrl")


def _visible_format(char: str) -> bool:
    return char in _KEPT_MARKS or 0x600 <= ord(char) <= 0x8FF


def clusters(text: str) -> list[str]:
    """`text` cut where it may be cut: a letter stays with its marks and joiners."""
    out: list[str] = []
    for char in text:
        joins = unicodedata.category(char).startswith("M") or char in "\u200c\u200d"
        if out and joins:
            out[-1] += char
        else:
            out.append(char)
    return out


def drawable(text: str, book: FontBook, bold: bool) -> str:
    """Cleaned `text` that can be drawn: a picture no font holds is spelled out in brackets.

    NoFontForLetters when no font on this computer draws one of its letters.
    """
    text = cleaned(text)
    if house_font(bold).holds(text):
        return text
    out: list[str] = []
    missing: list[str] = []
    for cluster in clusters(text):
        plain = unicodedata.normalize("NFKC", cluster)  # 𝐒 and Ｓ are ways to write S
        if book.font_for(cluster, bold):
            out.append(cluster)
        elif plain != cluster and book.font_for(plain, bold):
            out.append(plain)
        elif unicodedata.category(cluster[0])[0] in "SP":
            out.append(_named(cluster[0]))
        else:
            missing.append(cluster)
        if len(missing) == _ENOUGH_TO_SAY:
            break
    if missing:
        raise no_font_for("".join(missing))
    return "".join(out)


def no_font_for(letters: str) -> NoFontForLetters:
    """The refusal for letters that no font draws, naming their scripts once each."""
    known = {"Zinh": "accents", "Zyyy": "other signs", "Zzzz": "unknown signs"}
    scripts = dict.fromkeys(known.get(s := script(c), script_name(s)) for c in letters)
    return NoFontForLetters(
        scripts=tuple(name.replace("_", " ") for name in scripts),
        letters="".join(dict.fromkeys(letters)),
    )


def _named(picture: str) -> str:
    if 0x1F1E6 <= ord(picture) <= 0x1F1FF:  # the two letters of a flag
        return chr(ord("A") + ord(picture) - 0x1F1E6)
    if 0x1F3FB <= ord(picture) <= 0x1F3FF:  # a skin tone belongs to the picture before
        return ""
    return f"[{unicodedata.name(picture, 'picture').lower()}]"


def shaped(text: str, book: FontBook, bold: bool = False, base: int | None = None) -> Line:
    """One line of glyphs for `text`. `base` 0 or 1 when a longer text decided its direction."""
    text = drawable(text, book, bold)
    base = base_level(text) if base is None else base
    pieces = _pieces(text, book, bold, base)
    runs: list[Run] = []
    before = base
    for (font, level, tag), piece in pieces:
        marked = level != before and not _has_direction(piece[0])
        runs.append(_shape(font, level, tag, piece, marked))
        before = level
    order = visual_order([level for (_, level, _), _ in pieces])
    width = sum(glyph.advance for run in runs for glyph in run.glyphs)
    return Line(text, tuple(runs[at] for at in order), width)


_Sort = tuple[Font, int, str]


def _pieces(text: str, book: FontBook, bold: bool, base: int) -> list[tuple[_Sort, str]]:
    """`text` split by font, level and script, in the order it is read."""
    tags = _scripts(text)
    by_char = list(zip(_fonts(text, tags, book, bold), levels(text, base), tags, strict=True))
    out: list[tuple[_Sort, str]] = []
    at = 0
    for sort, group in groupby(by_char):
        length = len(list(group))
        out.append((sort, text[at : at + length]))
        at += length
    return out


def _scripts(text: str) -> list[str]:
    """The script of each character; spaces and signs take that of the letter before."""
    tags: list[str] = []
    for char in text:
        tag = script(char)
        tags.append(tags[-1] if tags and tag in ("Zyyy", "Zinh") else tag)
    return tags


def _fonts(text: str, tags: list[str], book: FontBook, bold: bool) -> list[Font]:
    """The font of each character: one for a whole word where possible, so that letters join."""
    out: list[Font] = []
    at = 0
    for _, group in groupby(zip(text, tags, strict=True), key=lambda p: (p[0] == " ", p[1])):
        word = text[at : at + len(list(group))]
        at += len(word)
        whole = book.font_for(word, bold)
        for cluster in [word] if whole else clusters(word):
            font = whole or book.font_for(cluster, bold)
            if font is None:
                raise no_font_for(cluster)
            out += [font] * len(cluster)
    return out


def _has_direction(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("L", "R", "AL", "EN", "AN", "")


def _shape(font: Font, level: int, tag: str, text: str, marked: bool) -> Run:
    """Shape one run. `marked` puts a direction mark before its first letters when copied.

    PDF viewers guess where a change of direction ends; a bracket after Arabic letters would
    go astray without the mark.
    """
    rightward = level % 2 == 0
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES  # marks stay with letters
    buffer.add_codepoints([ord(char) for char in text])
    buffer.direction = "ltr" if rightward else "rtl"
    buffer.script = "Latn" if tag in _PLAIN and tag.startswith("Z") else tag
    buffer.language = "en"  # never this computer's: the same paper everywhere
    hb.shape(font.shaper, buffer, _NO_LIGATURES if tag in _PLAIN else {})
    if any(info.codepoint == 0 for info in buffer.glyph_infos):
        raise no_font_for(text)
    mark = (_TO_RIGHT if rightward else _TO_LEFT) if marked else ""
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    scale = 1000 / font.units
    glyphs: list[Glyph] = []
    said: set[int] = set()
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        letters = "" if info.cluster in said else text[info.cluster : ends[info.cluster]]
        said.add(info.cluster)
        if letters and info.cluster == 0:
            letters = mark + letters
        glyphs.append(
            Glyph(
                int(info.codepoint),
                place.x_advance * scale,
                place.x_offset * scale,
                place.y_offset * scale,
                letters,
            )
        )
    return Run(font, rightward, mark + text, tuple(glyphs))
