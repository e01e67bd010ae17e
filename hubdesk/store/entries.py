"""A sealed transaction as it travels: every fact the journal holds of it, and its changes.

The tail keeps entries, recovery applies them again. A point says how far a stream has come.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hubdesk.store.proof import Op

TXN = (
    *("id", "stream_id", "seq", "hlc", "wall_utc", "app_version", "schema_revision"),
    *("actor_id", "role", "verb", "about", "reason", "undo_of", "ops", "salt", "note", "chain"),
)
OP = ("i", "tbl", "pk", "subject_id", "kind", "body", "salt", "leaf")


@dataclass(frozen=True, slots=True)
class Point:
    """How far a stream has come: its newest transaction and the chain after it."""

    stream: str
    seq: int
    chain: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One sealed transaction. `ops` are rows of the journal in the order of `OP`."""

    facts: dict[str, Any]
    ops: list[list[Any]]

    @property
    def stream(self) -> str:
        return str(self.facts["stream_id"])

    @property
    def seq(self) -> int:
        return int(self.facts["seq"])

    @property
    def chain(self) -> str:
        return str(self.facts["chain"])

    def proved_ops(self) -> list[Op]:
        """The changes as the proof sees them."""
        return [Op(tbl, pk, kind, *rest) for _, tbl, pk, _, kind, *rest in self.ops]

    def as_json(self) -> str:
        facts = [self.facts[name] for name in TXN]
        return json.dumps([facts, self.ops], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Entry:
        facts, ops = json.loads(text)
        return cls(dict(zip(TXN, facts, strict=True)), ops)


def entries_after(raw: Any, stream: str, seq: int) -> Iterator[Entry]:
    """What the journal has after a transaction: the rest of its stream, then of later ones."""
    for later in _streams_from(raw, stream):
        rows = raw.execute(
            f"SELECT {', '.join(TXN)} FROM journal_txn WHERE stream_id = ? AND seq > ?"
            " ORDER BY seq, id",
            (later, seq if later == stream else 0),
        )
        for row in rows.fetchall():
            ops = raw.execute(
                f"SELECT {', '.join(OP)} FROM journal_op WHERE txn_id = ? ORDER BY i", (row[0],)
            )
            yield Entry(dict(zip(TXN, row, strict=True)), [list(op) for op in ops.fetchall()])


def _streams_from(raw: Any, stream: str) -> list[str]:
    """This stream of the computer and those it opened since."""
    rows = raw.execute("SELECT id FROM stream WHERE is_mine = 1 ORDER BY opened_at, id").fetchall()
    mine = [id for (id,) in rows]
    return mine[mine.index(stream) :] if stream in mine else mine[-1:]


def newest_point(raw: Any) -> Point:
    """How far the records have come."""
    return Point(
        *raw.execute(
            "SELECT id, seq, chain FROM stream WHERE is_mine = 1"
            " ORDER BY opened_at DESC, id DESC LIMIT 1"
        ).fetchone()
    )


def point_at(raw: Any, stream: str, seq: int) -> Point | None:
    """The point after a transaction of the journal; None if the journal has not got it."""
    if seq == 0:
        known = raw.execute("SELECT 1 FROM stream WHERE id = ?", (stream,)).fetchone()
        return Point(stream, 0, "") if known else None
    row = raw.execute(
        "SELECT chain FROM journal_txn WHERE stream_id = ? AND seq = ?", (stream, seq)
    ).fetchone()
    return Point(stream, seq, row[0]) if row else None
