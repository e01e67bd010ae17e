"""Erasing a person from every place the store keeps: rows, journal, clocks, drafts, freed pages.

Rows stay, so that counts stay true, but hold nothing of the person: a column says by itself that
it stays, and all others are emptied. Changes of the journal lose body and salt and keep their
leaf, so the chain still proves. Each row that lost a change gets one of the kind X, which holds
what is left of it: the tables can still be made again from the journal.

`raw` is a DBAPI connection, in the transaction that the erasure is sealed in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.dialects import sqlite

from hubdesk.models.base import free_texts
from hubdesk.models.linking import linked_to
from hubdesk.models.naming import Named
from hubdesk.models.person import one_word
from hubdesk.models.staff import WHO_LEFT
from hubdesk.store.capture import journalled_columns, journalled_tables
from hubdesk.store.erasing_quotes import take_out_quotes, told_by

ASKED = ("erase", "let go", "forgotten")  # by what a transaction takes words away for good
SOMEBODY = "somebody"  # stands where a name stood in a note about a thing
SEARCHES = ("person_fts", "device_fts", "word_fts")
_GONE = frozenset(("person", "code_of"))  # rows that nobody should meet again
_NAMES = ("display_name", "phone", "phone_key", "email")
Row = tuple[str, str]  # table and id
# What is emptied of a row whose time is over.
_FORGOTTEN_BY = {
    "presence": "person_id = NULL, visitor = ''",
    "breach": "what = '', contained = '', decision = ''",
    "account": f"name = '{WHO_LEFT}'",
    "shift": "note = ''",
    "staff_check": "number = ''",
    "complaint": "about = '', finding = ''",
    "story": "who = '', text = '', work = '', link = ''",
}


def erase(raw: Any, ids: Iterable[str]) -> None:
    """Erase the people of these ids. Doing it twice changes nothing the second time."""
    whom = sorted(ids)
    names, alone = _names_of(raw, whom)
    told = told_by(raw, whom)
    linked = _linked(raw, whom) if alone else {}  # before the links are emptied
    raw.create_function("names_them", 1, Named(names))
    raw.create_function("calls_them", 1, Named((), alone))
    raw.execute("UPDATE capturing SET mode = 'erase' WHERE id = 'mode'")
    touched: set[Row] = set()
    for table in journalled_tables():
        if table.info["subject"] and not table.info.get("sealed"):
            touched |= _empty(raw, table, whom)
        elif not table.info["subject"]:
            if names:
                touched |= _unname(raw, table, Named(names), "names_them({})")
            if here := linked.get(table.name):
                touched |= _unname(raw, table, Named((), alone), "calls_them({})", here)
    touched |= _redact_about(raw, whom) | take_out_quotes(raw, told)
    _redact_notes(raw, whom)
    for name, here in linked.items():
        _redact_notes_on(raw, name, here)
    _drop_drafts(raw, whom)
    _capture(raw, touched)
    for knows in ("names_them", "calls_them"):
        raw.create_function(knows, 1, None)  # or the connection would go on knowing them
    raw.execute("UPDATE capturing SET mode = 'capture' WHERE id = 'mode'")


def let_go_of_concerns(raw: Any, ids: Iterable[str]) -> None:
    """Empty what was sealed, and take it and whom it was about out of the journal."""
    which = json.dumps(sorted(ids))
    blank = "sealed = '', sealed_to = '', person_id = NULL, is_shown = 0"
    raw.execute("UPDATE capturing SET mode = 'erase' WHERE id = 'mode'")
    raw.execute(f"UPDATE concern SET {blank} WHERE {_one_of('id')}", (which,))
    ops = f"tbl = 'concern' AND {_one_of('pk')} AND kind <> 'X'"
    touched = _redact(raw, ops, (which,))
    raw.execute(f"UPDATE journal_op SET subject_id = NULL WHERE {ops}", (which,))
    _capture(raw, touched)
    raw.execute("UPDATE capturing SET mode = 'capture' WHERE id = 'mode'")


def forget(raw: Any, rows: Iterable[Row]) -> None:
    """Empty what tells who it was, or what happened, and take it out of the journal.

    The rows stay, so that counts stay true. Of whom a name of the staff is, it goes from notes;
    of people whose record was taken back it does not, since it may be somebody's who is here.
    """
    by_table: dict[str, list[str]] = {}
    for name, pk in rows:
        by_table.setdefault(name, []).append(pk)
    raw.execute("UPDATE capturing SET mode = 'erase' WHERE id = 'mode'")
    touched: set[Row] = set()
    if people := by_table.pop("person", None):
        touched |= _empty_all(raw, sorted(people))
    if accounts := by_table.get("account"):
        touched |= _unname_staff(raw, json.dumps(sorted(accounts)))
    for name, ids in sorted(by_table.items()):
        touched |= _blank(raw, name, "id", json.dumps(sorted(ids)))
    _capture(raw, touched)
    raw.execute("UPDATE capturing SET mode = 'capture' WHERE id = 'mode'")


def _empty_all(raw: Any, ids: Sequence[str]) -> set[Row]:
    """Empty every row about these people. Their names stay where things are written about."""
    raw.create_function("names_them", 1, Named(()))
    touched: set[Row] = set()
    for table in journalled_tables():
        if table.info["subject"] and not table.info.get("sealed"):
            touched |= _empty(raw, table, ids)
    touched |= _redact_about(raw, ids)
    _redact_notes(raw, ids)
    _drop_drafts(raw, ids)
    raw.create_function("names_them", 1, None)
    return touched


def _blank(raw: Any, name: str, column: str, which: str) -> set[Row]:
    """Empty what these rows of a table are forgotten by, and redact what was said of them."""
    raw.execute(f"UPDATE {name} SET {_FORGOTTEN_BY[name]} WHERE {_one_of(column)}", (which,))
    rows = f"(SELECT id FROM {name} WHERE {_one_of(column)})"
    ops = f"tbl = '{name}' AND pk IN {rows} AND kind <> 'X'"
    touched = _redact(raw, ops, (which,))
    if name == "presence":  # it is about nobody any more
        raw.execute(f"UPDATE journal_op SET subject_id = NULL WHERE {ops}", (which,))
    raw.execute(  # a visitor's name stands there, too
        "UPDATE journal_txn SET about = '', reason = '', salt = NULL WHERE salt IS NOT NULL"
        f" AND id IN (SELECT txn_id FROM journal_op WHERE {ops}) AND NOT EXISTS"
        " (SELECT 1 FROM journal_op o WHERE o.txn_id = journal_txn.id AND o.body IS NOT NULL)",
        (which,),
    )
    return touched


def _unname_staff(raw: Any, which: str) -> set[Row]:
    """Take the names of these accounts out of notes, of what was said, and of their own rows."""
    bodies = raw.execute(
        f"SELECT body FROM journal_op WHERE tbl = 'account' AND {_one_of('pk')} AND body NOT NULL",
        (which,),
    ).fetchall()
    changes = [json.loads(body) for (body,) in bodies]
    was = {facts.get("name") for one in changes for facts in (one.get("p", {}), one.get("v", {}))}
    now = raw.execute(f"SELECT name FROM account WHERE {_one_of('id')}", (which,)).fetchall()
    known = {name for name in (*was, *(name for (name,) in now)) if name and " " in name}
    names = Named(sorted(known, key=len, reverse=True))
    touched: set[Row] = set()
    for name in ("shift", "staff_check"):
        touched |= _blank(raw, name, "account_id", which)
    raw.create_function("names_them", 1, names)
    for table in journalled_tables() if known else ():
        if not table.info["subject"]:
            touched |= _unname(raw, table, names, "names_them({})")
    mine = f"tbl = 'account' AND {_one_of('pk')} OR tbl = 'account_role'"
    mine += f" AND pk IN (SELECT id FROM account_role WHERE {_one_of('account_id')})"
    raw.execute(
        "UPDATE journal_txn SET about = '', reason = '', salt = NULL WHERE salt IS NOT NULL"
        " AND (names_them(about) OR names_them(reason)"
        f" OR id IN (SELECT txn_id FROM journal_op WHERE {mine}))",
        (which, which),
    )
    raw.create_function("names_them", 1, None)
    return touched


def still_to_sweep(raw: Any) -> list[str]:
    """Whoever was erased and may still lie in freed pages, or came back with an older copy."""
    return [was for (was,) in raw.execute("SELECT was FROM erasure WHERE is_swept = 0").fetchall()]


def sweep(raw: Any) -> None:
    """Write over all that was freed. Outside a transaction; takes seconds in a big hub."""
    for name in SEARCHES:
        # its old segments keep a deleted word until they are merged
        raw.execute(f"INSERT INTO {name}({name}) VALUES ('optimize')")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.execute("VACUUM")
    raw.execute("UPDATE erasure SET is_swept = 1 WHERE is_swept = 0")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def blank_of(column: Column[Any]) -> str | None:
    """What a column holds once its person is erased, as SQL; None if it stays as it is."""
    stays = column.primary_key or column.name == "deleted" or column.info
    if stays or (column.foreign_keys and not column.nullable):
        return None
    if column.nullable:
        return "NULL"
    default: Any = column.server_default
    return str(default.arg.text if hasattr(default.arg, "text") else f"'{default.arg}'")


def _names_of(raw: Any, ids: Sequence[str]) -> tuple[list[str], list[str]]:
    """What tells them apart wherever it is written, and what does on a record linked to them.

    A whole name of one word may be anybody's elsewhere. The longest come first.
    """
    rows = raw.execute(
        f"SELECT {', '.join(_NAMES)} FROM person WHERE {_one_of('id')}", (json.dumps(ids),)
    ).fetchall()
    rows += _earlier_names(raw, ids)
    found = {row[0].strip() for row in rows if " " in row[0].strip()}
    found |= {text for row in rows for text in row[1:]}
    alone = {word for row in rows if (word := one_word(row[0]))}
    return (
        sorted((text for text in found if len(text) > 4), key=len, reverse=True),
        sorted(alone, key=len, reverse=True),
    )


def _linked(raw: Any, ids: Sequence[str]) -> dict[str, str]:
    """The records about things that are linked to them, by table: a JSON list of ids each."""
    found = {}
    for name, query in linked_to(ids).items():
        how = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
        if here := [id for (id,) in raw.execute(str(how)).fetchall()]:
            found[name] = json.dumps(here)
    return found


def _earlier_names(raw: Any, ids: Sequence[str]) -> list[tuple[str, ...]]:
    """What they were called before: a note written then has the name of then."""
    bodies = raw.execute(
        "SELECT body FROM journal_op WHERE tbl = 'person' AND body IS NOT NULL"
        f" AND {_one_of('pk')}",
        (json.dumps(ids),),
    ).fetchall()
    changes = [json.loads(body) for (body,) in bodies]
    was = [facts for change in changes for facts in (change.get("p", {}), change.get("v", {}))]
    return [tuple(facts.get(name) or "" for name in _NAMES) for facts in was]


def _empty(raw: Any, table: Table, ids: Sequence[str]) -> set[Row]:
    """Empty the rows that are about them, and take the bodies out of every change of such a row."""
    name, subject, whom = table.name, table.info["subject"], json.dumps(ids)
    blanks = {c.name: blank for c in table.columns if (blank := blank_of(c)) and c.name != subject}
    if name in _GONE:
        blanks["deleted"] = "1"
    touched: set[Row] = set()
    if blanks:
        full = " OR ".join(f"{column} IS NOT {blank}" for column, blank in blanks.items())
        where = f"WHERE {_one_of(subject)} AND ({full})"
        rows = raw.execute(f"SELECT id FROM {name} {where}", (whom,)).fetchall()
        touched |= {(name, pk) for (pk,) in rows}
        sets = ", ".join(f"{column} = {blank}" for column, blank in blanks.items())
        raw.execute(f"UPDATE {name} SET {sets} {where}", (whom,))
    theirs = f"pk IN (SELECT id FROM {name} WHERE {_one_of(subject)})"
    ops = f"tbl = ? AND {theirs} AND body IS NOT NULL AND kind <> 'X'"
    return touched | _redact(raw, ops, (name, whom))


def _redact_about(raw: Any, ids: Sequence[str]) -> set[Row]:
    """The same for every change that was about them, of whatever row, by the index of whom.

    One question with an OR would read the whole journal, twice for each table.
    """
    sealed = ", ".join(f"'{one.name}'" for one in journalled_tables() if one.info.get("sealed"))
    ops = f"{_one_of('subject_id')} AND tbl NOT IN ({sealed}) AND body IS NOT NULL AND kind <> 'X'"
    return _redact(raw, ops, (json.dumps(ids),), by="ix_journal_op_subject_id")


def _unname(raw: Any, table: Table, named: Named, asks: str, here: str | None = None) -> set[Row]:
    """Put "somebody" for their names in what is written about things, and forget how it was.

    `asks` is the SQL that asks whether a column names them; `here` are the only ids looked at.
    """
    columns = free_texts(table)
    if not columns:
        return set()
    touched: set[Row] = set()
    only, ids = (f" AND {_one_of('{}')}", (here,)) if here is not None else ("", ())
    told = " OR ".join(asks.format(column) for column in columns)
    rows = raw.execute(
        f"SELECT id, {', '.join(columns)} FROM {table.name} WHERE ({told}){only.format('id')}", ids
    ).fetchall()
    sets = ", ".join(f"{column} = ?" for column in columns)
    for pk, *texts in rows:
        cleaned = [None if text is None else named.pattern.sub(SOMEBODY, text) for text in texts]
        raw.execute(f"UPDATE {table.name} SET {sets} WHERE id = ?", (*cleaned, pk))
        touched.add((table.name, pk))
    ops = f"tbl = ? AND body IS NOT NULL AND {asks.format('body')}{only.format('pk')}"
    return touched | _redact(raw, ops, (table.name, *ids))


def _redact(raw: Any, condition: str, values: Sequence[str], *, by: str = "") -> set[Row]:
    """Take body and salt of changes away. Answers with the rows that lost one.

    `by` names an index that SQLite would pass over where few changes are about anybody.
    """
    journal = f"journal_op INDEXED BY {by}" if by else "journal_op"
    rows = raw.execute(f"SELECT tbl, pk FROM {journal} WHERE {condition}", values)
    found = {(tbl, pk) for tbl, pk in rows.fetchall()}
    raw.execute(f"UPDATE {journal} SET body = NULL, salt = NULL WHERE {condition}", values)
    return found


def _redact_notes(raw: Any, ids: Sequence[str]) -> None:
    """The words of transactions that name them, or of which nothing else is left."""
    raw.execute(
        "UPDATE journal_txn SET about = '', reason = '', salt = NULL WHERE salt IS NOT NULL AND ("
        f"{_holds_one('about')} OR names_them(about) OR names_them(reason)"
        f" OR (id IN (SELECT txn_id FROM journal_op WHERE {_one_of('subject_id')})"
        " AND NOT EXISTS (SELECT 1 FROM journal_op o WHERE o.txn_id = journal_txn.id"
        " AND o.subject_id IS NOT NULL AND o.body IS NOT NULL)))",
        (json.dumps(ids), json.dumps(ids)),
    )


def _redact_notes_on(raw: Any, table: str, here: str) -> None:
    """The words of transactions about these records, where they call them by a single word."""
    raw.execute(
        "UPDATE journal_txn SET about = '', reason = '', salt = NULL WHERE salt IS NOT NULL"
        " AND (calls_them(about) OR calls_them(reason))"
        f" AND id IN (SELECT txn_id FROM journal_op WHERE tbl = ? AND {_one_of('pk')})",
        (table, here),
    )


def _drop_drafts(raw: Any, ids: Sequence[str]) -> None:
    """Half-finished work about them goes; of papers for several people only their own."""
    rows = raw.execute(
        f"SELECT id, body FROM draft WHERE {_one_of('for_whom')} OR {_holds_one('body')}"
        " OR names_them(body)",
        (json.dumps(ids), json.dumps(ids)),
    ).fetchall()
    for draft_id, body in rows:
        facts = json.loads(body or "{}")
        about = str(facts.get("about", "")).split(",")
        others = [id for id in about if id and id not in ids]
        if "paper" in facts and others and len(others) < len(about):
            facts["about"] = ",".join(others)
            raw.execute("UPDATE draft SET body = ? WHERE id = ?", (json.dumps(facts), draft_id))
        else:
            raw.execute("DELETE FROM draft WHERE id = ?", (draft_id,))


def _capture(raw: Any, touched: set[Row]) -> None:
    """Hand what is left of each row to the seal, as a change of the kind X."""
    by_table: dict[str, list[str]] = {}
    for tbl, pk in sorted(touched):
        by_table.setdefault(tbl, []).append(pk)
    for table in journalled_tables():
        whole = ", ".join(f"'{c}', {c}" for c in journalled_columns(table))
        if some := by_table.get(table.name):
            raw.execute(
                "INSERT INTO captured (tbl, pk, subject_id, kind, new_json, old_json)"
                f" SELECT '{table.name}', id, {table.info['subject'] or 'NULL'}, 'X',"
                f" json_object({whole}), '{{}}' FROM {table.name} WHERE {_one_of('id')}",
                (json.dumps(some),),
            )


def _one_of(column: str) -> str:
    """Whether a column is one of the ids of a JSON list: as many as there are."""
    return f"{column} IN (SELECT value FROM json_each(?))"


def _holds_one(column: str) -> str:
    """Whether a text holds one of the ids of a JSON list."""
    return f"EXISTS (SELECT 1 FROM json_each(?) n WHERE instr({column}, n.value) > 0)"
