"""One device with all that belongs to it: what it answers to, its kit, who had it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.i18n import translate
from hubdesk.models import CodeOf, CodeOrigin, Device, DeviceKind, Fund, Gift, KitItem, Person
from hubdesk.models.person import short_name
from hubdesk.queries.loans import OUT, LoanRow, loans_of_device


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code a device answers to."""

    id: str
    shown: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class GivenTo:
    """To whom a device was given for good, and when."""

    gift_id: str
    person_id: str
    person: str
    given_at: datetime
    ends_on: date | None
    known_as: str = ""

    @property
    def who(self) -> str:
        """The person as a screen that faces the public may show them: Sam H."""
        return short_name(self.person, self.known_as) or translate("Devices", "Somebody")


@dataclass(frozen=True, slots=True)
class DevicePage:
    """Everything the hub knows of one device. `loans` is its history, newest first."""

    id: str
    kind_id: str
    kind: str
    fund_id: str
    fund: str  # what paid for it
    icon: str
    is_given_kind: bool
    holds_data: bool
    tag: str
    title: str
    make: str
    model: str
    serial: str
    imei: str
    stage: str
    stage_note: str
    condition: str
    ownership: str
    place: str
    note: str
    added_on: date
    seen_on: date
    codes: tuple[CodeRow, ...]
    kit: tuple[tuple[str, str], ...]  # id and name
    loans: tuple[LoanRow, ...]
    given_to: GivenTo | None

    @property
    def loan(self) -> LoanRow | None:
        """The loan it is out on."""
        return next((loan for loan in self.loans if loan.state in OUT), None)


def device_page(db: Session, device_id: str) -> DevicePage | None:
    """Everything about one device, or None if it is not here any more."""
    row = db.execute(
        select(*_DEVICE_COLUMNS)
        .join(DeviceKind, DeviceKind.id == Device.kind_id)
        .outerjoin(Fund, Fund.id == Device.fund_id)
        .where(Device.id == device_id, Device.deleted == 0)
    ).one_or_none()
    if row is None:
        return None
    known: dict[str, Any] = dict(row._mapping)
    for fact in ("is_given_kind", "holds_data"):
        known[fact] = bool(known[fact])
    codes = db.execute(
        select(CodeOf.id, CodeOf.shown, CodeOf.value, CodeOf.origin)
        .where(
            CodeOf.device_id == device_id,
            CodeOf.origin != CodeOrigin.SOURCE,
            CodeOf.deleted == 0,
        )
        .order_by(CodeOf.id)
    )
    kit = db.execute(
        select(KitItem.id, KitItem.name)
        .where(KitItem.device_id == device_id, KitItem.deleted == 0)
        .order_by(KitItem.id)
    )
    return DevicePage(
        codes=tuple(CodeRow(*code) for code in codes),
        kit=tuple((id, name) for id, name in kit),
        loans=tuple(loans_of_device(db, device_id)),
        given_to=_given_to(db, device_id),
        **known,
    )


_DEVICE_COLUMNS: tuple[Any, ...] = (
    Device.id,
    Device.kind_id,
    DeviceKind.name.label("kind"),
    func.coalesce(Device.fund_id, "").label("fund_id"),
    func.coalesce(Fund.name, "").label("fund"),
    DeviceKind.icon,
    DeviceKind.is_given.label("is_given_kind"),
    DeviceKind.holds_data,
    Device.tag,
    Device.title,
    Device.make,
    Device.model,
    Device.serial,
    Device.imei,
    Device.stage,
    Device.stage_note,
    Device.condition,
    Device.ownership,
    Device.place,
    Device.note,
    Device.added_on,
    Device.seen_on,
)


def _given_to(db: Session, device_id: str) -> GivenTo | None:
    row = db.execute(
        select(
            *(Gift.id, Person.id, Person.display_name, Gift.given_at, Gift.ends_on),
            Person.known_as,
        )
        .join(Person, Person.id == Gift.person_id)
        .where(Gift.device_id == device_id, Gift.deleted == 0)
        .order_by(Gift.id.desc())
        .limit(1)
    ).one_or_none()
    return GivenTo(*row) if row else None
