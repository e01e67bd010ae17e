"""The words people are asked with, in versions; each answer says which of them it was to."""

import json

import sqlalchemy as sa
from alembic import op

from hubdesk.ids import pair_id

revision = "0010"
down_revision = "0009"

SHIPPED = {
    "privacy notice": (
        "Here is our privacy notice. It says what we write down about you, why, and for how long. "
        "You can see it all, have it put right or have it erased. "
        "If you are not happy, tell us, or the data protection regulator (ICO)."
    ),
    "support needs": (
        "May we write down what helps you here, such as large print or a quiet seat? "
        "Everybody who works at our desk can see it. "
        "We help you just the same if you say no."
    ),
    "contact": (
        "May we contact you about what else we offer? "
        "About what you have borrowed we would reach you in any case. "
        "You can tell us to stop at any time."
    ),
    "photos": (
        "May we take photos of you here and show them, on paper and online? "
        "You can change your mind. We then use them no more, but cannot call back what is out. "
        "We help you just the same if you say no."
    ),
    "newsletter": (
        "May we send you our newsletter? "
        "It tells you about sessions, devices and jobs. "
        "You can tell us to stop at any time."
    ),
}


def upgrade() -> None:
    """The table, and in a hub that is set up the words HubDesk ships with.

    What was answered before was to words on the hub's own paper, by a number typed from it. It
    keeps that number and points at no words of ours; ours begin after the highest one typed.
    """
    op.create_table(
        "consent_wording",
        sa.Column("purpose", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("text", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("from_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_wording")),
        info={"subject": None},
    )
    op.execute(
        "ALTER TABLE consent ADD COLUMN wording_id VARCHAR"
        " CONSTRAINT fk_consent_wording_id_consent_wording REFERENCES consent_wording (id)"
    )
    op.create_index("ix_consent_wording_id_id", "consent", ["wording_id", "id"])
    connection = op.get_bind()
    today = connection.exec_driver_sql("SELECT substr(max(wall_utc), 1, 10) FROM journal_txn")
    from_on = today.scalar()
    if not connection.exec_driver_sql("SELECT 1 FROM hub").first() or not from_on:
        return  # setting the hub up gives it its words
    for purpose, text in SHIPPED.items():
        highest = connection.exec_driver_sql(
            "SELECT max(CAST(wording_version AS INTEGER)) FROM consent WHERE purpose = ?"
            " AND wording_version <> '' AND wording_version NOT GLOB '*[^0-9]*'"
            " AND length(wording_version) < 6",
            (purpose,),
        ).scalar()
        _ship(purpose, (highest or 0) + 1, text, str(from_on))


def _ship(purpose: str, version: int, text: str, from_on: str) -> None:
    """Written down as captured too, so that the next seal puts it into the journal."""
    row = {"purpose": purpose, "version": version, "text": text, "from_on": from_on}
    id = pair_id("consent_wording", purpose, "shipped")
    connection = op.get_bind()
    connection.exec_driver_sql(
        "INSERT INTO consent_wording (id, purpose, version, text, from_on) VALUES (?, ?, ?, ?, ?)",
        (id, *row.values()),
    )
    connection.exec_driver_sql(
        "INSERT INTO captured (tbl, pk, kind, new_json, old_json)"
        " VALUES ('consent_wording', ?, 'I', ?, '{}')",
        (id, json.dumps(row | {"deleted": 0}, ensure_ascii=False)),
    )
