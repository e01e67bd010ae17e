"""Certificates on paper: every name whole and copied, and one file for a class."""

from __future__ import annotations

import csv
import itertools
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from fontTools.unicodedata import script
from PIL import Image
from pypdfium2 import raw
from reportlab.lib.units import mm

from hubdesk.errors.papers import NoFontForLetters
from hubdesk.ids import CodeKind, make_code
from hubdesk.models import Border, Orientation
from hubdesk.queries.certificate_looks import SHIPPED
from hubdesk.queries.papers import CertificatePaper
from hubdesk.reports.certificate import EDGE, certificates_pdf
from hubdesk.reports.fonts import FontBook, house_font
from hubdesk.reports.shaping import shaped
from hubdesk.reports.system_fonts import find_on_this_computer
from tests.conftest import SHARED
from tests.reports.papers_read import NAMES, opened, picture, scanned, text_of, texts_on
from tests.reports.test_names_on_paper import FOREIGN, NASTY, NEW_SCRIPT

ALSO = {"Arabic": "عبد الرحمن الأحمدي", "Mixed from the right": "محمد (Ali) الأحمدي"}
SKILLS = ("Turn on and log in", "Use a mouse and keyboard", "Connect to Wi-Fi", "Browse the web")


def certificate(name: str = "Samira Haddad", sort: str = "attendance", **facts: Any):
    code = make_code(CodeKind.CERTIFICATE, 0, facts.pop("number", 12))
    usual: dict[str, Any] = {
        "look": SHIPPED[sort],  # type: ignore[index]  # a StrEnum is its text
        "hub": "Riverside Hub",
        "name": name,
        "what": "Getting started with digital",
        "awarded_on": date(2026, 11, 24),
        "code": code.text,
        "printed": code.printed(),
        "tutor": "Priya Nair",
        "first_on": date(2026, 9, 3),
        "last_on": date(2026, 11, 24),
        "came": 8,
        "held": 10,
        "minutes": 960,
    }
    return CertificatePaper(**(usual | facts))


def text_on(*papers: CertificatePaper, pictures: Any = None) -> list[str]:
    with opened(certificates_pdf(papers, pictures or {})) as document:
        return [text_of(page) for page in document]


def png(width: int = 300, height: int = 120, colour: str = "#2244AA") -> bytes:
    out = BytesIO()
    Image.new("RGBA", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def test_a_class_of_every_script_copies_every_name_back():
    """One file, and the fonts of the computer where the house font lacks letters."""
    names = [*NAMES.values(), *ALSO.values()]
    names += [name for name in FOREIGN.values() if find_on_this_computer(name[0], True)]
    pages = text_on(*(certificate(name) for name in names))
    for name, text in zip(names, pages, strict=True):
        assert name in text


@pytest.mark.parametrize("name", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_script_without_a_font_is_refused_by_name_before_anything_is_made(name: str):
    if find_on_this_computer(name[0], True):
        assert name in text_on(certificate(name))[0]
        return
    with pytest.raises(NoFontForLetters) as refusal:
        certificates_pdf([certificate(), certificate(name)], {})
    assert refusal.value.scripts


def test_one_letter_nothing_can_draw_stops_the_whole_class():
    with pytest.raises(NoFontForLetters) as refusal:
        certificates_pdf([certificate(), certificate(f"Awa {NEW_SCRIPT}")], {})
    assert refusal.value.scripts == ("Garay",)


def test_no_glyph_on_a_certificate_is_the_box_of_a_missing_letter():
    book = FontBook(find_on_this_computer)
    for name in (*NAMES.values(), *ALSO.values()):
        for run in shaped(name, book, bold=True).runs:
            assert all(glyph.number for glyph in run.glyphs), name


def test_an_attendance_certificate_says_how_much_of_it_they_came_to():
    [text] = text_on(certificate())
    for words in (
        "Riverside Hub",
        "Certificate of attendance",
        "Awarded to",
        "for taking part in",
        "8 of 10 sessions · 16 hours · 3 September to 24 November 2026",
        "Priya Nair, tutor",
        "C-00012",
        "not a nationally recognised qualification",
    ):
        assert words in text
    assert "Reprint" not in text


def test_an_achievement_certificate_says_what_they_can_do_now():
    [text] = text_on(certificate(sort="achievement", skills=SKILLS, level="Level 1"))
    assert "Certificate of achievement" in text
    for words in (*SKILLS, "Level 1"):
        assert words in text


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"held": 1, "came": 1, "minutes": 45}, "45 minutes · 3 September to 24 November 2026"),
        ({"held": 0, "came": 0, "minutes": 0, "first_on": date(2026, 11, 24)}, "24 November 2026"),
        ({"first_on": date(2025, 9, 3), "minutes": 60}, "1 hour · 3 September 2025 to"),
        ({"minutes": 90}, "1½ hours"),
    ],
)
def test_what_was_not_counted_is_not_said(facts: dict[str, Any], words: str):
    [text] = text_on(certificate(**facts))
    assert words in text


def test_a_reprint_is_the_original_but_for_one_word_and_a_correction_names_the_other():
    original = certificate()
    [first, again, corrected] = text_on(
        original, replace(original, is_reprint=True), replace(original, replaces="C-00007")
    )
    assert "".join(sorted(again)) == "".join(sorted(first + " Reprint"))
    assert "Replaces C-00007" in corrected


def test_equal_certificates_give_equal_bytes():
    looked = replace(SHIPPED["attendance"], logo="a", marks=("b",))  # type: ignore[index]
    papers, pictures = [certificate(look=looked)] * 2, {"a": png(), "b": png(80, 80)}
    assert certificates_pdf(papers, pictures) == certificates_pdf(papers, pictures)


@pytest.mark.parametrize("name", NASTY.values(), ids=NASTY.keys())
@pytest.mark.parametrize("orientation", Orientation)
def test_nothing_runs_over_the_edge_or_into_the_code(name: str, orientation: str):
    full = replace(
        SHIPPED["achievement"],  # type: ignore[index]
        orientation=orientation,
        logo="a",
        marks=("a",) * 6,
        small_print="\n".join(["Riverside Hub CIC, company 12345678, 12 Mill Lane " * 2] * 3),
    )
    paper = certificate(
        name,
        look=full,
        what="Getting started with digital " * 4,
        skills=("A skill of some words that somebody can do now, and with no help at all " * 1,)
        * 12,
        level="Level 1 of our own list",
        is_reprint=True,
        replaces="C-00007",
    )
    with opened(certificates_pdf([paper], {"a": png()})) as document:
        [page] = document
        width, height = page.get_size()
        assert (width > height) is (orientation == Orientation.LANDSCAPE)
        boxes = [text.get_bounds() for text in texts_on(page)]
        for left, bottom, right, top in boxes:
            assert EDGE < left < right < width - EDGE
            assert EDGE < bottom < top < height - EDGE
        [code] = scanned(picture(page))
        assert code.text == paper.code
        for one, other in itertools.combinations(_lines(boxes), 2):
            assert one[1] <= other[0] + 1.5 or other[1] <= one[0] + 1.5, "lines run into another"


def _lines(boxes: list[tuple[float, float, float, float]]) -> list[tuple[float, float]]:
    """Bottom and top of each text in the middle column, those side by side as one."""
    found: list[list[float]] = []
    for left, bottom, right, top in sorted(boxes, key=lambda b: (b[1] + b[3]) / 2):
        middle = (bottom + top) / 2
        if found and found[-1][0] <= middle <= found[-1][1]:
            found[-1] = [min(bottom, found[-1][0]), max(top, found[-1][1])]
        elif right - left > 40 * mm:
            found.append([bottom, top])
    return [(bottom, top) for bottom, top in found]


@pytest.mark.parametrize("border", Border)
def test_every_border_leaves_the_words_alone(border: str):
    looked = replace(SHIPPED["attendance"], border=border)  # type: ignore[index]
    with opened(certificates_pdf([certificate(look=looked)], {})) as document:
        [code] = scanned(picture(document[0]))
        assert code.text == certificate().code
        assert "Samira Haddad" in text_of(document[0])


def test_a_drawn_signature_stands_on_its_line():
    looked = replace(SHIPPED["attendance"], signature_path="M 0 0 L 100 60 L 200 0")  # type: ignore[index]
    paths = []
    for look in (SHIPPED["attendance"], looked):  # type: ignore[index]
        with opened(certificates_pdf([certificate(look=look)], {})) as document:
            paths.append(len(list(document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]))))
    assert paths[1] == paths[0] + 1


def test_fonts_and_pictures_are_in_a_file_once_whatever_the_class():
    looked = replace(SHIPPED["attendance"], logo="a")  # type: ignore[index]
    one, many = (
        certificates_pdf(
            [certificate(f"Ada {n}", look=looked, number=n) for n in range(many)], {"a": png()}
        )
        for many in (1, 60)
    )
    assert many.count(b"/FontFile2") == one.count(b"/FontFile2") == 2
    assert many.count(b"/Subtype /Image") == one.count(b"/Subtype /Image")
    assert (len(many) - len(one)) / 59 < 2500


def test_a_class_of_two_looks_is_one_file():
    upright = replace(SHIPPED["achievement"], orientation="portrait")  # type: ignore[index]
    with opened(certificates_pdf([certificate(), certificate(look=upright)], {})) as document:
        wide, tall = document
        assert wide.get_width() == tall.get_height()
        assert "Certificate of achievement" in text_of(tall)


def test_no_certificates_are_no_paper():
    with pytest.raises(ValueError, match="no certificates"):
        certificates_pdf([], {})


@pytest.mark.real_files
def test_of_the_names_of_many_countries_99_in_100_print_and_the_rest_are_listed_by_script():
    names = _names_by_country()
    assert len(names) > 3000
    book, refused, could = FontBook(find_on_this_computer), Counter[str](), list[str]()
    printed: list[str] = []
    for name in names:
        try:
            line = shaped(name, book, bold=True)
        except NoFontForLetters as refusal:
            could += [c for c in refusal.letters if find_on_this_computer(c, True)]
            refused.update(refusal.scripts[:1])
        else:
            printed.append(name)
            assert all(glyph.number for run in line.runs for glyph in run.glyphs), name
    assert not could, "refused although a font holds them"
    listed = f"of {len(names)} names refused for want of a font: {dict(refused) or 'none'}"
    assert refused.total() <= len(names) / 100, listed
    with opened(certificates_pdf([certificate(name) for name in printed], {})) as document:
        assert len(document) == len(printed) == len(names) - refused.total()
    print(f"{len(printed)} certificates printed, {listed}")


def _names_by_country() -> list[str]:
    found: list[str] = []
    for file in sorted((SHARED / "names-by-country").glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for line in csv.DictReader(lines):
                found.append(line["Localized Name"] or line["Romanized Name"])
    return [name for name in found if name]


def test_the_house_font_holds_what_its_scripts_need():
    assert {script(name[0]) for name in NAMES.values() if house_font(True).holds(name)} >= {
        *("Latn", "Cyrl", "Grek", "Arab", "Deva"),
    }
