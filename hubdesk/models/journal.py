"""The journal: what changed, who did it, by which verb and why. Written by the store alone.

It serves four uses: audit trail, history, undo and the feed of bundles. Transactions have a
place in a stream (an unbroken line of one desk) and a hybrid clock, so that desks can later
merge without trusting each other's clocks.
"""

from __future__ import annotations

from sqlalchemy import Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from hubdesk.models.base import Base, number, where_told, words

KEEPING = "the journal itself is not journalled"


class Capturing(Base):
    """One row that says what the triggers do: capture, apply, migrate or erase."""

    __tablename__ = "capturing"
    __table_args__ = {"info": {"local": KEEPING}}

    mode: Mapped[str] = mapped_column(String, default="capture", server_default="capture")


class Captured(Base):
    """What the triggers saw in the open transaction. Empty at every commit."""

    __tablename__ = "captured"
    __table_args__ = {"info": {"local": KEEPING}}

    id: Mapped[int] = mapped_column(Integer, primary_key=True)  # type: ignore[assignment]
    tbl: Mapped[str] = words()
    pk: Mapped[str] = words()
    subject_id: Mapped[str | None]
    kind: Mapped[str] = words()
    new_json: Mapped[str] = words()
    old_json: Mapped[str] = words()


class Stream(Base):
    """An unbroken line of transactions of one desk."""

    __tablename__ = "stream"
    __table_args__ = {"info": {"local": KEEPING}}

    desk_number: Mapped[int] = number()
    is_mine: Mapped[int] = number()
    seq: Mapped[int] = number()
    hlc: Mapped[int] = number()
    opened_at: Mapped[str] = words()
    chain: Mapped[str] = words()  # of its newest transaction: see store.proof


class JournalTxn(Base):
    """One sealed transaction. `about` is JSON: the ids and facts the verb names."""

    __tablename__ = "journal_txn"
    __table_args__ = (
        Index("ix_journal_txn_stream_id_seq_id", "stream_id", "seq", "id"),
        where_told("ix_journal_txn_undo_of", "undo_of"),
        Index("ix_journal_txn_hlc_id", "hlc", "id"),
        {"info": {"local": KEEPING}},
    )

    stream_id: Mapped[str] = words()
    seq: Mapped[int] = number()
    hlc: Mapped[int] = number()
    wall_utc: Mapped[str] = words()
    app_version: Mapped[str] = words()
    schema_revision: Mapped[str] = words()
    actor_id: Mapped[str] = words()
    role: Mapped[str] = words()
    verb: Mapped[str] = words()
    about: Mapped[str] = words()
    reason: Mapped[str] = words()
    undo_of: Mapped[str | None]
    ops: Mapped[int] = number()
    salt: Mapped[str | None]  # of the note; gone when what it says was erased
    note: Mapped[str] = words()
    chain: Mapped[str] = words()


class JournalOp(Base):
    """One row's change within a transaction. `body` holds new, old and base clocks as JSON."""

    __tablename__ = "journal_op"
    __table_args__ = (
        Index("ix_journal_op_tbl_pk", "tbl", "pk"),
        Index("ix_journal_op_subject_id", "subject_id"),
        # Only what was erased: whether an action lost something is asked of each that is shown.
        Index("ix_journal_op_erased", "txn_id", sqlite_where=text("body IS NULL")),
        {"info": {"local": KEEPING}, "sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column("txn_id", String, primary_key=True)
    i: Mapped[int] = mapped_column(Integer, primary_key=True)
    tbl: Mapped[str] = words()
    pk: Mapped[str] = words()
    subject_id: Mapped[str | None]
    kind: Mapped[str] = words()
    body: Mapped[str | None]  # gone, with its salt, when the person it is about was erased
    salt: Mapped[str | None]
    leaf: Mapped[str] = words()


class RowClock(Base):
    """The clock of each column of a journalled row; `_` stands for all columns not named."""

    __tablename__ = "row_clock"
    __table_args__ = {"info": {"local": KEEPING}, "sqlite_with_rowid": False}

    id: Mapped[str] = mapped_column("tbl", String, primary_key=True)
    pk: Mapped[str] = mapped_column(String, primary_key=True)
    clocks: Mapped[str] = mapped_column(String, server_default=text("'{}'"))
