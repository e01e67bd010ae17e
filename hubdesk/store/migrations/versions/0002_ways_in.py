"""What the records remember of the slots in the key file."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """One row for each slot; filled when the records are next opened."""
    op.create_table(
        "way_in",
        sa.Column("kind", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("sequence", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_way_in")),
        info={"local": "the key file is of this computer alone"},
    )
