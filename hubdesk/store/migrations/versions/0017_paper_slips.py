"""Blank loan slips, minted ahead for a day without power."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """One table."""
    op.create_table(
        "paper_slip",
        sa.Column("for_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("code", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("settled_on", sa.String(), nullable=True),
        sa.Column("handing_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_slip")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_index("ix_paper_slip_for_on_id", "paper_slip", ["for_on", "id"], unique=False)
    op.create_index("ix_paper_slip_code_id", "paper_slip", ["code", "id"], unique=False)
