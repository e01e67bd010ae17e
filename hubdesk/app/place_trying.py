"""Trying a place before it counts: its address put right, opened, written to, read back, signed."""

from __future__ import annotations

import json
from functools import partial
from typing import Final

from hubdesk.app.bundles import keys_of
from hubdesk.errors.sending import (
    GaveOther,
    KeepsTheTry,
    NotRemoved,
    NotThePlace,
    PlaceAway,
    PlaceHasNoSuchFolder,
    PlaceNotReached,
    PlaceReadsBackOther,
)
from hubdesk.paths import Paths
from hubdesk.queries.sending_places import place_secret, sending_places
from hubdesk.store.database import Database
from hubdesk.store.keys import read_slots
from hubdesk.sync.place_setup import (
    Found,
    Stopped,
    TryPlace,
    Wanted,
    Way,
    try_place,
    ways_to,
)

QUIET: Final = 15.0  # seconds: somebody sits there and waits for the answer


def trying(paths: Paths, database: Database) -> TryPlace:
    """Tries places for the window, off its thread. Raises what `errors/sending.py` has."""
    return partial(_try, paths, database)


def _try(paths: Paths, database: Database, wanted: Wanted, stopped: Stopped) -> Found:
    try:
        return _tried(paths, database, wanted, stopped)
    except PlaceAway as away:  # whose words are for what waits to be sent
        raise PlaceNotReached(away.place) from away
    except PlaceReadsBackOther as other:
        raise GaveOther(other.place) from other
    except NotRemoved as stays:
        raise KeepsTheTry(stays.place) from stays


def _tried(paths: Paths, database: Database, wanted: Wanted, stopped: Stopped) -> Found:
    way, *others = ways_to(wanted, paths.home)
    try:
        return _at(paths, database, wanted, way, stopped)
    except (PlaceHasNoSuchFolder, NotThePlace):
        if not others:
            raise
    # no Nextcloud: a server that has its files right at its address
    return _at(paths, database, wanted, others[0], stopped)


def _at(paths: Paths, database: Database, wanted: Wanted, way: Way, stopped: Stopped) -> Found:
    from hubdesk.sync.opened_place import open_place

    with database.reading() as db:
        secret = wanted.secret or place_secret(db, wanted.id)
        known = [(row.name, row.identity) for row in sending_places(db) if row.id != wanted.id]
    storage = open_place(way, secret, stopped=stopped, quiet=QUIET)
    tried = try_place(
        storage,
        wanted.name,
        read_slots(paths).hub,
        wanted.id,
        keys_of(database),
        now=database.clock(),
        known=known,
    )
    return Found(way.address, json.loads(way.options), tried.identity, tried.is_others)
