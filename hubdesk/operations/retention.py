"""For how long things are kept: the hub's own rules, and what a law keeps for longer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from hubdesk.errors.people import ChoiceUnknown
from hubdesk.errors.privacy import HoldThere, PeriodNotRight, ReasonMissing
from hubdesk.ids import pair_id
from hubdesk.models import Erasure, LegalHold, Person, RegionLine, RetentionRule
from hubdesk.operations.lending import found
from hubdesk.queries.hub_due import (
    breaches_due,
    complaints_due,
    staff_due,
    stories_due,
    taken_back_due,
)
from hubdesk.queries.presence_due import due_ids
from hubdesk.queries.retention import SHIPPED, TAKEN_BACK, hold_of, rules
from hubdesk.typed import clean_line

LEAST, MOST = 1, 1200  # months
MOST_AT_ONCE = 500  # people of a list that was taken back, in one transaction


def change_rule(
    db: Session, *, record: str, months: int, why: str = "", now: datetime
) -> RetentionRule:
    """A new version of one rule; the old one stays on record.

    Refuses ChoiceUnknown and PeriodNotRight.
    """
    if record not in {rule.record for rule in SHIPPED}:
        raise ChoiceUnknown("Rule", record)
    if not LEAST <= months <= MOST:
        raise PeriodNotRight(LEAST, MOST)
    row = RetentionRule(
        record=record,
        months=months,
        why=clean_line(why, "Why", 300),
        version=rules(db)[record].version + 1,
        from_on=now.date(),
    )
    db.add(row)
    db.flush()
    return row


def forget_presence(db: Session, *, now: datetime) -> int:
    """Forget who it was that came into the building, as far as the rule says, the oldest first.

    That somebody came and left is kept, so counts stay true; who it was is in the journal neither.
    There is no undo. Answers with how many entries; what is more than one transaction takes is
    still due.
    """
    return _forgotten(db, "presence", due_ids(db, now.date()))


def forget_breaches(db: Session, *, now: datetime) -> int:
    """Forget what was lost, of each loss of data whose time is over; how many and when is kept.

    There is no undo. Answers with how many.
    """
    return _forgotten(db, "breach", breaches_due(db, now.date()).ids)


def forget_staff(db: Session, *, now: datetime) -> int:
    """Forget the names of those who left the staff, and the numbers of their checks.

    What they did stays, as done by somebody who left. There is no undo. Answers with how many.
    """
    return _forgotten(db, "account", staff_due(db, now.date()).ids)


def forget_complaints(db: Session, *, now: datetime) -> int:
    """Forget what complaints of nobody in the records said and what was found; the days are kept.

    There is no undo. Answers with how many.
    """
    return _forgotten(db, "complaint", complaints_due(db, now.date()).ids)


def forget_stories(db: Session, *, now: datetime) -> int:
    """Forget the stories of nobody in the records. There is no undo. Answers with how many."""
    return _forgotten(db, "story", stories_due(db, now.date()).ids)


def forget_taken_back(db: Session, *, now: datetime) -> int:
    """Erase the people whose records an Undo took back. There is no undo.

    Their names stay in notes about things: most often it is somebody's who was written down twice.
    Answers with how many; what is more than one transaction takes is still due.
    """
    ids = taken_back_due(db, now.date()).ids[:MOST_AT_ONCE]
    told = update(RegionLine).where(RegionLine.person_id.in_(ids))
    db.execute(told.values(body="", person_id=""))
    for id in ids:
        was = pair_id("erasure", id, "")
        db.add(Erasure(id=was, was=id, ground=TAKEN_BACK, erased_at=now))
    db.flush()
    return _forgotten(db, "person", ids)


def _forgotten(db: Session, noun: str, ids: Sequence[str]) -> int:
    """The journal lets go of what these held when this is saved. Answers with how many."""
    db.info["forgotten"].update((noun, id) for id in ids)
    return len(ids)


def put_on_hold(
    db: Session, *, person_id: str, why: str, now: datetime, since_on: date | None = None
) -> LegalHold:
    """A law keeps their records for now. Refuses ReasonMissing and HoldThere."""
    person = found(db, Person, person_id)
    if hold_of(db, person.id) is not None:
        raise HoldThere(person.display_name)
    reason = clean_line(why, "Why", 300)
    if not reason:
        raise ReasonMissing("why the record must stay")
    hold = LegalHold(person_id=person.id, why=reason, since_on=since_on or now.date())
    db.add(hold)
    db.flush()
    return hold


def lift_hold(db: Session, *, hold_id: str) -> LegalHold:
    """The reason is over. Refuses NotFound."""
    hold = found(db, LegalHold, hold_id)
    hold.deleted = True
    db.flush()
    return hold
