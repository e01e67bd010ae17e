"""Trying a place before it counts: its address put right, opened, written to, read back, signed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import Final

from hubdesk.app.bundles import keys_of
from hubdesk.errors.sending import (
    NotThePlace,
    PlaceAway,
    PlaceHasNoSuchFolder,
    PlaceNotReached,
)
from hubdesk.models import PlaceSort
from hubdesk.paths import Paths
from hubdesk.queries.sending_places import place_secret, sending_places
from hubdesk.store.database import Database
from hubdesk.store.keys import read_slots
from hubdesk.sync.place_setup import (
    Found,
    Stopped,
    TryPlace,
    Wanted,
    folder_options,
    server_address,
    try_place,
)

QUIET: Final = 15.0  # seconds: somebody sits there and waits for the answer


@dataclass(frozen=True, slots=True)
class _Written:
    name: str
    sort: str
    address: str
    options: str


def trying(paths: Paths, database: Database) -> TryPlace:
    """Tries places for the window, off its thread. Raises what `errors/sending.py` has."""
    return partial(_try, paths, database)


def _try(paths: Paths, database: Database, wanted: Wanted, stopped: Stopped) -> Found:
    try:
        return _tried(paths, database, wanted, stopped)
    except PlaceAway as away:  # whose words are for what waits to be sent
        raise PlaceNotReached(away.place) from away


def _tried(paths: Paths, database: Database, wanted: Wanted, stopped: Stopped) -> Found:
    if PlaceSort(wanted.sort) in (PlaceSort.FOLDER, PlaceSort.STICK):
        address = wanted.address.strip()
        return _at(paths, database, wanted, address, folder_options(address, paths.home), stopped)
    given = (("user", wanted.user), ("bucket", wanted.bucket), ("region", wanted.region))
    options = {key: value.strip() for key, value in given if value.strip()}
    guessed = server_address(wanted.sort, wanted.address, wanted.user)
    try:
        return _at(paths, database, wanted, guessed, options, stopped)
    except (PlaceHasNoSuchFolder, NotThePlace):
        if guessed == wanted.address.strip():
            raise
    # no Nextcloud: a server that has its files right at its address
    return _at(paths, database, wanted, wanted.address.strip(), options, stopped)


def _at(
    paths: Paths,
    database: Database,
    wanted: Wanted,
    address: str,
    options: dict[str, str],
    stopped: Stopped,
) -> Found:
    from hubdesk.sync.opened_place import open_place

    with database.reading() as db:
        secret = wanted.secret or place_secret(db, wanted.id)
        known = [(row.name, row.identity) for row in sending_places(db) if row.id != wanted.id]
    written = _Written(wanted.name, wanted.sort, address, json.dumps(options))
    storage = open_place(written, secret, stopped=stopped, quiet=QUIET)
    tried = try_place(
        storage,
        wanted.name,
        read_slots(paths).hub,
        wanted.id,
        keys_of(database),
        now=database.clock(),
        known=known,
    )
    return Found(address, options, tried.identity, tried.is_others)
