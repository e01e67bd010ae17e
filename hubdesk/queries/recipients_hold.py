"""What whoever was sent something holds of one person: where, and in how many files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    JournalOp,
    JournalTxn,
    Parcel,
    RegionLine,
    ReportMade,
    StandingExport,
    Story,
)
from hubdesk.queries.left import JOURNAL_FILE, LeftFile, left_by, month_of
from hubdesk.queries.standing_exports import leaves_now
from hubdesk.queries.what_leaves import (
    BACKUP,
    JOURNAL,
    MONTH_REPORT,
    OF_PEOPLE,
    PAGES,
    REGION_FEED,
)


@dataclass(frozen=True, slots=True)
class Holding:
    """Files at one place that hold somebody. `stands`: it still leaves, so it can be put right.

    `is_carried`: they are on a stick that somebody took along, and nothing here reaches that.
    """

    what: str
    place: str
    recipient_name: str
    files: int
    stands: bool
    is_carried: bool = False


def recipients_hold(db: Session, ids: Sequence[str]) -> list[Holding]:
    """Of each export that ever left, what it holds of the person with these ids."""
    leaving = {row.id for row in leaves_now(db)}
    found = []
    for export, place, stick in _that_left(db):
        files = left_by(db, export.id).values()
        there = [one for one in files if one.is_there]
        carried = [one for one in files if one.is_carried]
        for some, where, is_carried in ((there, place, False), (carried, stick, True)):
            if many := _files(db, export, some, ids):
                stands = export.id in leaving and not is_carried
                whom = export.recipient_name
                found.append(Holding(export.what, where, whom, many, stands, is_carried))
    return found


def _that_left(db: Session) -> list[tuple[StandingExport, str, str]]:
    """With the place each leaves to, and the stick some of it was carried on."""
    at_place = case((Parcel.place_id.is_not(None), Parcel.place_name))
    on_stick = case((Parcel.place_id.is_(None), Parcel.place_name))
    rows = db.execute(
        select(StandingExport, func.max(at_place), func.max(on_stick))
        .join(Parcel, Parcel.standing_export_id == StandingExport.id)
        .where(StandingExport.what.in_((*OF_PEOPLE, MONTH_REPORT, PAGES)))
        .group_by(StandingExport.id)
        .order_by(StandingExport.agreed_at, StandingExport.id)
    )
    return [(export, place or "", stick or "") for export, place, stick in rows]


def _files(
    db: Session, export: StandingExport, there: Sequence[LeftFile], ids: Sequence[str]
) -> int:
    if export.what == BACKUP:
        copies = {one.name.rpartition("/")[2].partition(".")[0] for one in there}
        return sum(one.startswith("copy-") for one in copies)
    if export.what == REGION_FEED:
        seqs = select(RegionLine.seq).where(
            RegionLine.export_id == export.id, RegionLine.person_id.in_(ids)
        )
        held = set(db.scalars(seqs.distinct()))
        return sum(int(one.name.rpartition("/")[2][:10]) in held for one in there)
    if export.what == JOURNAL:
        return _in_journal(db, there, ids)
    told = db.execute(
        select(Story.id, Story.text).where(Story.person_id.in_(ids), Story.text != "")
    ).all()
    if export.what == PAGES:
        pages = {f"story-{id.replace('-', '')}.html" for id, _ in told}
        return sum(one.name.rpartition("/")[2] in pages for one in there)
    return _in_reports(db, there, [text for _, text in told])


def _in_reports(db: Session, there: Sequence[LeftFile], texts: Sequence[str]) -> int:
    """In how many reports one of these stories stands, as their copies were kept."""
    if not texts:
        return 0
    # as a copy has it: JSON in JSON, with letters of all scripts as they are
    written = [json.dumps(text, ensure_ascii=False)[1:-1] for text in texts]
    quoting = select(ReportMade.first_on).where(
        or_(*(func.instr(ReportMade.body, text) > 0 for text in written))
    )
    months = {f"{first_on:%Y-%m}" for first_on in db.scalars(quoting.distinct())}
    return sum(month_of(one.name) in months for one in there)


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
