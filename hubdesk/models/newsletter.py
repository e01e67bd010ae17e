"""Who wants the newsletter and is in no other record of the hub."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from hubdesk.models.base import STAYS, Base, Deletable, a_day, reference, where_told, words


class NewsletterSignUp(Deletable, Base):
    """An address somebody gave for the newsletter, the words they agreed to, when and how.

    Whoever is in People says yes there, as to everything else they are asked: this is for the
    others. Once somebody says that it is a person of the hub, `person_id` names them, their yes
    goes over to their own record, and this row only shows how it came.
    """

    __tablename__ = "newsletter_sign_up"
    __table_args__ = (
        where_told("ix_newsletter_sign_up_person_id_id", "person_id", "id"),
        Index("ix_newsletter_sign_up_agreed_on_id", "agreed_on", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str | None] = reference("person.id", nullable=True)
    name: Mapped[str] = words()
    email: Mapped[str] = words()
    wording_id: Mapped[str | None] = reference("consent_wording.id", nullable=True, info=STAYS)
    wording_version: Mapped[str] = words(info=STAYS)
    agreed_on: Mapped[date] = a_day(info=STAYS)
    agreed_how: Mapped[str] = words(info=STAYS)  # a How
    taken_back_on: Mapped[date | None] = mapped_column(info=STAYS)
