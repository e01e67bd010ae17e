"""Applying sealed transactions again, as they were: rows, journal, clocks and all that is folded.

Nothing here is captured: the journal gets the transactions that were sealed, with their own ids,
people and times. Each is proved before it is applied, against the chain of the one before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, NamedTuple

from hubdesk.errors.safety import HistoryBroken
from hubdesk.ids import CODE_LENGTH, read_code
from hubdesk.models import Base
from hubdesk.models.loan_standing import standing_of
from hubdesk.store import search_index
from hubdesk.store.capture import journalled_columns, journalled_tables
from hubdesk.store.entries import OP, TXN, Entry, newest_point
from hubdesk.store.proof import START, chain_of, header_of, note_holds, op_holds
from hubdesk.store.seal import Change, kept_clock

# Tables with columns the journal leaves out; a test counts them.
FOLDED = frozenset(("loan",))  # folded from other rows, and folded again here
BEGUN_AGAIN = frozenset(("erasure",))  # back to its default: what it notes is done once more
A_COMMIT = 200  # transactions applied in one commit; cut short, the rest follows at the next start


def apply_again(raw: Any, entries: Iterable[Entry]) -> int:
    """Apply transactions that follow the newest of the records. Answers with how many.

    HistoryBroken, with all before it applied, if one does not prove itself or does not follow.
    """
    done = 0
    waiting: list[Entry] = []
    for entry in entries:
        waiting.append(entry)
        if len(waiting) == A_COMMIT:
            done += _apply(raw, waiting)
            waiting = []
    return done + _apply(raw, waiting)


def _apply(raw: Any, entries: list[Entry]) -> int:
    if not entries:
        return 0
    raw.execute("BEGIN IMMEDIATE")
    try:
        raw.execute("PRAGMA defer_foreign_keys = ON")  # two changes of one row were folded into one
        raw.execute("UPDATE capturing SET mode = 'apply'")
        broken, done = None, 0
        changes: dict[tuple[str, str], Change] = {}
        for entry in entries:
            try:
                _check(raw, entry)
            except HistoryBroken as error:
                broken = error
                break
            for change in _write(raw, entry):
                changes[change.tbl, change.pk] = change
            done += 1
        _fold(raw, changes.values())
        search_index.refresh(raw, changes.values())
        raw.execute("UPDATE capturing SET mode = 'capture'")
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise
    if broken is not None:
        raise broken
    return done


def _check(raw: Any, entry: Entry) -> None:
    """HistoryBroken unless the transaction is the next one, whole and as it was sealed."""
    here = newest_point(raw)
    follows = (entry.stream, entry.seq) == (here.stream, here.seq + 1)
    opens = entry.stream != here.stream and entry.seq == 1
    before = here.chain if follows else START
    ops = entry.proved_ops()
    chain = chain_of(before, header_of(entry.facts), entry.facts["note"], (op.leaf for op in ops))
    facts = entry.facts
    whole = (
        len(ops) == facts["ops"]
        and all(map(op_holds, ops))
        and note_holds(facts["salt"], facts["about"], facts["reason"], facts["note"])
    )
    if not (follows or opens) or chain != entry.chain or not whole:
        raise HistoryBroken(entry.seq)


def _write(raw: Any, entry: Entry) -> list[Change]:
    """The journal's rows and the changes themselves."""
    facts = entry.facts
    raw.execute(
        f"INSERT INTO journal_txn ({', '.join(TXN)}) VALUES ({', '.join('?' * len(TXN))})",
        tuple(facts[name] for name in TXN),
    )
    raw.executemany(
        f"INSERT INTO journal_op (txn_id, {', '.join(OP)}) VALUES (?, {', '.join('?' * len(OP))})",
        [(facts["id"], *op) for op in entry.ops],
    )
    _move_stream(raw, entry)
    stamp = f"{facts['hlc']}.{facts['id'][-12:]}"
    changes = []
    for _, tbl, pk, subject_id, kind, body, *_ in entry.ops:
        if body is None:
            continue  # of somebody erased since: the row as it was left comes with that
        values = json.loads(body)["v"]
        put_row(raw, tbl, pk, values)
        _stamp(raw, tbl, pk, kind, values, stamp)
        changes.append(Change(tbl, pk, subject_id, kind, frozenset(values)))
        for value in values.values():
            count_past(raw, value)
    return changes


def _move_stream(raw: Any, entry: Entry) -> None:
    facts = entry.facts
    row = raw.execute("SELECT hlc FROM stream WHERE id = ?", (entry.stream,)).fetchone()
    if row is None:
        row = raw.execute("SELECT max(hlc) FROM stream WHERE is_mine = 1").fetchone()
        raw.execute(
            "INSERT INTO stream (id, desk_number, is_mine, opened_at)"
            " SELECT ?, desk_number, 1, ? FROM stream WHERE is_mine = 1 LIMIT 1",
            (entry.stream, facts["wall_utc"]),
        )
    raw.execute(
        "UPDATE stream SET seq = ?, hlc = ?, chain = ? WHERE id = ?",
        (entry.seq, kept_clock(facts["hlc"], facts["wall_utc"], row[0]), entry.chain, entry.stream),
    )


def put_row(raw: Any, tbl: str, pk: str, values: dict[str, Any]) -> None:
    """Insert a row or set some of its columns. What a frame does not know keeps its default.

    LookupError for a table that is not ours: nothing of a frame becomes part of a statement.
    """
    columns = _columns()[tbl]
    names = [name for name in values if name in columns]
    there = raw.execute(f"SELECT 1 FROM {tbl} WHERE id = ?", (pk,)).fetchone()
    if there is None:
        marks = ", ".join("?" * (len(names) + 1))
        raw.execute(
            f"INSERT INTO {tbl} ({', '.join(['id', *names])}) VALUES ({marks})",
            (pk, *(values[name] for name in names)),
        )
    elif names:
        raw.execute(
            f"UPDATE {tbl} SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?",
            (*(values[name] for name in names), pk),
        )


def _columns() -> dict[str, frozenset[str]]:
    return {table.name: frozenset(journalled_columns(table)) for table in journalled_tables()}


def _stamp(raw: Any, tbl: str, pk: str, kind: str, values: dict[str, Any], stamp: str) -> None:
    known = {"_": stamp}
    if kind == "U":
        row = raw.execute(
            "SELECT clocks FROM row_clock WHERE tbl = ? AND pk = ?", (tbl, pk)
        ).fetchone()
        known = json.loads(row[0]) if row else {}
        known.update(dict.fromkeys(values, stamp))
    text = json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    raw.execute(
        "INSERT INTO row_clock (tbl, pk, clocks) VALUES (?,?,?)"
        " ON CONFLICT DO UPDATE SET clocks = excluded.clocks",
        (tbl, pk, text),
    )


def count_past(raw: Any, value: Any) -> None:
    """A number this desk printed is never given out again."""
    code = read_code(value) if isinstance(value, str) and len(value) == CODE_LENGTH else None
    if code is not None:
        raw.execute(
            "INSERT INTO counter (id, next) SELECT ?, ? WHERE EXISTS"
            " (SELECT 1 FROM stream WHERE is_mine = 1 AND desk_number = ?)"
            " ON CONFLICT DO UPDATE SET next = max(next, excluded.next)",
            (code.kind.value, code.number + 1, code.desk),
        )


class _Event(NamedTuple):
    kind: str
    happened_at: str
    due_on: str | None
    missing: str
    item: str


def _fold(raw: Any, changes: Iterable[Change]) -> None:
    """Fold again the loans that were touched, or whose events were."""
    loans: dict[str, None] = {}
    for change in changes:
        if change.tbl == "loan":
            loans[change.pk] = None
        elif change.tbl == "loan_event":
            row = raw.execute("SELECT loan_id FROM loan_event WHERE id = ?", (change.pk,))
            loans.update(dict.fromkeys(row.fetchone()))
    fold_loans(raw, loans)


def fold_loans(raw: Any, loans: Iterable[str]) -> None:
    """Make the folded columns of loans say what their events add up to."""
    for loan_id in loans:
        row = raw.execute(
            "SELECT due_first_on, deleted FROM loan WHERE id = ?", (loan_id,)
        ).fetchone()
        if row is None:
            continue
        events = raw.execute(
            f"SELECT {', '.join(_Event._fields)} FROM loan_event"
            " WHERE loan_id = ? AND deleted = 0 ORDER BY happened_at, id",
            (loan_id,),
        )
        found = standing_of(row[0], map(_Event._make, events.fetchall()), taken_back=bool(row[1]))
        columns = asdict(found)
        raw.execute(
            f"UPDATE loan SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?",
            (*columns.values(), loan_id),
        )


def tables_with_local_columns() -> frozenset[str]:
    """Journalled tables with columns that the journal leaves out."""
    return frozenset(
        table.name
        for table in Base.metadata.sorted_tables
        if "local" not in table.info and any("local" in column.info for column in table.columns)
    )
