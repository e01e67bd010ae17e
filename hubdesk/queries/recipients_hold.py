"""What whoever was sent something holds of one person: where, and in how many files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import JournalOp, JournalTxn, Parcel, RegionLine, StandingExport
from hubdesk.queries.left import JOURNAL_FILE, LeftFile, left_by
from hubdesk.queries.standing_exports import leaves_now
from hubdesk.queries.what_leaves import BACKUP, JOURNAL, OF_PEOPLE, REGION_FEED


@dataclass(frozen=True, slots=True)
class Holding:
    """Files at one place that hold somebody. `stands`: it still leaves, so it can be put right."""

    what: str
    place: str
    recipient_name: str
    files: int
    stands: bool


def recipients_hold(db: Session, ids: Sequence[str]) -> list[Holding]:
    """Of each export that ever left, what it holds of the person with these ids."""
    stands = {row.id for row in leaves_now(db)}
    found = []
    for export, place in _that_left(db):
        there = [one for one in left_by(db, export.id).values() if one.is_there]
        many = _files(db, export, there, ids)
        if many:
            holds = Holding(export.what, place, export.recipient_name, many, export.id in stands)
            found.append(holds)
    return found


def _that_left(db: Session) -> list[tuple[StandingExport, str]]:
    rows = db.execute(
        select(StandingExport, func.max(Parcel.place_name))
        .join(Parcel, Parcel.standing_export_id == StandingExport.id)
        .where(StandingExport.what.in_(OF_PEOPLE))
        .group_by(StandingExport.id)
        .order_by(StandingExport.agreed_at, StandingExport.id)
    )
    return [(export, place or "") for export, place in rows]


def _files(
    db: Session, export: StandingExport, there: Sequence[LeftFile], ids: Sequence[str]
) -> int:
    if export.what == BACKUP:
        return sum(one.name.endswith(".hubdesk") for one in there)
    if export.what == REGION_FEED:
        seqs = select(func.count(func.distinct(RegionLine.seq))).where(
            RegionLine.export_id == export.id, RegionLine.person_id.in_(ids)
        )
        return db.scalar(seqs) or 0
    return _in_journal(db, there, ids) if export.what == JOURNAL else 0


def _in_journal(db: Session, there: Sequence[LeftFile], ids: Sequence[str]) -> int:
    """How many of the bundles have a change of theirs. Their changes are read once.

    What an erasure itself writes says that they are gone, and nothing of them.
    """
    rows = db.execute(
        select(JournalTxn.stream_id, JournalTxn.seq)
        .join(JournalOp, JournalOp.id == JournalTxn.id)
        .where(JournalOp.subject_id.in_(ids), JournalOp.body.is_not(None), JournalOp.kind != "X")
        .distinct()
    ).all()
    many = 0
    for one in there:
        if (named := JOURNAL_FILE.fullmatch(one.name)) is not None:
            first, last = int(named["first"]), int(named["last"])
            many += any(stream == named["stream"] and first <= seq <= last for stream, seq in rows)
    return many
