"""Sealing: what the triggers captured becomes one transaction of the journal, just before commit.

The seal says who, in which role, by which verb and why, gives the transaction its place in this
desk's stream and its clock, and empties the capture. It runs in the write engine's commit, so
that nothing can be saved without it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import hubdesk
from hubdesk.ids import new_id
from hubdesk.store.proof import chain_of, header_of, leaf_of, new_salts, note_of

DAY_AHEAD = 24 * 60 * 60 * 1000 << 16


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does what, told to the seal before the first change."""

    verb: str = "unattributed"
    about: dict[str, Any] = field(default_factory=dict)
    actor_id: str = ""
    role: str = ""
    reason: str = ""
    undo_of: str | None = None
    stands_alone: bool = False  # sealed even when no row changed


@dataclass(frozen=True, slots=True)
class Change:
    """One row's change, several statements folded into one. `columns` are those an edit changed."""

    tbl: str
    pk: str
    subject_id: str | None
    kind: str
    columns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one seal wrote: the transaction's id (empty if nothing changed) and the changes."""

    txn_id: str
    changes: list[Change]


def next_clock(wall_ms: int, last: int, base: int) -> int:
    """The clock of a new transaction: after the wall, the last one and what it overwrites."""
    return max(wall_ms << 16, last + 1, base + 1)


def kept_clock(hlc: int, wall_utc: str, last: int) -> int:
    """The clock a stream keeps: a stamp from the far future orders its own change alone."""
    wall = int(datetime.fromisoformat(wall_utc).timestamp() * 1000) << 16
    return hlc if hlc <= wall + DAY_AHEAD else max(last, wall)


def seal(raw: Any, deed: Deed, now: datetime, revision: str) -> Sealed:
    """Turn what was captured on the DBAPI connection `raw` into a journal transaction."""
    rows = raw.execute(
        "SELECT tbl, pk, subject_id, kind, new_json, old_json FROM captured ORDER BY id"
    ).fetchall()
    if not rows and not deed.stands_alone:
        return Sealed("", [])
    folded = _folded(rows)
    raw.execute("DELETE FROM captured")
    if not folded and not deed.stands_alone:
        return Sealed("", [])
    txn_id = new_id()
    stream_id, seq, last, chain = raw.execute(
        "SELECT id, seq, hlc, chain FROM stream WHERE is_mine = 1 ORDER BY opened_at DESC LIMIT 1"
    ).fetchone()
    clocks = _clocks_of(raw, folded)
    wall_ms = int(now.timestamp() * 1000)
    base = max(
        (int(c.split(".")[0]) for known in clocks.values() for c in known.values()), default=0
    )
    hlc = next_clock(wall_ms, last, base)
    leaves = _write_ops(raw, txn_id, f"{hlc}.{txn_id[-12:]}", folded, clocks)
    facts = {
        "id": txn_id,
        "stream_id": stream_id,
        "seq": seq + 1,
        "hlc": hlc,
        "wall_utc": _utc(now),
        "app_version": hubdesk.__version__,
        "schema_revision": revision,
        "actor_id": deed.actor_id,
        "role": deed.role,
        "verb": deed.verb,
        "undo_of": deed.undo_of,
        "ops": len(folded),
    }
    (salt,), about = new_salts(1), _json(deed.about)
    note = note_of(salt, about, deed.reason)
    chain = chain_of(chain, header_of(facts), note, leaves)
    facts |= {"about": about, "reason": deed.reason, "salt": salt, "note": note, "chain": chain}
    raw.execute(
        "UPDATE stream SET seq = ?, hlc = ?, chain = ? WHERE id = ?",
        (seq + 1, kept_clock(hlc, facts["wall_utc"], last), chain, stream_id),
    )
    raw.execute(
        f"INSERT INTO journal_txn ({', '.join(facts)}) VALUES ({', '.join('?' * len(facts))})",
        tuple(facts.values()),
    )
    return Sealed(txn_id, [_change(row) for row in folded])


@dataclass(slots=True)
class _Row:
    """What was captured of one row. The text of a row seen once goes on as the trigger wrote it:
    to read a thousand new rows and write them again is half the work of a seal."""

    tbl: str
    pk: str
    subject_id: str | None
    kind: str
    text: str
    new: dict[str, Any] | None = None
    old: dict[str, Any] = field(default_factory=dict)

    def read(self) -> dict[str, Any]:
        if self.new is None:
            self.new = json.loads(self.text)
        return self.new


def _change(row: _Row) -> Change:
    columns = frozenset(row.read()) if row.kind == "U" else frozenset[str]()
    return Change(row.tbl, row.pk, row.subject_id, row.kind, columns)


def _folded(rows: list[tuple[str, str, str | None, str, str, str]]) -> list[_Row]:
    """One change a row, in the order of their first statement; what changed nothing is left out."""
    found: dict[tuple[str, str], _Row] = {}
    for tbl, pk, subject_id, kind, new_json, old_json in rows:
        before = found.get((tbl, pk))
        if before is None or kind == "X":  # an erasure holds the whole row, as it left it
            found[tbl, pk] = row = _Row(tbl, pk, subject_id, kind, new_json)
            if kind == "U":
                row.old = json.loads(old_json)
        else:
            before.read().update(json.loads(new_json))
            if before.kind == "U":
                for column, value in json.loads(old_json).items():
                    before.old.setdefault(column, value)
    return [row for row in found.values() if row.kind != "U" or _differs(row)]


def _differs(row: _Row) -> bool:
    """Whether an edit left anything other than it was. Columns that came back are left out."""
    new = row.read()
    for column in [c for c, value in new.items() if row.old.get(c) == value]:
        del new[column], row.old[column]
    return bool(new)


def _clocks_of(raw: Any, rows: list[_Row]) -> dict[tuple[str, str], dict[str, str]]:
    found = {}
    for row in rows:
        if row.kind == "U":
            kept = raw.execute(
                "SELECT clocks FROM row_clock WHERE tbl = ? AND pk = ?", (row.tbl, row.pk)
            ).fetchone()
            found[row.tbl, row.pk] = json.loads(kept[0]) if kept else {}
    return found


def _write_ops(
    raw: Any,
    txn_id: str,
    stamp: str,
    rows: list[_Row],
    clocks: dict[tuple[str, str], dict[str, str]],
) -> list[str]:
    """Write the changes down. Answers with what proves each of them."""
    ops, marks, leaves = [], [], []
    begun = _json({"_": stamp})
    for i, (row, salt) in enumerate(zip(rows, new_salts(len(rows)), strict=True)):
        mark = begun
        if row.kind == "U":
            known, new = clocks[row.tbl, row.pk], row.read()
            base = {c: known.get(c, known.get("_", "")) for c in new}
            text = _json({"v": new, "p": row.old, "b": base})
            mark = _json(known | dict.fromkeys(new, stamp))
        else:
            text = f'{{"v":{row.text if row.new is None else _json(row.new)}}}'
        leaves.append(leaf_of(salt, row.tbl, row.pk, row.kind, text))
        ops.append((txn_id, i, row.tbl, row.pk, row.subject_id, row.kind, text, salt, leaves[-1]))
        marks.append((row.tbl, row.pk, mark))
    raw.executemany(
        "INSERT INTO journal_op (txn_id, i, tbl, pk, subject_id, kind, body, salt, leaf)"
        " VALUES (?,?,?,?,?,?,?,?,?)",
        ops,
    )
    raw.executemany(
        "INSERT INTO row_clock (tbl, pk, clocks) VALUES (?,?,?)"
        " ON CONFLICT DO UPDATE SET clocks = excluded.clocks",
        marks,
    )
    return leaves


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _json(value: Any) -> str:
    return _ENCODER.encode(value)


def _utc(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
