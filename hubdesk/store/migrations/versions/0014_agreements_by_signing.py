"""Finds the agreement of somebody that holds, and the one that waits, however many they made."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """One index."""
    op.create_index(
        "ix_agreement_person_id_signed_on_id", "agreement", ["person_id", "signed_on", "id"]
    )
