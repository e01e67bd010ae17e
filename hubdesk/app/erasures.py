"""Finishing what an erasure began, and erasing again whoever an older copy brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.app.finishing_back import finish_bringing_back
from hubdesk.errors.copies import CopyDamaged
from hubdesk.errors.privacy import ErasedListDamaged
from hubdesk.errors.store import FileDamaged
from hubdesk.models import Erasure
from hubdesk.operations.erasing import WasErased, erase_again
from hubdesk.paths import Paths
from hubdesk.queries.erased_rows import erased_rows
from hubdesk.queries.erasure_plan import Elsewhere
from hubdesk.store.asides import asides_in, erase_in_asides
from hubdesk.store.backup import open_copy
from hubdesk.store.copies import Copy, copies_in
from hubdesk.store.copies_known import read_known
from hubdesk.store.database import Database
from hubdesk.store.erased import Listed, Lists, erasures_of, keep_erased, list_in, read_lists
from hubdesk.store.opening import Opened
from hubdesk.store.restoring import slots_here
from hubdesk.store.scratch import forget_scratch
from hubdesk.store.second_place import folder_in
from hubdesk.store.upgrade import forget_copies
from hubdesk.sync.desk_keys import desk_keys
from hubdesk.ui.backups.state import Copies

Erase = Callable[[Session], int]  # answers with how many


def finish_erasures(paths: Paths, database: Database, *, sweeps: bool = True) -> bool:
    """Keep the list, let go of copies from before an update, of scratch and of what was brought in
    with somebody erased in it, and write over what was freed; the last where it `sweeps`.

    False where nothing is due, or could not be swept. Raises what a disk refuses; then it stays
    due. The second place gets the list with what is carried there next.
    """
    with database.reading() as db:
        due = db.scalars(select(Erasure.erased_at).where(Erasure.is_swept == 0)).all()
    if not due:
        return False
    all_ = erasures_in(database)
    keep_erased(paths.erased, all_)
    here = slots_here(paths)
    if here is not None and paths.copies.exists():
        keep_erased(list_in(paths.copies, here.hub), all_)
    forget_copies(paths.copies)
    forget_scratch(paths, database.clock())
    finish_asides(paths, database, since=max(due).astimezone().date())
    _forget_received(paths, database)
    return database.sweep() if sweeps else True


def _forget_received(paths: Paths, database: Database) -> None:
    """Bundles of this hub that were brought in are opened by its own keys."""
    if not paths.received.is_dir():
        return
    from hubdesk.sync.received import forget_erased

    with database.reading() as db:
        keys, erased = desk_keys(db), erased_rows(db)
    if keys is not None:
        forget_erased(paths.received, keys.identities, erased)


def finish_asides(paths: Paths, database: Database, *, since: date | None = None) -> int:
    """Erase in what was set aside, too. Answers with how much of it had to be removed.

    Without `since` nothing is removed: it is looked through once a day, since records that were
    put there may be older than an erasure.
    """
    if not asides_in(paths) or not (all_ := erasures_in(database)):
        return 0
    return erase_in_asides(paths, database.data_key, all_, again(all_), since=since)


def outside_records(paths: Paths, copies: Copies) -> Elsewhere:
    """What an erasure is asked about besides the records, counted."""
    state = copies.state()
    left = read_known(paths.copies_known).left_there
    return Elsewhere(
        *(len(state.copies), bool(state.place), len(asides_in(paths))),
        tuple((place, len(copies)) for place, copies in left.items()),
    )


def erasures_in(database: Database) -> list[Listed]:
    """Whom these records know to be erased."""
    with database.reading() as db:
        return erasures_of(db.connection().connection.driver_connection)


def listed_anywhere(paths: Paths, hub: str, *folders: Path) -> Lists:
    """All lists there are: beside the records, with the copies, in the second place, `folders`."""
    place = read_known(paths.copies_known).place
    there = (folder_in(Path(place), hub),) if place and Path(place).is_dir() else ()
    with_copies = [list_in(folder, hub) for folder in (paths.copies, *there, *folders)]
    return read_lists(dict.fromkeys((paths.erased, *with_copies)))


def without_the_erased(paths: Paths, opened: Opened) -> Opened:
    """The records that were just opened, with nobody in them who was erased.

    Before the window opens. What some list alone knew is written to the one beside the records. A
    copy whose bringing back was cut short is finished first.
    """
    finish_bringing_back(paths, opened.database)
    here = slots_here(paths)
    lists = listed_anywhere(paths, here.hub if here is not None else "")
    erase_listed(paths, opened.database, lists.erased)
    if lists.is_damaged:
        opened = replace(opened, remarks=(*opened.remarks, ErasedListDamaged()))
    return opened


def erase_listed(paths: Paths, database: Database, listed: Iterable[Listed]) -> int:
    """Erase whoever is listed and here all the same. Answers with how many there were."""
    known = {one.id for one in erasures_in(database)}
    unknown = [one for one in listed if one.id not in known]
    if not unknown:
        return 0
    keep_erased(paths.erased, unknown)
    with database.changing("erase again", gesture=False) as db:
        return again(unknown)(db)


def again(listed: Iterable[Listed]) -> Erase:
    """Erasing them inside a transaction, for whoever brings a copy back."""
    were = [WasErased(*one) for one in listed]
    return lambda db: erase_again(db, were)


def known_by_copies(paths: Paths, copy: Copy, data_key: bytes) -> list[Listed]:
    """Whom the newest copies know to be erased, here and beside the copy that is brought back.

    The lists say the same; but a list may be lost, and these are there anyway. A copy that
    another key opens, or that is damaged, tells nothing.
    """
    found: list[Listed] = []
    for folder in dict.fromkeys((paths.copies, copy.path.parent)):
        for newest in copies_in(folder, copy.manifest.hub)[:1]:
            try:
                with open_copy(newest.path, data_key) as raw:
                    found += erasures_of(raw)
            except (FileDamaged, CopyDamaged):
                continue
    return found
