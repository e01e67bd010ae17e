"""The one door to the records: an encrypted SQLite file, one writer, many readers.

    with database.reading() as db: ...                    a steady view, unable to write
    with database.changing("lend", about={...}) as db:    commits whole at the end, or nothing

`db` always means an open SQLAlchemy session; the word session is kept for people. Every
commit is sealed into the journal; afterwards the names of the changed tables are announced.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import ORMExecuteState, Session

from hubdesk.errors import Trouble
from hubdesk.errors.safety import HistoryBroken, SavedOnce
from hubdesk.errors.store import (
    DiskFull,
    FileDamaged,
)
from hubdesk.store import erasing, search_index
from hubdesk.store.connections import engine_on, open_raw
from hubdesk.store.entries import Point, newest_point, point_at
from hubdesk.store.gate import Gate
from hubdesk.store.places import check_room, free_bytes
from hubdesk.store.proof import prove_all
from hubdesk.store.seal import Deed, Sealed, seal
from hubdesk.store.tail import Tail
from hubdesk.store.troubles import troubles
from hubdesk.store.upgrade import HEAD

Changed = Callable[[frozenset[str]], None]
SaidOnce = Callable[[SavedOnce], None]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting: the account and the role it acts in."""

    id: str = ""
    role: str = ""


def wall_clock() -> datetime:
    """The computer's clock, aware. Only `app` and `cli` hand it in; tests hand in their own."""
    return datetime.now(UTC)


class Database:
    """The records of one hub, open. `first` is a connection to them that is open already."""

    def __init__(
        self,
        path: Path,
        key: bytes,
        *,
        clock: Callable[[], datetime] = wall_clock,
        first: Any = None,
    ) -> None:
        self.path = path
        self.clock = clock
        self.actor = Actor()
        self.changed: list[Changed] = []
        self.tail: Tail | None = None  # the safety copy, once the start has compared the two
        self.anchored: Callable[[Point], None] | None = None  # writes down how far it has come
        self._anchoring = threading.Lock()
        self.saved_once: list[SaidOnce] = []
        self.is_damaged = False  # a check said so; the next start mends it
        self.room_to_keep = 0  # bytes; below it every change is refused, as if the disk were full
        self._key = bytearray(key)  # so that it can be overwritten
        self._gate = Gate()
        self._write = engine_on(path, self._key, pool_size=1, query_only=False, first=first)
        self._read = engine_on(path, self._key, pool_size=4, query_only=True)
        event.listen(self._write, "commit", self._seal)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A view of one moment, on a connection that cannot write."""
        with troubles(self.path), Session(self._read, autoflush=False) as db:
            yield db

    @contextmanager
    def changing(
        self,
        verb: str,
        *,
        about: dict[str, Any] | None = None,
        reason: str = "",
        undo_of: str | None = None,
        gesture: bool = True,
        stands_alone: bool = False,
        held_back: set[str] | None = None,
    ) -> Iterator[Session]:
        """One transaction, sealed as `verb`. Afterwards `db.info["txn_id"]` names it.

        One that `stands_alone` is sealed even when no row changed. With `held_back` the changed
        tables are put there and not announced: work in many short pieces is told once.

        The caller may add facts to `db.info["about"]` until the end. The people whose ids are in
        `db.info["erase"]` by then are erased from every place, in the same transaction; of the
        concerns whose ids are in `db.info["let go"]` nothing that was written is kept, and of the
        rows in `db.info["forgotten"]`, each a table and an id, not who it was.

        Raises DatabaseBusy, DiskFull, DiskTrouble, FolderNotWritable or FileDamaged when the
        machine fails; SavedOnce when it was saved but its safety copy was not, and nobody listens
        to `saved_once`.
        """
        self.check_room()
        deed = Deed(
            verb, about or {}, self.actor.id, self.actor.role, reason, undo_of, stands_alone
        )
        touched: set[str] = set()
        once: SavedOnce | None = None
        with (
            self._gate.turn(gesture=gesture),
            troubles(self.path),
            _Changing(self._write, expire_on_commit=False) as db,
        ):
            info = db.connection().info  # of the one write connection; outlives the commit
            raw: Any = db.connection().connection.driver_connection
            if self.tail is not None and self.tail.is_behind:
                self.tail.follow(raw)  # what was refused goes first; refused again, nothing changes
            info["deed"] = deed
            info["sealed"] = Sealed("", [])
            info["erase"] = db.info["erase"] = set()
            info["let go"] = db.info["let go"] = set()
            info["forgotten"] = db.info["forgotten"] = set()
            db.info["about"] = deed.about
            db.info["touched"] = touched
            yield db
            db.commit()
            sealed: Sealed = info["sealed"]
            db.info["txn_id"] = sealed.txn_id
            if sealed.txn_id:
                once = self._save_twice(raw, anew=any(map(info.get, erasing.ASKED)))
        touched.update(change.tbl for change in sealed.changes)
        touched.update(("draft",) if info["erase"] else ())
        if held_back is not None:
            held_back.update(touched)
        else:
            self.announce(touched)
        if once is not None:
            self._say(once)

    def announce(self, tables: Iterable[str]) -> None:
        """Tell whoever shows these tables that they changed."""
        if changed := frozenset(tables):
            for tell in self.changed:
                tell(changed)

    def _save_twice(self, raw: Any, *, anew: bool = False) -> SavedOnce | None:
        """Append what was just committed to the safety copy, and wait until the disk has it.

        `anew` writes all of it again: somebody was erased, and stands in none of it.
        """
        try:
            if self.tail is not None and anew:
                self.tail.is_behind = True
                self.tail.begin_anew(raw, self.tail.begin)
            elif self.tail is not None:
                self.tail.follow(raw)
        except Trouble as trouble:
            # It is said, and nothing else is saved before the safety copy has this one too.
            return SavedOnce(isinstance(trouble, DiskFull))
        return None

    def _say(self, once: SavedOnce) -> None:
        if not self.saved_once:
            raise once
        for tell in self.saved_once:
            tell(once)

    def keep_anchor(self) -> None:
        """Write down outside the records how far they have come. Soon after a change, and often."""
        if self.anchored is None:
            return
        with self.reading() as db:
            here = newest_point(db.connection().connection.driver_connection)
        with self._anchoring:  # outside the gate: no gesture waits for it
            self.anchored(here)

    def begin_anew(self, after_seq: int) -> None:
        """Let the safety copy forget what verified backups hold, up to that transaction.

        `after_seq` is where the oldest backup that must stay usable ends. After an erasure the
        same call leaves nothing of the person in the safety copy.
        """
        if self.tail is None:
            return
        with self.alone() as raw:
            here = newest_point(raw)
            after = point_at(raw, here.stream, min(after_seq, here.seq))
            if after is not None:
                self.tail.begin_anew(raw, after)

    def check_room(self) -> None:
        """DiskFull while the disk has less room than we leave free."""
        if self.room_to_keep:
            check_room(self.path.parent, self.room_to_keep)

    @property
    def is_wanted(self) -> bool:
        """Whether a gesture waits to write: a long job gives way between two steps."""
        return self._gate.is_wanted

    def tidy(self) -> None:
        """Fold the write-ahead log into the file. Called when idle, on lock and on close."""
        with self.alone() as raw:
            raw.execute("PRAGMA optimize")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.keep_anchor()

    def sweep(self) -> bool:
        """Finish erasures: write over what they freed. Called when idle; False if none is due.

        It erases once more what an older copy, or a safety copy, may have brought back.
        """
        with self.alone() as raw:
            due = erasing.still_to_sweep(raw)
        if not due or free_bytes(self.path.parent) < 2 * self.path.stat().st_size:
            return False  # where the disk has no room, that is said already; it stays due
        with self.changing("erase again", gesture=False) as db:
            db.info["erase"].update(due)
        with self.alone() as raw:
            if self.tail is not None:
                self.tail.begin_anew(raw, self.tail.begin)
            erasing.sweep(raw)
        return True

    @contextmanager
    def alone(self) -> Iterator[Any]:
        """The write connection, outside a transaction, while nobody else writes."""
        with (
            self._gate.turn(gesture=False),
            troubles(self.path),
            self._write.connect() as connection,
        ):
            raw: Any = connection.connection.driver_connection
            connection.rollback()
            yield raw

    def check(self) -> None:
        """Read every page once. FileDamaged if one does not prove itself."""
        with self.apart() as raw:
            (answer,) = raw.execute("PRAGMA quick_check(1)").fetchone()
        if answer != "ok":
            self.is_damaged = True
            raise FileDamaged(os.fspath(self.path), "D-107")

    def check_whole(self) -> None:
        """Prove every page and that no row has lost its parent: once a week, beside the window."""
        with self.apart() as raw:
            pages = raw.execute("PRAGMA cipher_integrity_check").fetchone()
            orphans = raw.execute("PRAGMA foreign_key_check").fetchone()
        if pages is not None or orphans is not None:
            self.is_damaged = True
            raise FileDamaged(os.fspath(self.path), "D-109" if pages is not None else "D-110")

    @property
    def data_key(self) -> bytes:
        """For the store's other files: what lies beside the records is locked by the same key."""
        return bytes(self._key)

    def prove(self) -> None:
        """Prove the whole history from its start. HistoryBroken names the first place at fault."""
        with self.apart() as raw:
            raw.execute("BEGIN")  # one moment: what is saved meanwhile is no hole
            broken = next((proof for proof in prove_all(raw) if not proof.holds), None)
        if broken is not None:
            raise HistoryBroken(broken.seq + 1)

    @contextmanager
    def apart(self, *, query_only: bool = True) -> Iterator[Any]:
        """A connection for reading the whole file once, with room for few pages.

        It is let go of afterwards: on the window's own connection a check left 7 MB behind.
        """
        with troubles(self.path):
            raw = open_raw(self.path, self._key)
            try:
                raw.execute(f"PRAGMA query_only = {'ON' if query_only else 'OFF'}")
                raw.execute("PRAGMA cache_size = -256")
                yield raw
            finally:
                raw.close()

    def close(self) -> None:
        """Fold the log in and let go of the file and of the key. Closed already, it stays so."""
        if not any(self._key):
            return
        try:
            self.tidy()
        finally:
            self.let_go()

    def let_go(self) -> None:
        """Close every connection as it is, without touching a file that may be damaged.

        The key is overwritten: this object opens nothing any more.
        """
        self._read.dispose()
        self._write.dispose()
        # As far as Python allows: copies that a library made of it cannot be reached.
        self._key[:] = bytes(len(self._key))

    def _seal(self, connection: Connection) -> None:
        raw: Any = connection.connection.driver_connection
        deed = connection.info.get("deed", Deed())
        if whom := connection.info.get("erase"):
            erasing.erase(raw, whom)
        if texts := connection.info.get("let go"):
            erasing.let_go_of_concerns(raw, texts)
        if rows := connection.info.get("forgotten"):
            erasing.forget(raw, rows)
        sealed = seal(raw, deed, self.clock(), HEAD)
        search_index.refresh(raw, sealed.changes)
        connection.info["sealed"] = sealed


class _Changing(Session):
    """Drafts are not journalled, so the session itself says that they changed: `touched`."""


@event.listens_for(_Changing, "after_flush")
def _flushed(session: Session, _context: Any) -> None:
    touched: set[str] = session.info["touched"]
    touched.update(o.__tablename__ for o in (*session.new, *session.dirty, *session.deleted))


@event.listens_for(_Changing, "do_orm_execute")
def _executed(state: ORMExecuteState) -> None:
    if state.bind_mapper and (state.is_insert or state.is_update or state.is_delete):
        touched: set[str] = state.session.info["touched"]
        touched.add(state.bind_mapper.class_.__tablename__)
