"""Sessions as a calendar file (iCalendar, RFC 5545) that phones and e-mail programs take in.

Written by hand: of the standard we need one kind of entry, in UTC, and never read any; a test reads
it back with a library. Sessions that repeat are an entry each: a rule would bring closed days back.
It holds no person but who teaches. Equal rows give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from hubdesk.i18n import translate
from hubdesk.queries.sessions import SessionRow

MOST_OCTETS = 75  # of a line; longer ones go on after a line break and a space


def _t(text: str) -> str:
    return translate("Sessions", text)


def calendar_file(rows: Iterable[SessionRow], *, hub: str, now: datetime) -> bytes:
    """The sessions, those that were cancelled marked so, so that a calendar takes them away."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//HubDesk//Sessions//EN"]
    # the name by the standard (RFC 7986), and as most programs still read it
    lines += [f"NAME:{_text(hub)}", f"X-WR-CALNAME:{_text(hub)}"]
    for row in rows:
        lines += _entry(row, hub, now)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _entry(row: SessionRow, hub: str, now: datetime) -> list[str]:
    where = ", ".join(part for part in (row.room, row.venue or hub) if part)
    told = ". ".join(part for part in _told(row) if part)
    # some programs show what was cancelled like any other, so the title says it as well
    title = _t("Cancelled: {title}").format(title=row.title) if row.is_cancelled else row.title
    lines = [
        "BEGIN:VEVENT",
        f"UID:{row.id}@hubdesk",
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(row.starts_at)}",
        f"DTEND:{_moment(row.ends_at)}",
        f"SUMMARY:{_text(title)}",
        f"LOCATION:{_text(where)}",
    ]
    if told:
        lines.append(f"DESCRIPTION:{_text(told)}")
    lines.append(f"STATUS:{'CANCELLED' if row.is_cancelled else 'CONFIRMED'}")
    return [*lines, "END:VEVENT"]


def _told(row: SessionRow) -> tuple[str, ...]:
    language = _t("{language} interpreter").format(language=row.interpreter)
    return (
        row.cancelled_why if row.is_cancelled else "",
        row.tutor,
        language if row.interpreter else "",
        _t("British Sign Language") if row.has_bsl else "",
    )


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """What has a meaning in the file is written so that it has none."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> bytes:
    """The line in pieces of at most 75 octets, never in the middle of a letter."""
    pieces: list[bytes] = [b""]
    for letter in line:
        octets = letter.encode()
        room = MOST_OCTETS - (len(pieces) > 1)  # the space that continues a line counts
        if len(pieces[-1]) + len(octets) > room:
            pieces.append(b"")
        pieces[-1] += octets
    return b"\r\n ".join(pieces) + b"\r\n"
