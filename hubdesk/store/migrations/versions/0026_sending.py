"""Places to send to, what was agreed to leave, and what left."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0026"
down_revision = "0025"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default=sa.text("''"), nullable=False)


def _number(name: str, default: int = 0) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default=sa.text(str(default)), nullable=False)


def _of(table: str, name: str, other: str) -> list[SchemaItem]:
    return [
        sa.Column(name, sa.String(), nullable=True),
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}_{other}")),
    ]


def _id(table: str) -> list[SchemaItem]:
    return [
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def upgrade() -> None:
    """As the models have them."""
    nobody = {"subject": None, "names": "nobody"}
    op.create_table(
        "sending_place",
        *(_text(name) for name in ("name", "sort", "address", "options", "identity")),
        _number("on_metered"),
        _text("set_up_at"),
        _number("deleted"),
        *_id("sending_place"),
        info=nobody,
    )
    op.create_table(
        "place_secret",
        _text("secret"),
        *_id("place_secret"),
        info={"local": "the journal travels, and a password must not"},
    )
    op.create_table(
        "standing_export",
        _text("what"),
        _text("place_id"),
        *(_text(name) for name in ("recipient", "recipient_name", "rhythm", "options")),
        _number("wording_version", 1),
        _text("agreed_at"),
        *_of("standing_export", "account_id", "account"),
        _number("deleted"),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["sending_place.id"],
            name=op.f("fk_standing_export_place_id_sending_place"),
        ),
        *_id("standing_export"),
        info=nobody,
    )
    op.create_index("ix_standing_export_place_id_id", "standing_export", ["place_id", "id"])
    op.create_table(
        "parcel",
        _text("what"),
        *_of("parcel", "standing_export_id", "standing_export"),
        *_of("parcel", "place_id", "sending_place"),
        *(_text(name) for name in ("place_name", "recipient", "recipient_name")),
        _number("wording_version", 1),
        *(_text(name) for name in ("came_of", "listing")),
        *(_number(name) for name in ("size", "people")),
        _text("sealed_at"),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("sent_at", "taken_back_at")),
        *_of("parcel", "instead_of_id", "parcel"),
        _number("deleted"),
        *_id("parcel"),
        info=nobody,
    )
    op.create_index("ix_parcel_sealed_at_id", "parcel", ["sealed_at", "id"])
    op.create_index("ix_parcel_place_id_sent_at_id", "parcel", ["place_id", "sent_at", "id"])
    op.create_index(
        "ix_parcel_standing_export_id_sealed_at_id",
        "parcel",
        ["standing_export_id", "sealed_at", "id"],
    )
    op.create_table(
        "parcel_try",
        *(_number(name) for name in ("arrived", "tries")),
        sa.Column("next_at", sa.String(), nullable=True),
        _text("trouble"),
        _number("stopped"),
        *_id("parcel_try"),
        info={"local": "it is of this computer, and tomorrow nothing of it matters"},
    )
