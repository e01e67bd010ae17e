"""A record that is kept and not used, and consents that are taken back: what then is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from hubdesk.errors.lending import HappenedInFuture, UseRestricted
from hubdesk.errors.privacy import (
    DayNotRight,
    NothingGiven,
    NotRestricted,
    NotToldYet,
    ReasonMissing,
    RecordRestricted,
    RestrictedAlready,
)
from hubdesk.messages import explain
from hubdesk.models import FollowUp, Person, Purpose, RestrictedFor, Restriction
from hubdesk.operations.attending import sign_in
from hubdesk.operations.awarding import Given, Recipient, award_certificates
from hubdesk.operations.booking import book_session
from hubdesk.operations.consents import change_wording, record_consent, withdraw_consents
from hubdesk.operations.erasing import check_erasable
from hubdesk.operations.merging import merge_people
from hubdesk.operations.people import edit_person, set_needs
from hubdesk.operations.progress import plan_follow_ups, record_outcome, set_goal
from hubdesk.operations.requests import receive_request, take_step
from hubdesk.operations.restricting import lift_restriction, restrict_use
from hubdesk.operations.returning import renew_loan
from hubdesk.queries.consents import consents_of, current_wordings
from hubdesk.queries.here_twice import here_twice
from hubdesk.queries.people import person_card, person_page
from hubdesk.queries.person_details import needs_of
from hubdesk.queries.progress import follow_ups_due
from hubdesk.queries.register import register
from hubdesk.queries.requests import requests_of
from hubdesk.queries.restrictions import restriction_of, restrictions_of
from hubdesk.queries.retention import whose_time_is_over
from hubdesk.ui.people.text_words import why_no_text
from hubdesk.ui.register.rows import chip_of
from tests.conftest import TODAY, Clock, HubBuilder
from tests.rebuilt import check_rebuilt


@pytest.fixture
def samira(hub: HubBuilder) -> str:
    return hub.person("Samira Haddad", known_as="Sam", phone="07700 900123")


def restrict(hub: HubBuilder, person: str, **facts: Any) -> Any:
    ground = facts.pop("ground", RestrictedFor.ACCURACY)
    return hub.do(
        "restrict use",
        lambda db, now: restrict_use(db, person_id=person, ground=ground, now=now, **facts),
    )


def lift(hub: HubBuilder, person: str, *, why: str = "Put right", was_told: bool = True) -> Any:
    return hub.do(
        "lift restriction",
        lambda db, now: lift_restriction(db, person_id=person, why=why, was_told=was_told, now=now),
    )


def ask(hub: HubBuilder, person: str, asked: str) -> str:
    work = lambda db, now: receive_request(db, person_id=person, asked=asked, now=now)  # noqa: E731
    return str(hub.do("rights request", work).id)


def answers(hub: HubBuilder, person: str) -> dict[str, str]:
    return {row.asked: row.closed for row in hub.look(lambda db: requests_of(db, person))}


def test_a_record_that_is_not_used_is_kept_and_shown_so_with_its_day(
    hub: HubBuilder, samira: str, clock: Clock
):
    session = hub.session()
    restrict(hub, samira, asked_by="a parent or carer", why="The birth date is wrong")
    page = hub.look(lambda db: person_page(db, samira))
    card = hub.look(lambda db: person_card(db, samira, TODAY))
    hub.do("sign in", lambda db, now: sign_in(db, session_id=session, person_id=samira, now=now))
    [row] = hub.look(lambda db: register(db, session, TODAY)).rows
    assert chip_of(row) == ("Record not to be used", "warn")  # what they do is still written down
    assert page.name == "Samira Haddad"
    assert (page.unused.since_on, page.unused.asked_by) == (TODAY, "a parent or carer")
    assert card.unused_since == TODAY
    check_rebuilt(hub.database)


def test_nobody_books_awards_changes_merges_or_erases_a_record_that_is_not_used(
    hub: HubBuilder, samira: str
):
    session, twin = hub.session(), hub.person("Samira Hadad")
    restrict(hub, samira)
    given = Given("attendance", "Using e-mail", TODAY)
    works = (
        ("book place", lambda db, now: book_session(
            db, person_id=samira, session_id=session, now=now)),
        ("award certificate", lambda db, now: award_certificates(
            db, given=given, recipients=[Recipient(samira, "Sam")], now=now)),
        ("edit person", lambda db, now: edit_person(
            db, person_id=samira, facts={"language": "Arabic"}, now=now)),
        ("needs", lambda db, now: set_needs(db, person_id=samira, needs=["large print"])),
        ("merge people", lambda db, now: merge_people(
            db, from_id=twin, to_id=samira, now=now)),
        ("merge people", lambda db, now: merge_people(
            db, from_id=samira, to_id=twin, now=now)),
        ("erase person", lambda db, now: check_erasable(db, person_id=samira)),
        ("set goal", lambda db, now: set_goal(db, person_id=samira, text="Video calls", now=now)),
        ("record outcome", lambda db, now: record_outcome(
            db, person_id=samira, outcome="EMP1", now=now)),
    )  # fmt: skip
    for verb, work in works:
        with pytest.raises(RecordRestricted) as refused:
            hub.do(verb, work)
        assert explain(refused.value).text == (
            "The record of Samira Haddad is kept and not used, since Tue 24 Nov 2026. "
            "A manager can lift it under All that is held."
        )
    lift(hub, samira)
    hub.do(*works[0])


def test_a_loan_is_asked_about_first_and_a_return_is_not(hub: HubBuilder, samira: str):
    device, other = hub.device(), hub.device()
    loan = hub.lend(samira, device).loan_ids[0]
    restrict(hub, samira)
    with pytest.raises(UseRestricted) as refused:
        hub.lend(samira, other)
    assert "If they agree to this, a manager can allow it." in explain(refused.value).text
    with pytest.raises(UseRestricted):
        hub.do("renew", lambda db, now: renew_loan(db, loan_id=loan, now=now))
    hub.lend(samira, other, override_reason="She asked for it herself")
    hub.do(
        "renew",
        lambda db, now: renew_loan(db, loan_id=loan, now=now, override_reason="She rang"),
    )
    hub.bring_back(device)


def test_it_is_in_no_list_that_uses_people(hub: HubBuilder, samira: str, clock: Clock):
    hub.person("Samira Haddad", phone="07700 900123")
    session = hub.session()
    plan = lambda db, now: plan_follow_ups(  # noqa: E731
        db, person_ids=[samira], ended_on=TODAY, session_id=session
    )
    hub.do("plan follow-ups", plan)
    look_twice = lambda: len(here_twice(hub.look).pairs)  # noqa: E731
    due = lambda: hub.look(lambda db: follow_ups_due(db, TODAY)[1])  # noqa: E731
    assert (look_twice(), due()) == (1, 1)
    restrict(hub, samira)
    assert (look_twice(), due()) == (0, 0)
    clock.forward(days=40 * 365)
    proposed = lambda: [  # noqa: E731
        row.person_id for row in hub.look(lambda db: whose_time_is_over(db, clock().date()))
    ]
    assert samira not in proposed()
    lift(hub, samira)
    clock.forward(days=40 * 365)
    assert samira in proposed()


def test_it_ends_only_with_a_reason_and_when_they_were_told(hub: HubBuilder, samira: str):
    with pytest.raises(NotRestricted):
        lift(hub, samira)
    restrict(hub, samira)
    with pytest.raises(ReasonMissing):
        lift(hub, samira, why=" ")
    with pytest.raises(NotToldYet) as refused:
        lift(hub, samira, was_told=False)
    assert explain(refused.value).text.startswith("The law asks that Sam is told first.")
    lift(hub, samira)
    [row] = hub.look(lambda db: restrictions_of(db, samira))
    assert (row.lifted_on, row.told_on, row.lifted_why) == (TODAY, TODAY, "Put right")
    assert hub.look(lambda db: restriction_of(db, samira)) is None
    hub.undo()
    assert hub.look(lambda db: restriction_of(db, samira)).since_on == TODAY


def test_it_is_begun_once_and_not_in_the_future(hub: HubBuilder, samira: str):
    with pytest.raises(DayNotRight):
        restrict(hub, samira, since_on=TODAY + timedelta(days=1))
    restrict(hub, samira)
    with pytest.raises(RestrictedAlready):
        restrict(hub, samira)


@pytest.mark.parametrize(
    ("ground", "answered"),
    [
        (RestrictedFor.ACCURACY, {"restriction": "done", "objection": ""}),
        (RestrictedFor.OBJECTION, {"restriction": "done", "objection": "done"}),
    ],
)
def test_it_answers_what_they_asked_for_and_undo_opens_that_again(
    hub: HubBuilder, samira: str, ground: str, answered: dict[str, str]
):
    for asked in answered:
        ask(hub, samira, asked)
    restrict(hub, samira, ground=ground)
    assert answers(hub, samira) == answered
    hub.undo()
    assert answers(hub, samira) == dict.fromkeys(answered, "")
    assert hub.look(lambda db: restriction_of(db, samira)) is None


def test_a_request_that_was_refused_before_stays_refused(hub: HubBuilder, samira: str):
    request = ask(hub, samira, "restriction")
    hub.do(
        "rights step",
        lambda db, now: take_step(
            db, request_id=request, kind="refused", note="Not theirs", now=now
        ),
    )
    restrict(hub, samira)
    assert answers(hub, samira) == {"restriction": "refused"}


def agreed(hub: HubBuilder, person: str, *purposes: str) -> None:
    for purpose in purposes:
        hub.do(
            "consent",
            lambda db, now, p=purpose: record_consent(
                db, person_id=person, purpose=p, how="paper", now=now
            ),
        )


def withdraw(hub: HubBuilder, person: str, *purposes: str, **facts: Any) -> Any:
    return hub.do(
        "withdraw consent",
        lambda db, now: withdraw_consents(
            db, person_id=person, purposes=purposes, how="spoken", now=now, **facts
        ),
    )


def test_a_consent_that_is_taken_back_ends_on_its_day_under_the_words_it_was_given_to(
    hub: HubBuilder, samira: str, clock: Clock
):
    agreed(hub, samira, Purpose.PHOTOS)
    clock.forward(days=30)
    hub.do(
        "change wording",
        lambda db, now: change_wording(db, purpose=Purpose.PHOTOS, text="May we?", now=now),
    )
    withdraw(hub, samira, Purpose.PHOTOS)
    no, yes = hub.look(lambda db: consents_of(db, samira))
    assert (yes.is_given, yes.given_on) == (True, TODAY)
    assert (no.is_given, no.given_on, no.how) == (False, TODAY + timedelta(days=30), "spoken")
    assert no.wording_id == yes.wording_id
    assert no.wording_id != hub.look(current_wordings)[Purpose.PHOTOS].id
    assert no.is_older


def test_what_followed_from_a_consent_stops_and_comes_back_with_undo(hub: HubBuilder, samira: str):
    hub.do("needs", lambda db, now: set_needs(db, person_id=samira, needs=["large print"]))
    agreed(hub, samira, Purpose.SUPPORT_NEEDS, Purpose.CONTACT)
    session = hub.session()
    plan = lambda db, now: plan_follow_ups(  # noqa: E731
        db, person_ids=[samira], ended_on=TODAY, session_id=session
    )
    hub.do("plan follow-ups", plan)
    ask(hub, samira, "withdrawal")
    live = select(FollowUp.id).where(FollowUp.deleted == 0)
    stands = lambda: (  # noqa: E731
        hub.look(lambda db: needs_of(db, samira)),
        len(hub.look(lambda db: list(db.scalars(live)))),
        why_no_text(hub.look(lambda db: person_page(db, samira))),
        answers(hub, samira)["withdrawal"],
    )
    before = stands()
    assert before == (("large print",), 3, "", "")
    done = withdraw(hub, samira, Purpose.SUPPORT_NEEDS, Purpose.CONTACT)
    assert (done.purposes, done.answered) == (("support needs", "contact"), 1)
    no_text = "Sam does not want to hear from the hub about other things."
    assert stands() == ((), 0, no_text, "done")
    hub.undo()
    assert stands() == before
    check_rebuilt(hub.database)


def test_a_no_in_the_form_stops_the_same_and_the_first_no_stops_nothing(
    hub: HubBuilder, samira: str
):
    hub.do("needs", lambda db, now: set_needs(db, person_id=samira, needs=["large print"]))

    def said(is_given: bool) -> Any:
        return lambda db, now: record_consent(
            db, person_id=samira, purpose="support needs", how="paper", now=now, is_given=is_given
        )

    hub.do("consent", said(False))
    told: Any = {"wants_interpreter": True}
    hub.do("edit person", lambda db, now: edit_person(db, person_id=samira, facts=told, now=now))
    assert hub.look(lambda db: needs_of(db, samira)) == ("large print", "interpreter")
    hub.do("consent", said(True))
    hub.do("consent", said(False))
    assert hub.look(lambda db: needs_of(db, samira)) == ()


def test_only_what_was_given_is_taken_back_and_no_notice_is(hub: HubBuilder, samira: str):
    agreed(hub, samira, Purpose.PRIVACY_NOTICE, Purpose.PHOTOS)
    for purposes in ((), ("newsletter",), ("privacy notice",), ("photos", "newsletter")):
        with pytest.raises(NothingGiven):
            withdraw(hub, samira, *purposes)
    with pytest.raises(HappenedInFuture):
        withdraw(hub, samira, "photos", on=TODAY + timedelta(days=1))
    withdraw(hub, samira, "photos")
    with pytest.raises(NothingGiven) as refused:
        withdraw(hub, samira, "photos")
    assert explain(refused.value).text == "Sam has agreed to nothing that can be taken back."


def test_about_a_loan_they_are_reached_whatever_they_took_back(hub: HubBuilder, samira: str):
    restrict(hub, samira)
    agreed(hub, samira, Purpose.CONTACT)
    withdraw(hub, samira, Purpose.CONTACT)
    say = lambda: why_no_text(hub.look(lambda db: person_page(db, samira)))  # noqa: E731
    assert "kept and not used" in say()
    hub.lend(samira, hub.device(), override_reason="She agreed")
    assert say() == ""


def test_an_erasure_leaves_of_it_no_word_of_theirs(hub: HubBuilder, samira: str):
    restrict(hub, samira, why="Zyxaquorn said so")
    lift(hub, samira, why="Veldimarsh agreed")

    def erase(db: Any, now: Any) -> None:
        db.info["erase"].add(samira)
        db.get(Person, samira).deleted = True

    hub.do("erase person", erase)
    row = hub.look(lambda db: db.scalars(select(Restriction)).one())
    assert (row.why, row.lifted_why, row.ground) == ("", "", RestrictedFor.ACCURACY)
