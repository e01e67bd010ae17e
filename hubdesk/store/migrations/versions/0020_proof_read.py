"""Whether somebody compared the words of a list of skills with its source."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """One column: of the lists that are here already, nobody said that they did."""
    op.add_column(
        "framework",
        sa.Column("is_proof_read", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
