"""Every figure of every report is what a script counts that reads the exported files alone."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import figures_of
from hubdesk.store.database import Database
from hubdesk.sync.package_out import write_package
from tests.conftest import NOW, HubBuilder
from tests.recount.figures import Recount
from tests.recount.rows import Asked, read_package
from tests.recounted import everything, not_counted, random_hub_differences

HERE = Path(__file__).parent


@pytest.mark.parametrize("seed", [*range(30), 27030])  # the last: weeks of nobody
def test_a_random_hub_is_counted_the_same_by_a_script_that_knows_nothing_of_us(
    database: Database, seed: int
):
    assert random_hub_differences(database, seed) == []


def test_the_script_imports_nothing_but_the_standard_library():
    names = {
        name.split(".")[0]
        for file in (HERE / "recount").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }
    assert names - sys.stdlib_module_names == set()


def test_the_script_runs_by_itself_on_a_package(hub: HubBuilder, tmp_path: Path):
    hub.lend(hub.person("Ada Okafor"), hub.device())
    period, package = Period(date(2026, 11, 1), date(2026, 11, 30)), tmp_path / "hub.zip"
    hub.look(lambda db: write_package(db, package, now=NOW))
    days = ("2026-11-01", "2026-11-30", "--today", NOW.date().isoformat())
    said = subprocess.run(
        [sys.executable, "-S", "-m", "recount", package, *days],
        cwd=HERE,
        capture_output=True,
        check=True,
        timeout=60,
    )
    made = hub.look(lambda db: figures_of(db, period, template=everything(), now=NOW))
    assert json.loads(said.stdout)["figures"] == made.numbers


def test_a_figure_and_a_table_that_are_not_counted_again_are_named(hub: HubBuilder, tmp_path: Path):
    period, package = Period(date(2026, 11, 1), date(2026, 11, 30)), tmp_path / "hub.zip"
    hub.look(lambda db: write_package(db, package, now=NOW))
    made = hub.look(lambda db: figures_of(db, period, template=everything(), now=NOW))
    asked = Asked(period.first_on, period.last_on)
    again = Recount(read_package(package), asked, NOW.date())
    assert not_counted(made, again) == []
    first = made.figures[0]
    new = replace(first, indicator=replace(first.indicator, code="cups_of_tea"))
    section = replace(made.sections[0], figures=(*made.sections[0].figures, new))
    new_table = replace(section.tables[0], code="tea_by_week")
    section = replace(section, tables=(*section.tables, new_table))
    assert not_counted(replace(made, sections=(section,)), again) == [
        "cups_of_tea is not counted in tests/recount/figures.py: count it there too",
        "tea_by_week is not counted in tests/recount/figures.py: count it there too",
    ]
