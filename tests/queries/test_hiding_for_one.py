"""Of three one-to-ones no more than three people came: their number is hidden with the visits."""

from __future__ import annotations

import random
from datetime import date
from itertools import product

import pytest

from hubdesk.models.learning import FOR_ONE
from hubdesk.operations.attending import mark
from hubdesk.queries.figure_rows import Period, WhyHidden
from hubdesk.queries.figures import shipped_templates
from hubdesk.queries.hiding_for_one import sessions_to_hide
from hubdesk.queries.publishing import told
from tests.conftest import TODAY, HubBuilder

SMALL, OTHER, NOT = WhyHidden.SMALL, WhyHidden.WITH_ANOTHER, WhyHidden.NOT_HIDDEN


def hidden(sessions: dict[str, int], *, told: tuple[str, ...] = ()) -> dict[str, WhyHidden]:
    visits = {kind: SMALL for kind in FOR_ONE if sessions.get(kind)}
    return sessions_to_hide(sessions, visits, threshold=5, told_elsewhere=told)


def test_nothing_is_hidden_where_it_tells_nothing():
    assert hidden({"course": 4, "workshop": 1}) == {}
    assert hidden({"one-to-one": 4, "course": 4}) == {}, "four of them leave 1 to 4 visits"
    shown = {"one-to-one": NOT}
    assert sessions_to_hide({"one-to-one": 2, "course": 9}, shown, threshold=5) == {}


def test_another_line_goes_with_it_else_it_is_all_sessions_less_the_others():
    assert hidden({"one-to-one": 1, "course": 4, "workshop": 20}) == {
        "one-to-one": SMALL,
        "course": SMALL,
    }
    assert hidden({"one-to-one": 3, "course": 12}) == {"one-to-one": SMALL, "course": OTHER}


def test_a_line_that_is_a_figure_too_hides_nothing():
    found = hidden({"one-to-one": 1, "school visit": 4, "course": 9}, told=("school visit",))
    assert found == {"one-to-one": SMALL, "course": OTHER}


def test_where_all_sessions_are_so_few_that_their_number_tells_it_no_line_is_hidden():
    assert hidden({"one-to-one": 1, "course": 1}) == {}


@pytest.mark.parametrize("seed", range(40))
def test_whoever_tries_all_numbers_finds_none_of_the_hidden_lines(seed: int):
    dice = random.Random(f"for one {seed}")
    kinds = [*FOR_ONE, "course", "drop-in"][: dice.randrange(2, 6)]
    sessions = {str(kind): dice.randrange(0, 9) for kind in kinds}
    found = hidden(sessions)
    whole = sum(sessions[kind] for kind in found)
    ranges = [range(1, 5) if why is SMALL else range(5, whole + 1) for why in found.values()]
    fits = [tried for tried in product(*ranges) if sum(tried) == whole]
    for at in range(len(found)):
        assert len({tried[at] for tried in fits}) >= 4


def test_the_report_hides_one_to_ones_beside_their_visits(hub: HubBuilder):
    for day, kind in enumerate(("one-to-one", *["workshop"] * 4), start=2):
        on = date(2026, 11, day)
        session = hub.session(kind=kind, held_on=on)
        for name in ("Ada",) if kind == "one-to-one" else ("Bo", "Cy", "Di", "Ed", "Flo"):
            who = hub.person(f"{name} {day}")
            hub.do(
                "mark",
                lambda db, now, s=session, w=who: mark(
                    db, session_id=s, person_id=w, mark="present", now=now
                ),
            )
    period, template = Period(date(2026, 11, 1), TODAY), shipped_templates()[0]
    made = hub.look(lambda db: told(db, template=template, period=period, now=hub.clock()))
    tables = {t.code: t for part in made.report.sections for t in part.tables}
    rows = {row.code: row.cells[0] for row in tables["sessions_by_kind"].rows}
    assert {code: cell.hidden for code, cell in rows.items()} == {
        "one-to-one": SMALL,
        "workshop": SMALL,
    }
