"""The journal, from any point on, as bundles: what a second computer of the hub keeps.

One bundle after the other is made in memory, so a hub of any size needs room for one. A bundle is
written under another name, made durable, and then takes the name of its content. It is sealed once
and sent as often as needed: the same lines sealed again are another file.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Protocol

import hubdesk
from hubdesk.errors.bundles import ActionTooLarge, NobodyToSealTo
from hubdesk.errors.safety import HistoryBroken
from hubdesk.store.entries import OP, TXN, Entry
from hubdesk.store.files import disk_troubles, let_go, sync_folder
from hubdesk.store.proof import chain_of, header_of, note_holds, op_holds
from hubdesk.store.upgrade import HEAD
from hubdesk.sync.body import MOST_PLAIN, Packing, sealed
from hubdesk.sync.container import MOST_FILE, VERSION, Header, Kind, Sealed, signed
from hubdesk.sync.desk_keys import DeskKeys
from hubdesk.sync.journal_lines import first_line, last_line, lines_of_entry

MOST_CHANGES: Final = 5_000  # a bundle is closed when it has as many
MOST_LINES: Final = 3 << 20  # or bytes of lines, which pack to about 1 MiB
_PART: Final = re.compile(r"\.part-[0-9a-f]{16}")
Told = Callable[[int], object]  # changes sealed so far; what it raises ends the work


@dataclass(frozen=True, slots=True)
class Sealing:
    """Who seals, to whom, and when. The moment stands in the head."""

    hub: str
    keys: DeskKeys
    recipients: tuple[str, ...]
    now: datetime


def journal_bundles(
    raw: Any,
    sealing: Sealing,
    *,
    after: Mapping[str, int] | None = None,
    told: Told = lambda done: None,
) -> Iterator[Sealed]:
    """All transactions of this computer after those in `after` (stream to number), sealed.

    `raw` looks at one moment. Raises HistoryBroken where the journal does not prove itself,
    ActionTooLarge, NotARecipient and NobodyToSealTo. What was yielded before stands.
    """
    if not sealing.recipients:
        raise NobodyToSealTo
    done, passed = 0, dict[str, int]()
    rows = raw.execute(
        "SELECT id, seq FROM stream WHERE is_mine = 1 ORDER BY opened_at, id"
    ).fetchall()
    for stream, newest in rows:
        begin = (after or {}).get(stream, 0)
        for bundle in _bundles_of(raw, sealing, stream, begin, newest, passed):
            done += bundle.header.n_ops
            told(done)
            yield bundle
        passed[stream] = newest


class Issued(Protocol):
    """A bundle that was sealed before, by its head or by its name."""

    @property
    def stream(self) -> str: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def reissue(self) -> int: ...
    @property
    def name(self) -> str: ...


def reissued(raw: Any, sealing: Sealing, old: Issued) -> Sealed:
    """The same transactions as the journal has them now: without whoever was erased since.

    It takes the place of `old`, which is to be removed wherever it lies.
    """
    earlier = raw.execute(
        "SELECT id, seq FROM stream WHERE is_mine = 1 AND opened_at <"
        " (SELECT opened_at FROM stream WHERE id = ?)",
        (old.stream,),
    )
    passed = dict(earlier.fetchall())
    draft = _Draft(old.stream, old.first - 1, _chain_at(raw, old.stream, old.first - 1))
    for entry in _entries(raw, old.stream, old.first - 1, old.last):
        draft.add(entry, _erased_by(raw, entry))
    return draft.sealed(sealing, passed, reissue=old.reissue + 1, supersedes=(old.name,))


def _bundles_of(
    raw: Any, sealing: Sealing, stream: str, begin: int, newest: int, passed: dict[str, int]
) -> Iterator[Sealed]:
    draft = _Draft(stream, begin, _chain_at(raw, stream, begin))
    for entry in _entries(raw, stream, begin, newest):
        if draft.is_full_with(entry):
            yield draft.sealed(sealing, passed)
            draft = _Draft(stream, draft.last, draft.chain)
        draft.add(entry, _erased_by(raw, entry))
    if draft.transactions:
        yield draft.sealed(sealing, passed)


class _Draft:
    """A bundle that still takes transactions. Each is proved before it goes in."""

    def __init__(self, stream: str, begin: int, chain: str) -> None:
        self._stream, self._first, self._chain_in = stream, begin + 1, chain
        self.last, self.chain = begin, chain
        self.transactions = self._changes = self._plain = 0
        self._lines: list[bytes] = []

    def is_full_with(self, entry: Entry) -> bool:
        if not self.transactions:
            return False
        full = self._changes + len(entry.ops) > MOST_CHANGES
        return full or self._plain > MOST_LINES

    def add(self, entry: Entry, erased_by: dict[int, str]) -> None:
        facts, ops = entry.facts, entry.proved_ops()
        chain = chain_of(self.chain, header_of(facts), facts["note"], (op.leaf for op in ops))
        whole = (
            entry.seq == self.last + 1
            and len(ops) == facts["ops"]
            and chain == entry.chain
            and all(map(op_holds, ops))
            and note_holds(facts["salt"], facts["about"], facts["reason"], facts["note"])
        )
        if not whole:
            raise HistoryBroken(self.last + 1)
        lines = list(lines_of_entry(entry, erased_by))
        self._lines += lines
        self._plain += sum(map(len, lines))
        if self._plain > MOST_PLAIN // 2:
            raise ActionTooLarge(str(facts["verb"]), len(ops))
        self.last, self.chain = entry.seq, chain
        self.transactions += 1
        self._changes += len(ops)

    def sealed(
        self,
        sealing: Sealing,
        passed: dict[str, int],
        reissue: int = 0,
        supersedes: tuple[str, ...] = (),
    ) -> Sealed:
        """Packed, sealed and signed."""
        header = Header(
            v=VERSION,
            min_reader=VERSION,
            kind=Kind.DELTA,
            hub=sealing.hub,
            dev=sealing.keys.dev,
            key=sealing.keys.public,
            stream=self._stream,
            first=self._first,
            last=self.last,
            n_txn=self.transactions,
            n_ops=self._changes,
            chain_in=self._chain_in,
            chain_out=self.chain,
            size=0,
            sha256="",
            schema_rev=HEAD,
            app=hubdesk.__version__,
            created=sealing.now.astimezone(UTC)
            .isoformat(timespec="seconds")
            .replace("+00:00", "Z"),
            reissue=reissue,
            supersedes=supersedes,
        )
        packing = Packing()
        packing.add(first_line(header, passed | {self._stream: self.last}))
        for line in self._lines:
            packing.add(line)
        packing.add(last_line(self.transactions, self.chain))
        return closed(header, packing.packed(), sealing)


def closed(header: Header, packed: bytes, sealing: Sealing) -> Sealed:
    """Seal packed lines and sign the whole."""
    body = sealed(packed, sealing.recipients)
    if len(body) > MOST_FILE - (1 << 16):
        raise ActionTooLarge("", header.n_ops)
    digest = hashlib.sha256(body).hexdigest()
    return signed(replace(header, size=len(body), sha256=digest), body, sealing.keys.private)


def _entries(raw: Any, stream: str, after: int, last: int) -> Iterator[Entry]:
    """Transactions in their order, a few hundred at a time."""
    cursor = raw.execute(
        f"SELECT {', '.join(TXN)} FROM journal_txn WHERE stream_id = ? AND seq > ? AND seq <= ?"
        " ORDER BY seq, id",
        (stream, after, last),
    )
    look = f"SELECT {', '.join(OP)} FROM journal_op WHERE txn_id = ? ORDER BY i"
    while rows := cursor.fetchmany(500):
        for row in rows:
            ops = raw.execute(look, (row[0],)).fetchall()
            yield Entry(dict(zip(TXN, row, strict=True)), [list(op) for op in ops])


def _erased_by(raw: Any, entry: Entry) -> dict[int, str]:
    """Which transaction took the words of a change away: the first that left the row emptied."""
    found = {}
    for i, tbl, pk, _, _, body, *_ in entry.ops:
        if body is None:
            row = raw.execute(
                "SELECT min(txn_id) FROM journal_op WHERE tbl = ? AND pk = ? AND kind = 'X'",
                (tbl, pk),
            ).fetchone()
            found[i] = row[0] or ""
    return found


def _chain_at(raw: Any, stream: str, seq: int) -> str:
    if not seq:
        return ""
    row = raw.execute(
        "SELECT chain FROM journal_txn WHERE stream_id = ? AND seq = ?", (stream, seq)
    ).fetchone()
    if row is None:
        raise HistoryBroken(seq)
    return str(row[0])


def keep(bundle: Sealed, root: Path) -> Path:
    """Write a bundle below `root`, durably, under its own name. Raises what a disk refuses.

    Cut short it leaves a part that no name of a bundle fits, which `sweep_parts` removes.
    """
    folder = root / bundle.header.folder
    path = folder / bundle.header.name
    part = folder / f"{path.name}.part-{secrets.token_hex(8)}"
    with disk_troubles(root):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("xb") as file:
                file.write(bundle.content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            sync_folder(folder)
        finally:
            let_go(part)
    return path


def sweep_parts(root: Path) -> int:
    """Remove what a process left that ended while it wrote. Nobody may be writing there."""
    with disk_troubles(root):
        parts = [path for path in root.rglob("*.part-*") if _PART.fullmatch(path.suffix)]
        for path in parts:
            path.unlink(missing_ok=True)
    return len(parts)
