"""The board of opportunities, who wants the newsletter, and what the public may see."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0028"
down_revision = "0027"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default=sa.text("''"), nullable=False)


def _number(name: str, default: int = 0) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default=sa.text(str(default)), nullable=False)


def _day(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=True)


def _of(table: str, name: str, other: str) -> list[SchemaItem]:
    return [
        sa.Column(name, sa.String(), nullable=True),
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}_{other}")),
    ]


def _id(table: str) -> list[SchemaItem]:
    return [
        sa.Column("id", sa.String(), nullable=False),
        _number("deleted"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def upgrade() -> None:
    """As the models have them. No story that is here was agreed to for everybody to read."""
    op.create_table(
        "opportunity",
        *(_text(name) for name in ("sort", "title", "organisation", "place", "pay", "about")),
        *(_text(name) for name in ("link", "contact", "opened_on")),
        *(_day(name) for name in ("closing_on", "closed_on")),
        _number("is_public", 1),
        *_id("opportunity"),
        info={"subject": None},
    )
    for day in ("closing_on", "opened_on"):
        op.create_index(f"ix_opportunity_{day}_id", "opportunity", [day, "id"])
    op.create_table(
        "newsletter_sign_up",
        *_of("newsletter_sign_up", "person_id", "person"),
        *(_text(name) for name in ("name", "email")),
        *_of("newsletter_sign_up", "wording_id", "consent_wording"),
        *(_text(name) for name in ("wording_version", "agreed_on", "agreed_how")),
        _day("taken_back_on"),
        *_id("newsletter_sign_up"),
        info={"subject": "person_id"},
    )
    op.create_index(
        "ix_newsletter_sign_up_person_id_id",
        "newsletter_sign_up",
        ["person_id", "id"],
        sqlite_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_index("ix_newsletter_sign_up_agreed_on_id", "newsletter_sign_up", ["agreed_on", "id"])
    op.create_table(
        "session_left_out",
        *_of("session_left_out", "session_id", "learning_session"),
        *_of("session_left_out", "series_id", "learning_series"),
        *_id("session_left_out"),
        info={"subject": None, "names": "nobody"},
    )
    for name in ("session_id", "series_id"):
        op.create_index(f"ix_session_left_out_{name}_id", "session_left_out", [name, "id"])
    for column in (
        *("work VARCHAR NOT NULL DEFAULT ''", "link VARCHAR NOT NULL DEFAULT ''"),
        *("shown_on VARCHAR", "shown_how VARCHAR NOT NULL DEFAULT ''"),
        *("shown_wording INTEGER NOT NULL DEFAULT 0", "hidden_on VARCHAR"),
    ):
        op.execute(f"ALTER TABLE story ADD COLUMN {column}")
