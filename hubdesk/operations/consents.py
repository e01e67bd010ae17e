"""What people agree to: the hub's words, in versions, and what each person said to which of them.

Words are never edited: the next version takes their place, and what somebody said to an earlier
one stays under it. A yes that is taken back ends on its day, and what followed from it stops.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing, WordsTheSame
from hubdesk.errors.lending import HappenedInFuture
from hubdesk.errors.privacy import NothingGiven
from hubdesk.errors.records import NotFound
from hubdesk.models import (
    Asked,
    Consent,
    ConsentWording,
    FollowUp,
    How,
    Person,
    Purpose,
    SupportNeed,
)
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.operations.requests import answer_open
from hubdesk.queries.consents import current_wording, given_now
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
    record; a no takes a yes back, and what followed from it stops. Refuses ChoiceUnknown,
    NotFound for words of another purpose, and HappenedInFuture for a day after today.
    """
    person = found(db, Person, person_id)
    asked = one_of(Purpose, purpose, "Consent")
    if given_on and given_on > now.date():
        raise HappenedInFuture(given_on)
    heard_id = wording_id or current_wording(db, asked).id
    heard = found(db, ConsentWording, heard_id)
    if heard.purpose != asked:
        raise NotFound("consent_wording", heard_id)
    if not is_given and asked in given_now(db, person.id):
        _stop(db, person.id, asked)
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


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was taken back, and how many of their requests that answered."""

    purposes: tuple[str, ...]
    answered: int = 0


def withdraw_consents(
    db: Session,
    *,
    person_id: str,
    purposes: Sequence[str],
    how: str,
    now: datetime,
    on: date | None = None,
) -> Withdrawn:
    """They take back what they said yes to: it ends on that day, and what followed from it stops.

    It ends under the words they had said yes to, and not under those of today. A request of
    theirs for this is answered by it. Refuses ChoiceUnknown, HappenedInFuture, and NothingGiven
    where one of these was not given.
    """
    person = found(db, Person, person_id)
    day = on or now.date()
    if day > now.date():
        raise HappenedInFuture(day)
    given = given_now(db, person.id)
    wanted = [one_of(Purpose, purpose, "Consent") for purpose in purposes]
    if not wanted or not given.keys() >= set(wanted):
        raise NothingGiven(person.known_as or person.display_name)
    for purpose in wanted:
        yes = given[purpose]
        db.add(
            Consent(
                person_id=person.id,
                purpose=purpose,
                wording_id=yes.wording_id or None,
                wording_version=yes.wording_version,
                is_given=False,
                given_on=max(day, yes.given_on),
                how=one_of(How, how, "How they told us"),
            )
        )
        _stop(db, person.id, purpose)
    db.flush()
    done = answer_open(db, person_id=person.id, asked=(Asked.WITHDRAWAL,), now=now)
    return Withdrawn(tuple(wanted), done)


def _stop(db: Session, person_id: str, purpose: str) -> None:
    """What stood here because they had said yes. What lies elsewhere the page tells to do."""
    if purpose == Purpose.SUPPORT_NEEDS:
        needs = update(SupportNeed).where(SupportNeed.person_id == person_id)
        db.execute(needs.where(SupportNeed.deleted == 0).values(deleted=1))
        db.execute(update(Person).where(Person.id == person_id).values(wants_interpreter=0))
    elif purpose == Purpose.CONTACT:
        to_ask = update(FollowUp).where(FollowUp.person_id == person_id, FollowUp.is_done == 0)
        db.execute(to_ask.where(FollowUp.deleted == 0).values(deleted=1))


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
