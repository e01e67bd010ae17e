"""Workbooks: what a spreadsheet keeps in its cells, and workbooks that are not what they claim."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time

import pytest
import xlsxwriter

from hubdesk.errors import HubDeskError, Refusal
from hubdesk.errors.bringing_in import (
    Fault,
    FileEmpty,
    FileNotATable,
    LooksLike,
    SheetDamaged,
    SheetLocked,
    TooManyColumns,
    TooManyRows,
)
from hubdesk.imports import sheets
from hubdesk.imports.sheets import as_text
from hubdesk.imports.tables import MOST_ROWS, read_table
from tests.imports.reading import faults, shared, table


def workbook(write: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    write(book)
    book.close()
    return out.getvalue()


def small() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("name", "phone"))
        sheet.write_row(1, 0, ("Ada", "07700 900111"))

    return workbook(write)


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            text = old.read(entry)
            new.writestr(entry.filename, change(text) if entry.filename == part else text)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (142.0, "142"),
        (1.5, "1.5"),
        (356938035643809.0, "356938035643809"),
        (8.944110000000123e18, "8.94411E+18"),
        (True, "yes"),
        (False, "no"),
        (date(2026, 11, 25), "2026-11-25"),
        (datetime(2026, 11, 25, 10, 30), "2026-11-25 10:30"),
        (time(10, 30), "10:30:00"),
        ("00142", "00142"),
    ],
)
def test_a_cell_says_what_a_person_would_have_typed(cell: object, text: str):
    assert as_text(cell) == text  # type: ignore[arg-type]


def test_a_workbook_is_read_with_its_lines_and_the_other_sheets_are_told():
    found = table("devices-ours.xlsx")
    assert [row.line for row in found.rows] == [3, 4, 5, 6, 8]
    assert found.rows[0].cells["lent on"] == "2025-11-03"
    assert found.rows[0].cells["notes"] == "charger missing"
    assert found.rows[1].cells["imei"] == "356938035643809"
    (left,) = [r for r in found.remarks if r.fault is Fault.SHEETS_LEFT_OUT]
    assert left.text == "Prices"


def test_the_first_sheet_that_holds_anything_is_read():
    assert table("people-ours.xlsx").rows[0].cells["Name"] == "Zoë Brontë"


def test_a_workbook_without_a_word_is_empty():
    with pytest.raises(FileEmpty):
        read_table(workbook(lambda book: book.add_worksheet()), "x.xlsx")


def test_one_cell_in_the_last_corner_is_refused_and_takes_no_room():
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "name")
        sheet.write(1_048_575, 16_383, "here")

    with pytest.raises(TooManyRows):
        read_table(workbook(write), "x.xlsx")


def test_cells_that_are_only_coloured_take_no_room():
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("name", "phone"))
        sheet.write_row(1, 0, ("Ada", "1"))
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bg_color": "yellow"}))

    assert len(read_table(workbook(write), "x.xlsx").rows) == 1


@pytest.mark.parametrize(
    ("rows", "columns", "refused"),
    [(MOST_ROWS + 2, 1, TooManyRows), (2, 600, TooManyColumns), (49_000, 400, TooManyColumns)],
)
def test_a_sheet_beyond_the_bounds_is_refused(rows: int, columns: int, refused: type[HubDeskError]):
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "name")
        sheet.write(rows - 1, 0, "x")
        sheet.write(1, columns - 1, "x")

    with pytest.raises(refused):
        read_table(workbook(write), "x.xlsx")


@pytest.mark.parametrize(
    "cell",
    [
        b'<row><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='2000000'><c><v>1</v></c></row>",
        b'<x:row r="7"><x:c\n r = "AAA9999999" ><x:v>1</x:v></x:c></x:row>',
        b'<row><c r="A9"/><c r="B9" t="inlineStr"><is><t>x</t></is></c></row>' * 60_000,
        b"<row><c><v>1</v></c></row>" * 60_000,
        b"<row>" + b"<c><v>1</v></c>" * 600 + b"</row>",
        b'<row><c r="&#88;FD1048576"><v>1</v></c></row>',
        b'<row><c r="a1"><v>1</v></c></row>',
    ],
)
def test_a_corner_written_in_any_way_is_found_before_room_is_made(cell: bytes):
    content = changed(
        small(), SHEET, lambda xml: xml.replace(b"</sheetData>", cell + b"</sheetData>")
    )
    try:
        found = read_table(content, "x.xlsx")
    except Refusal:
        return
    assert len(found.rows) < 20


def test_a_wrong_statement_of_its_size_does_not_matter():
    content = changed(
        small(), SHEET, lambda xml: re.sub(rb'ref="A1:B2"', b'ref="A1:XFD1048576"', xml)
    )
    assert len(read_table(content, "x.xlsx").rows) == 1


def test_a_workbook_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 20_000_000)  # the real bound takes seconds
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("xl/workbook.xml", b"<workbook/>")
        box.writestr("xl/worksheets/sheet1.xml", b" " * 25_000_000)
    assert len(content.getvalue()) < 40_000
    with pytest.raises(TooManyRows):
        read_table(content.getvalue(), "x.xlsx")


@pytest.mark.parametrize("cut", [30, 500, 2000, -30, -1])
def test_a_workbook_cut_short_is_refused(cut: int):
    with pytest.raises((SheetDamaged, FileNotATable)):
        read_table(small()[:cut], "x.xlsx")


def test_a_workbook_with_a_flipped_byte_is_read_or_refused():
    content = small()
    for at in range(0, len(content), 37):
        flipped = bytearray(content)
        flipped[at] ^= 0xFF
        with suppress(Refusal):
            read_table(bytes(flipped), "x.xlsx")


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/workbook.xml", lambda xml: b""),
        ("xl/workbook.xml", lambda xml: b"<workbook>"),
        ("xl/sharedStrings.xml", lambda xml: b"not xml at all <"),
        (SHEET, lambda xml: xml[: len(xml) // 2]),
        (SHEET, lambda xml: xml.replace(b'<c r="A1"', b'<c r="A1" s="999999"')),
        (SHEET, lambda xml: xml.replace(b"<v>0</v>", b"<v>99999999</v>")),
    ],
)
def test_a_workbook_damaged_inside_is_read_or_refused(part: str, change: Callable[[bytes], bytes]):
    with suppress(Refusal):
        read_table(changed(small(), part, change), "x.xlsx")


def test_an_archive_and_a_document_are_named():
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(FileNotATable) as refusal:
        read_table(box.getvalue(), "x.zip")
    assert refusal.value.looks_like is LooksLike.ZIP
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    with pytest.raises(FileNotATable) as refusal:
        read_table(box.getvalue(), "x.docx")
    assert refusal.value.looks_like is LooksLike.OTHER_OFFICE


def test_a_locked_part_is_told_as_a_lock():
    content = bytearray(small())
    for found in re.finditer(rb"PK\x01\x02", bytes(content)):
        content[found.start() + 8] |= 1  # the bit that says a part is enciphered
    with pytest.raises(SheetLocked):
        read_table(bytes(content), "x.xlsx")


@pytest.mark.real_files
def test_real_workbooks_of_other_programs_are_read():
    for name in ("google-docs", "unclean"):
        part = f"device-allocations-dfe/extra-mobile-data-requests-{name}.xlsx"
        assert read_table(shared(part), part).rows
    assert faults(read_table(shared("csv-torture-frictionless/merged-cells.xlsx"), "x").remarks)
