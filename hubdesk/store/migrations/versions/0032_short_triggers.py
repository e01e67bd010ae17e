"""Triggers that hand over the whole row; the seal tells what an edit changed of it."""

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """No table changes: after every migration the triggers are made anew, from the models."""
