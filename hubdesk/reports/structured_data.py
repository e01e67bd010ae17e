"""What search engines read of a page: schema.org as JSON-LD, made of the same rows."""

from __future__ import annotations

from datetime import time
from typing import Any, Final

from hubdesk.i18n import DAYS
from hubdesk.queries.opportunities import OpportunityRow
from hubdesk.queries.this_week import PublicHub, PublicSession

SCHEMA: Final = "https://schema.org"
_WORK: Final = {
    "job": "OTHER",  # whether it is full time nobody said
    "apprenticeship": "OTHER",
    "volunteering": "VOLUNTEER",
}

Data = dict[str, Any]


def hub_data(hub: PublicHub) -> Data:
    """The hub itself, with its hours where it said them."""
    hours = [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"{SCHEMA}/{name}",
            "opens": _clock(day.opens),
            "closes": _clock(day.closes),
        }
        for name, day in zip(DAYS, hub.opening.days, strict=True)
        if day.is_open and day.opens and day.closes
    ]
    return _told(
        {
            "@context": SCHEMA,
            "@type": "Organization",
            "name": hub.name,
            "telephone": hub.phone,
            "address": ", ".join(hub.address),
            "url": hub.pages,
            "openingHoursSpecification": hours,
        }
    )


def session_data(one: PublicSession, hub: PublicHub, name: str) -> Data:
    """A session as an Event. `name` is the file it is told in."""
    row = one.row
    status = "EventCancelled" if row.is_cancelled else "EventScheduled"
    place = {
        "@type": "Place",
        "name": row.venue or hub.name,
        "address": row.venue or ", ".join(hub.address) or hub.name,
    }
    return _told(
        {
            "@context": SCHEMA,
            "@type": "Event",
            "name": row.title,
            "startDate": row.starts_at.isoformat(timespec="minutes"),
            "endDate": row.ends_at.isoformat(timespec="minutes"),
            "eventStatus": f"{SCHEMA}/{status}",
            "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
            "location": place,
            "organizer": _told({"@type": "Organization", "name": hub.name, "url": hub.pages}),
            "description": "\n".join(f"{at} {what}" for at, what in one.programme),
            "url": address_of(hub, name),
        }
    )


def opportunity_data(row: OpportunityRow, hub: PublicHub, name: str) -> Data:
    """A JobPosting; a course of somebody else is a Course."""
    offers = {"@type": "Organization", "name": row.organisation or hub.name}
    told = "\n".join(filter(None, (row.about, row.pay, row.contact))) or row.title
    if row.sort == "course":
        return _told(
            {
                "@context": SCHEMA,
                "@type": "Course",
                "name": row.title,
                "description": told,
                "provider": offers,
                "url": row.link or address_of(hub, name),
            }
        )
    where = row.place or ", ".join(hub.address) or hub.name
    return _told(
        {
            "@context": SCHEMA,
            "@type": "JobPosting",
            "title": row.title,
            "description": told,
            "datePosted": row.opened_on.isoformat(),
            "validThrough": row.last_on.isoformat(),
            "employmentType": _WORK[row.sort],
            "hiringOrganization": offers,
            "jobLocation": {"@type": "Place", "address": where},
            "url": address_of(hub, name),
        }
    )


def address_of(hub: PublicHub, name: str) -> str:
    """Where a page is read; empty where nobody said where the pages are."""
    if not hub.pages:
        return ""
    return f"{hub.pages.removesuffix('index.html').rstrip('/')}/{name}"


def _told(found: Data) -> Data:
    """What is said, and nothing empty."""
    return {key: value for key, value in found.items() if value}


def _clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""
