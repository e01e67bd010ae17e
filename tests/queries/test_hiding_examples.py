"""The page on how small numbers are kept: its examples are what is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hubdesk.queries.disclosure import COUNTED, MONITORING, disclosed
from hubdesk.queries.figure_rows import CountCell, CountTable
from hubdesk.reports.words import number_words
from tests.conftest import HubBuilder
from tests.queries.test_disclosure import table
from tests.queries.test_hiding_for_one import Sessions, figures_told, held, told
from tests.queries.test_report_publishing import ages_in, figures

PAGE = Path(__file__).parents[2] / "docs" / "hiding.md"
Line = list[str]


def examples(rule: int) -> list[list[Line]]:
    """The tables of one rule, without their headings."""
    return tables_below(f"### {rule}. ")


def tables_below(heading: str) -> list[list[Line]]:
    text = PAGE.read_text("utf-8")
    part = text[text.index(heading) :].partition("\n##")[0]
    tables = re.findall(r"(?m)^\|[- |]+\|\n((?:\|.+\n)+)", part)
    return [
        [[cell.strip() for cell in line.strip("|").split("|")] for line in each.splitlines()]
        for each in tables
    ]


def printed(table: CountTable) -> dict[str, Line]:
    return {row.label: [number_words(cell) for cell in row.cells] for row in table.lines}


def said(cells: dict[str, CountCell], named: dict[str, str]) -> dict[str, str]:
    """In the words of the paper, by the words of the page."""
    return {words: number_words(cells[code]) for code, words in named.items()}


def test_a_small_number_and_another_for_its_sum():
    [lines] = examples(1)
    *kinds, whole = ((name, [int(truly)]) for name, truly, _ in lines)
    [made] = disclosed([table("lent", ["October"], *kinds, ("total", whole[1]))], COUNTED)
    assert printed(made) == {name: [words] for name, _, words in lines}


def of_two_months(lines: list[Line], code: str) -> dict[str, Line]:
    """What is printed of the lines of October and September, by what they are truly."""
    *those, whole = (line for line in lines if line[0] != "All the rest")
    ages = {name: (int(truly), int(before)) for name, truly, _, before in those}
    people = {"people": (int(whole[1]), int(whole[3]))}
    return printed(ages_in(figures(people, ages, code=code)))


def test_where_every_line_is_hidden_or_everybody_is_in_one():
    for rule, code in ((3, "drop_ins_by_about"), (5, "people_by_area")):
        [lines] = examples(rule)
        assert of_two_months(lines, code) == {line[0]: line[2:] for line in lines}


def test_of_few_in_all_no_line_is_listed():
    [lines] = examples(4)
    *sorts, (_, whole, _) = lines
    both = {name: (int(truly), int(truly)) for name, truly, _ in sorts}
    people = {"people": (int(whole), int(whole))}
    made = ages_in(figures(people, both, code="certificates_by_sort"))
    found = {name: words[0] for name, words in printed(made).items()}
    assert found == {name: words for name, _, words in lines if words}


def test_one_number_under_three_names(hub: HubBuilder):
    [lines] = examples(6)
    made = held(hub, {"drop-in": (3,), "meeting": (2,), "workshop": (9, 9), "event": (9, 9)})
    cells = [
        figures_told(made)["drop_in_visits"],
        told(made, "visits_by_kind")["drop-in"],
        told(made, "drop_ins_by_about")["drop_ins"],
    ]
    assert [number_words(cell) for cell in cells] == [line[2] for line in lines]


def test_an_equality_table():
    [lines] = tables_below("## Equality tables")
    *answers, whole = ((name, [int(truly)]) for name, truly, _ in lines)
    [made] = disclosed([table("asked", ["2026"], *answers, ("total", whole[1]))], MONITORING)
    assert printed(made) == {name: [words] for name, _, words in lines}


def test_the_order_of_lines():
    [lines] = examples(10)
    areas = {line[0]: (int(line[1]), int(line[1])) for line in lines}
    whole = sum(many for many, _ in areas.values())
    made = ages_in(figures({"people": (whole, whole)}, areas, code="people_by_area"))
    found = [f"{name}: {words[0]}" for name, words in printed(made).items() if name != "All"]
    assert found == [line[3] for line in lines]
    assert sorted(found) == sorted(line[2] for line in lines)


@pytest.mark.parametrize(
    ("rule", "sessions"),
    [(7, {"course": (8,), "drop-in": (3,)}), (9, {"course": (3,), "drop-in": (9,)})],
)
def test_who_learned_and_hours_beside_few_visits(hub: HubBuilder, rule: int, sessions: Sessions):
    made, [lines] = held(hub, sessions), examples(rule)
    cells = {**figures_told(made), **told(made, "visits_by_kind")}
    named = {
        "course": "Visits to a course", "drop_in_visits": "Drop-in visits", "visits": "All visits",
        "learners": "People who learned", "learning_hours": "Hours with people",
    }  # fmt: skip
    words = said(cells, named)
    assert {line[0]: line[2] for line in lines} == {line[0]: words[line[0]] for line in lines}


def test_sessions_of_one_to_ones(hub: HubBuilder):
    lines = {line[0]: line[1:] for line in examples(8)[0]}
    others = {"workshop": (6,) * 6, "job club": (8,) * 5, "drop-in": (9,) * 7, "meeting": (5,) * 8}
    made = held(hub, {"one-to-one": (1, 1), "course": (6,) * 4, **others})
    named = {"one-to-one": "One-to-one", "course": "Course", "workshop": "Workshop"}
    visits = said(told(made, "visits_by_kind"), named | {"visits": "All"})
    sessions = said(told(made, "sessions_by_kind"), named | {"sessions": "All"})
    for name, words in visits.items():
        assert [words, sessions[name]] == [lines[name][1], lines[name][3]]


def test_few_who_come_often(hub: HubBuilder):
    lines = examples(8)[1]
    made = held(hub, {"course": (4,) * 10, "drop-in": (9,) * 3})
    cells = [
        told(made, "sessions_by_kind")["course"],
        told(made, "visits_by_kind")["course"],
        figures_told(made)["learners"],
    ]
    assert [number_words(cell) for cell in cells] == [line[2] for line in lines]
