"""The board of opportunities, and what of the hub's own everybody may read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.opportunities import ClosingPassed, LinkNotRight, NeverPublic, OpportunityOver
from hubdesk.errors.people import ChoiceUnknown
from hubdesk.messages import explain
from hubdesk.models import SessionLeftOut
from hubdesk.operations import opportunities, week
from hubdesk.operations.opportunities import read_link
from hubdesk.queries.opportunities import (
    open_opportunities,
    opportunity_counts,
    opportunity_row,
    past_opportunities,
)
from tests.conftest import TODAY, HubBuilder, in_days
from tests.week_verbs import add


def open_now(hub: HubBuilder, on: date = TODAY, **facts: Any) -> list[str]:
    return [row.title for row in hub.look(lambda db: open_opportunities(db, on, **facts))]


def change(hub: HubBuilder, id: str, **facts: Any) -> None:
    said: Any = facts
    hub.do(
        "change opportunity",
        lambda db, now: opportunities.change_opportunity(
            db, opportunity_id=id, facts=said, now=now
        ),
    )


def test_what_ends_first_stands_first_and_drops_off_by_itself_after_its_last_day(hub: HubBuilder):
    add(hub, title="Ends later", closing_on=in_days(9))
    add(hub, title="Ends today", closing_on=TODAY)
    add(hub, title="Has no last day", closing_on=None)
    assert open_now(hub) == ["Ends today", "Ends later", "Has no last day"]
    assert open_now(hub, in_days(1)) == ["Ends later", "Has no last day"]
    assert open_now(hub, in_days(56)) == ["Has no last day"]
    assert open_now(hub, in_days(57)) == [], "nobody says any more that it is still there"
    assert hub.look(lambda db: opportunity_counts(db, in_days(1))) == (2, 1)
    past = hub.look(lambda db: past_opportunities(db, in_days(1)))
    assert [row.title for row in past] == ["Ends today"]


def test_a_last_day_that_is_over_is_refused_with_a_sentence(hub: HubBuilder):
    with pytest.raises(ClosingPassed) as refusal:
        add(hub, closing_on=in_days(-1))
    assert explain(refusal.value).text == (
        "Monday 23 November is over already. "
        "Enter a last day that is still to come, or leave it empty."
    )
    job = add(hub, closing_on=TODAY)
    with pytest.raises(ClosingPassed):
        change(hub, job, closing_on=in_days(-3))


def test_one_that_is_over_can_be_worded_better_and_given_another_last_day(hub: HubBuilder):
    job = add(hub, closing_on=TODAY)
    hub.clock.forward(days=5)
    change(hub, job, title="Better words", closing_on=TODAY)
    assert open_now(hub, in_days(5)) == []
    change(hub, job, closing_on=in_days(6))
    assert open_now(hub, in_days(5)) == ["Better words"]


def test_one_without_a_last_day_stands_for_its_weeks_again_once_somebody_looked_at_it(
    hub: HubBuilder,
):
    job = add(hub, closing_on=None)
    hub.clock.forward(days=30)
    change(hub, job, pay="£13 an hour")
    row = hub.look(lambda db: opportunity_row(db, job))
    assert (row.opened_on, row.last_on) == (in_days(30), in_days(86))


def test_one_that_is_closed_leaves_at_once_and_is_changed_no_more(hub: HubBuilder):
    job = add(hub)
    hub.do(
        "close opportunity",
        lambda db, now: opportunities.close_opportunity(db, opportunity_id=job, now=now),
    )
    assert open_now(hub) == []
    with pytest.raises(OpportunityOver) as refusal:
        change(hub, job, title="Again")
    assert explain(refusal.value).what == "“Help desk assistant” was closed before."
    hub.undo()
    assert open_now(hub) == ["Help desk assistant"]


def test_what_is_for_the_desk_alone_stands_on_no_page(hub: HubBuilder):
    add(hub, title="For the desk", is_public=False)
    add(hub, title="For everybody")
    assert set(open_now(hub)) == {"For the desk", "For everybody"}
    assert open_now(hub, only_public=True) == ["For everybody"]


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("", ""),
        ("www.example.org", "https://www.example.org"),
        ("https://example.org/jobs?id=1#top", "https://example.org/jobs?id=1#top"),
        ("http://café.example.org/", "http://café.example.org/"),
    ],
)
def test_a_link_is_the_address_of_a_page(typed: str, link: str):
    assert read_link(typed) == link


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)", "javascript://example.org/%0aalert(1)", "ask at the desk",
        "ftp://example.org", "https://", "localhost", 'https://example.org/"onclick=x',
        "https://bank.example@evil.example", "data://text.html", "https://example.org/<b>",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(typed: str):
    with pytest.raises(LinkNotRight):
        read_link(typed)


def test_it_needs_a_title_and_a_sort_there_is(hub: HubBuilder):
    with pytest.raises(FieldMissing):
        add(hub, title="  ")
    with pytest.raises(ChoiceUnknown):
        add(hub, sort="lottery")
    job = add(hub)
    with pytest.raises(FieldMissing):
        change(hub, job, title="")


def test_a_session_that_is_not_for_everybody_cannot_be_left_out(hub: HubBuilder):
    meeting = hub.session("Forum", kind="meeting")
    with pytest.raises(NeverPublic):
        hub.do("leave session out", lambda db, now: week.leave_session_out(db, session_id=meeting))


def test_leaving_out_twice_makes_one_row(hub: HubBuilder):
    session = hub.session(kind="drop-in")
    for _ in range(2):
        hub.do("leave session out", lambda db, now: week.leave_session_out(db, session_id=session))
    assert hub.look(lambda db: db.query(SessionLeftOut).count()) == 1
