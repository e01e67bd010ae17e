"""Blank loan slips printed ahead for a day without power: the code of each, and what came of it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from hubdesk.models.base import Base, Deletable, a_day, words


class SlipState(StrEnum):
    """What came of a slip."""

    BLANK = "blank"  # on the pile, or written on and not typed in yet
    ENTERED = "entered"
    UNUSED = "not used"


class PaperSlip(Deletable, Base):
    """One slip of the pack of a day. `handing_id` is what was typed in from it."""

    __tablename__ = "paper_slip"
    __table_args__ = (
        Index("ix_paper_slip_for_on_id", "for_on", "id"),
        Index("ix_paper_slip_code_id", "code", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    for_on: Mapped[date] = a_day()
    code: Mapped[str] = words()
    state: Mapped[str] = words()
    settled_on: Mapped[date | None]
    handing_id: Mapped[str] = words()
