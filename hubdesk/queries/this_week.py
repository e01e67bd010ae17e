"""This week at the hub: what everybody may read, in one look, for the poster and for the pages.

Sessions of the kinds anybody can come to, but those left out; opportunities that are open; stories
of people who agreed that everybody reads them. No name of anybody who comes, teaches or works here,
no note of the hub's own, and no reason why something was called off.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hubdesk.models import LearningSession, Purpose, SessionKind, SessionLeftOut, Story
from hubdesk.models.session_details import Event, read_details
from hubdesk.queries.bank_holidays import bank_holidays
from hubdesk.queries.closed_days import ClosedDays, closed_days
from hubdesk.queries.consents import current_wordings
from hubdesk.queries.hub import hub_facts, hub_zone
from hubdesk.queries.opening_hours import Week as OpeningWeek
from hubdesk.queries.opportunities import OpportunityRow, open_opportunities, pages_address
from hubdesk.queries.restrictions import is_restricted
from hubdesk.queries.sessions import SessionRow, sessions_between

# Whom anybody may join. One person's appointment, a school's visit and a meeting are never here.
FOR_EVERYBODY: Final = (
    *(SessionKind.DROP_IN, SessionKind.WORKSHOP, SessionKind.COURSE, SessionKind.JOB_CLUB),
    *(SessionKind.OUTREACH, SessionKind.EVENT),
)
CLOSED: Final = "Closed"
DAYS: Final = 7
WEEKS: Final = 6  # how far the pages look ahead
MOST: Final = 20_000  # of half a year, as a calendar asks for; a hub with more is a town
MOST_STORIES: Final = 50


@dataclass(frozen=True, slots=True)
class PublicHub:
    """The hub as everybody knows it. `closed` are days of the weeks shown, with why."""

    name: str
    phone: str
    address: tuple[str, ...]
    zone: str
    opening: OpeningWeek
    closed: tuple[tuple[date, str], ...]
    pages: str  # where these pages are read; empty where nobody said


@dataclass(frozen=True, slots=True)
class PublicSession:
    """A session as everybody may read it: `row` without who teaches or why it was called off.

    Its times are the hub's own.
    """

    row: SessionRow
    programme: tuple[tuple[str, str], ...] = ()

    @property
    def is_to_book(self) -> bool:
        """Whether a place is asked for first."""
        return bool(self.row.places) or self.row.kind == SessionKind.COURSE


@dataclass(frozen=True, slots=True)
class PublicStory:
    """What somebody tells of themselves, called as they want to be."""

    id: str
    who: str
    work: str
    words: str
    link: str


@dataclass(frozen=True, slots=True)
class ThisWeek:
    """All of it. `sessions` are of the 7 days from `made_on`, `later` of the weeks after."""

    hub: PublicHub
    made_on: date
    sessions: tuple[PublicSession, ...]
    later: tuple[PublicSession, ...]
    opportunities: tuple[OpportunityRow, ...]
    stories: tuple[PublicStory, ...]
    newsletter: str  # the words people are asked with

    @property
    def last_on(self) -> date:
        return self.made_on + timedelta(days=DAYS - 1)


def this_week(db: Session, now: datetime, *, weeks: int = WEEKS) -> ThisWeek:
    """What is on in the 7 days from `now`, in the weeks after, and all that stands on the board."""
    today = now.astimezone(hub_zone(db)).date()
    every = public_sessions(db, today, today + timedelta(days=DAYS * weeks - 1))
    week_ends = today + timedelta(days=DAYS)
    asked = current_wordings(db).get(Purpose.NEWSLETTER)
    return ThisWeek(
        _hub(db, today, weeks),
        today,
        tuple(one for one in every if one.row.held_on < week_ends),
        tuple(one for one in every if one.row.held_on >= week_ends),
        open_opportunities(db, today, only_public=True),
        public_stories(db),
        asked.text if asked else "",
    )


def public_sessions(db: Session, first_on: date, last_on: date) -> tuple[PublicSession, ...]:
    """The sessions of some days that everybody may read of, in their order."""
    zone = hub_zone(db)
    rows = [row for row, is_out in for_everybody(db, first_on, last_on) if not is_out]
    programmes = _programmes(db, rows)
    return tuple(
        PublicSession(
            replace(
                row,
                starts_at=row.starts_at.astimezone(zone),
                ends_at=row.ends_at.astimezone(zone),
                tutor_id="",
                tutor="",
                cancelled_why="",
                is_cancelled=bool(row.is_cancelled),
                has_bsl=bool(row.has_bsl),
                is_finished=False,
                booked=row.places if row.is_full else 0,  # that it is full, and not how many come
                waiting=0,
                here=0,
                marked=0,
                unmarked=0,
                heads=-1,
            ),
            programmes.get(row.id, ()),
        )
        for row in rows
    )


def for_everybody(db: Session, first_on: date, last_on: date) -> list[tuple[SessionRow, bool]]:
    """The sessions of some days whose kind everybody may read of, and whether one was left out."""
    rows = [
        row
        for row in sessions_between(db, first_on, last_on, most=MOST)
        if row.kind in FOR_EVERYBODY
    ]
    out = left_out(db, rows)
    return [(row, row.id in out) for row in rows]


def left_out(db: Session, rows: list[SessionRow]) -> frozenset[str]:
    """Which of these sessions somebody left out, alone or with all of their series."""
    ids, series = [row.id for row in rows], {row.series_id for row in rows if row.series_id}
    found = db.execute(
        select(SessionLeftOut.session_id, SessionLeftOut.series_id).where(
            SessionLeftOut.deleted == 0,
            or_(SessionLeftOut.session_id.in_(ids), SessionLeftOut.series_id.in_(series)),
        )
    ).all()
    out = {id for pair in found for id in pair if id}
    return frozenset(row.id for row in rows if row.id in out or row.series_id in out)


def public_stories(db: Session) -> tuple[PublicStory, ...]:
    """The stories everybody may read now, the newest first.

    Whose consent was taken back, or whose record is not to be used, has none here at once.
    """
    rows = db.execute(
        select(Story.id, Story.who, Story.work, Story.text, Story.link)
        .where(
            Story.deleted == 0,
            Story.text != "",
            Story.shown_on.is_not(None),
            Story.hidden_on.is_(None),
            Story.taken_back_on.is_(None),
            or_(Story.person_id.is_(None), ~is_restricted(Story.person_id)),
        )
        .order_by(Story.told_on.desc(), Story.id.desc())
        .limit(MOST_STORIES)
    )
    return tuple(PublicStory(*row) for row in rows)


def _programmes(db: Session, rows: list[SessionRow]) -> dict[str, tuple[tuple[str, str], ...]]:
    """By session, the programme of those that are events."""
    events = [row.id for row in rows if row.kind == SessionKind.EVENT]
    found = select(LearningSession.id, LearningSession.details).where(
        LearningSession.id.in_(events)
    )
    programmes = {}
    for id, text in db.execute(found):
        details = read_details(SessionKind.EVENT, text)
        if isinstance(details, Event):
            programmes[id] = details.programme
    return programmes


def _hub(db: Session, today: date, weeks: int) -> PublicHub:
    facts = hub_facts(db)
    shut = closed_days(db, after=today)
    days = [today + timedelta(days=at) for at in range(DAYS * weeks)]
    lines = (facts.address if facts else "").splitlines()
    return PublicHub(
        facts.name if facts else "HubDesk",
        facts.phone if facts else "",
        tuple(filter(None, (line.strip(" ,") for line in lines))),
        facts.time_zone if facts else "Europe/London",
        shut.week,
        tuple((on, why) for on in days if (why := _why_shut(shut, on))),
        pages_address(db),
    )


def _why_shut(shut: ClosedDays, on: date) -> str:
    """Why a day is not as every week: a holiday by its name. The hub's own reasons stay its own."""
    if not shut.week.is_open(on) or not shut.why_closed(on):
        return ""
    return bank_holidays(shut.nation, on.year).get(on, "") or CLOSED
