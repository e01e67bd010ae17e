"""This week at the hub: what everybody may read is there, and nothing else."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from hubdesk.errors.figures import StoryTakenBack
from hubdesk.errors.privacy import RecordRestricted
from hubdesk.models import How, RestrictedFor
from hubdesk.models.session_details import Event
from hubdesk.operations import hub as hub_work
from hubdesk.operations import week
from hubdesk.operations.booking import book_session
from hubdesk.operations.restricting import restrict_use
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import cancel_session, plan_series
from hubdesk.operations.stories import take_back_story
from hubdesk.queries.staff import accounts
from hubdesk.queries.this_week import ThisWeek, this_week
from tests.conftest import NOW, TODAY, HubBuilder, in_days
from tests.week_verbs import add, told

SECRET = "Amira has a day off"


def seen(hub: HubBuilder) -> ThisWeek:
    found: ThisWeek = hub.look(lambda db: this_week(db, hub.clock()))
    return found


def titles(hub: HubBuilder) -> list[str]:
    return [one.row.title for one in seen(hub).sessions]


def show(hub: HubBuilder, story: str) -> None:
    facts = {"story_id": story, "how": How.PAPER, "work": "Web designer"}
    hub.do("show story", lambda db, now: week.show_story(db, **facts, now=now))


def stories(hub: HubBuilder) -> list[str]:
    return [one.words for one in seen(hub).stories]


def test_only_what_anybody_can_come_to_is_there(hub: HubBuilder):
    for kind in (
        *("course", "workshop", "drop-in", "one-to-one", "phone support", "home visit"),
        *("job club", "outreach stall", "school visit", "meeting", "event"),
    ):
        hub.session(kind, kind=kind, held_on=in_days(1))
    assert sorted(titles(hub)) == [
        "course", "drop-in", "event", "job club", "outreach stall", "workshop",
    ]  # fmt: skip


def test_it_holds_seven_days_and_the_weeks_after_them_apart(hub: HubBuilder):
    for days in (-1, 0, 6, 7, 41, 42):
        hub.session(str(days), kind="drop-in", held_on=in_days(days))
    found = seen(hub)
    assert [one.row.title for one in found.sessions] == ["0", "6"]
    assert [one.row.title for one in found.later] == ["7", "41"]
    assert (found.made_on, found.last_on) == (TODAY, in_days(6))


def test_a_day_begins_when_the_hub_says(hub: HubBuilder):
    """A minute before midnight in summer is tomorrow in UTC, and still today here."""
    hub.session("Late", kind="event", starts=time(20), ends=time(21), held_on=in_days(0))
    late = NOW.replace(hour=23, minute=59)
    found = hub.look(lambda db: this_week(db, late))
    assert found.made_on == TODAY
    (one,) = found.sessions
    assert (one.row.starts_at.hour, str(one.row.starts_at.tzinfo)) == (20, "Europe/London")


def test_nobody_is_in_it_who_comes_teaches_or_works_here(hub: HubBuilder):
    (amira,) = hub.look(accounts)
    facts = {"places": 2, "held_on": in_days(1), "tutor_id": amira.id, "note": SECRET}
    session = hub.session("Digital basics", **facts)
    hub.book(session, "Ada Okafor")
    hub.do(
        "cancel session",
        lambda db, now: cancel_session(db, session_id=session, why=SECRET),
    )
    found = seen(hub)
    (one,) = found.sessions
    assert one.row.is_cancelled
    assert one.is_to_book
    for secret in (SECRET, "Ada", "Okafor", "Amira"):
        assert secret not in repr(found)
    assert (one.row.booked, one.row.tutor, one.row.cancelled_why) == (0, "", "")


def test_that_it_is_full_is_said_and_not_how_many_come(hub: HubBuilder):
    session = hub.session("Digital basics", places=2, held_on=in_days(1))
    for name in ("Ada Okafor", "Bo Li"):
        assert not seen(hub).sessions[0].row.is_full
        person = hub.person(name)
        facts = {"person_id": person, "session_id": session}
        hub.do("book place", lambda db, now, f=facts: book_session(db, **f, now=now))
    assert seen(hub).sessions[0].row.is_full


def test_one_that_was_left_out_is_not_there_until_it_is_put_back(hub: HubBuilder):
    session = hub.session("Quiet hour", kind="workshop", held_on=in_days(1))
    hub.session("Open door", kind="drop-in", held_on=in_days(2))
    out = {"session_id": session}
    hub.do("leave session out", lambda db, now: week.leave_session_out(db, **out))
    assert titles(hub) == ["Open door"]
    hub.do("put session in", lambda db, now: week.put_session_in(db, **out))
    assert titles(hub) == ["Quiet hour", "Open door"]


def test_a_whole_series_is_left_out_with_what_is_planned_later(hub: HubBuilder):
    facts = SessionFacts(
        title="Basics", kind="course", held_on=in_days(1), starts=time(10), ends=time(12)
    )
    made = hub.do(
        "plan session",
        lambda db, now: plan_series(db, facts=facts, repeats="weekly", times=3, now=now),
    )
    out: dict[str, Any] = {"session_id": made.session_ids[0], "whole_series": True}
    hub.do("leave session out", lambda db, now: week.leave_session_out(db, **out))
    found = seen(hub)
    assert (found.sessions, found.later) == ((), ())
    back = {"session_id": made.session_ids[1]}
    hub.do("put session in", lambda db, now: week.put_session_in(db, **back))
    assert len(seen(hub).later) == 2


def test_an_event_has_its_programme(hub: HubBuilder):
    programme = (("10am", "Doors open"), ("11am", "Careers in tech"))
    hub.session("Open day", kind="event", held_on=in_days(3), details=Event(programme))
    assert seen(hub).sessions[0].programme == programme


def test_a_story_is_there_only_while_they_agree_that_everybody_reads_it(hub: HubBuilder):
    edda = hub.person("Edda Wren")
    story, in_reports = told(hub, edda), told(hub, edda, "Only for reports")
    assert stories(hub) == []
    show(hub, story)
    (found,) = seen(hub).stories
    assert (found.who, found.work, found.words) == (
        "Edda",
        "Web designer",
        "I taught myself to code.",
    )
    hub.do("hide story", lambda db, now: week.hide_story(db, story_id=story, now=now))
    assert stories(hub) == []
    show(hub, story)
    assert len(stories(hub)) == 1
    assert in_reports


def test_a_story_that_was_taken_back_is_off_the_next_pages_and_cannot_be_shown_again(
    hub: HubBuilder,
):
    story = told(hub, hub.person("Edda Wren"))
    show(hub, story)
    hub.do("take back story", lambda db, now: take_back_story(db, story_id=story, now=now))
    assert stories(hub) == []
    with pytest.raises(StoryTakenBack):
        show(hub, story)


def test_a_record_that_is_not_to_be_used_has_no_story(hub: HubBuilder):
    edda = hub.person("Edda Wren")
    story = told(hub, edda)
    show(hub, story)
    facts = {"person_id": edda, "ground": RestrictedFor.OBJECTION, "why": "Asked"}
    hub.do("restrict use", lambda db, now: restrict_use(db, **facts, now=now))
    assert stories(hub) == []
    with pytest.raises(RecordRestricted):
        show(hub, story)


def test_the_board_is_in_it_but_what_is_for_the_desk_alone(hub: HubBuilder):
    add(hub, title="For everybody")
    add(hub, title="For the desk", is_public=False)
    assert [row.title for row in seen(hub).opportunities] == ["For everybody"]


def test_days_the_hub_is_shut_are_told_without_its_own_reasons(hub: HubBuilder):
    days = {"first_on": in_days(3), "last_on": in_days(3), "why": SECRET}
    hub.do("close days", lambda db, now: hub_work.close_days(db, **days))
    found = seen(hub)
    assert (in_days(3), "Closed") in found.hub.closed
    assert "Christmas Day" in {why for _, why in found.hub.closed}
    assert SECRET not in repr(found)


def test_equal_records_give_an_equal_week(hub: HubBuilder):
    add(hub)
    hub.session(kind="drop-in", held_on=in_days(1))
    assert seen(hub) == seen(hub)
