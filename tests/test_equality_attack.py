"""Whoever has the records and the journal, but no manager's key, joins no answer to a person.

A real encrypted file, a real journal and its safety copy. The attacker has the data key, copies
the file after every form, knows who gave which form and in which order, and has the public keys.
They try what the file tells: the order of rows on the pages and of the ids, the time in an id,
the forms that vanished, what lies in the log beside the file, and the journal.
"""

from __future__ import annotations

import itertools
import json
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from hubdesk.app import own_keys
from hubdesk.app.records import Records
from hubdesk.errors.equality import EqualityPassphraseShared, NoEqualityKey, TooFewForms
from hubdesk.errors.rights import SomebodyElseNow
from hubdesk.errors.store import WrongPassphrase
from hubdesk.models import EqualityKey, StaffRole
from hubdesk.operations.equality import take_in
from hubdesk.operations.staff import add_staff
from hubdesk.paths import Paths
from hubdesk.queries.equality import waiting_count, waiting_forms
from hubdesk.queries.equality_questions import NO_ANSWER, NOT_ASKED, shipped_questions
from hubdesk.queries.own_keys import keys_of
from hubdesk.store.concern_seal import PAD, sealed
from hubdesk.store.connections import open_raw
from hubdesk.store.database import Database
from hubdesk.store.salvage import salvage
from tests.conftest import CHEAP, NOW, PASSPHRASE
from tests.equality_hub import OWN, EqualityHub, forms
from tests.store.pulled import key_of
from tests.ui.alone import until

GROUPS = [option.code for option in shipped_questions().question("ethnic-group").options]
SAID = [{"ethnic-group": group, "age": "35-44", "sex": "female"} for group in GROUPS]
LUCKY = 9  # of 19 in their places by chance: one time in a million


@pytest.fixture
def records(
    paths: Paths, database: Database, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Records]:
    monkeypatch.setattr(own_keys, "calibrated_cost", lambda: CHEAP)
    made = Records(paths, database)
    made.at_desk.begin()
    yield made
    made.close()


@pytest.fixture
def hub(records: Records) -> EqualityHub:
    return EqualityHub(records)


def test_time_order_and_id_join_no_answer_to_a_person(hub: EqualityHub, paths: Paths) -> None:
    hub.key()
    came, given = [], []
    order = list(range(len(SAID)))
    Random(4).shuffle(order)
    for n in order:
        came.append(GROUPS[n])
        hub.comes_and_answers(f"Person {n}", SAID[n])
        given.append(ids(hub, "equality_form"))
    new = [set(after) - set(before) for before, after in zip([[], *given], given, strict=False)]
    assert all(len(each) == 1 for each in new), "the attacker knows whose form is whose"
    beside = sorted(paths.home.rglob("*"))
    log = b"".join(file.read_bytes() for file in beside if file.is_file())
    assert hub.open() == len(SAID)

    for way in ("rowid", "id", "month, rowid", "question, rowid", "rowid DESC"):
        answers = answers_by(hub, way)
        assert hits(came, answers) < LUCKY, f"the order by {way} gives them away"
    assert ids(hub, "equality_form") == [], "forms that are opened are gone"
    for id in ids(hub, "equality_answer"):
        assert uuid.UUID(id).version == 4, "an id of this kind tells no time"
    assert columns(hub, "equality_answer") == {"id", "month", "question", "version", "answer"}
    assert columns(hub, "equality_form") == {"id", "sealed"}
    assert {month for (month,) in rows(hub, "SELECT month FROM equality_answer")} == {"2026-11"}
    for form in given[-1]:
        assert form not in set(ids(hub, "equality_answer"))
        assert form.encode() not in log, "the file and what lies beside it are encrypted"


def test_the_answers_of_one_form_do_not_lie_together(hub: EqualityHub) -> None:
    """Whoever is the only Sikh at the hub would be found by all they said on their form."""
    hub.key()
    for n, said in enumerate(SAID):
        hub.comes_and_answers(f"Person {n}", said)
    hub.open()
    for way in ("rowid", "id"):
        found = rows(hub, f"SELECT question FROM equality_answer ORDER BY {way}")
        assert len(found) == len(SAID) * len(shipped_questions().tables)
        assert whole_forms(found) <= 1, f"the order by {way} gives forms away"
        runs = sum(a == b for a, b in itertools.pairwise(found))
        assert runs < len(found) // 4, "nor do they lie question by question"


def test_the_attack_finds_everybody_where_nothing_is_shuffled(database: Database) -> None:
    with database.changing("open equality forms") as db:
        take_in(db, opened=forms(SAID), questions=shipped_questions(), shuffle=lambda _rows: None)
    with database.reading() as db:
        query = "SELECT answer FROM equality_answer WHERE question = 'ethnic-group' ORDER BY rowid"
        assert hits(GROUPS, [answer for (answer,) in db.execute(text(query))]) == len(GROUPS)
        query = "SELECT question FROM equality_answer ORDER BY rowid"
        assert whole_forms([tuple(row) for row in db.execute(text(query))]) == len(SAID)


def test_the_journal_and_its_safety_copy_hold_nothing_of_a_form(
    hub: EqualityHub, database: Database
) -> None:
    hub.key()
    for n in range(12):
        hub.comes_and_answers(f"Person {n}", SAID[n])
    waiting = {form.id: form.sealed for form in hub.records.look(waiting_forms)}
    before = rows(hub, "SELECT verb, count(*) FROM journal_txn GROUP BY verb")
    hub.open()
    said = dict(rows(hub, "SELECT verb, count(*) FROM journal_txn GROUP BY verb"))
    assert "give equality form" not in dict(before)
    assert said["open equality forms"] == 1, "only that a batch was opened, and how many"
    journal = [
        *(value for row in rows(hub, "SELECT * FROM journal_op") for value in row),
        *(value for row in rows(hub, "SELECT * FROM journal_txn") for value in row),
        *(str(entry) for entry in database.tail.entries()),  # type: ignore[union-attr]
    ]
    whole = "\n".join(map(str, journal))
    for table in ("equality_form", "equality_answer"):
        assert f'"{table}"' not in whole
        assert (table,) not in rows(hub, "SELECT DISTINCT tbl FROM journal_op")
    for form, closed in waiting.items():
        assert form not in whole
        assert closed[:60] not in whole
    for id in ids(hub, "equality_answer"):
        assert id not in whole


def test_a_form_cannot_be_guessed_by_sealing_it_again(hub: EqualityHub) -> None:
    """The public key is in the records: but sealing is by chance, and all are of one length."""
    hub.key()
    hub.forms.give({})
    (waiting,) = [form.sealed for form in hub.records.look(waiting_forms)]
    me = hub.records.at_desk.acting.id
    (key,) = hub.records.look(lambda db: keys_of(db, EqualityKey, me))
    questions = shipped_questions()
    said = {each.code: NO_ANSWER for each in questions.questions} | {"reduced": NOT_ASKED}
    guess = json.dumps({"version": questions.version, "month": "2026-11", "said": said})
    assert sealed(guess, [key.public]) != waiting
    longest = {each.code: max((o.code for o in each.options), key=len) for each in
               questions.questions}  # fmt: skip
    fullest = json.dumps({"version": 100, "month": "2026-11", "said": longest})
    assert len(fullest) <= PAD, "then every form is filled up to one length"
    by_chance = {len(sealed(guess, [key.public])) for _ in range(20)}
    assert len(by_chance) > 1, "what is around it is of any length, by chance"


def test_only_a_managers_own_passphrase_opens_a_batch(hub: EqualityHub) -> None:
    with pytest.raises(NoEqualityKey):
        hub.forms.give(SAID[0])
    with pytest.raises(EqualityPassphraseShared):
        hub.key(PASSPHRASE)
    hub.key()
    for said in SAID[:9]:
        hub.forms.give(said)
    with pytest.raises(TooFewForms):
        hub.open()
    hub.forms.give(SAID[9])
    for wrong in (PASSPHRASE, "another four words here"):
        with pytest.raises(WrongPassphrase):
            hub.open(wrong)
    assert hub.records.look(waiting_count) == 10
    assert hub.open() == 10


def hits(came: Sequence[str], answers: Sequence[str]) -> int:
    """How many answers stand where the person stood in the line."""
    return sum(a == b for a, b in zip(came, answers, strict=True))


def whole_forms(questions: Sequence[tuple[Any, ...]]) -> int:
    """How many forms can be read off one after the other: each question of one, and none twice."""
    many = len(shipped_questions().tables)
    blocks = (questions[at : at + many] for at in range(0, len(questions), many))
    return sum(len(set(block)) == many for block in blocks)


def answers_by(hub: EqualityHub, order: str) -> list[str]:
    query = "SELECT answer FROM equality_answer WHERE question = 'ethnic-group' ORDER BY "
    return [answer for (answer,) in rows(hub, query + order)]


def ids(hub: EqualityHub, table: str) -> list[str]:
    return [id for (id,) in rows(hub, f"SELECT id FROM {table} ORDER BY rowid")]


def columns(hub: EqualityHub, table: str) -> set[str]:
    return {row[1] for row in rows(hub, f"PRAGMA table_info({table})")}


def rows(hub: EqualityHub, query: str) -> list[tuple[Any, ...]]:
    return hub.records.look(lambda db: [tuple(row) for row in db.execute(text(query))])


def test_answers_and_forms_that_wait_outlive_a_mending(
    hub: EqualityHub, database: Database, paths: Paths, tmp_path: Path
) -> None:
    """They are in no journal, so that what is saved page by page must bring them along."""
    hub.key()
    for said in SAID:
        hub.forms.give(said)
    hub.open()
    hub.forms.give(SAID[0])
    key = key_of(paths)
    to = tmp_path / "mended.hubdesk"
    salvage(lambda: open_raw(database.path, key), to, key, [], NOW)
    raw = open_raw(to, key)
    try:
        counts = [
            raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("equality_form", "equality_answer")
        ]
    finally:
        raw.close()
    assert counts == [1, len(SAID) * len(shipped_questions().tables)]


def test_forms_are_opened_by_nobody_once_somebody_else_is_at_the_desk(hub: EqualityHub) -> None:
    hub.key()
    for said in SAID:
        hub.forms.give(said)
    records, me = hub.records, hub.records.at_desk.acting.id
    with records.database.changing("add staff") as db:
        other = add_staff(db, name="Tom Reed", roles=[StaffRole.VOLUNTEER]).id
    ended: list[object] = []
    for begin in (hub.forms.make_key, hub.forms.open_batch):
        ended.clear()
        begin(OWN, owner=records, then=lambda *_: ended.append(None), refused=ended.append)
        records.act_as(other)
        until(lambda: bool(ended))
        assert isinstance(ended[0], SomebodyElseNow)
        records.act_as(me)
    assert hub.records.look(waiting_count) == len(SAID)
