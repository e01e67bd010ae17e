"""Who paid for a device: what is lent and given of it is told to that fund."""

from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Nobody wrote it down before, so every device begins without."""
    # written out: SQLite adds a reference with its column, and not by itself afterwards
    op.execute(
        "ALTER TABLE device ADD COLUMN fund_id VARCHAR"
        " CONSTRAINT fk_device_fund_id_fund REFERENCES fund (id)"
    )
    op.create_index("ix_device_fund_id_id", "device", ["fund_id", "id"])
