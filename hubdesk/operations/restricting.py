"""Keeping a record and not using it: at whose wish, what is refused meanwhile, and its end."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from hubdesk.errors.privacy import (
    DayNotRight,
    NotRestricted,
    NotToldYet,
    ReasonMissing,
    RecordRestricted,
    RestrictedAlready,
)
from hubdesk.models import Asked, Asker, Person, RestrictedFor, Restriction
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.operations.requests import answer_open
from hubdesk.queries.restrictions import restriction_of
from hubdesk.typed import clean_line, clean_note


def check_usable(db: Session, person: Person) -> None:
    """Refuse RecordRestricted where the record is kept and not used."""
    if (holds := restriction_of(db, person.id)) is not None:
        raise RecordRestricted(person.display_name, holds.since_on)


def restrict_use(
    db: Session,
    *,
    person_id: str,
    ground: str,
    now: datetime,
    asked_by: str = Asker.THEMSELVES,
    since_on: date | None = None,
    why: str = "",
) -> Restriction:
    """The record is kept, and not used from `since_on` on. It answers what they asked for.

    A request of theirs for this is answered by it, and so is an objection where that is the
    ground. Refuses ChoiceUnknown, DayNotRight and RestrictedAlready.
    """
    person = found(db, Person, person_id)
    reason = RestrictedFor(one_of(RestrictedFor, ground, "Why"))
    day = since_on or now.date()
    if day > now.date():
        raise DayNotRight("The day it begins", day)
    if (there := restriction_of(db, person.id)) is not None:
        raise RestrictedAlready(person.display_name, there.since_on)
    row = Restriction(
        person_id=person.id,
        ground=reason,
        asked_by=one_of(Asker, asked_by, "Who asked"),
        why=clean_note(why, "What they said"),
        since_on=day,
    )
    db.add(row)
    db.flush()
    objects = (Asked.OBJECTION,) if reason is RestrictedFor.OBJECTION else ()
    answer_open(db, person_id=person.id, asked=(Asked.RESTRICTION, *objects), now=now)
    return row


def lift_restriction(
    db: Session, *, person_id: str, why: str, was_told: bool, now: datetime
) -> Restriction:
    """The record is used again. They are told first: UK GDPR, article 18(3).

    Refuses NotRestricted, NotToldYet, and ReasonMissing without why it ends.
    """
    person = found(db, Person, person_id)
    holds = restriction_of(db, person.id)
    if holds is None:
        raise NotRestricted(person.display_name)
    reason = clean_line(why, "Why it ends", 300)
    if not reason:
        raise ReasonMissing("why it ends")
    if not was_told:
        raise NotToldYet(person.known_as or person.display_name)
    row = found(db, Restriction, holds.id)
    row.told_on = row.lifted_on = now.date()
    row.lifted_why = reason
    db.flush()
    return row
