"""Every change reaches the journal however it was written, sealed with who, what and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hubdesk.errors.records import NameMissing
from hubdesk.ids import CodeKind, make_code
from hubdesk.models import ClosedDay, JournalOp, JournalTxn
from hubdesk.operations.people import register_person
from hubdesk.store.database import Actor, Database
from tests.conftest import NOW, HubBuilder, in_days

DAY = {"first_on": in_days(1), "last_on": in_days(1), "why": "Painting"}


def sealed(database: Database, txn_id: str) -> tuple[JournalTxn, list[tuple[str, str, dict]]]:
    """A transaction and its changes: table, kind, and what it holds."""
    with database.reading() as db:
        txn = db.get_one(JournalTxn, txn_id)
        ops = db.scalars(select(JournalOp).where(JournalOp.id == txn_id).order_by(JournalOp.i))
        return txn, [(op.tbl, op.kind, json.loads(op.body or "{}")) for op in ops]


def changed(database: Database, work: Callable[[Session], Any], verb: str = "close days") -> str:
    with database.changing(verb) as db:
        work(db)
    return str(db.info["txn_id"])


def journal(database: Database) -> list[tuple[Any, ...]]:
    with database.reading() as db:
        return [tuple(row) for row in db.execute(text("SELECT id, seq FROM journal_txn"))]


def one_day(database: Database, id: str = "day") -> str:
    changed(database, lambda db: db.add(ClosedDay(id=id, **DAY)))
    return id


RAW = "INSERT INTO closed_day (id, first_on, last_on, why) VALUES ('new', '', '', 'raw')"
INSERTS: dict[str, Callable[[Session], Any]] = {
    "orm": lambda db: db.add(ClosedDay(id="new", **DAY)),
    "orm bulk": lambda db: db.execute(insert(ClosedDay), [{"id": "new", **DAY}]),
    "bulk mappings": lambda db: db.bulk_insert_mappings(ClosedDay, [{"id": "new", **DAY}]),
    "core": lambda db: db.connection().execute(
        ClosedDay.__table__.insert().values(id="new", **DAY)
    ),
    "text": lambda db: db.execute(text(RAW)),
    "raw": lambda db: db.connection().exec_driver_sql(RAW),
    "driver": lambda db: db.connection().connection.driver_connection.execute(RAW),
    "upsert": lambda db: db.execute(
        upsert(ClosedDay)
        .values(id="new", **DAY)
        .on_conflict_do_update(index_elements=["id"], set_={"why": "again"})
    ),
    "savepoint": lambda db: _in_savepoint(db),
}


def _in_savepoint(db: Session) -> None:
    with db.begin_nested():
        db.add(ClosedDay(id="new", **DAY))


@pytest.mark.parametrize("way", INSERTS)
def test_a_row_is_journalled_however_it_was_put_in(database: Database, way: str):
    txn, ops = sealed(database, changed(database, INSERTS[way]))
    [(table, kind, body)] = ops
    assert (table, kind, txn.ops) == ("closed_day", "I", 1)
    assert body["v"].keys() == {"first_on", "last_on", "why", "deleted"}


SET = "UPDATE closed_day SET why = 'Flood' WHERE id = 'day'"
UPDATES: dict[str, Callable[[Session], Any]] = {
    "orm": lambda db: setattr(db.get_one(ClosedDay, "day"), "why", "Flood"),
    "orm update": lambda db: db.execute(
        update(ClosedDay).where(ClosedDay.id == "day").values(why="Flood")
    ),
    "query update": lambda db: db.query(ClosedDay).update({"why": "Flood"}),
    "bulk mappings": lambda db: db.bulk_update_mappings(ClosedDay, [{"id": "day", "why": "Flood"}]),
    "core": lambda db: db.connection().execute(ClosedDay.__table__.update().values(why="Flood")),
    "raw": lambda db: db.connection().exec_driver_sql(SET),
    "driver": lambda db: db.connection().connection.driver_connection.execute(SET),
    "upsert": lambda db: db.execute(
        upsert(ClosedDay)
        .values(id="day", **DAY)
        .on_conflict_do_update(index_elements=["id"], set_={"why": "Flood"})
    ),
}


@pytest.mark.parametrize("way", UPDATES)
def test_an_update_is_journalled_with_the_old_value_however_it_was_made(
    database: Database, way: str
):
    one_day(database)
    _, ops = sealed(database, changed(database, UPDATES[way]))
    [(table, kind, body)] = ops
    assert (table, kind) == ("closed_day", "U")
    assert (body["v"], body["p"]) == ({"why": "Flood"}, {"why": "Painting"})


REFUSED: dict[str, Callable[[Session], Any]] = {
    "delete by orm": lambda db: db.delete(db.get_one(ClosedDay, "day")),
    "delete by statement": lambda db: db.execute(delete(ClosedDay)),
    "delete by hand": lambda db: db.connection().exec_driver_sql("DELETE FROM closed_day"),
    "insert or replace": lambda db: db.connection().exec_driver_sql(
        RAW.replace("INSERT", "INSERT OR REPLACE").replace("'new'", "'day'")
    ),
    "replace": lambda db: db.connection().exec_driver_sql(
        RAW.replace("INSERT", "REPLACE").replace("'new'", "'day'")
    ),
    "another id": lambda db: db.connection().exec_driver_sql("UPDATE closed_day SET id = 'x'"),
}


@pytest.mark.parametrize("way", REFUSED)
def test_a_row_is_never_deleted_replaced_or_given_another_id(database: Database, way: str):
    one_day(database)
    before = journal(database)
    with pytest.raises(IntegrityError, match="never"):
        changed(database, REFUSED[way])
    with database.reading() as db:
        assert db.get_one(ClosedDay, "day").why == "Painting"
    assert journal(database) == before


def test_setting_what_is_set_already_seals_nothing(database: Database):
    one_day(database)
    before = journal(database)
    same = "UPDATE closed_day SET why = why, first_on = first_on"
    assert changed(database, lambda db: db.connection().exec_driver_sql(same)) == ""
    there_and_back = (SET, SET.replace("Flood", "Painting"))
    raw = lambda db: [db.connection().exec_driver_sql(sql) for sql in there_and_back]  # noqa: E731
    assert changed(database, raw) == ""
    assert journal(database) == before


def test_several_statements_about_a_row_are_one_change(database: Database):
    def work(db: Session) -> None:
        db.add(ClosedDay(id="day", **DAY))
        db.flush()
        db.connection().exec_driver_sql(SET)

    _, [(_, kind, body)] = sealed(database, changed(database, work))
    assert (kind, body["v"]["why"]) == ("I", "Flood")
    assert "p" not in body

    def twice(db: Session) -> None:
        for why in ("Wind", "Rain"):
            db.execute(update(ClosedDay).values(why=why))

    _, [(_, kind, body)] = sealed(database, changed(database, twice))
    assert (kind, body["v"], body["p"]) == ("U", {"why": "Rain"}, {"why": "Flood"})


def test_what_was_rolled_back_leaves_nothing(database: Database):
    before = journal(database)

    def refused(db: Session) -> None:
        db.add(ClosedDay(id="day", **DAY))
        db.flush()
        register_person(db, display_name="", now=NOW)

    with pytest.raises(NameMissing):
        changed(database, refused)

    def work(db: Session) -> None:
        try:
            with db.begin_nested():
                db.add(ClosedDay(id="gone", **DAY))
                db.flush()
                raise NameMissing
        except NameMissing:
            db.add(ClosedDay(id="kept", **DAY))

    assert journal(database) == before
    txn_id = changed(database, work)
    with database.reading() as db:
        assert db.scalars(select(ClosedDay.id)).all() == ["kept"]
        assert db.scalars(select(JournalOp.pk).where(JournalOp.id == txn_id)).all() == ["kept"]
        assert db.scalar(text("SELECT count(*) FROM captured")) == 0


def test_the_seal_says_who_in_which_role_by_which_verb_about_what_and_why(database: Database):
    database.actor = Actor("acc-7", "volunteer")
    with database.changing("close days", about={"what": "Flood"}, reason="The river") as db:
        db.add(ClosedDay(id="day", **DAY))
        db.info["about"]["count"] = 1
    txn, _ = sealed(database, db.info["txn_id"])
    assert (txn.actor_id, txn.role, txn.verb, txn.reason) == (
        *("acc-7", "volunteer", "close days"),
        "The river",
    )
    assert json.loads(txn.about) == {"what": "Flood", "count": 1}
    assert txn.wall_utc == "2026-11-24T10:42:00.000Z"
    assert txn.schema_revision
    assert txn.app_version


def test_a_row_about_somebody_names_them(hub: HubBuilder):
    card = make_code(CodeKind.PERSON, 0, 12).text
    person_id = hub.person("Ada Okafor", roles=["borrower"], card=card)
    with hub.database.reading() as db:
        ops = db.scalars(select(JournalOp).where(JournalOp.id == hub.last_txn)).all()
    about = {op.tbl: op.subject_id for op in ops}
    assert about["person"] == about["person_role"] == about["code_of"] == person_id


def test_the_stream_has_no_gap_whatever_is_refused_between(hub: HubBuilder):
    for name in ("Ada", "", "Bo", "Cy"):
        try:
            hub.person(name)
        except NameMissing:
            continue
    with hub.database.reading() as db:
        seqs = db.scalars(select(JournalTxn.seq).order_by(JournalTxn.seq)).all()
        hlcs = db.scalars(select(JournalTxn.hlc).order_by(JournalTxn.seq)).all()
        assert list(seqs) == list(range(1, len(seqs) + 1))
        assert list(hlcs) == sorted(set(hlcs))
        assert db.scalar(select(func.count()).select_from(JournalTxn)) >= 4


def test_changed_tables_are_announced_after_the_commit_and_never_for_a_refusal(hub: HubBuilder):
    told: list[frozenset[str]] = []
    hub.database.changed.append(told.append)
    hub.person("Ada Okafor")
    assert told == [frozenset({"person"})]
    with pytest.raises(NameMissing):
        hub.person("")
    assert len(told) == 1
