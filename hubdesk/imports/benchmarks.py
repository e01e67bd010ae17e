"""Numbers of public bodies out of their own files: wide or long, with markers and notes around.

A marker such as `c` or `SUPP` says why there is no number. It is kept as that, and is never nought.
What a number rests on (source, year, place, people, method) is in the file, in the notes above or
below its rows, or said by whoever brings it in. Without all of it no number comes in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from hubdesk.errors.benchmarks import FactsMissing, NoNumbers, NotThere, TooManyNumbers
from hubdesk.errors.bringing_in import Fault, Problem
from hubdesk.imports.benchmark_cells import number_in, parts_of, said_in_notes
from hubdesk.imports.benchmark_lines import NEEDED, BenchmarkLine, BenchmarkLines, Said
from hubdesk.imports.headings import folded
from hubdesk.imports.tables import Record, Row, Table, read_records, table_of

MOST: Final = 1_000  # numbers of one file
LONGEST: Final = 200  # letters of a name

# Headings, folded: the best first.
_YEAR = ("year", "timeperiod", "date", "academicyear", "financialyear", "period", "published")
_PLACE = (
    *("schoolname", "schname", "establishmentname", "organisation"),
    *("lsoaname", "lsoanm", "lsoacode", "lsoacd", "msoaname", "msoanm", "msoacd"),
    *("wardname", "wdnm", "laname", "lanm", "ladnm", "localauthorityname"),
    *("localauthoritydistrictname", "officialname", "geographyname", "geography"),
    *("areaname", "area", "place", "regionname", "rgnnm", "countryname", "ctrynm"),
    *("geographycode", "lacode", "lacd"),
)
_NAME = ("title", "what", "indicator", "measurename", "statistic")
_NUMBER = ("value", "number", "obsvalue", "figure")
_TIDY = {
    "measure": ("measure", "code"),
    "unit": ("unit", "units"),
    "base": ("populationbase", "ofwhom", "base", "population"),
    "source": ("source", "publisher"),
    "source_url": ("sourceurl", "address", "url", "link"),
    "method": ("methodnote", "method"),
    "doubt": ("doubt", "mind", "caveat", "note", "notes"),
    "beside": ("beside",),
}
# Numbers that count nothing: codes, telephones, and what only says which row it is.
_CODE = re.compile(r".*(code|cd|estab)|urn|ukprn|lea|id|telnum|phone|pcode|alphaind|rectype|tab\d+")
_YEARS_IN = re.compile(r"\((?:19|20)\d\d\)|\d\d(?=(?:cd|nm|name)$)", re.IGNORECASE)
_IN_ONE = re.compile(r"[A-Z]\d{8}\s*:\s*(.+)")
_VALUE_ONLY = re.compile(r"\s*;\s*measures?\s*:\s*value\s*$", re.IGNORECASE)
_ACADEMIC = re.compile(r"(20\d\d)(\d\d)")


def read_benchmarks(content: bytes, name: str, said: Said) -> BenchmarkLines:
    """The numbers of a file.

    Raises what `read_table` raises, and NoNumbers, NotThere, FactsMissing and TooManyNumbers.
    """
    records, remarks = read_records(content, name)
    above, within, below = parts_of(list(records))
    known = _from_notes(above, below, said)
    table = table_of(name, within, remarks)
    reading = _Reading(table, known)
    return reading.lines()


def _from_notes(above: list[Record], below: list[Record], said: Said) -> Said:
    """What the notes around a table say, where nobody said otherwise."""
    found = said_in_notes(above, below)
    kept: dict[str, Any] = {name: words for name, words in found.items() if not getattr(said, name)}
    return replace(said, **kept)


class _Reading:
    """One table on its way to numbers."""

    def __init__(self, table: Table, said: Said) -> None:
        self._table, self._said = table, said
        self._forms = {_form(heading): heading for heading in reversed(table.headings)}
        self._years = [h for f in _YEAR if (h := self._forms.get(f))][:1]
        self._places = [h for f in _PLACE if (h := self._forms.get(f))]
        self._urn = self._forms.get("urn", "")  # many schools are called St Mary's
        self._number = next((h for f in _NUMBER if (h := self._forms.get(f))), "")
        self._name = next((h for f in _NAME if (h := self._forms.get(f))), "")
        self._facts = {
            fact: heading
            for fact, forms in _TIDY.items()
            if (heading := next((h for f in forms if (h := self._forms.get(f))), ""))
        }

    def lines(self) -> BenchmarkLines:
        """Every number of the rows that are wanted."""
        is_tidy = bool(self._number and self._name)
        columns = [self._number] if is_tidy else self._measures()
        if not columns:
            raise NoNumbers(self._table.name)
        rows = [row for row in self._table.rows if self._is_wanted(row)]
        if self._said.places and not rows:
            raise NotThere(self._table.name, self._said.places)
        self._check(is_tidy, rows)
        if len(rows) * len(columns) > MOST:
            raise TooManyNumbers(self._table.name, len(rows) * len(columns), MOST)
        sorts = [] if is_tidy else self._sorts(set(columns), rows)
        found: list[BenchmarkLine] = []
        empty = 0
        for row in rows:
            if row.extra:
                fault = Problem(Fault.EXTRA_CELLS, row.line, text=row.extra[0])
                found.append(BenchmarkLine(row.line, problems=(fault,)))
                continue
            for column in columns:
                if not row.cells[column]:
                    empty += 1
                    continue
                found.append(self._one(row, column, sorts, is_tidy))
        return BenchmarkLines(self._table.name, tuple(_once(found)), self._table.remarks, empty)

    def _one(self, row: Row, column: str, sorts: list[str], is_tidy: bool) -> BenchmarkLine:
        facts = {fact: row.cells[heading] for fact, heading in self._facts.items() if is_tidy}
        for fact in ("source", "source_url", "base", "method", "doubt", "unit"):
            facts[fact] = getattr(self._said, fact) or facts.get(fact, "")
        facts |= {"year": self._year(row), "geography": self._place(row)}
        facts["title"] = self._title_of(row, column, sorts, is_tidy)
        read = number_in(row.cells[column])
        problems = _problems(row, column, facts, is_number=read is not None)
        amount, places, is_percent, hidden = read or (None, 0, False, "")
        place = f"{facts['geography']} {row.cells[self._urn] if self._urn else ''}"
        measure = facts.pop("measure", "") or _slug(facts["title"], place)
        unit = facts.pop("unit") or _unit(column)
        return BenchmarkLine(
            line=row.line,
            measure=measure,
            amount=amount,
            places=places,
            unit="percent" if is_percent else unit,
            hidden=hidden,
            problems=problems,
            **facts,
        )

    def _title_of(self, row: Row, column: str, sorts: list[str], is_tidy: bool) -> str:
        title = row.cells[self._name] if is_tidy else self._said.title or _title(column)
        also = [row.cells[sort] for sort in sorts if row.cells[sort]]
        return f"{title} ({', '.join(also)})" if also and title else title

    def _check(self, is_tidy: bool, rows: list[Row]) -> None:
        """Refuse a file none of whose rows could say what it rests on."""
        has = self._facts if is_tidy else {}
        missing = [
            NEEDED[fact]
            for fact in ("source", "base", "method")
            if not getattr(self._said, fact) and fact not in has
        ]
        if not self._said.year and not self._years:
            missing.append(NEEDED["year"])
        if not self._said.geography and not self._places and not self._first():
            missing.append(NEEDED["geography"])
        if missing and rows:
            raise FactsMissing(self._table.name, tuple(missing))

    def _is_wanted(self, row: Row) -> bool:
        if not self._said.places:
            return True
        said = {row.cells[heading].casefold() for heading in self._place_columns()}
        said.add(self._place(row).casefold())
        return any(place.casefold() in said for place in self._said.places)

    def _place_columns(self) -> list[str]:
        return self._places or self._first()

    def _first(self) -> list[str]:
        """The first column, where its cells name an area as Nomis does."""
        first = self._table.headings[:1]
        if first and any(_IN_ONE.fullmatch(row.cells[first[0]]) for row in self._table.rows[:5]):
            return list(first)
        return []

    def _place(self, row: Row) -> str:
        if self._said.geography:
            return self._said.geography
        cell = next((c for h in self._place_columns() if (c := row.cells[h].strip())), "")
        one = _IN_ONE.fullmatch(cell)
        return one[1].strip() if one else cell

    def _year(self, row: Row) -> str:
        said = row.cells[self._years[0]] if self._years else ""
        academic = _ACADEMIC.fullmatch(said)
        if academic:
            return f"{academic[1]}/{academic[2]}"
        return self._said.year or said

    def _measures(self) -> list[str]:
        """The columns that hold numbers, as far as they are wanted."""
        roles = {*self._years, *self._places, *self._first()}
        rows = self._table.rows
        found = [
            heading
            for heading in self._table.headings
            if heading not in roles
            and not _CODE.fullmatch(_form(heading))
            and _counts(heading, rows)
        ]
        if not self._said.columns:
            return found
        names = [one.casefold() for one in self._said.columns]
        wanted = [heading for heading in found if _title(heading).casefold() in names]
        wanted = wanted or [h for h in found if any(one in h.casefold() for one in names)]
        if not wanted:
            raise NotThere(self._table.name, self._said.columns)
        return wanted

    def _sorts(self, columns: set[str], rows: list[Row]) -> list[str]:
        """The columns that tell rows of one place apart, such as the phase of schools."""
        roles = {*columns, *self._years, *self._places, *self._first()}
        found = []
        for heading in self._table.headings:
            if heading in roles or _CODE.fullmatch(_form(heading)):
                continue
            said = {row.cells[heading] for row in rows}
            if 1 < len(said) <= 12 and not any(number_in(cell) for cell in said if cell):
                found.append(heading)
        return found


def _once(lines: Iterable[BenchmarkLine]) -> Iterable[BenchmarkLine]:
    """The same number of the same year only once; a later line that says it again stays out."""
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        key = (line.measure, line.year)
        if not line.problems and key in seen:
            fault = Problem(Fault.ROW_TWICE, line.line, first_line=seen[key])
            line = replace(line, problems=(fault,))
        elif not line.problems:
            seen[key] = line.line
        yield line


def _problems(
    row: Row, column: str, facts: dict[str, str], *, is_number: bool
) -> tuple[Problem, ...]:
    found = []
    if not is_number:
        text = row.cells[column]
        found.append(Problem(Fault.NOT_A_NUMBER, row.line, _title(column), text))
    if bare := [words for fact, words in NEEDED.items() if not facts.get(fact)]:
        found.append(Problem(Fault.BARE, row.line, text=", ".join(bare)))
    if max(len(facts[fact]) for fact in ("title", "geography", "base", "year")) > LONGEST:
        found.append(Problem(Fault.TOO_LONG, row.line, _title(column), str(LONGEST)))
    return tuple(found)


def _counts(heading: str, rows: list[Row]) -> bool:
    """Whether a column holds numbers: most of what stands in it, and one number at the least."""
    said = [row.cells[heading] for row in rows if row.cells[heading]]
    read = [number_in(cell) for cell in said]
    numbers = sum(1 for one in read if one is not None and one[0] is not None)
    return numbers > 0 and sum(one is not None for one in read) * 10 >= len(said) * 6


def _form(heading: str) -> str:
    return folded(_YEARS_IN.sub("", heading))


def _title(heading: str) -> str:
    return _VALUE_ONLY.sub("", heading).strip()


def _unit(heading: str) -> str:
    form = heading.casefold()
    if any(word in form for word in ("%", "percent", "per cent", "pct", "_prop", "proportion")):
        return "percent"
    return next((word for word in ("rank", "decile", "quintile", "score") if word in form), "")


def _slug(title: str, place: str) -> str:
    words = re.findall(r"[^\W_]+", f"{title} {place}".casefold())
    return "-".join(words)[:LONGEST]
