"""Records that are kept and not used for now, at somebody's wish."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default=sa.text("''"), nullable=False)


def upgrade() -> None:
    """One table."""
    op.create_table(
        "restriction",
        _words("person_id"),
        _words("ground"),
        _words("asked_by"),
        _words("why"),
        _words("since_on"),
        sa.Column("told_on", sa.String(), nullable=True),
        sa.Column("lifted_on", sa.String(), nullable=True),
        _words("lifted_why"),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_restriction_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restriction")),
        info={"subject": "person_id"},
    )
    op.create_index("ix_restriction_person_id_id", "restriction", ["person_id", "id"])
