"""Papers at a place are written by whoever can write there: no way in of theirs does harm here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app.fetch_command import _line
from hubdesk.app.fetching import hub_names
from hubdesk.app.opening import VARIABLE
from hubdesk.cli import main
from hubdesk.errors import HubDeskError
from hubdesk.errors.copies import CopyOfOtherHub
from hubdesk.messages import explain
from hubdesk.paths import Paths
from hubdesk.store.backup import make_copy
from hubdesk.store.copies import Copy, read_papers
from hubdesk.store.database import Database
from hubdesk.store.keys import PASSPHRASE as TYPED
from hubdesk.store.keys import Slot
from hubdesk.store.opening import slots_of
from hubdesk.store.restoring import check_ours, key_of_copy
from hubdesk.sync.copies_there import copies_there
from hubdesk.sync.folder_storage import FolderStorage
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


ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 1 << 80, 1.5, "", "x" * 3000, "\x1b[2J", [], {}, [[]]),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-24", "../../etc/passwd"),
)  # fmt: skip


def test_whatever_stands_in_papers_each_copy_there_is_told_in_words(
    copy: Copy, tmp_path: Path, counted: Callable[[str], None]
):
    """One thing of them is something else, each in turn; what needs no key is made right again."""
    said = json.loads(copy.papers.read_text("utf-8"))
    folder = sent(copy, tmp_path / "cloud")
    storage, tried, taken = FolderStorage(tmp_path / "cloud", "cloud"), 0, 0
    for path in _leaves(said):
        for odd in ODD:
            (folder / copy.papers.name).write_bytes(resealed(_with(said, path, odd)))
            (found,) = copies_there(storage, "cloud")
            tried += 1
            taken += found.is_whole
            words = _line(found, hub_names((found,)).get(found.hub, ""))
            assert "\x1b" not in words
            assert len(words) < 400
            if found.papers is not None:
                read = Copy(copy.path, found.papers)
                _told(lambda read=read: check_ours(Paths(tmp_path / "new"), read))  # type: ignore[misc]
                _told(lambda read=read: key_of_copy(Paths(tmp_path / "new"), read, PASSPHRASE))  # type: ignore[misc]
    counted(f"{tried} papers with one odd thing in them, {taken} told as copies, each in words")
    assert tried > 300


@pytest.mark.parametrize("odd", ["\x1b[2J" + "7", "7" * 3000])
def test_what_papers_call_a_hub_or_a_version_is_one_short_line_in_a_sentence(
    odd: str, copy: Copy, paths: Paths
):
    said = json.loads(copy.papers.read_text("utf-8"))
    assert read_papers(resealed({**said, "revision": "9999", "app_version": odd})) is None
    papers = read_papers(with_slots(copy, copy.manifest.slots.slots, name=odd))
    assert papers is not None
    other = Copy(copy.path, replace(papers, hub="0199d7c2-0000-7000-8000-00000000000f"))
    with pytest.raises(CopyOfOtherHub):
        check_ours(paths, other)
    _told(lambda: check_ours(paths, other))


def _told(act: Callable[[], object]) -> None:
    try:
        act()
    except HubDeskError as error:
        words = explain(error).text
        assert "\x1b" not in words
        assert len(words) < 400


def _leaves(said: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path and path[-1] != "check":
        yield path
    items: Any = enumerate(said) if isinstance(said, list) else ()
    if isinstance(said, dict):
        items = said.items()
    for key, value in items:
        yield from _leaves(value, (*path, key))


def _with(said: Any, path: tuple[Any, ...], odd: Any) -> Any:
    made = copied = json.loads(json.dumps(said))
    for key in path[:-1]:
        made = made[key]
    made[path[-1]] = odd
    return copied
