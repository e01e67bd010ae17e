"""What people are asked has versions; what somebody answered stays under the words they heard."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from hubdesk.errors.hub import FieldMissing, WordsTheSame
from hubdesk.errors.people import ChoiceUnknown
from hubdesk.errors.records import BuiltOn, NotFound, TextTooLong
from hubdesk.messages import explain
from hubdesk.models import Consent, Purpose
from hubdesk.operations.consents import change_wording, record_consent
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.merging import merge_people
from hubdesk.queries.consents import current_wordings
from hubdesk.queries.people import person_page
from hubdesk.queries.their_file import their_file
from tests.conftest import NOW, HubBuilder

NEW = "May we take pictures of you? You can say no."


def words_of(hub: HubBuilder, purpose: Purpose) -> Any:
    return hub.look(current_wordings)[purpose]


def reword(hub: HubBuilder, text: str = NEW, purpose: Purpose = Purpose.PHOTOS) -> Any:
    return hub.do(
        "change wording", lambda db, now: change_wording(db, purpose=purpose, text=text, now=now)
    )


def say(hub: HubBuilder, person_id: str, **facts: Any) -> Any:
    facts = {"purpose": Purpose.PHOTOS, "how": "spoken"} | facts
    return hub.do(
        "consent", lambda db, now: record_consent(db, person_id=person_id, now=now, **facts)
    )


def answers(hub: HubBuilder, person_id: str) -> Any:
    return hub.look(lambda db: person_page(db, person_id)).consents


def test_every_purpose_begins_with_words_that_a_volunteer_can_read_out(hub: HubBuilder):
    found = hub.look(current_wordings)
    assert set(found) == {purpose.value for purpose in Purpose}
    for row in found.values():
        assert row.version == 1
        sentences = row.text.replace("? ", ". ").split(". ")
        assert all(len(sentence.split()) <= 20 for sentence in sentences), row.text


def test_an_answer_is_to_the_words_that_hold_and_stays_under_them(hub: HubBuilder):
    samira = hub.person("Samira Haddad")
    first = words_of(hub, Purpose.PHOTOS)
    say(hub, samira)
    [before] = answers(hub, samira)
    assert (before.wording, before.wording_version, before.is_older) == (first.text, "1", False)
    assert reword(hub).version == 2
    [after] = answers(hub, samira)
    assert (after.wording, after.wording_version, after.is_older) == (first.text, "1", True)
    say(hub, samira)
    newest, older = answers(hub, samira)
    assert (newest.wording, newest.wording_version, newest.is_older) == (NEW, "2", False)
    assert older.wording == first.text


def test_the_words_somebody_saw_count_though_they_were_changed_meanwhile(hub: HubBuilder):
    samira = hub.person("Samira Haddad")
    seen = words_of(hub, Purpose.PHOTOS)
    reword(hub)
    say(hub, samira, wording_id=seen.id)
    assert answers(hub, samira)[0].wording == seen.text
    with pytest.raises(NotFound):
        say(hub, samira, wording_id=words_of(hub, Purpose.CONTACT).id)


def test_registering_somebody_says_which_privacy_notice_they_were_given(hub: HubBuilder):
    reword(hub, "Here is our new notice.", Purpose.PRIVACY_NOTICE)
    samira = hub.person("Samira Haddad", privacy_given=True)
    [notice] = answers(hub, samira)
    assert (notice.wording, notice.wording_version) == ("Here is our new notice.", "2")


def test_words_that_are_empty_too_long_or_the_same_are_refused_and_nothing_changes(
    hub: HubBuilder,
):
    before = hub.look(current_wordings)
    for text, refusal in (
        (" \n", FieldMissing),
        ("word " * 200, TextTooLong),
        (before[Purpose.PHOTOS].text + " ", WordsTheSame),
    ):
        with pytest.raises(refusal):
            reword(hub, text)
    with pytest.raises(ChoiceUnknown):
        reword(hub, NEW, "dancing")  # type: ignore[arg-type]
    assert hub.look(current_wordings) == before


def test_new_words_are_undone_until_somebody_answered_to_them(hub: HubBuilder):
    first = hub.look(current_wordings)
    reword(hub)
    new_words = hub.last_txn
    hub.undo()
    assert hub.look(current_wordings) == first
    reword(hub)
    new_words = hub.last_txn
    say(hub, hub.person("Samira Haddad"))
    with pytest.raises(BuiltOn) as refusal:
        hub.undo(new_words)
    assert "answered to these words" in explain(refusal.value).text
    assert words_of(hub, Purpose.PHOTOS).text == NEW


def test_undone_words_give_their_number_to_nobody_else(hub: HubBuilder):
    reword(hub)
    hub.undo()
    assert reword(hub, "May we take photos?").version == 3


def test_somebodys_file_holds_the_words_they_heard(hub: HubBuilder):
    samira = hub.person("Samira Haddad")
    heard = words_of(hub, Purpose.PHOTOS).text
    say(hub, samira)
    reword(hub)
    file = hub.look(lambda db: their_file(db, samira, now=NOW))
    [part] = [part for part in file.parts if part.key == "consents"]
    assert ("The words", heard) in part.rows[0].facts


def test_an_answer_goes_along_when_two_records_become_one(hub: HubBuilder):
    samira, twin = hub.person("Samira Haddad"), hub.person("Samira Hadad")
    say(hub, twin)
    heard = answers(hub, twin)
    hub.do(
        "merge people",
        lambda db, now: merge_people(db, from_id=twin, to_id=samira, now=now),
    )
    assert answers(hub, samira) == heard


def test_an_erasure_leaves_to_which_words_somebody_said_yes_and_not_who(hub: HubBuilder):
    samira = hub.person("Samira Haddad")
    say(hub, samira)
    hub.do(
        "erase person",
        lambda db, now: erase_person(
            db, person_id=samira, typed_name="Samira Haddad", ground="asked", now=now
        ),
    )
    kept = hub.look(lambda db: db.scalars(select(Consent)).one())
    assert kept.wording_id == words_of(hub, Purpose.PHOTOS).id
    assert hub.look(lambda db: person_page(db, samira)) is None
