"""The keys of this computer: one pair that signs its bundles, one that opens what it is sent.

They are made when they are first needed, lie in the encrypted records and never in the journal.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hubdesk.ids import new_id
from hubdesk.models import DeskKey


@dataclass(frozen=True, slots=True)
class DeskKeys:
    """The keys in use. `identities` are all that open, those of former pairs too."""

    dev: str
    public: str
    private: str
    recipient: str
    identities: tuple[str, ...]
    publics: tuple[str, ...]  # all that signed here, but what was taken out of use

    def __repr__(self) -> str:  # a log line must not hold what opens and signs
        return f"DeskKeys({self.dev})"


@dataclass(frozen=True, slots=True)
class Ours:
    """What others need to know of this hub: its id, what it signs with, what opens here."""

    hub: str
    signs: str
    opens: str


def desk_keys(db: Session) -> DeskKeys | None:
    """The keys of this computer; None before there are any."""
    kept = list(db.scalars(select(DeskKey).order_by(DeskKey.made_at.desc(), DeskKey.id.desc())))
    if not kept:
        return None
    newest = kept[0]
    return DeskKeys(
        newest.dev,
        newest.signs_public,
        newest.signs_private,
        newest.opens_public,
        tuple(key.opens_private for key in kept),
        tuple(key.signs_public for key in kept if key.signs_public),
    )


def make_desk_keys(db: Session, *, now: datetime) -> DeskKeys:
    """A new pair of each, from now on in use. Whoever seals to this computer needs to be told."""
    before = desk_keys(db)
    public, private, recipient, identity = new_pairs()
    db.add(
        DeskKey(
            dev=before.dev if before else new_id(),
            signs_public=public,
            signs_private=private,
            opens_public=recipient,
            opens_private=identity,
            made_at=now,
        )
    )
    db.flush()
    made = desk_keys(db)
    assert made is not None
    return made


def renew_desk_keys(db: Session, *, now: datetime) -> bool:
    """New pairs where there are any: somebody left who may have copied what signs.

    What the old ones signed is taken no more. They still open what was sealed to this computer.
    Whoever gets what is sealed here has to be told the new one. Answers with whether there are any.
    """
    if desk_keys(db) is None:
        return False
    db.execute(update(DeskKey).values(signs_public="", signs_private=""))
    make_desk_keys(db, now=now)
    return True


def new_pairs() -> tuple[str, str, str, str]:
    """A signing pair in hexadecimal and an age pair, the public half of each first."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from pyrage import x25519

    private = secrets.token_bytes(32)
    public = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    identity = x25519.Identity.generate()
    return public.hex(), private.hex(), str(identity.to_public()), str(identity)
