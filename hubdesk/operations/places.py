"""Places things are sent to: set up after a try that went well, changed, and let go.

What is sent where is agreed to elsewhere; without a place none of it leaves. The password of a
server is kept apart, in a table that no journal and no copy for others holds, and shown never. It
belongs to one address and one name: whoever changes those types it again, or it would be told to
somebody else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.sending import PlaceIsAnother, PlaceNameTaken
from hubdesk.models import PlaceSecret, PlaceSort, SendingPlace, StandingExport
from hubdesk.operations.lending import found
from hubdesk.queries.left import has_something_there
from hubdesk.typed import clean_line

NAME: Final = "Name of the place"
ADDRESS: Final = "Address"
USER: Final = "Name there"
PASSWORD: Final = "Password"
BUCKET: Final = "Bucket"
SERVERS: Final = frozenset((PlaceSort.WEBDAV, PlaceSort.S3))
OPTIONS: Final = frozenset(("user", "bucket", "region", "folder", "mount"))


def set_up_place(
    db: Session,
    *,
    place_id: str,
    name: str,
    sort: str,
    address: str,
    options: Mapping[str, str],
    secret: str,
    identity: str,
    now: datetime,
    on_metered: bool = False,
) -> SendingPlace:
    """A place that was tried: `identity` is what was written there, and `place_id` is in it.

    Refuses FieldMissing, TextTooLong and PlaceNameTaken.
    """
    kind = PlaceSort(sort)
    if not identity:
        raise ValueError("a place that was not tried")
    if kind in SERVERS and not secret:
        raise FieldMissing(PASSWORD)
    place = SendingPlace(
        id=place_id,
        name=_free_name(db, name),
        sort=kind,
        address=_needed(address, ADDRESS),
        options=_options(kind, options),
        identity=identity,
        on_metered=on_metered,
        set_up_at=now,
    )
    db.add(place)
    db.flush()
    _keep_secret(db, place.id, secret)
    return place


def change_place(
    db: Session,
    *,
    place_id: str,
    name: str,
    address: str,
    options: Mapping[str, str],
    secret: str,
    identity: str,
    on_metered: bool = False,
) -> SendingPlace:
    """Another name, address or password. An empty `secret` leaves the one there is.

    Refuses NotFound, FieldMissing (the password too, where it would go to another server or be
    somebody else's), TextTooLong, PlaceNameTaken, and PlaceIsAnother: what is sent later counts on
    what was sent before, and none of that lies there.
    """
    place = found(db, SendingPlace, place_id)
    if identity not in ("", place.identity) and has_something_there(db, place.id):
        raise PlaceIsAnother(place.name)
    kind = PlaceSort(place.sort)
    wanted = {
        "name": _free_name(db, name, of=place.id),
        "address": _needed(address, ADDRESS),
        "options": _options(kind, options),
        "identity": identity or place.identity,
        "on_metered": on_metered,
    }
    moved = wanted["address"] != place.address or wanted["options"] != place.options
    kept = db.get(PlaceSecret, place.id)
    if kind in SERVERS and not secret and (moved or kept is None):
        raise FieldMissing(PASSWORD)
    for column, value in wanted.items():
        if getattr(place, column) != value:
            setattr(place, column, value)
    db.flush()
    if secret:
        _keep_secret(db, place.id, secret)
    return place


def let_go_of_place(db: Session, *, place_id: str) -> SendingPlace:
    """Nothing is sent there any more, and its password is forgotten. What lies there stays there.

    What leaves to it is stopped with it. Refuses NotFound.
    """
    place = found(db, SendingPlace, place_id)
    place.deleted = True
    going = select(StandingExport).where(
        StandingExport.place_id == place.id, StandingExport.deleted == 0
    )
    for export in db.scalars(going.order_by(StandingExport.id)):
        export.deleted = True
    db.flush()
    forget_secrets(db, (place.id,))
    return place


def forget_secrets(db: Session, place_ids: Iterable[str]) -> None:
    """Their passwords are typed again before anything is sent there.

    So it is after an undo, too: it brings an address back, and the password may be of another.
    """
    ids = sorted(place_ids)
    if ids:
        db.execute(delete(PlaceSecret).where(PlaceSecret.id.in_(ids)))
        db.flush()


def _keep_secret(db: Session, place_id: str, secret: str) -> None:
    if not secret:
        return
    kept = db.get(PlaceSecret, place_id)
    if kept is None:
        db.add(PlaceSecret(id=place_id, secret=secret))
    else:
        kept.secret = secret
    db.flush()


def _options(kind: PlaceSort, options: Mapping[str, str]) -> str:
    if unknown := set(options) - OPTIONS:
        raise ValueError(unknown)
    kept = {key: value.strip() for key, value in options.items() if value.strip()}
    if kind in SERVERS and "user" not in kept:
        raise FieldMissing(USER)
    if kind is PlaceSort.S3 and "bucket" not in kept:
        raise FieldMissing(BUCKET)
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _needed(text: str, field: str) -> str:
    written = clean_line(text, field, 400)
    if not written:
        raise FieldMissing(field)
    return written


def _free_name(db: Session, name: str, *, of: str = "") -> str:
    called = clean_line(name, NAME, 60)
    if not called:
        raise FieldMissing(NAME)
    same = select(SendingPlace.name).where(
        func.lower(SendingPlace.name) == called.lower(),
        SendingPlace.deleted == 0,
        SendingPlace.id != of,
    )
    if (there := db.scalars(same.limit(1)).first()) is not None:
        raise PlaceNameTaken(there)
    return called
