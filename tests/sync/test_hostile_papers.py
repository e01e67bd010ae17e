"""Papers at a place are written by whoever can write there: no way in of theirs does harm here."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app.opening import VARIABLE
from hubdesk.cli import main
from hubdesk.paths import Paths
from hubdesk.store.backup import make_copy
from hubdesk.store.copies import Copy, read_papers
from hubdesk.store.database import Database
from hubdesk.store.keys import PASSPHRASE as TYPED
from hubdesk.store.keys import Slot
from hubdesk.store.opening import slots_of
from tests.conftest import PASSPHRASE, Clock, HubBuilder
from tests.sync.places_with_copies import sent
from tests.sync.test_place_copies import resealed

HARMFUL: dict[str, dict[str, Any]] = {
    "all the memory there is": {"memory_kib": 1 << 31},
    "for ever": {"passes": 10**9},
    "a little of both": {"memory_kib": 256 << 10, "passes": 64},
    "a million lanes": {"lanes": 10**6},
    "no memory": {"memory_kib": 0},
    "less than nothing": {"passes": -1},
    "no number": {"memory_kib": "64"},
    "half a number": {"passes": 1.5},
    "no salt": {"salt": ""},
    "a salt of something else": {"salt": "!!"},
    "an endless salt": {"salt": "A" * 400_000},
    "a salt that is a list": {"salt": []},
    "a kind that is a list": {"kind": ["passphrase"]},
    "a wrapping that is a number": {"wrapped": 7},
    "a public half that is none": {"public": "AAAA"},
}


@pytest.fixture
def copy(paths: Paths, database: Database, hub: HubBuilder, clock: Clock) -> Copy:
    hub.person("Samira Haddad")
    return make_copy(database, paths.copies, slots_of(paths), now=clock())


def with_slots(copy: Copy, slots: tuple[Slot, ...], **more: Any) -> bytes:
    """The papers with other ways in, and every check made again that needs no key."""
    said = json.loads(copy.papers.read_text("utf-8"))
    made = replace(copy.manifest.slots, slots=slots, **more)
    return resealed({**said, "slots": made.as_text()})


@pytest.mark.parametrize("harm", HARMFUL)
def test_a_way_in_that_would_hold_the_computer_up_or_break_it_makes_no_papers(
    harm: str, copy: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):  # fmt: skip
    slots = copy.manifest.slots.slots
    (first,) = [slot for slot in slots if slot.kind == TYPED]
    papers = with_slots(copy, (replace(first, **HARMFUL[harm]), *slots))
    folder = sent(copy, tmp_path / "cloud")
    (folder / copy.papers.name).write_bytes(papers)
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    there = ["--from", str(tmp_path / "cloud"), "--home", str(tmp_path / "new laptop")]
    code = main(["restore", *there])
    said = "".join(capsys.readouterr())
    if harm in ("a wrapping that is a number", "a public half that is none"):
        assert code in (0, 2), said  # such a way opens nothing, and the next one is tried
    else:
        assert read_papers(papers) is None
        assert (code, "its papers are damaged" in said) == (2, True)


def test_so_do_thousands_of_ways_and_a_name_that_is_none(copy: Copy):
    slots = copy.manifest.slots.slots
    assert read_papers(with_slots(copy, slots)) is not None
    assert read_papers(with_slots(copy, slots * 500)) is None
    for more in ({"name": 7}, {"hub": ["a"]}, {"sequence": "1"}):
        assert read_papers(with_slots(copy, slots, **more)) is None
