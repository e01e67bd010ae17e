"""Putting a font into a PDF: only the glyphs a paper uses, each with the letters it stands for.

ReportLab embeds TrueType fonts by letter, which loses what shaping chose. Here a font is
embedded by glyph (Type 0, Identity-H): every pair of a glyph and its letters has a number of
its own, so that copying text from the paper gives the letters back.
"""

from __future__ import annotations

from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from hubdesk.reports.fonts import Font
from hubdesk.reports.outlines import as_truetype

_SYMBOLIC = 4
_LAYOUT_TABLES = (b"GSUB", b"GPOS", b"GDEF", b"kern", b"DSIG", b"COLR", b"CPAL", b"morx", b"name")


class EmbeddedFont:
    """One font of one paper. ReportLab calls `addObjects` when the paper is saved."""

    def __init__(self, font: Font, place: int) -> None:
        self.font = font
        self.resource = f"H{place}"
        self._subset = f"{chr(ord('A') + place % 26)}HUBDK"
        self._numbers: dict[tuple[int, str], int] = {}
        self.fontName = self.resource  # ReportLab sorts fonts by this name

    def number(self, glyph: int, letters: str) -> int:
        """The number that stands for `glyph` meaning `letters` in this paper."""
        return self._numbers.setdefault((glyph, letters), len(self._numbers) + 1)

    def width(self, glyph: int) -> int:
        """How far the glyph moves on by itself, in thousandths of the type size."""
        advance = int(self.font.shaper.get_glyph_h_advance(glyph))
        return round(advance * 1000 / self.font.units)

    def addObjects(self, doc: Any) -> None:  # ReportLab's name
        """Write the font, its widths and its letters into the document."""
        data, places = self._subset_of_glyphs()
        name = pdfdoc.PDFName(f"{self._subset}+{self.font.name}")
        to_places = b"\0\0" + b"".join(places[g].to_bytes(2, "big") for g, _ in self._numbers)
        widths = [self.width(glyph) for glyph, _ in self._numbers]
        described = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": doc.Reference(self._descriptor(doc, name, data)),
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
                "CIDToGIDMap": _stream(doc, to_places),
            }
        )
        doc.idToObject["BasicFonts"].dict[self.resource] = doc.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Type": pdfdoc.PDFName("Font"),
                    "Subtype": pdfdoc.PDFName("Type0"),
                    "BaseFont": name,
                    "Encoding": pdfdoc.PDFName("Identity-H"),
                    "DescendantFonts": pdfdoc.PDFArray([doc.Reference(described)]),
                    "ToUnicode": _stream(doc, self._letters_by_number()),
                }
            )
        )

    def _subset_of_glyphs(self) -> tuple[bytes, dict[int, int]]:
        """The font file with only the glyphs used, and where each of them went."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update({glyph for glyph, _ in self._numbers})
        wanted.drop_table_tag_set.update({int.from_bytes(t, "big") for t in _LAYOUT_TABLES})
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.DOWNGRADE_CFF2
        plan = hb.SubsetPlan(self.font.face, wanted)
        data = bytes(plan.execute().blob.data)
        return as_truetype(data), dict(plan.old_to_new_glyph_mapping.items())

    def _descriptor(self, doc: Any, name: Any, data: bytes) -> Any:
        scale = 1000 / self.font.units
        extents = self.font.shaper.get_font_extents("ltr")
        box = [
            int.from_bytes(self.font.table("head")[at : at + 2], "big", signed=True)
            for at in (36, 38, 40, 42)
        ]
        file = pdfdoc.PDFStream(content=data)
        file.dictionary["Length1"] = len(data)
        file.filters = [pdfdoc.PDFZCompress]
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": name,
                "Flags": _SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray([round(side * scale) for side in box]),
                "ItalicAngle": 0,
                "Ascent": round(extents.ascender * scale),
                "Descent": round(extents.descender * scale),
                "CapHeight": round(extents.ascender * scale * 0.75),
                "StemV": 80,
                "FontFile2": doc.Reference(file),
            }
        )

    def _letters_by_number(self) -> bytes:
        """The ToUnicode map. A glyph that says nothing by itself is given no letters."""
        known = [(n, letters) for (_, letters), n in self._numbers.items() if letters]
        rows: list[str] = []
        for start in range(0, len(known), 100):  # a block holds at most 100 lines
            block = known[start : start + 100]
            rows.append(f"{len(block)} beginbfchar")
            rows += [f"<{n:04X}> <{utf16(letters)}>" for n, letters in block]
            rows.append("endbfchar")
        return "\n".join([_CMAP_HEAD, *rows, _CMAP_FOOT]).encode("ascii")


def utf16(text: str) -> str:
    """`text` in big-endian UTF-16, as hexadecimal digits."""
    return text.encode("utf-16-be").hex().upper()


def _stream(doc: Any, content: bytes) -> Any:
    stream = pdfdoc.PDFStream(content=content)
    stream.filters = [pdfdoc.PDFZCompress]
    return doc.Reference(stream)


_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""
_CMAP_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
