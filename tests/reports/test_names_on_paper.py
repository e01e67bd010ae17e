"""Names of any script: drawn, inside their room, and given back when they are copied."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from pypdfium2 import raw
from reportlab.lib.units import mm

from hubdesk.errors.papers import NoFontForLetters
from hubdesk.messages import explain
from hubdesk.queries.papers import CardRow, LabelRow
from hubdesk.reports.agreement import agreement_pdf
from hubdesk.reports.cards import CARD, person_cards_pdf
from hubdesk.reports.drawing_names import Align
from hubdesk.reports.fonts import Font
from hubdesk.reports.labels import ROLL, device_labels_pdf
from hubdesk.reports.paper import Paper
from hubdesk.reports.shaping import cleaned
from hubdesk.reports.system_fonts import faces_in, find_on_this_computer, plainest
from tests.reports.papers_read import (
    HUB,
    NAMES,
    agreement,
    opened,
    picture,
    text_of,
    texts_on,
    without_marks,
)

NEW_SCRIPT = "\U00010d50\U00010d51"  # Garay, which no computer has a font for yet

NASTY = {
    "200 letters": "Maximiliana-Konstantina Papadopoulou " * 5 + "of Ladywood Row",
    "200 letters without a space": "Wojciechowska" * 15 + "Nowak",
    "200 letters right to left": "عبدالرحمن محمد " * 13 + "خان",
    "one letter": "O",
    "a picture": "Sam 😀 Haddad 👨‍👩‍👧 🇬🇧",
    "control characters": "Sam\x00\x07\tHad\r\ndad\x1b[31m\u2028",
    "hidden directions": "Sam \u202eddaH\u202c \u2066x\u2069 \u200f",
    "piled accents": "S" + "\u0301\u0316\u0337\u0489" * 20 + "am",
    "a lone surrogate": "Sam \ud800 Haddad",
    "a formula": "=cmd|' /C calc'!A0",
    "brackets of a PDF": r"Sam (Haddad) \) >> endobj %PDF",
    "right to left with brackets": "محمد (Ali) الأحمدي",
    "a mark alone": "\u0301",
    "nothing": "",
}


def page_with(name: str, bold: bool = False, find_font=lambda letters, bold: None) -> bytes:
    """A page with one name on it, drawn from the house font and what `find_font` finds."""
    paper = Paper("Test", "Riverside Hub", (160 * mm, 30 * mm), find_font)
    paper.pen.draw(name, 10 * mm, 12 * mm, 16, bold=bold)
    return paper.done()


def read_by_pdfium(pdf: bytes) -> str:
    """What our own preview copies, which is what Chrome and Edge copy."""
    with opened(pdf) as document:
        return text_of(document[0])


def read_by_poppler(pdf: bytes) -> str:
    """What most viewers of Linux copy."""
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return without_marks(read.stdout.decode())


READERS = [read_by_pdfium, *([read_by_poppler] if shutil.which("pdftotext") else [])]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_the_house_font_draws_a_name_and_copying_gives_it_back(name: str, bold: bool, read):
    assert read(page_with(name, bold)) == name


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_an_agreement_gives_the_borrower_back_on_both_copies(name: str):
    with opened(agreement_pdf(agreement(borrower=name, known_as=""))) as document:
        for page in document:
            text = text_of(page)
            assert name in text
            assert "HD-0142" in text
            assert "P-00041" in text


@pytest.mark.parametrize("name", NASTY.values(), ids=NASTY.keys())
def test_nothing_runs_off_a_paper_or_into_its_code(name: str):
    label = device_labels_pdf([LabelRow("HDD00000142Y", "HD-0142")], hub_called(name))
    card = person_cards_pdf([CardRow("HDL00000318M", "L-00318", name)], hub_called(name))
    for pdf, (width, height), quiet in ((label, ROLL, 5), (card, CARD, 7)):
        with opened(pdf) as document:
            (page,) = document
            code = code_box(page)
            for text in texts_on(page):
                left, bottom, right, top = text.get_bounds()
                assert 0 <= left < right <= width
                assert 0 <= bottom < top <= height
                apart = bottom >= code[3] or top <= code[1]
                assert apart or left > code[2] + quiet or right < code[0] - quiet
    with opened(agreement_pdf(agreement(borrower=name, staff=name, known_as=""))) as document:
        for page in document:
            for text in texts_on(page):
                left, bottom, right, top = text.get_bounds()
                assert 10 * mm <= left < right <= page.get_width() - 10 * mm
                assert 5 * mm <= bottom < top <= page.get_height() - 5 * mm


def hub_called(name: str):
    return replace(HUB, name=name)


def code_box(page) -> tuple[float, float, float, float]:
    """The box of the bars: the one path with the most height and width that is black."""
    boxes = [path.get_bounds() for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    # The band of a card is as wide as the page; the bars are not.
    return max(
        (box for box in boxes if box[2] - box[0] < page.get_width() - 1),
        key=lambda box: (box[2] - box[0]) * (box[3] - box[1]),
    )


def test_control_characters_and_hidden_directions_are_taken_out():
    assert cleaned(NASTY["control characters"]) == "Sam Had dad [31m"
    assert cleaned("Sam \u202eddaH\u202c") == "Sam ddaH"
    assert cleaned(NASTY["a lone surrogate"]) == "Sam \ufffd Haddad"
    assert cleaned("S" + "\u0301" * 99 + "am") == "S\u0301\u0301\u0301\u0301am"


def test_a_picture_no_font_holds_is_said_in_words():
    with opened(page_with("Sam 😀 🇬🇧")) as document:
        assert text_of(document[0]) == "Sam [grinning face] GB"


def test_a_letter_nothing_can_draw_is_refused_by_the_name_of_its_script():
    with pytest.raises(NoFontForLetters) as refusal:
        agreement_pdf(agreement(borrower=f"Awa {NEW_SCRIPT}"))
    assert refusal.value.scripts == ("Garay",)
    assert refusal.value.letters == NEW_SCRIPT
    said = explain(refusal.value)
    assert said.what == f"No font on this computer can draw Garay: {NEW_SCRIPT}."
    assert said.next == "Install Noto Sans Garay, which is free, then print again."


def test_without_fonts_of_the_computer_each_script_is_named_once():
    with pytest.raises(NoFontForLetters) as refusal:
        page_with("王小明 王 한 ਸਿੰਘ")
    assert refusal.value.scripts == ("Han", "Hangul", "Gurmukhi")
    assert "CJK and Gurmukhi" in explain(refusal.value).next


def test_letters_in_fancy_dress_are_drawn_plain():
    with opened(page_with("𝐒𝐚𝐦 Ｈ")) as document:
        assert text_of(document[0]) == "Sam H"


FOREIGN = {
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Bengali": "রহিমা বেগম",
    "Tamil": "தமிழ்ச்செல்வி",
    "Ethiopic": "አበበ በቀለ",
    "Han": "王小明 (Wójcik)",
}


@pytest.mark.parametrize(("script", "name"), FOREIGN.items(), ids=FOREIGN.keys())
def test_the_fonts_of_the_computer_draw_what_the_house_font_lacks_or_it_is_refused(
    script: str, name: str
):
    if find_on_this_computer(name[0], False):
        with opened(page_with(name, find_font=find_on_this_computer)) as document:
            assert text_of(document[0]) == name
    else:
        with pytest.raises(NoFontForLetters) as refusal:
            page_with(name, find_font=find_on_this_computer)
        assert refusal.value.scripts == (script,)


def test_letters_join_within_one_font_even_if_the_house_font_has_most_of_them():
    """A word is never drawn half in one font, which would break its joined letters."""
    asked: list[str] = []

    def find(letters: str, bold: bool) -> Font | None:
        asked.append(letters)
        return None

    with pytest.raises(NoFontForLetters):
        page_with("محمد ݔمحمد", find_font=find)
    assert "ݔ" in asked


def test_a_word_that_is_too_long_breaks_after_its_hyphens():
    paper = Paper("Test", "Riverside Hub")
    width = paper.pen.width("Maximiliana-Kon", 12)
    _, lines = paper.pen.fitted(
        "Maximiliana-Konstantina of Papadopoulou-Wojciechowska", 12, max_width=width, lines=9
    )
    assert [line.text for line in lines] == [
        *("Maximiliana-", "Konstantina of", "Papadopoulou-", "Wojciechowska"),
    ]


def test_text_shrinks_first_then_wraps_then_ends_in_an_ellipsis():
    paper = Paper("Test", "Riverside Hub")
    name = "Riverside and Ladywood Hub"
    width = paper.pen.width(name, 12)
    assert paper.pen.fitted(name, 14, max_width=width, least=10)[0] == pytest.approx(12)
    size, lines = paper.pen.fitted(name, 14, max_width=width / 2, least=11, lines=3)
    assert (size, len(lines)) == (11, 2)
    _, (line,) = paper.pen.fitted(name, 14, max_width=width / 2, least=11)
    assert line.text.endswith("…")
    assert line.width * 11 / 1000 <= width / 2


def test_names_stand_where_they_are_asked_to():
    paper = Paper("Test", "Riverside Hub", (200, 100))
    for y, align in ((70, Align.LEFT), (40, Align.CENTRE), (10, Align.RIGHT)):
        paper.pen.draw("فاطمہ", 100, y, 16, align=align)
    with opened(paper.done()) as document:
        boxes = [text.get_bounds() for text in texts_on(document[0])]
    assert boxes[0][0] == pytest.approx(100, abs=2)
    assert (boxes[1][0] + boxes[1][2]) / 2 == pytest.approx(100, abs=2)
    assert boxes[2][2] == pytest.approx(100, abs=2)


def font_file(folder: Path, name: str, letter: str, *, may_embed: bool = True) -> Path:
    """A font with CFF outlines that draws one letter, as a square with a round corner."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "letter"])
    builder.setupCharacterMap({ord(letter): "letter"})
    pen = T2CharStringPen(1000, None)
    pen.moveTo((100, 0))
    pen.lineTo((900, 0))
    pen.curveTo((900, 500), (600, 800), (100, 800))
    pen.closePath()
    empty = T2CharStringPen(500, None).getCharString()
    glyphs = {".notdef": empty, "letter": pen.getCharString()}
    builder.setupCFF(name, {"FullName": name}, glyphs, {})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "letter": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    names = {"familyName": name, "styleName": "Regular", "fullName": name, "psName": name}
    builder.setupNameTable(names)
    builder.setupOS2(fsType=0 if may_embed else 2)
    builder.setupPost()
    builder.save(folder / f"{name}.otf")
    return folder / f"{name}.otf"


def test_a_font_with_cff_outlines_is_drawn_and_copied(tmp_path: Path):
    font_file(tmp_path, "Hanzi", "中")

    def find(letters: str, bold: bool) -> Font | None:
        return plainest(faces_in((tmp_path,)), letters, bold)

    with opened(page_with("中 Ng", find_font=find)) as document:
        page = document[0]
        assert text_of(page) == "中 Ng"
        first = texts_on(page)[0].get_bounds()
        assert first[2] - first[0] == pytest.approx(16 * 0.8, abs=0.5)
        image = picture(page)
        at = (int((first[0] + first[2]) / 2 * 203 / 72), image.height - int(14 * mm * 203 / 72))
        assert image.getpixel(at) < 128, "the letter has no ink"


def test_a_font_its_maker_does_not_let_us_embed_is_left_alone(tmp_path: Path):
    font_file(tmp_path, "Closed", "中", may_embed=False)
    assert plainest(faces_in((tmp_path,)), "中", False) is None


def test_a_file_that_is_no_font_is_passed_over(tmp_path: Path):
    (tmp_path / "torn.ttf").write_bytes(b"\0\1\0\0 torn")
    (tmp_path / "empty.otf").write_bytes(b"")
    font_file(tmp_path, "Hanzi", "中")
    found = plainest(faces_in((tmp_path,)), "中", False)
    assert found
    assert found.full_name == "Hanzi"
