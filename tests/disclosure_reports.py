"""The reports of random hubs as they leave, attacked: figures and tables together, and bars."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from hubdesk.queries.disclosure import COUNTED
from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable, Period
from hubdesk.queries.figures import ReportFigures, figures_of, shipped_templates
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
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))


def attack_reports(db: Session, seed: int, tally: Tally, *, many: int = 6) -> None:
    """`many` reports of one random hub, the largest among them, of a month or a quarter."""
    dice = random.Random(seed)
    RandomHub(db, dice, people=dice.choice((12, 30, 60, 120)))
    first, *others = shipped_templates()
    for template in [first, *dice.sample(others, min(many - 1, len(others)))]:
        figures = figures_of(db, dice.choice((OCTOBER, QUARTER)), template=template, now=NOW)
        kept = published(figures, made_on=NOW.date())
        weak = published(figures, made_on=NOW.date(), profile=replace(COUNTED, secondary=False))
        of = f"{template.key} of hub {seed}"
        for at in (0, 1):
            shown, bare = _shown(kept, at), _shown(weak, at)
            found, without = (
                attacked(
                    tables,
                    COUNTED,
                    truly=_truly(figures, left, at),
                    same=frozenset(SAME.values()),
                    within=WITHIN,
                )
                for tables, left in ((shown, kept), (bare, weak))
            )
            counted_up(tally, of, shown, bare, found, without)
        tally.worked_out += [f"{of}: {each}" for each in measured(kept)]


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


def _shown(report: PublishedReport, at: int) -> list[CountTable]:
    """What a reader sees of one period."""
    figures = [*report.headlines, *(f for s in report.sections for f in s.figures)]
    cells = {f.code: (f.now, f.before)[at] for f in figures}
    rows = [CountRow(code, code, (cell,)) for code, cell in cells.items() if cell is not None]
    rows = [row for row in rows if row.cells[0].hidden != "not known"]
    keys = CountTable("figures", "", "", "", ("period",), tuple(rows), None)
    tables = [table for section in report.sections for table in section.tables]
    return [keys, *(_named(_column(table, at)) for table in tables if at < len(table.columns))]


def _named(table: CountTable) -> CountTable:
    """Its lines by one code for one number, wherever it stands."""

    def one(row: CountRow) -> CountRow:
        return replace(row, code=SAME.get((table.code, row.code), row.code))

    total = one(table.total) if table.total else None
    return replace(table, rows=tuple(map(one, table.rows)), total=total)


def _truly(figures: ReportFigures, report: PublishedReport, at: int) -> list[CountTable]:
    """The same, before any number was hidden."""
    numbers = {f.indicator.code: (f.number, f.before)[at] for f in figures.figures}
    tables = {table.code: table for section in figures.sections for table in section.tables}
    found = []
    for shown in _shown(report, at):
        if shown.code == "figures":
            rows = tuple(replace(r, cells=(CountCell(numbers[r.code]),)) for r in shown.rows)
            found.append(replace(shown, rows=rows))
            continue
        true = _with_the_rest(_column(tables[shown.code], at), shown)
        code = shown.total.code if shown.total else ""
        total = replace(true.total, code=code) if true.total else None
        found.append(_named(replace(true, total=total)))
    return found


def _with_the_rest(true: CountTable, shown: CountTable) -> CountTable:
    """A last line, printed so that nobody can tell that those before it are all: it is 0."""
    more = shown.rows[len(true.rows) :]
    assert len(more) <= 1, [row.code for row in more]
    return replace(true, rows=(*true.rows, *(replace(r, cells=(CountCell(0),)) for r in more)))


def _column(table: CountTable, at: int) -> CountTable:
    def one(row: CountRow) -> CountRow:
        return replace(row, cells=(row.cells[at],))

    rows: Sequence[CountRow] = [one(row) for row in table.rows]
    total = one(table.total) if table.total else None
    return replace(table, columns=("period",), rows=tuple(rows), total=total)
