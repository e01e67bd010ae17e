"""Leaves what is empty out of the indexes of references most rows do not have.

Counted among the answers, the empty rows made SQLite read the whole table for one session.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

SPARSE = (
    ("enrolment", "session_id"),
    ("enrolment", "series_id"),
    ("person", "household_id"),
    ("person", "born_on"),
    ("judgement", "session_id"),
    ("session_helper", "account_id"),
    ("session_helper", "person_id"),
    ("award", "replaces_id"),
    ("award", "session_id"),
    ("award", "series_id"),
)


def upgrade() -> None:
    """The same indexes without the rows that say nothing."""
    for table, column in SPARSE:
        name = f"ix_{table}_{column}_id"
        op.drop_index(name, table)
        op.create_index(name, table, [column, "id"], sqlite_where=sa.text(f"{column} IS NOT NULL"))
