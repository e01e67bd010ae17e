"""The whole journal leaves in sealed bundles, and comes back to the letter."""

from __future__ import annotations

import random
from typing import Any

import pytest

from hubdesk.store.database import Database
from hubdesk.store.entries import entries_after
from hubdesk.sync.container import Sealed, Trust
from hubdesk.sync.desk_keys import DeskKeys, make_desk_keys
from hubdesk.sync.journal_in import read_content
from hubdesk.sync.journal_out import Sealing, journal_bundles
from tests.conftest import NOW
from tests.random_work import RandomWork

HUB = "0199d7c2-0000-7000-8000-000000000001"


@pytest.fixture
def worked(database: Database) -> Database:
    work = RandomWork(database, random.Random(11), NOW)
    work.begin(people=12, devices=8)
    for _ in range(150):
        work.act()
    return database


@pytest.fixture
def keys(database: Database) -> DeskKeys:
    with database.changing("make keys") as db:
        return make_desk_keys(db, now=NOW)


@pytest.fixture
def sealing(keys: DeskKeys) -> Sealing:
    return Sealing(HUB, keys, (keys.recipient,), NOW)


def packed(database: Database, sealing: Sealing, **options: Any) -> list[Sealed]:
    with database.apart() as raw:
        raw.execute("BEGIN")
        return list(journal_bundles(raw, sealing, **options))


def test_the_journal_comes_back_to_the_letter(worked: Database, sealing: Sealing):
    bundles = packed(worked, sealing)
    trust = Trust(HUB, frozenset(sealing.keys.publics))
    with worked.apart() as raw:
        (stream,) = raw.execute("SELECT id FROM stream").fetchone()
        kept = list(entries_after(raw, stream, 0))
    read = [
        entry
        for bundle in bundles
        for entry in read_content(
            bundle.content, bundle.header.name, trust, sealing.keys.identities
        ).entries
    ]
    assert read == kept
