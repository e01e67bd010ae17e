"""Who may come back from a quiet lock, and by what; whose badge a card is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from hubdesk.models import Account, AccountLock


@dataclass(frozen=True, slots=True)
class LockRow:
    """Somebody who works here. Their name may stand on the lock; nobody else's may."""

    id: str
    name: str
    has_pin: bool
    has_badge: bool


def lock_people(db: Session) -> list[LockRow]:
    """Everybody who works here, by name."""
    return [_row(*row) for row in db.execute(_people().order_by(Account.name, Account.id))]


def account_of_badge(db: Session, code: str) -> LockRow | None:
    """Whose badge a scanned code is."""
    badge = code.strip().upper()
    found = db.execute(_people().where(AccountLock.badge == badge)).first() if badge else None
    return _row(*found) if found else None


def kept_pin(db: Session, account_id: str) -> str:
    """The hash of somebody's PIN, "" if they have none or left."""
    kept = db.scalar(
        select(AccountLock.pin)
        .join(Account, Account.id == AccountLock.account_id)
        .where(Account.id == account_id, Account.deleted == 0, AccountLock.deleted == 0)
    )
    return kept or ""


def founder_id(db: Session) -> str:
    """The account the hub was set up with, at work or not: the first there ever was."""
    return db.scalar(select(func.min(Account.id))) or ""


def name_in_slots(db: Session, account_id: str) -> str:
    """An account as slots name it: who set the hub up has no name there, being the first."""
    return "" if account_id == founder_id(db) else account_id


def _people() -> Select[str, str, str, str]:
    lock = and_(AccountLock.account_id == Account.id, AccountLock.deleted == 0)
    return (
        select(Account.id, Account.name, AccountLock.pin, AccountLock.badge)
        .outerjoin(AccountLock, lock)
        .where(Account.deleted == 0)
    )


def _row(id: str, name: str, pin: str | None, badge: str | None) -> LockRow:
    return LockRow(id, name, bool(pin), bool(badge))
