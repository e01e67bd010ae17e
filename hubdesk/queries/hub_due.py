"""Of what besides whole people the hub's rules let go: losses, staff who left, what is nobody's.

A loss counts from the day it was decided whether the regulator is told, and one that was taken back
from the day it was found; any other that is not decided stays. Of the staff it counts from the
day their account was put away, and of people from the Undo that took their record back: the
journal knows both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from hubdesk.models import Breach, Complaint, JournalOp, JournalTxn, Person, PersonMerge, Story
from hubdesk.models.staff import WHO_LEFT
from hubdesk.queries.presence_due import presence_due
from hubdesk.queries.retention import (
    BREACHES,
    CONSENTS,
    REQUESTS,
    STAFF,
    TAKEN_BACK,
    months_after,
    rules,
)
from hubdesk.queries.staff import leavers


@dataclass(frozen=True, slots=True)
class HubDue:
    """Which rows, and the day before which they ended."""

    ids: tuple[str, ...]
    before: date


def breaches_due(db: Session, today: date) -> HubDue:
    """The losses of data of which only the number and the day are kept from now on."""
    before = months_after(today, -rules(db)[BREACHES].months)
    says = or_(Breach.what != "", Breach.contained != "", Breach.decision != "")
    since = _begin(before)
    never_was = and_(Breach.deleted == 1, Breach.found_at < since)
    over = select(Breach.id).where(or_(Breach.decided_at < since, never_was), says)
    return HubDue(tuple(db.scalars(over.order_by(Breach.id))), before)


def staff_due(db: Session, today: date) -> HubDue:
    """Those who left the staff and whose names are kept no longer."""
    before = months_after(today, -rules(db)[STAFF].months)
    gone = [row.id for row in leavers(db) if row.name != WHO_LEFT]
    mine = JournalOp.tbl == "account", JournalOp.pk.in_(gone)
    return HubDue(tuple(db.scalars(_unchanged_since(before).where(*mine))), before)


def complaints_due(db: Session, today: date) -> HubDue:
    """Answered complaints of nobody in the records, which go with no person."""
    before = months_after(today, -rules(db)[REQUESTS].months)
    says = or_(Complaint.about != "", Complaint.finding != "")
    never_was = and_(Complaint.deleted == 1, Complaint.came_on < before)
    over = select(Complaint.id).where(
        Complaint.person_id.is_(None), says, or_(Complaint.told_on < before, never_was)
    )
    return HubDue(tuple(db.scalars(over.order_by(Complaint.id))), before)


def stories_due(db: Session, today: date) -> HubDue:
    """Stories of nobody in the records, by the rule for stories."""
    before = months_after(today, -rules(db)[CONSENTS].months)
    says = or_(Story.who != "", Story.text != "", Story.work != "", Story.link != "")
    over = select(Story.id).where(Story.person_id.is_(None), says, Story.told_on < before)
    return HubDue(tuple(db.scalars(over.order_by(Story.id))), before)


def taken_back_due(db: Session, today: date) -> HubDue:
    """The records of people that an Undo took back, a wrong list among them, for good.

    No page shows them and nothing brings them back, so nobody could ask to have them erased.
    """
    before = months_after(today, -rules(db)[TAKEN_BACK].months)
    stays = exists().where(PersonMerge.from_id == Person.id, PersonMerge.deleted == 0)
    gone = select(Person.id).where(Person.deleted == 1, Person.display_name != "", ~stays)
    mine = JournalOp.tbl == "person", JournalOp.pk.in_(gone)
    return HubDue(tuple(db.scalars(_unchanged_since(before).where(*mine))), before)


def others_due(db: Session, today: date) -> int:
    """How much that is not a whole person is due, who was in the building among it."""
    looks = (breaches_due, staff_due, taken_back_due, complaints_due, stories_due)
    return presence_due(db, today).many + sum(len(look(db, today).ids) for look in looks)


def _unchanged_since(before: date) -> Select[str]:
    """Records whose last change lies before a day; the statement is told of what table."""
    return (
        select(JournalOp.pk)
        .join(JournalTxn, JournalTxn.id == JournalOp.id)
        .group_by(JournalOp.pk)
        .having(func.max(JournalTxn.wall_utc) < _begin(before).isoformat())
        .order_by(JournalOp.pk)
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
