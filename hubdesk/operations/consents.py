"""What people agree to: the hub's words, in versions, and what each person said to which of them.

Words are never edited: the next version takes their place, and what somebody said to an earlier
one stays under it.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing, WordsTheSame
from hubdesk.errors.lending import HappenedInFuture
from hubdesk.errors.records import NotFound
from hubdesk.models import Consent, ConsentWording, How, Person, Purpose
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.queries.consents import current_wording
from hubdesk.typed import clean_note

MOST_LETTERS = 600  # of the words: more is not read out at a desk


def record_consent(
    db: Session,
    *,
    person_id: str,
    purpose: str,
    how: str,
    now: datetime,
    is_given: bool = True,
    given_on: date | None = None,
    wording_id: str = "",
) -> Consent:
    """Write down that somebody said yes or no, to which words, when and how.

    Without `wording_id` they heard the words that hold now. What they said before stays on
    record. Refuses ChoiceUnknown, NotFound for words of another purpose, and HappenedInFuture
    for a day after today.
    """
    person = found(db, Person, person_id)
    asked = one_of(Purpose, purpose, "Consent")
    if given_on and given_on > now.date():
        raise HappenedInFuture(given_on)
    heard_id = wording_id or current_wording(db, asked).id
    heard = found(db, ConsentWording, heard_id)
    if heard.purpose != asked:
        raise NotFound("consent_wording", heard_id)
    consent = Consent(
        person_id=person.id,
        purpose=asked,
        wording_id=heard.id,
        wording_version=str(heard.version),
        is_given=is_given,
        given_on=given_on or now.date(),
        how=one_of(How, how, "How they told us"),
    )
    db.add(consent)
    db.flush()
    return consent


def change_wording(db: Session, *, purpose: str, text: str, now: datetime) -> ConsentWording:
    """The next version of what people are asked. What was answered stays under its own words.

    Refuses ChoiceUnknown, FieldMissing, TextTooLong, and WordsTheSame if nothing differs.
    """
    asked = one_of(Purpose, purpose, "Consent")
    clean = clean_note(text, "Words", MOST_LETTERS)
    if not clean:
        raise FieldMissing("Words")
    if clean == current_wording(db, asked).text:
        raise WordsTheSame
    newest = db.scalar(
        select(func.max(ConsentWording.version)).where(ConsentWording.purpose == asked)
    )
    wording = ConsentWording(
        purpose=asked, version=(newest or 0) + 1, text=clean, from_on=now.date()
    )
    db.add(wording)
    db.flush()
    return wording
