"""How often what arrived was missed at a later look: somebody may take the files away each time."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Nobody counted before, so it begins now."""
    column = sa.Column("missed", sa.Integer(), nullable=False, server_default=sa.text("0"))
    op.add_column("parcel_try", column)
