"""A package that was changed with care, its hash written anew, is found by what it says."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hubdesk.app.packages import bring_everything, take_everything
from hubdesk.errors.packages import PackageDamaged
from hubdesk.paths import Paths
from hubdesk.store.opening import is_hub
from hubdesk.sync.package import DESCRIPTOR, STAYS_HERE, path_of
from tests.conftest import CHEAP, PASSPHRASE, HubBuilder

Lines = list[list[str]]
MANUAL = Path(__file__).parents[2] / "docs" / "package-format.md"


@pytest.fixture
def whole(hub: HubBuilder, tmp_path: Path) -> Path:
    """All records of a hub in which one person has a laptop."""
    hub.lend(hub.person("Ada Okafor"), hub.device())
    file = tmp_path / "all.zip"
    take_everything(hub.database, file)
    return file


def rewritten(file: Path, table: str, change: Callable[[Lines], object], more: int = 0) -> Path:
    """One part changed and described as if it was written so; it says that it has `more` rows."""
    bad = file.with_name("bad.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(bad, "w") as new:
        lines = list(csv.reader(io.StringIO(old.read(path_of(table)).decode(), newline="")))
        change(lines)
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(lines)
        data = text.getvalue().encode()
        said = json.loads(old.read(DESCRIPTOR))
        [part] = [one for one in said["resources"] if one["name"] == table]
        part["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
        part["bytes"], part["rows"] = len(data), len(lines) - 1 + more
        changed = {path_of(table): data, DESCRIPTOR: json.dumps(said).encode()}
        for name in old.namelist():
            new.writestr(name, changed.get(name) or old.read(name))
    return bad


def put(column: str, value: str) -> Callable[[Lines], None]:
    """Another value in the last row."""

    def change(lines: Lines) -> None:
        lines[-1][lines[0].index(column)] = value

    return change


@pytest.mark.parametrize(
    ("table", "change", "more", "found"),
    [
        ("person", lambda lines: None, 1, "person"),  # a row that is not there
        ("person", put("do_not_post", "maybe"), 0, "person"),  # a number that is none
        ("person", lambda lines: lines[-1].pop(), 0, "person"),  # a cell too few
        ("person", lambda lines: lines.pop(), 0, None),  # whoever borrowed is nobody
        ("journal_op", put("body", "{}"), 0, "journal_txn"),  # another past
        ("journal_txn", put("verb", "return"), 0, "journal_txn"),
    ],
)
def test_what_does_not_hold_together_is_refused_and_makes_no_hub(
    whole: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    table: str,
    change: Callable[[Lines], object],
    more: int,
    found: str | None,
):
    there = Paths(tmp_path / "new")
    monkeypatch.setenv("HUBDESK_PASSPHRASE", PASSPHRASE)
    with pytest.raises(PackageDamaged) as error:
        bring_everything(there, rewritten(whole, table, change, more), say=print, cost=CHEAP)
    assert found is None or error.value.part == found
    assert not is_hub(there)
    assert bring_everything(there, whole, say=print, cost=CHEAP) == 0, "the folder is still free"


def test_what_is_rewritten_and_says_the_same_comes_in(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """So it is the change that is refused, and not how these tests write."""
    monkeypatch.setenv("HUBDESK_PASSPHRASE", PASSPHRASE)
    same = rewritten(whole, "person", lambda lines: None)
    assert bring_everything(Paths(tmp_path / "new"), same, say=print, cost=CHEAP) == 0


def test_the_manual_names_every_table_that_stays_behind():
    """Passwords of places and the numbers at a region were not named."""
    part = MANUAL.read_text("utf-8").partition("## What is not in it")[2].partition("\n## ")[0]
    assert {name for name in STAYS_HERE if f"`{name}`" not in part} == set()
