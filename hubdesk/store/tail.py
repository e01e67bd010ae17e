"""The tail: a second, encrypted copy of each sealed transaction, beside the records.

SQLite takes a damaged page of its log for the end of the log, and what came after it is gone
without a word (300 of 300 flipped bits in a test). So every transaction is also appended here,
and both are on the disk before anybody is told that it was saved. The file is frames:

    mark · bytes of the body · seq · stream · hash of the frame before · nonce · body, encrypted

The first frame says where the tail begins. Its key comes from the data key by HKDF; AES-GCM-SIV
because a nonce may be drawn twice in the life of a hub and must then give nothing away.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from hubdesk.errors import Trouble
from hubdesk.store.entries import Entry, Point, entries_after
from hubdesk.store.files import let_go, sync_folder, trouble_of

MARK = b"HDTF"
HEAD = struct.Struct(">4sIQ16s32s12s")
TAG = 16  # bytes AES-GCM-SIV adds
START = bytes(32)
FORMAT = 1


class Damage(StrEnum):
    """What is wrong with a tail: its last frame was cut short, or one before a good one is bad."""

    NONE = ""
    TORN = "torn"
    MIDDLE = "middle"
    BEGINNING = "beginning"  # nothing in it can be read with this key


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a frame lies, and of which transaction it is."""

    offset: int
    size: int
    stream: str
    seq: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Scan:
    """A tail as it was found. `frames` follow each other without a gap; `beyond` lie after it."""

    begin: Point | None
    frames: tuple[Frame, ...]
    end: int
    digest: bytes
    damage: Damage
    beyond: tuple[Frame, ...] = ()


class Tail:
    """The tail of one hub, open for appending. `last` is the newest transaction in it."""

    def __init__(self, path: Path, key: bytes, scan: Scan) -> None:
        assert scan.begin is not None
        self.path, self._key = path, key
        self.is_behind = False  # a frame was refused by the disk: it comes before all else
        self._take(scan)

    def _take(self, scan: Scan) -> None:
        assert scan.begin is not None
        self.begin = scan.begin
        self.frames = scan.frames
        newest = scan.frames[-1] if scan.frames else None
        self.last = (newest.stream, newest.seq) if newest else (self.begin.stream, self.begin.seq)
        self._end, self._digest = scan.end, scan.digest

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """What the frames hold, oldest first, from the frame with that place on."""
        with self.path.open("rb") as file:
            for frame in self.frames[after:]:
                yield entry_in(file, frame, self._key)

    def follow(self, raw: Any) -> int:
        """Append what the journal has and the tail has not, and make it durable.

        Answers with how many were appended. Raises DiskFull, DiskTrouble or FolderNotWritable;
        then `is_behind` stays set, and the file ends where it ended before.
        """
        self.is_behind = True
        new = list(entries_after(raw, *self.last))
        if new:
            self._append(new)
        self.is_behind = False
        return len(new)

    def _append(self, entries: list[Entry]) -> None:
        digest, parts = self._digest, []
        for entry in entries:
            part, digest = frame_of(self._key, entry.stream, entry.seq, digest, entry.as_json())
            parts.append(part)
        try:
            with self.path.open("r+b") as file:
                try:
                    file.seek(self._end)
                    file.writelines(parts)
                    file.flush()
                    make_durable(file.fileno())
                except OSError:
                    file.truncate(self._end)
                    raise
        except OSError as error:
            raise trouble_of(error, os.fspath(self.path.parent)) from error
        self._end += sum(map(len, parts))
        self._digest = digest
        self.last = (entries[-1].stream, entries[-1].seq)

    def begin_anew(self, raw: Any, after: Point) -> None:
        """Write the tail again from the journal: what came after that point, and no more.

        After a verified backup it forgets what the backup holds; after an erasure what it held
        of the person is gone, as it is from the journal.
        """
        write_tail(self.path, self._key, after, entries_after(raw, after.stream, after.seq))
        self._take(scan_tail(self.path, self._key))
        self.is_behind = False


def open_tail(path: Path, key: bytes, scan: Scan) -> Tail:
    """The tail that was scanned, without a last frame that was cut short."""
    if scan.damage is Damage.TORN:
        try:
            with path.open("r+b") as file:
                file.truncate(scan.end)
                make_durable(file.fileno())
        except OSError as error:
            raise trouble_of(error, os.fspath(path.parent)) from error
    return Tail(path, key, scan)


def new_tail(path: Path, key: bytes, after: Point) -> Tail:
    """A tail that begins after that point, with nothing in it yet."""
    write_tail(path, key, after, iter(()))
    return Tail(path, key, scan_tail(path, key))


def write_tail(path: Path, key: bytes, after: Point, entries: Iterator[Entry]) -> None:
    """A whole new tail beside the old one, made durable, then renamed over it."""
    part = path.with_name(f"{path.name}.part")
    begin = json.dumps({"format": FORMAT, "chain": after.chain})
    try:
        with part.open("wb") as file:
            frame, digest = frame_of(key, after.stream, after.seq, START, begin)
            file.write(frame)
            for entry in entries:
                frame, digest = frame_of(key, entry.stream, entry.seq, digest, entry.as_json())
                file.write(frame)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        let_go(part)
        raise trouble_of(error, os.fspath(path.parent)) from error
    except Trouble:
        let_go(part)
        raise


def tail_key(data_key: bytes) -> bytes:
    """The key of the tail: of no use for the records, should it ever be known."""
    return derived_key(data_key, b"hubdesk/tail")


def derived_key(data_key: bytes, what: bytes) -> bytes:
    """A key made from the data key for one purpose."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, None, what).derive(data_key)


def frame_of(key: bytes, stream: str, seq: int, before: bytes, text: str) -> tuple[bytes, bytes]:
    """One frame, and its hash for the next."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    body, nonce = text.encode("utf-8", "surrogatepass"), secrets.token_bytes(12)
    head = HEAD.pack(MARK, len(body) + TAG, seq, stream.encode("ascii"), before, nonce)
    frame = head + AESGCMSIV(key).encrypt(nonce, body, head)
    return frame, hashlib.sha256(frame).digest()


def scan_tail(path: Path, key: bytes) -> Scan:
    """Read a tail from its beginning and prove each frame. FileNotFoundError if there is none."""
    with path.open("rb") as file:
        content = file.read()
    first = _proved(content, 0, key)
    if first is None or first[1][:32] != START:
        return Scan(None, (), 0, START, Damage.BEGINNING)
    begun, _, text = first
    begin = Point(begun.stream, begun.seq, str(json.loads(text)["chain"]))
    frames, last = [], begun
    while (found := _proved(content, last.offset + last.size, key)) is not None:
        if found[1] != last.digest:
            break
        last = found[0]
        frames.append(last)
    end = last.offset + last.size
    beyond = tuple(_beyond(content, end, key))
    damage = Damage.NONE if end == len(content) else Damage.MIDDLE if beyond else Damage.TORN
    return Scan(begin, tuple(frames), end, last.digest, damage, beyond)


def _beyond(content: bytes, end: int, key: bytes) -> Iterator[Frame]:
    """Frames that prove themselves after one that does not."""
    place = content.find(MARK, end)
    while place >= 0:
        found = _proved(content, place, key)
        if found is not None:
            yield found[0]
        place = content.find(MARK, place + (found[0].size if found else 1))


def _proved(content: bytes, offset: int, key: bytes) -> tuple[Frame, bytes, bytes] | None:
    """The frame at a place, the hash it names and its text; None if it does not prove itself."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    head = content[offset : offset + HEAD.size]
    if len(head) < HEAD.size:
        return None
    mark, length, seq, stream, before, nonce = HEAD.unpack(head)
    size = HEAD.size + length
    if mark != MARK or offset + size > len(content) or length < TAG:
        return None
    frame = content[offset : offset + size]
    try:
        text = AESGCMSIV(key).decrypt(nonce, frame[HEAD.size :], head)
    except InvalidTag:
        return None
    digest = hashlib.sha256(frame).digest()
    return Frame(offset, size, stream.decode("ascii"), seq, digest), before, text


def entry_in(file: Any, frame: Frame, key: bytes) -> Entry:
    """The transaction a frame of an open tail holds."""
    file.seek(frame.offset)
    found = _proved(file.read(frame.size), 0, key)
    assert found is not None  # it was proved when the tail was scanned
    return Entry.from_json(found[2].decode("utf-8", "surrogatepass"))


def make_durable(handle: int) -> None:
    """Wait until the disk has it. Linux can leave out what only says when a file was changed."""
    getattr(os, "fdatasync", os.fsync)(handle)
