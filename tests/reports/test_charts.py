"""Charts: each number stands beside its bar, and a hidden one cannot be measured."""

from __future__ import annotations

from itertools import pairwise

import pytest

from hubdesk.queries.figure_rows import CountCell, CountTable, WhyHidden
from hubdesk.reports.charts import PAPER_INKS, bar_below, can_chart, chart_of, steps_to
from hubdesk.reports.shapes import Box, Chart, Hatch, Words
from tests.reports.report_rows import BACK, OTHER, SMALL, TYPES, WEEKS, table


def bars(chart: Chart) -> list[Box]:
    return [s for s in chart.shapes if isinstance(s, Box) and s.fill in PAPER_INKS.fills]


def words(chart: Chart) -> list[str]:
    return [shape.text for shape in chart.shapes if isinstance(shape, Words)]


@pytest.mark.parametrize("is_time", [True, False])
def test_every_number_stands_beside_its_bar_in_true_length(is_time: bool):
    chart = chart_of(WEEKS, 500, is_time=is_time)
    numbers = [row.cells[0].number or 0 for row in WEEKS.rows]
    assert {str(number) for number in numbers} <= set(words(chart))
    long = [bar.height if is_time else bar.width for bar in bars(chart)]
    assert [round(one / long[0], 4) for one in long] == [round(n / numbers[0], 4) for n in numbers]


@pytest.mark.parametrize("why", [SMALL, OTHER])
@pytest.mark.parametrize("is_time", [True, False])
def test_a_hidden_number_has_the_same_mark_whatever_it_is(why: WhyHidden, is_time: bool):
    """The rows hold no number to draw, and the mark does not depend on its neighbours."""

    def mark(most: int) -> list[tuple[float, float]]:
        of = table("t-week", "T", ("N",), {"a": (most,), "b": (why,), "c": (9,)})
        chart = chart_of(of, 500, is_time=is_time)
        assert len(bars(chart)) == 2
        dashed = [s for s in chart.shapes if isinstance(s, Box) and s.is_dashed]
        return [(s.width if not is_time else 0, s.height) for s in dashed]

    assert mark(10) == mark(5000)
    assert len(mark(10)) == 1


def test_a_bar_below_its_line_is_as_long_as_its_number_and_a_hidden_one_as_any_hidden():
    half, whole = bar_below(CountCell(21), 42, 200, 5), bar_below(CountCell(42), 42, 200, 5)
    assert [box.width for box in (*half, *whole) if isinstance(box, Box)] == [100, 200]
    assert bar_below(CountCell(0), 42, 200, 5) == []
    hidden = [bar_below(CountCell(None, why), most, 200, 5) for why in (SMALL, OTHER)
              for most in (5, 900)]  # fmt: skip
    assert all(one == hidden[0] for one in hidden)


def test_a_nought_has_no_bar_and_says_so():
    chart = chart_of(table("t", "T", ("N",), {"a": (7,), "b": (0,)}), 400)
    assert len(bars(chart)) == 1
    assert "0" in words(chart)


def test_two_columns_can_be_told_apart_without_colour():
    of = table("t", "T", ("New", "Came before"), {"a": (7, 9), "b": (0, 3)})
    hatches = {bar.fill: bar.hatch for bar in bars(chart_of(of, 400))}
    assert set(hatches.values()) == {Hatch.NONE, Hatch.RISING}
    assert {"New", "Came before"} <= set(words(chart_of(of, 400)))


def test_the_finding_says_all_of_it_to_who_hears_it():
    assert chart_of(BACK, 400).finding == "Devices back. On time: 41; Still out: fewer than 5."


@pytest.mark.parametrize(
    ("of", "can"),
    [
        (TYPES, True),
        (table("t", "T", ("N",), {"a": (1,)}), False),
        (table("t", "T", ("N",), {"a": (SMALL,), "b": (0,)}), False),
        (table("t", "T", ("A", "B", "C"), {"a": (1, 2, 3), "b": (1, 2, 3)}), False),
    ],
)
def test_a_picture_is_drawn_only_where_it_says_more_than_the_table(of: CountTable, can: bool):
    assert can_chart(of) is can


@pytest.mark.parametrize("most", [0, 1, 2, 5, 9, 57, 60, 61, 999, 1000, 123456])
def test_the_scale_has_few_even_steps_from_nought(most: int):
    steps = steps_to(most)
    assert steps[0] == 0
    assert steps[-1] >= most
    assert 2 <= len(steps) <= 6
    assert len({b - a for a, b in pairwise(steps)}) == 1
