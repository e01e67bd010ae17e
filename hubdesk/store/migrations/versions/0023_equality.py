"""Equality monitoring: keys, sealed forms, answers without owner, published tables."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default=sa.text("''"), nullable=False)


def _number(name: str, default: int = 0) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default=sa.text(str(default)), nullable=False)


def upgrade() -> None:
    """Every table at once, as the models have them."""
    op.create_table(
        "equality_key",
        _text("account_id"),
        *(_text(name) for name in ("public", "wrapped", "salt", "nonce")),
        *(_number(name) for name in ("memory_kib", "passes", "lanes")),
        _text("made_at"),
        _number("deleted"),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_equality_key_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equality_key")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_index("ix_equality_key_account_id_id", "equality_key", ["account_id", "id"])
    op.create_table(
        "equality_form",
        sa.Column("id", sa.String(), nullable=False),
        _text("sealed"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equality_form")),
        info={"local": "a line of the journal would tell when it was given"},
    )
    op.create_table(
        "equality_answer",
        sa.Column("id", sa.String(), nullable=False),
        *(_text(name) for name in ("month", "question")),
        _number("version", 1),
        _text("answer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equality_answer")),
        info={"local": "a line of the journal would tell which came together"},
    )
    op.create_index("ix_equality_answer_month_question", "equality_answer", ["month", "question"])
    op.create_table(
        "equality_published",
        *(_text(name) for name in ("period", "made_at", "profile", "body")),
        _number("deleted"),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equality_published")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_index("ix_equality_published_period_id", "equality_published", ["period", "id"])
