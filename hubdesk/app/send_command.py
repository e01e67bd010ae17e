"""`hubdesk send`: all that is due is made, all that waits is sent, and what came of it is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from hubdesk.app.bundles import opened_with
from hubdesk.app.copying import zone_of
from hubdesk.app.sending_work import Opener, SendingWork
from hubdesk.errors.sending import NoPlaceSetUp
from hubdesk.i18n import count
from hubdesk.messages import explain
from hubdesk.messages.sending import trouble_words
from hubdesk.paths import Paths
from hubdesk.queries.parcels import ParcelRow, is_set_up, parcels_that_left, waiting_parcels
from hubdesk.queries.standing_exports import asks_again, leaves_now
from hubdesk.queries.what_leaves import BACKUP, leaving, title_of, title_of_sent
from hubdesk.store.database import Database
from hubdesk.sync.sending import OF_ONE, Line

Say = Callable[[str], None]
DONE: Final = 0
WAITS: Final = 1
_SHOWN: Final = 1_000


def send(paths: Paths, *, say: Say, also: Sequence[str] = (), opener: Opener | None = None) -> int:
    """The command. `also` are kinds that leave by hand.

    1 while something waits still, could not be made, or was named and nobody agreed to it.
    NoHubHere, NoPlaceSetUp, NothingOfThatKind, and a bug that was met.
    """
    for kind in also:
        leaving(kind)
    with opened_with(paths, say, right="send now") as database:
        zone = zone_of(database)
        work = SendingWork(
            paths, database, lambda: database.clock().astimezone(zone), opener=opener
        )
        work.sweep()
        with database.reading() as db:
            if not is_set_up(db):
                raise NoPlaceSetUp
            titles = {row.id: title_of(row.what) for row in leaves_now(db)}
            asked = {row.id: row.what for row in leaves_now(db) if row.what in also}
        began = database.clock()
        for export_id in asked:
            work.ask_for(export_id)
        missing = [kind for kind in also if kind not in asked.values()]
        for kind in missing:
            say(f"{title_of(kind)} was not sent: nobody agreed that it leaves.")
        done = work.round(Line(), anew=True)
        for export, error in done.unmade.items():
            say(f"{titles.get(export, 'Something')} could not be made. {explain(error).text}")
        came = max(_say_what_came(database, began, say), WAITS if done.unmade or missing else DONE)
        if done.faults:  # all the rest was done and said by now
            raise done.faults[0]
        return came


def _say_what_came(database: Database, began: datetime, say: Say) -> int:
    with database.reading() as db:
        left = parcels_that_left(db, limit=_SHOWN)
        waits = waiting_parcels(db)
        held = asks_again(db)
    sent = [row for row in reversed(left) if row.sent_at is not None and row.sent_at >= began]
    for row in sent:
        say(f"Sent: {_title(row)} to {row.place_name}, {_size(row)}. It was read back.")
        if row.what == BACKUP and row.came_of:
            say(f"Which one: {row.came_of}.")
    whys = {row.place_id: why for row in waits if (why := _why_of_place(row))}
    for row in waits:
        why = _why(row) or whys.get(row.place_id, "")
        say(f"Waits: {_title(row)} for {row.place_name}. {why}".rstrip())
    for export in held:
        say(f"{title_of(export.what)} has newer words. Somebody has to agree to them first.")
    say(f"{count(len(sent), 'thing was', 'things were')} sent, {len(waits):,} waiting.")
    return WAITS if waits else DONE


def _title(row: ParcelRow) -> str:
    return title_of_sent(row.what, [file.name for file in row.files])


def _size(row: ParcelRow) -> str:
    return f"{count(len(row.files), 'file', 'files')}, {row.size:,} bytes"


def _why_of_place(row: ParcelRow) -> str:
    """What keeps all back that goes to the same place; empty where it is of one parcel alone."""
    return _why(row) if row.trying is not None and row.trying.trouble not in OF_ONE else ""


def _why(row: ParcelRow) -> str:
    trying = row.trying
    if trying is None or not trying.trouble:
        return ""
    return trouble_words(trying.trouble, row.place_name, row.next_name).text
