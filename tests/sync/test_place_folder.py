"""A folder, a share or a stick as a place: whole or not at all, and nothing is written over."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hubdesk.errors.sending import (
    NameTaken,
    PlaceAway,
    PlaceFull,
    PlaceReadsBackOther,
    PlaceSaysNo,
)
from hubdesk.sync import folder_storage
from hubdesk.sync.folder_storage import FolderStorage

CONTENT = bytes(range(256)) * 40
NAME = "hubdesk-11/d/aa/0000000001.hdb"


def place(root: Path, **more: object) -> FolderStorage:
    return FolderStorage(root, "The stick", wait=lambda seconds: None, **more)  # type: ignore[arg-type]


def everything(root: Path) -> list[str]:
    return sorted(at.relative_to(root).as_posix() for at in root.rglob("*") if at.is_file())


def test_what_is_put_lies_there_whole_under_its_name_alone(tmp_path: Path) -> None:
    there = place(tmp_path)
    there.put_new(NAME, CONTENT)
    assert there.get(NAME, most=1 << 20) == CONTENT
    assert there.get(NAME, most=5) == CONTENT[:5]
    assert everything(tmp_path) == [NAME]
    assert [(one.name, one.size) for one in there.list()] == [(NAME, len(CONTENT))]
    assert list(there.list("hubdesk-11/d")) == list(there.list())


def test_the_same_again_is_fine_and_other_content_is_never_written_over(tmp_path: Path) -> None:
    there = place(tmp_path)
    there.put_new(NAME, CONTENT)
    there.put_new(NAME, CONTENT)
    with pytest.raises(NameTaken):
        there.put_new(NAME, b"another")
    assert there.get(NAME, most=1 << 20) == CONTENT
    assert everything(tmp_path) == [NAME]


def test_a_page_for_everybody_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    there = place(tmp_path)
    there.put_over("this-week/index.html", b"last week")
    there.put_over("this-week/index.html", b"this week")
    assert there.get("this-week/index.html", most=100) == b"this week"
    assert everything(tmp_path) == ["this-week/index.html"]


@pytest.mark.parametrize("left", [b"", CONTENT[:700], CONTENT[:700] + bytes(len(CONTENT) - 700)])
def test_what_a_pulled_stick_left_torn_is_written_again(tmp_path: Path, left: bytes) -> None:
    (tmp_path / NAME).parent.mkdir(parents=True)
    (tmp_path / NAME).write_bytes(left)
    place(tmp_path).put_new(NAME, CONTENT)
    assert (tmp_path / NAME).read_bytes() == CONTENT


def test_what_an_interrupted_try_left_beside_it_goes_with_the_next(tmp_path: Path) -> None:
    there = place(tmp_path)
    there.put_new(NAME, CONTENT)
    mark = folder_storage._mark(CONTENT)
    (tmp_path / NAME).with_name(f"{mark}0badcafe").write_bytes(CONTENT[:100])
    other = (tmp_path / NAME).with_name(".new-ffffffffffffffff-01020304")
    other.write_bytes(b"of another computer, at work now")
    there.put_new(NAME, CONTENT)
    assert everything(tmp_path) == sorted([NAME, other.relative_to(tmp_path).as_posix()])


def test_a_copy_that_a_cloud_drive_made_is_no_file_of_ours(tmp_path: Path) -> None:
    there = place(tmp_path)
    there.put_new(NAME, CONTENT)
    for copy in ("0000000001 (1).hdb", "0000000001-LAPTOP-conflict.hdb", ".new-0-1", "~$a.hdb"):
        (tmp_path / NAME).with_name(copy).write_bytes(CONTENT)
    assert [one.name for one in there.list()] == [NAME]


def test_gone_is_gone_and_what_was_never_there_is_gone_too(tmp_path: Path) -> None:
    there = place(tmp_path)
    there.put_new(NAME, CONTENT)
    there.remove(NAME)
    there.remove(NAME)
    there.remove("never/there")
    assert there.get(NAME, most=10) is None
    assert list(there.list("hubdesk-11")) == []
    assert list(there.list("never")) == []


def test_a_stick_that_is_out_is_away_and_nothing_is_made_in_its_stead(tmp_path: Path) -> None:
    gone = place(tmp_path / "stick")
    for act in (
        lambda: gone.put_new(NAME, CONTENT),
        lambda: gone.get(NAME, most=1),
        lambda: list(gone.list()),
        lambda: gone.remove(NAME),
    ):
        with pytest.raises(PlaceAway):
            act()
    assert list(tmp_path.iterdir()) == []


def test_the_empty_folder_a_stick_hung_in_is_not_the_stick(tmp_path: Path) -> None:
    with pytest.raises(PlaceAway):
        place(tmp_path, mount=os.fspath(tmp_path)).put_new(NAME, CONTENT)
    assert everything(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, PlaceFull),
        (errno.EDQUOT, PlaceFull),
        (errno.EROFS, PlaceSaysNo),
        (errno.EACCES, PlaceSaysNo),
        (errno.EIO, PlaceAway),
    ],
)
def test_each_thing_a_disk_refuses_has_its_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, says: type[Exception]
) -> None:
    def refused(part: Path, content: bytes, _go_on: object) -> None:
        part.write_bytes(content[:50])
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(folder_storage, "_write", refused)
    with pytest.raises(says):
        place(tmp_path).put_new(NAME, CONTENT)
    assert everything(tmp_path) == []


def test_what_reads_back_as_something_else_gets_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = folder_storage._write
    monkeypatch.setattr(
        folder_storage, "_write", lambda part, content, go: real(part, content[:-1], go)
    )
    with pytest.raises(PlaceReadsBackOther):
        place(tmp_path).put_new(NAME, CONTENT)
    assert everything(tmp_path) == []


def held_for(times: int, act: Callable[..., object], number: int) -> Callable[..., object]:
    """An act that Windows refuses some times, since somebody holds the file."""
    left = [times]

    def held(*given: object) -> object:
        if left[0]:
            left[0] -= 1
            error = PermissionError(errno.EACCES, "held")
            error.winerror = number  # type: ignore[attr-defined]
            raise error
        return act(*given)

    return held


@pytest.mark.parametrize("number", [5, 32, 33])
def test_a_file_that_a_scanner_holds_for_two_seconds_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    waited: list[float] = []
    there = FolderStorage(tmp_path, "The stick", wait=waited.append)
    monkeypatch.setattr(
        folder_storage, "_named_once", held_for(6, folder_storage._named_once, number)
    )
    there.put_new(NAME, CONTENT)
    assert there.get(NAME, most=1 << 20) == CONTENT
    assert sum(waited) == pytest.approx(2.5)


@pytest.mark.parametrize(("number", "waits"), [(5, 6), (None, 0)])
def test_a_file_held_for_ever_ends_in_a_sentence_and_nobody_else_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, waits: int
) -> None:
    waited: list[float] = []
    there = FolderStorage(tmp_path, "The stick", wait=waited.append)
    monkeypatch.setattr(
        folder_storage, "_named_once", held_for(99, folder_storage._named_once, number)
    )
    with pytest.raises(PlaceSaysNo):
        there.put_new(NAME, CONTENT)
    assert len(waited) == waits
    assert everything(tmp_path) == []


def has_own_disks() -> bool:
    """Whether this system lets a test hang a small disk into a name space of its own."""
    asked = ["unshare", "-rm", "true"]
    return (
        shutil.which("unshare") is not None
        and not subprocess.run(asked, capture_output=True, check=False).returncode
    )


@pytest.mark.skipif(not has_own_disks(), reason="unshare, which hangs a disk in, is of Linux")
def test_a_real_stick_that_is_full_read_only_or_pulled_out_in_the_middle(tmp_path: Path) -> None:
    """The disk is real and small, and so is what it refuses."""
    stick = tmp_path / "stick"
    stick.mkdir()
    said = subprocess.run(
        ["unshare", "-rm", sys.executable, "-m", "tests.sync.place_disks", os.fspath(stick)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    assert said.splitlines() == [
        "mount True",
        "full PlaceFull 0",
        "read-only PlaceSaysNo 0",
        "pulled PlaceAway 0 True",
        "gone PlaceAway 0",
        "back sent 1",
    ]
