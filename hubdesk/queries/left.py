"""What lies at the places because it left, and what has to be sealed again after an erasure."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Integer, func, select
from sqlalchemy.orm import Session

from hubdesk.models import Erasure, JournalOp, JournalTxn, Parcel
from hubdesk.queries.standing_exports import ExportRow, leaves_now
from hubdesk.queries.this_week import public_stories
from hubdesk.queries.what_leaves import JOURNAL, PAGES, REGION_FEED

# A bundle of the journal at its place: which transactions it holds.
JOURNAL_FILE: Final = re.compile(
    r"d/[0-9a-z-]+/(?P<stream>[0-9a-z]+)/"
    r"(?P<first>[0-9]{10})-(?P<last>[0-9]{10})\.(?P<reissue>[0-9]+)\.[0-9a-f]{16}\.hdb"
)


@dataclass(frozen=True, slots=True)
class LeftFile:
    """A file that was sealed to leave and was not taken away since."""

    name: str
    parcel_id: str
    sealed_at: datetime
    is_there: bool  # it was read back at the place


def left_by(db: Session, export_id: str) -> dict[str, LeftFile]:
    """What one standing export has at its place or on the way there, by name, oldest first."""
    rows = db.execute(
        select(Parcel.id, Parcel.listing, Parcel.sealed_at, Parcel.sent_at)
        .where(Parcel.standing_export_id == export_id, Parcel.taken_back_at.is_(None))
        .order_by(Parcel.sealed_at, Parcel.id)
    )
    found: dict[str, LeftFile] = {}
    for id, listing, sealed_at, sent_at in rows:
        for one in json.loads(listing or "[]"):
            name = str(one["name"])
            found.pop(name, None)
            if not one.get("gone"):
                found[name] = LeftFile(name, id, sealed_at, sent_at is not None)
    return found


def sealed_clock(db: Session, parcel_id: str) -> int:
    """The clock of the journal at which a parcel was written down; 0 where nobody knows."""
    query = (
        select(func.max(JournalTxn.hlc, type_=Integer))
        .join(JournalOp, JournalOp.id == JournalTxn.id)
        .where(JournalOp.tbl == "parcel", JournalOp.pk == parcel_id, JournalOp.kind == "I")
    )
    return db.scalar(query) or 0


def erasures_made(db: Session) -> int:
    """How many there were: whoever seals asks before and after, so that nobody slips in between."""
    return db.scalar(select(func.count()).select_from(Erasure)) or 0


def to_be_sealed_again(db: Session) -> list[ExportRow]:
    """Those that hold somebody who was erased since they were sealed last: they do not wait.

    Nor do pages with a story that nobody may read any more.
    """
    return [*_of_erased(db), *_with_old_stories(db)]


def _with_old_stories(db: Session) -> list[ExportRow]:
    """Pages that show a story which is on none that were made now."""
    exports = [row for row in leaves_now(db) if row.what == PAGES]
    if not exports:
        return []
    shown = {f"{story.id.replace('-', '')}.html" for story in public_stories(db)}
    return [
        row
        for row in exports
        if any(
            "/story-" in name and name.rsplit("/story-", 1)[1] not in shown
            for name in left_by(db, row.id)
        )
    ]


def _of_erased(db: Session) -> list[ExportRow]:
    newest = db.scalar(select(func.max(Erasure.erased_at)).where(Erasure.deleted == 0))
    if newest is None:
        return []
    at = datetime.fromisoformat(newest) if isinstance(newest, str) else newest
    return [
        row
        for row in leaves_now(db)
        if row.what in (JOURNAL, REGION_FEED)
        and (files := left_by(db, row.id))
        and max(one.sealed_at for one in files.values()) <= at
    ]


def hashes_of(db: Session, parcel_id: str) -> dict[str, str]:
    """The SHA-256 of each file of a parcel, by name."""
    listing = db.scalar(select(Parcel.listing).where(Parcel.id == parcel_id))
    return {str(one["name"]): str(one.get("sha256", "")) for one in json.loads(listing or "[]")}
