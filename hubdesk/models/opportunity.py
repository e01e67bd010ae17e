"""The board: jobs, apprenticeships, courses and volunteering that others offer."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from hubdesk.models.base import Base, Deletable, a_day, flag, words

UNDATED: Final = timedelta(weeks=8)  # how long one without a last day stands


class OpportunitySort(StrEnum):
    """What sort of opportunity it is."""

    JOB = "job"
    APPRENTICESHIP = "apprenticeship"
    COURSE = "course"
    VOLUNTEERING = "volunteering"


class Opportunity(Deletable, Base):
    """Something somebody could apply for. It drops off the board by itself after its last day.

    `closing_on` is the last day to apply; without one it stands for `UNDATED` from `opened_on`.
    `contact` is what anybody may read: no number or name that was not given for that.
    """

    __tablename__ = "opportunity"
    __table_args__ = (
        Index("ix_opportunity_closing_on_id", "closing_on", "id"),
        Index("ix_opportunity_opened_on_id", "opened_on", "id"),
        {"info": {"subject": None}},
    )

    sort: Mapped[str] = words()  # an OpportunitySort
    title: Mapped[str] = words()
    organisation: Mapped[str] = words()
    place: Mapped[str] = words()
    pay: Mapped[str] = words()  # what it pays or costs, in words
    about: Mapped[str] = words()
    link: Mapped[str] = words()
    contact: Mapped[str] = words()
    opened_on: Mapped[date] = a_day()
    closing_on: Mapped[date | None]
    closed_on: Mapped[date | None]  # somebody closed it before its last day
    is_public: Mapped[bool] = flag(1)  # on the poster and the pages, or for the desk alone

    @property
    def last_on(self) -> date:
        """The last day it stands on the board, unless it is closed before."""
        return self.closing_on or self.opened_on + UNDATED
