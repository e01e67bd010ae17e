"""A week at an invented hub as rows, for the poster and the pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hubdesk.queries.opening_hours import DayHours, Week
from hubdesk.queries.opportunities import OpportunityRow
from hubdesk.queries.sessions import SessionRow
from hubdesk.queries.this_week import PublicHub, PublicSession, PublicStory, ThisWeek

ZONE = ZoneInfo("Europe/London")
MADE = date(2026, 11, 24)  # a Tuesday
HUB = PublicHub(
    name="Riverside Hub",
    phone="0121 496 0318",
    address=("4 Water Lane", "Digbeth", "Birmingham B5 5AA"),
    zone="Europe/London",
    opening=Week(
        (
            *(DayHours(True, time(9, 30), time(16)),) * 4,
            DayHours(True, time(10), time(14)),
            *(DayHours(is_open=False),) * 2,
        )
    ),
    closed=((date(2026, 12, 25), "Christmas Day"),),
    pages="https://riverside.example.org/this-week/",
)


def a_session(number: int, title: str, days: int = 1, **facts: Any) -> PublicSession:
    """A session so many days on, from 10am to midday unless said otherwise."""
    on = MADE + timedelta(days=days)
    starts, ends = facts.pop("starts", time(10)), facts.pop("ends", time(12))
    programme = facts.pop("programme", ())
    usual: dict[str, Any] = {
        "id": f"0193{number:04}", "series_id": "", "kind": "workshop", "title": title,
        "held_on": on, "starts_at": datetime.combine(on, starts, ZONE),
        "ends_at": datetime.combine(on, ends, ZONE), "room": "Room 2", "venue": "",
        "tutor_id": "", "tutor": "", "places": 0, "interpreter": "", "has_bsl": False,
        "is_cancelled": False, "cancelled_why": "", "is_finished": False,
    }  # fmt: skip
    return PublicSession(SessionRow(**(usual | facts)), programme)


def an_opportunity(number: int, title: str, days: int | None = 10, **facts: Any) -> OpportunityRow:
    """One that ends so many days on."""
    usual: dict[str, Any] = {
        "id": f"0294{number:04}", "sort": "job", "title": title,
        "organisation": "Invented College", "place": "Digbeth, Birmingham",
        "pay": "£12.60 an hour", "about": "Answer the phone and mend printers.\nWe train you.",
        "link": "https://jobs.example.org/help-desk?id=1&from=hub",
        "contact": "jobs@example.org", "opened_on": MADE - timedelta(days=2),
        "closing_on": None if days is None else MADE + timedelta(days=days), "closed_on": None,
        "is_public": True,
    }  # fmt: skip
    return OpportunityRow(**(usual | facts))


def a_week(**facts: Any) -> ThisWeek:
    """Some of everything."""
    usual = ThisWeek(
        hub=HUB,
        made_on=MADE,
        sessions=(
            a_session(1, "Open door", 0, kind="drop-in", ends=time(15), room=""),
            a_session(2, "Digital basics", 1, kind="course", places=8, booked=8),
            a_session(3, "Spreadsheets without tears", 1, starts=time(13), ends=time(15)),
            a_session(4, "Job club", 2, kind="job club", interpreter="Punjabi", has_bsl=True),
            a_session(5, "Fix your phone", 3, is_cancelled=True),
            a_session(6, "Stall at the market", 4, kind="outreach stall", room="",
                      venue="Bull Ring market"),
        ),
        later=(
            a_session(8, "Open door", 7, kind="drop-in", ends=time(15), room=""),
            a_session(
                7, "Careers in tech: open day", 9, kind="event", starts=time(17), ends=time(20),
                programme=(("5pm", "Doors open"), ("5:30pm", "Four people tell how they began")),
            ),
        ),
        opportunities=(
            an_opportunity(1, "Help desk assistant", 3),
            an_opportunity(2, "Junior web developer", 20, organisation="Łódź & Sons", pay="£24k"),
            an_opportunity(3, "Network technician", 30, sort="apprenticeship", pay="£8.00 an hour"),
            an_opportunity(4, "Level 2 coding, evenings", 12, sort="course", pay="Free under 24"),
            an_opportunity(5, "Laptop menders", None, sort="volunteering", pay="Bus fare paid"),
        ),
        stories=(
            PublicStory(
                "0395001", "Edda", "Web designer",
                "I taught myself to code on a borrowed laptop, at night, when the children slept.\n"
                "Now I build pages for a museum.",
                "https://film.example.org/edda",
            ),
        ),
        newsletter=(
            "May we send you our newsletter? It tells you about sessions, devices and jobs. "
            "You can tell us to stop at any time."
        ),
    )  # fmt: skip
    return replace(usual, **facts)
