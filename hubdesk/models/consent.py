"""What people agree to: the words they are asked with, in versions, and what each answered."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from hubdesk.models.base import STAYS, Base, Deletable, a_day, flag, number, reference, words


class Purpose(StrEnum):
    """What a consent is about. Each is asked, given and taken back by itself."""

    PRIVACY_NOTICE = "privacy notice"  # given to read: not a consent, but kept the same way
    SUPPORT_NEEDS = "support needs"
    CONTACT = "contact"
    PHOTOS = "photos"
    NEWSLETTER = "newsletter"


class ConsentWording(Deletable, Base):
    """One version of the words of a purpose. What was answered to a version stays under it."""

    __tablename__ = "consent_wording"
    __table_args__ = {"info": {"subject": None, "names": "nobody"}}

    purpose: Mapped[str] = words()
    version: Mapped[int] = number(1)
    text: Mapped[str] = words()
    from_on: Mapped[date] = a_day()


class Consent(Deletable, Base):
    """What a person agreed to or not: which words, which day, how. Never overwritten.

    `wording_version` is what the words were called on the day. Before the hub's words were kept
    here it was typed from a sheet of paper: such an answer has no `wording_id`.
    """

    __tablename__ = "consent"
    __table_args__ = (
        Index("ix_consent_person_id_id", "person_id", "id"),
        Index("ix_consent_wording_id_id", "wording_id", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str] = reference("person.id")
    purpose: Mapped[str] = words(info=STAYS)
    wording_version: Mapped[str] = words(info=STAYS)
    wording_id: Mapped[str | None] = reference("consent_wording.id", nullable=True, info=STAYS)
    is_given: Mapped[bool] = flag(info=STAYS)
    given_on: Mapped[date] = a_day(info=STAYS)
    how: Mapped[str] = words(info=STAYS)
