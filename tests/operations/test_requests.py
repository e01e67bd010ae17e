"""Requests, complaints and breaches: their clocks, what pauses them, and what a hub decides."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from hubdesk.errors.people import ChoiceUnknown
from hubdesk.errors.privacy import (
    DayNotRight,
    HoldThere,
    PeriodNotRight,
    ReasonMissing,
    RequestClosed,
    StepNotNow,
)
from hubdesk.models import Award, Consent, Enrolment, Person, Presence
from hubdesk.operations.booking import book_session, give_back
from hubdesk.operations.erasing import Proposed, erase_person, erase_proposed
from hubdesk.operations.requests import (
    acknowledge_complaint,
    answer_complaint,
    decide_breach,
    note_breach,
    receive_complaint,
    receive_request,
    take_step,
)
from hubdesk.operations.retention import change_rule, lift_hold, put_on_hold
from hubdesk.queries.people import person_page
from hubdesk.queries.requests import (
    breaches,
    complaints,
    due_day,
    request_row,
    requests,
    requests_of,
)
from hubdesk.queries.retention import PEOPLE, hold_of, rules, whose_time_is_over
from tests.conftest import NOW, TODAY, Clock, HubBuilder, in_days
from tests.rebuilt import check_rebuilt

DAY = date.fromisoformat


@pytest.mark.parametrize(
    ("came", "steps", "due"),
    [
        ("2026-11-24", (), "2026-12-24"),
        ("2026-11-25", (), "2026-12-29"),  # Christmas, then the day after it, then a weekend
        ("2026-01-31", (), "2026-03-02"),  # 28 February is a Saturday
        ("2028-01-31", (), "2028-02-29"),
        ("2026-11-24", (("extended", "2026-12-01"),), "2027-02-24"),
        ("2026-11-24", (("paused", "2026-11-26"), ("resumed", "2026-12-03")), "2026-12-31"),
        (
            "2026-06-01",
            (("paused", "2026-06-02"), ("resumed", "2026-06-04"), ("paused", "2026-06-05"),
             ("resumed", "2026-06-08"), ("extended", "2026-06-09")),
            "2026-09-07",
        ),
    ],
)  # fmt: skip
def test_a_request_is_due_after_a_month_of_the_calendar_without_its_pauses(
    came: str, steps: Any, due: str
):
    taken = [(kind, DAY(on)) for kind, on in steps]
    assert due_day(DAY(came), taken, "ENG", TODAY) == DAY(due)


@pytest.fixture
def samira(hub: HubBuilder) -> str:
    return hub.person("Samira Haddad")


def ask(hub: HubBuilder, person: str, **facts: Any) -> str:
    facts = {"asked": "access"} | facts
    return str(
        hub.do(
            "rights request",
            lambda db, now: receive_request(db, person_id=person, now=now, **facts),
        ).id
    )


def step(hub: HubBuilder, request: str, kind: str, note: str = "") -> None:
    hub.do(
        "rights step",
        lambda db, now: take_step(db, request_id=request, kind=kind, note=note, now=now),
    )


def test_a_clock_that_is_paused_stands_still_until_it_is_taken_up(
    hub: HubBuilder, samira: str, clock: Clock
):
    request = ask(hub, samira)
    clock.forward(days=2)
    step(hub, request, "paused", "Who are they?")
    clock.forward(days=10)
    row = hub.look(lambda db: request_row(db, request))
    assert row.is_paused
    step(hub, request, "resumed")
    row = hub.look(lambda db: request_row(db, request))
    assert not row.is_paused
    assert row.due_on == DAY("2027-01-04")  # 3 January is a Sunday


@pytest.mark.parametrize(
    ("before", "then"),
    [
        (("paused",), "paused"),
        ((), "resumed"),
        (("extended",), "extended"),
    ],
)
def test_a_step_that_does_not_fit_is_refused(
    hub: HubBuilder, samira: str, before: tuple[str, ...], then: str
):
    request = ask(hub, samira)
    for kind in before:
        step(hub, request, kind, "Many records")
    with pytest.raises(StepNotNow):
        step(hub, request, then, "Again")


def test_after_the_first_month_it_cannot_be_extended_any_more(
    hub: HubBuilder, samira: str, clock: Clock
):
    request = ask(hub, samira)
    clock.forward(days=40)
    with pytest.raises(StepNotNow):
        step(hub, request, "extended", "Many records")


@pytest.mark.parametrize(("paused_on", "can"), [(9, True), (40, False)])
def test_while_the_clock_stands_it_can_be_extended_if_it_stood_in_time(
    hub: HubBuilder, samira: str, clock: Clock, paused_on: int, can: bool
):
    id = ask(hub, samira)
    clock.forward(days=paused_on)
    step(hub, id, "paused")
    clock.forward(days=60)
    if can:
        step(hub, id, "extended", note="Waits for an id")
        step(hub, id, "resumed")
        row = hub.look(lambda db: request_row(db, id))
        assert row.due_on == DAY("2027-04-26")  # three months and 60 days, then a Sunday
    else:
        with pytest.raises(StepNotNow):
            step(hub, id, "extended", note="Waits for an id")


@pytest.mark.parametrize("kind", ["extended", "refused"])
def test_who_has_to_be_told_why_is_told_why(hub: HubBuilder, samira: str, kind: str):
    request = ask(hub, samira)
    with pytest.raises(ReasonMissing):
        step(hub, request, kind)


@pytest.mark.parametrize("kind", ["done", "refused"])
def test_an_answered_request_is_closed_and_stands_last(hub: HubBuilder, samira: str, kind: str):
    first, second = ask(hub, samira), ask(hub, samira, asked="erasure")
    step(hub, first, kind, "Not theirs")
    assert [row.id for row in hub.look(requests)] == [second, first]
    with pytest.raises(RequestClosed):
        step(hub, first, "paused")


def test_a_request_cannot_come_tomorrow_or_ask_for_anything_else(hub: HubBuilder, samira: str):
    with pytest.raises(DayNotRight):
        ask(hub, samira, came_on=TODAY + timedelta(days=1))
    with pytest.raises(ChoiceUnknown):
        ask(hub, samira, asked="tea")


def test_a_complaint_is_acknowledged_within_thirty_days_and_answered_once(
    hub: HubBuilder, samira: str
):
    made = hub.do(
        "complaint",
        lambda db, now: receive_complaint(
            db, about="Letters to an old address", person_id=samira, now=now
        ),
    )
    [row] = hub.look(complaints)
    assert row.acknowledge_by == DAY("2026-12-24")
    hub.do(
        "acknowledge complaint",
        lambda db, now: acknowledge_complaint(db, complaint_id=made.id, now=now),
    )
    hub.do(
        "answer complaint",
        lambda db, now: answer_complaint(db, complaint_id=made.id, finding="Ours", now=now),
    )
    [row] = hub.look(complaints)
    assert (row.acknowledged_on, row.told_on, row.finding) == (TODAY, TODAY, "Ours")
    with pytest.raises(RequestClosed):
        hub.do(
            "answer complaint",
            lambda db, now: answer_complaint(db, complaint_id=made.id, finding="x", now=now),
        )


def test_a_breach_has_seventy_two_hours_and_its_decision_says_why(hub: HubBuilder):
    at = NOW - timedelta(hours=5)
    made = hub.do(
        "breach",
        lambda db, now: note_breach(db, what="A stick was lost", found_at=at, people=12, now=now),
    )
    [row] = hub.look(breaches)
    assert row.tell_by == at + timedelta(hours=72)
    with pytest.raises(ReasonMissing):
        hub.do(
            "decide breach",
            lambda db, now: decide_breach(
                db, breach_id=made.id, risk="high", tells_ico=True, decision=" ", now=now
            ),
        )
    hub.do(
        "decide breach",
        lambda db, now: decide_breach(
            db,
            breach_id=made.id,
            risk="none",
            tells_ico=False,
            decision="It was encrypted",
            now=now,
        ),
    )
    [row] = hub.look(breaches)
    assert (row.risk, row.is_told_to_ico, row.decision) == ("none", False, "It was encrypted")


def test_whose_time_is_over_is_proposed_with_the_rule_that_says_so(hub: HubBuilder, clock: Clock):
    old, held, asked = (hub.person(f"{name} Okafor") for name in ("Ada", "Bo", "Cy"))
    out = hub.person("Di Okafor")
    hub.lend(out, hub.device())
    hub.do("hold", lambda db, now: put_on_hold(db, person_id=held, why="A claim", now=now))
    clock.forward(days=365 * 3 + 2)
    ask(hub, asked)
    hub.person("New Okafor")
    proposed = hub.look(lambda db: whose_time_is_over(db, hub.clock().date()))
    assert [(row.person_id, row.until.record) for row in proposed] == [(old, PEOPLE)]
    hub.do("erase proposed", lambda db, now: erase_proposed(db, person_ids=[old], now=now))
    assert hub.look(lambda db: whose_time_is_over(db, hub.clock().date())) == []
    assert hub.look(lambda db: person_page(db, old)) is None
    check_rebuilt(hub.database)


def test_who_came_back_since_the_list_was_made_is_not_erased_with_it(hub: HubBuilder, clock: Clock):
    old, back = hub.person("Ada Okafor"), hub.person("Bo Okafor")
    clock.forward(days=365 * 3 + 2)
    listed = [row.person_id for row in hub.look(lambda db: whose_time_is_over(db, clock().date()))]
    assert listed == sorted((old, back))
    hub.do("come in", lambda db, now: db.add(Presence(person_id=back, came_at=now)))
    never_listed = hub.person("New Okafor")
    went: Proposed = hub.do(
        "erase proposed",
        lambda db, now: erase_proposed(db, person_ids=[*listed, never_listed], now=now),
    )
    assert (len(went.done), went.left_out) == (1, 2)
    for id, is_there in ((old, False), (back, True), (never_listed, True)):
        assert bool(hub.look(lambda db, id=id: person_page(db, id))) is is_there


def test_what_was_taken_back_keeps_nobody(hub: HubBuilder, samira: str, clock: Clock):
    clock.forward(days=365 * 3 + 2)
    due = partial(whose_time_is_over, today=clock().date())
    before = hub.look(due)
    hub.lend(samira, hub.device())
    hub.undo()
    ask(hub, samira)
    hub.undo()
    assert hub.look(due) == before
    assert [row.person_id for row in before] == [samira]


def test_nobodys_time_is_over_while_they_have_a_place_at_a_session_to_come(
    hub: HubBuilder, samira: str, clock: Clock
):
    hub.do("change rule", lambda db, now: change_rule(db, record=PEOPLE, months=1, now=now))
    session = hub.session("Digital basics", held_on=in_days(60))
    place = hub.do(
        "book place",
        lambda db, now: book_session(db, person_id=samira, session_id=session, now=now),
    )
    clock.forward(days=45)
    due = partial(whose_time_is_over, today=clock().date())
    assert hub.look(due) == []
    hub.do(
        "give back place",
        lambda db, now: give_back(db, enrolment_id=place.enrolment_id, now=now),
    )
    assert [row.person_id for row in hub.look(due)] == [samira]


@pytest.mark.parametrize(
    "contact",
    [
        lambda id, now: Presence(person_id=id, came_at=now),
        lambda id, now: Award(
            person_id=id, name="Samira", what="Basics", awarded_on=now.date(), awarded_at=now
        ),
        lambda id, now: Consent(person_id=id, purpose="photos", given_on=now.date()),
        lambda id, now: Enrolment(
            person_id=id, place="booked", asked_at=now, from_on=now.date()
        ),
    ],
    ids=["in the building", "certificate", "consent", "asked for a place"],
)  # fmt: skip
def test_whatever_brought_somebody_here_counts_as_their_last_contact(
    hub: HubBuilder, samira: str, clock: Clock, contact: Any
):
    clock.forward(days=365 * 3 + 2)
    assert len(hub.look(lambda db: whose_time_is_over(db, clock().date()))) == 1
    hub.do("edit person", lambda db, now: db.add(contact(samira, now)))
    assert hub.look(lambda db: whose_time_is_over(db, clock().date())) == []


def test_a_hubs_own_rule_holds_from_its_version_on(hub: HubBuilder, samira: str, clock: Clock):
    hub.do(
        "change rule",
        lambda db, now: change_rule(db, record=PEOPLE, months=12, why="We agreed", now=now),
    )
    rule = hub.look(rules)[PEOPLE]
    assert (rule.months, rule.version, rule.why) == (12, 2, "We agreed")
    clock.forward(days=366)
    assert len(hub.look(lambda db: whose_time_is_over(db, hub.clock().date()))) == 1
    for months in (0, -1, 1201):
        with pytest.raises(PeriodNotRight):
            hub.do(
                "change rule",
                lambda db, now, m=months: change_rule(db, record=PEOPLE, months=m, now=now),
            )


def test_a_hold_is_put_once_with_its_reason_and_lifted(hub: HubBuilder, samira: str):
    made = hub.do("hold", lambda db, now: put_on_hold(db, person_id=samira, why="Police", now=now))
    with pytest.raises(HoldThere):
        hub.do("hold", lambda db, now: put_on_hold(db, person_id=samira, why="Police", now=now))
    hub.do("lift hold", lambda db, now: lift_hold(db, hold_id=made.id))
    assert hub.look(lambda db: hold_of(db, samira)) is None
    with pytest.raises(ReasonMissing):
        hub.do("hold", lambda db, now: put_on_hold(db, person_id=samira, why=" ", now=now))


def test_who_was_erased_stays_in_the_counts_of_requests_and_in_no_word(
    hub: HubBuilder, samira: str
):
    ask(hub, samira, note="Wants it all")
    name = hub.look(lambda db: db.get_one(Person, samira).display_name)
    hub.do(
        "erase person",
        lambda db, now: erase_person(
            db, person_id=samira, typed_name=name, ground="asked", now=now
        ),
    )
    [row] = hub.look(lambda db: requests_of(db, samira))
    assert (row.asked, row.name, row.note) == ("access", "", "")
