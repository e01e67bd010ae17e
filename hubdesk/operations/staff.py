"""The people who work at the hub: adding them, their roles, putting away who leaves.

`by` is the account of whoever does it. A hub always keeps one manager, and nobody gives themselves
a role: only somebody who is the one manager there is, and has nobody to ask, may add to their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.people import ChoiceUnknown
from hubdesk.errors.records import NotFound
from hubdesk.errors.staff import (
    LastManager,
    OwnAccount,
    OwnRoles,
    RolesMissing,
    StaffLeft,
    StaffThere,
)
from hubdesk.ids import pair_id
from hubdesk.models import Account, AccountRole, StaffRole
from hubdesk.operations.lending import found
from hubdesk.operations.rights import gains
from hubdesk.queries.staff import account, called, leavers, managers
from hubdesk.typed import clean_line

MOST_LETTERS = 60


def add_staff(db: Session, *, name: str, roles: Iterable[str]) -> Account:
    """Somebody new. Refuses FieldMissing, TextTooLong, StaffThere, StaffLeft and RolesMissing."""
    wanted = _roles(roles)
    somebody = Account(name=_free_name(db, name))
    db.add(somebody)
    db.flush()
    _hold(db, somebody.id, wanted)
    return somebody


def rename_staff(db: Session, *, account_id: str, name: str) -> Account:
    """Another name; what they did before is told under it too. Refuses as `add_staff` does."""
    somebody = found(db, Account, account_id)
    clean = _free_name(db, name, of=account_id)
    if somebody.name != clean:
        somebody.name = clean
    db.flush()
    return somebody


def change_roles(db: Session, *, account_id: str, roles: Iterable[str], by: str) -> None:
    """Let somebody hold these roles and no others.

    Refuses NotFound, RolesMissing, LastManager and OwnRoles.
    """
    somebody, wanted = found(db, Account, account_id), _roles(roles)
    row = account(db, account_id)
    before = set(row.roles) if row else set()
    if gains(before, wanted):
        _check_not_own(db, account_id, by)
    _hold(db, account_id, wanted)
    check_staff(db, somebody.name)


def put_away_staff(db: Session, *, account_id: str, by: str) -> None:
    """Somebody leaves: nobody acts in their account any more. Their roles wait for their return.

    Refuses NotFound, OwnAccount and LastManager.
    """
    somebody = found(db, Account, account_id)
    if account_id == by:
        raise LastManager(somebody.name) if len(managers(db)) == 1 else OwnAccount
    somebody.deleted = True
    db.flush()
    check_staff(db, somebody.name)


def bring_back_staff(db: Session, *, account_id: str) -> Account:
    """Who left works here again, in the roles they had. Refuses NotFound and StaffThere."""
    if account_id not in {row.id for row in leavers(db)}:
        raise NotFound("account", account_id)
    somebody = db.get_one(Account, account_id)
    there = called(db, somebody.name)
    if there is not None and not there.has_left:
        raise StaffThere(there.name)
    somebody.deleted = False
    db.flush()
    return somebody


def check_staff(db: Session, name: str = "") -> None:
    """A hub keeps one manager, whatever was changed or undone. LastManager, with who is named."""
    db.flush()
    if not managers(db):
        raise LastManager(name)


def check_undone(db: Session, *, roles: Iterable[tuple[str, dict[str, Any]]], by: str) -> None:
    """After an undo: the rules of staff still hold. `roles` are rows with what was put back.

    Refuses LastManager, and OwnRoles when somebody takes a right back for themselves.
    """
    check_staff(db)
    back = [db.get(AccountRole, id) for id, values in roles if values.get("deleted") == 0]
    own = {row.role for row in back if row is not None and row.account_id == by}
    me = account(db, by)
    if me is not None and gains([role for role in me.roles if role not in own], me.roles):
        _check_not_own(db, by, by)


def _check_not_own(db: Session, account_id: str, by: str) -> None:
    if account_id == by and [row.id for row in managers(db)] != [by]:
        raise OwnRoles


def _hold(db: Session, account_id: str, wanted: set[StaffRole]) -> None:
    there = {
        row.role: row
        for row in db.scalars(select(AccountRole).where(AccountRole.account_id == account_id))
    }
    for role in sorted(wanted):
        row = there.pop(role.value, None)
        if row is None:
            row_id = pair_id("account_role", account_id, role.value)
            db.add(AccountRole(id=row_id, account_id=account_id, role=role.value))
        elif row.deleted:
            row.deleted = False
    for row in there.values():
        if not row.deleted:
            row.deleted = True
    db.flush()


def _roles(roles: Iterable[str]) -> set[StaffRole]:
    known = {role.value: role for role in StaffRole}
    asked = list(roles)
    for role in asked:
        if role not in known:
            raise ChoiceUnknown("Role", role)
    if not asked:
        raise RolesMissing
    return {known[role] for role in asked}


def _free_name(db: Session, name: str, *, of: str = "") -> str:
    clean = clean_line(name, "Name", MOST_LETTERS)
    if not clean:
        raise FieldMissing("Name")
    there = called(db, clean)
    if there is not None and there.id != of:
        raise StaffLeft(there.name) if there.has_left else StaffThere(there.name)
    return clean
