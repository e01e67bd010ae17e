"""Roles of accounts as rows, several to an account; who looked at what is sensitive."""

import json

import sqlalchemy as sa
from alembic import op

from hubdesk.ids import pair_id

revision = "0007"
down_revision = "0006"

_TRIGGERS = ("account_inserted", "account_updated", "account_kept", "account_id_kept")


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default=sa.text("''"), nullable=False)


def _number(name: str, default: int) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default=sa.text(str(default)), nullable=False)


def upgrade() -> None:
    """The tables; each account keeps the one role it had, now as a row."""
    op.create_table(
        "account_role",
        _words("account_id"),
        _words("role"),
        sa.Column("id", sa.String(), nullable=False),
        _number("deleted", 0),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_role_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_role")),
        info={"subject": None},
    )
    op.create_index("ix_account_role_account_id", "account_role", ["account_id"])
    op.create_table(
        "access_event",
        _words("what"),
        _words("person_id"),
        _words("account_id"),
        _words("why"),
        _number("times", 1),
        _words("happened_at"),
        sa.Column("id", sa.String(), nullable=False),
        _number("deleted", 0),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_event")),
        info={"subject": "person_id", "insert_only": True},
    )
    op.create_index("ix_access_event_what_id", "access_event", ["what", "id"])
    op.create_index("ix_access_event_person_id", "access_event", ["person_id"])
    _roles_as_rows()


def _roles_as_rows() -> None:
    """Written down as captured too, so that the next seal puts them into the journal."""
    connection = op.get_bind()
    found = connection.exec_driver_sql("SELECT id, role FROM account WHERE role <> ''").all()
    for account_id, role in found:
        row_id = pair_id("account_role", account_id, role)
        connection.exec_driver_sql(
            "INSERT INTO account_role (id, account_id, role) VALUES (?, ?, ?)",
            (row_id, account_id, role),
        )
        connection.exec_driver_sql(
            "INSERT INTO captured (tbl, pk, kind, new_json, old_json)"
            " VALUES ('account_role', ?, 'I', ?, '{}')",
            (row_id, json.dumps({"account_id": account_id, "role": role, "deleted": 0})),
        )
    for name in _TRIGGERS:  # they name the column; the right ones are made after migrating
        op.execute(f"DROP TRIGGER IF EXISTS {name}")
    op.drop_column("account", "role")
