"""Finishing what an erasure began, and erasing again whoever an older copy brought back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.privacy import ErasedListDamaged
from hubdesk.models import Erasure
from hubdesk.operations.erasing import WasErased, erase_again
from hubdesk.paths import Paths
from hubdesk.store.database import Database
from hubdesk.store.erased import Listed, keep_erased, read_erased
from hubdesk.store.opening import Opened
from hubdesk.store.upgrade import forget_copies

Erase = Callable[[Session], int]  # answers with how many


def finish_erasures(paths: Paths, database: Database) -> bool:
    """Keep the list, let copies from before an update go, write over what was freed.

    False where nothing is due. Raises what a disk refuses; then it stays due.
    """
    with database.reading() as db:
        rows = db.scalars(select(Erasure)).all()
        all_ = [Listed(row.id, row.was, row.ground, row.erased_at) for row in rows]
        is_due = any(not row.is_swept for row in rows)
    if not is_due:
        return False
    keep_erased(paths.erased, all_)
    forget_copies(paths.copies)
    return database.sweep()


def erase_listed(paths: Paths, database: Database) -> int:
    """Erase whoever is on the list and here all the same. Before the window opens."""
    again = as_listed(paths)
    with database.reading() as db:
        known = set(db.scalars(select(Erasure.id)))
    if all(one.id in known for one in read_erased(paths.erased)):
        return 0
    with database.changing("erase again", gesture=False) as db:
        return again(db)


def without_the_erased(paths: Paths, opened: Opened) -> Opened:
    """The records that were just opened, with nobody in them who was erased."""
    try:
        erase_listed(paths, opened.database)
    except ErasedListDamaged as damage:
        return replace(opened, remarks=(*opened.remarks, damage))
    return opened


def as_listed(paths: Paths) -> Erase:
    """The same inside a transaction, for whoever brings a copy back."""
    listed = [WasErased(*one) for one in read_erased(paths.erased)]
    return lambda db: erase_again(db, listed)
