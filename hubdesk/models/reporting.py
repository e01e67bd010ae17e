"""What reports are made of besides facts: targets, stories, comments, consultations, and copies.

A report that was made is kept as it left the hub, with the numbers it was made of, so that it can
say when they have changed since.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum

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
    where_told,
    words,
)


class ReportTemplate(Deletable, Base):
    """A report of the hub's own or a funder's, in one version. `body` is what its file said."""

    __tablename__ = "report_template"
    __table_args__ = {"info": {"subject": None, "names": "nobody"}}

    key: Mapped[str] = words()
    version: Mapped[int] = number(1)
    title: Mapped[str] = words()
    body: Mapped[str] = words()  # a JSON object, as `resources/figures/` has them


class FigureTarget(Deletable, Base):
    """How much of one figure is to be reached in some days, for a fund or for the hub itself."""

    __tablename__ = "figure_target"
    __table_args__ = (
        Index("ix_figure_target_indicator_id", "indicator", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    indicator: Mapped[str] = words()  # its code
    fund_id: Mapped[str | None] = reference("fund.id", nullable=True)
    first_on: Mapped[date] = a_day()
    last_on: Mapped[date] = a_day()
    amount: Mapped[int] = number()


class HowOften(StrEnum):
    """Of what days a saved report tells."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DAYS = "days"  # from its first day to its last: a grant's


class SavedReport(Deletable, Base):
    """A report somebody makes again and again. `cut` is a JSON object: what it is narrowed to.

    `without` is a JSON list: the parts it is printed without. Empty is what its reader is told.
    """

    __tablename__ = "saved_report"
    __table_args__ = {"info": {"subject": None, "names": "nobody"}}

    name: Mapped[str] = words()
    template_key: Mapped[str] = words()
    how_often: Mapped[str] = words()  # a HowOften
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    cut: Mapped[str] = words()
    without: Mapped[str] = words()
    by_itself: Mapped[bool] = flag()  # made on the first of the month, without being asked


class ReportMade(Deletable, Base):
    """A report as it left the hub. Never changed: a later one stands beside it.

    `numbers` are the figures it was made of, before any was hidden, as JSON by indicator; `body`
    is what its readers saw.
    """

    __tablename__ = "report_made"
    __table_args__ = (
        Index("ix_report_made_made_at_id", "made_at", "id"),
        Index("ix_report_made_first_on_id", "first_on", "id"),
        where_told("ix_report_made_saved_report_id_id", "saved_report_id", "id"),
        {"info": {"subject": None}},
    )

    saved_report_id: Mapped[str | None] = reference("saved_report.id", nullable=True)
    title: Mapped[str] = words()
    template_key: Mapped[str] = words()
    template_version: Mapped[int] = number(1)
    first_on: Mapped[date] = a_day()
    last_on: Mapped[date] = a_day()
    cut: Mapped[str] = words()
    profile: Mapped[str] = words()  # the code of the disclosure control it was made under
    profile_version: Mapped[int] = number(1)
    numbers: Mapped[str] = words()
    body: Mapped[str] = words()
    how: Mapped[str] = words()
    account_id: Mapped[str | None] = reference("account.id", nullable=True)
    made_at: Mapped[datetime] = moment()


def without_stories(body: str, texts: Collection[str]) -> str:
    """What a kept report says once these stories are out of it; as it was where it has none."""
    said = json.loads(body)
    stories = said.get("stories") if isinstance(said, dict) else None
    left = [one for one in stories or () if one.get("words") not in texts]
    if len(left) == len(stories or ()):
        return body
    return json.dumps({**said, "stories": left}, ensure_ascii=False, sort_keys=True)


class Story(Deletable, Base):
    """What somebody tells of themselves. It is told on only while they agree to it.

    `who` is how they want to be called in it: a first name, another name, or nothing. Reports are
    one thing to agree to (`agreed_on`), the poster and the pages that everybody can read another
    (`shown_on`). Whoever takes the story back takes back both.
    """

    __tablename__ = "story"
    __table_args__ = (
        where_told("ix_story_person_id_id", "person_id", "id"),
        Index("ix_story_told_on_id", "told_on", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str | None] = reference("person.id", nullable=True)
    who: Mapped[str] = words()
    text: Mapped[str] = words()
    told_on: Mapped[date] = a_day(info=STAYS)
    agreed_on: Mapped[date | None] = mapped_column(info=STAYS)
    agreed_how: Mapped[str] = words(info=STAYS)  # a How
    taken_back_on: Mapped[date | None] = mapped_column(info=STAYS)
    work: Mapped[str] = words()  # what they do, as the pages say it
    link: Mapped[str] = words()  # to a film of theirs
    shown_on: Mapped[date | None] = mapped_column(info=STAYS)
    shown_how: Mapped[str] = words(info=STAYS)  # a How
    shown_wording: Mapped[int] = number(info=STAYS)  # the version of the words they heard
    hidden_on: Mapped[date | None] = mapped_column(info=STAYS)


class TutorComment(Deletable, Base):
    """What somebody who teaches says of a session or of some weeks, for those who read reports."""

    __tablename__ = "tutor_comment"
    __table_args__ = (
        Index("ix_tutor_comment_about_on_id", "about_on", "id"),
        {"info": {"subject": None}},
    )

    session_id: Mapped[str | None] = reference("learning_session.id", nullable=True)
    account_id: Mapped[str | None] = reference("account.id", nullable=True)
    about_on: Mapped[date] = a_day()
    text: Mapped[str] = words()


class Consultation(Deletable, Base):
    """Who was asked about what the hub does, what they said, and what changed: for the CIC34."""

    __tablename__ = "consultation"
    __table_args__ = (
        Index("ix_consultation_held_on_id", "held_on", "id"),
        {"info": {"subject": None}},
    )

    held_on: Mapped[date] = a_day()
    who: Mapped[str] = words()
    method: Mapped[str] = words()
    how_many: Mapped[int] = number()
    said: Mapped[str] = words()
    changed: Mapped[str] = words()


class GiftValue(Deletable, Base):
    """A fair estimate of what a thing was worth on the day it was given, in whole pounds."""

    __tablename__ = "gift_value"
    __table_args__ = (
        Index("ix_gift_value_gift_id_id", "gift_id", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    gift_id: Mapped[str] = reference("gift.id")
    pounds: Mapped[int] = number()
    valued_on: Mapped[date] = a_day()
