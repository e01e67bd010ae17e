"""How transactions of the journal stand in the lines of a bundle, and how they are read back.

A line holds a transaction with its changes; one with very many goes on in the lines after it.
What can be worked out again is left out: the leaf of a change and the note of a transaction follow
from their salts, and the chain from all of them. They stand there only for what was erased.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from hubdesk.errors.bundles import ActionTooLarge
from hubdesk.store.entries import OP, TXN, Entry
from hubdesk.store.proof import chain_of, header_of, leaf_of, note_of
from hubdesk.sync.body import MOST_LINE
from hubdesk.sync.container import Header
from hubdesk.sync.strict_json import written

# `hlc` is a count of 62 bits, which a number of I-JSON cannot be.
FACTS: Final = tuple(name for name in TXN if name not in ("stream_id", "note", "chain"))
CHANGE: Final = ("tbl", "pk", "subject", "kind", "body", "salt")
ERASED: Final = ("tbl", "pk", "kind", "x", "by", "leaf")
MOST_OPS: Final = 20_000  # changes of one transaction
_ROOM: Final = 256  # bytes of a line besides its changes


def first_line(header: Header, deps: dict[str, int]) -> bytes:
    """What repeats the head inside, so that nobody can sign our sealed body as their own."""
    manifest = {
        "stream": header.stream,
        "first": header.first,
        "last": header.last,
        "key": header.key,
        "deps": deps,
        "want": [],
        "digest": "",
    }
    return written(manifest).encode()


def last_line(transactions: int, chain: str) -> bytes:
    return written({"end": transactions, "chain": chain}).encode()


def lines_of_entry(entry: Entry, erased_by: dict[int, str]) -> Iterator[bytes]:
    """The lines of one transaction. `erased_by` names what took away a change, by its number.

    Raises ActionTooLarge.
    """
    if len(entry.ops) > MOST_OPS:
        raise _too_large(entry)
    facts = {name: entry.facts[name] for name in FACTS}
    facts["hlc"] = str(facts["hlc"])
    if facts["salt"] is None:
        facts["note"] = entry.facts["note"]
    begun = '{"txn":' + written(facts) + ',"changes":['
    size, changes = len(begun.encode()) + _ROOM, list[str]()
    for op in entry.ops:
        change = _change(op, erased_by)
        size += len(change.encode()) + 1
        if size > MOST_LINE and changes:
            yield _line(begun, changes)
            begun, changes = '{"more":[', []
            size = len(change.encode()) + _ROOM
        if size > MOST_LINE:
            raise _too_large(entry)
        changes.append(change)
    if size > MOST_LINE:
        raise _too_large(entry)
    yield _line(begun, changes)


def _line(begun: str, changes: list[str]) -> bytes:
    return (begun + ",".join(changes) + "]}").encode()


def _change(op: list[Any], erased_by: dict[int, str]) -> str:
    i, tbl, pk, subject, kind, body, salt, leaf = op
    if body is None:
        by = erased_by.get(i, "")
        return written(dict(zip(ERASED, (tbl, pk, kind, subject, by, leaf), strict=True)))
    return written(dict(zip(CHANGE, (tbl, pk, subject, kind, body, salt), strict=True)))


def _too_large(entry: Entry) -> ActionTooLarge:
    return ActionTooLarge(str(entry.facts["verb"]), len(entry.ops))


def entry_of(
    stream: str, facts: dict[str, Any], changes: list[dict[str, Any]], before: str
) -> Entry:
    """The transaction as the journal keeps it, all proofs worked out again. Facts were checked."""
    ops = [_op(i, change) for i, change in enumerate(changes)]
    whole = facts | {"stream_id": stream, "hlc": int(facts["hlc"])}
    if whole["salt"] is not None:
        whole["note"] = note_of(whole["salt"], whole["about"], whole["reason"])
    whole["chain"] = chain_of(before, header_of(whole), whole["note"], (op[-1] for op in ops))
    return Entry({name: whole[name] for name in TXN}, ops)


def _op(i: int, change: dict[str, Any]) -> list[Any]:
    tbl, pk, kind = change["tbl"], change["pk"], change["kind"]
    if "leaf" in change:
        return [i, tbl, pk, change["x"], kind, None, None, change["leaf"]]
    body, salt = change["body"], change["salt"]
    leaf = leaf_of(salt, tbl, pk, kind, body)
    return [i, tbl, pk, change["subject"], kind, body, salt, leaf]


assert len(OP) == len(CHANGE) + 2  # number and leaf besides
