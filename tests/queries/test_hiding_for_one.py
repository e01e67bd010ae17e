"""No more came to one-to-ones than there were: sessions are hidden where they tell of visits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from hubdesk.operations.attending import mark
from hubdesk.queries.figure_rows import CountCell, Period, WhyHidden
from hubdesk.queries.figures import ReportFigures, figures_of, shipped_templates
from hubdesk.queries.publishing import published
from tests.conftest import HubBuilder
from tests.disclosure_reports import attack_report
from tests.disclosure_solver import Tally

SMALL, OTHER, BASE = WhyHidden.SMALL, WhyHidden.WITH_ANOTHER, WhyHidden.SMALL_BASE
FOR_ONE = ("one-to-one", "phone support", "home visit")
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
Sessions = Mapping[str, tuple[int, ...]]  # by kind: how many came to each


def held(hub: HubBuilder, sessions: Sessions) -> ReportFigures:
    """What is counted of October, in which these were held."""
    people = [hub.person(f"Ada {n}") for n in range(max(map(max, sessions.values())))]
    every = [(kind, many) for kind, those in sessions.items() for many in those]
    for n, (kind, many) in enumerate(every):
        session = hub.session(kind=kind, held_on=date(2026, 10, 1 + n % 28))
        for who in people[:many]:
            hub.do(
                "mark",
                lambda db, now, s=session, w=who: mark(
                    db, session_id=s, person_id=w, mark="present", now=now
                ),
            )
    made: ReportFigures = hub.look(
        lambda db: figures_of(db, OCTOBER, template=shipped_templates()[0], now=hub.clock())
    )
    return made


def told(figures: ReportFigures, code: str) -> dict[str, CountCell]:
    """The lines of a table as they leave, and its total by its own code."""
    made = published(figures, made_on=date(2026, 11, 24))
    [table] = [t for part in made.sections for t in part.tables if t.code == code]
    return {row.code: row.cells[0] for row in (*table.rows, table.total) if row}


@pytest.mark.parametrize(
    "sessions",
    [
        {"one-to-one": (1,) * 5, "meeting": (4,), "drop-in": (9,)},
        {"one-to-one": (1,) * 8, "meeting": (4,), "drop-in": (9,)},
        {"home visit": (1,) * 5, "one-to-one": (1,) * 4, "drop-in": (30,)},
        {"phone support": (1,), "course": (6, 6)},
        {"one-to-one": (1, 1, 0), "course": (9,)},
        {"one-to-one": (1, 1), "phone support": (1,)},
        {"one-to-one": (1, 0), "workshop": (5, 5, 5, 5), "job club": (7,)},
        {"one-to-one": (1,) * 6, "phone support": (1,) * 3, "home visit": (1,), "course": (9, 9)},
    ],
)
def test_how_many_sessions_there_were_tells_no_hidden_visits(hub: HubBuilder, sessions: Sessions):
    """Of five one-to-ones "5 or more" visits are five, and so the meeting of 18 visits had 4."""
    tally = Tally()
    attack_report(held(hub, sessions), "October", tally)
    assert tally.small > 0
    assert tally.worked_out == []


def test_the_sessions_of_few_one_to_ones_are_hidden_with_another_line(hub: HubBuilder):
    each = {"workshop": (6,) * 6, "job club": (8,) * 5, "drop-in": (9,) * 7, "meeting": (5,) * 8}
    figures = held(hub, {"one-to-one": (1, 1), "course": (6,) * 4, **each})
    assert told(figures, "visits_by_kind")["one-to-one"].hidden is SMALL
    lines = told(figures, "sessions_by_kind")
    hidden = {code: cell.hidden for code, cell in lines.items() if cell.number is None}
    assert hidden == {"one-to-one": OTHER, "course": OTHER}
    assert lines["sessions"].number == 32


def test_sessions_stay_shown_where_they_tell_nothing(hub: HubBuilder):
    """Of four one-to-ones 1 to 4 came, which is what "fewer than 5" says."""
    figures = held(hub, {"one-to-one": (1, 1, 0, 0), "course": (6,) * 2, "meeting": (3,)})
    assert all(cell.number for cell in told(figures, "sessions_by_kind").values())


def test_where_there_are_few_sessions_in_all_their_number_is_hidden_too(hub: HubBuilder):
    """The figure as well, which is the same number; which kinds were held is told."""
    figures = held(hub, {"phone support": (1,), "workshop": (5,)})
    made = published(figures, made_on=date(2026, 11, 24))
    [sessions] = [f.now for part in made.sections for f in part.figures if f.code == "sessions"]
    assert sessions == told(figures, "sessions_by_kind")["sessions"] == CountCell(None, OTHER)
    assert set(told(figures, "sessions_by_kind")) == {"phone support", "workshop", "sessions"}


def test_sessions_of_nobody_in_particular_are_never_hidden_for_themselves(hub: HubBuilder):
    figures = held(hub, {"workshop": (1,), "course": (2, 3), "one-to-one": (1,) * 9})
    lines = told(figures, "sessions_by_kind")
    assert {code: cell.number for code, cell in lines.items()} == {
        "workshop": 1, "course": 2, "one-to-one": 9, "sessions": 12,
    }  # fmt: skip


def test_no_names_are_taken_at_a_stall_so_there_are_no_visits_to_hide(hub: HubBuilder):
    """A line "School visit 0" of visits would read as if no pupil had come."""
    figures = held(hub, {"school visit": (0,), "outreach stall": (0,), "course": (3,)})
    assert set(told(figures, "visits_by_kind")) == {"course", "visits"}
    figures = held(hub, {"school visit": (0,) * 2})
    assert set(told(figures, "sessions_by_kind")) == {
        "school visit", "outreach stall", "course", "sessions",
    }  # fmt: skip


def test_that_nobody_learned_is_shown_where_the_kinds_of_sessions_say_so(hub: HubBuilder):
    """Hidden beside the few people it could be worked out: a meeting is no lesson."""
    figures = held(hub, {"meeting": (3,), "outreach stall": (0,)})
    made = published(figures, made_on=date(2026, 11, 24))
    every = [*made.headlines, *(f for part in made.sections for f in part.figures)]
    said = {one.code: one.now.number for one in every}
    assert said["people"] is None
    assert said["visits"] is None
    assert said["learners"] == said["drop_in_visits"] == 0
