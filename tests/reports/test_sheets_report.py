"""A report as a spreadsheet: the same numbers as on paper, hidden ones never 0, and no formulas."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

from hubdesk.queries.figure_rows import CountCell, WhyHidden
from hubdesk.queries.report_rows import Consulted, PublishedReport, PublishedSection
from hubdesk.reports.report_sheet import HEADINGS, defused, report_csv
from hubdesk.reports.report_workbook import report_xlsx
from hubdesk.reports.words import target_words
from tests.agreeing import disagreements
from tests.reports.report_rows import AGES, WEEKS, figure
from tests.reports.report_rows import report as published


def lines(report) -> list[dict[str, str]]:
    text = report_csv(report).decode("utf-8-sig")
    assert text.endswith("\r\n"), "RFC 4180"
    return list(csv.DictReader(io.StringIO(text, newline="")))


def cells(report) -> list[tuple[str, CountCell]]:
    """Every number of the report with its label, in the order it is read."""
    found = [(f.label, c) for f in report.headlines for c in (f.now, f.before) if c is not None]
    for section in report.sections:
        found += [(f.label, c) for f in section.figures for c in (f.now, f.before) if c is not None]
        for table in section.tables:
            for row in table.lines:
                found += [(row.label, cell) for cell in row.cells]
    return found


def test_every_number_of_the_report_stands_on_a_line_of_its_own():
    report = published()
    found = lines(report)
    assert tuple(found[0]) == HEADINGS
    wanted = [
        (label, "c" if cell.number is None else str(cell.number), cell.hidden.value)
        for label, cell in cells(report)
    ]
    assert len(wanted) > 25
    assert any(number == "c" for _, number, _ in wanted)
    assert [(one["label"], one["number"], one["hidden"]) for one in found] == wanted
    assert {one["first_on"] for one in found} == {
        report.period.first_on.isoformat(),
        report.compared.first_on.isoformat(),
    }


def test_lines_of_days_that_are_not_over_say_the_last_day_that_is_counted():
    """They said 31 October on the 20th, and nothing else in them told of it."""
    early = published(made_on=date(2026, 10, 20), is_over=False)
    assert {(one["first_on"], one["last_on"]) for one in lines(early)} == {
        ("2026-10-01", "2026-10-20"),
        ("2026-09-01", "2026-09-30"),
    }
    assert {one["last_on"] for one in lines(published())} == {"2026-10-31", "2026-09-30"}


def test_the_lines_of_a_table_say_of_which_days_each_column_is():
    rows = tuple(replace(row, cells=row.cells[:2]) for row in AGES.rows)
    both = replace(AGES, columns=("October 2026", "September 2026"), rows=rows, total=None)
    part = PublishedSection("who", "Who came", (), (both,))
    found = lines(published(headlines=(), sections=(part,)))
    assert {(one["column"], one["first_on"], one["last_on"]) for one in found} == {
        ("October 2026", "2026-10-01", "2026-10-31"),
        ("September 2026", "2026-09-01", "2026-09-30"),
    }


def test_a_long_remark_in_the_workbook_is_not_cut_after_its_first_line():
    """No program makes room for cells that are one: half of what is left out was unseen."""
    names = "Left out, since it cannot be narrowed so: " + ", ".join(["Questions at the desk"] * 12)
    book = zipfile.ZipFile(io.BytesIO(report_xlsx(published(notes=(names,)))))
    about = book.read("xl/worksheets/sheet1.xml").decode()
    heights = [float(one) for one in re.findall(r'<row [^>]* ht="([\d.]+)"', about)]
    assert max(heights) >= 3 * 15


def test_a_workbook_has_the_same_numbers_as_numbers_and_days_as_days():
    report = published()
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report)))
    about = book.get_sheet_by_name(book.sheet_names[0]).to_python()
    assert report.period.first_on in [cell for row in about for cell in row]
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names[1:-1]]
    numbers = sorted(
        int(cell) for sheet in sheets for row in sheet for cell in row[1:]
        if isinstance(cell, (int, float))
    )  # fmt: skip
    every = [*report.headlines, *(f for part in report.sections for f in part.figures)]
    targets = [
        number
        for target in (f.target for f in every if f.target)
        for number in (
            target.amount,
            target.reached.number,
            target.percent,
            target.pace,
            target.behind,
        )
    ]
    shown = [c.number for _, c in cells(report) if c.number is not None]
    assert numbers == sorted([*shown, *targets])
    hidden = sum(cell == "c" for sheet in sheets for row in sheet for cell in row)
    assert hidden == sum(c.number is None for _, c in cells(report))


def test_a_workbook_says_what_the_paper_says_in_words():
    """The workbook of a CIC34 had no consultation log, and no report its stories."""
    asked = Consulted(date(2026, 10, 7), "=Learners", "Over tea", 14, "Come later.", "We do: 6pm")
    few = replace(asked, held_on=date(2026, 10, 9), how_many=0)
    report = published(consulted=(asked, few))
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report)))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert [row[:6] for row in sheets["Consultation log"][2:4]] == [
        [date(2026, 10, 7), "=Learners", "Over tea", 14, "Come later.", "We do: 6pm"],
        [date(2026, 10, 9), "=Learners", "Over tea", "", "Come later.", "We do: 6pm"],
    ]
    story = ["Samira H.", "I rang my sister and saw her face."]
    assert sheets["In their own words"][2][1:] == story
    assert sheets["What tutors say"][2][2] == "Half of them can attach a file now."
    first = book.sheet_names[1]
    assert first == "Registers that are not finished"
    assert sheets[first][2] == [date(2026, 10, 14), "Digital basics", "Amira Khan"]
    some = published(unfinished=(), some_unfinished=True, stories=(), comments=())
    names = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(some))).sheet_names
    assert names[1] == first
    assert not {"Consultation log", "In their own words", "What tutors say"} & set(names)


def test_paper_workbook_and_lines_agree_and_a_paper_that_does_not_is_noticed():
    report = published()
    assert disagreements(report) == []
    first, *others = report.headlines
    wrong = replace(first, now=CountCell((first.now.number or 0) + 1))
    [said] = disagreements(report, printed=replace(report, headlines=(wrong, *others)))
    assert said == f"{first.label}: the paper does not say {first.now.number}"


def test_paper_may_leave_out_weeks_in_which_nobody_came_and_no_others():
    visits, nobody = figure("visits", "Visits", 0, 0), CountCell(0)
    weeks = replace(WEEKS, rows=tuple(replace(row, cells=(nobody,)) for row in WEEKS.rows))

    def with_weeks(table):
        return published(sections=(PublishedSection("visits", "Visits", (visits,), (table,)),))

    assert disagreements(with_weeks(weeks)) == []
    first = weeks.rows[0]
    came = replace(weeks, rows=(replace(first, cells=(CountCell(7),)), *weeks.rows[1:]))
    said = disagreements(with_weeks(came), printed=with_weeks(weeks))
    assert f"{first.label}: the paper does not say 7" in said


def with_target(**changes) -> tuple[PublishedReport, list[str]]:
    """The report with another target of its devices lent, and what its line says of it."""
    report = published()
    first, lent, *others = report.headlines
    lent = replace(lent, target=replace(lent.target, **changes))
    report = replace(report, headlines=(first, lent, *others))
    [line] = [one for one in lines(report) if one["code"] == "lent" and one["target"]]
    return report, list(line.values())[HEADINGS.index("target") :]


def cells_of(report: PublishedReport, label: str) -> list[object]:
    """What the workbook says of a key figure, its own numbers left out."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report)))
    [row] = [row for row in book.get_sheet_by_name("Key figures").to_python() if row[0] == label]
    return row[3:]


def test_lines_and_workbook_say_of_a_target_what_the_paper_says():
    """78 % of 60, 3 behind; of a longer one its share; and as older copies say it."""
    report, said = with_target()
    assert said == ["60", "2026-10-01", "47", "1", "78", "50", "3", "", ""]
    assert cells_of(report, "Devices lent") == [60, date(2026, 10, 1), 47, 78, 50, 3]
    share = {"whole": 400, "until": date(2027, 3, 31)}
    report, said = with_target(amount=34, pace=34, reached=CountCell(30), **share)
    assert said == ["34", "2026-10-01", "30", "1", "88", "34", "4", "400", "2027-03-31"]
    cells = [34, date(2026, 10, 1), 30, 88, 34, 4, 400, date(2027, 3, 31)]
    assert cells_of(report, "Devices lent") == cells
    alone: dict[str, object] = {"since": date(2026, 4, 1), "until": date(2027, 3, 31)}
    alone["reached"] = CountCell(None, WhyHidden.NOT_KNOWN)
    report, said = with_target(amount=300, **alone)
    assert said[-2:] == ["300", "2027-03-31"], "of people all of it is told"
    assert cells_of(report, "Devices lent")[-2:] == [300, date(2027, 3, 31)]
    report, said = with_target(amount=34, pace=34, reached=CountCell(30), **share)
    words = "88 % of 34 for these days, 4 behind (400 by 31 March 2027)"
    assert target_words(report.headlines[1]) == words
    near = {"reached": CountCell(120), "is_rounded": True, "since": date(2026, 4, 1)}
    report, said = with_target(amount=400, pace=200, **near)
    assert said == ["400", "2026-04-01", "120", "5", "30", "200", "80", "", ""]
    assert target_words(report.headlines[1]) == "about 30 % of 400 since 1 April 2026, 80 behind"


def test_a_target_gives_nothing_away_of_a_hidden_number():
    report, said = with_target(reached=CountCell(None, WhyHidden.WITH_ANOTHER))
    assert said == ["60", "2026-10-01", "c", "1", "c", "50", "c", "", ""]
    assert cells_of(report, "Devices lent") == [60, date(2026, 10, 1), "c", "c", 50, "c"]
    assert target_words(report.headlines[1]) == "target 60"
    report, _ = with_target(amount=5, reached=CountCell(None), whole=60, until=date(2027, 3, 31))
    words = "target 5 for these days (60 by 31 March 2027)"
    assert target_words(report.headlines[1]) == words


def test_equal_reports_give_equal_bytes():
    assert report_xlsx(published()) == report_xlsx(published())
    assert report_csv(published()) == report_csv(published())


def test_words_that_look_like_a_formula_stay_words():
    assert [defused(words) for words in ("=cmd|' /C calc'!A0", "+44", "-2", "@SUM", "Ada")] == [
        "'=cmd|' /C calc'!A0", "'+44", "'-2", "'@SUM", "Ada",
    ]  # fmt: skip
    report = published()
    section = report.sections[0]
    figure = replace(section.figures[0], label="=1+1")
    report = replace(report, sections=(replace(section, figures=(figure,)),))
    assert "'=1+1" in [one["label"] for one in lines(report)]
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report)))
    sheet = book.get_sheet_by_name("Sessions and visits")
    assert "=1+1" in [row[0] for row in sheet.to_python()], "words in a workbook are no formula"


def test_names_that_excel_refuses_are_made_to_fit_and_kept_apart():
    report = published()
    long = "Devices [and] loans: what was lent / given * to whom?"
    section = replace(report.sections[0], title=long)
    report = replace(report, sections=(section, section))
    book = CalamineWorkbook.from_filelike(io.BytesIO(report_xlsx(report)))
    names = [name for name in book.sheet_names if name.startswith("Devices")]
    assert len({name.casefold() for name in names}) == 2
    assert all(len(name) <= 31 for name in names)


def test_the_key_figures_have_one_sheet_with_their_tables_and_say_why_one_is_hidden():
    """There was a second sheet, "Key figures 2", with the tables alone."""
    report = published()
    key = PublishedSection("key", "Key figures", (), (AGES,))
    content = report_xlsx(replace(report, sections=(key, *report.sections)))
    names = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    assert [name for name in names if name.startswith("Key")] == ["Key figures"]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        said = "".join(book.read(n).decode() for n in book.namelist() if "comments" in n)
    assert "There are fewer than 5, so that no one can be picked out." in said
    assert "It is hidden so that no hidden number can be worked out." in said


def test_a_hidden_number_says_why():
    report = published()
    section = report.sections[0]
    hidden = CountCell(None, WhyHidden.WITH_ANOTHER)
    figure = replace(section.figures[0], now=hidden, before=None)
    report = replace(report, sections=(replace(section, figures=(figure,), tables=()),))
    assert lines(report)[-1]["hidden"] == "with another"
    assert date.fromisoformat(lines(report)[-1]["last_on"]) == report.period.last_on


def test_a_target_of_other_days_says_in_the_workbook_where_it_is_told_how_far_it_is():
    """The remark beside its "c" said that this was not asked, or that the source does not say."""
    others = {"since": date(2026, 4, 1), "until": date(2027, 3, 31)}
    report, _ = with_target(reached=CountCell(None, WhyHidden.NOT_KNOWN), **others)
    with zipfile.ZipFile(io.BytesIO(report_xlsx(report))) as book:
        said = "".join(book.read(n).decode() for n in book.namelist() if "comments" in n)
    assert "How far it is stands in the report of the days it was set for." in said
    assert "This was not asked" not in said


def looks(content: bytes) -> dict[str, list[tuple[str, bool]]]:
    """How each text of a workbook stands in its cell, and whether it is broken there."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        read = {name: book.read(name) for name in book.namelist()}
    words, styles = (
        ElementTree.fromstring(read[f"xl/{n}.xml"]) for n in ("sharedStrings", "styles")
    )
    sheets = [ElementTree.fromstring(read[n]) for n in read if n.startswith("xl/worksheets/sheet")]
    texts = ["".join(one.itertext()) for one in words]
    found: dict[str, list[tuple[str, bool]]] = {}
    for cell in (one for sheet in sheets for one in sheet.iterfind(".//{*}c[@t='s']")):
        style = styles.find("{*}cellXfs")[int(cell.get("s", "0"))].find("{*}alignment")
        set_so = {} if style is None else style.attrib
        how = (set_so.get("horizontal", "left"), "wrapText" in set_so)
        found.setdefault(texts[int(cell.findtext("{*}v"))], []).append(how)
    return found


def test_in_the_workbook_a_heading_stands_over_its_numbers_and_a_remark_is_not_broken():
    """Headings stood at the left of numbers at the right; a remark took four lines of a column."""
    report, _ = with_target(amount=34, whole=400, until=date(2027, 3, 31))
    remark = "Others are hidden too, so that no hidden number can be worked out."
    key = PublishedSection("key", "Key figures", (), (replace(AGES, notes=(remark,)),))
    found = looks(report_xlsx(replace(report, sections=(key, *report.sections))))
    assert found[remark] == [("left", False)]
    assert set(found["Figure"]) == {("left", False)}
    for heading in ("October 2026", "Target", "Since", "Whole target", "Its last day"):
        assert set(found[heading]) == {("right", False)}, heading
