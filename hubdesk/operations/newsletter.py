"""The newsletter, for those who are no person of the hub: signed up, and taken back as easily."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.opportunities import SignedUpAlready, SignUpOver
from hubdesk.models import How, NewsletterSignUp, Person, Purpose
from hubdesk.operations.consents import record_consent
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.operations.restricting import check_usable
from hubdesk.queries.consents import current_wording
from hubdesk.queries.newsletter import gets_newsletter
from hubdesk.typed import clean_line, read_email

EMAIL = "E-mail"


def sign_up(
    db: Session, *, email: str, how: str, now: datetime, name: str = ""
) -> NewsletterSignUp:
    """Somebody heard the words that hold now and gave an address to send the newsletter to.

    Whoever is in People says yes on their own record instead. Refuses FieldMissing,
    EmailNotRight, TextTooLong, ChoiceUnknown, and SignedUpAlready for an address that gets it.
    """
    address = read_email(email, EMAIL)
    if not address:
        raise FieldMissing(EMAIL)
    if gets_newsletter(db, address):
        raise SignedUpAlready(address)
    heard = current_wording(db, Purpose.NEWSLETTER)
    row = NewsletterSignUp(
        name=clean_line(name, "Name", 100),
        email=address,
        wording_id=heard.id,
        wording_version=str(heard.version),
        agreed_on=now.date(),
        agreed_how=one_of(How, how, "How they told us"),
    )
    db.add(row)
    db.flush()
    return row


def take_back_sign_up(db: Session, *, sign_up_id: str, now: datetime) -> NewsletterSignUp:
    """They want it no more. Refuses NotFound and SignUpOver."""
    row = _standing(db, sign_up_id)
    row.taken_back_on = now.date()
    db.flush()
    return row


def know_sign_up(db: Session, *, sign_up_id: str, person_id: str, now: datetime) -> Person:
    """It is somebody the hub knows: their yes goes over to their own record, under its own words.

    Their record gets the address where it has none. Refuses NotFound, SignUpOver and
    RecordRestricted.
    """
    row, person = _standing(db, sign_up_id), found(db, Person, person_id)
    check_usable(db, person)
    record_consent(
        db,
        person_id=person.id,
        purpose=Purpose.NEWSLETTER,
        how=row.agreed_how,
        given_on=row.agreed_on,
        wording_id=row.wording_id or "",
        now=now,
    )
    if not person.email:
        person.email = row.email
    row.person_id = person.id
    db.flush()
    return person


def _standing(db: Session, sign_up_id: str) -> NewsletterSignUp:
    row = found(db, NewsletterSignUp, sign_up_id)
    if row.taken_back_on is not None or row.person_id is not None:
        raise SignUpOver(row.email)
    return row
