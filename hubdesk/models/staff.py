"""The people who work at the hub, the roles they hold, and who looked at what is sensitive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from hubdesk.models.base import STAYS, Base, Deletable, moment, number, reference, words


class StaffRole(StrEnum):
    """What somebody does at the hub. One account may hold several."""

    VOLUNTEER = "volunteer"
    FRONT_DESK = "front desk"
    TUTOR = "tutor"
    MANAGER = "manager"
    LEAD = "safeguarding lead"
    DEPUTY = "deputy"


WHO_LEFT = "Somebody who left"  # stands for a name whose time is over


def joined(roles: Iterable[str]) -> str:
    """Roles as the journal keeps them, in one order: "tutor, manager"."""
    held = set(roles)
    return ", ".join(role for role in StaffRole if role in held)


def roles_in(text: str) -> frozenset[StaffRole]:
    """The roles that `joined` wrote. What this version does not know gives no right."""
    known = {role.value: role for role in StaffRole}
    return frozenset(known[part] for part in text.split(", ") if part in known)


class Account(Deletable, Base):
    """Somebody who works at the hub. Who leaves is put away, and what they did keeps their name."""

    __tablename__ = "account"
    __table_args__ = {"info": {"subject": None, "names": "nobody"}}

    name: Mapped[str] = words()


class AccountRole(Deletable, Base):
    """One role of an account. Its id is the pair's, so that two desks make the same row."""

    __tablename__ = "account_role"
    __table_args__ = (
        Index("ix_account_role_account_id", "account_id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    account_id: Mapped[str] = reference("account.id")
    role: Mapped[str] = words()


class Watched(StrEnum):
    """What is written down when somebody looks, takes out, or mends."""

    SAFEGUARDING = "safeguarding"
    CONCERN_LIST = "list of concerns"
    CONCERN_KEY = "key for concerns"
    SEALED_AGAIN = "concerns sealed again"
    EQUALITY_KEY = "key for equality forms"
    EQUALITY_BATCH = "equality forms opened"
    HELD = "all that is held"
    WHO_LOOKED = "who looked"
    CHECKS = "background checks"
    PERSON_FILE = "file of a person"
    LIST_FILE = "file of a list"
    EVERYTHING = "file of everything"
    WRONG_LOCK = "wrong passphrase"
    CLOCK = "clock went back"
    RECOVERY_SHEET = "recovery sheet"
    MANAGER = "manager elsewhere"
    NEW_SHEET = "new recovery sheet"
    NEW_PASSPHRASE = "new passphrase"
    RESTORED = "backup restored"
    MENDED = "records mended"


class AccessEvent(Deletable, Base):
    """Somebody saw what is sensitive, took records out, or got in by another way.

    Insert-only: a trigger refuses to change it. Who did it is said by the journal, which proves
    it; `account_id` is whose lock was tried, `person_id` whom it is about. Neither is a foreign
    key, since writing down a look may never stand in the way of undoing something else.
    """

    __tablename__ = "access_event"
    __table_args__ = (
        Index("ix_access_event_what_id", "what", "id"),
        Index("ix_access_event_person_id", "person_id"),
        {"info": {"subject": "person_id", "insert_only": True}},
    )

    what: Mapped[str] = words(info=STAYS)
    person_id: Mapped[str] = words()
    account_id: Mapped[str] = words(info=STAYS)
    why: Mapped[str] = words()
    times: Mapped[int] = number(1, info=STAYS)
    happened_at: Mapped[datetime] = moment(info=STAYS)
