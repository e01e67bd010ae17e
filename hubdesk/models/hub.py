"""The hub itself, its desks, its choices and its closed days."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hubdesk.models.base import Base, Deletable, a_day, flag, moment, number, words

THE_HUB = "hub"


class Hub(Deletable, Base):
    """The one hub of this database. Its id is always THE_HUB."""

    __tablename__ = "hub"
    __table_args__ = {"info": {"subject": None, "names": "nobody"}}

    name: Mapped[str] = words()
    phone: Mapped[str] = words()
    address: Mapped[str] = words()
    nation: Mapped[str] = mapped_column(String, default="ENG", server_default="ENG")
    time_zone: Mapped[str] = mapped_column(
        String, default="Europe/London", server_default="Europe/London"
    )
    made_at: Mapped[datetime] = moment()


class Desk(Deletable, Base):
    """One computer of the hub. Its number is in every code it mints."""

    __tablename__ = "desk"
    __table_args__ = {"info": {"subject": None, "names": "nobody"}}

    number: Mapped[int] = number()
    name: Mapped[str] = words()


class HubSetting(Deletable, Base):
    """One choice the hub made. Its id is the key declared in `hubdesk.settings`."""

    __tablename__ = "hub_setting"
    __table_args__ = {"info": {"subject": None, "names": "nobody"}}

    value: Mapped[str] = words()


class ClosedDay(Deletable, Base):
    """Days on which the hub is shut, first and last included, so nothing falls due on them."""

    __tablename__ = "closed_day"
    __table_args__ = (
        Index("ix_closed_day_last_on_id", "last_on", "id"),
        {"info": {"subject": None}},
    )

    first_on: Mapped[date] = a_day()
    last_on: Mapped[date] = a_day()
    why: Mapped[str] = words()


class Counter(Base):
    """The next number of one kind of code on this desk.

    Local: an undone action must never give its printed number to something else.
    """

    __tablename__ = "counter"
    __table_args__ = {"info": {"local": "a number once printed is never taken back"}}

    next: Mapped[int] = number(1)


class DraftKind(StrEnum):
    """What sort of half-finished work a draft is."""

    BASKET = "basket"
    FORM = "form"
    TO_PRINT = "to print"
    LIST = "list"  # one that is brought in: in the middle, or left there by a power cut


class Draft(Base):
    """Half-finished work: a parked basket, a form, what waits to be printed.

    `for_whom` is the id of the person it is about, so that an erasure finds it. `made_at` is when
    it was begun, and once it `is_done`, when that was.
    """

    __tablename__ = "draft"
    __table_args__ = (
        Index("ix_draft_kind_id", "kind", "id"),
        {"info": {"local": "half-finished work stays on its computer"}},
    )

    kind: Mapped[str] = words()
    for_whom: Mapped[str] = words()
    body: Mapped[str] = words()
    made_at: Mapped[datetime] = moment()
    is_done: Mapped[bool] = flag()
