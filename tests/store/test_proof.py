"""The journal can be proved: a change to what was sealed is noticed, an erasure is not one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from hubdesk.store import proof
from hubdesk.store.connections import open_raw
from hubdesk.store.database import Database
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import slots_of
from hubdesk.store.proof import START, leaf_of, new_salt, prove_all, seal_old
from tests.conftest import PASSPHRASE, HubBuilder


@pytest.fixture
def raw(hub: HubBuilder, paths: Any) -> Iterator[Any]:
    """A connection below every guard, on a hub with a person, a device and a loan."""
    hub.lend(hub.person("Samira Haddad"), hub.device())
    connection = open_raw(paths.database, open_with_passphrase(slots_of(paths), PASSPHRASE))
    connection.execute("UPDATE capturing SET mode = 'apply'")
    yield connection
    connection.execute("UPDATE capturing SET mode = 'capture'")
    connection.close()


def fault(raw: Any) -> str:
    [proof] = prove_all(raw)
    return proof.fault


def newest(raw: Any, column: str = "id") -> Any:
    return raw.execute(f"SELECT {column} FROM journal_txn ORDER BY seq DESC LIMIT 1").fetchone()[0]


def test_a_day_at_the_desk_is_proved_from_its_first_transaction(raw: Any):
    [proof] = prove_all(raw)
    assert proof.holds
    assert proof.seq == raw.execute("SELECT count(*) FROM journal_txn").fetchone()[0]
    assert proof.ops == raw.execute("SELECT count(*) FROM journal_op").fetchone()[0]
    assert proof.erased == 0
    assert proof.chain == newest(raw, "chain") != START


@pytest.mark.parametrize(
    "column", ["wall_utc", "actor_id", "role", "verb", "about", "reason", "app_version", "hlc"]
)
def test_nobody_can_change_who_did_what_and_when(raw: Any, column: str):
    value = 7 if column == "hlc" else "someone else"
    raw.execute(f"UPDATE journal_txn SET {column} = ? WHERE id = ?", (value, newest(raw)))
    assert fault(raw)


@pytest.mark.parametrize("column", ["tbl", "pk", "kind", "body", "salt", "leaf"])
def test_nobody_can_change_what_was_changed(raw: Any, column: str):
    raw.execute(f"UPDATE journal_op SET {column} = 'x' WHERE txn_id = ? AND i = 0", (newest(raw),))
    assert fault(raw)


def _lose_a_transaction(raw: Any) -> None:
    raw.execute("DELETE FROM journal_txn WHERE seq = 2")


def _lose_the_newest(raw: Any) -> None:
    raw.execute("DELETE FROM journal_txn WHERE id = ?", (newest(raw),))


def _lose_a_change(raw: Any) -> None:
    raw.execute("DELETE FROM journal_op WHERE txn_id = ? AND i = 0", (newest(raw),))


def _add_a_change(raw: Any) -> None:
    raw.execute(
        "INSERT INTO journal_op (txn_id, i, tbl, pk, kind, body, salt, leaf)"
        " VALUES (?, 99, 'person', 'x', 'I', '{}', 's', 'l')",
        (newest(raw),),
    )


def _change_places(raw: Any) -> None:
    last = newest(raw, "seq")
    raw.execute("UPDATE journal_txn SET seq = -1 WHERE seq = ?", (last,))
    raw.execute("UPDATE journal_txn SET seq = ? WHERE seq = ?", (last, last - 1))
    raw.execute("UPDATE journal_txn SET seq = ? WHERE seq = -1", (last - 1,))


def _forge_a_leaf(raw: Any) -> None:
    """Whoever knows how leaves are made still has to change the chain."""
    salt = new_salt()
    tbl, pk, kind = raw.execute(
        "SELECT tbl, pk, kind FROM journal_op WHERE txn_id = ? AND i = 0", (newest(raw),)
    ).fetchone()
    raw.execute(
        "UPDATE journal_op SET body = '{}', salt = ?, leaf = ? WHERE txn_id = ? AND i = 0",
        (salt, leaf_of(salt, tbl, pk, kind, "{}"), newest(raw)),
    )


@pytest.mark.parametrize(
    "harm",
    [
        *(_lose_a_transaction, _lose_the_newest, _lose_a_change, _add_a_change),
        *(_change_places, _forge_a_leaf),
    ],
)
def test_what_is_missing_added_or_moved_is_noticed(raw: Any, harm: Callable[[Any], None]):
    harm(raw)
    assert fault(raw)


def test_the_fault_says_where_it_is(raw: Any):
    raw.execute("DELETE FROM journal_txn WHERE seq = 2")
    assert fault(raw) == "transaction 2 is missing"


def test_what_is_erased_leaves_the_chain_whole(raw: Any):
    erased = raw.execute(
        "UPDATE journal_op SET body = NULL, salt = NULL WHERE subject_id IS NOT NULL"
    ).rowcount
    raw.execute("UPDATE journal_txn SET about = '', reason = '', salt = NULL")
    [proof] = prove_all(raw)
    assert proof.holds
    assert proof.erased == erased > 0


def test_half_an_erasure_is_noticed(raw: Any):
    raw.execute("UPDATE journal_op SET body = NULL WHERE txn_id = ? AND i = 0", (newest(raw),))
    assert fault(raw)


def test_the_same_words_never_have_the_same_proof(hub: HubBuilder, database: Database):
    for _ in range(2):
        hub.person("Ewa Nowak")
    with database.reading() as db:
        leaves = db.connection().exec_driver_sql("SELECT leaf, salt FROM journal_op").all()
    assert len({leaf for leaf, _ in leaves}) == len({salt for _, salt in leaves}) == len(leaves)


def test_records_from_before_there_were_proofs_get_them(raw: Any):
    raw.execute("UPDATE journal_op SET salt = NULL, leaf = ''")
    raw.execute("UPDATE journal_txn SET salt = NULL, note = '', chain = ''")
    raw.execute("UPDATE stream SET chain = ''")
    seal_old(raw)
    assert fault(raw) == ""
    raw.execute("UPDATE journal_op SET body = '{}' WHERE txn_id = ? AND i = 0", (newest(raw),))
    assert fault(raw)


def test_what_is_saved_while_the_history_is_proved_is_no_hole(
    hub: HubBuilder, database: Database, monkeypatch: pytest.MonkeyPatch
):
    real, saved = proof._ops, []

    def ops(raw: Any, txn_id: str) -> Any:
        if not saved:
            saved.append(hub.person("Samira Haddad"))
        return real(raw, txn_id)

    monkeypatch.setattr(proof, "_ops", ops)
    database.prove()
    assert saved
