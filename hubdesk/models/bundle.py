"""What bundles are signed with and opened by: the keys of one computer of the hub."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from hubdesk.models.base import Base, moment, words


class DeskKey(Base):
    """What this computer signs bundles with, and opens those that were sealed to it.

    The newest signs; older ones still open what was sealed to them. Unlike a lead's key it is not
    wrapped by a passphrase: bundles are sealed while nobody is asked, and the records are locked
    as a whole.
    """

    __tablename__ = "desk_key"
    __table_args__ = (
        Index("ix_desk_key_made_at_id", "made_at", "id"),
        {"info": {"local": "the journal travels, and what signs bundles must not"}},
    )

    dev: Mapped[str] = words()  # this computer, in the head of a bundle; outlives its keys
    signs_public: Mapped[str] = words()  # Ed25519, hexadecimal
    signs_private: Mapped[str] = words()
    opens_public: Mapped[str] = words()  # age, X25519
    opens_private: Mapped[str] = words()
    made_at: Mapped[datetime] = moment()
