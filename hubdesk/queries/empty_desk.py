"""The desk with nobody at it: the first steps of a new hub, or who was here lately."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from hubdesk.ids import CodeKind
from hubdesk.models import Counter, Device, JournalTxn, Loan, Person, Stream
from hubdesk.models.person import short_name
from hubdesk.queries.copies import holds_people
from hubdesk.queries.hub import hub_settings

LATELY = 3
_LOOKED_AT = 60  # of the newest actions: a few people fill more than that only on a strange day


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Which of the first steps of a hub are done."""

    has_labels: bool
    has_devices: bool
    has_people: bool
    has_lent: bool

    @property
    def are_done(self) -> bool:
        return self.has_labels and self.has_devices and self.has_people and self.has_lent


@dataclass(frozen=True, slots=True)
class LatelyHere:
    """Somebody who was at this desk lately: first name and initial, for a screen in public."""

    person_id: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EmptyDesk:
    """`steps` is None where they are done, or somebody put the list away."""

    steps: FirstSteps | None
    lately: tuple[LatelyHere, ...]


def empty_desk(db: Session) -> EmptyDesk:
    """What to show while nobody is at the desk."""
    if hub_settings(db).first_steps:
        steps = first_steps(db)
        if not steps.are_done:
            return EmptyDesk(steps, ())
    return EmptyDesk(None, lately_here(db))


# Built once: the desk asks them whenever nobody is at it.
_MINTED = select(Counter.next).where(Counter.id == CodeKind.DEVICE)
_ANY_DEVICE = select(exists().where(Device.deleted == 0))
_ANY_LOAN = select(exists(select(Loan.id)))


def first_steps(db: Session) -> FirstSteps:
    """Each is a fact of the records, so nothing has to be ticked."""
    minted = db.scalar(_MINTED) or 1
    has_devices = bool(db.scalar(_ANY_DEVICE))
    return FirstSteps(
        has_labels=minted > 1 or has_devices,
        has_devices=has_devices,
        has_people=holds_people(db),
        has_lent=bool(db.scalar(_ANY_LOAN)),
    )


def lately_here(db: Session, *, limit: int = LATELY) -> tuple[LatelyHere, ...]:
    """Whom the newest actions of this computer were about, each once."""
    mine = select(Stream.id).where(Stream.is_mine == 1)
    rows = db.execute(
        select(JournalTxn.about, JournalTxn.wall_utc)
        .where(JournalTxn.stream_id.in_(mine), JournalTxn.undo_of.is_(None))
        .order_by(JournalTxn.hlc.desc(), JournalTxn.id.desc())
        .limit(_LOOKED_AT)
    )
    newest: dict[str, str] = {}
    for about, at in rows:
        person_id = json.loads(about or "{}").get("person_id")
        if person_id:
            newest.setdefault(person_id, at)
    found = []
    for person_id, at in newest.items():
        person = db.get(Person, person_id)
        if person is not None and not person.deleted:
            who = short_name(person.display_name, person.known_as)
            found.append(LatelyHere(person_id, who, datetime.fromisoformat(at)))
        if len(found) == limit:
            break
    return tuple(found)
