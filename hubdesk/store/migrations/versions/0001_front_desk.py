"""The first tables of a hub, its search words and the row that says what triggers do."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SEARCH = (
    "CREATE VIRTUAL TABLE person_fts USING fts5(words, content='person_find',"
    " content_rowid='id', prefix='1 2 3', tokenize='unicode61 remove_diacritics 0')",
    "CREATE VIRTUAL TABLE device_fts USING fts5(words, content='device_find',"
    " content_rowid='id', prefix='1 2 3', tokenize='unicode61 remove_diacritics 0')",
    "CREATE VIRTUAL TABLE word_fts USING fts5(word, content='name_word',"
    " content_rowid='id', tokenize='trigram')",
)


def upgrade() -> None:
    """Make every table, then what SQLAlchemy does not know: full-text search."""
    op.create_table(
        "account",
        sa.Column("name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("role", sa.String(), server_default="manager", nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        info={"subject": None},
    )
    op.create_table(
        "agreement_template",
        sa.Column("purpose", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("title", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("promises", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("from_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_template")),
        info={"subject": None},
    )
    op.create_table(
        "captured",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tbl", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("pk", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("new_json", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("old_json", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_captured")),
        info={"local": "the journal itself is not journalled"},
    )
    op.create_table(
        "capturing",
        sa.Column("mode", sa.String(), server_default="capture", nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capturing")),
        info={"local": "the journal itself is not journalled"},
    )
    op.create_table(
        "closed_day",
        sa.Column("first_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("last_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("why", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_day")),
        info={"subject": None},
    )
    op.create_index("ix_closed_day_last_on_id", "closed_day", ["last_on", "id"], unique=False)
    op.create_table(
        "counter",
        sa.Column("next", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter")),
        info={"local": "a number once printed is never taken back"},
    )
    op.create_table(
        "desk",
        sa.Column("number", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk")),
        info={"subject": None},
    )
    op.create_table(
        "device_find",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pk", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("words", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_find")),
        info={"local": "folded from people, devices and codes, and made again at any time"},
    )
    op.create_index("ix_device_find_pk", "device_find", ["pk"], unique=False)
    op.create_table(
        "device_kind",
        sa.Column("name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("icon", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_given", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("holds_data", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("usual_contents", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("runs_days", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("place", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_kind")),
        info={"subject": None},
    )
    op.create_table(
        "draft",
        sa.Column("kind", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("for_whom", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("body", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("made_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_done", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        info={"local": "half-finished work stays on its computer"},
    )
    op.create_index("ix_draft_kind_id", "draft", ["kind", "id"], unique=False)
    op.create_table(
        "household",
        sa.Column("connection", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("working_devices", sa.Integer(), server_default=sa.text("-1"), nullable=False),
        sa.Column("people_learning", sa.Integer(), server_default=sa.text("-1"), nullable=False),
        sa.Column("asked_on", sa.String(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
        info={"subject": None},
    )
    op.create_table(
        "hub",
        sa.Column("name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("phone", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("address", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("nation", sa.String(), server_default="ENG", nullable=False),
        sa.Column("time_zone", sa.String(), server_default="Europe/London", nullable=False),
        sa.Column("made_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub")),
        info={"subject": None},
    )
    op.create_table(
        "hub_setting",
        sa.Column("value", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub_setting")),
        info={"subject": None},
    )
    op.create_table(
        "journal_op",
        sa.Column("txn_id", sa.String(), nullable=False),
        sa.Column("i", sa.Integer(), nullable=False),
        sa.Column("tbl", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("pk", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("txn_id", "i", name=op.f("pk_journal_op")),
        info={"local": "the journal itself is not journalled"},
        sqlite_with_rowid=False,
    )
    op.create_index("ix_journal_op_subject_id", "journal_op", ["subject_id"], unique=False)
    op.create_index("ix_journal_op_tbl_pk", "journal_op", ["tbl", "pk"], unique=False)
    op.create_table(
        "journal_txn",
        sa.Column("stream_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("seq", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("hlc", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("wall_utc", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("app_version", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("schema_revision", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("actor_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("role", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("verb", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("about", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("reason", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("undo_of", sa.String(), nullable=True),
        sa.Column("ops", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_txn")),
        info={"local": "the journal itself is not journalled"},
    )
    op.create_index("ix_journal_txn_hlc_id", "journal_txn", ["hlc", "id"], unique=False)
    op.create_index(
        "ix_journal_txn_stream_id_seq_id", "journal_txn", ["stream_id", "seq", "id"], unique=False
    )
    op.create_index("ix_journal_txn_undo_of", "journal_txn", ["undo_of"], unique=False)
    op.create_table(
        "name_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_word")),
        info={"local": "folded from people, devices and codes, and made again at any time"},
    )
    op.create_index("ix_name_word_word", "name_word", ["word"], unique=False)
    op.create_table(
        "person_find",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pk", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("words", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_find")),
        info={"local": "folded from people, devices and codes, and made again at any time"},
    )
    op.create_index("ix_person_find_pk", "person_find", ["pk"], unique=False)
    op.create_table(
        "row_clock",
        sa.Column("tbl", sa.String(), nullable=False),
        sa.Column("pk", sa.String(), nullable=False),
        sa.Column("clocks", sa.String(), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("tbl", "pk", name=op.f("pk_row_clock")),
        info={"local": "the journal itself is not journalled"},
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stream",
        sa.Column("desk_number", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("is_mine", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("seq", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("hlc", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("opened_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stream")),
        info={"local": "the journal itself is not journalled"},
    )
    op.create_table(
        "device",
        sa.Column("kind_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("tag", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("tag_key", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("title", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("make", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("model", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("serial", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("imei", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("stage", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("stage_note", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("condition", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("ownership", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("place", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("added_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("seen_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kind_id"], ["device_kind.id"], name=op.f("fk_device_kind_id_device_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        info={"subject": None},
    )
    op.create_index(
        "ix_device_deleted_kind_id_tag_key_id",
        "device",
        ["deleted", "kind_id", "tag_key", "id"],
        unique=False,
    )
    op.create_index(
        "ix_device_deleted_seen_on_id", "device", ["deleted", "seen_on", "id"], unique=False
    )
    op.create_index(
        "ix_device_deleted_stage_tag_key_id",
        "device",
        ["deleted", "stage", "tag_key", "id"],
        unique=False,
    )
    op.create_index(
        "ix_device_deleted_tag_key_id", "device", ["deleted", "tag_key", "id"], unique=False
    )
    op.create_index(
        "ix_device_deleted_title_id", "device", ["deleted", "title", "id"], unique=False
    )
    op.create_index("ix_device_tag_key_id", "device", ["tag_key", "id"], unique=False)
    op.create_table(
        "lending_policy",
        sa.Column("kind_id", sa.String(), nullable=True),
        sa.Column("role", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("days", sa.Integer(), server_default=sa.text("14"), nullable=False),
        sa.Column("renewals", sa.Integer(), server_default=sa.text("2"), nullable=False),
        sa.Column("renewal_days", sa.Integer(), server_default=sa.text("14"), nullable=False),
        sa.Column("most_at_once", sa.Integer(), server_default=sa.text("3"), nullable=False),
        sa.Column("min_age", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("guardian_under", sa.Integer(), server_default=sa.text("18"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kind_id"], ["device_kind.id"], name=op.f("fk_lending_policy_kind_id_device_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lending_policy")),
        info={"subject": None},
    )
    op.create_table(
        "person",
        sa.Column("display_name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("known_as", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("sort_name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("born_precision", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("born_on", sa.String(), nullable=True),
        sa.Column("born_year", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("age_band", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("phone", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("phone_key", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("email", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("channel", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("language", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("wants_interpreter", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "safe_to_leave_message", sa.Integer(), server_default=sa.text("1"), nullable=False
        ),
        sa.Column("do_not_post", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("address", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("address_withheld", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("no_fixed_address", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("postcode", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("household_id", sa.String(), nullable=True),
        sa.Column("heard_from", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("guardian_name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("guardian_phone", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("joined_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_person_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        info={"subject": "id"},
    )
    op.create_index(
        "ix_person_deleted_joined_on_id", "person", ["deleted", "joined_on", "id"], unique=False
    )
    op.create_index(
        "ix_person_deleted_sort_name_id", "person", ["deleted", "sort_name", "id"], unique=False
    )
    op.create_index("ix_person_household_id_id", "person", ["household_id", "id"], unique=False)
    op.create_index("ix_person_phone_key_id", "person", ["phone_key", "id"], unique=False)
    op.create_index("ix_person_sort_name_id", "person", ["sort_name", "id"], unique=False)
    op.create_table(
        "agreement",
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("template_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("purpose", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("handing_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("code", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("body", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("large_print", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("made_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("signed_on", sa.String(), nullable=True),
        sa.Column("signed_how", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("signature_path", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_agreement_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["agreement_template.id"],
            name=op.f("fk_agreement_template_id_agreement_template"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        info={"subject": "person_id"},
    )
    op.create_index("ix_agreement_code", "agreement", ["code"], unique=False)
    op.create_index("ix_agreement_person_id_id", "agreement", ["person_id", "id"], unique=False)
    op.create_index("ix_agreement_signed_on_id", "agreement", ["signed_on", "id"], unique=False)
    op.create_table(
        "code_of",
        sa.Column("value", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("tail", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("shown", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("origin", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("device_id", sa.String(), nullable=True),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_code_of_device_id_device")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_code_of_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_of")),
        info={"subject": "person_id"},
    )
    op.create_index("ix_code_of_device_id_id", "code_of", ["device_id", "id"], unique=False)
    op.create_index("ix_code_of_person_id_id", "code_of", ["person_id", "id"], unique=False)
    op.create_index("ix_code_of_tail_id", "code_of", ["tail", "id"], unique=False)
    op.create_index("ix_code_of_value_id", "code_of", ["value", "id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("purpose", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("wording_version", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_given", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("given_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("how", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        info={"subject": "person_id"},
    )
    op.create_index("ix_consent_person_id_id", "consent", ["person_id", "id"], unique=False)
    op.create_table(
        "gift",
        sa.Column("device_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("handing_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("given_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("ends_on", sa.String(), nullable=True),
        sa.Column("contents", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("override_reason", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_followed_up", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_gift_device_id_device")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_gift_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift")),
        info={"subject": "person_id"},
    )
    op.create_index("ix_gift_device_id_id", "gift", ["device_id", "id"], unique=False)
    op.create_index("ix_gift_ends_on_id", "gift", ["ends_on", "id"], unique=False)
    op.create_index("ix_gift_person_id_id", "gift", ["person_id", "id"], unique=False)
    op.create_table(
        "kit_item",
        sa.Column("device_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_kit_item_device_id_device")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit_item")),
        info={"subject": None},
    )
    op.create_index("ix_kit_item_device_id_id", "kit_item", ["device_id", "id"], unique=False)
    op.create_table(
        "loan",
        sa.Column("device_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("borrower_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("handing_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("lent_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("due_first_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("contents", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("condition_out", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("policy", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("override_reason", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("due_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("returned_at", sa.String(), nullable=True),
        sa.Column("renewals", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("missing", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["borrower_id"], ["person.id"], name=op.f("fk_loan_borrower_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_loan_device_id_device")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan")),
        info={"subject": "borrower_id"},
    )
    op.create_index(
        "ix_loan_borrower_id_state_id", "loan", ["borrower_id", "state", "id"], unique=False
    )
    op.create_index(
        "ix_loan_device_id_state_id", "loan", ["device_id", "state", "id"], unique=False
    )
    op.create_index("ix_loan_due_on_state_id", "loan", ["due_on", "state", "id"], unique=False)
    op.create_index("ix_loan_handing_id", "loan", ["handing_id"], unique=False)
    op.create_index("ix_loan_lent_at_state_id", "loan", ["lent_at", "state", "id"], unique=False)
    op.create_index(
        "ix_loan_state_borrower_id_device_id_id",
        "loan",
        ["state", "borrower_id", "device_id", "id"],
        unique=False,
    )
    op.create_index("ix_loan_state_due_on_id", "loan", ["state", "due_on", "id"], unique=False)
    op.create_table(
        "person_role",
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("role", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_role_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_role")),
        info={"subject": "person_id"},
    )
    op.create_index("ix_person_role_person_id_id", "person_role", ["person_id", "id"], unique=False)
    op.create_table(
        "support_need",
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("need", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_support_need_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_need")),
        info={"subject": "person_id"},
    )
    op.create_index(
        "ix_support_need_person_id_id", "support_need", ["person_id", "id"], unique=False
    )
    op.create_table(
        "loan_event",
        sa.Column("loan_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("borrower_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("happened_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("due_on", sa.String(), nullable=True),
        sa.Column("condition", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("missing", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("item", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("heads", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["borrower_id"], ["person.id"], name=op.f("fk_loan_event_borrower_id_person")
        ),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_loan_event_loan_id_loan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_event")),
        info={"subject": "borrower_id"},
    )
    op.create_index(
        "ix_loan_event_loan_id_happened_at_id",
        "loan_event",
        ["loan_id", "happened_at", "id"],
        unique=False,
    )
    op.create_table(
        "person_note",
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("text", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("loan_id", sa.String(), nullable=True),
        sa.Column("noted_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_done", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_person_note_loan_id_loan")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_note_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_note")),
        info={"subject": "person_id"},
    )
    op.create_index("ix_person_note_person_id_id", "person_note", ["person_id", "id"], unique=False)
    for statement in SEARCH:
        op.execute(statement)
    op.execute("INSERT INTO capturing (id, mode) VALUES ('mode', 'capture')")
