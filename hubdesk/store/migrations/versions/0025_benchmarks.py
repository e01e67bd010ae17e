"""Numbers of public bodies that a hub brought in."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default=sa.text("''"), nullable=False)


def upgrade() -> None:
    """The table, as the model has it."""
    op.create_table(
        "benchmark",
        *(_text(name) for name in ("measure", "title")),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("places", sa.Integer(), server_default=sa.text("0"), nullable=False),
        *(_text(name) for name in ("hidden", "unit", "year", "geography", "base")),
        *(_text(name) for name in ("source", "source_url", "method", "doubt", "beside")),
        *(_text(name) for name in ("file_name", "brought_at")),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benchmark")),
        info={"subject": None, "names": "nobody"},
    )
    op.create_index("ix_benchmark_measure_year_id", "benchmark", ["measure", "year", "id"])
