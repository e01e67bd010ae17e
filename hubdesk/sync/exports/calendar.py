"""The calendar of public sessions: those of the pages and the poster, without who teaches."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Final

from hubdesk.i18n import plain_day
from hubdesk.queries.hub import hub_facts
from hubdesk.queries.left import hashes_of, left_by
from hubdesk.queries.this_week import public_sessions
from hubdesk.sync.exports.making import Made, Making, ToSend

AHEAD: Final = timedelta(weeks=26)
NAME: Final = "calendar/sessions.ics"


def calendar(making: Making) -> Made | None:
    """Half a year from today. None while it is as it was when it left last."""
    first_on = making.now.date()
    with making.database.reading() as db:
        facts = hub_facts(db)
        rows = [one.row for one in public_sessions(db, first_on, first_on + AHEAD)]
        file = left_by(db, making.export.id).get(NAME)
        before = hashes_of(db, file.parcel_id).get(NAME) if file else None
    hub = facts.name if facts else "HubDesk"
    # written as of midnight: the same sessions give the same file all day, and it leaves once
    midnight = making.now.replace(hour=0, minute=0, second=0, microsecond=0)
    content = making.papers["calendar"](rows, hub=hub, now=midnight)
    if hashlib.sha256(content).hexdigest() == before:
        return None
    until = plain_day(first_on + AHEAD)
    words = f"{plain_day(first_on)} to {until}"
    return Made((ToSend(NAME, content, over=True),), words)
