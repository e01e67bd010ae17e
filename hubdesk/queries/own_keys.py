"""The keys of their own that people chose a passphrase for, of one sort at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models.own_key import OwnKey

KeyTable = type[OwnKey]


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key as it is kept."""

    id: str
    account_id: str
    public: str
    wrapped: str
    salt: str
    nonce: str
    memory_kib: int
    passes: int
    lanes: int
    made_at: datetime


def newest_keys(db: Session, table: KeyTable) -> dict[str, KeyRow]:
    """What is sealed now is sealed to these, by account."""
    found = select(table).where(table.deleted == 0).order_by(table.id)
    return {key.account_id: _row(key) for key in db.scalars(found)}


def keys_of(db: Session, table: KeyTable, account_id: str) -> list[KeyRow]:
    """Every key somebody ever had, the newest first."""
    mine = select(table).where(table.account_id == account_id).order_by(table.id.desc())
    return [_row(key) for key in db.scalars(mine)]


def _row(key: OwnKey) -> KeyRow:
    return KeyRow(
        *(key.id, key.account_id, key.public, key.wrapped, key.salt, key.nonce),
        *(key.memory_kib, key.passes, key.lanes, key.made_at),
    )
