"""What is on its way as the records keep it, with its content in the outbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import PlaceSort, SendingPlace
from hubdesk.operations import parcels as work
from hubdesk.queries.may_go import may_go, parcels_that_may_go
from hubdesk.queries.parcels import ParcelRow
from hubdesk.store.database import Database
from hubdesk.sync.outbox import Outbox
from hubdesk.sync.sending import OnItsWay, Spot


class RecordsLedger:
    """The courier's ledger in an open hub. Nobody's gesture waits for it."""

    def __init__(self, database: Database, outbox: Callable[[], Outbox]) -> None:
        self._database, self._outbox = database, outbox

    def on_their_way(self) -> list[OnItsWay]:
        with self._database.reading() as db:
            return [on_its_way(row) for row in parcels_that_may_go(db)]

    def may_go(self, parcel_id: str) -> bool:
        with self._database.reading() as db:
            return may_go(db, parcel_id)

    def content(self, parcel: OnItsWay, at: int) -> bytes:
        """A file of a parcel, to the letter. ParcelGone."""
        return self._outbox().content(parcel.id, at, parcel.files[at], parcel.spot)

    def arrived(self, parcel_id: str, arrived: int) -> None:
        with self._database.changing("try parcel", gesture=False) as db:
            work.note_arrived(db, parcel_id, arrived)

    def put_off(self, parcel: OnItsWay) -> None:
        with self._database.changing("try parcel", gesture=False) as db:
            work.note_put_off(
                db,
                parcel.id,
                tries=parcel.tries,
                next_at=parcel.next_at,
                trouble=parcel.trouble,
                stopped=parcel.stopped,
            )

    def sent(self, parcel_id: str, look_again_at: datetime | None) -> None:
        with self._database.changing("parcel sent", gesture=False) as db:
            now = self._database.clock()
            work.note_sent(db, parcel_id, now=now, look_again_at=look_again_at)
        if look_again_at is None:
            self._outbox().let_go(parcel_id)

    def missing(self, parcel_id: str, arrived: int) -> None:
        with self._database.changing("parcel sent", gesture=False) as db:
            work.note_missing(db, parcel_id, arrived=arrived)

    def done_with(self, parcel_id: str) -> None:
        with self._database.changing("try parcel", gesture=False) as db:
            work.note_done_with(db, parcel_id)
        self._outbox().let_go(parcel_id)

    def lost_here(self, parcel_id: str) -> None:
        with self._database.changing("take back parcel", gesture=False) as db:
            work.note_lost_here(db, parcel_id, now=self._database.clock())


def on_its_way(row: ParcelRow) -> OnItsWay:
    """A parcel as the courier sees it."""
    assert row.trying is not None
    tried = row.trying
    return OnItsWay(
        row.id,
        row.place_id,
        row.files,
        row.sealed_at,
        tried.arrived,
        tried.tries,
        tried.next_at,
        tried.trouble,
        tried.stopped,
        is_sent=not row.waits,
        missed=tried.missed,
    )


def spot_of(place: SendingPlace) -> Spot:
    """A place as the courier sees it."""
    return Spot(
        place.id,
        place.name,
        is_near=place.sort in (PlaceSort.FOLDER, PlaceSort.STICK),
        is_stick=place.sort == PlaceSort.STICK,
        on_metered=bool(place.on_metered),
    )


def spots_of(db: Session) -> dict[str, Spot]:
    """Every place that is set up."""
    places = db.scalars(select(SendingPlace).where(SendingPlace.deleted == 0))
    return {place.id: spot_of(place) for place in places}
