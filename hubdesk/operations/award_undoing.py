"""The rules of awards where an action is taken back.

An award itself is taken back on its day alone: later its paper is out in the world. And no undo
leaves somebody with two certificates that hold for one thing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.certificates import AwardedAlready, AwardOutOfTime
from hubdesk.models import Award, AwardEvent, AwardEventKind, JournalOp, JournalTxn
from hubdesk.queries.awards import AwardRow, award_row, awards_for, printed

_AWARDING = frozenset(("award certificate", "correct certificate"))


def check_award_day(
    db: Session, touched: Iterable[tuple[str, str]], *, verb: str, now: datetime | None
) -> None:
    """Refuse AwardOutOfTime where an award was made on an earlier day than `now`.

    `touched` are the tables and ids of what the action had changed.
    """
    if verb not in _AWARDING or now is None:
        return
    for tbl, pk in touched:
        if tbl == Award.__tablename__:
            award = db.get_one(Award, pk, populate_existing=True)
            made_on = award.awarded_at.astimezone(now.tzinfo).date()
            if made_on != now.date():
                raise AwardOutOfTime(printed(award.code), made_on)


def check_undone_awards(
    db: Session, touched: Iterable[tuple[str, str]], *, undone: JournalTxn
) -> None:
    """Refuse AwardedAlready where one holds again beside another that holds since.

    Two that held before the action are no reason: a merge may bring them to one person.
    """
    for id in sorted(_again(db, touched)):
        row = award_row(db, id)
        if row is None or not row.holds:
            continue
        same = {"sort": row.sort, "what": row.what}
        of = {"session_id": row.session_id, "series_id": row.series_id}
        for other in awards_for(db, row.person_id, **same, **of):
            if other.id != id and _holds_since(db, other, undone):
                raise AwardedAlready(row.known_as or row.person, other.printed)


def _again(db: Session, touched: Iterable[tuple[str, str]]) -> set[str]:
    """The awards that may hold again: withdrawn by the action, or replaced by it."""
    found = set()
    for tbl, pk in touched:
        if tbl == AwardEvent.__tablename__:
            event = db.get_one(AwardEvent, pk, populate_existing=True)
            if event.kind == AwardEventKind.WITHDRAWN:
                found.add(event.award_id)
        elif tbl == Award.__tablename__:
            found.add(db.get_one(Award, pk, populate_existing=True).replaces_id or pk)
    return found


def _holds_since(db: Session, row: AwardRow, undone: JournalTxn) -> bool:
    """Whether it was made later than the action, or did not hold at some time since."""
    withdrawn = select(AwardEvent.id).where(
        AwardEvent.award_id == row.id, AwardEvent.kind == AwardEventKind.WITHDRAWN
    )
    newer = select(Award.id).where(Award.replaces_id == row.id)
    later = (
        select(JournalOp.id)
        .join(JournalTxn, JournalTxn.id == JournalOp.id)
        .where(
            JournalOp.tbl.in_((Award.__tablename__, AwardEvent.__tablename__)),
            JournalOp.pk.in_([row.id, *db.scalars(withdrawn), *db.scalars(newer)]),
            JournalTxn.hlc > undone.hlc,
        )
    )
    return db.scalars(later.limit(1)).first() is not None
