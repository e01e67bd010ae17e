"""Leaves what is no undo, and what is in no series, out of the indexes of those.

For each of a thousand actions in a history every action of the hub was looked at.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """The same indexes without the rows that say nothing."""
    for table, columns in (
        ("journal_txn", ["undo_of"]),
        ("learning_session", ["series_id", "held_on", "id"]),
    ):
        name = f"ix_{table}_{'_'.join(columns)}"
        op.drop_index(name, table)
        op.create_index(name, table, columns, sqlite_where=sa.text(f"{columns[0]} IS NOT NULL"))
