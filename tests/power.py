"""Power cuts, simulated: what the app asked of its files, and what a disk may have kept of it.

The statements of real work are recorded on the way to SQLCipher and replayed by another build
of SQLite on the same encrypted format, on files that note each write and each sync. A cut comes
anywhere: what was synced is there; of the rest each sector of 512 bytes was kept, dropped or
spoilt. The image is then opened by the store, and must hold all that was acknowledged.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import apsw
import pytest
import sqlcipher3.dbapi2 as sqlcipher

from hubdesk.errors import Trouble
from hubdesk.operations.hub import set_up_hub
from hubdesk.paths import Paths
from hubdesk.store import connections, opening
from hubdesk.store.connections import open_raw
from hubdesk.store.entries import Point, newest_point
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import close_hub, make_hub_file, open_hub
from hubdesk.store.proof import prove_all
from hubdesk.store.tail import scan_tail, tail_key
from tests.random_work import RandomWork
from tests.rebuilt import check_rebuilt
from tools.throwaway import CHEAP, NOW, PASSPHRASE

SECTOR = 512
WORK = 40  # transactions that are recorded
TIDY = 9  # every so many the log is folded in, as on a quiet desk
KEPT = 6  # kinds of records that are known to be whole; images come in the order of the work
WHOLE = 100  # every so many images the whole start is done, not only the file looked at
WRITES = ("INSERT", "UPDATE", "DELETE", "BEGIN IMMEDIATE", "COMMIT", "SAVEPOINT", "RELEASE")


@dataclass
class Recorded:
    """Real work: the folder before it, the statements of each transaction, and the tail after."""

    before: Path
    key: bytes
    pieces: list[list[tuple[str, Any]]] = field(default_factory=list)
    chains: dict[int, str] = field(default_factory=dict)  # of each transaction, by its place
    frames: list[tuple[int, bytes]] = field(default_factory=list)  # offset and bytes, one each


def record(folder: Path, dice: random.Random) -> Recorded:
    """Work at a hub, and note what it asks of the database."""
    paths = Paths(folder / "hub")
    database, _ = make_hub_file(paths, name="Power", passphrase=PASSPHRASE, cost=CHEAP)
    with database.changing("set up hub") as db:
        set_up_hub(db, name="Power", manager="Amira Khan", now=NOW)
    RandomWork(database, dice, NOW).begin()
    close_hub(paths, database)
    key = open_with_passphrase(read_slots(paths), PASSPHRASE)
    with pytest.MonkeyPatch.context() as patch:
        said: list[tuple[str, Any]] = []
        patch.setattr(connections, "sqlcipher", _Recording(said))
        opened = open_hub(paths, read_slots(paths), key, opened_by="passphrase")
        opened.database.tidy()
        found = Recorded(folder / "before", key)
        shutil.copytree(paths.home, found.before)
        work = RandomWork(opened.database, dice, NOW)
        tail = opened.database.tail
        assert tail is not None
        while len(found.pieces) < WORK:
            said.clear()
            size = paths.tail.stat().st_size
            if work.act():
                found.pieces.append(list(said))
                found.frames.append((size, paths.tail.read_bytes()[size:]))
        with opened.database.reading() as db:
            rows = db.connection().exec_driver_sql("SELECT seq, chain FROM journal_txn")
            found.chains = dict(map(tuple, rows))
        opened.database.let_go()
    return found


class _Recording:
    """The driver, with every writing statement noted on its way."""

    def __init__(self, said: list[tuple[str, Any]]) -> None:
        class Cursor(sqlcipher.Cursor):  # type: ignore[misc]
            def execute(self, sql: str, facts: Any = ()) -> Any:
                _note(said, sql, [facts])
                return super().execute(sql, facts)

            def executemany(self, sql: str, many: Any) -> Any:
                rows = list(many)
                _note(said, sql, rows)
                return super().executemany(sql, rows)

        class Connection(sqlcipher.Connection):  # type: ignore[misc]
            def cursor(self, *facts: Any) -> Any:
                return super().cursor(Cursor)

            def execute(self, *facts: Any) -> Any:
                return self.cursor().execute(*facts)

            def executemany(self, *facts: Any) -> Any:
                return self.cursor().executemany(*facts)

            def commit(self) -> None:
                if self.in_transaction:
                    _note(said, "COMMIT", [()])
                super().commit()

        self._connection = Connection

    def connect(self, *facts: Any, **options: Any) -> Any:
        return sqlcipher.connect(*facts, **options, factory=self._connection)

    def __getattr__(self, name: str) -> Any:
        return getattr(sqlcipher, name)


def _note(said: list[tuple[str, Any]], sql: str, rows: list[Any]) -> None:
    if sql.lstrip().startswith(WRITES):
        said.extend((sql, row) for row in rows)


@dataclass(frozen=True, slots=True)
class Did:
    """One thing asked of a file: bytes at a place, a new length, a sync; or an acknowledgement."""

    what: str
    name: str = ""
    place: int = 0
    content: bytes = b""


class _File(apsw.VFSFile):
    def __init__(self, log: list[Did], name: Any, flags: Any) -> None:
        self._log = log
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = os.path.basename(path)
        super().__init__("unix", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._log.append(Did("write", self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        self._log.append(Did("cut", self._name, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        self._log.append(Did("sync", self._name))
        super().xSync(flags)


class _Files(apsw.VFS):
    def __init__(self, log: list[Did]) -> None:
        self._log = log
        super().__init__("recorder", "unix")

    def xOpen(self, name: Any, flags: Any) -> _File:
        return _File(self._log, name, flags)


def replay(recorded: Recorded, folder: Path, synchronous: str) -> list[Did]:
    """What the work asks of the files, in order, at one setting of SQLite."""
    there = Paths(folder / f"replay-{synchronous}")
    shutil.copytree(recorded.before, there.home)
    log: list[Did] = []
    files = _Files(log)
    raw = apsw.Connection(os.fspath(there.database), vfs="multipleciphers-recorder")
    try:
        settings = ("cipher = 'sqlcipher'", "legacy = 4", f"key = \"x'{recorded.key.hex()}'\"")
        more = ("locking_mode = EXCLUSIVE", "journal_mode = WAL", f"synchronous = {synchronous}")
        usual = ("recursive_triggers = ON", "secure_delete = ON", "wal_autocheckpoint = 100")
        for setting in (*settings, *more, *usual):
            raw.execute(f"PRAGMA {setting}").fetchall()
        seq: int = raw.execute("SELECT max(seq) FROM journal_txn").get
        log.append(Did("said", place=seq))
        for number, piece in enumerate(recorded.pieces):
            for sql, facts in piece:
                raw.execute(sql, facts)
            place, frame = recorded.frames[number]
            log.append(Did("write", there.tail.name, place, frame))
            log.append(Did("sync", there.tail.name))
            seq += 1
            log.append(Did("said", place=seq))
            if number % TIDY == TIDY - 1:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        raw.close()
        apsw.unregister_vfs("multipleciphers-recorder")  # it would outlive the one it stands on
        files.unregister()
    return log


class Cuts:
    """Images of what a disk may hold after a cut, each opened by the store and judged.

    Most give the records as one before them did, to the byte, once their log is folded in. The
    first of each kind is proved page by page; to prove all took a third of the time.
    """

    def __init__(self, recorded: Recorded, log: list[Did], folder: Path) -> None:
        self._recorded, self._log, self._folder = recorded, log, folder
        self._start = {
            path.name: path.read_bytes() for path in recorded.before.iterdir() if path.is_file()
        }
        self._proved: deque[bytes] = deque(maxlen=KEPT)
        self.counts: Counter[str] = Counter()

    def rounds(self, dice: random.Random, images: int) -> Iterator[Counter[str]]:
        """Yields the counts after each image; cuts at any place, in the order of the work."""
        places = sorted(dice.randrange(1, len(self._log)) for _ in range(images))
        disk = _Disk(self._start)
        done = 0
        for place in places:
            for did in self._log[done:place]:
                disk.do(did)
            done = place
            disk.lay_out(self._folder, dice)
            self._judge(disk.said)
            self.counts["images"] += 1
            yield self.counts

    def _judge(self, said: int) -> None:
        paths = Paths(self._folder)
        untouched = Paths(self._folder.with_name(f"{self._folder.name}-start"))
        if starts := self.counts["images"] % WHOLE == WHOLE - 1:
            shutil.copytree(paths.home, untouched.home)
        try:
            here, is_whole = self._opened(paths)
        except (sqlcipher.DatabaseError, Trouble):
            self.counts["corrupt"] += 1
            return
        if not is_whole or self._recorded.chains.get(here.seq) != here.chain:
            self.counts["corrupt"] += 1
        elif here.seq < said:
            self.counts["lost"] += 1
        else:
            self.counts["whole"] += 1
        scan = scan_tail(paths.tail, tail_key(self._recorded.key))
        self.counts["lost by the safety copy"] += scan.frames[-1].seq < said
        if starts:
            self._start_whole(untouched, said)
            shutil.rmtree(untouched.home)

    def _opened(self, paths: Paths) -> tuple[Point, bool]:
        """How far the records have come, by the store's own door, and whether they are whole."""
        raw = opening._readable(paths, self._recorded.key)
        try:
            here = newest_point(raw)
        finally:
            raw.close()  # the log is folded in
        content = paths.database.read_bytes()
        if content in self._proved:
            return here, True
        raw = open_raw(paths.database, self._recorded.key)
        try:
            is_whole = raw.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
        finally:
            raw.close()
        if is_whole:
            self._proved.append(content)
        self.counts["kinds"] += 1
        return here, is_whole

    def _start_whole(self, paths: Paths, said: int) -> None:
        opened = open_hub(paths, read_slots(paths), self._recorded.key, opened_by="passphrase")
        try:
            check_rebuilt(opened.database)
            with opened.database.reading() as db:
                raw: Any = db.connection().connection.driver_connection
                assert newest_point(raw).seq >= said
                assert all(proof.holds for proof in prove_all(raw))
        finally:
            opened.database.let_go()
        self.counts["started"] += 1


class _Disk:
    """Files as they are for sure, and what was asked since their last sync."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._sure = {name: bytearray(content) for name, content in files.items()}
        self._waiting: dict[str, list[Did]] = {}
        self.said = 0

    def do(self, did: Did) -> None:
        if did.what == "said":
            self.said = did.place
        elif did.what == "sync":
            for one in self._waiting.pop(did.name, []):
                _apply(
                    self._sure.setdefault(did.name, bytearray()), one.what, one.place, one.content
                )
        else:
            self._waiting.setdefault(did.name, []).append(did)

    def lay_out(self, folder: Path, dice: random.Random) -> None:
        """Write the files as they may be after a cut.

        Over those of the image before: to make each file anew took as long as to judge it.
        """
        folder.mkdir(exist_ok=True)
        for old in set(os.listdir(folder)) - self._sure.keys() - self._waiting.keys():
            (folder / old).unlink()
        for name in {**self._sure, **self._waiting}:
            path = folder / name
            with path.open("r+b" if path.exists() else "w+b") as file:
                file.truncate(file.write(self._sure.get(name, b"")))
                for did in self._waiting.get(name, []):
                    for what, place, part in _sectors(did):
                        _put(file, what, place, part, dice)


def _put(file: BinaryIO, what: str, place: int, part: bytes, dice: random.Random) -> None:
    """What the disk made of one sector: kept, spoilt or dropped."""
    fate = dice.random()
    if fate < 0.45 and what == "cut":
        file.truncate(place)
    elif fate < 0.6 and what == "write":
        file.seek(place)
        file.write(part if fate < 0.45 else dice.randbytes(len(part)))


def _sectors(did: Did) -> Iterator[tuple[str, int, bytes]]:
    if did.what == "cut":
        yield did.what, did.place, b""
        return
    place, end = did.place, did.place + len(did.content)
    while place < end:
        until = min(end, (place // SECTOR + 1) * SECTOR)
        yield "write", place, did.content[place - did.place : until - did.place]
        place = until


def _apply(content: bytearray, what: str, place: int, part: bytes) -> None:
    if what == "cut":
        del content[place:]
        return
    if len(content) < place:
        content.extend(bytes(place - len(content)))
    content[place : place + len(part)] = part
