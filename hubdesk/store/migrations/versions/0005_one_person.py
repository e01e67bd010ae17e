"""Records that are one person, pairs that are two, and how each name sounds."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from hubdesk.sounding import sounds_key

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Two tables, two indexes, and the sounds of everybody who is here."""
    _pair_of_people("person_merge", "from_id", "to_id", "merged_at", subject="to_id")
    _pair_of_people("not_same", "one_id", "other_id", "said_at", subject="one_id")
    op.create_index("ix_person_born_on_id", "person", ["born_on", "id"])
    op.add_column(
        "person_find",
        sa.Column("sounds", sa.String(), server_default=sa.text("''"), nullable=False),
    )
    raw: Any = op.get_bind().connection.driver_connection
    names = raw.execute(
        "SELECT display_name, f.id FROM person_find f JOIN person ON person.id = f.pk"
    ).fetchall()
    raw.executemany(
        "UPDATE person_find SET sounds = ? WHERE id = ?",
        [(sounds_key(name), id) for name, id in names],
    )
    op.create_index("ix_person_find_sounds_pk", "person_find", ["sounds", "pk"])


def _pair_of_people(name: str, one: str, other: str, at: str, *, subject: str) -> None:
    def person(column: str) -> sa.Column[Any]:
        return sa.Column(column, sa.String(), server_default=sa.text("''"), nullable=False)

    op.create_table(
        name,
        person(one),
        person(other),
        sa.Column(at, sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint([one], ["person.id"], name=op.f(f"fk_{name}_{one}_person")),
        sa.ForeignKeyConstraint([other], ["person.id"], name=op.f(f"fk_{name}_{other}_person")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        info={"subject": subject},
    )
    for column in (one, other):
        op.create_index(f"ix_{name}_{column}_id", name, [column, "id"])
