"""What somebody agreed may leave the hub: to where, for whom, how often."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import SendingPlace, StandingExport
from hubdesk.queries import what_leaves


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One kind of export that may leave to one place, as it was agreed."""

    id: str
    what: str
    place_id: str
    place_name: str
    recipient: str
    recipient_name: str
    rhythm: str
    wording_version: int
    agreed_at: datetime
    account_id: str | None
    options: Mapping[str, str] = field(default_factory=dict)


def standing_exports(db: Session) -> list[ExportRow]:
    """All that may leave, the oldest agreement first. One whose place was let go is not in it."""
    rows = db.execute(
        select(StandingExport, SendingPlace.name)
        .join(SendingPlace, SendingPlace.id == StandingExport.place_id)
        .where(StandingExport.deleted == 0, SendingPlace.deleted == 0)
        .order_by(StandingExport.agreed_at, StandingExport.id)
    )
    return [_row(export, place) for export, place in rows]


def standing_export(db: Session, id: str) -> ExportRow | None:
    """One of them, while it stands."""
    return next((row for row in standing_exports(db) if row.id == id), None)


def _row(export: StandingExport, place: str) -> ExportRow:
    return ExportRow(
        export.id,
        export.what,
        export.place_id,
        place,
        export.recipient,
        export.recipient_name,
        export.rhythm,
        export.wording_version,
        export.agreed_at,
        export.account_id,
        json.loads(export.options or "{}"),
    )


def leaves_now(db: Session) -> list[ExportRow]:
    """Those that leave: agreed to in the words that hold today. Nothing else ever does."""
    return [row for row in standing_exports(db) if _is_current(row)]


def asks_again(db: Session) -> list[ExportRow]:
    """Those whose words are newer than what was agreed to. They wait."""
    return [row for row in standing_exports(db) if not _is_current(row)]


def _is_current(row: ExportRow) -> bool:
    kind = what_leaves.may_leave().get(row.what)
    return kind is not None and kind.version == row.wording_version


def place_names(db: Session) -> list[tuple[str, str]]:
    """The places there are to send to: their ids and what the hub calls them."""
    rows = db.execute(
        select(SendingPlace.id, SendingPlace.name)
        .where(SendingPlace.deleted == 0)
        .order_by(SendingPlace.name, SendingPlace.id)
    )
    return [(id, name) for id, name in rows]
