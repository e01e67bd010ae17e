"""Concerns as they are sealed: a key for each account, and whom each is sealed to.

No HubDesk has written either table yet, so both are made anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default=sa.text("''"), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False)


def upgrade() -> None:
    """Drop the two empty tables, and make them as they are used."""
    op.drop_index("ix_concern_person_id_id", "concern")
    op.drop_table("concern")
    op.drop_table("concern_key")
    op.create_table(
        "concern_key",
        _words("account_id"),
        _words("public"),
        _words("wrapped"),
        _words("salt"),
        _words("nonce"),
        _number("memory_kib"),
        _number("passes"),
        _number("lanes"),
        _words("made_at"),
        sa.Column("id", sa.String(), nullable=False),
        _number("deleted"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_concern_key_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_key")),
        info={"subject": None},
    )
    op.create_index("ix_concern_key_account_id_id", "concern_key", ["account_id", "id"])
    op.create_table(
        "concern",
        sa.Column("person_id", sa.String(), nullable=True),
        _words("written_at"),
        _words("follows"),
        _words("sealed"),
        _words("sealed_to"),
        _number("is_shown"),
        sa.Column("closed_on", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        _number("deleted"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_concern_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        info={"subject": "person_id", "sealed": True},
    )
    op.create_index("ix_concern_person_id_id", "concern", ["person_id", "id"])
    op.create_index("ix_concern_follows_id", "concern", ["follows", "id"])
