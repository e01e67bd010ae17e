"""From the bytes of an XLSX workbook to rows of text, bounded in memory whatever it claims."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from hubdesk.errors.bringing_in import (
    Fault,
    FileEmpty,
    FileNotATable,
    LooksLike,
    Problem,
    SheetDamaged,
    SheetLocked,
    TooManyColumns,
    TooManyRows,
)

MOST_UNPACKED = 256 * 1024 * 1024  # bytes of XML in the workbook
MOST_CELLS = 4_000_000  # rows times columns of one sheet: calamine keeps empty ones too
_CHUNK = 1 << 20
_TAG = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(row|c|v|is|f)(?=[\s/>])([^<>]*)>")
_REFERENCE = re.compile(rb"(?:^|\s)r\s*=\s*[\"']([^\"']*)[\"']")
_CELL = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")


def read_sheet(
    content: bytes, name: str, most_rows: int, most_columns: int
) -> tuple[list[list[str]], list[Problem]]:
    """The rows of the first visible sheet that holds anything, the first row being line 1.

    Raises SheetDamaged, SheetLocked, FileEmpty, FileNotATable, TooManyRows, TooManyColumns.
    """
    _measure(content, name, most_rows, most_columns)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            shown = [m.name for m in book.sheets_metadata if m.visible == SheetVisibleEnum.Visible]
            others = list(shown or book.sheet_names)
            rows: list[list[Any]] = []
            while others and not any(cell != "" for row in rows for cell in row):
                sheet = book.get_sheet_by_name(others.pop(0))
                rows = sheet.to_python(skip_empty_area=False)
    except PasswordError as error:
        raise SheetLocked(name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise SheetDamaged(name) from error
    if not any(cell != "" for row in rows for cell in row):
        raise FileEmpty(name)
    remarks = [Problem(Fault.SHEETS_LEFT_OUT, text=", ".join(others))] if others else []
    return [[as_text(cell) for cell in row] for row in rows], remarks


def named_sheets(
    content: bytes, name: str, most_rows: int, most_columns: int
) -> dict[str, list[list[str]]]:
    """The rows of every sheet by its name. Raises what `read_sheet` does."""
    _measure(content, name, most_rows, most_columns)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheets = {
                sheet: book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
                for sheet in book.sheet_names
            }
    except PasswordError as error:
        raise SheetLocked(name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise SheetDamaged(name) from error
    return {
        sheet: [[as_text(cell) for cell in row] for row in rows] for sheet, rows in sheets.items()
    }


def as_text(
    cell: str | float | bool | date | datetime | time | timedelta | None,
) -> str:
    """A cell as a person would have typed it: 142, not 142.0; 2026-11-25; yes."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, (date, time, timedelta)):
        return str(cell)
    # A spreadsheet keeps 15 digits of a number. A longer one has lost its end already, so it
    # is shown as the spreadsheet shows it and is found out by `is_mangled`.
    if abs(cell) >= 1e15:
        return f"{cell:.5E}"
    return str(int(cell)) if cell == int(cell) else repr(cell)


def _measure(content: bytes, name: str, most_rows: int, most_columns: int) -> None:
    """Refuse a workbook that would not fit, before the reader makes room for it.

    One cell in the last corner makes calamine ask for 500 GB and end the program, so the
    corners are read here first; a size that a ZIP states wrongly is found by unpacking.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            names = set(box.namelist())
            if not any(entry.startswith("xl/workbook.") for entry in names):
                office = {"mimetype", "[Content_Types].xml"} & names
                raise FileNotATable(name, LooksLike.OTHER_OFFICE if office else LooksLike.ZIP)
            if sum(entry.file_size for entry in box.infolist()) > MOST_UNPACKED:
                raise TooManyRows(name, most_rows)
            for entry in box.infolist():
                if entry.flag_bits & 1:
                    raise SheetLocked(name)
                with box.open(entry) as stream:
                    _measure_part(stream, name, most_rows, most_columns)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError) as error:
        raise SheetDamaged(name) from error
    except (ValueError, KeyError, RuntimeError) as error:  # what zipfile says of odd archives
        raise SheetDamaged(name) from error


def _measure_part(stream: IO[bytes], name: str, most_rows: int, most_columns: int) -> None:
    rows = columns = row = column = 0
    for tag, attributes in _tags(stream):
        said = _REFERENCE.search(attributes)
        if tag == b"row":
            row = int(said[1]) if said and said[1].isdigit() else row + 1
            column = 0
        elif tag == b"c":
            at = _CELL.fullmatch(said[1]) if said else None
            if said and not at:
                raise SheetDamaged(name)
            column = _column_number(at[1]) if at else column + 1
            row = int(at[2]) if at else row
        else:  # a value: only cells that hold one take room
            rows, columns = max(rows, row), max(columns, column)
            if rows > most_rows + 1:
                raise TooManyRows(name, most_rows)
            if columns > most_columns or rows * columns > MOST_CELLS:
                raise TooManyColumns(name, most_columns)


def _tags(stream: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    rest = b""
    while chunk := stream.read(_CHUNK):
        text = rest + chunk
        cut = text.rfind(b">") + 1
        for found in _TAG.finditer(text, 0, cut):
            yield found[1], found[2]
        rest = text[cut:][-_CHUNK:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
