"""What proves the journal: a salted hash of each change, and a chain over the transactions.

    leaf  = H(salt, table, row, kind, body)       of each change
    note  = H(salt, about, reason)                of what a transaction says in words
    chain = H(chain before, who and when, note, every leaf)

A change that is erased loses its body and its salt and keeps its leaf, so the chain still holds
and nobody can guess what stood there. H is SHA-256; the shape follows transparency logs (RFC 9162
keeps leaves apart from the tree in the same way).
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

_SALT = 16  # bytes
START = ""  # the chain before the first transaction of a stream
_HEADER = (
    *("id", "stream_id", "seq", "hlc", "wall_utc", "app_version", "schema_revision"),
    *("actor_id", "role", "verb", "undo_of", "ops"),
)


class Op(NamedTuple):
    """A change as it is proved. Without `body` and `salt` it was erased."""

    tbl: str
    pk: str
    kind: str
    body: str | None
    salt: str | None
    leaf: str


@dataclass(frozen=True, slots=True)
class Proof:
    """How far a stream was proved. `fault` is empty when all of it holds."""

    stream_id: str
    seq: int
    chain: str
    ops: int
    erased: int
    fault: str = ""

    @property
    def holds(self) -> bool:
        return not self.fault


def new_salt() -> str:
    """128 random bits: without them the hash of a short value could be guessed."""
    return new_salts(1)[0]


def new_salts(many: int) -> list[str]:
    """As many salts, out of one piece of randomness."""
    drawn = secrets.token_bytes(_SALT * many)
    return [_text(drawn[at : at + _SALT]) for at in range(0, len(drawn), _SALT)]


def leaf_of(salt: str, tbl: str, pk: str, kind: str, body: str) -> str:
    """What proves one change."""
    return _hash(salt, tbl, pk, kind, body)


def note_of(salt: str, about: str, reason: str) -> str:
    """What proves the words of a transaction."""
    return _hash(salt, about, reason)


def chain_of(before: str, header: Sequence[Any], note: str, leaves: Iterable[str]) -> str:
    """The chain after a transaction. `header` is its facts in the order of the journal."""
    return _hash(before, *header, note, *leaves)


def header_of(facts: dict[str, Any]) -> list[Any]:
    """The facts of a transaction that the chain holds, in their fixed order."""
    return [facts[name] or "" for name in _HEADER]


def prove(raw: Any, stream_id: str) -> Proof:
    """Read one stream from its start and prove every transaction and change, or name the fault.

    `raw` is a DBAPI connection. Notices a changed, missing, added or moved change; a transaction
    that is missing, doubled or out of place; and words that are not the ones that were sealed.
    """
    chain, seq, ops, erased = START, 0, 0, 0
    for facts, note, salt, about, reason, kept in _transactions(raw, stream_id):
        fault = ""
        rows = _ops(raw, facts["id"])
        if facts["seq"] != seq + 1:
            fault = f"transaction {seq + 1} is missing"
        elif len(rows) != facts["ops"]:
            fault = f"transaction {facts['seq']} has lost or gained a change"
        elif not note_holds(salt, about, reason, note):
            fault = f"the words of transaction {facts['seq']} were changed"
        else:
            fault = next((f"{op.tbl} {op.pk} was changed" for op in rows if not op_holds(op)), "")
        chain = chain_of(chain, header_of(facts), note, (op.leaf for op in rows))
        if not fault and chain != kept:
            fault = f"transaction {facts['seq']} is not the one that was sealed"
        if fault:
            return Proof(stream_id, seq, chain, ops, erased, fault)
        seq, ops = facts["seq"], ops + len(rows)
        erased += sum(op.body is None for op in rows)
    end = raw.execute("SELECT seq, chain FROM stream WHERE id = ?", (stream_id,)).fetchone()
    fault = "" if tuple(end) == (seq, chain) else f"transaction {seq + 1} is missing"
    return Proof(stream_id, seq, chain, ops, erased, fault)


def prove_all(raw: Any) -> list[Proof]:
    """Every stream the records hold."""
    ids = raw.execute("SELECT id FROM stream ORDER BY opened_at, id").fetchall()
    return [prove(raw, stream_id) for (stream_id,) in ids]


def seal_old(raw: Any) -> None:
    """Give transactions that were sealed before there were proofs the ones they would have had."""
    for (stream_id,) in raw.execute("SELECT id FROM stream").fetchall():
        chain = START
        for facts, _note, _salt, about, reason, _chain in _transactions(raw, stream_id):
            leaves = []
            for i, op in enumerate(_ops(raw, facts["id"])):
                salt = new_salt()
                leaves.append(leaf_of(salt, op.tbl, op.pk, op.kind, op.body or ""))
                raw.execute(
                    "UPDATE journal_op SET salt = ?, leaf = ? WHERE txn_id = ? AND i = ?",
                    (salt, leaves[-1], facts["id"], i),
                )
            salt = new_salt()
            note = note_of(salt, about, reason)
            chain = chain_of(chain, header_of(facts), note, leaves)
            raw.execute(
                "UPDATE journal_txn SET salt = ?, note = ?, chain = ? WHERE id = ?",
                (salt, note, chain, facts["id"]),
            )
        raw.execute("UPDATE stream SET chain = ? WHERE id = ?", (chain, stream_id))


def op_holds(op: Op) -> bool:
    """Whether a change is the one that was sealed, or was erased since."""
    if op.body is None or op.salt is None:
        return op.body is None and op.salt is None  # erased: the leaf is all that is left
    return leaf_of(op.salt, op.tbl, op.pk, op.kind, op.body) == op.leaf


def note_holds(salt: str | None, about: str, reason: str, note: str) -> bool:
    """Whether the words of a transaction are those that were sealed, or were erased since."""
    if salt is None:
        return not about and not reason  # erased with the person it spoke of
    return note_of(salt, about, reason) == note


def _transactions(
    raw: Any, stream_id: str
) -> Iterator[tuple[dict[str, Any], str, str | None, str, str, str]]:
    """The transactions of a stream in their order, fetched in portions."""
    cursor = raw.execute(
        f"SELECT {', '.join(_HEADER)}, note, salt, about, reason, chain FROM journal_txn"
        " WHERE stream_id = ? ORDER BY seq, id",
        (stream_id,),
    )
    width = len(_HEADER)
    while rows := cursor.fetchmany(500):
        for row in rows:
            note, salt, about, reason, chain = row[width:]
            yield dict(zip(_HEADER, row, strict=False)), note, salt, about, reason, chain


def _ops(raw: Any, txn_id: str) -> list[Op]:
    rows = raw.execute(
        "SELECT tbl, pk, kind, body, salt, leaf FROM journal_op WHERE txn_id = ? ORDER BY i",
        (txn_id,),
    )
    return [Op(*row) for row in rows.fetchall()]


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _hash(*parts: Any) -> str:
    """SHA-256 over a JSON list, so that no two lists of parts read alike."""
    text = _ENCODER.encode(parts)
    return _text(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())


def _text(some: bytes) -> str:
    return base64.urlsafe_b64encode(some).decode("ascii").rstrip("=")
