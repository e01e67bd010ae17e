"""The report and the poster on paper: all of it can be read, heard and found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from PIL import Image
from pypdfium2 import raw
from python_calamine import CalamineWorkbook

from hubdesk.errors.papers import NoFontForLetters
from hubdesk.messages.periods import period_words, report_words
from hubdesk.queries.figure_rows import CountCell, Period
from hubdesk.queries.report_rows import (
    Counted,
    PublishedReport,
    PublishedSection,
    PublishedTarget,
    Quoted,
    UnfinishedRegister,
)
from hubdesk.reports.period_report import report_pdf
from hubdesk.reports.poster import poster_pdf
from hubdesk.reports.report_sheet import report_csv
from hubdesk.reports.report_workbook import report_xlsx
from tests.reports.papers_read import HUB, opened, picture, text_of, texts_on
from tests.reports.report_rows import AGES, BACK, SMALL, TYPES, WEEKS, figure, report


def whole_text(pdf: bytes) -> str:
    with opened(pdf) as document:
        return " ".join(text_of(page) for page in document)


def test_every_figure_stands_in_the_text_of_the_paper():
    said = report()
    text = whole_text(report_pdf(said))
    for section in said.sections:
        for table in section.tables:
            assert table.title in text
            for row in table.rows:
                numbers = (f"{c.number:,}" if c.number is not None else "" for c in row.cells)
                assert all(number in text for number in numbers), row.label
    for words in (
        "Monthly report, October 2026", "86", "+9 on September", "as in September",
        "78 % of 60, 3 behind", "£1,204", "fewer than 5", "hidden", "1 register is not finished",
        "14 October 2026, Digital basics, Amira Khan", "I rang my sister", "Samira H.",
        "Half of them", "People helped (people, version 2): Different people.",
        "Numbers under 5 are hidden.", "Made with HubDesk on 3 November 2026",
    ):  # fmt: skip
        assert words in text, words


def test_what_is_not_finished_is_said_before_any_figure():
    text = whole_text(report_pdf(report()))
    assert text.index("register is not finished") < text.index("People helped")


def test_what_it_is_narrowed_to_stands_on_the_paper_the_poster_and_the_sheet():
    """Else the people of one district read as those of the whole hub."""
    said = replace(report(), narrowed="B12; aged 25 to 49", funder="Ward fund")
    for pdf in (report_pdf(said), poster_pdf(said, HUB)):
        assert "Ward fund · only B12; aged 25 to 49" in whole_text(pdf)
    assert "only B12; aged 25 to 49" in report_csv(said).decode()
    alone = whole_text(report_pdf(replace(said, funder="", reader="")))
    assert "Only B12; aged 25 to 49" in alone, "it begins the line"
    [about, *_] = CalamineWorkbook.from_filelike(BytesIO(report_xlsx(said))).sheet_names
    sheet = CalamineWorkbook.from_filelike(BytesIO(report_xlsx(said))).get_sheet_by_name(about)
    assert ["Only", "B12; aged 25 to 49"] in [row[:2] for row in sheet.to_python()]


def test_equal_rows_give_equal_bytes():
    assert report_pdf(report()) == report_pdf(report())
    assert poster_pdf(report(), HUB) == poster_pdf(report(), HUB)


def kinds_of(document: pdfium.PdfDocument) -> list[str]:
    """What the tags say, page by page, in the order it is read."""
    found: list[str] = []

    def walk(element: object) -> None:
        size = raw.FPDF_StructElement_GetType(element, None, 0)
        buffer = bytes(size)
        raw.FPDF_StructElement_GetType(element, buffer, size)
        kind = buffer.decode("utf-16-le").rstrip("\0")
        alt = raw.FPDF_StructElement_GetAltText(element, None, 0)
        found.append(f"{kind} {'with words' if alt > 2 else ''}".strip())
        for at in range(raw.FPDF_StructElement_CountChildren(element)):
            if child := raw.FPDF_StructElement_GetChildAtIndex(element, at):
                walk(child)

    for page in document:
        tree = raw.FPDF_StructTree_GetForPage(page.raw)
        for at in range(raw.FPDF_StructTree_CountChildren(tree)):
            walk(raw.FPDF_StructTree_GetChildAtIndex(tree, at))
        raw.FPDF_StructTree_Close(tree)
    return found


def test_the_paper_says_what_is_a_heading_a_table_and_a_picture():
    with opened(report_pdf(report())) as document:
        assert raw.FPDFCatalog_IsTagged(document.raw)
        kinds = kinds_of(document)
    assert kinds.count("H1") == 1
    assert {"H2", "H3", "P", "TR", "TH", "TD", "BlockQuote"} <= set(kinds)
    assert kinds.count("Figure with words") == 1, "the chart says its finding"
    assert "Figure" not in kinds


def test_the_file_has_a_language_a_title_an_outline_and_only_embedded_fonts():
    pdf = report_pdf(report())
    assert b"/Lang (en-GB)" in pdf
    assert b"/Helvetica" not in pdf
    with opened(pdf) as document:
        assert document.get_metadata_dict()["Title"] == "Monthly report, October 2026"
        outline = [mark.get_title() for mark in document.get_toc()]
        parts = ["Key figures", "Sessions and visits", "Devices and loans", "Who came"]
        assert outline[:4] == parts
        for page in document:
            for text in texts_on(page):
                assert text.get_font().is_embedded
    assert "In this report" in whole_text(pdf)


def test_no_letter_is_smaller_than_a_caption():
    with opened(report_pdf(report())) as document:
        sizes = {round(t.get_font_size(), 1) for page in document for t in texts_on(page)}
    assert min(sizes) >= 9.4


def test_in_grey_ink_and_paper_stand_apart():
    with opened(report_pdf(report())) as document:
        shades = picture(document[0], 72).histogram()
    dark, light = sum(shades[:110]), sum(shades[220:])
    assert dark > 5_000
    assert light > 300_000


@pytest.mark.parametrize("many", [0, 1, 13, 40])
def test_many_unfinished_registers_are_named_first_then_counted(many: int):
    one = UnfinishedRegister("Job club", report().period.first_on)
    text = whole_text(report_pdf(report(unfinished=(one,) * many)))
    assert ("not finished" in text) is bool(many)
    assert (f"And {many - 12} more." in text) is (many > 12)


def test_unfinished_registers_stand_two_on_a_line_so_that_figures_still_fit_below():
    """Twelve of them below each other left a quarter of the first page white."""
    rows = tuple(
        UnfinishedRegister(f"Basics {at}", date(2026, 10, 1), "Amira Khan") for at in range(12)
    )
    with opened(report_pdf(report(unfinished=rows))) as document:
        page = document[0].get_textpage()
        found = [page.search(f"Basics {at},").get_next() for at in range(12)]
        tops = [round(page.get_charbox(one[0])[1]) for one in found if one is not None]
    assert len(tops) == 12
    assert len(set(tops)) == 6


def test_a_last_page_of_a_few_lines_is_saved_where_less_air_does_it():
    """Three lines on a page of their own are an orphan; what needs the page keeps its air."""
    pages, lines = {}, range(12, 46)
    for many in lines:
        rules = tuple(
            Counted(f"f{at}", 1, f"Figure {at}", "Different people.", "") for at in range(many)
        )
        with opened(report_pdf(report(counted=rules, rules_apart=False))) as document:
            last = texts_on(document[len(document) - 1])
            low = min(text.get_bounds()[1] for text in last if text.get_bounds()[1] > 60)
            pages[many] = (len(document), document[0].get_height() - low)
    turns = [many for many in lines[1:] if pages[many][0] > pages[many - 1][0]]
    assert turns
    assert min(pages[many][1] for many in turns) > 130


def test_days_without_anything_say_so():
    empty = report(
        headlines=(figure("people", "People helped", 0),), sections=(), stories=(), comments=(),
    )  # fmt: skip
    said = "Nothing was written down on these days."
    assert said in whole_text(report_pdf(empty))
    # it stood there twice, in other words, where the figures say it among their notes
    assert whole_text(report_pdf(replace(empty, notes=(said,)))).count("Nothing was") == 1
    with opened(poster_pdf(empty, HUB)) as document:
        assert len(document) == 1


def a_logo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (80, 40), "#0B6470").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "broken", [b"no picture", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", a_logo()[:60], b"\0" * 4000]
)
def test_a_logo_that_is_no_picture_is_left_out_and_the_figures_are_printed(broken: bytes):
    assert report_pdf(report(), broken) == report_pdf(report())


def test_the_logo_of_the_hub_stands_on_the_first_page_and_is_named_for_who_hears_it():
    with opened(report_pdf(report(), a_logo())) as document:
        pictures = [list(p.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])) for p in document]
        assert [len(found) for found in pictures][:2] == [1, 0]
        assert kinds_of(document).count("Figure with words") == 2


def test_registers_are_said_to_be_unfinished_where_their_number_would_tell_of_sessions():
    text = whole_text(report_pdf(report(unfinished=(), some_unfinished=True)))
    assert "Some registers are not finished" in text
    assert "register is not finished" not in text


def test_days_that_are_not_over_say_so():
    assert "not over" in whole_text(report_pdf(report(is_over=False)))


def test_a_story_no_font_can_draw_is_refused_and_no_box_is_printed():
    with pytest.raises(NoFontForLetters):
        report_pdf(report(stories=(Quoted("\U00010d6a\U00010d5d"),)))


def test_a_target_of_a_whole_grant_says_which_days_it_is_of():
    lent = figure("lent", "Devices lent", 12)
    target = PublishedTarget(240, 150, CountCell(105), is_rounded=True, since=date(2026, 4, 1))
    text = whole_text(report_pdf(report(headlines=(replace(lent, target=target),))))
    assert "about 44 % of 240 since 1 April 2026, 45 behind" in text, "in copies kept before"
    target = PublishedTarget(20, 20, CountCell(12), whole=240, until=date(2027, 3, 31))
    text = whole_text(report_pdf(report(headlines=(replace(lent, target=target),))))
    assert "60 % of 20 for these days, 8 behind (240 by 31 March 2027)" in text


def test_two_tables_of_a_part_stand_beside_each_other():
    """A manager prints this each month: eight pages were mostly white."""
    with opened(report_pdf(report())) as document:
        [page] = [page for page in document if "Devices back" in text_of(page)]
        search = page.get_textpage()
        left, right = (
            search.get_charbox(search.search(words).get_next()[0])
            for words in ("Devices by type", "Devices back")
        )
    assert left[1] == pytest.approx(right[1], abs=4)  # one letter hangs lower
    assert left[0] < 300 < right[0]


def test_the_days_above_two_columns_are_not_read_as_one():
    """September to November, June to August: they stood a space apart, as if one went on."""
    rows = tuple(replace(row, cells=row.cells * 2) for row in TYPES.rows)
    visits = replace(TYPES, columns=("September to November", "June to August"), rows=rows)
    part = PublishedSection("who", "Who came", (), (visits, replace(visits, title="Loans")))
    with opened(report_pdf(report(headlines=(), sections=(part,)))) as document:
        [page] = [page for page in document if "Who came" in text_of(page)]
        search = page.get_textpage()
        letters = [
            search.get_charbox(at)
            for at in range(search.count_chars())
            if search.get_text_range(at, 1).strip()
        ]
        found, gaps = search.search("June to"), []
        while (place := found.get_next()) is not None:
            left, low, _right, high = search.get_charbox(place[0])
            beside = [box for box in letters if low < box[3] and box[1] < high]
            gaps.append(left - max(box[2] for box in beside if box[2] <= left))
    assert len(gaps) == 2
    assert min(gaps) > 4, "wider than a space"


def test_how_figures_are_counted_can_stand_in_the_sheet_alone():
    apart = report(rules_apart=True)
    text = whole_text(report_pdf(apart))
    assert "Different people." not in text
    assert "How each figure is counted stands in the spreadsheet of this report." in text
    sheet = CalamineWorkbook.from_filelike(BytesIO(report_xlsx(apart)))
    rules = sheet.get_sheet_by_name(sheet.sheet_names[-1]).to_python()
    assert ["People helped", "people", 2, "Different people.", "Registers."] in rules


def test_a_part_of_which_there_was_nothing_is_one_line_with_its_noughts():
    nought = (figure("visits", "School visits", 0), figure("schools", "Schools reached", 0))
    said = (PublishedSection("schools", "Schools and stalls", nought),)
    text = whole_text(report_pdf(report(sections=said)))
    assert "Schools and stalls School visits 0 · Schools reached 0 (September: 0 of each)" in text
    one = (
        PublishedSection("schools", "Schools and stalls", (*nought, figure("x", "Pupils", 0, 7))),
    )
    assert "of each" not in whole_text(report_pdf(report(sections=one)))


def test_a_list_longer_than_a_page_runs_on_to_the_next():
    figures = tuple(figure(f"f{n}", f"Figure number {n}", 1000 + n) for n in range(70))
    long = report(sections=(PublishedSection("long", "Long", figures, (TYPES,)),))
    with opened(report_pdf(long)) as document:
        text = " ".join(text_of(page) for page in document)
        lows = [one.get_bounds()[1] for page in document for one in texts_on(page)]
    assert all(f"Figure number {n} {1000 + n:,}" in text for n in range(70))
    assert min(lows) > 20, "nothing is drawn below the foot"


def test_the_reasons_of_hidden_numbers_are_told_once_and_not_under_each_table():
    small = "Numbers from 1 to 4 are hidden."
    few = "Where there are too few in all, no line has a number."
    tables = tuple(replace(one, notes=(small, few)) for one in (TYPES, BACK))
    said = report(sections=(PublishedSection("loans", "Devices and loans", (), tables),))
    text = whole_text(report_pdf(said))
    assert text.count(few) == 1
    assert small not in text, "the head says that numbers under 5 are hidden"


def test_lists_beside_each_other_go_on_where_a_page_ends_and_say_so():
    """The part that did not fit went to the next page as a whole: a third of one stood empty."""
    ages = replace(AGES, title="People by age", rows=AGES.rows * 5, columns=("People",))
    ages = replace(ages, rows=tuple(replace(r, cells=r.cells[:1]) for r in ages.rows), total=None)
    parts = tuple(
        PublishedSection(f"part{at}", f"Part {at}", (figure("ran", "Held", 31),), (ages, ages))
        for at in range(3)
    )
    with opened(report_pdf(report(sections=parts, stories=(), comments=()))) as document:
        pages = [text_of(page) for page in document]
        kinds = kinds_of(document)
    assert len(pages) == 2 + 1
    assert any("People by age, continued" in page for page in pages[1:])
    assert sum(page.count("25 to 49") for page in pages) == 3 * 2 * 5, "no line is lost"
    assert kinds.count("TH") >= kinds.count("Table"), "days said again are not heard again"


def test_key_figures_that_can_be_said_come_first():
    hidden = figure("gone", "Hidden one", SMALL)
    made = report(headlines=(hidden, *report().headlines))
    text = whole_text(report_pdf(made))
    assert text.index("People helped") < text.index("Worth of gifts") < text.index("Hidden one")


def test_a_report_of_ten_years_runs_over_as_many_pages_as_it_takes():
    long = report()
    many = replace(long, sections=long.sections * 20)
    with opened(report_pdf(many)) as document:
        assert len(document) > 12
        assert f"Page {len(document)} of {len(document)}" in text_of(document[len(document) - 1])


def poster_text(said: PublishedReport) -> str:
    with opened(poster_pdf(said, HUB)) as document:
        assert len(document) == 1
        return text_of(document[0])


def test_the_poster_is_one_page_with_what_can_be_shown():
    text = poster_text(report())
    for words in (
        "October 2026",
        "at Riverside Hub",
        "86",
        "Visits each week",
        "57",
        "0121 496 0318",
    ):
        assert words in text, words
    assert "Certificates given" not in text, "a hidden number is left out"
    assert "I rang my sister" in text


def test_the_poster_says_that_a_week_is_counted_in_part():
    """Its first column is four days, and looked like a week when nobody came."""
    weeks = replace(
        WEEKS, notes=("Only these days are counted.", "Numbers from 1 to 4 are hidden.")
    )
    said = report(sections=(PublishedSection("sessions", "Sessions and visits", (), (weeks,)),))
    text = poster_text(said)
    assert "Only these days are counted." in text
    assert "Numbers from 1 to 4" not in text


def test_a_poster_of_days_without_anything_asks_people_in():
    """It was an empty page with one line at the top, and said that numbers are hidden."""
    text = poster_text(report(headlines=(), sections=(), stories=()))
    assert "Come in and see what we do." in text
    assert HUB.phone in text
    assert "hidden" not in text


def test_a_poster_with_a_very_long_name_and_story_is_still_one_page():
    text = poster_text(
        report(hub="The Riverside and Ladywood Community Digital Skills Hub " * 3,
               stories=(Quoted("We laughed and laughed. " * 20),),
               headlines=tuple(figure(f"f{n}", "People who " * 6, 10 + n) for n in range(9)))
    )  # fmt: skip
    assert "We laughed" not in text, "a story that long is for the report"


@pytest.mark.parametrize(
    ("first", "last", "words", "title"),
    [
        ("2026-10-01", "2026-10-31", "October 2026", "Monthly report"),
        ("2026-07-01", "2026-09-30", "July to September 2026", "Quarterly report"),
        ("2026-01-01", "2026-12-31", "2026", "Yearly report"),
        ("2026-04-01", "2027-03-31", "April 2026 to March 2027", "Yearly report"),
        ("2017-01-01", "2026-12-31", "2017 to 2026", "Report"),
        ("2026-10-03", "2026-11-14", "3 October to 14 November 2026", "Report"),
        ("2026-10-03", "2026-10-14", "3 to 14 October 2026", "Report"),
        ("2024-02-01", "2024-02-29", "February 2024", "Monthly report"),
        ("2026-10-03", "2026-10-03", "3 October 2026", "Report"),
    ],
)
def test_a_period_is_said_as_people_say_it(first: str, last: str, words: str, title: str):
    days = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert period_words(days.first_on, days.last_on) == words
    assert report_words(days.first_on, days.last_on) == f"{title}, {words}"


def test_a_hidden_comparison_gives_nothing_away():
    text = whole_text(report_pdf(report(headlines=(figure("a", "People helped", 12, SMALL),))))
    assert "on September" not in text
