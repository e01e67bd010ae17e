"""What lies at the places because it left, and what has to be sealed again after an erasure."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Integer, Select, func, select
from sqlalchemy.orm import Session

from hubdesk.models import Erasure, JournalOp, JournalTxn, Parcel
from hubdesk.queries.standing_exports import ExportRow, leaves_now
from hubdesk.queries.this_week import public_stories
from hubdesk.queries.what_leaves import JOURNAL, MONTH_REPORT, PAGES, REGION_FEED

# A bundle of the journal at its place: which transactions it holds.
JOURNAL_FILE: Final = re.compile(
    r"d/[0-9a-z-]+/(?P<stream>[0-9a-z]+)/"
    r"(?P<first>[0-9]{10})-(?P<last>[0-9]{10})\.(?P<reissue>[0-9]+)\.[0-9a-f]{16}\.hdb"
)
# Whose changes take words of people out of a report, or put them in.
QUOTED: Final = ("story", "tutor_comment", "restriction", "erasure")


@dataclass(frozen=True, slots=True)
class LeftFile:
    """A file that was sealed to leave and was not taken away since."""

    name: str
    parcel_id: str
    sealed_clock: int  # of the journal, which no wrong clock of a computer misleads
    is_there: bool  # it was read back at the place


def left_by(db: Session, export_id: str) -> dict[str, LeftFile]:
    """What one standing export has at its place or on the way there, by name, oldest first.

    Of what was taken back, the files that had arrived by then.
    """
    sealed = (
        _changed(JournalOp.tbl == "parcel", JournalOp.pk == Parcel.id, JournalOp.kind == "I")
        .correlate(Parcel)
        .scalar_subquery()
    )
    rows = db.execute(
        select(Parcel.id, Parcel.listing, sealed, Parcel.sent_at, Parcel.taken_back_at)
        .where(Parcel.standing_export_id == export_id)
        .order_by(sealed, Parcel.sealed_at, Parcel.id)
    )
    found: dict[str, LeftFile] = {}
    for id, listing, clock, sent_at, taken_back_at in rows:
        for one in json.loads(listing or "[]"):
            if taken_back_at is not None and not one.get("left"):
                continue
            name = str(one["name"])
            found.pop(name, None)
            if not one.get("gone"):
                is_there = sent_at is not None or bool(one.get("left"))
                found[name] = LeftFile(name, id, clock, is_there)
    return found


def _changed(*of: ColumnElement[bool]) -> Select[int]:
    """The clock of the journal at the newest of some changes; 0 where there was none."""
    newest = func.coalesce(func.max(JournalTxn.hlc, type_=Integer), 0, type_=Integer)
    return select(newest).join(JournalOp, JournalOp.id == JournalTxn.id).where(*of)


def erasures_made(db: Session) -> int:
    """How many there were: whoever seals asks before and after, so that nobody slips in between."""
    return db.scalar(select(func.count()).select_from(Erasure)) or 0


def to_be_sealed_again(db: Session, export_id: str = "") -> list[ExportRow]:
    """Those that hold somebody who was erased since they were sealed last: they do not wait.

    Nor do pages with a story that nobody may read any more, and reports on their way made before
    what they may quote changed. With an id only that one is looked at.
    """
    exports = [row for row in leaves_now(db) if export_id in ("", row.id)]
    reports = [row for row in exports if row.what == MONTH_REPORT and old_reports(db, row.id)]
    return [*_of_erased(db, exports), *_with_old_stories(db, exports), *reports]


def quoting_clock(db: Session) -> int:
    """The clock of the journal when what a report may quote of people changed last."""
    return db.scalar(_changed(JournalOp.tbl.in_(QUOTED))) or 0


def old_reports(db: Session, export_id: str) -> set[str]:
    """The files on their way that were made before what a report may quote changed."""
    waits = [one for one in left_by(db, export_id).values() if not one.is_there]
    if not waits:
        return set()
    newest = quoting_clock(db)
    return {one.name for one in waits if one.sealed_clock < newest}


def _with_old_stories(db: Session, exports: Sequence[ExportRow]) -> list[ExportRow]:
    """Pages that show a story which is on none that were made now."""
    pages = [row for row in exports if row.what == PAGES]
    if not pages:
        return []
    shown = {f"{story.id.replace('-', '')}.html" for story in public_stories(db)}
    return [
        row
        for row in pages
        if any(
            "/story-" in name and name.rsplit("/story-", 1)[1] not in shown
            for name in left_by(db, row.id)
        )
    ]


def _of_erased(db: Session, exports: Sequence[ExportRow]) -> list[ExportRow]:
    stands = select(Erasure.id).where(Erasure.deleted == 0)
    newest = db.scalar(_changed(JournalOp.tbl == "erasure", JournalOp.pk.in_(stands))) or 0
    return [
        row
        for row in exports
        if row.what in (JOURNAL, REGION_FEED)
        and (files := left_by(db, row.id))
        and max(one.sealed_clock for one in files.values()) < newest
    ]


def hashes_of(db: Session, parcel_id: str) -> dict[str, str]:
    """The SHA-256 of each file of a parcel, by name."""
    listing = db.scalar(select(Parcel.listing).where(Parcel.id == parcel_id))
    return {str(one["name"]): str(one.get("sha256", "")) for one in json.loads(listing or "[]")}
