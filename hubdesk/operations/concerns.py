"""Safeguarding concerns: each arrives sealed, and no verb here can read one.

Nothing of it is undone. A worry that was passed on is passed on; the lead closes it with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.records import NotFound
from hubdesk.errors.safeguarding import ConcernClosed, ConcernKept, ConcernOpen, NobodyReceives
from hubdesk.models import Concern, Person
from hubdesk.operations.lending import found
from hubdesk.queries.concerns import kept_until, receivers


def record_concern(
    db: Session,
    *,
    concern_id: str,
    person_id: str,
    sealed: str,
    sealed_to: Iterable[str],
    now: datetime,
) -> None:
    """Keep a worry. `person_id` is empty where it is about nobody here.

    Refuses NotFound, and NobodyReceives where nobody who leads safeguarding now could open it.
    """
    about = found(db, Person, person_id).id if person_id else None
    readers = _readers(db, sealed_to)
    db.add(
        Concern(id=concern_id, person_id=about, written_at=now, sealed=sealed, sealed_to=readers)
    )
    db.flush()


def add_to_concern(
    db: Session,
    *,
    concern_id: str,
    entry_id: str,
    sealed: str,
    sealed_to: Iterable[str],
    now: datetime,
) -> Concern:
    """Keep what was learned or done since. Refuses NotFound, NobodyReceives and ConcernClosed."""
    first = _first(db, concern_id)
    if first.closed_on is not None:
        raise ConcernClosed
    readers = _readers(db, sealed_to)
    db.add(Concern(id=entry_id, follows=first.id, written_at=now, sealed=sealed, sealed_to=readers))
    db.flush()
    return first


def close_concern(
    db: Session,
    *,
    concern_id: str,
    entry_id: str,
    sealed: str,
    sealed_to: Iterable[str],
    now: datetime,
) -> None:
    """Nothing is left to do; the sealed reason is kept. Refuses as `add_to_concern` does."""
    first = add_to_concern(
        db, concern_id=concern_id, entry_id=entry_id, sealed=sealed, sealed_to=sealed_to, now=now
    )
    first.closed_on, first.is_shown = now.date(), False
    db.flush()


def reopen_concern(
    db: Session,
    *,
    concern_id: str,
    entry_id: str,
    sealed: str,
    sealed_to: Iterable[str],
    now: datetime,
) -> None:
    """There is more to it. Refuses NotFound, NobodyReceives, and ConcernOpen where it is open."""
    first = _first(db, concern_id)
    if first.closed_on is None:
        raise ConcernOpen
    first.closed_on = None
    add_to_concern(
        db, concern_id=concern_id, entry_id=entry_id, sealed=sealed, sealed_to=sealed_to, now=now
    )


def show_concern(db: Session, *, concern_id: str, shown: bool) -> None:
    """Whether the person's page says to see the lead. Refuses NotFound and ConcernClosed."""
    first = _first(db, concern_id)
    if first.closed_on is not None:
        raise ConcernClosed
    first.is_shown = shown
    db.flush()


def seal_again(db: Session, *, texts: Mapping[str, tuple[str, tuple[str, ...]]]) -> int:
    """Texts sealed anew, each with whom to. Answers with how many. Refuses NobodyReceives."""
    for id, (sealed, sealed_to) in texts.items():
        one = found(db, Concern, id)
        one.sealed, one.sealed_to = sealed, _readers(db, sealed_to)
    db.flush()
    return len(texts)


def let_go_of_concern(db: Session, *, concern_id: str, today: date) -> int:
    """Its time is over: nothing of it is kept, in the journal neither. Answers with how many texts.

    Refuses NotFound, ConcernOpen, and ConcernKept before the hub's rule lets it go.
    """
    first = _first(db, concern_id)
    if first.closed_on is None:
        raise ConcernOpen
    if kept_until(db, first.closed_on) > today:
        raise ConcernKept
    ids = [first.id, *db.scalars(select(Concern.id).where(Concern.follows == first.id))]
    db.info["let go"].update(ids)
    return len(ids)


def _first(db: Session, concern_id: str) -> Concern:
    first = found(db, Concern, concern_id)
    if first.follows or not first.sealed:
        raise NotFound("concern", concern_id)
    return first


def _readers(db: Session, key_ids: Iterable[str]) -> str:
    """The keys as a row keeps them, if one is of somebody who leads safeguarding now."""
    wanted = list(key_ids)
    if not {row.key.id for row in receivers(db) if row.key} & set(wanted):
        raise NobodyReceives
    return ",".join(wanted)
