"""What the hub and a borrower promise each other: the template, and each one that was made."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from hubdesk.models.base import (
    STAYS,
    Base,
    Deletable,
    a_day,
    flag,
    moment,
    number,
    reference,
    words,
)


class AgreementTemplate(Deletable, Base):
    """One version of the promises. What was signed under a version stays under it."""

    __tablename__ = "agreement_template"
    __table_args__ = {"info": {"subject": None, "names": "nobody"}}

    purpose: Mapped[str] = words()  # loan or gift
    version: Mapped[int] = number(1)
    title: Mapped[str] = words()
    promises: Mapped[str] = words()  # a JSON list of sentences
    from_on: Mapped[date] = a_day()


class Agreement(Deletable, Base):
    """One agreement of one person, with what it listed on the day, so a reprint is the original.

    `code` is the HDP code on the paper; scanning the signed copy fills `signed_on`.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        Index("ix_agreement_person_id_id", "person_id", "id"),
        Index("ix_agreement_person_id_signed_on_id", "person_id", "signed_on", "id"),
        Index("ix_agreement_code", "code"),
        Index("ix_agreement_signed_on_id", "signed_on", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str] = reference("person.id")
    template_id: Mapped[str] = reference("agreement_template.id")
    purpose: Mapped[str] = words(info=STAYS)
    handing_id: Mapped[str] = words(info=STAYS)
    code: Mapped[str] = words()
    body: Mapped[str] = words()  # a JSON object: the lines as printed
    large_print: Mapped[bool] = flag()
    made_at: Mapped[datetime] = moment(info=STAYS)
    signed_on: Mapped[date | None] = mapped_column(info=STAYS)
    signed_how: Mapped[str] = words(info=STAYS)  # paper, drawn or spoken
    signature_path: Mapped[str] = words()
