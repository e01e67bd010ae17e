"""Skills: lists in versions, judgements, goals, what came of learning, and when to ask."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Every table at once, as the models have them."""
    op.create_table(
        "framework",
        sa.Column("key", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("version", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("title", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("source", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("source_url", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("licence", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("retrieved_on", sa.String(), nullable=True),
        sa.Column("missing", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_own", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("is_offered", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("place", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_table(
        "scale_step",
        sa.Column("framework_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("place", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("title", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("said", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("with_help", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("is_achieved", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework.id"], name=op.f("fk_scale_step_framework_id_framework")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scale_step")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_index(
        "ix_scale_step_framework_id_place_id",
        "scale_step",
        ["framework_id", "place", "id"],
        unique=False,
    )
    op.create_table(
        "skill_area",
        sa.Column("framework_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("code", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("title", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("place", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("is_whole", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework.id"], name=op.f("fk_skill_area_framework_id_framework")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill_area")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_index(
        "ix_skill_area_framework_id_place_id",
        "skill_area",
        ["framework_id", "place", "id"],
        unique=False,
    )
    op.create_table(
        "destination",
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("outcome", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("starts_on", sa.String(), nullable=True),
        sa.Column("told_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("how", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("evidence", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_destination_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destination")),
        info={"subject": "person_id"},
    )
    op.create_index(
        "ix_destination_person_id_told_on_id",
        "destination",
        ["person_id", "told_on", "id"],
        unique=False,
    )
    op.create_table(
        "goal",
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("text", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("set_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("reached_on", sa.String(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_goal_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        info={"subject": "person_id"},
    )
    op.create_index("ix_goal_person_id_id", "goal", ["person_id", "id"], unique=False)
    op.create_table(
        "statement",
        sa.Column("area_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("code", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("text", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("context", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("place", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("is_put_away", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["skill_area.id"], name=op.f("fk_statement_area_id_skill_area")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_index(
        "ix_statement_area_id_place_id", "statement", ["area_id", "place", "id"], unique=False
    )
    op.create_table(
        "follow_up",
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("series_id", sa.String(), nullable=True),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("ended_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("months", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("due_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_done", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("destination_id", sa.String(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["destination_id"],
            ["destination.id"],
            name=op.f("fk_follow_up_destination_id_destination"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_follow_up_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["learning_series.id"],
            name=op.f("fk_follow_up_series_id_learning_series"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["learning_session.id"],
            name=op.f("fk_follow_up_session_id_learning_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        info={"subject": "person_id"},
    )
    op.create_index(
        "ix_follow_up_is_done_due_on_id", "follow_up", ["is_done", "due_on", "id"], unique=False
    )
    op.create_index(
        "ix_follow_up_person_id_due_on_id", "follow_up", ["person_id", "due_on", "id"], unique=False
    )
    op.create_table(
        "judgement",
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("statement_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("step_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("judged_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("judged_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("method", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("with_help", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("account_id", sa.String(), nullable=True),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("note", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_judgement_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_judgement_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["learning_session.id"],
            name=op.f("fk_judgement_session_id_learning_session"),
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_judgement_statement_id_statement")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["scale_step.id"], name=op.f("fk_judgement_step_id_scale_step")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        info={"subject": "person_id"},
    )
    op.create_index(
        "ix_judgement_person_id_judged_on_id",
        "judgement",
        ["person_id", "judged_on", "id"],
        unique=False,
    )
    op.create_index("ix_judgement_session_id_id", "judgement", ["session_id", "id"], unique=False)
    op.create_index(
        "ix_judgement_statement_id_id", "judgement", ["statement_id", "id"], unique=False
    )
    op.create_table(
        "session_statement",
        sa.Column("session_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("statement_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["learning_session.id"],
            name=op.f("fk_session_statement_session_id_learning_session"),
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_session_statement_statement_id_statement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_statement")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_index(
        "ix_session_statement_session_id_id",
        "session_statement",
        ["session_id", "id"],
        unique=False,
    )
