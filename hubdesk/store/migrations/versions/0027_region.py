"""The feed to a region: what makes its numbers, and what was sent."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default=sa.text("''"), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False)


def upgrade() -> None:
    """As the models have them. The journal leaves both out."""
    op.create_table(
        "region_key",
        _text("secret"),
        _text("made_at"),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_key")),
        info={"local": "whoever has it can tell whose a number is"},
    )
    op.create_table(
        "region_line",
        *(_text(name) for name in ("export_id", "person_id", "tbl", "rid", "pid", "body")),
        *(_number(name) for name in ("clock", "seq", "is_gone")),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_line")),
        info={"local": "it joins a person to their number at the region"},
    )
    op.create_index("ix_region_line_person_id_id", "region_line", ["person_id", "id"])
    op.create_index("ix_region_line_export_id_seq_id", "region_line", ["export_id", "seq", "id"])
