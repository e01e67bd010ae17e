"""Turning the outlines of an OpenType font (CFF) into TrueType ones, in memory.

Most fonts for Chinese, Japanese and Korean have CFF outlines. A paper needs a handful of
their letters, so the few are redrawn with the curves the rest of our PDF fonts have.
"""

from __future__ import annotations

from io import BytesIO

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

# A thousandth of the letter's height: far below what a 600-dpi printer can show.
FINEST = 1 / 1000


def as_truetype(font_file: bytes) -> bytes:
    """The same font with TrueType outlines; unchanged when it has them already."""
    font = TTFont(BytesIO(font_file), recalcTimestamp=False)
    if "glyf" in font:
        return font_file
    order = font.getGlyphOrder()
    drawn = font.getGlyphSet()
    glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, FINEST * font["head"].unitsPerEm, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), glyf
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for count in (
        *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"),
        *("maxStackElements", "maxSizeOfInstructions", "maxComponentElements"),
    ):
        setattr(maxp, count, 0)
    for table in ("CFF ", "CFF2", "VORG"):
        if table in font:
            del font[table]
    font["post"] = newTable("post")
    font["post"].formatType = 3.0
    for field in (
        *("italicAngle", "underlinePosition", "underlineThickness", "isFixedPitch"),
        *("minMemType42", "maxMemType42", "minMemType1", "maxMemType1"),
    ):
        setattr(font["post"], field, 0)
    font.sfntVersion = "\x00\x01\x00\x00"
    out = BytesIO()
    font.save(out)
    return out.getvalue()
