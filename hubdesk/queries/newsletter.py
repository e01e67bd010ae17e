"""Who gets the newsletter: people of the hub who said yes, and those who only gave an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from hubdesk.models import Consent, NewsletterSignUp, Person, Purpose
from hubdesk.queries.restrictions import is_restricted

SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class SignUpRow:
    """An address of somebody who is not in People."""

    id: str
    name: str
    email: str
    agreed_on: date
    agreed_how: str
    wording_version: str
    taken_back_on: date | None


@dataclass(frozen=True, slots=True)
class Reader:
    """One who gets it, and what they agreed to. `person_id` is empty for who is not in People."""

    person_id: str
    name: str
    email: str
    agreed_on: date
    agreed_how: str
    wording_version: str


def _agreed() -> Any:
    """People with an address whose newest answer is yes, and who may be written to now."""
    later = aliased(Consent)
    newer = exists().where(
        later.person_id == Consent.person_id,
        later.purpose == Purpose.NEWSLETTER,
        later.deleted == 0,
        or_(
            later.given_on > Consent.given_on,
            and_(later.given_on == Consent.given_on, later.id > Consent.id),
        ),
    )
    return (
        select(
            *(Person.id, Person.display_name, Person.email, Consent.given_on, Consent.how),
            Consent.wording_version,
        )
        .join(Consent, Consent.person_id == Person.id)
        .where(
            Consent.purpose == Purpose.NEWSLETTER,
            Consent.is_given == 1,
            Consent.deleted == 0,
            ~newer,
            Person.deleted == 0,
            Person.email != "",
            ~is_restricted(Person.id),
        )
    )


def _standing() -> Any:
    """Addresses of others that still stand."""
    return select(
        *(NewsletterSignUp.name, NewsletterSignUp.email, NewsletterSignUp.agreed_on),
        *(NewsletterSignUp.agreed_how, NewsletterSignUp.wording_version),
    ).where(
        NewsletterSignUp.deleted == 0,
        NewsletterSignUp.person_id.is_(None),
        NewsletterSignUp.taken_back_on.is_(None),
        NewsletterSignUp.email != "",
    )


def gets_newsletter(db: Session, email: str) -> bool:
    """Whether an address gets it already, however its letters are written."""
    wanted = email.casefold()
    others = _standing().where(func.lower(NewsletterSignUp.email) == wanted)
    people = _agreed().where(func.lower(Person.email) == wanted)
    return any(db.execute(query.limit(1)).first() is not None for query in (others, people))


def readers(db: Session) -> tuple[Reader, ...]:
    """Everybody who gets it, by address; an address that is here twice stands once."""
    found: dict[str, Reader] = {}
    for row in db.execute(_agreed().order_by(Person.id)):
        found.setdefault(row.email.casefold(), Reader(*row))
    for row in db.execute(_standing().order_by(NewsletterSignUp.id)):
        found.setdefault(row.email.casefold(), Reader("", *row))
    return tuple(found[email] for email in sorted(found))


def reader_counts(db: Session) -> tuple[int, int]:
    """How many of People get it, and how many others."""
    people = db.scalar(select(func.count()).select_from(_agreed().subquery())) or 0
    others = db.scalar(select(func.count()).select_from(_standing().subquery())) or 0
    return people, others


def sign_ups(db: Session) -> tuple[SignUpRow, ...]:
    """The newest addresses of those who are not in People, those taken back among them."""
    query = select(
        *(NewsletterSignUp.id, NewsletterSignUp.name, NewsletterSignUp.email),
        *(NewsletterSignUp.agreed_on, NewsletterSignUp.agreed_how),
        *(NewsletterSignUp.wording_version, NewsletterSignUp.taken_back_on),
    ).where(
        NewsletterSignUp.deleted == 0,
        NewsletterSignUp.person_id.is_(None),
        NewsletterSignUp.email != "",
    )
    order = (NewsletterSignUp.agreed_on.desc(), NewsletterSignUp.id.desc())
    return tuple(SignUpRow(*row) for row in db.execute(query.order_by(*order).limit(SHOWN)))
