"""Figures of random hubs against a recount out of their exported package. Used by test and soak."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import (
    Cut,
    ReportFigures,
    Template,
    definitions,
    figures_of,
    rows_behind,
    shipped_templates,
)
from hubdesk.queries.figures.definitions import TemplateSection
from hubdesk.queries.figures.rows import WINDOW
from hubdesk.queries.publishing import told
from hubdesk.store.database import Database
from hubdesk.sync.package_out import write_package
from tests.agreeing import disagreements
from tests.random_hub import FIRST, LAST, RandomHub, TakenBack
from tests.recount.figures import Recount
from tests.recount.rows import Asked, read_package
from tools.throwaway import NOW

SMALL, LARGE = 30, 120  # people: of few most numbers are hidden on paper
LISTS = 5  # of so many hubs one has each list added up and its paper read, too


def everything() -> Template:
    """One template that asks for every figure and every table there is."""
    known = definitions()
    section = TemplateSection(
        "all", "All", tuple(known.indicators.values()), tuple(known.tables.values())
    )
    return replace(shipped_templates()[0], sections=(section,))


def differences(hub: RandomHub, db: Session, dice: random.Random, *, seed: int) -> list[str]:
    """What is not as a recount has it, over a few random stretches and cuts."""
    with_lists = seed % LISTS == 0
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "hub.zip"
        write_package(db, package, now=NOW)
        tables = read_package(package)
        found = []
        for period, cut in stretches(hub, dice):
            made = figures_of(db, period, template=everything(), now=NOW, cut=cut)
            asked = Asked(
                period.first_on, period.last_on, cut.fund_id, cut.kinds, cut.areas, cut.ages
            )
            found += _compared(made, Recount(tables, asked, NOW.date()))
        if with_lists:
            found += _not_behind(db, made)
            template = shipped_templates()[seed // LISTS % len(shipped_templates())]
            found += disagreements(told(db, template=template, period=period, now=NOW).report)
        template = dice.choice(shipped_templates())
        made = figures_of(db, period, template=template, now=NOW, cut=cut)
        found += _compared(made, Recount(tables, asked, NOW.date()))
    return found


def _not_behind(db: Session, made: ReportFigures) -> list[str]:
    """Figures whose list does not add up to them."""
    found = []
    for figure in made.figures:
        one = figure.indicator
        if one.unit == "hours" or figure.number is None:
            continue  # a list in minutes, of which each fund has a part
        behind = rows_behind(db, one, made.period, now=NOW, cut=made.cut, limit=WINDOW)
        adds = sum(row.amount for row in behind.rows)
        if one.counts == "homes":
            continue  # the list has everybody of each home
        if behind.count <= WINDOW and adds != figure.number:
            found.append(f"{one.code}: {figure.number}, its list {adds}")
    return found


def stretches(hub: RandomHub, dice: random.Random) -> Iterator[tuple[Period, Cut]]:
    """A month that is over, and any days, narrowed to anything."""
    yield Period(date(2026, 10, 1), date(2026, 10, 31)), Cut()
    first = FIRST + timedelta(days=dice.randrange((LAST - FIRST).days))
    anything = Period(first, first + timedelta(days=dice.randrange(200)))
    yield anything, Cut(fund_id=dice.choice(hub.funds))
    yield (
        anything,
        Cut(
            kinds=dice.choice(((), ("course", "drop-in"))),
            areas=dice.choice((("B12",), ("B1", "not known"), ())),
            ages=dice.choice(((), ("25 to 49",), ("16 to 17", "18 to 24", "not told"))),
        ),
    )


def not_counted(made: ReportFigures, again: Recount) -> list[str]:
    """A sentence for each figure and table that the recount does not know."""
    asked = [*made.numbers, *(table.code for part in made.sections for table in part.tables)]
    known = again.figures().keys() | again.tables_of().keys()
    return [
        f"{code} is not counted in tests/recount/figures.py: count it there too"
        for code in asked
        if code not in known
    ]


def _compared(made: ReportFigures, again: Recount) -> list[str]:
    if missing := not_counted(made, again):
        return missing
    numbers, tables = again.figures(), again.tables_of()
    of = f"{made.template.key} {made.period.first_on} {made.period.last_on} {made.cut}"
    found = [
        f"{code} of {of}: {number}, recounted {numbers[code]}"
        for code, number in made.numbers.items()
        if number != numbers[code]
    ]
    for section in made.sections:
        for table in section.tables:
            rows = {row.code: row.cells[0].number for row in table.rows if row.cells[0].number}
            if rows != tables[table.code]:
                found.append(f"{table.code} of {of}: {rows}, recounted {tables[table.code]}")
    for figure in made.figures:
        if figure.target is not None:
            code = figure.indicator.code
            asked = replace(again.asked, first=figure.target.period.first_on)
            reached = Recount(again.tables, asked, NOW.date()).figures()[code]
            if figure.target.reached != reached:
                found.append(f"target of {code} of {of}: {figure.target.reached}, {reached}")
    return found


def random_hub_differences(database: Database, seed: int) -> list[str]:
    """What is counted otherwise than by the script, in an empty hub that is filled at random.

    All of it is taken back: to make a file for each hub took as long as to count it.
    """
    dice = random.Random(seed)
    found = list[str]()
    with suppress(TakenBack), database.changing("import people") as db:
        hub = RandomHub(db, dice, people=LARGE if seed % LISTS == 0 else SMALL)
        found = differences(hub, db, dice, seed=seed)
        raise TakenBack
    return found
