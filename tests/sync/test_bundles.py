"""The whole journal leaves in sealed bundles, and comes back to the letter."""

from __future__ import annotations

import random
import secrets
import time
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyrage
import pytest
import zstandard
from sqlalchemy import update

from hubdesk.cli import main
from hubdesk.errors.bundles import (
    ActionTooLarge,
    BundleNotForUs,
    BundleTooLarge,
    NobodyToSealTo,
    NotABundle,
    NotARecipient,
)
from hubdesk.errors.safety import HistoryBroken
from hubdesk.messages import explain
from hubdesk.models import Person
from hubdesk.paths import Paths
from hubdesk.store.database import Database
from hubdesk.store.entries import Entry, entries_after
from hubdesk.store.keys import read_slots
from hubdesk.store.opening import close_hub
from hubdesk.sync import journal_out
from hubdesk.sync.body import opened
from hubdesk.sync.container import NAME, Sealed, Trust, outside_of
from hubdesk.sync.desk_keys import DeskKeys, desk_keys, make_desk_keys, new_pairs
from hubdesk.sync.journal_in import read_bundle, read_content
from hubdesk.sync.journal_out import Sealing, closed, journal_bundles, keep, reissued, sweep_parts
from tests.bundle_fuzz import KEYS, SAMPLES
from tests.conftest import NOW, PASSPHRASE, Clock, HubBuilder
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


def read_back(bundles: list[Sealed], keys: DeskKeys) -> list[Entry]:
    trust = Trust(HUB, frozenset(keys.publics))
    read = (read_content(one.content, one.header.name, trust, keys.identities) for one in bundles)
    return [entry for one in read for entry in one.entries]


def kept(database: Database) -> list[Entry]:
    with database.apart() as raw:
        (stream,) = raw.execute("SELECT id FROM stream").fetchone()
        return list(entries_after(raw, stream, 0))


def plain(bundle: Sealed, keys: DeskKeys) -> bytes:
    """The packed lines: what is sealed."""
    outside = outside_of(bundle.content, "", None)
    return opened(outside.body, keys.identities, "")


def test_the_journal_comes_back_to_the_letter_from_any_point_on(
    worked: Database, sealing: Sealing, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(journal_out, "MOST_CHANGES", 60)
    bundles, journal = packed(worked, sealing), kept(worked)
    assert len(bundles) > 3
    assert read_back(bundles, sealing.keys) == journal
    for before, after in pairwise(bundles):
        assert after.header.first == before.header.last + 1
        assert after.header.chain_in == before.header.chain_out
    stream = bundles[0].header.stream
    for point in (1, 77, journal[-1].seq - 1):
        rest = packed(worked, sealing, after={stream: point})
        assert read_back(rest, sealing.keys) == journal[point:]
    assert packed(worked, sealing, after={stream: journal[-1].seq}) == []


def test_equal_work_gives_equal_lines_and_is_sealed_into_another_file_each_time(
    worked: Database, sealing: Sealing
):
    (one,), (two,) = packed(worked, sealing), packed(worked, sealing)
    assert plain(one, sealing.keys) == plain(two, sealing.keys)
    assert one.header.sha256 != two.header.sha256, "age draws a new key for each file"


def test_a_bundle_lies_under_the_name_of_its_content_and_nothing_else_is_left(
    worked: Database, sealing: Sealing, tmp_path: Path
):
    (bundle,) = packed(worked, sealing)
    path = keep(bundle, tmp_path)
    assert NAME.fullmatch(path.name)
    assert path.relative_to(tmp_path).parent.as_posix() == (
        f"d/{sealing.keys.dev}/{bundle.header.stream}"
    )
    trust = Trust(HUB, frozenset(sealing.keys.publics))
    assert read_bundle(path, trust, sealing.keys.identities).entries == kept(worked)
    (path.parent / f"{path.name}.part-{secrets.token_hex(8)}").write_bytes(b"half")
    (path.parent / "notes.part-of-mine").write_bytes(b"somebody's own")
    assert sweep_parts(tmp_path) == 1
    assert sorted(one.name for one in path.parent.iterdir()) == [path.name, "notes.part-of-mine"]


def test_nobody_in_it_can_be_read_off_the_file(hub: HubBuilder, sealing: Sealing):
    hub.person("Zyxaquorn Veldimarsh", phone="0121 496 0777")
    (bundle,) = packed(hub.database, sealing)
    assert b"Zyxaquorn" in zstandard.ZstdDecompressor().decompressobj().decompress(
        plain(bundle, sealing.keys)
    )
    for word in (b"Zyxaquorn", b"Veldimarsh", b"4960777", b"register person"):
        assert word not in bundle.content


def test_it_opens_for_each_it_was_sealed_to_and_for_nobody_else(worked: Database, sealing: Sealing):
    others = [pyrage.x25519.Identity.generate() for _ in range(3)]
    to = tuple(str(one.to_public()) for one in others[:2])
    (bundle,) = packed(worked, Sealing(HUB, sealing.keys, to, NOW))
    trust = Trust(HUB, frozenset(sealing.keys.publics))
    for one in others[:2]:
        assert read_content(bundle.content, "it", trust, (str(one),)).entries
    with pytest.raises(BundleNotForUs) as raised:
        read_content(bundle.content, "it", trust, (str(others[2]), *sealing.keys.identities))
    assert "was not sealed for this computer" in explain(raised.value).what


def test_nothing_is_sealed_to_nobody_or_to_what_is_no_key(worked: Database, sealing: Sealing):
    with pytest.raises(NobodyToSealTo):
        packed(worked, Sealing(HUB, sealing.keys, (), NOW))
    with pytest.raises(NotARecipient):
        packed(worked, Sealing(HUB, sealing.keys, ("age1 and so on",), NOW))


def test_a_journal_that_does_not_prove_itself_is_not_sealed(worked: Database, sealing: Sealing):
    with worked.alone() as raw:
        raw.execute("UPDATE journal_op SET body = replace(body, 'a', 'e') WHERE tbl = 'person'")
    with pytest.raises(HistoryBroken):
        packed(worked, sealing)


def test_what_was_erased_since_leaves_only_proofs_in_the_bundle_that_takes_its_place(
    hub: HubBuilder, sealing: Sealing
):
    leaver = hub.person("Zyxaquorn Veldimarsh", phone="0121 496 0777")
    hub.person("Ada Okafor")
    (before,) = packed(hub.database, sealing)
    with hub.database.changing("erase person") as db:
        db.info["erase"].add(leaver)
    with hub.database.apart() as raw:
        after = reissued(raw, sealing, before.header)
    assert (after.header.reissue, after.header.supersedes) == (1, (before.header.name,))
    assert after.header.chain_out == before.header.chain_out
    lines = zstandard.ZstdDecompressor().decompressobj().decompress(plain(after, sealing.keys))
    assert b"Zyxaquorn" not in lines
    assert b"Ada Okafor" in lines
    assert f'"x":"{leaver}"'.encode() in lines
    assert read_back([after], sealing.keys) == kept(hub.database)[: after.header.last]


def test_an_action_too_long_for_a_line_goes_on_in_the_next(hub: HubBuilder, sealing: Sealing):
    with hub.database.changing("import people") as db:
        db.add_all(
            Person(display_name=f"Person {n}", address=secrets.token_hex(150)) for n in range(3000)
        )
    bundles = packed(hub.database, sealing)
    lines = (
        zstandard.ZstdDecompressor().decompressobj().decompress(plain(bundles[-1], sealing.keys))
    )
    assert lines.count(b'{"more":[') >= 2
    assert max(map(len, lines.split(b"\n"))) <= 1 << 20
    assert read_back(bundles, sealing.keys) == kept(hub.database)


def test_an_action_too_large_for_any_bundle_is_said_and_what_came_before_is_sealed(
    hub: HubBuilder, sealing: Sealing, monkeypatch: pytest.MonkeyPatch
):
    person = hub.person("Ada Okafor")
    with hub.database.changing("edit person") as db:
        db.execute(update(Person).where(Person.id == person).values(address="x" * (1 << 20)))
    monkeypatch.setattr(journal_out, "MOST_CHANGES", 1)
    found = []
    with hub.database.apart() as raw, pytest.raises(ActionTooLarge) as raised:
        found.extend(journal_bundles(raw, sealing))
    assert "edit person" in explain(raised.value).what
    assert read_back(found, sealing.keys) == kept(hub.database)[: found[-1].header.last]


def test_a_file_larger_than_a_bundle_is_put_down_unread(tmp_path: Path, sealing: Sealing):
    large = tmp_path / "film.hdb"
    trust = Trust(HUB, frozenset(sealing.keys.publics))
    with large.open("wb") as file:
        file.write(b"HDBNDL\0\1")
        file.truncate(5 << 30)  # holes: it takes no room
    with pytest.raises(BundleTooLarge):
        read_bundle(large, trust, ())
    with large.open("r+b") as file:
        file.write(b"PK\3\4")
    with pytest.raises(NotABundle):
        read_bundle(large, trust, ())


def test_sixteen_megabytes_that_unpack_to_hundreds_of_gigabytes_are_put_down_at_once(
    worked: Database, sealing: Sealing
):
    (bundle,) = packed(worked, sealing)
    frame = zstandard.ZstdCompressor(write_checksum=True).compress(bytes(64 << 20))
    bomb = frame * ((15 << 20) // len(frame))
    assert len(bomb) // len(frame) * (64 << 20) > 100 << 30
    made = closed(bundle.header, bomb, sealing)
    assert len(made.content) > 14 << 20
    trust = Trust(HUB, frozenset(sealing.keys.publics))
    began = time.process_time()
    with pytest.raises(BundleTooLarge) as raised:
        read_content(made.content, "it.hdb", trust, sealing.keys.identities)
    assert time.process_time() - began < 2
    assert "or unpacks to more" in explain(raised.value).what


# ---- keys ----


def test_new_keys_sign_and_older_ones_still_open(worked: Database, keys: DeskKeys):
    (old,) = packed(worked, Sealing(HUB, keys, (keys.recipient,), NOW))
    later = datetime.fromisoformat("2027-11-24T10:42:00+00:00")
    with worked.changing("make keys") as db:
        fresh = make_desk_keys(db, now=later)
    assert (fresh.dev, fresh.public != keys.public) == (keys.dev, True)
    assert read_back([old], fresh) == kept(worked)
    with worked.reading() as db:
        assert desk_keys(db) == fresh


def test_what_signs_and_opens_is_in_no_journal_and_in_no_log_line(worked: Database, keys: DeskKeys):
    with worked.changing("edit person") as db:
        db.execute(update(Person).values(known_as="Ada"))
    text = repr(kept(worked))
    for secret in (keys.private, keys.identities[0]):
        assert secret not in text
        assert secret not in repr(keys)
    public, private, recipient, identity = new_pairs()
    assert len({public, private, recipient, identity}) == 4


def test_the_hub_opens_what_it_sealed_by_command(
    paths: Paths,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    from tests.conftest import opened as opened_hub

    monkeypatch.setenv("HUBDESK_PASSPHRASE", PASSPHRASE)
    assert main(["bundle", "keys", "--home", str(paths.home)]) == 0
    said = capsys.readouterr().out
    database = opened_hub(paths, clock)
    with database.reading() as db:
        keys = desk_keys(db)
    assert keys is not None
    assert keys.recipient in said
    assert keys.public in said
    assert keys.private not in said
    hub = read_slots(paths).hub
    (bundle,) = packed(database, Sealing(hub, keys, (keys.recipient,), NOW))
    close_hub(paths, database)
    file = keep(bundle, tmp_path)
    assert main(["bundle", "show", str(file), "--home", str(paths.home)]) == 0
    said = capsys.readouterr().out
    assert "\nWhose: the hub on this computer, as the file says. --open proves it.\n" in said
    assert "Its content is closed." in said
    other = SAMPLES / next(iter(KEYS["read"]))
    assert main(["bundle", "show", str(other), "--home", str(paths.home)]) == 0
    assert "\nWhose: another hub than the one on this computer.\n" in capsys.readouterr().out
    assert main(["bundle", "show", str(file), "--open", "--home", str(paths.home)]) == 0
    assert "It is of the hub on this computer, and signed by it." in capsys.readouterr().out
    stranger = packed_by_a_stranger(bundle)
    file.write_bytes(stranger)
    assert main(["bundle", "show", str(file), "--open", "--home", str(paths.home)]) == 2
    assert "signed by a computer this hub does not know" in capsys.readouterr().err


def packed_by_a_stranger(bundle: Sealed) -> bytes:
    from dataclasses import replace

    from hubdesk.sync.container import signed

    public, private, *_ = new_pairs()
    body = outside_of(bundle.content, "", None).body
    return signed(replace(bundle.header, key=public), body, private).content
