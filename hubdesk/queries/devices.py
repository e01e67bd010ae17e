"""The stock as lists, by a count and windows: on shelf, out, to wipe, not seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    Device,
    DeviceKind,
    Loan,
    LoanState,
    Person,
    Stage,
)
from hubdesk.models.person import short_name
from hubdesk.queries.hub import soon_days
from hubdesk.queries.loans import OUT
from hubdesk.queries.places import Places, Window, window_ids
from hubdesk.queries.search import device_ids_matching

NOT_SEEN_DAYS = 90


class DevicesShown(StrEnum):
    """Which devices a list shows."""

    ALL = "all"
    ON_SHELF = "on shelf"
    OUT = "out"
    TO_WIPE = "to wipe"
    NOT_SEEN = "not seen"
    LOST = "lost"
    REPAIR = "repair"
    WITHDRAWN = "withdrawn"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class DeviceFilter:
    """What a list of devices is narrowed to. `text` is parts of words, as in the search box."""

    shown: DevicesShown = DevicesShown.ALL
    kind_id: str = ""
    text: str = ""
    not_seen_days: int = NOT_SEEN_DAYS


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device as a list shows it. Where it is out, `borrower` has it until `due_on`."""

    id: str
    tag: str
    title: str
    kind: str
    icon: str
    stage: str
    stage_note: str
    place: str
    condition: str
    seen_on: date
    loan_id: str
    borrower_id: str
    borrower: str
    due_on: date | None
    soon_days: int  # as the hub chose: when a loan is due soon
    known_as: str = ""

    @property
    def who(self) -> str:
        """The borrower as a screen that faces the public may show them: Sam H."""
        return short_name(self.borrower, self.known_as)


def device_count(db: Session, *, today: date, filters: DeviceFilter | None = None) -> int:
    """How many devices the list holds."""
    conditions = _conditions(db, filters or DeviceFilter(), today)
    return db.scalar(select(func.count(Device.id)).where(*conditions)) or 0


def device_counts(
    db: Session, *, today: date, not_seen_days: int = NOT_SEEN_DAYS
) -> dict[DevicesShown, int]:
    """How many devices each list holds, in one statement."""
    counted = [
        select(func.count(Device.id))
        .where(*_conditions(db, DeviceFilter(shown, not_seen_days=not_seen_days), today))
        .scalar_subquery()
        for shown in DevicesShown
    ]
    row = db.execute(select(*counted)).one()
    return dict(zip(DevicesShown, row, strict=True))


def device_window(
    db: Session,
    *,
    today: date,
    filters: DeviceFilter | None = None,
    sort: str = "tag",
    descending: bool = False,
    offset: int = 0,
    limit: int = 200,
    count: int | None = None,
    places: Places | None = None,
) -> list[DeviceRow]:
    """A window of the list, sorted by tag, title, kind, stage or seen.

    `count` is what `device_count` said. It is read from the nearest row that `places` knows, or
    from an end, and tells them its own.
    """
    chosen = filters or DeviceFilter()
    total = device_count(db, today=today, filters=chosen) if count is None else count
    limit = max(0, min(limit, total - offset))
    conditions = _conditions(db, chosen, today)
    if sort == "kind":
        ids = _ids_by_kind(db, conditions, descending, offset, limit)
    else:
        keys = (*_SORTS[sort], Device.id)
        window = Window(offset, limit, total, descending)
        ids = window_ids(db, select(*keys).where(*conditions), keys, window, places or Places())
    rows = _rows(db, ids)
    return [rows[id] for id in ids]


_SORTS: dict[str, tuple[Any, ...]] = {
    "tag": (Device.tag_key,),
    "title": (Device.title,),
    "stage": (Device.stage, Device.tag_key),
    "seen": (Device.seen_on,),
}
_STAGES = {
    DevicesShown.TO_WIPE: Stage.TO_WIPE,
    DevicesShown.LOST: Stage.LOST,
    DevicesShown.REPAIR: Stage.REPAIR,
    DevicesShown.WITHDRAWN: Stage.WITHDRAWN,
    DevicesShown.GIVEN: Stage.GIVEN,
}


def _conditions(db: Session, filters: DeviceFilter, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Device.deleted == 0]
    is_out = Device.id.in_(select(Loan.device_id).where(Loan.state.in_(OUT)))
    match filters.shown:
        case DevicesShown.ALL:
            pass
        case DevicesShown.ON_SHELF:
            found += [Device.stage == Stage.READY, ~is_out]
        case DevicesShown.OUT:
            still_out = select(Loan.device_id).where(Loan.state == LoanState.OUT)
            found.append(Device.id.in_(still_out))
        case DevicesShown.NOT_SEEN:
            # What should be here, and nobody had in their hands for long.
            here = (Stage.READY, Stage.TO_WIPE, Stage.REPAIR)
            long_ago = today - timedelta(days=filters.not_seen_days)
            found += [Device.stage.in_(here), Device.seen_on < long_ago, ~is_out]
        case stage:
            found.append(Device.stage == _STAGES[stage])
    if filters.kind_id:
        found.append(Device.kind_id == filters.kind_id)
    if filters.text.strip():
        found.append(Device.id.in_(device_ids_matching(db, filters.text)))
    return found


def _ids_by_kind(
    db: Session,
    conditions: list[ColumnElement[bool]],
    descending: bool,
    offset: int,
    limit: int,
) -> list[str]:
    """The ids of a window by the name of the kind, kind after kind, each from its own index.

    A join would be sorted as a whole: SQLite cannot follow an index through it.
    """
    counted = select(Device.kind_id, func.count()).where(*conditions).group_by(Device.kind_id)
    counts = dict(db.execute(counted).all())
    ids: list[str] = []
    for kind_id in sorted(counts, key=_names_of_kinds(db).__getitem__, reverse=descending):
        if offset >= counts[kind_id]:
            offset -= counts[kind_id]
        elif len(ids) < limit:
            keys = _turned((Device.tag_key, Device.id), descending)
            query = select(Device.id).where(*conditions, Device.kind_id == kind_id).order_by(*keys)
            ids += db.scalars(query.offset(offset).limit(limit - len(ids)))
            offset = 0
    return ids


def _names_of_kinds(db: Session) -> dict[str, tuple[str, str]]:
    rows = db.execute(select(DeviceKind.id, DeviceKind.name))
    return {id: (name.casefold(), id) for id, name in rows}


def _turned(keys: tuple[Any, ...], descending: bool) -> list[Any]:
    return [key.desc() if descending else key.asc() for key in keys]


def _rows(db: Session, ids: list[str]) -> dict[str, DeviceRow]:
    soon = soon_days(db)
    loans = {
        loan[0]: (*loan[1:5], soon, loan[5])
        for loan in db.execute(
            select(
                *(Loan.device_id, Loan.id, Person.id, Person.display_name, Loan.due_on),
                Person.known_as,
            )
            .join(Person, Person.id == Loan.borrower_id)
            .where(Loan.device_id.in_(ids), Loan.state.in_(OUT))
        )
    }
    devices = db.execute(
        select(
            Device.id,
            Device.tag,
            Device.title,
            DeviceKind.name,
            DeviceKind.icon,
            Device.stage,
            Device.stage_note,
            Device.place,
            Device.condition,
            Device.seen_on,
        )
        .join(DeviceKind, DeviceKind.id == Device.kind_id)
        .where(Device.id.in_(ids))
    )
    nobody = ("", "", "", None, soon, "")
    return {row[0]: DeviceRow(*row, *loans.get(row[0], nobody)) for row in devices}
