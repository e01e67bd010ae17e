"""Which parts a saved report is printed without."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Nobody chose before, so each goes on with what its reader is told."""
    column = sa.Column("without", sa.String(), nullable=False, server_default=sa.text("''"))
    op.add_column("saved_report", column)
