"""What lies at the places because it left, and what has to be sealed again after an erasure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, ScalarSelect, Select, func, or_, select
from sqlalchemy.orm import Session

from hubdesk.models import Erasure, JournalOp, JournalTxn, Parcel, ParcelTry, Story
from hubdesk.queries.standing_exports import ExportRow, leaves_now
from hubdesk.queries.this_week import public_stories
from hubdesk.queries.what_leaves import BACKUP, JOURNAL, MONTH_REPORT, PAGES, REGION_FEED

# A bundle of the journal at its place: which transactions it holds.
JOURNAL_FILE: Final = re.compile(
    r"d/[0-9a-z-]+/(?P<stream>[0-9a-z]+)/"
    r"(?P<first>[0-9]{10})-(?P<last>[0-9]{10})\.(?P<reissue>[0-9]+)\.[0-9a-f]{16}\.hdb"
)
REPORT_FILE: Final = re.compile(r"reports/(?P<month>[0-9]{4}-[0-9]{2})-.*")
_AT_ONCE: Final = 50
# Whose changes take words of people out of a report, or put them in.
QUOTED: Final = ("story", "tutor_comment", "restriction", "erasure")


@dataclass(frozen=True, slots=True)
class LeftFile:
    """A file that was sealed to leave and was not taken away since."""

    name: str
    parcel_id: str
    sealed_clock: int  # of the journal, which no wrong clock of a computer misleads
    is_there: bool  # it was read back at the place
    is_carried: bool  # it left on a stick; it may wait for its place, or be there, all the same
    waits: bool  # it is on its way to the place


def left_by(db: Session, export_id: str) -> dict[str, LeftFile]:
    """What one standing export has at its place or on the way there, by name, oldest first.

    Of what was taken back, the files that had arrived by then. What was carried on a stick was
    sealed when its parcel was, whenever it was carried: somebody may be erased in between.
    """
    found: dict[str, LeftFile] = {}
    first: dict[datetime, int] = {}  # by the moment of sealing, which a carried one shares
    for id, place_id, listing, sealed_at, sent_at, taken_back_at, at in _parcels_of(db, export_id):
        first.setdefault(sealed_at, at)
        clock = at if place_id is not None else first[sealed_at]
        for one in json.loads(listing or "[]"):
            if taken_back_at is not None and not one.get("left"):
                continue
            name, before = str(one["name"]), found.pop(str(one["name"]), None)
            if place_id is None and before is not None:  # on a stick besides
                found[name] = replace(before, is_carried=True)
            elif not one.get("gone"):
                is_carried = place_id is None
                is_there = not is_carried and (sent_at is not None or bool(one.get("left")))
                waits = not (is_carried or is_there)
                found[name] = LeftFile(name, id, clock, is_there, is_carried, waits)
    return found


def _sealed_clock() -> ScalarSelect[int]:
    """The clock of the journal when a parcel was written down."""
    sealed = _changed(JournalOp.tbl == "parcel", JournalOp.pk == Parcel.id, JournalOp.kind == "I")
    return sealed.correlate(Parcel).scalar_subquery()


def _parcels_of(db: Session, export_id: str) -> Iterator[Any]:
    """All of one export, oldest first, with the clock at which each was sealed."""
    sealed = _sealed_clock()
    columns = (
        *(Parcel.id, Parcel.place_id, Parcel.listing, Parcel.sealed_at),
        *(Parcel.sent_at, Parcel.taken_back_at, sealed),
    )
    found = select(*columns).where(Parcel.standing_export_id == export_id)
    found = found.order_by(sealed, Parcel.sealed_at, Parcel.id)
    # of years of large copies the listings alone are tens of megabytes: never all of them at once
    return iter(db.execute(found.execution_options(yield_per=_AT_ONCE)))


def _pages_now(db: Session, export_id: str) -> set[str]:
    """The names of its newest pages, which take away all that was there before them."""
    sealed = _sealed_clock()
    found = select(Parcel.listing, Parcel.place_id, Parcel.taken_back_at)
    found = found.where(Parcel.standing_export_id == export_id)
    names = set[str]()
    for listing, place_id, taken_back_at in db.execute(found.order_by(sealed.desc())):
        if place_id is None:
            continue
        for one in json.loads(listing or "[]"):
            if not one.get("gone") and (taken_back_at is None or one.get("left")):
                names.add(str(one["name"]))
        if taken_back_at is None:
            break
    return names


def has_something_there(db: Session, place_id: str) -> bool:
    """Whether anything ever arrived at a place, be it a part of what was to."""
    arrived = select(Parcel.id).outerjoin(ParcelTry, ParcelTry.id == Parcel.id)
    arrived = arrived.where(
        Parcel.place_id == place_id,
        or_(Parcel.sent_at.is_not(None), ParcelTry.arrived > 0, Parcel.listing.contains('"left"')),
    )
    return db.scalars(arrived.limit(1)).first() is not None


def _changed(*of: ColumnElement[bool]) -> Select[int]:
    """The clock of the journal at the newest of some changes; 0 where there was none."""
    newest = func.coalesce(func.max(JournalTxn.hlc, type_=Integer), 0, type_=Integer)
    return select(newest).join(JournalOp, JournalOp.id == JournalTxn.id).where(*of)


def erasures_made(db: Session) -> int:
    """How many there were: whoever seals asks before and after, so that nobody slips in between."""
    return db.scalar(select(func.count()).select_from(Erasure)) or 0


def erased_since(db: Session, clock: int) -> bool:
    """Whether somebody was, after that clock of the journal."""
    return _erased_last(db) > clock


def _erased_last(db: Session) -> int:
    """The clock of the journal at the newest erasure that stands; 0 where there is none."""
    stands = select(Erasure.id).where(Erasure.deleted == 0)
    return db.scalar(_changed(JournalOp.tbl == "erasure", JournalOp.pk.in_(stands))) or 0


def to_be_sealed_again(db: Session, export_id: str = "") -> list[ExportRow]:
    """Those that hold somebody who was erased since they were sealed last: they do not wait.

    Nor do pages with a story that nobody may read any more, reports with one of somebody erased,
    and those on their way made before what they may quote changed. With an id that one alone.
    """
    exports = [row for row in leaves_now(db) if export_id in ("", row.id)]
    reports = [row for row in exports if row.what == MONTH_REPORT and old_reports(db, row.id)]
    return [
        *_of_erased(db, exports, JOURNAL, REGION_FEED),
        *_with_old_stories(db, exports),
        *reports,
    ]


def still_with_erased(db: Session) -> list[ExportRow]:
    """Those of which a file with somebody erased lies at its place.

    To be sealed again, or sealed again already and still on the way: it takes the older away then.
    """
    held = {row.id for row in to_be_sealed_again(db)}
    if newest := _erased_last(db):
        waits = select(Parcel.standing_export_id, Parcel.listing).where(
            Parcel.what.in_((JOURNAL, REGION_FEED)),
            Parcel.sent_at.is_(None),
            Parcel.taken_back_at.is_(None),
            _sealed_clock() >= newest,
        )
        held |= {
            export
            for export, listing in db.execute(waits)
            if export and any(one.get("gone") for one in json.loads(listing or "[]"))
        }
    return [row for row in leaves_now(db) if row.id in held]


def lists_due(db: Session) -> list[ExportRow]:
    """Copies that left before somebody was erased: the list beside them does not wait."""
    return _of_erased(db, leaves_now(db), BACKUP)


def quoting_clock(db: Session) -> int:
    """The clock of the journal when what a report may quote of people changed last."""
    return db.scalar(_changed(JournalOp.tbl.in_(QUOTED))) or 0


def old_reports(db: Session, export_id: str) -> set[str]:
    """The files on their way that were made before what a report may quote changed.

    And of those that arrived the ones of a month of which somebody told who was erased since.
    """
    files = list(left_by(db, export_id).values())
    found = set[str]()
    if waits := [one for one in files if one.waits]:
        newest = quoting_clock(db)
        found = {one.name for one in waits if one.sealed_clock < newest}
    if there := [one for one in files if one.is_there]:
        erased = _erased_stories(db)
        found |= {one.name for one in there if erased.get(month_of(one.name), 0) > one.sealed_clock}
    return found


def month_of(name: str) -> str:
    """2026-10, of a report of that month; empty for any other file."""
    named = REPORT_FILE.fullmatch(name)
    return named["month"] if named is not None else ""


def _erased_stories(db: Session) -> dict[str, int]:
    """By month, the clock of the journal when somebody who told in it was erased last.

    A story that only its time was over for stays in what was sent: nothing old is sent for that.
    """
    rows = db.execute(
        select(Story.told_on, func.max(JournalTxn.hlc, type_=Integer))
        .join(JournalOp, (JournalOp.pk == Story.id) & (JournalOp.tbl == "story"))
        .join(JournalTxn, JournalTxn.id == JournalOp.id)
        .join(Erasure, (Erasure.was == Story.person_id) & (Erasure.deleted == 0))
        .where(JournalOp.kind == "X")
        .group_by(Story.told_on)
    )
    found: dict[str, int] = {}
    for told_on, clock in rows:
        month = f"{told_on:%Y-%m}"
        found[month] = max(found.get(month, 0), clock)
    return found


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
            for name in _pages_now(db, row.id)
        )
    ]


def _of_erased(db: Session, exports: Sequence[ExportRow], *what: str) -> list[ExportRow]:
    newest = _erased_last(db)
    return [
        row
        for row in exports
        if newest
        and row.what in what
        and not _is_sealed_since(db, row.id, newest)
        and (files := left_by(db, row.id))
        and max(one.sealed_clock for one in files.values()) < newest
    ]


def _is_sealed_since(db: Session, export_id: str, clock: int) -> bool:
    """Whether something of it was, and left or may: the newest are asked first, so soon known."""
    found = (
        select(Parcel.id)
        .where(
            Parcel.standing_export_id == export_id,
            Parcel.place_id.is_not(None),
            or_(Parcel.taken_back_at.is_(None), Parcel.listing.contains('"left"')),
            _sealed_clock() >= clock,
        )
        .order_by(Parcel.sealed_at.desc(), Parcel.id.desc())
    )
    return db.scalars(found.limit(1)).first() is not None


def hashes_of(db: Session, parcel_id: str) -> dict[str, str]:
    """The SHA-256 of each file of a parcel, by name."""
    listing = db.scalar(select(Parcel.listing).where(Parcel.id == parcel_id))
    return {str(one["name"]): str(one.get("sha256", "")) for one in json.loads(listing or "[]")}
