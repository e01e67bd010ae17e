"""Figures: targets, saved and made reports, stories, consultations, and indexes to count by."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Every table at once, as the models have them."""
    op.create_table(
        "consultation",
        sa.Column("held_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("who", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("method", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("how_many", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("said", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("changed", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        info={"subject": None},
    )
    op.create_index("ix_consultation_held_on_id", "consultation", ["held_on", "id"])
    op.create_table(
        "report_template",
        sa.Column("key", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("title", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("body", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_template")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_table(
        "saved_report",
        sa.Column("name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("template_key", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("how_often", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("first_on", sa.String(), nullable=True),
        sa.Column("last_on", sa.String(), nullable=True),
        sa.Column("cut", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("by_itself", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_report")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_table(
        "figure_target",
        sa.Column("indicator", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("fund_id", sa.String(), nullable=True),
        sa.Column("first_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("last_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("amount", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fund_id"], ["fund.id"], name=op.f("fk_figure_target_fund_id_fund")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_target")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_index("ix_figure_target_indicator_id", "figure_target", ["indicator", "id"])
    op.create_table(
        "household_answer",
        sa.Column("household_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("asked_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("connection", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("working_devices", sa.Integer(), server_default=sa.text("-1"), nullable=False),
        sa.Column("people_learning", sa.Integer(), server_default=sa.text("-1"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_household_answer_household_id_household"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_answer")),
        info={"subject": None},
    )
    op.create_index("ix_household_answer_asked_on_id", "household_answer", ["asked_on", "id"])
    op.create_index(
        "ix_household_answer_household_id_asked_on_id",
        "household_answer",
        ["household_id", "asked_on", "id"],
    )
    op.create_table(
        "report_made",
        sa.Column("saved_report_id", sa.String(), nullable=True),
        sa.Column("title", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("template_key", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("template_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("first_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("last_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("cut", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("profile", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("profile_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("numbers", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("body", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("how", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("account_id", sa.String(), nullable=True),
        sa.Column("made_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_report_made_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["saved_report_id"],
            ["saved_report.id"],
            name=op.f("fk_report_made_saved_report_id_saved_report"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_made")),
        info={"subject": None},
    )
    op.create_index("ix_report_made_first_on_id", "report_made", ["first_on", "id"])
    op.create_index("ix_report_made_made_at_id", "report_made", ["made_at", "id"])
    op.create_index(
        "ix_report_made_saved_report_id_id",
        "report_made",
        ["saved_report_id", "id"],
        sqlite_where=sa.text("saved_report_id IS NOT NULL"),
    )
    op.create_table(
        "story",
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("who", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("text", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("told_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("agreed_on", sa.String(), nullable=True),
        sa.Column("agreed_how", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("taken_back_on", sa.String(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_story_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
        info={"subject": "person_id"},
    )
    op.create_index(
        "ix_story_person_id_id",
        "story",
        ["person_id", "id"],
        sqlite_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_index("ix_story_told_on_id", "story", ["told_on", "id"])
    op.create_table(
        "tutor_comment",
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("account_id", sa.String(), nullable=True),
        sa.Column("about_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("text", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_tutor_comment_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["learning_session.id"],
            name=op.f("fk_tutor_comment_session_id_learning_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tutor_comment")),
        info={"subject": None},
    )
    op.create_index("ix_tutor_comment_about_on_id", "tutor_comment", ["about_on", "id"])
    op.create_table(
        "gift_value",
        sa.Column("gift_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("pounds", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("valued_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["gift_id"], ["gift.id"], name=op.f("fk_gift_value_gift_id_gift")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_value")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_index("ix_gift_value_gift_id_id", "gift_value", ["gift_id", "id"])
    _index_what_is_counted()


def _index_what_is_counted() -> None:
    for columns in (["session_id", "id"], ["person_id", "id"]):
        op.drop_index(f"ix_attendance_{'_'.join(columns)}", "attendance")
    for table, columns in (
        ("attendance", ["session_id", "deleted", "mark", "person_id", "minutes", "id"]),
        ("attendance", ["person_id", "deleted", "mark", "session_id", "id"]),
        ("loan_event", ["happened_at", "id"]),
        ("gift", ["given_at", "id"]),
        ("judgement", ["judged_on", "id"]),
        ("destination", ["told_on", "id"]),
    ):
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
