"""For the community interest report: who was consulted and what changed, what gifts were worth."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.people import NumberNotRight
from hubdesk.errors.skills import SeenInFuture
from hubdesk.models import Consultation, Gift, GiftValue
from hubdesk.operations.lending import found
from hubdesk.typed import clean_line, clean_note

WHO, VALUE, MANY = "Who was asked", "Worth in pounds", "How many"
MOST_POUNDS = 100_000
MOST_ASKED = 100_000


def log_consultation(
    db: Session,
    *,
    who: str,
    now: datetime,
    held_on: date | None = None,
    method: str = "",
    how_many: int = 0,
    said: str = "",
    changed: str = "",
) -> Consultation:
    """Who was asked about what the hub does, what they said, and what came of it.

    Refuses FieldMissing, TextTooLong, NumberNotRight and SeenInFuture.
    """
    asked = clean_line(who, WHO, 200)
    if not asked:
        raise FieldMissing(WHO)
    if not 0 <= how_many <= MOST_ASKED:
        raise NumberNotRight(MANY, 0, MOST_ASKED)
    on = held_on or now.date()
    if on > now.date():
        raise SeenInFuture(on)
    consultation = Consultation(
        held_on=on,
        who=asked,
        method=clean_line(method, "How", 200),
        how_many=how_many,
        said=clean_note(said, "What they said", 2000),
        changed=clean_note(changed, "What changed", 2000),
    )
    db.add(consultation)
    db.flush()
    return consultation


def put_away_consultation(db: Session, *, consultation_id: str) -> Consultation:
    """It stands in no report from now on. Refuses NotFound."""
    consultation = found(db, Consultation, consultation_id)
    consultation.deleted = True
    db.flush()
    return consultation


def value_gift(db: Session, *, gift_id: str, pounds: int, now: datetime) -> GiftValue:
    """A fair estimate of what a gift was worth; it takes the place of an earlier one.

    Refuses NumberNotRight and NotFound.
    """
    gift = found(db, Gift, gift_id)
    if not 0 <= pounds <= MOST_POUNDS:
        raise NumberNotRight(VALUE, 0, MOST_POUNDS)
    earlier = select(GiftValue).where(GiftValue.gift_id == gift.id, GiftValue.deleted == 0)
    for one in db.scalars(earlier):
        one.deleted = True
    value = GiftValue(gift_id=gift.id, pounds=pounds, valued_on=now.date())
    db.add(value)
    db.flush()
    return value
