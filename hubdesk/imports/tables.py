"""From a stranger's file to a table: headings, rows with their line, and what was odd."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from hubdesk.errors.bringing_in import (
    Fault,
    FileEmpty,
    FileNotATable,
    FileTooBig,
    LineTooLong,
    LooksLike,
    Problem,
    QuoteNotClosed,
    TooManyColumns,
    TooManyRows,
)
from hubdesk.imports.letters import is_damaged, looks_like, read_letters

MOST_BYTES = 32 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 500
MOST_LINE = 1024 * 1024  # bytes without a line end

_LAST_LINE = 1_048_576  # of a spreadsheet: blank rows count too
_SEPARATORS = ",;\t|"
_SENTINEL = "\x1e"  # the last row we read, our own: swallowed where a quote is never closed
_UNCUT = "\x1f"  # the separator of a list of one column
_LINE = re.compile(r"[^\r\n]*(\r\n|\r|\n)|[^\r\n]+")
# Excel's own first line, which it does not show as a row.
_SAYS_SEPARATOR = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n)', re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
_BROKEN = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")
_AS_TEXT = re.compile(r'="([^"]*)"')  # ="00142" is how a spreadsheet is told to keep noughts
_FORMULA = re.compile(r"[=@][^\s=]|[+-][A-Za-z(=@]|[+-].*[|!]")
_GUARDED = re.compile(r"'(?:[=+\-@\t]|\d+$)")  # '=… and '00142: told to be text


Record = tuple[int, list[str]]  # a line as a spreadsheet counts it, and its cells


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line as a spreadsheet counts it, and its cells by heading.

    `extra` holds what stood beyond the last heading.
    """

    line: int
    cells: dict[str, str]
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds. A heading that stood twice is told apart as `Category (2)`."""

    name: str
    headings: tuple[str, ...]
    rows: list[Row]
    remarks: tuple[Problem, ...] = ()


def read_table(content: bytes, name: str) -> Table:
    """The table in a CSV, TSV, semicolon or XLSX file. `name` is for the words only.

    Raises FileEmpty, FileTooBig, LineTooLong, FileNotATable, SheetDamaged, SheetLocked,
    QuoteNotClosed, TooManyRows or TooManyColumns. Nothing is evaluated: a formula is text.
    """
    records, remarks = read_records(content, name)
    return table_of(name, records, remarks)


def read_records(content: bytes, name: str) -> tuple[Iterable[Record], list[Problem]]:
    """Every row of a file with its line, headings and what stands above them among them.

    Raises what `read_table` raises, some of it only when the rows are gone through.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise FileEmpty(name)
    found = looks_like(content)
    if len(content) > MOST_BYTES:
        if not found and _has_long_line(content):
            raise LineTooLong(name, MOST_LINE)
        raise FileTooBig(name, MOST_BYTES)
    if found is LooksLike.ZIP:
        from hubdesk.imports.sheets import read_sheet  # opens a library only a workbook needs

        records, remarks = read_sheet(content, name, MOST_ROWS, MOST_COLUMNS)
        return enumerate(records, 1), remarks
    if found:
        raise FileNotATable(name, found)
    if _has_long_line(content):
        raise LineTooLong(name, MOST_LINE)
    text, remarks = read_letters(content, name)
    return _records(text, name), remarks


def _has_long_line(content: bytes) -> bool:
    """Whether some stretch as long as MOST_LINE has no line end. Looks at windows, not lines."""
    window = MOST_LINE // 2
    for start in range(0, len(content) - window + 1, window):
        stop = start + window
        if content.find(b"\n", start, stop) < 0 and content.find(b"\r", start, stop) < 0:
            return True
    return False


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Every record with its line. Blank ones too: a spreadsheet counts them."""
    said = _SAYS_SEPARATOR.match(text)
    if said:
        text = text[said.end() :]
    separator = said[1] if said else _separator(text)
    line = 0
    reader = _reader(chain(_lines(text), (_SENTINEL,)), separator)
    try:
        for record in reader:
            if record == [_SENTINEL]:
                return
            if any(_SENTINEL in cell for cell in record):
                raise QuoteNotClosed(name, line + 1)
            line += 1
            if line > _LAST_LINE:
                raise TooManyRows(name, MOST_ROWS)
            yield line, record
    except csv.Error as error:  # a cell of 128 KB: a quotation mark was never closed
        raise QuoteNotClosed(name, line + 1) from error


def _reader(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=separator, skipinitialspace=separator != "\t")


def _lines(text: str) -> Iterator[str]:
    """Each line with its end, whichever of the three ends it has; the last is given one."""
    for found in _LINE.finditer(text):
        yield found[0] if found[1] else f"{found[0]}\n"


def _separator(text: str) -> str:
    """What stands between cells: the sign that cuts most of the first rows alike."""
    sample = text[:65_536]
    best, chosen = (0.0, 0), _UNCUT
    for sign in _SEPARATORS:
        widths = _widths(sample, sign, is_cut=len(sample) < len(text)) if sign in sample else []
        alike = Counter(width for width in widths if width > 1).most_common(1)
        if alike:
            width, times = alike[0]
            headed = 1.0 if widths[0] > 1 else 0.5
            score = (headed * times / len(widths), width)
            if score[0] >= 0.2 and score > best:
                best, chosen = score, sign
    return chosen


def _widths(sample: str, sign: str, is_cut: bool) -> list[int]:
    """How many cells the first rows have when they are cut at `sign`."""
    try:
        widths = [len(record) for record in islice(_reader(_lines(sample), sign), 25)]
    except csv.Error:  # a quotation mark never closed: said when the rows are read
        return []
    # The last record of a sample may itself be cut in half.
    return widths[:-1] if is_cut and len(widths) > 1 else widths


def table_of(name: str, records: Iterable[Record], remarks: list[Problem]) -> Table:
    """Headings and rows out of records; what is odd is added to `remarks`."""
    above, heading_line, written, after = _find_headings(iter(records), name)
    if above:
        remarks.append(Problem(Fault.ROWS_ABOVE, line=heading_line))
    if len(written) > MOST_COLUMNS:
        raise TooManyColumns(name, MOST_COLUMNS)
    width = max((at for at, cell in enumerate(written, 1) if cell), default=0)
    kept: list[tuple[int, list[str]]] = []
    used: set[int] = set()
    for line, cells in after:
        filled = [at for at, cell in enumerate(cells) if cell.strip()]
        if not filled:
            continue
        if len(kept) == MOST_ROWS:
            raise TooManyRows(name, MOST_ROWS)
        kept.append((line, cells))
        used.update(filled)
    headings = _headings(written, width, used, heading_line, remarks)
    rows = [_row(line, cells, headings, width, remarks) for line, cells in kept]
    if not rows:
        remarks.append(Problem(Fault.NO_ROWS, line=heading_line))
    return Table(name, tuple(h for h in headings if h), rows, tuple(remarks))


def _find_headings(
    records: Iterator[tuple[int, list[str]]], name: str
) -> tuple[bool, int, list[str], Iterator[tuple[int, list[str]]]]:
    """The row of headings, whether rows stood above it, and the records after it.

    It is the first row with two filled cells, since a title or a comment fills one; in a
    list of one column it is the first row that is not blank.
    """
    first = list(islice(records, 10))
    filled = [sum(bool(cell.strip()) for cell in cells) for _, cells in first]
    if not any(filled):
        first += islice(records, MOST_ROWS)
        filled = [sum(bool(cell.strip()) for cell in cells) for _, cells in first]
    at = next((n for n, cells in enumerate(filled) if cells > 1), None)
    if at is None:
        at = next((n for n, cells in enumerate(filled) if cells), None)
    if at is None:
        raise FileEmpty(name)
    line, cells = first[at]
    return any(filled[:at]), line, [_clean(cell) for cell in cells], chain(first[at + 1 :], records)


def _headings(
    written: list[str], width: int, used: set[int], line: int, remarks: list[Problem]
) -> list[str]:
    """A name for every column in use, each once; empty for a blank column of blank cells."""
    seen: Counter[str] = Counter()
    headings: list[str] = []
    for at, heading in enumerate(written[:width]):
        if not heading and at in used:
            heading = f"Column {_letters(at)}"
            remarks.append(Problem(Fault.HEADING_BLANK, line=line, column=heading))
        seen[heading.casefold()] += 1
        times = seen[heading.casefold()]
        if heading and times > 1:
            if times == 2:
                remarks.append(Problem(Fault.HEADING_REPEATED, line=line, column=heading))
            heading = f"{heading} ({times})"
        headings.append(heading)
    return headings


def _row(
    line: int, cells: list[str], headings: list[str], width: int, remarks: list[Problem]
) -> Row:
    read: dict[str, str] = {}
    for heading, cell in zip(headings, cells, strict=False):
        if heading:
            read[heading] = _cell(cell, line, heading, remarks)
    if len(cells) < width:
        remarks.append(Problem(Fault.SHORT_ROW, line=line))
        read |= {heading: "" for heading in headings[len(cells) :] if heading}
    extra = tuple(filter(None, (_clean(cell) for cell in cells[width:])))
    return Row(line, read, extra)


def _cell(cell: str, line: int, heading: str, remarks: list[Problem]) -> str:
    """A cell's text, harmless: nothing unseen in it, and a formula is only its letters."""
    text = _clean(cell)
    if len(text) != len(cell.strip()):
        remarks.append(Problem(Fault.CONTROLS_DROPPED, line=line, column=heading))
    if not text:
        return ""
    if text[0] in "=+-@'#":
        return _odd_start(text, line, heading, remarks)
    if is_damaged(text):
        remarks.append(Problem(Fault.LETTERS_DAMAGED, line=line, column=heading, text=text))
    return text


def _odd_start(text: str, line: int, heading: str, remarks: list[Problem]) -> str:
    """A cell that a spreadsheet would take for a formula, or wrote instead of one."""
    if held := _AS_TEXT.fullmatch(text):
        return held[1].strip()
    if _GUARDED.match(text):
        return text[1:]
    if text in _BROKEN:
        remarks.append(Problem(Fault.CELL_BROKEN, line=line, column=heading, text=text))
        return ""
    if _FORMULA.match(text):
        remarks.append(Problem(Fault.FORMULA, line=line, column=heading, text=text))
    return text


def _clean(cell: str) -> str:
    return cell.strip() if cell.isprintable() else _CONTROLS.sub("", cell).strip()


def _letters(at: int) -> str:
    """The letters a spreadsheet gives column `at`, counted from 0: A, Z, AA."""
    name = ""
    at += 1
    while at:
        at, left = divmod(at - 1, 26)
        name = chr(65 + left) + name
    return name
