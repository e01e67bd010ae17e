"""Keeping the key that somebody chose a passphrase for."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.queries.own_keys import KeyRow, KeyTable


def keep_key(db: Session, table: KeyTable, key: KeyRow) -> None:
    """A new key. What was sealed to the one before stays sealed to that one, which is `deleted`."""
    before = select(table).where(table.account_id == key.account_id, table.deleted == 0)
    for old in db.scalars(before):
        old.deleted = True
    db.add(table(**asdict(key)))
    db.flush()
