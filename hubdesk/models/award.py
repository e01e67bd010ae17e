"""What somebody was given a certificate for: the fact, its paper's look in versions, its pictures.

An award is never changed. A corrected one takes the place of the other and names it, so the
paper that is out there can still be told from the one that holds.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from hubdesk.models.base import (
    STAYS,
    Base,
    Deletable,
    a_day,
    moment,
    number,
    reference,
    where_told,
    words,
)


class AwardSort(StrEnum):
    """What is certified: that somebody came, or what they can do now."""

    ATTENDANCE = "attendance"
    ACHIEVEMENT = "achievement"


class AwardEventKind(StrEnum):
    """What happened to an award after it was made."""

    PRINTED = "printed"
    WITHDRAWN = "withdrawn"


class Orientation(StrEnum):
    """How the sheet is turned."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


class Border(StrEnum):
    """What runs around the sheet."""

    DOUBLE = "double"
    SINGLE = "single"
    BAND = "band"
    NONE = "none"


class Picture(Base):
    """The bytes of a picture, once. The id is their hash, so whoever names it names what it shows.

    In text, since no table holds bytes: see house rules in `tests/test_models_rules.py`.
    """

    __tablename__ = "picture"
    __table_args__ = {"info": {"local": "the journal carries the hash of the bytes"}}

    data: Mapped[str] = words()  # a PNG in base64, made small before it comes here
    width: Mapped[int] = number()
    height: Mapped[int] = number()


class CertificateTemplate(Deletable, Base):
    """One version of how a sort of certificate looks. What was awarded under it stays under it."""

    __tablename__ = "certificate_template"
    __table_args__ = {"info": {"subject": None, "names": "nobody"}}

    sort: Mapped[str] = words()
    version: Mapped[int] = number(1)
    from_on: Mapped[date] = a_day()
    orientation: Mapped[str] = words()
    border: Mapped[str] = words()
    title: Mapped[str] = words()
    given_to: Mapped[str] = words()  # above the name
    for_words: Mapped[str] = words()  # between the name and what it is for
    small_print: Mapped[str] = words()  # legal name, company number, what it is not
    signer: Mapped[str] = words()  # under the line; empty is whoever taught
    signature_path: Mapped[str] = words()  # drawn, as path text
    logo: Mapped[str] = words()  # the hash of a picture
    marks: Mapped[str] = words()  # a JSON list of hashes: what those who pay want shown


class Award(Deletable, Base):
    """One certificate of one person, with what it said on the day, so a reprint is the original.

    `name` is theirs as they want it printed. `replaces_id` is the award this one corrects.
    `body` holds all else that was printed, the look of its template included.
    """

    __tablename__ = "award"
    __table_args__ = (
        Index("ix_award_person_id_id", "person_id", "id"),
        Index("ix_award_code", "code"),
        where_told("ix_award_replaces_id_id", "replaces_id", "id"),
        where_told("ix_award_session_id_id", "session_id", "id"),
        where_told("ix_award_series_id_id", "series_id", "id"),
        Index("ix_award_awarded_on_id", "awarded_on", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str] = reference("person.id")
    template_id: Mapped[str | None] = reference(
        "certificate_template.id", nullable=True, info=STAYS
    )  # None: as HubDesk ships it
    replaces_id: Mapped[str | None] = reference("award.id", nullable=True, info=STAYS)
    session_id: Mapped[str | None] = reference("learning_session.id", nullable=True, info=STAYS)
    series_id: Mapped[str | None] = reference("learning_series.id", nullable=True, info=STAYS)
    sort: Mapped[str] = words(info=STAYS)
    name: Mapped[str] = words()
    what: Mapped[str] = words()
    code: Mapped[str] = words()
    body: Mapped[str] = words()  # a JSON object: what else was printed
    awarded_on: Mapped[date] = a_day(info=STAYS)
    awarded_at: Mapped[datetime] = moment(info=STAYS)


class AwardEvent(Deletable, Base):
    """An award was printed, again and again, or withdrawn. Never changed."""

    __tablename__ = "award_event"
    __table_args__ = (
        Index("ix_award_event_award_id_id", "award_id", "id"),
        Index("ix_award_event_person_id_id", "person_id", "id"),
        {"info": {"subject": "person_id"}},
    )

    award_id: Mapped[str] = reference("award.id")
    person_id: Mapped[str] = reference("person.id")
    kind: Mapped[str] = words(info=STAYS)
    why: Mapped[str] = words()
    happened_at: Mapped[datetime] = moment(info=STAYS)
