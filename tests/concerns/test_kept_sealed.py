"""Where a concern is not: in lists, searches, files, pages; and what outlives what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from hubdesk.app.bringing_back import bring_back
from hubdesk.app.records import Records
from hubdesk.errors.privacy import SeeTheLead
from hubdesk.errors.safeguarding import (
    ConcernKept,
    ConcernOpen,
)
from hubdesk.models import Base, Concern, JournalOp, JournalTxn
from hubdesk.operations.erasing import check_erasable, erase_person
from hubdesk.operations.merging import merge_people
from hubdesk.paths import Paths
from hubdesk.queries.activity import history_of_person, recent_activity
from hubdesk.queries.held import held_on
from hubdesk.queries.search import search
from hubdesk.queries.their_file import their_file
from hubdesk.store.backup import make_copy
from hubdesk.store.database import Database
from hubdesk.store.key_change import change_key
from hubdesk.store.keys import read_slots
from hubdesk.store.opening import close_hub, open_hub, slots_of
from hubdesk.store.proof import prove_all
from hubdesk.store.restoring import key_of_copy
from tests.concerns.guards import CANARY, DEPUTYS, OWN, Guards
from tests.conftest import NOW, PASSPHRASE, Clock, HubBuilder, opened
from tests.rebuilt import check_rebuilt

# Where it is not


def test_it_is_in_no_list_search_file_or_history_of_others(both: Guards, hub: HubBuilder):
    samira = hub.person("Samira Haddad")
    both.concern(person_id=samira)
    both.open("Rosa Diaz")
    both.guard.read(both.guard.window(closed=False)[0].id)
    everything = both.records.look(
        lambda db: [
            recent_activity(db),
            history_of_person(db, samira),
            held_on(db, samira),
            their_file(db, samira, now=NOW),
            search(db, "Quillfeather"),
            search(db, "bruise"),
        ]
    )
    said = str(everything)
    assert "concern" not in said.replace("concern_", "").lower()
    assert "Quillfeather" not in said
    assert "safeguarding" not in str(everything[:3]).lower()


def test_the_words_are_found_nowhere_in_the_opened_records_but_by_the_key(
    both: Guards, hub: HubBuilder, paths: Paths, tmp_path: Path
):
    """Every page decrypted, as anybody sees it who can open the records, and every file beside."""
    samira = hub.person("Samira Haddad")
    id = both.concern(person_id=samira, about="Brockenhurst Lane", kind="online")
    both.open("Rosa Diaz")
    both.guard.add(id, "referral", "Told Wexcombe Council")
    both.guard.show(id, True)
    both.guard.finish(id, "Wexcombe has it")
    both.guard.seal_again()
    plain = tmp_path / "plain.db"
    raw = both.records.database._write.raw_connection()
    driver = raw.driver_connection
    assert driver is not None
    driver.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
    driver.execute("SELECT sqlcipher_export('plain')")
    driver.execute("DETACH DATABASE plain")
    raw.close()
    content = plain.read_bytes()
    assert b"Samira Haddad" in content, "these are the pages, opened"
    for word in (
        "Quillfeather",
        "Wexcombe",
        "Brockenhurst",
        '"online"',
        "bruise",
        OWN,
        "AGE-SECRET",
    ):
        for code in ("utf-8", "utf-16-le"):
            assert word.encode(code) not in content, word
            for file in paths.home.rglob("*"):
                assert not file.is_file() or word.encode(code) not in file.read_bytes(), (
                    word,
                    file,
                )


def test_the_journal_holds_who_and_when_and_only_what_is_sealed(both: Guards, hub: HubBuilder):
    id = both.concern()

    def look(db: Any) -> tuple[Any, Any]:
        op = db.scalars(select(JournalOp).where(JournalOp.pk == id)).one()
        return op, db.get_one(JournalTxn, op.id)

    op, txn = both.records.look(look)
    values = json.loads(op.body)["v"]
    assert (txn.verb, txn.about, txn.reason) == ("record concern", "{}", "")
    filled = {name for name, value in values.items() if value not in (None, 0, "")}
    assert filled == {"sealed", "sealed_to", "written_at"}


def test_how_much_was_written_does_not_show_in_the_length(both: Guards):
    """age itself adds up to some 300 letters that mean nothing."""
    lengths = [len(_sealed(both, "a" * many)) for many in (1, 800)]
    assert max(lengths) - min(lengths) < 400


def _sealed(staff: Guards, words: str) -> str:
    id = staff.concern(words)
    return str(staff.records.look(lambda db: db.get(Concern, id).sealed))


# What else is done to people


def test_an_open_one_refuses_an_erasure_and_a_closed_one_outlives_it_unread_by_others(
    both: Guards, hub: HubBuilder
):
    samira = hub.person("Samira Haddad")
    id = both.concern(person_id=samira)
    with pytest.raises(SeeTheLead):
        hub.look(lambda db: check_erasable(db, person_id=samira))
    both.open("Rosa Diaz")
    both.guard.add(id, "note", "Learned more")
    both.guard.finish(id, "Over")
    hub.do(
        "erase person",
        lambda db, now: erase_person(
            db, person_id=samira, typed_name="Samira Haddad", ground="asked", now=now
        ),
    )
    both.open("Rosa Diaz")
    (row,) = both.guard.window(closed=True)
    assert (row.about, row.person_id) == ("Samira Haddad", ""), "the lead still knows who it was"
    assert both.guard.read(id).entries[0].text == CANARY


def test_it_goes_with_a_person_who_was_here_twice(both: Guards, hub: HubBuilder):
    samira, twin = hub.person("Samira Haddad"), hub.person("S Hadad")
    both.concern(person_id=twin)
    hub.do("merge people", lambda db, now: merge_people(db, from_id=twin, to_id=samira, now=now))
    both.open("Rosa Diaz")
    (row,) = both.guard.window(closed=False)
    assert (row.person_id, row.about) == (samira, "Samira Haddad")
    with pytest.raises(SeeTheLead):
        hub.look(lambda db: check_erasable(db, person_id=samira))
    hub.undo()
    (row,) = both.guard.window(closed=False)
    assert row.person_id == twin


def test_after_the_hubs_rule_the_lead_lets_it_go_and_nothing_of_it_is_left(
    both: Guards, hub: HubBuilder, clock: Clock, database: Database
):
    samira = hub.person("Samira Haddad")
    id, kept = both.concern(person_id=samira), both.concern("Another worry")
    both.open("Rosa Diaz")
    with pytest.raises(ConcernOpen):
        both.guard.let_go(id)
    both.guard.finish(id, "Over")
    until = both.guard.read(id).kept_until
    assert until == NOW.date().replace(year=NOW.year + 25)
    with pytest.raises(ConcernKept):
        both.guard.let_go(id)
    clock.forward(days=25 * 366)
    both.guard.let_go(id)
    assert both.guard.count(closed=True) == 0
    assert both.guard.read(kept, again=True).entries[0].text == "Another worry"

    def left(db: Any) -> list[Any]:
        rows = db.scalars(select(Concern).where((Concern.id == id) | (Concern.follows == id)))
        ops = db.execute(
            select(JournalOp.body, JournalOp.subject_id).where(
                JournalOp.tbl == "concern", JournalOp.subject_id == samira
            )
        )
        return [*[(row.sealed, row.sealed_to, row.person_id) for row in rows], *ops]

    assert hub.look(left) == [("", "", None), ("", "", None)]
    with database.reading() as db:
        assert all(p.holds for p in prove_all(db.connection().connection.driver_connection))
    check_rebuilt(database)


# The records change around it


def test_a_new_data_key_and_a_copy_brought_back_leave_it_readable(
    paths: Paths, clock: Clock, qapp: QApplication
):
    database = opened(paths, clock)
    records = Records(paths, database)
    staff = Guards(records)
    staff.key("Dan Ellis", DEPUTYS)
    id, key = staff.concern(), bytes(database.data_key)
    copy = make_copy(database, paths.copies, slots_of(paths), now=clock())
    records.close()
    close_hub(paths, database)

    new = change_key(paths, read_slots(paths), key, lambda _percent: None)
    database = open_hub(paths, new.slots, new.data_key, clock=clock).database
    check_read(Records(paths, database), staff, id)
    close_hub(paths, database)

    clock.forward(hours=1)
    back = bring_back(
        paths, copy, key_of_copy(paths, copy, PASSPHRASE), clock=clock, accept_loss=True
    )
    check_read(Records(paths, back.opened.database), staff, id)
    close_hub(paths, back.opened.database)


def check_read(records: Records, before: Guards, id: str) -> None:
    """The deputy reads it, in records that were opened again."""
    there = _Again(records, before)
    there.open("Dan Ellis", DEPUTYS)
    assert there.guard.read(id).entries[0].text == CANARY
    records.close()


class _Again(Guards):
    """The same staff, after the records were opened again."""

    def __init__(self, records: Records, before: Guards) -> None:
        self.records, self.guard, self.ids = records, records.guard, before.ids


def test_the_tables_are_made_again_from_the_journal(both: Guards, database: Database):
    id = both.concern()
    both.open("Rosa Diaz")
    both.guard.add(id, "note", "More")
    both.guard.finish(id, "Over")
    check_rebuilt(database)


def test_every_table_is_known_to_be_about_somebody_or_nobody_and_the_sealed_one_is_marked():
    tables = Base.metadata.tables
    assert tables["concern"].info["sealed"]
    assert tables["concern_key"].info["subject"] is None
