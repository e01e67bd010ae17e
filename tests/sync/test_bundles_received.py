"""What was brought in holds nobody who was erased: no older file stays, nor does it return."""

from __future__ import annotations

from pathlib import Path

import pytest

from hubdesk.app.bundles import keys_of
from hubdesk.app.erasures import finish_erasures
from hubdesk.app.receiving import Received, receive_file
from hubdesk.errors.bundles import BundleHoldsErased
from hubdesk.sync.journal_in import read_bundle
from hubdesk.sync.received import forget_erased, keep_received
from tests.sync.held_hub import DRIVE, NAME, Held


def sent(held: Held) -> list[Path]:
    return sorted(path for path in (held.sends.root / DRIVE).rglob("*.hdb"))


def receive(held: Held, path: Path) -> Received:
    return receive_file(held.sends.paths, held.database, path)


def here(held: Held) -> set[str]:
    return {path.name for path in held.sends.paths.received.rglob("*.hdb")}


def naming(held: Held, paths: list[Path]) -> list[Path]:
    identities = keys_of(held.database).identities
    return [
        path
        for path in paths
        if any(NAME in str(one.ops) for one in read_bundle(path, None, identities).entries)
    ]


def test_an_erasure_reaches_what_was_brought_in_and_it_is_not_taken_again(
    held: Held, tmp_path: Path
):
    held.journal()
    ada = held.hub.person(NAME)
    held.hub.person("Bo Li")
    held.round()
    old = sent(held)
    assert all(not receive(held, path).was_here for path in old)
    (hers,) = naming(held, old)
    (drawer := tmp_path / hers.name).write_bytes(hers.read_bytes())
    held.erase(ada)
    finish_erasures(held.sends.paths, held.database)
    assert here(held) == {path.name for path in old} - {hers.name}
    with pytest.raises(BundleHoldsErased):
        receive(held, drawer)
    held.round()
    for path in sent(held):
        receive(held, path)
    assert here(held) == {path.name for path in sent(held)}
    assert not naming(held, list(held.sends.paths.received.rglob("*.hdb")))


def test_a_file_sealed_again_takes_the_place_of_the_one_before_and_that_one_never_comes_back(
    held: Held, tmp_path: Path
):
    """On a computer that knows of no erasure itself."""
    held.journal()
    ada = held.hub.person(NAME)
    held.round()
    (old,) = naming(held, sent(held))
    (drawer := tmp_path / old.name).write_bytes(old.read_bytes())
    held.erase(ada)
    held.round()
    anew = next(path for path in sent(held) if path.name[:21] == old.name[:21])
    received, identities = tmp_path / "received", keys_of(held.database).identities

    def keep(path: Path) -> tuple[bool, bool, int]:
        read = read_bundle(path, None, identities)
        kept = keep_received(received, read, path.read_bytes(), path.name, {})
        return kept.was_here, kept.is_outdone, kept.removed

    assert keep(drawer) == (False, False, 0)
    assert keep(anew) == (False, False, 1)
    assert keep(drawer) == (True, True, 0)
    assert keep(anew) == (True, False, 0)
    assert [path.name for path in received.rglob("*.hdb")] == [anew.name]
    assert forget_erased(received, identities, {}) == 0
