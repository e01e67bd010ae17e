"""Pictures of sending: what waits, what could not be sent, what was, and one on its way."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from hubdesk.app.desk import OpenDesk
from hubdesk.models import Parcel, ParcelTry, PlaceSort, SendingPlace
from hubdesk.queries.parcels import Listed, listing_of
from hubdesk.queries.what_leaves import (
    BACKUP,
    JOURNAL,
    MONTH_REPORT,
    REGION_FEED,
    STATISTICS,
)

if TYPE_CHECKING:
    from tools.screenshots import Photographer

DRIVE, STICK = "Council drive", "Blue stick"
_SENT = (
    (MONTH_REPORT, "The council", DRIVE, "October 2026", 212_000, 49),
    (JOURNAL, "Laptop at the back", STICK, "24 November 2026, 9am", 810_000, 1),
    (BACKUP, "", STICK, "23 November 2026, 5:10pm", 38_400_000, 17),
)
_WAITS: tuple[tuple[str, str, str, str, int, dict[str, Any]], ...] = (
    (STATISTICS, "The university", DRIVE, "October 2026", 48_000, {"trouble": "PlaceAway"}),
    (REGION_FEED, "Region data office", DRIVE, "24 November 2026, 10am", 98_000, {}),
    (
        *(MONTH_REPORT, "Lottery fund", "Lottery share", "October 2026", 212_000),
        {"trouble": "PlaceSaysNo", "stopped": 1},
    ),
    (BACKUP, "", STICK, "24 November 2026, 9:10am", 412_000_000, {"arrived": 17}),
)
_PIECE = 8 << 20


def sending(camera: Photographer, desk: OpenDesk) -> None:
    """Before anything was set up, on a usual day, and while something is sent."""
    shell, own = desk.window.shell, desk.sending
    desk.records.do("try parcel", _put_away)
    shell.go("sending")
    camera.settle()
    camera.take("sending-nothing")
    desk.records.do("seal parcel", _fill)
    shell.go("desk")
    own.changed.emit()
    shell.go("sending")
    camera.settle()
    camera.take("sending", busy=True)
    copy = next(row for row in own.state().waiting if row.what == BACKUP)
    own.show_at(2, 4, copy.id)
    camera.settle()
    camera.take("sending-on-its-way", wait_ms=400)
    own.show_at(0, 0)
    shell.go("desk")


def _put_away(db: Any, _now: datetime) -> None:
    """Whatever other pictures needed to be sent."""
    db.execute(update(SendingPlace).values(deleted=1))


def _fill(db: Any, now: datetime) -> None:
    places = {}
    for name, sort in ((DRIVE, PlaceSort.FOLDER), (STICK, PlaceSort.STICK)):
        places[name] = SendingPlace(name=name, sort=sort, set_up_at=now)
        db.add(places[name])
    db.flush()
    ids = {name: place.id for name, place in places.items()}
    for what, to, place, came_of, size, ago in _SENT:
        at = now - timedelta(hours=ago)
        _parcel(db, ids, (what, to, place, came_of, size), at, at)
    for what, to, place, came_of, size, tried in _WAITS:
        row = _parcel(db, ids, (what, to, place, came_of, size), now - timedelta(hours=2), None)
        later = now + timedelta(minutes=8) if tried.get("trouble") == "PlaceAway" else None
        db.add(ParcelTry(id=row.id, next_at=later, **tried))


def _parcel(
    db: Any,
    ids: dict[str, str],
    facts: tuple[str, str, str, str, int],
    sealed_at: datetime,
    sent_at: datetime | None,
) -> Parcel:
    what, to, place, came_of, size = facts
    made = Parcel(
        what=what, place_id=ids.get(place), place_name=place, recipient_name=to, came_of=came_of,
        listing=listing_of(_files(size)), size=size, sealed_at=sealed_at,
        sent_at=sent_at,
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def _files(size: int) -> list[Listed]:
    """One, or the pieces of a large copy and its papers."""
    if size < 5 * _PIECE:
        return [Listed("one", "0" * 64, size)]
    pieces = [Listed(f"backup/{n}", "0" * 64, _PIECE) for n in range(size // _PIECE)]
    return [*pieces, Listed("backup/papers", "0" * 64, 4_000)]
