"""Triggers that hand over the whole row; the seal tells what an edit changed of it."""

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """No table changes: after every migration the triggers are made anew, from the models."""
