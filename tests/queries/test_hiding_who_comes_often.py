"""Nobody is twice at one session: how many there were tells how many people there must be."""

from __future__ import annotations

from datetime import date

import pytest

from hubdesk.models import StaffRole
from hubdesk.operations.staff import add_staff
from hubdesk.queries.figure_rows import CountCell, Period, WhyHidden
from hubdesk.queries.figures import figures_of, shipped_templates
from tests.conftest import TODAY, HubBuilder
from tests.disclosure_reports import attack_report
from tests.disclosure_solver import Tally
from tests.queries.test_hiding_for_one import Sessions, figures_told, held, october, told
from tests.skills_verbs import Of, bring_in, judge

SMALL, BASE, NONE = WhyHidden.SMALL, WhyHidden.SMALL_BASE, WhyHidden.NOT_HIDDEN


@pytest.mark.parametrize(
    "sessions",
    [
        {"course": (4,) * 10, "drop-in": (9,) * 3},
        {"course": (4,) * 10},
        {"course": (3,) * 6, "drop-in": (7,) * 2},
        {"meeting": (3,) * 5},
        {"workshop": (7,), "meeting": (4,), "drop-in": (6,)},
        {"workshop": (8,), "meeting": (2,), "drop-in": (8,)},
        {"workshop": (1,), "course": (2, 3), "one-to-one": (1,) * 9},
        {"job club": (5,), "course": (3, 2), "meeting": (3,), "drop-in": (6,) * 4},
    ],
)
def test_how_many_came_to_each_session_tells_no_hidden_number(hub: HubBuilder, sessions: Sessions):
    """Forty visits to ten sessions are of four people at the least, and "fewer than 5" is four."""
    tally = Tally()
    attack_report(held(hub, sessions), "October", tally)
    assert tally.small > 0
    assert tally.worked_out == []


def test_of_few_who_come_often_it_is_not_said_that_they_are_fewer_than_5(hub: HubBuilder):
    """All their visits are still shown, and the hours they were there."""
    figures = held(hub, {"course": (4,) * 10, "drop-in": (9,) * 3})
    said = figures_told(figures)
    assert said["learners"] == CountCell(None, BASE)
    assert {code: said[code].number for code in ("people", "visits", "learning_hours")} == {
        "people": 9, "visits": 67, "learning_hours": 80,
    }  # fmt: skip
    assert all(cell.number for cell in told(figures, "visits_by_kind").values())


@pytest.mark.parametrize(("most", "shown"), [(4, None), (5, None), (6, 6)])
def test_that_it_is_not_said_does_not_tell_that_they_were_four_at_the_most(
    hub: HubBuilder, most: int, shown: int | None
):
    """Two come to each course at the least: up to five would else be known to be 2 to 4."""
    figures = held(hub, {"course": (most, 6 - most, 0), "drop-in": (9,) * 3})
    assert figures_told(figures)["learners"] == CountCell(shown, BASE if shown is None else NONE)


def test_few_who_come_once_each_are_fewer_than_5(hub: HubBuilder):
    said = figures_told(held(hub, {"course": (1,) * 6, "drop-in": (9,)}))
    assert said["learners"] == CountCell(None, SMALL)


@pytest.mark.parametrize("many", [1, 2, 4, 5, 6])
def test_hours_of_volunteers_at_sessions_tell_not_how_many_there_were(hub: HubBuilder, many: int):
    """Ten hours of sessions and forty of volunteers: at one of them there were four."""
    those = tuple(
        hub.do(
            "add staff",
            lambda db, now, n=nth: add_staff(db, name=f"Tom {n}", roles=(StaffRole.VOLUNTEER,)),
        ).id
        for nth in range(many)
    )
    for day in range(1, 6):
        hub.session(held_on=date(2026, 10, day), helper_ids=those)
    tally = Tally()
    attack_report(october(hub), "October", tally)
    assert tally.worked_out == []
    said = figures_told(october(hub))
    assert said["session_volunteer_hours"].number == 10 * many
    expected = SMALL if many == 1 else BASE if many < 5 else NONE
    assert said["session_volunteers"].hidden is expected


def test_how_long_few_sessions_were_is_nobody(hub: HubBuilder):
    """Two hours of sessions were "fewer than 5", beside one session that was shown."""
    said = figures_told(held(hub, {"course": (6,)}))
    assert (said["sessions"].number, said["session_hours"].number) == (1, 2)


@pytest.mark.parametrize(("many", "hidden"), [(1, SMALL), (4, BASE), (5, NONE)])
def test_skills_of_an_area_tell_not_how_many_were_seen_to_do_them(
    hub: HubBuilder, many: int, hidden: WhyHidden
):
    """36 skills in an area of nine are of four people at the least."""
    eds = Of(bring_in(hub))
    for nth in range(many):
        who = hub.person(f"Ada {nth}")
        for n in range(1, 10):
            judge(hub, eds, who, f"EDS18-F{n}", 3)
    days, template = Period(TODAY, TODAY), shipped_templates()[0]
    figures = hub.look(lambda db: figures_of(db, days, template=template, now=hub.clock()))
    tally = Tally()
    attack_report(figures, "today", tally)
    assert tally.worked_out == []
    said = figures_told(figures)
    assert said["skills"].number == 9 * many
    assert said["people_skilled"].hidden is hidden
