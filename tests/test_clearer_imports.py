"""Numbers of public bodies out of their own files: hidden is never nought, none comes in bare."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from hubdesk.cli import main
from hubdesk.errors.benchmarks import FactsMissing, NoNumbers, NotThere, TooManyNumbers
from hubdesk.errors.hub import FieldMissing
from hubdesk.imports.benchmark_cells import MARKERS, number_in
from hubdesk.imports.benchmark_lines import BenchmarkLine, BenchmarkLines, Said
from hubdesk.imports.benchmarks import read_benchmarks
from hubdesk.messages import explain
from hubdesk.messages.bringing_in import reasons_said
from hubdesk.operations.benchmarks import bring_in_benchmarks, put_away_benchmark
from hubdesk.paths import Paths
from hubdesk.queries.benchmarks import (
    beside_guesses,
    brought_count,
    brought_window,
    newest_beside,
    shipped_benchmarks,
)
from hubdesk.store.opening import close_hub
from tests.conftest import PASSPHRASE, SHARED, HubBuilder
from tests.imports.reading import SAMPLES
from tests.reporting_verbs import a_number

WHOLE = {"source": "Office of Counting", "base": "Pupils", "method": "A count"}


def read(name: str, **said: Any) -> BenchmarkLines:
    return read_benchmarks((SAMPLES / name).read_bytes(), name, Said(**(WHOLE | said)))


def shown(lines: list[BenchmarkLine]) -> list[tuple[str, int | None, int, str]]:
    return [(line.geography, line.amount, line.places, line.hidden) for line in lines]


def reasons(lines: BenchmarkLines) -> list[str]:
    return [f"{line.line}: {reasons_said(line.problems)}" for line in lines.refused]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("3,924", (3924, 0, False, "")),
        ("20.20718455", (2020718455, 8, False, "")),
        ("12 %", (12, 0, True, "")),
        ("0", (0, 0, False, "")),
        ("-1.9", (-19, 1, False, "")),
        ("−3", (-3, 0, False, "")),
        ("3,92", None),
        ("1,2,3", None),
        ("see note", None),
        ("1e9", None),
        ("%", None),
        ("", None),
        ("9" * 40, None),
    ],
)
def test_a_cell_is_read_exactly_or_not_at_all(cell: str, found: object):
    assert number_in(cell) == found


@pytest.mark.parametrize(("why", "sign"), [(w, s) for w, signs in MARKERS.items() for s in signs])
def test_a_marker_is_never_nought_whatever_its_letters(why: str, sign: str):
    assert number_in(sign) == (None, 0, False, why)
    assert number_in(f" {sign.upper()} ") == (None, 0, False, why)


def test_a_list_of_schools_comes_in_and_each_line_that_does_not_is_named_with_its_reason():
    lines = read("benchmarks-schools.csv", year="2023")
    assert shown(lines.good) == [
        ("Invented Primary School", 277, 1, ""),
        ("Made Up, Junior School", 0, 0, ""),
        ("Nowhere Independent School", None, 0, "not applicable"),
        ("Tiny Village School", None, 0, "suppressed"),
        ("Birmingham", 142, 1, ""),
        ("Low School", None, 0, "rounds to nought"),
        ("Low School", 31, 0, ""),
    ]
    assert {line.unit for line in lines.good} == {"percent"}
    assert reasons(lines) == [
        "6: “fsm_prop” says see note, which is neither a number nor a marker for none.",
        "7: It has more cells than headings, from “3” on. Look for a comma inside a cell.",
    ]


def test_notes_above_and_below_say_what_the_numbers_rest_on():
    lines = read_benchmarks((SAMPLES / "benchmarks-notes.csv").read_bytes(), "n.csv", Said())
    first = lines.good[0]
    assert (first.title, first.amount, first.unit) == ("Total", 1621, "Persons")
    assert (first.year, first.geography, first.base) == (
        *("2021", "Inventham 001A", "All usual residents"),
    )
    assert first.source.startswith("IN999 - Sex by age. Invented Office of Counting")
    assert first.method.startswith("Records were swapped between areas")
    assert [line.hidden for line in lines.good if line.amount is None] == ["not available"] * 2
    assert lines.refused == []


def test_the_same_table_in_a_workbook_says_the_same():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    text = (SAMPLES / "benchmarks-schools.csv").read_text("utf-8").splitlines()[:5]
    for at, line in enumerate(text):
        cells = [*line.rsplit(",", 2)[0].split(",", 1), *line.rsplit(",", 2)[1:]]
        for column, cell in enumerate(cells):
            sheet.write(at, column, cell.strip('"'))
    book.close()
    lines = read_benchmarks(out.getvalue(), "schools.xlsx", Said(year="2023", **WHOLE))
    assert shown(lines.good) == shown(read("benchmarks-schools.csv", year="2023").good)[:4]


def test_a_long_file_names_the_place_of_each_row_and_tells_its_sorts_apart():
    lines = read("benchmarks-long.csv", columns=("online_apps_percent",), places=("Birmingham",))
    assert [(line.title, line.year, line.amount, line.hidden) for line in lines.good] == [
        ("online_apps_percent (Primary)", "2021/22", None, "not available"),
        ("online_apps_percent (Secondary)", "2021/22", 9824, ""),
        ("online_apps_percent (Secondary)", "2020/21", 97, ""),
    ]
    assert reasons(lines) == ["7: Line 6 says the same."]
    assert {line.geography for line in read("benchmarks-long.csv").good} == {
        "England",
        "Birmingham",
    }


def test_percent_signs_and_totals_without_a_name_in_performance_tables():
    lines = read("benchmarks-performance.csv", year="2019", columns=("PTFSM6CLA1A",))
    assert shown(lines.good) == [
        ("Invented Primary School", 20, 0, ""),
        ("Made Up Junior School", None, 0, "suppressed"),
        ("Nowhere Special School", None, 0, "not applicable"),
        ("New Free School", None, 0, "unreliable"),
    ]
    assert reasons(lines) == ["6: It does not say what it rests on. Missing: place."]


def test_a_file_in_our_own_words_needs_every_fact_on_every_line():
    lines = read_benchmarks((SAMPLES / "benchmarks-ours.csv").read_bytes(), "ours.csv", Said())
    assert [(line.measure, line.amount, line.places, line.hidden) for line in lines.good] == [
        ("women-it", 234, 1, ""),
        ("pupils-with-a-device-of-their-own-inventham", None, 0, "suppressed"),
    ]
    assert lines.good[0].beside == "sex:female"
    assert reasons(lines) == [
        "3: It does not say what it rests on. Missing: method note.",
        "4: It does not say what it rests on. Missing: source.",
    ]


def test_a_file_that_says_nothing_of_its_source_is_refused_with_a_sentence():
    with pytest.raises(FactsMissing) as error:
        read_benchmarks((SAMPLES / "benchmarks-schools.csv").read_bytes(), "s.csv", Said())
    assert explain(error.value).text == (
        "s.csv does not say what its numbers rest on. "
        "Missing: source, population base, method note, year. "
        "Say it yourself, then look at the file again."
    )
    with pytest.raises(NotThere):
        read("benchmarks-schools.csv", year="2023", places=("Atlantis",))
    with pytest.raises(NotThere):
        read("benchmarks-schools.csv", year="2023", columns=("hats",))
    with pytest.raises(NoNumbers):
        read_benchmarks(b"name,colour\nA,red\nB,blue\n", "c.csv", Said(year="2023", **WHOLE))
    many = "\n".join(f"Place {n},{n}" for n in range(1_001))
    with pytest.raises(TooManyNumbers):
        read_benchmarks(f"place,hats\n{many}".encode(), "m.csv", Said(year="2023", **WHOLE))


def bring(hub: HubBuilder, *lines: BenchmarkLine) -> Any:
    return hub.do(
        "import benchmarks",
        lambda db, now: bring_in_benchmarks(db, lines, file_name="a.csv", now=now),
    )


def test_a_newer_number_stands_first_and_the_older_ones_stay_as_they_were(hub: HubBuilder):
    made = bring(hub, a_number("2025", 23))
    assert (made.added, made.newer, made.unchanged) == (1, 0, 0)
    corrected = bring(hub, a_number("2025", 24), a_number("2019", 18))
    assert (corrected.added, corrected.newer) == (2, 1)
    again = bring(hub, a_number("2025", 24))
    assert (again.added, again.unchanged) == (0, 1)
    rows = hub.look(beside_guesses)["women-in-tech"]
    women = [(row.year, row.amount) for row in rows if row.measure == "women-it"]
    assert women == [
        *(("2025", 24), ("2025", 23), ("2024", 22), ("2023", 21), ("2019", 18), ("2016", 17)),
    ]
    newest = hub.look(lambda db: brought_window(db, offset=0, limit=1))[0]
    hub.do("put away benchmark", lambda db, now: put_away_benchmark(db, benchmark_id=newest.id))
    assert hub.look(beside_guesses)["women-in-tech"][0].amount == 23
    hub.undo()
    assert hub.look(brought_count) == 3


def test_a_number_that_does_not_say_what_it_rests_on_is_refused_by_the_rule_too(hub: HubBuilder):
    with pytest.raises(FieldMissing):
        bring(hub, a_number(method=""))
    assert hub.look(brought_count) == 0


def test_what_was_brought_in_stands_beside_our_own_tables_once_it_is_the_newest(hub: HubBuilder):
    def women() -> list[tuple[str, int | None]]:
        rows = hub.look(newest_beside)
        return [(row.year, row.amount) for row in rows if row.measure == "women-it"]

    assert women() == [("2024", 22)]
    bring(hub, a_number("2019", 18, beside="sex:female"))
    assert women() == [("2024", 22)]
    bring(hub, a_number("2025", 23))
    assert women() == [("2025", 23)]
    bring(hub, a_number("2026", None, beside="sex:female", hidden="suppressed"))
    assert women() == [("2025", 23)], "what is hidden stands beside nothing"
    bring(hub, a_number("2027", 441_000, unit="people", beside="sex:female"))
    assert women() == [("2025", 23)], "nor does a number of people beside a share"
    bring(hub, a_number("2025", 24))
    assert women() == [("2025", 24)], "of one year what was brought in last"


def test_what_was_not_brought_in_is_what_hubdesk_ships(hub: HubBuilder):
    found = [row.id for rows in hub.look(beside_guesses).values() for row in rows]
    assert sorted(found) == sorted(one.id for one in shipped_benchmarks())


def test_by_command_a_file_is_looked_at_and_then_brought_in(
    paths: Paths, hub: HubBuilder, monkeypatch: pytest.MonkeyPatch, capsys: Any
):
    close_hub(paths, hub.database)
    monkeypatch.setenv("HUBDESK_PASSPHRASE", PASSPHRASE)
    facts = ["--source", "Office of Counting", "--base", "Pupils", "--method", "A count"]
    asked = ["import", "benchmarks", str(SAMPLES / "benchmarks-schools.csv"), "--year", "2023"]
    home = ["--home", str(paths.home)]
    assert main([*asked, *home]) == 2
    assert "Missing: source, population base, method note." in capsys.readouterr().err
    assert main([*asked, *facts, *home, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "Only looking: nothing is saved." in said
    assert said.splitlines()[-1] == "7 would come in."
    assert main([*asked, *facts, *home]) == 0
    said = capsys.readouterr().out
    assert "Line 6: “fsm_prop” says see note" in said
    assert "Hidden by its publisher: 1. None of them counts as nought." in said
    assert said.splitlines()[-1] == (
        "7 added (0 newer than before), 0 here already, 2 refused, 0 empty cells"
    )
    assert main([*asked, *facts, *home]) == 0
    assert "0 added (0 newer than before), 7 here already" in capsys.readouterr().out


REAL = (
    ("census2021-age/census2021-ts007-rgn.csv", {"columns": ("Age: Total",)}, 10, 0),
    (
        "census2021-older-people-lsoa/Census 2021 - Population.csv",
        {"source": "", "base": "", "method": "", "columns": ("Aged 85",)},
        *(1_719, -1),
    ),
    ("imd2019/File_1_-_IMD2019_Index_of_Multiple_Deprivation.csv",
     {"year": "2019", "columns": ("Index of Multiple Deprivation (IMD) Rank",),
      "places": ("Solihull",)}, 134, 0),
    ("imd2025/imd_lookups.csv",
     {"year": "2025", "columns": ("IMDSCORE",), "places": ("Solihull",)}, 134, 0),
    ("fsm-local-authority/data/fsm_time_series.csv",
     {"columns": ("fsm_eligible_percent",)}, 322, 0),
    ("schools-fsm/school_fsm.csv", {"year": "2023", "places": ("Birmingham",)}, 0, 0),
    ("schools-offers-local-authority/offers-by-la.csv",
     {"columns": ("admission_numbers",)}, 144, 0),
    ("schools-ks2-hampshire/2018-850-ks2.csv",
     {"year": "2019", "columns": ("PTFSM6CLA1A",)}, 327, 2),
    ("edi-benchmarks-leeds/combined.csv", {"columns": ("disability_yes",)}, 20, 0),
    ("census2011-ethnic-group/la-ethnic-groups.csv", {"places": ("Birmingham",)}, 24, 0),
    ("datapackage-uk-imd/la_imd.csv",
     {"year": "2020", "columns": ("la-deprivation-score",)}, 397, 0),
)  # fmt: skip


@pytest.mark.real_files
@pytest.mark.parametrize(("name", "said", "good", "refused"), REAL, ids=lambda one: str(one)[:30])
def test_real_files_come_in_as_they_are_published(
    name: str, said: dict[str, Any], good: int, refused: int
):
    file = Path(SHARED / name)
    if refused < 0:
        with pytest.raises(TooManyNumbers):
            read_benchmarks(file.read_bytes(), file.name, Said(**(WHOLE | said)))
        said |= {"places": ("Birmingham 001A",)}
        good, refused = 1, 0
    lines = read_benchmarks(file.read_bytes(), file.name, Said(**(WHOLE | said)))
    assert len(lines.refused) == refused
    assert good in (0, len(lines.good))
    for line in lines.good:
        assert (line.amount is None) == bool(line.hidden)
        assert all((line.source, line.year, line.geography, line.base, line.method))
