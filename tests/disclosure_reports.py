"""The reports of random hubs as they leave, attacked: figures and tables together, and bars."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from hubdesk.queries.disclosure import COUNTED
from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable, Period, WhyHidden
from hubdesk.queries.figures import Cut, ReportFigures, figures_of, shipped_templates
from hubdesk.queries.publishing import published
from hubdesk.queries.report_rows import PublishedReport
from hubdesk.reports.charts import BAR_THICK, can_chart, chart_of
from hubdesk.reports.shapes import Box
from tests.disclosure_solver import Tally, attacked, counted_up
from tests.random_hub import RandomHub
from tools.throwaway import NOW

# What a reader of the words knows to be one number, by the code of the table and of the line.
SAME = {
    ("contacts_by_sort", "visit"): "visits",
    ("contacts_by_sort", "returned"): "returns",
    ("contacts_by_sort", "renewed"): "renewals",
    ("visits_by_kind", "drop-in"): "drop_in_visits",
    ("drop_ins_by_about", "drop_ins"): "drop_in_visits",
    ("visits_by_week", "visits_each_week"): "visits",
}
# And to be no more than another; of several in one row, that nothing is counted in two of them.
WITHIN = (
    ("heads", ("pupils", "outreach_heads")),
    ("visits", ("learners", "drop_in_visits")),
    ("outcomes", ("into_work", "into_learning", "into_volunteering", "not_reached")),
    *(
        ("people", (part,))
        for part in ("new_people", "learners", "borrowers", "people_given", "households")
    ),
    *(("handed over", (part,)) for part in ("borrowers", "people_given")),
    *(("pupils", (part,)) for part in ("pupils_girls", "pupils_premium", "pupils_send")),
    *(("interactions", ("people",)), ("loans", ("borrowers",)), ("gifts", ("people_given",))),
    *(("skills", ("people_skilled",)), ("certificates", ("people_certified",))),
    *(("follow_ups", ("follow_ups_done",)), ("volunteers", ("new_volunteers",))),
)
# People are no more than the visits or the outcomes of theirs, whatever lines those stand in.
AMONG = (
    (
        "learners",
        "visits_by_kind",
        {"course", "workshop", "one-to-one", "job club", "home visit", "phone support"},
    ),
    ("into_work", "outcomes_by_code", {"EMP1", "EMP2", "EMP4", "EMP5"}),
    ("into_learning", "outcomes_by_code", {"EDU2", "EDU3", "EDU4", "EDU5", "EDU6"}),
    ("into_volunteering", "outcomes_by_code", {"VOL1"}),
    ("not_reached", "outcomes_by_code", {"OTH3"}),
)
# People, and what there is only where there is somebody.
SOMEBODY = (
    *(("people", rows) for rows in ("interactions", "visits", "loans", "gifts")),
    *(("borrowers", "loans"), ("people_given", "gifts"), ("people_skilled", "skills")),
    ("people_certified", "certificates"),
    ("visits", "learning_hours"),
)
# At which kinds of session there can be any; none are named where at each of them.
HELD_AT: dict[str, set[str]] = {
    "learners": AMONG[0][2],
    "drop_in_visits": {"drop-in"},
    "pupils": {"school visit"},
    "outreach_heads": {"outreach stall", "event"},
    **{one: set() for one in ("visits", "learning_hours", "heads", "session_volunteers")},
}
# To which no more come than there are, and to which nobody comes by name.
FOR_ONE = ("one-to-one", "phone support", "home visit")
NO_MORE = tuple((("visits_by_kind", kind), ("sessions_by_kind", kind)) for kind in FOR_ONE)
# Who comes to these is at each of their sessions once, so that there are at least so many people.
ONCE_EACH = (
    ("people", ("course", "workshop", "job club", "meeting", "event")),
    ("learners", ("course", "workshop", "job club")),
)
BY_NUMBER = {"school visit", "outreach stall"}
OF_NOBODY = {"sessions", "school_visits"}
REST = "All the rest"
# Tables whose lines stand in an order of their own, and lines that come last whatever they hold.
ORDERED = {"visits_by_week", "people_by_age", "pupils_by_year", "outcomes_by_code"}
EVERY_LINE = {"visits_by_week", "visits_by_kind", "sessions_by_kind"}
LAST = ("Not told", "No fixed address", "Not by year group", "Not asked", REST)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))


def attack_reports(db: Session, seed: int, tally: Tally, *, many: int = 6) -> None:
    """`many` reports of one random hub, the largest among them, of a month or a quarter."""
    dice = random.Random(seed)
    RandomHub(db, dice, people=dice.choice((12, 30, 60, 120)))
    first, *others = shipped_templates()
    for template in [first, *dice.sample(others, min(many - 1, len(others)))]:
        figures = figures_of(db, dice.choice((OCTOBER, QUARTER)), template=template, now=NOW)
        attack_report(figures, f"{template.key} of hub {seed}", tally)


def attack_narrowed(db: Session, seed: int, tally: Tally) -> None:
    """The report of one random hub, narrowed to kinds, to a fund, to an area and to ages."""
    dice = random.Random(seed)
    hub = RandomHub(db, dice, people=dice.choice((12, 30, 60, 120)))
    for cut in (
        Cut(kinds=("one-to-one",)),
        Cut(kinds=("course", "one-to-one", "phone support")),
        Cut(fund_id=hub.funds[0]),
        Cut(kinds=("one-to-one", "drop-in"), areas=("B1", "B12")),
        Cut(ages=("25 to 49", "50 to 64")),
    ):
        days, template = dice.choice((OCTOBER, QUARTER)), shipped_templates()[0]
        figures = figures_of(db, days, template=template, now=NOW, cut=cut)
        attack_report(figures, f"{cut} of hub {seed}", tally)


def attack_report(figures: ReportFigures, of: str, tally: Tally) -> None:
    """One report as it leaves, and with its small numbers hidden alone: both of its columns."""
    kept = published(figures, made_on=NOW.date())
    weak = published(figures, made_on=NOW.date(), profile=replace(COUNTED, secondary=False))
    for at in (0, 1):
        shown, bare = _shown(kept, at), _shown(weak, at)
        found, without = (
            attacked(
                tables,
                COUNTED,
                truly=_truly(figures, left, at),
                same=frozenset(SAME.values()),
                within=WITHIN,
                listed=frozenset(_listed(left, at)),
                among=AMONG,
                rests=frozenset(one.code for one in _tables(left)) - EVERY_LINE,
                noughts=frozenset(_not_held(left, at)),
                somebody=SOMEBODY,
                no_more=NO_MORE,
                of_nobody=frozenset(_of_nobody(tables)),
                so_many=tuple(_so_many(tables, figures)),
            )
            for tables, left in ((shown, kept), (bare, weak))
        )
        counted_up(tally, of, shown, bare, found, without)
    tally.worked_out += [f"{of}: {each}" for each in (*measured(kept), *ordered(kept))]


def measured(report: PublishedReport) -> Iterator[str]:
    """What bars tell that the numbers beside them do not: lengths of what is hidden."""
    for section in report.sections:
        for table in filter(can_chart, section.tables):
            for is_time in (False, True):
                shapes = chart_of(table, 480, is_time=is_time).shapes
                boxes = [shape for shape in shapes if isinstance(shape, Box)]
                marks = {(box.height if is_time else box.width) for box in boxes if box.is_dashed}
                if not is_time and len(marks) > 1:
                    yield f"{table.code}: hidden bars of {len(marks)} lengths"
                bars = [b.width for b in boxes if not b.is_dashed and b.height == BAR_THICK]
                numbers = [c.number for row in table.rows for c in row.cells if c.number]
                if not is_time and len(bars) > len(numbers):
                    yield f"{table.code}: {len(bars)} bars for {len(numbers)} shown numbers"
                if bars and not is_time:
                    scale = max(numbers) / max(bars)
                    read = sorted(round(bar * scale) for bar in bars)
                    if read != sorted(numbers):
                        yield f"{table.code}: bars say {read}, numbers {sorted(numbers)}"


def ordered(report: PublishedReport) -> Iterator[str]:
    """What the order of lines tells: of hidden numbers, that one is more than the next."""
    for table in _tables(report):
        if table.code in ORDERED:
            continue
        lines = [row for row in table.rows if row.label not in LAST]
        first = [row.cells[0].number for row in lines]
        shown = [number for number in first if number is not None]
        many = len(list(filter(None, shown)))
        hidden = [None] * (len(first) - len(shown))
        if first != [
            *sorted(filter(None, shown), reverse=True),
            *hidden,
            *[0] * (len(shown) - many),
        ]:
            yield f"{table.code}: a hidden number stands in the order of those shown: {first}"
        names = [row.label.casefold() for row in lines if row.cells[0].number is None]
        if names != sorted(names):
            yield f"{table.code}: hidden numbers stand in an order of their own: {names}"


def _tables(report: PublishedReport) -> list[CountTable]:
    return [table for section in report.sections for table in section.tables]


def _listed(report: PublishedReport, at: int) -> Iterator[tuple[str, str]]:
    """Lines that would not stand there if they held nothing in these days.

    A table has each week of its days; of all else it lists what holds something in one of its
    columns. Where no other column says so, it is these days.
    """
    for table in _tables(report):
        for row in table.rows:
            told = any(_holds(table, c, cell) for c, cell in enumerate(row.cells) if c != at)
            held = table.code == "sessions_by_kind" and row.cells[at].number is None
            if held or (table.code not in EVERY_LINE and row.label != REST and not told):
                yield table.code, SAME.get((table.code, row.code), row.code)


def _not_held(report: PublishedReport, at: int) -> Iterator[tuple[str, str]]:
    """What sessions by kind tells of visits and heads: none where no session was held."""
    tables = {table.code: table for table in _tables(report)}
    if "sessions_by_kind" not in tables or "(the rest)" in _codes(tables["sessions_by_kind"]):
        return
    lines = tables["sessions_by_kind"].rows
    held = {row.code for row in lines if row.cells[at].number != 0}
    for figure, kinds in HELD_AT.items():
        by_name = held - BY_NUMBER if figure in ("visits", "learning_hours") else held
        if not by_name & (kinds or by_name):
            yield "figures", figure
    if (visits := tables.get("visits_by_kind")) is not None:
        not_held = _codes(visits) - held
        yield from ((visits.code, SAME.get((visits.code, kind), kind)) for kind in not_held)


def _so_many(
    tables: Sequence[CountTable], figures: ReportFigures
) -> Iterator[tuple[str, int, tuple[str, str]]]:
    """How many sessions there were of a kind, so many times somebody can have come to it.

    And for each hour of sessions a volunteer at them can have given one; each skill of an area is
    seen once of everybody.
    """
    yield from (
        ("people_skilled", many, ("skills_by_area", area))
        for area, many in figures.skills_in.items()
    )
    shown = {(t.code, row.code): row.cells[0].number for t in tables for row in t.rows}
    for figure, kinds in ONCE_EACH:
        for kind in kinds:
            if times := shown.get(("sessions_by_kind", kind)):
                yield figure, times, ("visits_by_kind", kind)
    if hours := shown.get(("figures", "session_hours")):
        yield "session_volunteers", hours, ("figures", "session_volunteer_hours")


def _of_nobody(tables: Sequence[CountTable]) -> Iterator[tuple[str, str]]:
    """Sessions: each kind that was held is listed, however many there were."""
    for table in tables:
        total = table.total.code if table.total else ""
        if total == "sessions" or table.code == "figures":
            yield from ((table.code, row.code) for row in table.rows if row.code in OF_NOBODY)
        if total == "sessions":
            yield table.code, total
            yield from ((table.code, row.code) for row in table.rows)


def _holds(table: CountTable, c: int, cell: CountCell) -> bool:
    """Whether what is printed says that there is something, small or not."""
    if cell.number is not None or cell.hidden is WhyHidden.SMALL:
        return bool(cell.number) or cell.hidden is WhyHidden.SMALL
    if cell.hidden in (WhyHidden.SMALL_BASE, WhyHidden.NOT_KNOWN):
        return False
    marks = {row.cells[c].hidden for row in table.rows if row.cells[c].number != 0}
    rest = next((row.cells[c] for row in table.rows if row.code == "(the rest)"), CountCell(0))
    return rest.number is not None or marks != {cell.hidden}  # a column hidden whole hides it too


def _shown(report: PublishedReport, at: int) -> list[CountTable]:
    """What a reader sees of one period."""
    figures = [*report.headlines, *(f for s in report.sections for f in s.figures)]
    cells = {f.code: (f.now, f.before)[at] for f in figures}
    rows = [CountRow(code, code, (cell,)) for code, cell in cells.items() if cell is not None]
    rows = [row for row in rows if row.cells[0].hidden != "not known"]
    keys = CountTable("figures", "", "", "", ("period",), tuple(rows), None)
    tables = [table for section in report.sections for table in section.tables]
    there = (_column(table, at) for table in tables if at < len(table.columns))
    return [keys, *(_named(_without_all(table)) for table in there)]


def _without_all(table: CountTable) -> CountTable:
    """Where one line is for all that holds anything, it is the total once more.

    Without any line the total is known to be 0.
    """
    rest = [row for row in table.rows if row.code == "(the rest)"]
    noughts = [row for row in table.rows if row.cells[0].number == 0]
    is_all = len(rest) == 1 and rest[0] not in noughts
    if is_all and len(noughts) == len(table.rows) - 1:
        return replace(table, rows=(), total=None)
    return table


def _named(table: CountTable) -> CountTable:
    """Its lines by one code for one number, wherever it stands."""

    def one(row: CountRow) -> CountRow:
        return replace(row, code=SAME.get((table.code, row.code), row.code))

    total = one(table.total) if table.total else None
    return replace(table, rows=tuple(map(one, table.rows)), total=total)


def _truly(figures: ReportFigures, report: PublishedReport, at: int) -> list[CountTable]:
    """The same, before any number was hidden."""
    numbers = {f.indicator.code: (f.number, f.before)[at] for f in figures.figures}
    printed = {table.code: table for table in _tables(report)}
    tables = {table.code: table for section in figures.sections for table in section.tables}
    found = []
    for shown in _shown(report, at):
        if shown.code == "figures":
            rows = tuple(replace(r, cells=(CountCell(numbers[r.code]),)) for r in shown.rows)
            found.append(replace(shown, rows=rows))
            continue
        true = _as_listed(_column(tables[shown.code], at), printed[shown.code])
        if not shown.rows and shown.total is None:
            true = replace(true, rows=(), total=None)
        code = shown.total.code if shown.total else ""
        total = replace(true.total, code=code) if true.total else None
        found.append(_named(replace(true, total=total)))
    return found


def _as_listed(true: CountTable, shown: CountTable) -> CountTable:
    """The same lines in the same order; "All the rest" is what stands in none of them."""
    lines = {row.code: row for row in true.rows}
    rest = sum(lines[code].cells[0].number or 0 for code in lines.keys() - _codes(shown))
    name = next((row.label for row in shown.rows if row.code == "(the rest)"), "")
    rest_row = CountRow("(the rest)", name, (CountCell(rest),))
    assert rest == 0 or "(the rest)" in _codes(shown), f"{shown.code}: not all is listed"
    return replace(true, rows=tuple(lines.get(row.code, rest_row) for row in shown.rows))


def _codes(table: CountTable) -> set[str]:
    return {row.code for row in table.rows}


def _column(table: CountTable, at: int) -> CountTable:
    def one(row: CountRow) -> CountRow:
        return replace(row, cells=(row.cells[at],))

    rows: Sequence[CountRow] = [one(row) for row in table.rows]
    total = one(table.total) if table.total else None
    return replace(table, columns=("period",), rows=tuple(rows), total=total)
