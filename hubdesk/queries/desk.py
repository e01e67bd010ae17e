"""What the front desk needs to know about one thing that was just scanned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import Device, DeviceKind, KitItem, PersonRole
from hubdesk.queries.closed_days import next_open_day
from hubdesk.queries.loans import LoanRow, last_return_of_device, open_loan_of_device
from hubdesk.queries.policies import policy_for


@dataclass(frozen=True, slots=True)
class DeskThing:
    """A device at the desk: what it is, where it stands, what usually comes with it."""

    id: str
    tag: str
    title: str
    icon: str
    kind_id: str
    kind: str
    stage: str
    stage_note: str
    condition: str
    is_given: bool
    holds_data: bool
    runs_days: int
    kit: tuple[tuple[str, str], ...]  # id and name
    loan: LoanRow | None
    last_back_at: datetime | None


def desk_thing(db: Session, device_id: str) -> DeskThing | None:
    """The thing, or None if it is not here any more."""
    row = db.execute(
        select(
            Device.tag,
            Device.title,
            DeviceKind.icon,
            Device.kind_id,
            DeviceKind.name,
            Device.stage,
            Device.stage_note,
            Device.condition,
            DeviceKind.is_given,
            DeviceKind.holds_data,
            DeviceKind.runs_days,
        )
        .join(DeviceKind, DeviceKind.id == Device.kind_id)
        .where(Device.id == device_id, Device.deleted == 0)
    ).one_or_none()
    if row is None:
        return None
    kit = db.execute(
        select(KitItem.id, KitItem.name)
        .where(KitItem.device_id == device_id, KitItem.deleted == 0)
        .order_by(KitItem.id)
    )
    return DeskThing(
        id=device_id,
        tag=row.tag,
        title=row.title or row.name,
        icon=row.icon,
        kind_id=row.kind_id,
        kind=row.name,
        stage=row.stage,
        stage_note=row.stage_note,
        condition=row.condition,
        is_given=bool(row.is_given),
        holds_data=bool(row.holds_data),
        runs_days=row.runs_days,
        kit=tuple((id, name) for id, name in kit),
        loan=open_loan_of_device(db, device_id),
        last_back_at=last_return_of_device(db, device_id),
    )


@dataclass(frozen=True, slots=True)
class Due:
    """When a loan falls due: `days` of its policy or chosen, and the open day `on` they lead to."""

    days: int
    on: date


def due_day(db: Session, *, kind_id: str, person_id: str, today: date, days: int | None) -> Due:
    """The open day a loan falls due: after `days`, or after the days of its policy."""
    if days is None:
        roles = db.scalars(
            select(PersonRole.role).where(
                PersonRole.person_id == person_id, PersonRole.deleted == 0
            )
        ).all()
        days = policy_for(db, kind_id=kind_id, roles=roles).days
    return Due(days, next_open_day(db, today + timedelta(days=days)))
