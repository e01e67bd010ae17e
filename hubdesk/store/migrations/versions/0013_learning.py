"""Learning: sessions, places, registers, head-counts, shifts, hand-over, enquiries."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Every table at once, as the models have them."""
    op.create_table(
        "enquiry",
        sa.Column("asked_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("about", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_index("ix_enquiry_asked_on_id", "enquiry", ["asked_on", "id"], unique=False)
    op.create_table(
        "fund",
        sa.Column("name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("code", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_table(
        "learning_series",
        sa.Column("title", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("repeats", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("first_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("places", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_series")),
        info={"subject": None},
    )
    op.create_index(
        "ix_learning_series_first_on_id", "learning_series", ["first_on", "id"], unique=False
    )
    op.create_table(
        "organisation",
        sa.Column("name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("sort", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("urn", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("contact", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        info={"subject": None},
    )
    op.create_index("ix_organisation_sort_id", "organisation", ["sort", "id"], unique=False)
    op.create_table(
        "handover_note",
        sa.Column("account_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("text", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("written_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_done", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_handover_note_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_note")),
        info={"subject": None},
    )
    op.create_index("ix_handover_note_is_done_id", "handover_note", ["is_done", "id"], unique=False)
    op.create_table(
        "helper_hours",
        sa.Column("account_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("weekday", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("from_time", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("to_time", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("slot_minutes", sa.Integer(), server_default=sa.text("20"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_helper_hours_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper_hours")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_index(
        "ix_helper_hours_account_id_id", "helper_hours", ["account_id", "id"], unique=False
    )
    op.create_table(
        "learning_session",
        sa.Column("series_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("title", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("held_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("starts_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("ends_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("break_minutes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("room", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("venue", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("tutor_id", sa.String(), nullable=True),
        sa.Column("places", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("interpreter", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("has_bsl", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("needs_check", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("details", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_cancelled", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("cancelled_why", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_finished", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("finished_at", sa.String(), nullable=True),
        sa.Column("clash_ok", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["learning_series.id"],
            name=op.f("fk_learning_session_series_id_learning_series"),
        ),
        sa.ForeignKeyConstraint(
            ["tutor_id"], ["account.id"], name=op.f("fk_learning_session_tutor_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_session")),
        info={"subject": None},
    )
    op.create_index(
        "ix_learning_session_held_on_starts_at_id",
        "learning_session",
        ["held_on", "starts_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_learning_session_is_finished_held_on_id",
        "learning_session",
        ["is_finished", "held_on", "id"],
        unique=False,
    )
    op.create_index(
        "ix_learning_session_series_id_held_on_id",
        "learning_session",
        ["series_id", "held_on", "id"],
        unique=False,
    )
    op.create_index(
        "ix_learning_session_tutor_id_held_on_id",
        "learning_session",
        ["tutor_id", "held_on", "id"],
        unique=False,
    )
    op.create_table(
        "shift",
        sa.Column("account_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("began_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("ended_at", sa.String(), nullable=True),
        sa.Column("minutes", sa.Integer(), server_default=sa.text("-1"), nullable=False),
        sa.Column("note", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_shift_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
        info={"subject": None},
    )
    op.create_index("ix_shift_account_id_id", "shift", ["account_id", "id"], unique=False)
    op.create_index("ix_shift_began_at_id", "shift", ["began_at", "id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("session_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("nth", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("mark", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("minutes", sa.Integer(), server_default=sa.text("-1"), nullable=False),
        sa.Column("late_minutes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("came_at", sa.String(), nullable=True),
        sa.Column("is_walk_in", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("why", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("about", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("result", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("next_step", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_attendance_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["learning_session.id"],
            name=op.f("fk_attendance_session_id_learning_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        info={"subject": "person_id"},
    )
    op.create_index("ix_attendance_person_id_id", "attendance", ["person_id", "id"], unique=False)
    op.create_index("ix_attendance_session_id_id", "attendance", ["session_id", "id"], unique=False)
    op.create_table(
        "emergency_contact",
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("relation", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("phone", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_emergency_contact_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_contact")),
        info={"subject": "person_id"},
    )
    op.create_index(
        "ix_emergency_contact_person_id_id", "emergency_contact", ["person_id", "id"], unique=False
    )
    op.create_table(
        "enrolment",
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("series_id", sa.String(), nullable=True),
        sa.Column("place", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("asked_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("from_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("left_on", sa.String(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["learning_series.id"],
            name=op.f("fk_enrolment_series_id_learning_series"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["learning_session.id"],
            name=op.f("fk_enrolment_session_id_learning_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        info={"subject": "person_id"},
    )
    op.create_index("ix_enrolment_person_id_id", "enrolment", ["person_id", "id"], unique=False)
    op.create_index("ix_enrolment_series_id_id", "enrolment", ["series_id", "id"], unique=False)
    op.create_index("ix_enrolment_session_id_id", "enrolment", ["session_id", "id"], unique=False)
    op.create_table(
        "head_count",
        sa.Column("session_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("year_group", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("planned", sa.Integer(), server_default=sa.text("-1"), nullable=False),
        sa.Column("came", sa.Integer(), server_default=sa.text("-1"), nullable=False),
        sa.Column("girls", sa.Integer(), server_default=sa.text("-1"), nullable=False),
        sa.Column("boys", sa.Integer(), server_default=sa.text("-1"), nullable=False),
        sa.Column("pupil_premium", sa.Integer(), server_default=sa.text("-1"), nullable=False),
        sa.Column("send", sa.Integer(), server_default=sa.text("-1"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["learning_session.id"],
            name=op.f("fk_head_count_session_id_learning_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head_count")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_index("ix_head_count_session_id_id", "head_count", ["session_id", "id"], unique=False)
    op.create_table(
        "meeting_action",
        sa.Column("session_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("text", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("due_on", sa.String(), nullable=True),
        sa.Column("is_done", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("done_on", sa.String(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["account.id"], name=op.f("fk_meeting_action_owner_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["learning_session.id"],
            name=op.f("fk_meeting_action_session_id_learning_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_action")),
        info={"subject": None},
    )
    op.create_index(
        "ix_meeting_action_is_done_due_on_id",
        "meeting_action",
        ["is_done", "due_on", "id"],
        unique=False,
    )
    op.create_index(
        "ix_meeting_action_session_id_id", "meeting_action", ["session_id", "id"], unique=False
    )
    op.create_table(
        "presence",
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("visitor", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("came_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("left_at", sa.String(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_presence_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["learning_session.id"],
            name=op.f("fk_presence_session_id_learning_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence")),
        info={"subject": "person_id"},
    )
    op.create_index("ix_presence_came_at_id", "presence", ["came_at", "id"], unique=False)
    op.create_index("ix_presence_person_id_id", "presence", ["person_id", "id"], unique=False)
    op.create_table(
        "session_fund",
        sa.Column("session_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("fund_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("share", sa.Integer(), server_default=sa.text("100"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fund_id"], ["fund.id"], name=op.f("fk_session_fund_fund_id_fund")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["learning_session.id"],
            name=op.f("fk_session_fund_session_id_learning_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_fund")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_index("ix_session_fund_fund_id_id", "session_fund", ["fund_id", "id"], unique=False)
    op.create_index(
        "ix_session_fund_session_id_id", "session_fund", ["session_id", "id"], unique=False
    )
    op.create_table(
        "session_helper",
        sa.Column("session_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("account_id", sa.String(), nullable=True),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("part", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_session_helper_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_session_helper_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["learning_session.id"],
            name=op.f("fk_session_helper_session_id_learning_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_helper")),
        info={"subject": "person_id"},
    )
    op.create_index(
        "ix_session_helper_account_id_id", "session_helper", ["account_id", "id"], unique=False
    )
    op.create_index(
        "ix_session_helper_person_id_id", "session_helper", ["person_id", "id"], unique=False
    )
    op.create_index(
        "ix_session_helper_session_id_id", "session_helper", ["session_id", "id"], unique=False
    )
    op.create_table(
        "session_organisation",
        sa.Column("session_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("organisation_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_session_organisation_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["learning_session.id"],
            name=op.f("fk_session_organisation_session_id_learning_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_organisation")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_index(
        "ix_session_organisation_organisation_id_id",
        "session_organisation",
        ["organisation_id", "id"],
        unique=False,
    )
    op.create_index(
        "ix_session_organisation_session_id_id",
        "session_organisation",
        ["session_id", "id"],
        unique=False,
    )
    op.create_table(
        "staff_check",
        sa.Column("account_id", sa.String(), nullable=True),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("level", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("number", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("issued_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("review_on", sa.String(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_staff_check_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_staff_check_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_check")),
        info={"subject": "person_id"},
    )
    op.create_index(
        "ix_staff_check_account_id_id", "staff_check", ["account_id", "id"], unique=False
    )
    op.create_index("ix_staff_check_person_id_id", "staff_check", ["person_id", "id"], unique=False)
