"""Which parcels may leave now: the courier and the stick ask the same."""

from __future__ import annotations

from sqlalchemy.orm import Session

from hubdesk.queries.left import to_be_sealed_again
from hubdesk.queries.parcels import ParcelRow, parcel, parcels_on_their_way
from hubdesk.queries.standing_exports import leaves_now


def parcels_that_may_go(db: Session) -> list[ParcelRow]:
    """What waits and may leave, and what arrived and is only looked at once more, oldest first.

    Not what was stopped, was agreed to in older words, or holds somebody erased since.
    """
    rows = parcels_on_their_way(db)
    if not rows:
        return []
    leaves = {export.id for export in leaves_now(db)}
    leaves -= {export.id for export in to_be_sealed_again(db)}
    return [row for row in rows if not row.waits or row.export_id in leaves]


def may_go(db: Session, parcel_id: str) -> bool:
    """Whether the next file of one of them may still leave: asked before each, so of it alone."""
    row = parcel(db, parcel_id)
    if row is None or not row.waits:
        return False
    leaves = any(export.id == row.export_id for export in leaves_now(db))
    return leaves and not to_be_sealed_again(db, row.export_id)
