"""A reminder of what did not come back holds the facts; screens put them into words."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Two columns. What was written as a sentence before stays readable as it was."""
    for name in ("kind", "missing"):
        column = sa.Column(name, sa.String(), server_default=sa.text("''"), nullable=False)
        op.add_column("person_note", column)
