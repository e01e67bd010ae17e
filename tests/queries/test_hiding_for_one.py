"""No more came to one-to-ones than there were: sessions are hidden where they tell of visits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from hubdesk.operations.attending import mark
from hubdesk.operations.returning import return_device
from hubdesk.queries.figure_rows import CountCell, Period, WhyHidden
from hubdesk.queries.figures import Cut, ReportFigures, figures_of, shipped_templates
from hubdesk.queries.figures.scope import EVERYTHING
from hubdesk.queries.publishing import published
from tests.conftest import TODAY, HubBuilder
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
    return october(hub)


def october(hub: HubBuilder, cut: Cut = EVERYTHING) -> ReportFigures:
    """What is counted of it, and of September."""
    template = shipped_templates()[0]
    made: ReportFigures = hub.look(
        lambda db: figures_of(db, OCTOBER, template=template, now=hub.clock(), cut=cut)
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
    """Of eight one-to-ones 1 to 4 came, which is what "fewer than 5" says."""
    kept = {"one-to-one": (1, 1, 1, 0, 0, 0, 0, 0), "course": (6,) * 2, "meeting": (3,)}
    assert all(cell.number for cell in told(held(hub, kept), "sessions_by_kind").values())


@pytest.mark.parametrize("many", [1, 3, 4, 7])
def test_that_sessions_are_hidden_does_not_tell_that_they_were_three_at_the_most(
    hub: HubBuilder, many: int
):
    """Four alone would tell nothing; shown, a hidden line would be known to be less."""
    one = {"one-to-one": (1,) + (0,) * (many - 1), "course": (6,) * 4, "workshop": (7,) * 5}
    assert told(held(hub, one), "visits_by_kind")["one-to-one"].hidden is SMALL
    assert told(october(hub), "sessions_by_kind")["one-to-one"].number is None


def test_a_figure_in_two_places_is_missed_twice_when_a_column_is_hidden(hub: HubBuilder):
    """All visits by kind went, and the key figure of 48 drop-in visits with them."""
    figures = held(
        hub,
        {"course": (6,) * 4, "drop-in": (6,) * 8, "one-to-one": (1, 1), "home visit": (1, 1)},
    )
    assert told(figures, "visits_by_kind")["drop-in"].number == 48


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
    said = {code: cell.number for code, cell in figures_told(figures).items()}
    assert said["people"] is None
    assert said["visits"] is None
    assert said["learners"] == said["drop_in_visits"] == 0


def test_that_nobody_came_by_name_is_shown_where_only_a_stall_was_held(hub: HubBuilder):
    """Hidden beside two contacts it could be worked out: no names are taken at a stall."""
    hub.session(kind="outreach stall", held_on=date(2026, 10, 7))
    for name in ("Ada", "Bo"):
        device = hub.device()
        hub.lend(hub.person(name), device)
        if name == "Ada":
            hub.do("return", lambda db, now, of=device: return_device(db, device_id=of, now=now))
    template, days = shipped_templates()[0], Period(date(2026, 10, 1), TODAY)
    figures = hub.look(lambda db: figures_of(db, days, template=template, now=hub.clock()))
    said = figures_told(figures)
    assert said["interactions"] == CountCell(None, SMALL)
    assert said["returns"].number is None
    assert said["visits"].number == 0


def test_lines_of_sessions_are_hidden_before_all_sessions_are(hub: HubBuilder):
    """They are a key figure. Here it takes one line after the other."""
    figures = held(
        hub,
        {
            "one-to-one": (1, 0, 0), "course": (6, 6), "workshop": (7, 7), "job club": (8, 8),
            "drop-in": (9, 9, 9), "event": (5,),
        },
    )  # fmt: skip
    assert told(figures, "visits_by_kind")["one-to-one"].hidden is SMALL
    assert told(figures, "sessions_by_kind")["one-to-one"].number is None
    assert told(figures, "sessions_by_kind")["sessions"].number == 13


def test_a_kind_that_was_held_in_the_days_before_has_its_line_though_nobody_came(hub: HubBuilder):
    """Else it would tell that somebody came to each kind that is listed."""
    hub.session(kind="meeting", held_on=date(2026, 9, 9))
    figures = held(hub, {"course": (3,)})
    assert set(told(figures, "visits_by_kind")) == {"course", "meeting", "visits"}


def figures_told(figures: ReportFigures) -> dict[str, CountCell]:
    """Each figure as it leaves."""
    made = published(figures, made_on=TODAY)
    every = [*made.headlines, *(f for part in made.sections for f in part.figures)]
    return {one.code: one.now for one in every}


def test_hours_tell_no_few_visits(hub: HubBuilder):
    """Three sessions, six hours, six hours with people: three visits."""
    said = figures_told(held(hub, {"one-to-one": (1,) * 3}))
    assert said["learning_hours"] == CountCell(None, OTHER)


def test_whether_hours_are_hidden_tells_nothing_of_hidden_drop_ins(hub: HubBuilder):
    """Of 20 visits, hidden hours told that all others were few: each of four lines was one."""
    few = {"course": (1,), "workshop": (1,), "meeting": (1,), "job club": (1,), "drop-in": (16,)}
    said = figures_told(held(hub, few))
    assert said["visits"].number == 20
    assert said["drop_in_visits"].number is None
    assert said["learning_hours"] == CountCell(None, OTHER)


def test_hours_are_shown_beside_visits_that_are(hub: HubBuilder):
    said = figures_told(held(hub, {"course": (6,) * 2, "drop-in": (9,)}))
    assert said["learning_hours"].number == 24
    assert said["session_hours"].number == 6


def test_where_all_sessions_are_hidden_so_are_their_hours(hub: HubBuilder):
    said = figures_told(held(hub, {"phone support": (1,), "workshop": (5,)}))
    assert said["sessions"].number is None
    assert said["session_hours"] == said["session_volunteer_hours"] == CountCell(None, OTHER)


def test_registers_that_are_not_finished_are_not_counted_up_beside_hidden_sessions(hub: HubBuilder):
    """Of 23, with 19 of other kinds shown, 4 at the least were of the hidden course."""
    few = published(held(hub, {"one-to-one": (1,), "course": (6,) * 4}), made_on=TODAY)
    assert (few.unfinished, few.unfinished_count, few.some_unfinished) == ((), 0, True)
    narrow = published(october(hub, Cut(ages=("25 to 49",))), made_on=TODAY)
    assert (narrow.unfinished, narrow.unfinished_count) == ((), 0), "it tells of no sessions"
    many = published(held(hub, {"one-to-one": (1,) * 9, "drop-in": (9,)}), made_on=TODAY)
    assert not many.some_unfinished
    assert len(many.unfinished) == many.unfinished_count == 4
