"""A folder as a place: of this computer, of a network, of a stick, or one a cloud drive carries.

A file is written beside its name, made durable and read back; only then does it get its name, and
only where nothing lies under it. A stick has no journal and a network share may have written
something else than was sent, so what lies under the name is read once more at the end.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from hubdesk.errors.sending import (
    NameTaken,
    PlaceAway,
    PlaceFull,
    PlaceReadsBackOther,
    PlaceSaysNo,
    SendingStopped,
)
from hubdesk.store.files import sync_folder
from hubdesk.sync.storage import MARK, Lying, is_spoilt, kept_name

# A virus scanner, an indexer or OneDrive holds a new file for a moment: Windows says 5, 32 or 33.
HELD: Final = frozenset((5, 32, 33))
PATIENCE: Final = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)  # seconds, 2.5 in all
UNFINISHED: Final = ".new-"  # no name of ours begins so; Nextcloud refuses names that end in .part

_PORTION = 1 << 20  # bytes between two looks whether somebody said stop
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_NO = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))
_FULL_WINDOWS = frozenset((39, 112))
_NO_LINKS = frozenset((errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK))

T = TypeVar("T")
Wait = Callable[[float], object]


class FolderStorage:
    """What lies in and below one folder. `called` is what the hub calls the place.

    `mount` is the point at which a stick was hung into the tree when it was set up. The folder it
    hangs in may stay when the stick is gone, and what is written then lands on the computer's disk.
    """

    def __init__(
        self,
        root: Path,
        called: str,
        *,
        mount: str = "",
        wait: Wait = time.sleep,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._root = root
        self._called = called
        self._mount = mount
        self._wait = wait
        self._stopped = stopped

    def list(self, below: str = "") -> Iterator[Lying]:
        """All files below a folder that have a name as we give them: no copy in conflict."""
        with self._troubles():
            found = list(self._files(self._at(below) if below else self._root))
        yield from found

    def top(self) -> tuple[tuple[str, ...], tuple[Lying, ...]]:
        """The folders and the files right in it."""
        with self._troubles(), os.scandir(self._root) as entries:
            there = [entry for entry in entries if kept_name(entry.name)]
            files = [one for one in there if one.is_file(follow_symlinks=False)]
            return (
                tuple(one.name for one in there if one.is_dir(follow_symlinks=False)),
                tuple(Lying(one.name, one.stat().st_size) for one in files),
            )

    def get(self, name: str, *, most: int) -> bytes | None:
        """The content; None where nothing lies there. At most `most` bytes are ever read."""
        with self._troubles():
            return self._read(self._at(name), most)

    def put_new(self, name: str, content: bytes) -> None:
        """Whole or not at all, read back. What a pulled stick left torn is written again."""
        with self._troubles():
            at = self._at(name)
            lying = self._read(at, len(content) + 1)
            if lying is None or is_spoilt(name, lying, content):
                self._put(at, content, over=lying is not None)
            elif lying != content:
                raise NameTaken(self._called, name)
            self._sweep(at, content)

    def put_over(self, name: str, content: bytes) -> None:
        """The same in place of what lies there."""
        with self._troubles():
            at = self._at(name)
            if self._read(at, len(content) + 1) != content:
                self._put(at, content, over=True)
            self._sweep(at, content)

    def remove(self, name: str) -> None:
        """Gone, or never there."""
        with self._troubles():
            at = self._at(name)
            self._patiently(lambda: at.unlink(missing_ok=True))
            if at.parent.is_dir():
                sync_folder(at.parent)

    def _put(self, at: Path, content: bytes, *, over: bool) -> None:
        at.parent.mkdir(parents=True, exist_ok=True)
        part = at.with_name(f"{_mark(content)}{secrets.token_hex(4)}")
        try:
            _write(part, content, self._go_on)
            if self._read(part, len(content) + 1) != content:
                raise PlaceReadsBackOther(self._called)
            if over:
                self._patiently(lambda: os.replace(part, at))
            else:
                self._patiently(lambda: _named_once(part, at))
            sync_folder(at.parent)
        except FileExistsError:
            pass  # another computer was first: what it wrote is looked at below
        finally:
            self._let_go(part)
        lying = self._read(at, len(content) + 1)
        if lying != content:
            name = at.relative_to(self._root).as_posix()
            if lying is not None and not over and not is_spoilt(name, lying, content):
                raise NameTaken(self._called, name)
            raise PlaceReadsBackOther(self._called)

    def _sweep(self, at: Path, content: bytes) -> None:
        """What an interrupted try of the same content left: now that it lies there, it may go."""
        for left in at.parent.glob(f"{_mark(content)}*"):
            self._let_go(left)

    def _let_go(self, part: Path) -> None:
        try:
            self._patiently(lambda: part.unlink(missing_ok=True))
        except OSError:
            if self._root.is_dir():  # else the stick is out, and that is said by what went before
                raise

    def _read(self, at: Path, most: int) -> bytes | None:
        try:
            return self._patiently(lambda: _read(at, most, self._go_on))
        except (FileNotFoundError, NotADirectoryError):
            if not self._is_there():
                raise
            return None

    def _files(self, folder: Path) -> Iterator[Lying]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except FileNotFoundError:
            if not self._is_there():
                raise
            return
        for entry in entries:
            at = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                yield from self._files(at)
            elif entry.is_file(follow_symlinks=False):
                name = at.relative_to(self._root).as_posix()
                if kept_name(name):
                    yield Lying(name, entry.stat().st_size)

    def _at(self, name: str) -> Path:
        if not kept_name(name):
            raise ValueError("no name of a place")
        return self._root / name

    def _go_on(self) -> None:
        if self._stopped():
            raise SendingStopped(self._called)

    def _is_there(self) -> bool:
        return self._root.is_dir() and (not self._mount or os.path.ismount(self._mount))

    def _patiently(self, act: Callable[[], T]) -> T:
        for seconds in PATIENCE:
            try:
                return act()
            except OSError as error:
                if getattr(error, "winerror", None) not in HELD:
                    raise
            self._wait(seconds)
        return act()

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        """What a disk refuses, in words of places. Nothing is made where the place is not."""
        self._go_on()
        if not self._is_there():
            raise PlaceAway(self._called)
        try:
            yield
        except OSError as error:
            raise self._trouble(error) from error

    def _trouble(self, error: OSError) -> Exception:
        if not self._is_there():
            return PlaceAway(self._called)
        if error.errno in _FULL or getattr(error, "winerror", None) in _FULL_WINDOWS:
            return PlaceFull(self._called)
        if error.errno in _NO:
            return PlaceSaysNo(self._called)
        return PlaceAway(self._called)


def mount_of(root: Path) -> str:
    """The point at which the disk of a folder hangs in the tree; empty for the first disk."""
    for folder in (root, *root.parents):
        if os.path.ismount(folder):
            return "" if folder == Path(folder.anchor) else os.fspath(folder)
    return ""


def _mark(content: bytes) -> str:
    return f"{UNFINISHED}{hashlib.sha256(content).hexdigest()[:MARK]}-"


def _write(part: Path, content: bytes, go_on: Callable[[], None]) -> None:
    with part.open("xb") as file:
        for begin in range(0, len(content), _PORTION):
            go_on()
            file.write(content[begin : begin + _PORTION])
        file.flush()
        os.fsync(file.fileno())
        _out_of_memory(file.fileno())


def _read(at: Path, most: int, go_on: Callable[[], None]) -> bytes:
    portions = []
    with at.open("rb") as file:
        _out_of_memory(file.fileno())
        while most and (portion := file.read(min(most, _PORTION))):
            go_on()
            portions.append(portion)
            most -= len(portion)
    return b"".join(portions)


def _out_of_memory(handle: int) -> None:
    if hasattr(os, "posix_fadvise"):  # or what is read back is what lies in memory, not on the disk
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _named_once(part: Path, at: Path) -> None:
    """Give a file its name where nothing has it. Raises FileExistsError."""
    if os.name == "nt":
        os.rename(part, at)  # Windows never renames over what is there
        return
    try:
        os.link(part, at)
    except OSError as error:
        # FAT, exFAT and many shares have no second names: look, then rename. Between the two only
        # another computer could come, with the same name and so, by its hash, the same content.
        if error.errno not in _NO_LINKS:
            raise
        if at.exists():
            raise FileExistsError from error
        os.rename(part, at)
