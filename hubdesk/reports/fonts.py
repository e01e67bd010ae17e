"""The fonts of paper: FiraGO for most scripts, the computer's own for the rest.

FiraGO is the one family on screen and paper. Its letters are unpacked once per process;
what a paper embeds is only the letters it uses (`embedding`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

import uharfbuzz as hb

# Marks without ink that a font need not hold: joiners, direction marks, variation selectors.
_NO_INK = re.compile("[\u034f\u200b-\u200f\u2060\ufe00-\ufe0f]")
_RESTRICTED, _NO_SUBSET = 0x0002, 0x0100


class Font:
    """One face: which letters it draws, and how HarfBuzz shapes with it."""

    def __init__(self, blob: Any, index: int = 0) -> None:
        self.face = hb.Face(blob, index)
        self.shaper = hb.Font(self.face)
        self.units = int(self.face.upem)

    @property
    def name(self) -> str:
        """The PostScript name, in letters a PDF name may hold."""
        name = self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "Font"
        return re.sub(r"[^A-Za-z0-9-]", "", name) or "Font"

    @property
    def full_name(self) -> str:
        """The name people know the face by, with its weight."""
        return str(self.face.get_name(hb.OTNameIdPredefined.FULL_NAME) or "")

    def glyph(self, letter: str) -> int | None:
        """The number of the glyph for one letter, or None."""
        found = self.shaper.get_nominal_glyph(ord(letter))
        return int(found) if found else None

    def holds(self, letters: str) -> bool:
        """Whether every letter that has ink has a glyph, as typed or with its marks joined on."""
        inked = _NO_INK.sub("", letters)
        joined = unicodedata.normalize("NFC", inked)
        return any(all(map(self.glyph, spelling)) for spelling in (inked, joined))

    def table(self, tag: str) -> bytes:
        """The bytes of one table of the font file, empty when it has none."""
        if tag not in self.face.table_tags:
            return b""
        return bytes(self.face.reference_table(tag).data)

    def may_be_embedded(self) -> bool:
        """Whether it has outlines a PDF can hold, and its maker allows embedding a part."""
        tags = set(self.face.table_tags)
        if not tags & {"glyf", "CFF ", "CFF2"} or tags & {"sbix", "CBDT", "SVG "}:
            return False  # pictures instead of outlines: letters would come out blank
        if self.face.has_color_paint or "lastresort" in self.name.lower():
            return False  # the last draws a box for every letter there is
        allowed = int.from_bytes(self.table("OS/2")[8:10], "big")
        return allowed & 0x000F != _RESTRICTED and not allowed & _NO_SUBSET


@cache
def house_font(bold: bool) -> Font:
    """FiraGO, which covers Latin, Cyrillic, Greek, Arabic letters and Devanagari."""
    if bold:
        from pymupdf_fonts.FiraGO_Bold import fontbuffer
    else:
        from pymupdf_fonts.FiraGO_Regular import fontbuffer
    return Font(hb.Blob(fontbuffer))


Finder = Callable[[str, bool], Font | None]


class FontBook:
    """Chooses the font for some letters: the house font, else one that `find` knows."""

    def __init__(self, find: Finder) -> None:
        self._find = find
        self._found: dict[tuple[str, bool], Font | None] = {}

    def font_for(self, letters: str, bold: bool) -> Font | None:
        """The first font that draws all of `letters`, or None."""
        house = house_font(bold)
        if house.holds(letters):
            return house
        if (letters, bold) not in self._found:
            known = {f for (_, b), f in self._found.items() if f and b is bold}
            fits = (f for f in sorted(known, key=lambda f: f.name) if f.holds(letters))
            self._found[letters, bold] = next(fits, None) or self._find(letters, bold)
        return self._found[letters, bold]
