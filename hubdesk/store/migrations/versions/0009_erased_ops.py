"""Finds at once whether an action has lost something to an erasure, however large it was."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """One index, of what was erased alone."""
    op.create_index(
        "ix_journal_op_erased", "journal_op", ["txn_id"], sqlite_where=sa.text("body IS NULL")
    )
