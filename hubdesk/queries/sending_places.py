"""The places that were set up to be sent to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import PlaceSecret, PlaceSort, SendingPlace, StandingExport


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place as it was set up. Its password is not in it."""

    id: str
    name: str
    sort: str
    address: str
    options: str
    identity: str
    on_metered: bool
    set_up_at: datetime
    exports: int  # kinds of export that may leave to it
    lacks_secret: bool  # a server whose password has to be typed again


def sending_places(db: Session) -> list[PlaceRow]:
    """All of them, by name."""
    leaving = (
        select(StandingExport.place_id, func.count().label("n"))
        .where(StandingExport.deleted == 0)
        .group_by(StandingExport.place_id)
        .subquery()
    )
    rows = db.execute(
        select(SendingPlace, func.coalesce(leaving.c.n, 0), PlaceSecret.id)
        .outerjoin(leaving, leaving.c.place_id == SendingPlace.id)
        .outerjoin(PlaceSecret, PlaceSecret.id == SendingPlace.id)
        .where(SendingPlace.deleted == 0)
        .order_by(func.lower(SendingPlace.name), SendingPlace.id)
    )
    servers = (PlaceSort.WEBDAV, PlaceSort.S3)
    return [
        PlaceRow(
            place.id,
            place.name,
            place.sort,
            place.address,
            place.options,
            place.identity,
            bool(place.on_metered),
            place.set_up_at,
            exports,
            place.sort in servers and secret is None,
        )
        for place, exports, secret in rows
    ]


def place_secret(db: Session, place_id: str) -> str:
    """The password of a place, for whoever opens it; empty where there is none. Never shown."""
    kept = db.get(PlaceSecret, place_id)
    return kept.secret if kept else ""
