"""Migrations make exactly the tables of the models, whole or not at all, and never go back."""

from __future__ import annotations

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from hubdesk.errors.store import FileDamaged, FileFromNewer
from hubdesk.messages import explain
from hubdesk.models import Base, JournalOp, JournalTxn, WayIn
from hubdesk.operations.beginnings import WORDINGS
from hubdesk.paths import Paths
from hubdesk.queries.consents import consents_of, current_wordings
from hubdesk.queries.staff import managers
from hubdesk.store import upgrade as upgrading
from hubdesk.store.connections import open_raw
from hubdesk.store.database import Database
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import close_hub, open_hub, slots_of
from hubdesk.store.proof import prove_all
from tests.conftest import PASSPHRASE, Clock
from tests.rebuilt import check_rebuilt

PROOFS = (
    *(("journal_txn", "salt"), ("journal_txn", "note"), ("journal_txn", "chain")),
    *(("journal_op", "salt"), ("journal_op", "leaf"), ("stream", "chain")),
)
OF_PRIVACY = (
    *("retention_rule", "legal_hold", "rights_step", "rights_request", "complaint", "breach"),
    *("erasure", "concern_key", "concern"),
)
OF_LEARNING = (
    *("follow_up", "destination", "goal", "judgement", "session_statement", "statement"),
    *("scale_step", "skill_area", "framework"),
    *("presence", "attendance", "enrolment", "emergency_contact", "session_helper"),
    *("session_fund", "session_organisation", "head_count", "meeting_action", "helper_hours"),
    *("learning_session", "learning_series", "fund", "organisation", "shift", "handover_note"),
    *("staff_check", "enquiry"),
)
OF_CERTIFICATES = ("award_event", "award", "certificate_template", "picture")
OF_PAPER_HUB = ("paper_slip",)
OF_RIGHTS = ("restriction",)
OF_SENDING = (
    "region_line",
    "region_key",
    *("session_left_out", "newsletter_sign_up", "opportunity"),
    "parcel_try",
    "parcel",
    "standing_export",
    "place_secret",
    "sending_place",
    "desk_key",
)
OF_FIGURES = (
    "benchmark",
    *("equality_key", "equality_form", "equality_answer", "equality_published"),
    *("report_made", "saved_report", "report_template", "figure_target", "story"),
    *("tutor_comment", "consultation", "gift_value", "household_answer"),
)
OF_SEARCH = ("person_fts", "device_fts", "word_fts")  # made by hand: SQLAlchemy knows no FTS5


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(upgrading.MIGRATIONS))
    return ScriptDirectory.from_config(config)


def test_the_migrations_make_exactly_the_tables_of_the_models(database: Database):
    def ours(_thing: Any, name: str | None, kind: str, *_: Any) -> bool:
        return not (kind == "table" and str(name).startswith(OF_SEARCH))

    with database.reading() as db:
        context = MigrationContext.configure(
            db.connection(), opts={"include_object": ours, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_the_newest_migration_is_the_one_this_version_works_with():
    assert scripts().get_heads() == [upgrading.HEAD]
    assert {script.revision for script in scripts().walk_revisions()} == set(upgrading.KNOWN)
    assert upgrading.KNOWN[-1] == upgrading.HEAD


def test_every_table_has_its_columns_in_the_file(database: Database):
    with database.reading() as db:
        for table in Base.metadata.sorted_tables:
            there = db.execute(text(f"SELECT name FROM pragma_table_info('{table.name}')"))
            assert set(there.scalars()) == {column.name for column in table.columns}


def test_records_of_the_first_hubdesk_are_brought_up_to_date(paths: Paths, clock: Clock):
    raw, key = raw_of(paths)
    for table in ("way_in", *OF_PRIVACY):
        raw.execute(f"DROP TABLE {table}")
    raw.execute("DROP INDEX ix_gift_handing_id")
    for name in ("person_merge", "not_same"):
        raw.execute(f"DROP TABLE {name}")
    for name in ("ix_person_born_on_id", "ix_person_find_sounds_pk"):
        raw.execute(f"DROP INDEX {name}")
    raw.execute("ALTER TABLE person_find DROP COLUMN sounds")
    for table, column in PROOFS:
        raw.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    raw.execute("DROP TABLE account_lock")
    as_before_staff(raw)
    raw.execute("UPDATE alembic_version SET version_num = '0001'")
    raw.close()
    for beside in (paths.tail, *paths.anchors):
        beside.unlink()  # it had neither
    found = open_hub(paths, slots_of(paths), key, clock=clock)
    assert found.remarks == ()
    with found.database.reading() as db:
        assert set(db.scalars(select(WayIn.kind))) == {"passphrase", "recovery"}
        assert all(proof.holds and proof.ops for proof in prove_all(raw_below(db)))
    close_hub(paths, found.database)
    [kept] = paths.copies.iterdir()
    assert kept.name == f"before-{upgrading.HEAD}-from-0001.hubdesk"


def as_before_staff(raw: Any) -> None:
    """The one account with its role in a column, as the journal and the table had it."""
    as_before_wordings(raw)
    raw.execute("DROP INDEX ix_journal_op_erased")
    raw.execute("DROP TABLE account_role")
    raw.execute("DROP TABLE access_event")
    raw.execute("ALTER TABLE account ADD COLUMN role VARCHAR NOT NULL DEFAULT 'manager'")
    [(txn, at)] = raw.execute("SELECT txn_id, i FROM journal_op WHERE tbl = 'account_role'")
    raw.execute("DELETE FROM journal_op WHERE tbl = 'account_role'")
    raw.execute("UPDATE journal_op SET i = 1 - i WHERE txn_id = ? AND i > ?", (txn, at))
    raw.execute("UPDATE journal_op SET i = -i WHERE i < 0")
    raw.execute("UPDATE journal_txn SET ops = ops - 1 WHERE verb = 'set up hub'")
    raw.execute(
        'UPDATE journal_op SET body = replace(body, \'"name":\', \'"role":"manager","name":\')'
        " WHERE tbl = 'account'"
    )


def as_before_notes(raw: Any) -> None:
    """Reminders as sentences, no sessions and no certificates, and no fund of a device."""
    for trigger in ("inserted", "updated", "kept", "id_kept"):
        raw.execute(f"DROP TRIGGER device_{trigger}")
    raw.execute("DROP INDEX ix_device_fund_id_id")
    raw.execute("ALTER TABLE device DROP COLUMN fund_id")
    raw.execute("DROP INDEX ix_agreement_person_id_signed_on_id")
    for name in (
        "ix_loan_event_happened_at_deleted_kind_borrower_id_loan_id",
        "ix_gift_given_at_id",
        "ix_loan_borrower_id_state_lent_at_deleted_id",
        "ix_gift_person_id_given_at_deleted_id",
    ):
        raw.execute(f"DROP INDEX {name}")
    raw.execute("CREATE INDEX ix_loan_borrower_id_state_id ON loan (borrower_id, state, id)")
    raw.execute("CREATE INDEX ix_gift_person_id_id ON gift (person_id, id)")
    for table in (
        *OF_SENDING,
        *OF_FIGURES,
        *OF_RIGHTS,
        *OF_PAPER_HUB,
        *OF_CERTIFICATES,
        *OF_LEARNING,
    ):
        raw.execute(f"DROP TABLE {table}")
    for trigger in ("inserted", "updated", "kept", "id_kept"):
        raw.execute(f"DROP TRIGGER person_note_{trigger}")
    for column in ("kind", "missing"):
        raw.execute(f"ALTER TABLE person_note DROP COLUMN {column}")


def as_before_wordings(raw: Any) -> None:
    """Answers with a number typed from the hub's own paper, and no words kept here."""
    as_before_notes(raw)
    for trigger in ("inserted", "updated", "kept", "id_kept"):
        raw.execute(f"DROP TRIGGER consent_{trigger}")
    raw.execute("DROP INDEX ix_consent_wording_id_id")
    raw.execute("ALTER TABLE consent DROP COLUMN wording_id")
    raw.execute("DROP TABLE consent_wording")
    [(txn, first, many)] = raw.execute(
        "SELECT txn_id, min(i), count(*) FROM journal_op WHERE tbl = 'consent_wording'"
    )
    raw.execute("DELETE FROM journal_op WHERE tbl = 'consent_wording'")
    raw.execute("UPDATE journal_op SET i = ? - i WHERE txn_id = ? AND i > ?", (many, txn, first))
    raw.execute("UPDATE journal_op SET i = -i WHERE i < 0")
    raw.execute("UPDATE journal_txn SET ops = ops - ? WHERE id = ?", (many, txn))


def test_answers_typed_from_paper_keep_their_number_and_ours_come_after(paths: Paths, clock: Clock):
    raw, key = raw_of(paths)
    as_before_wordings(raw)
    raw.execute("INSERT INTO person (id, display_name) VALUES ('samira', 'Samira Haddad')")
    typed = (("photos", "1"), ("photos", "3"), ("contact", "2026-2"), ("newsletter", ""))
    for at, (purpose, version) in enumerate(typed):
        raw.execute(
            "INSERT INTO consent (id, person_id, purpose, wording_version, is_given, given_on,"
            " how) VALUES (?, 'samira', ?, ?, 1, '2026-03-02', 'paper')",
            (f"said-{at}", purpose, version),
        )
    raw.execute("UPDATE alembic_version SET version_num = '0009'")
    raw.close()
    found = open_hub(paths, slots_of(paths), key, clock=clock)
    with found.database.reading() as db:
        versions = {purpose: row.version for purpose, row in current_wordings(db).items()}
        assert versions == {
            "privacy notice": 1,
            "support needs": 1,
            "contact": 1,
            "photos": 4,
            "newsletter": 1,
        }
        assert {w.text for w in current_wordings(db).values()} == {w.text for w in WORDINGS}
        said = consents_of(db, "samira")
        assert {(row.purpose, row.wording_version, row.wording) for row in said} == {
            (*one, "") for one in typed
        }
        assert all(row.is_older for row in said)
    close_hub(paths, found.database)


def test_the_words_of_an_older_hub_are_in_the_journal_too(paths: Paths, clock: Clock):
    raw, key = raw_of(paths)
    as_before_wordings(raw)
    raw.execute("UPDATE alembic_version SET version_num = '0009'")
    raw.close()
    found = open_hub(paths, slots_of(paths), key, clock=clock)
    check_rebuilt(found.database)
    close_hub(paths, found.database)


def test_the_one_manager_of_an_older_hub_stays_manager_and_the_journal_knows_it(
    paths: Paths, clock: Clock
):
    raw, key = raw_of(paths)
    raw.execute("DROP TABLE account_lock")
    as_before_staff(raw)
    raw.execute("UPDATE alembic_version SET version_num = '0006'")
    raw.close()
    found = open_hub(paths, slots_of(paths), key, clock=clock)
    with found.database.reading() as db:
        assert [(row.name, row.role) for row in managers(db)] == [("Amira Khan", "manager")]
        sealed = select(JournalTxn.verb).join(JournalOp, JournalOp.id == JournalTxn.id)
        assert db.scalars(sealed.where(JournalOp.tbl == "account_role")).all() == ["unattributed"]
    check_rebuilt(found.database)
    close_hub(paths, found.database)


def raw_below(db: Session) -> Any:
    """The driver's connection below a session."""
    return db.connection().connection.driver_connection


def raw_of(paths: Paths) -> tuple[Any, bytes]:
    slots = slots_of(paths)
    key = open_with_passphrase(slots, PASSPHRASE)
    return open_raw(paths.database, key), key


def everything(raw: Any) -> list[Any]:
    """Every statement that made the file, and every row but those of search."""
    made = raw.execute("SELECT name, type, sql FROM sqlite_schema ORDER BY 1").fetchall()
    tables = [name for name, kind, _ in made if kind == "table" and "_fts" not in name]
    return made + [row for t in tables for row in raw.execute(f"SELECT * FROM {t}").fetchall()]


def test_records_of_a_newer_hubdesk_are_refused_and_left_as_they_are(paths: Paths, clock: Clock):
    raw, key = raw_of(paths)
    raw.execute("UPDATE alembic_version SET version_num = '0999'")
    before = everything(raw)
    with pytest.raises(FileFromNewer) as refusal:
        open_hub(paths, slots_of(paths), key, clock=clock)
    assert "newer HubDesk" in explain(refusal.value).text
    assert everything(raw) == before
    raw.close()
    assert not paths.copies.exists()


def test_before_an_upgrade_a_copy_of_how_it_was_is_kept(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
):
    raw, key = raw_of(paths)
    before = everything(raw)
    raw.close()
    monkeypatch.setattr(upgrading, "HEAD", "0999")
    monkeypatch.setattr(upgrading, "_run", lambda raw, path: None)
    assert upgrading.upgrade(paths.database, key, paths.copies) == upgrading.KNOWN[-1]
    [kept] = paths.copies.iterdir()
    assert PASSPHRASE.encode() not in kept.read_bytes()
    assert not kept.read_bytes().startswith(b"SQLite format 3")  # encrypted as the records are
    raw = open_raw(kept, key)
    assert everything(raw) == before
    raw.close()


def test_an_upgrade_that_would_lose_a_parent_changes_nothing(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
):
    raw, key = raw_of(paths)
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("INSERT INTO kit_item (id, device_id) VALUES ('orphan', 'nobody')")
    raw.execute("DELETE FROM captured")
    raw.execute("DROP TRIGGER loan_kept")
    before = everything(raw)
    raw.close()
    monkeypatch.setattr(upgrading, "HEAD", "0999")
    with pytest.raises(FileDamaged):
        upgrading.upgrade(paths.database, key, paths.copies)
    raw, _ = raw_of(paths)
    assert everything(raw) == before
    raw.close()
