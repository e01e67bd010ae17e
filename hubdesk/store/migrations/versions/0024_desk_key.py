"""What a computer signs its bundles with."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default=sa.text("''"), nullable=False)


def upgrade() -> None:
    """As the model has it."""
    op.create_table(
        "desk_key",
        _text("dev"),
        *(_text(f"signs_{half}") for half in ("public", "private")),
        *(_text(f"opens_{half}") for half in ("public", "private")),
        _text("made_at"),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_key")),
        info={"local": "the journal travels, and what signs bundles must not"},
    )
    op.create_index("ix_desk_key_made_at_id", "desk_key", ["made_at", "id"])
