"""Looking at the people who work at the hub: who they are, what they may do, who has left."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import Account, AccountRole, StaffRole
from hubdesk.models.staff import joined


@dataclass(frozen=True, slots=True)
class AccountRow:
    """Somebody who works at the hub, or did. `roles` stand in their usual order."""

    id: str
    name: str
    roles: tuple[StaffRole, ...]
    has_left: bool = False

    @property
    def role(self) -> str:
        """The roles as the journal keeps them: "tutor, manager"."""
        return joined(self.roles)

    @property
    def is_manager(self) -> bool:
        return StaffRole.MANAGER in self.roles


def accounts(db: Session) -> list[AccountRow]:
    """Everybody who works at the hub, by name."""
    return [row for row in _all(db) if not row.has_left]


def leavers(db: Session) -> list[AccountRow]:
    """Who worked here and was put away, by name. Who was added by a slip was never here."""
    return [row for row in _all(db) if row.has_left and row.roles]


def account(db: Session, account_id: str) -> AccountRow | None:
    """One of them, at work or not."""
    return next((row for row in _all(db) if row.id == account_id), None)


def managers(db: Session) -> list[AccountRow]:
    """The managers, in the order they came: the first set the hub up."""
    return sorted((row for row in accounts(db) if row.is_manager), key=lambda row: row.id)


def called(db: Session, name: str) -> AccountRow | None:
    """Who is called so, whatever the capitals; whoever is at work first."""
    wanted = name.strip().casefold()
    known = [*accounts(db), *leavers(db)]
    return next((row for row in known if row.name.casefold() == wanted), None)


# Built once: who acts, and what they may do, is asked before most of what is done.
_ROLES = select(AccountRole.account_id, AccountRole.role).where(AccountRole.deleted == 0)
_ACCOUNTS = select(Account.id, Account.name, Account.deleted).order_by(Account.name, Account.id)


def _all(db: Session) -> list[AccountRow]:
    held: dict[str, set[str]] = {}
    for account_id, role in db.execute(_ROLES):
        held.setdefault(account_id, set()).add(role)
    return [
        AccountRow(id, name, tuple(r for r in StaffRole if r in held.get(id, ())), bool(deleted))
        for id, name, deleted in db.execute(_ACCOUNTS)
    ]
