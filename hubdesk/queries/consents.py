"""The words people are asked with, and what somebody said to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.records import NotFound
from hubdesk.models import Consent, ConsentWording, Purpose


@dataclass(frozen=True, slots=True)
class WordingRow:
    """One version of the words of a purpose."""

    id: str
    purpose: str
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """What somebody agreed to or not, and the words they heard.

    `wording` is empty where the words were kept on paper alone. `is_older` says that the hub
    asks with other words by now.
    """

    id: str
    purpose: str
    wording_version: str
    is_given: bool
    given_on: date
    how: str
    wording: str
    is_older: bool
    wording_id: str = ""


def current_wordings(db: Session) -> dict[str, WordingRow]:
    """The words that hold now, by purpose."""
    rows = db.execute(
        select(
            ConsentWording.id, ConsentWording.purpose, ConsentWording.version, ConsentWording.text
        )
        .where(ConsentWording.deleted == 0)
        .order_by(ConsentWording.version, ConsentWording.id)
    )
    return {row.purpose: WordingRow(*row) for row in rows}


def current_wording(db: Session, purpose: str) -> WordingRow:
    """The words of one purpose that hold now. NotFound if the hub has none."""
    if (found := current_wordings(db).get(purpose)) is None:
        raise NotFound("consent_wording", purpose)
    return found


def consents_of(db: Session, person_id: str) -> tuple[ConsentRow, ...]:
    """All that somebody ever said to a consent, newest first: the first of a purpose holds."""
    now = {row.id for row in current_wordings(db).values()}
    rows = db.execute(
        select(
            *(Consent.id, Consent.purpose, Consent.wording_version, Consent.is_given),
            *(Consent.given_on, Consent.how, ConsentWording.text, Consent.wording_id),
        )
        .outerjoin(ConsentWording, ConsentWording.id == Consent.wording_id)
        .where(Consent.person_id == person_id, Consent.deleted == 0)
        .order_by(Consent.given_on.desc(), Consent.id.desc())
    )
    return tuple(
        ConsentRow(
            *(id, purpose, version, bool(given), on, how),
            *(text or "", words_id not in now, words_id or ""),
        )
        for id, purpose, version, given, on, how, text, words_id in rows
    )


def given_now(db: Session, person_id: str) -> dict[str, ConsentRow]:
    """What somebody said yes to and can take back, by purpose. A notice is read, not agreed to."""
    newest: dict[str, ConsentRow] = {}
    for row in consents_of(db, person_id):
        newest.setdefault(row.purpose, row)
    newest.pop(Purpose.PRIVACY_NOTICE, None)
    return {purpose: row for purpose, row in newest.items() if row.is_given}
