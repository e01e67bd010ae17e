"""Nothing leaves the hub but what a manager agreed to, in the words that hold today."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from hubdesk.errors.bundles import NotARecipient
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.leaving import (
    ForEverybody,
    KeyMissing,
    LeavesAlready,
    NothingOfThatKind,
    RhythmNotFor,
    SecretHalf,
    WordsChanged,
)
from hubdesk.errors.records import NotFound
from hubdesk.models import RegionKey, RegionLine, Rhythm, SendingPlace
from hubdesk.operations import standing_exports as leaving
from hubdesk.operations.rights import AGAIN
from hubdesk.queries import what_leaves
from hubdesk.queries.standing_exports import asks_again, leaves_now, standing_exports
from hubdesk.queries.what_leaves import (
    BACKUP,
    CALENDAR,
    JOURNAL,
    REGION_FEED,
    STATISTICS,
    may_leave,
)
from hubdesk.store.database import Database
from tests.conftest import HubBuilder
from tests.leaving_verbs import REGION, a_place, agree
from tests.words import faults

SECRET = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"


@pytest.fixture
def place(hub: HubBuilder) -> str:
    return str(hub.do("set up place", a_place).id)


def agreed(hub: HubBuilder, what: str, place: str, **facts: Any) -> str:
    return str(hub.do("agree export", lambda db, now: agree(db, now, what, place, **facts)).id)


def test_at_first_nothing_leaves(hub: HubBuilder, place: str):
    assert hub.look(standing_exports) == []


def test_what_was_agreed_to_leaves_until_it_is_stopped(hub: HubBuilder, place: str):
    id = agreed(hub, CALENDAR, place)
    [row] = hub.look(leaves_now)
    assert (row.what, row.place_name, row.rhythm) == (CALENDAR, "Council drive", "daily")
    hub.do("stop export", lambda db, _: leaving.stop_export(db, export_id=id))
    assert hub.look(leaves_now) == []


def test_what_is_not_in_the_list_cannot_leave(hub: HubBuilder, place: str):
    with pytest.raises(NothingOfThatKind):
        hub.do(
            "agree export",
            lambda db, now: leaving.agree_export(
                db, what="people", place_id=place, wording_version=1, rhythm="daily", now=now
            ),
        )


def test_older_words_are_read_again_before_anything_more_leaves(
    hub: HubBuilder, place: str, monkeypatch: pytest.MonkeyPatch
):
    id = agreed(hub, CALENDAR, place)
    newer = dict(may_leave()) | {CALENDAR: replace(may_leave()[CALENDAR], version=2)}
    monkeypatch.setattr(what_leaves, "may_leave", lambda: newer)
    assert hub.look(leaves_now) == []
    assert [row.id for row in hub.look(asks_again)] == [id]
    with pytest.raises(WordsChanged):
        agreed(hub, CALENDAR, place, wording_version=1)
    hub.do(
        "agree export",
        lambda db, now: leaving.agree_again(db, export_id=id, wording_version=2, now=now),
    )
    assert [row.wording_version for row in hub.look(leaves_now)] == [2]


def test_a_kind_about_people_leaves_sealed_or_not_at_all(hub: HubBuilder, place: str):
    for what in (REGION_FEED, JOURNAL):
        with pytest.raises(KeyMissing):
            agreed(hub, what, place)
    for what in (CALENDAR, BACKUP):
        with pytest.raises(ForEverybody):
            agreed(hub, what, place, recipient=REGION, recipient_name="X")


@pytest.mark.parametrize(
    ("key", "refusal"),
    [
        (SECRET, SecretHalf),
        (SECRET.lower(), SecretHalf),
        (REGION[:-1], NotARecipient),
        (REGION.upper(), NotARecipient),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA", NotARecipient),
    ],
)
def test_a_key_that_nothing_can_be_sealed_to_is_refused(
    hub: HubBuilder, place: str, key: str, refusal: type[Exception]
):
    with pytest.raises(refusal):
        agreed(hub, JOURNAL, place, recipient=key, recipient_name="Second computer")


def test_whose_key_it_is_has_to_be_said(hub: HubBuilder, place: str):
    with pytest.raises(FieldMissing):
        agreed(hub, JOURNAL, place, recipient=REGION)


def test_the_same_thing_goes_to_one_place_once(hub: HubBuilder, place: str):
    agreed(hub, STATISTICS, place)
    with pytest.raises(LeavesAlready):
        agreed(hub, STATISTICS, place)
    agreed(hub, STATISTICS, place, recipient=REGION, recipient_name="The council")


def test_a_rhythm_is_one_of_those_that_were_shown(hub: HubBuilder, place: str):
    with pytest.raises(RhythmNotFor):
        agreed(hub, REGION_FEED, place, recipient=REGION, recipient_name="R", rhythm="daily")
    id = agreed(hub, CALENDAR, place)
    with pytest.raises(RhythmNotFor):
        hub.do(
            "change export",
            lambda db, _: leaving.change_export(db, export_id=id, rhythm=Rhythm.FRIDAYS),
        )


def test_nothing_leaves_to_a_place_that_was_let_go(hub: HubBuilder, place: str, database: Database):
    agreed(hub, CALENDAR, place)
    with database.changing("let go of place") as db:
        db.get_one(SendingPlace, place).deleted = True
    assert hub.look(leaves_now) == []
    with pytest.raises(NotFound):
        agreed(hub, STATISTICS, place)


def test_the_first_feed_of_a_region_gets_its_secret_and_unlinking_destroys_it(
    hub: HubBuilder, place: str, database: Database
):
    agreed(hub, REGION_FEED, place, recipient=REGION, recipient_name="The region")
    other = str(hub.do("set up place", lambda db, now: a_place(db, now, "Stick")).id)
    agreed(hub, REGION_FEED, other, recipient=REGION, recipient_name="The region")
    [secret] = hub.look(lambda db: list(db.scalars(select(RegionKey.secret))))
    assert len(bytes.fromhex(secret)) == 32
    with database.changing("region line") as db:
        db.add(RegionLine(export_id="e", person_id="p", tbl="participant", rid="r", pid="r"))
    hub.do("unlink region", lambda db, _: leaving.unlink_region(db))
    assert hub.look(lambda db: list(db.scalars(select(RegionKey.id)))) == []
    assert hub.look(lambda db: list(db.scalars(select(RegionLine.id)))) == []
    assert hub.look(leaves_now) == []


def test_who_hands_out_what_leaves_is_asked_for_their_passphrase():
    assert {"agree export", "change export", "unlink region"} <= AGAIN


def test_every_kind_says_plainly_what_is_in_it_and_what_never_is():
    assert len(may_leave()) == 7
    for kind in may_leave().values():
        assert kind.holds
        assert kind.never
        for text in kind.texts:
            assert faults(text) == [], text
