"""All numbers of one period hidden together: the same way in whichever report they stand.

What is hidden hangs on what the hub did in those days and on nothing else: on every figure and
table there is, whether a report shows it or not, in an order that no report chooses. So the column
"September" of October's report, and a report of September for another reader, say what September's
own report says, and no two of them give a number away together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from hubdesk.models.learning import FOR_ONE, ONLY_COUNTED, SessionKind
from hubdesk.queries.disclosure import Profile, Within, disclosed
from hubdesk.queries.figure_rows import REST, CountCell, CountRow, CountTable, WhyHidden
from hubdesk.queries.figures import Figure, ReportFigures, definitions
from hubdesk.queries.figures.sameness import (
    HANDED_OVER,
    Counts,
    counts_of,
    counts_of_line,
    figures_among,
    lines_above,
    wholes,
)
from hubdesk.queries.figures.tables import NOT_TOLD, OF_TIME

# A session, a school or a sum of money is nobody: its number may be small.
NOT_PEOPLE: Final = frozenset(
    {"sessions", "schools", "organisations", "consultations", "£", "pounds", "days", "registers"}
)
_PEOPLE, _OTHERS, _MET = "figures", "other figures", "figures of sessions"
SESSIONS, VISITS, SKILLS = "sessions_by_kind", "visits_by_kind", "skills_by_area"
GIVEN, WORTHS = "gifts_by_thing", "pounds_by_thing"
_HEADING: Final = "these days"
_SAYS_NOTHING: Final = (WhyHidden.SMALL_BASE, WhyHidden.NOT_KNOWN)


class Hidden:
    """What disclosure control left of the figures of one period: 0 is this one, 1 that before."""

    def __init__(self, figures: ReportFigures, at: int, profile: Profile) -> None:
        held = _held(figures, at)
        tables = [_column(table, at, held) for table in _tables_of(figures, at)]
        sheets = _sheets(figures, at)
        said = _counted_in([*sheets[:2], *tables])
        left = disclosed(
            [*sheets, *tables],
            profile,
            same={where: counts.name for where, counts in said.items()},
            within=[
                *_parts(said),
                *_among(sheets[0], tables),
                *_for_one(tables),
                *_once_each(sheets, tables, figures.skills_in),
            ],
            noughts=_not_held(said, held),
            of_nobody=(_MET, SESSIONS),
        )
        self.tables = {table.code: table for table in left}
        self._held = held
        self._cells = {(table.code, row.code): row.cells[0] for table in left for row in table.rows}
        self._show_known_noughts(sheets[0], tables)
        if profile.secondary:
            self._hide_hours(profile.threshold)
            self._hide_worths()

    def _show_known_noughts(self, people: CountTable, tables: list[CountTable]) -> None:
        """Where people are shown to be 0, the lines that tell of them are.

        If nobody learned, nobody came to any kind of session at which one learns. Hidden it would
        look like a secret, and anybody could work it out. Shown it tells nothing new, neither of
        other lines nor of what it is a part of: of that there is a rest.
        """
        for code, table, lines in _lines_above(people, tables):
            if self._cells[people.code, code].number == 0:
                self._cells |= {(table.code, one): CountCell(0) for one in lines}

    def _hide_hours(self, threshold: int) -> None:
        """Hours are so many times a length: of three visits of two hours each they are six.

        Hours with people are of visits that are no drop-ins, and are shown where those are, and
        not few. It hangs on what is shown, so that hours which are hidden tell nothing.
        """
        visits, drop_ins, sessions = (
            self._cells.get(where, CountCell(None)).number
            for where in (
                (_PEOPLE, "visits"), (_PEOPLE, "drop_in_visits"), (_MET, "sessions"),
            )
        )  # fmt: skip
        away = []
        if visits is None or drop_ins is None or 0 < visits - drop_ins < threshold:
            away.append((_PEOPLE, "learning_hours"))
        if sessions is None:
            away += [(_OTHERS, "session_hours"), (_PEOPLE, "session_volunteer_hours")]
        for where in away:
            if self._cells.get(where, CountCell(0)).hidden is not WhyHidden.NOT_KNOWN:
                self._cells[where] = CountCell(None, WhyHidden.WITH_ANOTHER)

    def _hide_worths(self) -> None:
        """That a kind of thing has a worth tells that one was given, and one a kind can be all.

        So worths by kind are told where it is told how many were valued, and each of their kinds
        is listed by how many were given. All of them is told in any case: the law asks for it.
        """
        kinds = [c for (code, c), cell in self._cells.items() if code == WORTHS and cell.number]
        rest = self._cells.get((GIVEN, REST), CountCell(0))
        unlisted = CountCell(None, WhyHidden.SMALL_BASE)
        many = self._cells.get((_PEOPLE, "gifts_valued"), unlisted)
        if many.number is not None and all(
            tells(self._cells.get((GIVEN, kind), unlisted), rest) for kind in kinds
        ):
            return
        why = WhyHidden.SMALL_BASE if many.number is None else WhyHidden.WITH_ANOTHER
        self._cells |= {at: CountCell(None, why) for at in self._cells if at[0] == WORTHS}

    def figure(self, figure: Figure) -> CountCell:
        """A figure as it may be shown."""
        return self._cells[_sheet_of(figure), figure.indicator.code]

    @property
    def hides_sessions(self) -> bool:
        """Whether it hides how many sessions of a kind there were, or does not tell of sessions."""
        table = self.tables.get(SESSIONS)
        return table is None or any(row.cells[0].number is None for row in table.rows)

    def lists_all(self, table: CountTable) -> bool:
        """Whether each of its lines is listed: that it was held is told, and nothing of visits."""
        return self._held is not None and _is_of_held(table)

    def line(self, table: CountTable, row: CountRow) -> CountCell:
        """A line of a table; one that is 0 goes with the other noughts."""
        return self._cells.get((table.code, row.code), self.rest(table))

    def rest(self, table: CountTable) -> CountCell:
        """What the lines are that hold nothing: one number for them all."""
        return self._cells.get((table.code, REST), CountCell(0))

    def total(self, table: CountTable) -> CountCell | None:
        """What the lines of a table are in all."""
        total = self.tables[table.code].total
        return total.cells[0] if total is not None else None


def tells(cell: CountCell, rest: CountCell) -> bool:
    """Whether this cell says that the line holds something.

    Where the lines that hold nothing are hidden too, a hidden one says so only of a small number.
    """
    if cell.number is not None:
        return cell.number > 0
    if cell.hidden is WhyHidden.SMALL:
        return True
    return cell.hidden not in _SAYS_NOTHING and rest.number is not None


def _tables_of(figures: ReportFigures, at: int) -> Iterator[CountTable]:
    """Every table of these days: weeks are told of one period, and counted of both."""
    for section in (*figures.sections, *figures.beside):
        yield from (table for table in section.tables if at < len(table.columns))
    if at:
        yield from figures.weeks_before


def _held(figures: ReportFigures, at: int) -> frozenset[str] | None:
    """Of which kinds there were sessions, which is not hidden. None where it is not counted."""
    for table in _tables_of(figures, at):
        if table.code == SESSIONS:
            return frozenset(row.code for row in table.rows if row.cells[at].number)
    return None


def _not_held(
    said: Mapping[tuple[str, str], Counts], held: frozenset[str] | None
) -> Iterator[tuple[str, str]]:
    """Visits that are known to be 0: no session was held at which there could be any.

    No names are taken at a stall or a school visit, so there are none to one.
    """
    if held is None:
        return
    by_name = held - {*ONLY_COUNTED}
    for where, counts in said.items():
        if counts.of == "visits" and not dict(counts.only).get("kind", by_name) & by_name:
            yield where


def _is_of_held(table: CountTable) -> bool:
    """Whether it has a line for each kind of which there were sessions."""
    of = definitions().tables.get(table.code)
    return table.code == SESSIONS or (of is not None and of.lines_of == SESSIONS)


def _column(table: CountTable, at: int, held: frozenset[str] | None) -> CountTable:
    """The lines of one period that are not 0, in an order of their own, and one for all that are.

    Of visits, each kind that was held has a line; the others are known to be 0.
    Its total goes under the code of what it counts: a key figure may be the same.
    """
    at = min(at, len(table.columns) - 1)
    of = definitions().tables.get(table.code)
    is_of_time = of is not None and of.by in OF_TIME
    is_of_held = held is not None and _is_of_held(table)
    there = {row.code for row in table.rows if row.cells[at].number or is_of_time}
    if held is not None and is_of_held:
        there |= held - {*ONLY_COUNTED}
    rows = {row.code: row.cells[at] for row in table.rows if row.code in there}
    if of is not None and not is_of_held:  # a figure that is 0 is known to be
        also = figures_among(of, definitions().indicators.values())
        rows = {**dict.fromkeys(also, CountCell(0)), **rows}
    if not (is_of_time or is_of_held):  # each week of the days is a line of its own
        rows[REST] = CountCell(0)
    total = table.total
    if total is not None:
        code = of.indicator.code if of is not None else total.code
        total = replace(total, code=code, cells=(total.cells[at],))
    about = table.about_people and table.unit not in NOT_PEOPLE
    lines = tuple(CountRow(code, "", (rows[code],)) for code in sorted(rows))
    return replace(table, columns=(_HEADING,), rows=lines, total=total, about_people=about)


def _sheets(figures: ReportFigures, at: int) -> list[CountTable]:
    """The figures as tables of one column: of people, of sessions, and of others."""
    rows: dict[str, dict[str, CountRow]] = {_PEOPLE: {}, _MET: {}, _OTHERS: {}}
    for figure in sorted(_every(figures), key=lambda figure: figure.indicator.code):
        one = figure.indicator
        number = figure.number if at == 0 else figure.before
        rows[_sheet_of(figure)][one.code] = CountRow(one.code, one.name, (_cell(number),))
    return [
        CountTable(
            code, "", "", "", (_HEADING,), tuple(each.values()), None, about_people=code == _PEOPLE
        )
        for code, each in rows.items()
    ]


def _every(figures: ReportFigures) -> list[Figure]:
    return [*figures.figures, *(one for part in figures.beside for one in part.figures)]


def _sheet_of(figure: Figure) -> str:
    if figure.indicator.of == "sessions":  # how long they were is of nobody either
        return _MET if figure.indicator.counts == "rows" else _OTHERS
    return _OTHERS if figure.indicator.unit in NOT_PEOPLE else _PEOPLE


def _cell(number: int | None) -> CountCell:
    return CountCell(number, WhyHidden.NOT_KNOWN if number is None else WhyHidden.NOT_HIDDEN)


def _counted_in(tables: list[CountTable]) -> dict[tuple[str, str], Counts]:
    """What each line counts, by the code of its table and its own."""
    known = definitions()
    found = {}
    for table in tables:
        of = known.tables.get(table.code)
        for row in (*table.rows, *([table.total] if table.total else [])):
            if row is table.total or of is None:
                if (one := known.indicators.get(row.code)) is not None:
                    found[table.code, row.code] = counts_of(one)
            elif row.code not in (REST, NOT_TOLD):
                found[table.code, row.code] = counts_of_line(of, row.code)
    return found


def _parts(said: Mapping[tuple[str, str], Counts]) -> Iterator[Within]:
    """Figures that can be no more than another figure, or than what was handed over."""
    once = {
        counts: where
        for where, counts in said.items()
        if where[0] == _PEOPLE or counts == HANDED_OVER
    }
    for whole, parts in wholes([(where, counts) for counts, where in once.items()]):
        yield Within(whole, parts)


def _for_one(tables: list[CountTable]) -> Iterator[Within]:
    """No more came to one-to-ones than there were."""
    there = {table.code: {row.code for row in table.rows} for table in tables}
    for kind in FOR_ONE:
        if kind in there.get(SESSIONS, ()) and kind in there.get(VISITS, ()):
            yield Within((SESSIONS, kind), ((VISITS, kind),))


def _once_each(
    sheets: list[CountTable], tables: list[CountTable], skills_in: Mapping[str, int]
) -> Iterator[Within]:
    """Nobody is twice at one session, but for drop-ins: so many people there are at the least.

    Of ten sessions and forty visits to them they are four. So it is with volunteers: each gives an
    hour of a session once; and with skills: of everybody each of an area is counted once.
    """
    figures, many, came = (
        {row.code: row.cells[0].number or 0 for table in those for row in table.rows}
        for those in (sheets, *([t for t in tables if t.code == c] for c in (SESSIONS, VISITS)))
    )
    learning = dict(definitions().indicators["learners"].only)["kind"]
    for kind in sorted(many.keys() & came.keys() - {*FOR_ONE, SessionKind.DROP_IN, REST}):
        for code in ("people", *(["learners"] if kind in learning else [])):
            if figures.get(code):
                yield Within((_PEOPLE, code), ((VISITS, kind),), times=many[kind])
    at_sessions, given = "session_volunteers", "session_volunteer_hours"
    if volunteers := figures[at_sessions]:  # each number of hours is rounded
        times = max(figures["session_hours"], -(-figures[given] // volunteers), 1)
        yield Within((_PEOPLE, at_sessions), ((_PEOPLE, given),), times=times)
    areas = {row.code for table in tables if table.code == SKILLS for row in table.rows}
    for area in sorted(areas & skills_in.keys()):
        if figures.get("people_skilled"):
            place = (SKILLS, area)
            yield Within((_PEOPLE, "people_skilled"), (place,), times=skills_in[area])


def _among(people: CountTable, tables: list[CountTable]) -> Iterator[Within]:
    """Figures that can be no more than some lines of a table together.

    Of lines that stand for themselves a reader is thought to know which are 0; the others are in
    the rest.
    """
    there = {table.code: {row.code for row in table.rows} for table in tables}
    for code, table, above in _lines_above(people, tables):
        lines = [one for one in above if one in there[table.code]]
        if lines:
            first, *more = ((table.code, line) for line in lines)
            yield Within(first, ((people.code, code),), tuple(more))


def _lines_above(
    people: CountTable, tables: list[CountTable]
) -> Iterator[tuple[str, CountTable, tuple[str, ...]]]:
    """Each figure that is no more than some lines of a table together, the table, and the lines."""
    known = definitions()
    for table in tables:
        if (of := known.tables.get(table.code)) is None:
            continue
        for row in people.rows:
            if lines := lines_above(of, known.indicators[row.code]):
                yield row.code, table, lines
