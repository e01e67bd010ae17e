"""A verified copy of the records: made beside the work, read back whole, and only then kept.

VACUUM INTO writes what the records hold and nothing they have let go of, so what was erased is
in no new copy. It holds a read transaction and no more: whoever is at the desk goes on.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher

import hubdesk
from hubdesk.errors.copies import (
    CopyDamaged,
    CopyHasOtherKey,
    CopyHistoryBroken,
    CopyNotProved,
    CopyStopped,
    NoRoomForCopy,
)
from hubdesk.errors.store import FileDamaged
from hubdesk.store.copies import (
    ENDING,
    PART,
    Copy,
    Facts,
    Holds,
    Manifest,
    StreamAt,
    papers_of,
    tidy,
    write_papers,
)
from hubdesk.store.database import Database
from hubdesk.store.erased import erasures_of, keep_erased, list_in
from hubdesk.store.files import let_go, sync_folder, trouble_of
from hubdesk.store.keys import KeySlots
from hubdesk.store.places import MB, free_bytes
from hubdesk.store.proof import prove_all
from hubdesk.store.troubles import troubles
from hubdesk.store.upgrade import revision_of

TRIES: Final = 12  # a change that falls between two looks of a thousandth of a second
A_READ: Final = MB
ROOM_LEFT: Final = 20 * MB  # a copy never takes the last of the disk
_HOLDS = (
    "SELECT (SELECT count(*) FROM person WHERE deleted = 0),"
    " (SELECT count(*) FROM device WHERE deleted = 0),"
    " (SELECT count(*) FROM loan WHERE state = 'out'),"
    " coalesce((SELECT wall_utc FROM journal_txn ORDER BY hlc DESC, id DESC LIMIT 1), '')"
)


class Halt:
    """Ends a long piece of work from another thread: what is read next raises CopyStopped."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reading: Any = None
        self.is_asked = False

    def ask(self) -> None:
        with self._lock:
            self.is_asked = True
            if self._reading is not None:
                self._reading.interrupt()

    def check(self) -> None:
        if self.is_asked:
            raise CopyStopped

    @contextmanager
    def over(self, raw: Any) -> Iterator[None]:
        """While `raw` is reading, asking interrupts it."""
        with self._lock:
            self.check()
            self._reading = raw
        try:
            yield
        except sqlcipher.OperationalError as error:
            if self.is_asked:
                raise CopyStopped from error
            raise
        finally:
            with self._lock:
                self._reading = None


def make_copy(
    database: Database, folder: Path, slots: KeySlots, *, now: datetime, halt: Halt | None = None
) -> Copy:
    """A verified copy of the records in `folder`. Until it is verified it has another name.

    The list of erasures lies beside it, so that an older copy there brings nobody back.

    NoRoomForCopy before anything is written, CopyStopped when `halt` was asked, CopyNotProved
    where what was written is not what was read; DiskFull and the like. Whatever is raised, the
    copies of before are as they were.
    """
    halt = halt or Halt()
    _make_folder(folder)
    tidy(folder)
    check_room_for(database, folder)
    path = _name_for(folder, database, now)
    part = path.with_name(path.name + PART)
    try:
        facts, holds, revision = _write_proved(database, part, halt)
        manifest = Manifest(
            hub=slots.hub,
            made_at=now,
            app_version=hubdesk.__version__,
            revision=revision,
            size=part.stat().st_size,
            sha256=sha256_of(part, halt),
            facts=facts,
            holds=holds,
            slots=slots.to_travel(),
        ).signed(database.data_key)
        write_papers(path, manifest)
        with database.apart() as raw:
            keep_erased(list_in(folder, slots.hub), erasures_of(raw))
        try:
            part.replace(path)
            sync_folder(folder)
        except OSError as error:
            raise trouble_of(error, os.fspath(folder)) from error
        return Copy(path, manifest)
    except BaseException:
        let_go(part)
        if not path.exists():
            let_go(papers_of(path))
        raise


def check_room_for(database: Database, folder: Path) -> None:
    """NoRoomForCopy if a copy would not fit."""
    log = database.path.with_name(f"{database.path.name}-wal")
    size = sum(path.stat().st_size for path in (database.path, log) if path.exists())
    needed = size + ROOM_LEFT
    if free_bytes(folder) < needed:
        raise NoRoomForCopy(needed // MB)


def check_copy(copy: Copy, data_key: bytes, halt: Halt | None = None) -> None:
    """Prove a copy from its first byte to its last row.

    CopyHasOtherKey if it was locked with another key; CopyDamaged, naming what gave it away.
    """
    halt = halt or Halt()
    manifest = copy.manifest
    if not manifest.is_proved_by(data_key):
        raise CopyHasOtherKey
    try:
        if copy.path.stat().st_size != manifest.size:
            raise CopyDamaged(copy.name, "size")
    except OSError as error:
        raise trouble_of(error, os.fspath(copy.path.parent)) from error
    if sha256_of(copy.path, halt) != manifest.sha256:
        raise CopyDamaged(copy.name, "sha256")
    if read_back(copy.path, data_key, halt) != manifest.facts:
        raise CopyDamaged(copy.name, "counts")


def prove_history(copy: Copy, data_key: bytes, halt: Halt | None = None) -> None:
    """Prove the whole history a copy holds. CopyHistoryBroken names the first place at fault.

    Apart from `check_copy`: a copy of altered records is still what there is to bring back.
    """
    with open_copy(copy.path, data_key) as raw, (halt or Halt()).over(raw):
        broken = next((proof for proof in prove_all(raw) if not proof.holds), None)
    if broken is not None:
        raise CopyHistoryBroken(copy.name, broken.seq + 1)


def read_back(path: Path, data_key: bytes, halt: Halt) -> Facts:
    """Read every page and every row of a copy. CopyDamaged names the check that failed."""
    name = path.name.removesuffix(PART)
    try:
        with open_copy(path, data_key) as raw, halt.over(raw):
            for check in ("cipher_integrity_check", "quick_check(1)", "foreign_key_check"):
                row = raw.execute(f"PRAGMA {check}").fetchone()
                if row not in (None, ("ok",)):
                    raise CopyDamaged(name, check.partition("(")[0])
            return facts_of(raw)
    except FileDamaged as error:
        raise CopyDamaged(name, "pages") from error


@contextmanager
def open_copy(path: Path, data_key: bytes) -> Iterator[Any]:
    """A connection on a copy that cannot write, and leaves no file beside it."""
    with troubles(path):
        raw = sqlcipher.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            raw.execute("PRAGMA cipher_log_level = NONE")
            raw.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
            raw.execute("PRAGMA cache_size = -256")
            yield raw
        finally:
            raw.close()


def facts_of(raw: Any) -> Facts:
    """The rows of every table, the hidden ones of the search index too, and each stream's end."""
    names = raw.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    tables = {name: _count(raw, name) for (name,) in names}
    return Facts(tables, streams_of(raw))


def _count(raw: Any, name: str) -> int:
    return int(raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])


def streams_of(raw: Any) -> tuple[StreamAt, ...]:
    """Every stream, as far as it has come."""
    rows = raw.execute("SELECT id, desk_number, seq, hlc, chain FROM stream ORDER BY id")
    return tuple(StreamAt(*row) for row in rows.fetchall())


def sha256_of(path: Path, halt: Halt) -> str:
    """The SHA-256 of a file, read in portions."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while portion := file.read(A_READ):
                halt.check()
                digest.update(portion)
    except OSError as error:
        raise trouble_of(error, os.fspath(path.parent)) from error
    return digest.hexdigest()


def _write_proved(database: Database, part: Path, halt: Halt) -> tuple[Facts, Holds, str]:
    """Write the copy and prove it to be the records as they were at one moment.

    The moment is pinned by a read transaction. SQLite begins its own a breath later: should a
    change fall between the two, the copy is whole but of another moment, and is made again.
    """
    for _ in range(TRIES):
        part.unlink(missing_ok=True)
        with database.apart() as looking:
            looking.execute("BEGIN")
            streams = streams_of(looking)
            with database.apart(query_only=False) as raw, halt.over(raw):
                raw.execute("VACUUM INTO ?", (os.fspath(part),))
            with halt.over(looking):
                facts = facts_of(looking)
                holds = Holds(*looking.execute(_HOLDS).fetchone())
                revision = revision_of(looking)
        _make_durable(part)
        found = read_back(part, database.data_key, halt)
        if found == facts:
            return facts, holds, revision
        if found.streams == streams:
            break  # of the same moment, and yet not the same
    raise CopyNotProved(_first_difference(facts, found))


def _first_difference(wanted: Facts, found: Facts) -> str:
    for name, rows in wanted.tables.items():
        if found.tables.get(name) != rows:
            return name
    return "stream"


def _make_durable(path: Path) -> None:
    """VACUUM INTO leaves that to whoever asked for it."""
    try:
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    except OSError as error:
        raise trouble_of(error, os.fspath(path.parent)) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise trouble_of(error, os.fspath(folder)) from error


def _name_for(folder: Path, database: Database, now: datetime) -> Path:
    """A name no other copy has, by its moment and the computer's stream.

    So two laptops with one stick never write over each other's copy.
    """
    with database.apart() as raw:
        newest = raw.execute(
            "SELECT id FROM stream WHERE is_mine = 1 ORDER BY opened_at DESC, id DESC LIMIT 1"
        ).fetchone()
    stem = f"copy-{now:%Y-%m-%d-%H%M%S}-{newest[0][:6]}"
    path, number = folder / f"{stem}{ENDING}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{ENDING}", number + 1
    return path
