"""What the search box looks through: folded words of people and devices. Made again at will.

The FTS5 tables over these are made by the first migration, since SQLAlchemy knows no FTS5.
"""

from __future__ import annotations

from sqlalchemy import Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from hubdesk.models.base import Base, words

MADE_AGAIN = "folded from people, devices and codes, and made again at any time"


class PersonFind(Base):
    """The folded words of one person: names, known as, phone digits, card codes.

    `sounds` is how the name sounds, its words in a fixed order, for finding who is here twice.
    """

    __tablename__ = "person_find"
    __table_args__ = (
        Index("ix_person_find_pk", "pk"),
        Index("ix_person_find_sounds_pk", "sounds", "pk"),
        {"info": {"local": MADE_AGAIN}},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)  # type: ignore[assignment]
    pk: Mapped[str] = words()
    words: Mapped[str] = mapped_column(String, default="", server_default=text("''"))
    sounds: Mapped[str] = mapped_column(String, default="", server_default=text("''"))


class DeviceFind(Base):
    """The folded words of one device: tag, make, model, kind, serial, further codes."""

    __tablename__ = "device_find"
    __table_args__ = (Index("ix_device_find_pk", "pk"), {"info": {"local": MADE_AGAIN}})

    id: Mapped[int] = mapped_column(Integer, primary_key=True)  # type: ignore[assignment]
    pk: Mapped[str] = words()
    words: Mapped[str] = mapped_column(String, default="", server_default=text("''"))


class NameWord(Base):
    """One word somebody's name holds, so that a typing slip can be put right."""

    __tablename__ = "name_word"
    __table_args__ = (Index("ix_name_word_word", "word"), {"info": {"local": MADE_AGAIN}})

    id: Mapped[int] = mapped_column(Integer, primary_key=True)  # type: ignore[assignment]
    word: Mapped[str] = words()
