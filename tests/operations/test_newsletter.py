"""The newsletter: who gets it, under which words, and off it as easily as on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.opportunities import SignedUpAlready, SignUpOver
from hubdesk.errors.records import EmailNotRight
from hubdesk.messages import explain
from hubdesk.models import How, NewsletterSignUp, Person, Purpose, RestrictedFor
from hubdesk.operations.consents import change_wording, record_consent, withdraw_consents
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.merging import merge_people
from hubdesk.operations.newsletter import know_sign_up, sign_up, take_back_sign_up
from hubdesk.operations.restricting import restrict_use
from hubdesk.queries.held import held_on
from hubdesk.queries.newsletter import reader_counts, readers, sign_ups
from hubdesk.queries.retention import kept_until
from tests.conftest import NOW, HubBuilder
from tests.week_verbs import signed


def agrees(hub: HubBuilder, person_id: str, is_given: bool = True) -> None:
    facts = {"person_id": person_id, "purpose": Purpose.NEWSLETTER, "how": How.PAPER}
    hub.do("consent", lambda db, now: record_consent(db, **facts, is_given=is_given, now=now))


def addresses(hub: HubBuilder) -> list[str]:
    return [one.email for one in hub.look(readers)]


def known(hub: HubBuilder, sign_up_id: str, person_id: str) -> None:
    facts = {"sign_up_id": sign_up_id, "person_id": person_id}
    hub.do("know sign-up", lambda db, now: know_sign_up(db, **facts, now=now))


def test_whoever_said_yes_in_people_or_gave_an_address_gets_it_once(hub: HubBuilder):
    ada = hub.person("Ada Okafor", email="ada@example.org")
    hub.person("Bo Li", email="bo@example.org")  # was not asked
    agrees(hub, ada)
    agrees(hub, hub.person("Cy Rees"))  # has no address
    signed(hub, "Zoe@example.org", "Zoe")
    assert addresses(hub) == ["ada@example.org", "Zoe@example.org"]
    assert hub.look(reader_counts) == (1, 1)
    with pytest.raises(SignedUpAlready) as refusal:
        signed(hub, "ADA@example.org")
    assert explain(refusal.value).text == "ADA@example.org gets the newsletter already."
    with pytest.raises(SignedUpAlready):
        signed(hub, "zoe@EXAMPLE.org")


def test_the_words_heard_stay_with_the_yes(hub: HubBuilder):
    signed(hub, "before@example.org")
    words = {"purpose": "newsletter", "text": "May we write to you once a month?"}
    hub.do("change wording", lambda db, now: change_wording(db, **words, now=now))
    signed(hub, "after@example.org")
    found = {row.email: row.wording_version for row in hub.look(sign_ups)}
    assert found == {"before@example.org": "1", "after@example.org": "2"}


def test_an_address_that_is_none_and_no_address_are_refused(hub: HubBuilder):
    with pytest.raises(EmailNotRight):
        signed(hub, "ada at example")
    with pytest.raises(FieldMissing):
        signed(hub, " ")


def test_taking_it_back_ends_it_at_once_and_coming_back_is_a_new_yes(hub: HubBuilder):
    first = signed(hub, "ren@example.org")
    take = {"sign_up_id": first}
    hub.do("take back sign-up", lambda db, now: take_back_sign_up(db, **take, now=now))
    assert addresses(hub) == []
    with pytest.raises(SignUpOver):
        hub.do("take back sign-up", lambda db, now: take_back_sign_up(db, **take, now=now))
    signed(hub, "ren@example.org")
    assert addresses(hub) == ["ren@example.org"]


def test_a_person_who_takes_the_consent_back_is_off_the_list(hub: HubBuilder):
    ada = hub.person("Ada Okafor", email="ada@example.org")
    agrees(hub, ada)
    facts = {"person_id": ada, "purposes": [Purpose.NEWSLETTER], "how": How.SPOKEN}
    hub.do("withdraw consent", lambda db, now: withdraw_consents(db, **facts, now=now))
    assert addresses(hub) == []
    hub.undo()
    assert addresses(hub) == ["ada@example.org"]


def test_a_record_that_is_not_to_be_used_gets_nothing(hub: HubBuilder):
    ada = hub.person("Ada Okafor", email="ada@example.org")
    agrees(hub, ada)
    facts = {"person_id": ada, "ground": RestrictedFor.ACCURACY, "why": "Wrong"}
    hub.do("restrict use", lambda db, now: restrict_use(db, **facts, now=now))
    assert addresses(hub) == []


def test_an_address_that_is_somebody_of_the_hubs_goes_over_to_their_record(hub: HubBuilder):
    ren = signed(hub, "ren@example.org")
    hub.clock.forward(days=2)
    person = hub.person("Ren Abara")
    known(hub, ren, person)
    (reader,) = hub.look(readers)
    assert (reader.person_id, reader.email) == (person, "ren@example.org")
    assert (reader.agreed_on, reader.agreed_how) == (NOW.date(), How.SCREEN)
    assert hub.look(sign_ups) == ()
    with pytest.raises(SignUpOver):
        known(hub, ren, person)


def test_a_later_no_on_their_record_holds_against_the_address(hub: HubBuilder):
    ren = signed(hub, "ren@example.org")
    hub.clock.forward(days=2)
    person = hub.person("Ren Abara", email="other@example.org")
    agrees(hub, person, is_given=False)
    known(hub, ren, person)
    assert addresses(hub) == []


def test_their_file_a_merge_and_an_erasure_reach_what_came_from_an_address(hub: HubBuilder):
    ren = signed(hub, "ren@example.org", "Ren")
    person, twin = hub.person("Ren Abara"), hub.person("Ren Abarra")
    known(hub, ren, twin)
    facts = {"from_id": twin, "to_id": person}
    hub.do("merge people", lambda db, now: merge_people(db, **facts, now=now))
    held = hub.look(lambda db: held_on(db, person))
    assert "newsletter_sign_up" in {row.table for row in held.rows}
    named = {"person_id": person, "typed_name": "Ren Abara", "ground": "asked"}
    hub.do("erase person", lambda db, now: erase_person(db, **named, now=now))
    row = hub.look(lambda db: db.get(NewsletterSignUp, ren))
    assert (row.name, row.email, row.agreed_on) == ("", "", NOW.date())
    assert hub.look(readers) == ()


def test_what_was_agreed_is_kept_as_long_as_a_consent(hub: HubBuilder):
    person = hub.person("Ren Abara")
    until = hub.look(lambda db: kept_until(db, person))
    hub.clock.forward(days=40)
    known(hub, signed(hub, "ren@example.org"), person)
    later = hub.look(lambda db: kept_until(db, person))
    assert later.on - until.on >= timedelta(days=39)
    assert hub.look(lambda db: db.get(Person, person)).email == "ren@example.org"


def test_who_signs_up_is_told_what_is_wrong_with_a_choice(hub: HubBuilder):
    from hubdesk.errors.people import ChoiceUnknown

    with pytest.raises(ChoiceUnknown):
        hub.do(
            "sign up", lambda db, now: sign_up(db, email="a@example.org", how="thought", now=now)
        )
