"""Nobody can be picked out of the tables that leave: what is hidden, and a solver that tries."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import pytest

from hubdesk.queries.disclosure import COUNTED, MONITORING, Profile, Sum, Within, disclosed, share
from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable, WhyHidden
from hubdesk.queries.figures import definitions
from hubdesk.queries.figures.sameness import HANDED_OVER, counts_of, lines_above, wholes
from hubdesk.store.database import Database
from tests.disclosure_hubs import tables_by_age, tables_of_hub
from tests.disclosure_reports import attack_narrowed, attack_reports
from tests.disclosure_solver import Tally, attack, attacked
from tests.random_hub import TakenBack

SMALL, ANOTHER, SMALL_BASE = WhyHidden.SMALL, WhyHidden.WITH_ANOTHER, WhyHidden.SMALL_BASE
HUBS = 100


def table(code: str, columns: Sequence[str], *lines: tuple[str, Sequence[int]]) -> CountTable:
    """Lines of numbers; one called `total` is the total, `total people` bears that code."""
    rows = []
    total = None
    for name, numbers in lines:
        cells = tuple(CountCell(number) for number in numbers)
        if name.startswith("total"):
            total = CountRow(name.removeprefix("total").strip() or "all", "All", cells)
        else:
            rows.append(CountRow(name, name, cells))
    return CountTable(code, code, "people", "line", tuple(columns), tuple(rows), total)


def column(shown: CountTable, place: int = 0) -> dict[str, int | WhyHidden]:
    lines = [*shown.rows, *([shown.total] if shown.total else [])]
    return {
        line.code: cell.hidden if cell.number is None else cell.number
        for line in lines
        for cell in [line.cells[place]]
    }


def one(shown: CountTable, profile: Profile = COUNTED) -> dict[str, int | WhyHidden]:
    return column(disclosed([shown], profile)[0])


def test_the_two_phones_of_the_first_mock_cannot_be_subtracted_any_more() -> None:
    devices = [("laptop", [26]), ("tablet", [11]), ("sim", [8]), ("phone", [2]), ("total", [47])]
    shown = one(table("lent", ["October"], *devices))
    assert shown == {"laptop": 26, "tablet": 11, "sim": ANOTHER, "phone": SMALL, "all": 47}


def test_nothing_is_hidden_where_nobody_could_be_picked_out() -> None:
    shown = one(table("came", ["October"], ("a", [12]), ("b", [0]), ("c", [30]), ("total", [42])))
    assert shown == {"a": 12, "b": 0, "c": 30, "all": 42}


def test_two_small_ones_that_hide_each_other_need_no_third() -> None:
    shown = one(table("came", ["x"], ("a", [2]), ("b", [3]), ("c", [30]), ("total", [35])))
    assert shown == {"a": SMALL, "b": SMALL, "c": 30, "all": 35}


def test_two_small_ones_that_give_each_other_away_get_a_third() -> None:
    shown = one(table("came", ["x"], ("a", [1]), ("b", [1]), ("c", [30]), ("total", [32])))
    assert shown == {"a": SMALL, "b": SMALL, "c": ANOTHER, "all": 32}


def test_a_small_total_hides_all_its_lines_the_zeros_too() -> None:
    shown = one(table("came", ["x"], ("a", [3]), ("b", [0]), ("total", [3])))
    assert shown == {"a": WhyHidden.SMALL_BASE, "b": WhyHidden.SMALL_BASE, "all": SMALL}


def test_a_group_in_which_everybody_is_alike_is_hidden_though_it_is_large() -> None:
    alike = table("came", ["x"], ("disabled", [12]), ("not-disabled", [0]), ("total", [12]))
    hidden = WhyHidden.ALL_ALIKE
    assert one(alike) == {"disabled": hidden, "not-disabled": hidden, "all": 12}
    nothing_said = table("came", ["x"], ("no-answer", [12]), ("disabled", [0]), ("total", [12]))
    assert one(nothing_said) == {"no-answer": 12, "disabled": 0, "all": 12}


def test_a_quarter_hides_with_another_quarter_where_the_year_stands_beside_them() -> None:
    quarters = ["Q1", "Q2", "Q3", "Q4", "Year"]
    shown = disclosed(
        [table("q", quarters, ("a", [2, 20, 30, 40, 92]), ("b", [50, 60, 70, 80, 260]))], COUNTED
    )[0]
    line = [cell.number for cell in shown.rows[0].cells]
    assert line == [None, None, 30, 40, 92]


def test_a_total_that_is_also_a_key_figure_is_one_number() -> None:
    keys = table("keys", ["x"], ("people", [8]))
    ages = table("ages", ["x"], ("young", [3]), ("old", [5]), ("total people", [8]))
    first, second = disclosed([keys, ages], COUNTED)
    assert column(first)["people"] == column(second)["people"]
    assert not attacked([first, second], COUNTED, truly=[keys, ages]).worked_out


def test_one_number_under_two_names_is_hidden_in_both_places() -> None:
    said = table(
        "said", ["now"], ("course", [40]), ("drop-in", [7]), ("talk", [2]), ("total", [49])
    )
    keys = replace(table("keys", ["now"], ("visitors", [7])), total=None)
    open_ones = [column(one) for one in disclosed([said, keys], COUNTED)]
    assert open_ones[0]["drop-in"] is ANOTHER
    assert open_ones[1]["visitors"] == 7
    same = {("said", "drop-in"): "dropped in", ("keys", "visitors"): "dropped in"}
    kept = [column(one) for one in disclosed([said, keys], COUNTED, same=same)]
    assert kept[0]["talk"] is SMALL
    assert ANOTHER in kept[0].values()
    assert (kept[0]["drop-in"] is ANOTHER) == (kept[1]["visitors"] is ANOTHER)


def test_of_heads_and_those_at_stalls_nobody_works_out_few_pupils() -> None:
    heads = table("figures", ["now"], ("heads", [8]), ("stalls", [7]), ("pupils", [1]))
    assert column(disclosed([heads], COUNTED)[0]) == {"heads": 8, "stalls": 7, "pupils": SMALL}
    parts = (("figures", "stalls"), ("figures", "pupils"))
    kept = column(disclosed([heads], COUNTED, within=[Within(("figures", "heads"), parts)])[0])
    assert kept["pupils"] is SMALL
    assert ANOTHER in (kept["heads"], kept["stalls"])


def test_of_few_outcomes_nobody_learns_how_many_were_of_work_and_how_many_of_learning() -> None:
    lines = (("outcomes", [3]), ("work", [2]), ("learning", [1]), ("volunteering", [0]))
    parts = tuple(("figures", part) for part in ("work", "learning", "volunteering"))
    within = [Within(("figures", "outcomes"), parts)]
    figures = table("figures", ["now"], *lines)
    kept = column(disclosed([figures], COUNTED, within=within)[0])
    assert kept == {"outcomes": SMALL, **{part: SMALL_BASE for _, part in parts}}
    alone = [Within(("figures", "outcomes"), parts[:1])]
    kept = column(disclosed([table("figures", ["now"], *lines[:2])], COUNTED, within=alone)[0])
    assert kept == {"outcomes": SMALL, "work": SMALL}, "the one may be all there are"


def test_who_learned_is_no_more_than_the_visits_to_what_is_learned_at() -> None:
    """Fifteen learned; twelve visits were to a course: of one-to-ones there were three or four."""
    lines = (("course", [12]), ("one-to-one", [3]), ("meeting", [6]), ("total visits", [21]))
    every = [table("kinds", ["now"], *lines), table("figures", ["now"], ("learners", [15]))]
    among = [("learners", "kinds", frozenset({"course", "one-to-one"}))]
    blind = disclosed(every, COUNTED)
    assert attacked(blind, COUNTED, truly=every, among=among).worked_out
    learned = Within(("kinds", "course"), (("figures", "learners"),), (("kinds", "one-to-one"),))
    kept = disclosed(every, COUNTED, within=[learned])
    assert not attacked(kept, COUNTED, truly=every, among=among).worked_out


def test_people_of_some_outcomes_are_no_more_than_their_lines() -> None:
    known = definitions()
    outcomes, kinds = known.tables["outcomes_by_code"], known.tables["visits_by_kind"]
    into_work, learners = known.indicators["into_work"], known.indicators["learners"]
    assert lines_above(outcomes, into_work) == ("EMP1", "EMP2", "EMP4", "EMP5")
    assert {"course", "job club"} < {*lines_above(kinds, learners)}
    assert lines_above(kinds, into_work) == lines_above(kinds, known.indicators["people"]) == ()


def test_where_all_around_a_quarter_is_out_the_year_hides_its_total() -> None:
    [year] = tables_of_hub(149626060333093)  # found by a long run: forms of 82 people
    kept = year.leave(MONITORING)
    found = attacked(kept, MONITORING, sums=year.sums, truly=year.tables)
    assert found.small
    assert not found.worked_out
    totals = {table.code: table.total.cells[0].hidden for table in kept if table.total}
    assert {totals[f"Year/{way}"] for way in ("group", "sex", "reduced", "faith")} == {ANOTHER}


def test_what_is_part_of_a_line_of_few_is_not_told_either() -> None:
    figures = table("figures", ["now"], ("learners", [1]), ("borrowers", [1]), ("visits", [1]))
    sorts = table(
        "sorts", ["now"], ("visits", [1]), ("handed over", [1]), ("back", [2]), ("total", [4])
    )
    same = {("figures", "visits"): "visits", ("sorts", "visits"): "visits"}
    within = [
        Within(("figures", "visits"), (("figures", "learners"),)),
        Within(("sorts", "handed over"), (("figures", "borrowers"),)),
    ]
    kept = disclosed([figures, sorts], COUNTED, same=same, within=within)
    assert column(kept[1])["all"] is SMALL
    assert set(column(kept[0]).values()) == {SMALL_BASE}


def test_what_one_table_tells_of_a_hidden_number_is_not_forgotten_in_another() -> None:
    figures = table("figures", ["now"], ("visits", [5]), ("borrowers", [1]), ("back", [1]))
    sorts = table(
        "sorts",
        ["now"],
        ("visits", [5]),
        ("handed over", [2]),
        ("back", [1]),
        ("total contacts", [8]),
    )
    kinds = table("kinds", ["now"], ("course", [3]), ("drop-in", [2]), ("total visits", [5]))
    same = {("figures", "visits"): "visits", ("sorts", "visits"): "visits"}
    same |= {("kinds", "visits"): "visits", ("figures", "back"): "back", ("sorts", "back"): "back"}
    within = [Within(("sorts", "handed over"), (("figures", "borrowers"),))]
    every = [figures, sorts, kinds]
    kept = disclosed(every, COUNTED, same=same, within=within)
    known, no_more = frozenset({"visits", "back"}), [("handed over", ("borrowers",))]
    assert not attacked(kept, COUNTED, truly=every, same=known, within=no_more).worked_out


def test_whoever_came_has_a_visit_and_whoever_borrowed_was_handed_something() -> None:
    figures = definitions().indicators
    names = ("people", "learners", "borrowers", "households", "visits", "drop_in_visits", "loans")
    those = [(("figures", name), counts_of(figures[name])) for name in names]
    those.append((("contacts_by_sort", "handed over"), HANDED_OVER))
    found = {(whole[1], tuple(part for _, part in parts)) for whole, parts in wholes(those)}
    assert found == {
        ("people", ("learners",)),
        ("people", ("borrowers",)),
        ("people", ("households",)),
        ("visits", ("learners", "drop_in_visits")),
        ("loans", ("borrowers",)),
        ("handed over", ("borrowers",)),
    }


def test_a_nought_among_few_does_not_tell_by_its_own_table_that_the_others_are_more() -> None:
    """It was shown where its own lines are noughts too, so what was hidden beside it was not 0."""

    def told(visits: int, handed_over: int) -> list[dict[str, int | WhyHidden]]:
        sorts = [("visits", [visits]), ("handed over", [handed_over]), ("back", [0])]
        kinds = [("course", [visits]), ("drop-in", [0]), ("total visits", [visits])]
        things = [("phone", [handed_over]), ("total handed over", [handed_over])]
        tables = [
            table("sorts", ["now"], *sorts, ("total contacts", [3])),
            table("kinds", ["now"], *kinds),
            table("things", ["now"], *things),
        ]
        return [column(one) for one in disclosed(tables, COUNTED)]

    assert told(1, 2) == told(0, 3) == told(3, 0)
    assert set(told(0, 3)[1].values()) == {SMALL_BASE}


def test_what_is_no_more_than_a_nought_that_is_shown_is_not_hidden() -> None:
    figures = table("figures", ["now"], ("loans", [0]), ("borrowers", [0]), ("gifts", [3]))
    sorts = table("sorts", ["now"], ("handed over", [3]), ("back", [0]), ("total contacts", [3]))
    within = [
        Within(("figures", "loans"), (("figures", "borrowers"),)),
        Within(("sorts", "handed over"), (("figures", "borrowers"),)),
    ]
    kept = column(disclosed([figures, sorts], COUNTED, within=within)[0])
    assert kept == {"loans": 0, "borrowers": 0, "gifts": SMALL}


def test_a_year_published_after_its_quarters_does_not_give_them_away() -> None:
    parts = [
        table(name, [name], ("a", [n]), ("b", [40]), ("c", [30]), ("total", [70 + n]))
        for name, n in (("q1", 2), ("q2", 20), ("q3", 30), ("q4", 40))
    ]
    out = [disclosed([part], COUNTED)[0] for part in parts]
    assert column(out[0])["a"] is SMALL
    year = table("year", ["year"], ("a", [92]), ("b", [160]), ("c", [120]), ("total", [372]))
    sums = [Sum(("year", "year"), tuple((part.code, part.code) for part in parts))]
    every = [*parts, year]
    together = disclosed(every, COUNTED, sums=sums, published=out)
    assert together[:4] == tuple(out), "what is out stays as it is"
    assert not attacked(together, COUNTED, sums=sums, truly=every).worked_out
    alone = [*out, disclosed([year], COUNTED)[0]]
    assert attacked(alone, COUNTED, sums=sums, truly=every).worked_out


def test_what_one_table_that_is_out_shows_is_known_though_another_hides_it() -> None:
    lines = (("young", [8]), ("old", [24]), ("total", [32]))
    every = [table(name, ["now"], *lines) for name in ("shows", "hides", "new")]
    hides = replace(every[1].rows[0], cells=(CountCell(None, ANOTHER),))
    out = [every[0], replace(every[1], rows=(hides, *every[1].rows[1:]))]
    same = {(one.code, "young"): "young" for one in every}
    assert column(disclosed(every, COUNTED, published=out, same=same)[2])["young"] == 8


def test_that_a_hidden_number_is_not_small_stays_known_though_one_table_hides_it_whole() -> None:
    """Two tables tell of the young: one hid all its lines, the other that one alone."""
    sets = []
    for name, young, ages, others in (
        ("q1", 7, (2, 1, 2, 2, 2, 4), (9, 1, 1, 2)),
        ("q2", 5, (1, 0, 0, 1, 1, 2), (5, 0, 0, 0)),
        ("q3", 5, (0, 1, 2, 0, 0, 4), (5, 0, 1, 1)),
        ("q4", 5, (0, 1, 0, 1, 1, 5), (6, 1, 0, 1)),
        ("year", 22, (3, 3, 4, 4, 4, 15), (25, 2, 2, 4)),
    ):
        both = []
        for way, numbers in (("age", ages), ("gender", others)):
            lines = [(f"{way}-{line}", [number]) for line, number in enumerate(numbers)]
            whole = ("total forms", [young + sum(numbers)])
            both.append(table(f"{name}/{way}", [name], ("young", [young]), *lines, whole))
        sets.append(both)
    every = [one for each in sets for one in each]
    same = {(one.code, "young"): "young" for one in every}
    out = [one for each in sets[:-1] for one in disclosed(each, MONITORING, same=same)]
    sums = [
        Sum((f"year/{way}", "year"), tuple((f"q{n}/{way}", f"q{n}") for n in range(1, 5)))
        for way in ("age", "gender")
    ]
    kept = disclosed(every, MONITORING, sums=sums, published=out, same=same)
    known = frozenset({"young"})
    assert column(kept[4])["young"] is ANOTHER
    assert not attacked(kept, MONITORING, sums=sums, truly=every, same=known).worked_out


def test_equality_figures_are_rounded_and_never_to_a_false_zero() -> None:
    answers = table(
        "group", ["x"], ("a", [12]), ("b", [0]), ("c", [6]), ("d", [13]), ("total", [31])
    )
    shown = disclosed([answers], MONITORING)[0]
    assert column(shown) == {"a": 10, "b": 0, "c": 5, "d": 15, "all": 30}
    assert "Rounded to the nearest 5, so lines may not add up." in shown.notes


def test_tables_of_things_pass_as_they_are() -> None:
    things = replace(table("rooms", ["x"], ("a", [2]), ("total", [2])), about_people=False)
    assert disclosed([things], MONITORING) == (things,)


def test_a_table_says_what_was_done_to_it() -> None:
    shown = disclosed([table("t", ["x"], ("a", [2]), ("b", [40]), ("total", [42]))], COUNTED)[0]
    assert shown.notes == (
        "Numbers from 1 to 4 are hidden.",
        "Others are hidden too, so that no hidden number can be worked out.",
    )


@pytest.mark.parametrize(
    ("part", "base", "tenths", "hidden", "doubtful"),
    [
        (CountCell(5), CountCell(9), None, WhyHidden.SMALL_BASE, False),
        (CountCell(5), CountCell(15), 333, WhyHidden.NOT_HIDDEN, True),
        (CountCell(15), CountCell(30), 500, WhyHidden.NOT_HIDDEN, False),
        (CountCell(None, SMALL), CountCell(30), None, SMALL, False),
    ],
)
def test_a_percentage_is_hidden_with_its_number_and_of_too_few(
    part: CountCell, base: CountCell, tenths: int | None, hidden: WhyHidden, doubtful: bool
) -> None:
    shown = share(part, base, MONITORING)
    assert (shown.tenths, shown.hidden, shown.doubtful) == (tenths, hidden, doubtful)


def test_a_solver_finds_no_hidden_number_in_the_reports_of_100_hubs(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    """Reports as they leave, and bars as long as they are drawn, of hubs that are taken back."""
    tally = Tally()
    for seed in range(HUBS):
        with suppress(TakenBack), database.changing("import people") as db:
            attack_reports(db, seed, tally, many=1)
            raise TakenBack
    holds(tally, "reports", capsys)


def test_a_solver_finds_no_hidden_number_in_reports_narrowed_to_a_part_of_the_work(
    database: Database,
) -> None:
    tally = Tally()
    for seed in range(HUBS // 10):
        with suppress(TakenBack), database.changing("import people") as db:
            attack_narrowed(db, seed, tally)
            raise TakenBack
    assert tally.small > 500
    assert tally.worked_out == []


def test_a_solver_finds_no_hidden_number_in_the_equality_tables_of_100_hubs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tally = Tally()
    for seed in range(HUBS):
        for together in (*tables_of_hub(seed), tables_by_age(seed)):
            attack(together, tally)
    holds(tally, "equality tables", capsys)


def holds(tally: Tally, of: str, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{HUBS} hubs, {of}: {tally}")
    assert tally.worked_out == []
    assert tally.broken_of_guarded >= 0.9 * tally.guarded > 50
    assert tally.others <= 3 * tally.small
