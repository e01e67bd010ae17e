"""What reading any list shares: which list it is, and gathering what is wrong with a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hubdesk.errors import Refusal
from hubdesk.errors.bringing_in import (
    Fault,
    HeadingsUnknown,
    LooksLike,
    OtherList,
    Problem,
)
from hubdesk.imports.dates import ColumnStyle, DateStyle, styles_of
from hubdesk.imports.headings import Columns, Shape, shape_of
from hubdesk.imports.shapes import SHAPES
from hubdesk.imports.tables import Row, Table
from hubdesk.typed import MOST_NOTE

MOST_CODE = 100


class Findings:
    """What is wrong with one row so far: what keeps it out, and what is only told."""

    def __init__(self, line: int, columns: Columns) -> None:
        self.line = line
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self.columns = columns

    def refuse(self, fault: Fault, name: str = "", text: str = "", first_line: int = 0) -> None:
        """Keep the row out."""
        self.problems.append(self._problem(fault, name, text, first_line))

    def remark(self, fault: Fault, name: str = "", text: str = "", first_line: int = 0) -> None:
        """Let the row in, and say so."""
        self.remarks.append(self._problem(fault, name, text, first_line))

    def tell(self, fault: Fault, heading: str) -> None:
        """Let the row in, and say so of a heading as the file has it."""
        self.remarks.append(Problem(fault, self.line, heading))

    def _problem(self, fault: Fault, name: str, text: str, first_line: int) -> Problem:
        column = self.columns.heading(name) if name else ""
        return Problem(fault, self.line, column, text, first_line)


def if_right(
    say: Findings, fault: Fault, name: str, text: str, reader: Callable[[str, str], str]
) -> str:
    """What the reader of typed text makes of a cell, or nothing, and then it is told."""
    try:
        return reader(text, say.columns.heading(name))
    except Refusal:
        say.remark(fault, name, text)
        return ""


def note_within(say: Findings, said: Iterable[str]) -> str:
    """What is said, one thing a line, as much of it as a note holds."""
    text = "\n".join(said)
    if len(text) > MOST_NOTE:
        say.remark(Fault.NOTE_CUT, "notes", str(MOST_NOTE))
    return text[:MOST_NOTE]


def the_list(table: Table, wanted: LooksLike) -> Shape:
    """The shape of a table that is a list of what was wanted.

    Things that are only counted pass as devices, so that each row can be named.
    Raises HeadingsUnknown or OtherList.
    """
    shape = shape_of(table.headings, SHAPES)
    if shape is None:
        raise HeadingsUnknown(table.name, wanted, table.headings[:8])
    sort = LooksLike.DEVICES if shape.sort is LooksLike.COUNTED else shape.sort
    if sort is not wanted:
        raise OtherList(table.name, shape.sort, wanted, len(table.rows))
    return shape


def within(say: Findings, name: str, text: str, most: int) -> str:
    """A cell if it is not longer than `most` letters; otherwise nothing, and it is told."""
    if len(text) <= most:
        return text
    say.remark(Fault.CELL_TOO_LONG, name, str(most))
    return ""


def tell_repeats(row: Row, say: Findings, columns: Columns) -> None:
    """Tell where a heading stands twice and its cells say two things."""
    for heading, again in columns.repeated:
        if row.cells[again] and row.cells[heading] and row.cells[again] != row.cells[heading]:
            say.tell(Fault.REPEATED_DIFFERS, heading)


def left_out_remarks(columns: Columns) -> list[Problem]:
    """One remark naming the columns that hold something nobody here asks for."""
    if not columns.left_out:
        return []
    return [Problem(Fault.COLUMNS_LEFT_OUT, text=", ".join(columns.left_out))]


def date_styles(table: Table, columns: Columns, *names: str) -> dict[str, ColumnStyle]:
    """How the columns of days are written, with every other date of the file as witness."""
    others = [heading for heading in table.headings if "date" in heading.casefold()]
    witnesses = [row.cells[heading] for heading in others for row in table.rows]
    return styles_of({name: columns.column(table, name) for name in names}, witnesses)


def dates_remarks(columns: Columns, found: dict[str, ColumnStyle]) -> list[Problem]:
    """How the columns of days were read, where somebody should know."""
    remarks: list[Problem] = []
    for name, style in found.items():
        column = columns.heading(name)
        if style.is_ambiguous:
            remarks.append(Problem(Fault.DATES_AMBIGUOUS, column=column))
        if style.is_mixed:
            remarks.append(Problem(Fault.DATES_MIXED, column=column))
        if style.style is DateStyle.MONTH_FIRST:
            remarks.append(Problem(Fault.MONTH_FIRST, column=column))
        if style.has_short_years:
            remarks.append(Problem(Fault.SHORT_YEARS, column=column))
    return remarks
