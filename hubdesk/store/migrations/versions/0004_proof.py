"""A salted hash of each change and a chain over transactions: see store.proof."""

import sqlalchemy as sa
from alembic import op

from hubdesk.store.proof import seal_old

revision = "0004"
down_revision = "0003"


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default=sa.text("''"), nullable=False)


def upgrade() -> None:
    """The columns, and proofs for what was sealed before there were any."""
    op.add_column("stream", _words("chain"))
    op.add_column("journal_txn", sa.Column("salt", sa.String(), nullable=True))
    op.add_column("journal_txn", _words("note"))
    op.add_column("journal_txn", _words("chain"))
    op.add_column("journal_op", sa.Column("salt", sa.String(), nullable=True))
    op.add_column("journal_op", _words("leaf"))
    seal_old(op.get_bind().connection.driver_connection)
