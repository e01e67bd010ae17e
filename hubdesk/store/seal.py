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
from hubdesk.store.proof import chain_of, header_of, leaf_of, new_salt, note_of

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
    """One row's change, several statements folded into one."""

    tbl: str
    pk: str
    subject_id: str | None
    kind: str
    new: dict[str, Any]
    old: dict[str, Any]


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
    changes = _folded(rows)
    raw.execute("DELETE FROM captured")
    if not changes and not deed.stands_alone:
        return Sealed("", [])
    txn_id = new_id()
    stream_id, seq, last, chain = raw.execute(
        "SELECT id, seq, hlc, chain FROM stream WHERE is_mine = 1 ORDER BY opened_at DESC LIMIT 1"
    ).fetchone()
    clocks = _clocks_of(raw, changes)
    wall_ms = int(now.timestamp() * 1000)
    base = max(
        (int(c.split(".")[0]) for known in clocks.values() for c in known.values()), default=0
    )
    hlc = next_clock(wall_ms, last, base)
    leaves = _write_ops(raw, txn_id, f"{hlc}.{txn_id[-12:]}", changes, clocks)
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
        "ops": len(changes),
    }
    salt, about = new_salt(), _json(deed.about)
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
    return Sealed(txn_id, changes)


def _folded(rows: list[tuple[str, str, str | None, str, str, str]]) -> list[Change]:
    """One change a row, in the order of their first statement; what changed nothing is left out."""
    found: dict[tuple[str, str], Change] = {}
    for tbl, pk, subject_id, kind, new_json, old_json in rows:
        new, old = json.loads(new_json), json.loads(old_json)
        before = found.get((tbl, pk))
        if before is None or kind == "X":  # an erasure holds the whole row, as it left it
            found[tbl, pk] = Change(tbl, pk, subject_id, kind, new, old)
        else:
            before.new.update(new)
            for column, value in old.items():
                before.old.setdefault(column, value)
    kept = []
    for change in found.values():
        if change.kind == "U":
            for column in [c for c, value in change.new.items() if change.old.get(c) == value]:
                del change.new[column], change.old[column]
            if not change.new:
                continue
        else:
            change.old.clear()
        kept.append(change)
    return kept


def _clocks_of(raw: Any, changes: list[Change]) -> dict[tuple[str, str], dict[str, str]]:
    found = {}
    for change in changes:
        if change.kind == "U":
            row = raw.execute(
                "SELECT clocks FROM row_clock WHERE tbl = ? AND pk = ?", (change.tbl, change.pk)
            ).fetchone()
            found[change.tbl, change.pk] = json.loads(row[0]) if row else {}
    return found


def _write_ops(
    raw: Any,
    txn_id: str,
    stamp: str,
    changes: list[Change],
    clocks: dict[tuple[str, str], dict[str, str]],
) -> list[str]:
    """Write the changes down. Answers with what proves each of them."""
    ops, marks, leaves = [], [], []
    for i, change in enumerate(changes):
        body: dict[str, Any] = {"v": change.new}
        known = {"_": stamp}
        if change.kind == "U":
            known = clocks[change.tbl, change.pk]
            body["p"] = change.old
            body["b"] = {c: known.get(c, known.get("_", "")) for c in change.new}
            known.update(dict.fromkeys(change.new, stamp))
        text, salt = _json(body), new_salt()
        leaves.append(leaf_of(salt, change.tbl, change.pk, change.kind, text))
        what = (change.tbl, change.pk, change.subject_id, change.kind, text)
        ops.append((txn_id, i, *what, salt, leaves[-1]))
        marks.append((change.tbl, change.pk, _json(known)))
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


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _utc(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
