"""Which records are one person, and which look alike but are two."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from hubdesk.models.base import STAYS, Base, Deletable, moment, reference


class PersonMerge(Deletable, Base):
    """The record `from_id` is the same person as `to_id`. Taking it apart marks it deleted.

    The record that was merged stays as it was, marked deleted, so that its own values can come
    back; what hung on it names the other record from then on.
    """

    __tablename__ = "person_merge"
    __table_args__ = (
        Index("ix_person_merge_from_id_id", "from_id", "id"),
        Index("ix_person_merge_to_id_id", "to_id", "id"),
        {"info": {"subject": "to_id"}},
    )

    from_id: Mapped[str] = reference("person.id")
    to_id: Mapped[str] = reference("person.id")
    merged_at: Mapped[datetime] = moment(info=STAYS)


class NotSame(Deletable, Base):
    """Somebody looked at two records that are alike and said: two people. The id is the pair."""

    __tablename__ = "not_same"
    __table_args__ = (
        Index("ix_not_same_one_id_id", "one_id", "id"),
        Index("ix_not_same_other_id_id", "other_id", "id"),
        {"info": {"subject": "one_id"}},
    )

    one_id: Mapped[str] = reference("person.id")
    other_id: Mapped[str] = reference("person.id")
    said_at: Mapped[datetime] = moment(info=STAYS)
