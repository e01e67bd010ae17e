"""How somebody comes back from a quiet lock: the hash of a PIN, the code of a badge."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default=sa.text("''"), nullable=False)


def upgrade() -> None:
    """One row for each account that has either."""
    op.create_table(
        "account_lock",
        _words("account_id"),
        _words("pin"),
        _words("badge"),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_lock_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_lock")),
        info={"subject": None},
    )
