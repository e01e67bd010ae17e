"""Worries about somebody's safety: sealed to the safeguarding lead's and deputy's keys.

Whoever can open the records can read these rows. So they say as little as the hub can work with:
whom a worry is about stands open, since an erasure has to ask for it without the lead's key. The
words, who wrote them, of what kind it is and who must not read it lie inside `sealed`.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from hubdesk.models.base import STAYS, Base, Deletable, flag, moment, reference, words
from hubdesk.models.own_key import OwnKey


class ConcernKey(OwnKey):
    """The key of one lead or deputy. Its passphrase is known to nobody else, a manager neither."""

    __tablename__ = "concern_key"
    __table_args__ = (
        Index("ix_concern_key_account_id_id", "account_id", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )


class Concern(Deletable, Base):
    """One sealed worry, or a sealed word that was added to it. `follows` is empty for the first.

    `sealed_to` are the ids of the keys that open it. `is_shown` is the lead's choice: whether a
    person's page says to see the safeguarding lead. It is never listed for others, searched or
    exported.
    """

    __tablename__ = "concern"
    __table_args__ = (
        Index("ix_concern_person_id_id", "person_id", "id"),
        Index("ix_concern_follows_id", "follows", "id"),
        {"info": {"subject": "person_id", "sealed": True}},
    )

    person_id: Mapped[str | None] = reference("person.id", nullable=True)
    written_at: Mapped[datetime] = moment(info=STAYS)
    follows: Mapped[str] = words(info=STAYS)
    sealed: Mapped[str] = words(info=STAYS)
    sealed_to: Mapped[str] = words(info=STAYS)
    is_shown: Mapped[bool] = flag(info=STAYS)
    closed_on: Mapped[date | None] = mapped_column(info=STAYS)
