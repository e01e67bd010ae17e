"""Whether somebody borrowed or was given something before a day, told by an index alone."""

from alembic import op

revision = "0033"
down_revision = "0032"

# The index that goes, its table, and what takes its place.
INSTEAD = (
    (
        "ix_loan_borrower_id_state_id",
        "loan",
        "ix_loan_borrower_id_state_lent_at_deleted_id",
        ("borrower_id", "state", "lent_at", "deleted", "id"),
    ),
    (
        "ix_gift_person_id_id",
        "gift",
        "ix_gift_person_id_given_at_deleted_id",
        ("person_id", "given_at", "deleted", "id"),
    ),
)


def upgrade() -> None:
    """The old one goes first, so that a full disk has room for the new."""
    for old, table, new, columns in INSTEAD:
        op.drop_index(old, table)
        op.create_index(new, table, list(columns))
    _measure_again()


def _measure_again() -> None:
    """What was known of the old ones went with them. A hub that was never measured is small."""
    connection = op.get_bind()
    known = "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'"
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql(known).first():
        for _, table, _, _ in INSTEAD:
            connection.exec_driver_sql(f"ANALYZE {table}")
