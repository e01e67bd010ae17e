"""Worries about somebody's safety: sealed to the safeguarding lead's and deputy's keys."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from hubdesk.models.base import STAYS, Base, Deletable, flag, moment, number, reference, words


class Guardian(StrEnum):
    """Who can read what is sealed."""

    LEAD = "safeguarding lead"
    DEPUTY = "deputy"


class ConcernKey(Deletable, Base):
    """The key of the lead or the deputy: its public half, and the other one wrapped.

    `wrapped` opens only with a passphrase of their own, which nobody else at the hub knows.
    """

    __tablename__ = "concern_key"
    __table_args__ = {"info": {"subject": None, "names": "nobody"}}

    holder: Mapped[str] = words()  # a Guardian
    name: Mapped[str] = words()
    public: Mapped[str] = words()
    wrapped: Mapped[str] = words()
    salt: Mapped[str] = words()
    nonce: Mapped[str] = words()
    memory_kib: Mapped[int] = number()
    passes: Mapped[int] = number()
    lanes: Mapped[int] = number()
    made_at: Mapped[datetime] = moment()


class Concern(Deletable, Base):
    """One sealed worry, or a sealed word that was added to it. `follows` is empty for the first.

    The text, who wrote it and what kind it is all lie inside `sealed`. It is never listed,
    searched or exported; a person's page says at most to see the safeguarding lead.
    """

    __tablename__ = "concern"
    __table_args__ = (
        Index("ix_concern_person_id_id", "person_id", "id"),
        {"info": {"subject": "person_id", "sealed": True}},
    )

    person_id: Mapped[str] = reference("person.id")
    written_at: Mapped[datetime] = moment(info=STAYS)
    follows: Mapped[str] = words(info=STAYS)
    sealed: Mapped[str] = words(info=STAYS)
    is_closed: Mapped[bool] = flag(info=STAYS)
