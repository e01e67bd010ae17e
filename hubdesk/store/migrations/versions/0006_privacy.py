"""What a hub promised about data: rules, holds, requests, complaints, breaches, erasures."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Nine tables, all empty."""
    op.create_table(
        "breach",
        sa.Column("found_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("what", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("people", sa.Integer(), server_default=sa.text("-1"), nullable=False),
        sa.Column("risk", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("contained", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_told_to_ico", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("decided_at", sa.String(), nullable=True),
        sa.Column("decision", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("people_told_on", sa.String(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach")),
        info={"subject": None},
    )
    op.create_index("ix_breach_found_at_id", "breach", ["found_at", "id"], unique=False)
    op.create_table(
        "concern_key",
        sa.Column("holder", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("name", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("public", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("wrapped", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("salt", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("nonce", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("memory_kib", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("passes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("lanes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("made_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_key")),
        info={"subject": None},
    )
    op.create_table(
        "erasure",
        sa.Column("was", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("ground", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("erased_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_swept", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        info={"subject": None},
    )
    op.create_index("ix_erasure_was_id", "erasure", ["was", "id"], unique=False)
    op.create_table(
        "retention_rule",
        sa.Column("record", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("months", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("why", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("from_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_rule")),
        info={"subject": None},
    )
    op.create_table(
        "complaint",
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("came_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("how", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("about", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("acknowledged_on", sa.String(), nullable=True),
        sa.Column("finding", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("told_on", sa.String(), nullable=True),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_complaint_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        info={"subject": "person_id"},
    )
    op.create_index("ix_complaint_came_on_id", "complaint", ["came_on", "id"], unique=False)
    op.create_index("ix_complaint_person_id_id", "complaint", ["person_id", "id"], unique=False)
    op.create_table(
        "concern",
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("written_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("follows", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("sealed", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_closed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_concern_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        info={"subject": "person_id", "sealed": True},
    )
    op.create_index("ix_concern_person_id_id", "concern", ["person_id", "id"], unique=False)
    op.create_table(
        "legal_hold",
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("why", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("since_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_legal_hold_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
        info={"subject": "person_id"},
    )
    op.create_index("ix_legal_hold_person_id_id", "legal_hold", ["person_id", "id"], unique=False)
    op.create_table(
        "rights_request",
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("asked", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("came_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("how", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_rights_request_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_request")),
        info={"subject": "person_id"},
    )
    op.create_index(
        "ix_rights_request_came_on_id", "rights_request", ["came_on", "id"], unique=False
    )
    op.create_index(
        "ix_rights_request_person_id_id", "rights_request", ["person_id", "id"], unique=False
    )
    op.create_table(
        "rights_step",
        sa.Column("request_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("person_id", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("happened_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("deleted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_rights_step_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["rights_request.id"],
            name=op.f("fk_rights_step_request_id_rights_request"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_step")),
        info={"subject": "person_id"},
    )
    op.create_index(
        "ix_rights_step_request_id_id", "rights_step", ["request_id", "id"], unique=False
    )
    # ### end Alembic commands ###
