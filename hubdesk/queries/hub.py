"""Looking at the hub itself: its facts, choices, kinds of things and desks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from hubdesk import settings
from hubdesk.errors.hub import SettingNotRight
from hubdesk.models import THE_HUB, AgreementTemplate, DeviceKind, Hub, HubSetting
from hubdesk.settings import Kept, Value


@dataclass(frozen=True, slots=True)
class HubFacts:
    """The hub as screens and papers name it."""

    name: str
    phone: str
    address: str
    nation: str
    time_zone: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of thing, with what usually comes with it."""

    id: str
    name: str
    icon: str
    is_given: bool
    holds_data: bool
    usual_contents: tuple[str, ...]
    runs_days: int


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One version of the promises. `purpose` is loan or gift."""

    id: str
    purpose: str
    version: int
    title: str
    promises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HubSettings:
    """The hub's choices by name, as rules ask for them. `hubdesk.settings` says what each is."""

    loan_days: int
    most_at_once: int
    renewals: int
    renewal_days: int
    guardian_under: int
    overdue_blocks: bool
    soon_days: int
    agreement_months: int
    prints_agreement: bool
    not_seen_days: int
    remind_days: int
    quiet_minutes: int
    closed_minutes: int
    first_steps: bool
    week: str  # as `queries.opening_hours` reads it
    pages_address: str  # where everybody reads the pages of this week


_KEYS = {
    "loan_days": "lending.days",
    "most_at_once": "lending.most_at_once",
    "renewals": "lending.renewals",
    "renewal_days": "lending.renewal_days",
    "guardian_under": "lending.guardian_under",
    "overdue_blocks": "lending.overdue_blocks",
    "soon_days": "lending.soon_days",
    "agreement_months": "agreement.valid_months",
    "prints_agreement": "agreement.print",
    "not_seen_days": "stock.not_seen_days",
    "remind_days": "gifts.remind_days",
    "quiet_minutes": "lock.quiet_minutes",
    "closed_minutes": "lock.closed_minutes",
    "first_steps": "desk.first_steps",
    "week": "hub.week",
    "pages_address": "week.address",
}


# Built once: a statement is made of many small objects, and these are asked for at every lend.
_FACTS = select(Hub.name, Hub.phone, Hub.address, Hub.nation, Hub.time_zone, Hub.made_at).where(
    Hub.id == THE_HUB
)
_NATION = select(Hub.nation).where(Hub.id == THE_HUB)
_CHOICES = select(HubSetting.id, HubSetting.value).where(HubSetting.deleted == 0)
_CHOICE = select(HubSetting.value).where(HubSetting.id == bindparam("key"), HubSetting.deleted == 0)
_TEMPLATE = (
    select(
        AgreementTemplate.id,
        AgreementTemplate.purpose,
        AgreementTemplate.version,
        AgreementTemplate.title,
        AgreementTemplate.promises,
    )
    .where(AgreementTemplate.deleted == 0, AgreementTemplate.purpose == bindparam("purpose"))
    .order_by(AgreementTemplate.version.desc(), AgreementTemplate.id.desc())
    .limit(1)
)


def hub_facts(db: Session) -> HubFacts | None:
    """The hub's facts, or None before it is set up."""
    row = db.execute(_FACTS).one_or_none()
    return HubFacts(*row) if row else None


def hub_zone(db: Session) -> ZoneInfo:
    """The hub's time zone, for papers: a screen is handed the clock."""
    facts = hub_facts(db)
    return ZoneInfo(facts.time_zone if facts else "Europe/London")


def nation_of(db: Session) -> str:
    """The nation whose bank holidays hold: ENG until the hub says otherwise."""
    return db.scalar(_NATION) or "ENG"


def choices(db: Session) -> dict[str, Value]:
    """Every choice of the hub, typed. What a newer HubDesk wrote and we cannot read is left out."""
    found = settings.defaults(Kept.HUB)
    for key, text in db.execute(_CHOICES):
        if key in found:
            found[key] = _read(key, text)
    return found


def hub_settings(db: Session) -> HubSettings:
    """Every choice of the hub, by name."""
    chosen = choices(db)
    return HubSettings(**{name: chosen[key] for name, key in _KEYS.items()})  # type: ignore[arg-type]


def choice(db: Session, key: str) -> Value:
    """One choice of the hub. LookupError if nobody declared the key."""
    wanted = settings.setting(key)
    text = db.scalar(_CHOICE, {"key": key})
    return wanted.default if text is None else _read(key, text)


def soon_days(db: Session) -> int:
    """How many days before its due day a loan is due soon."""
    return int(choice(db, "lending.soon_days"))


def remind_days(db: Session) -> int:
    """How many days before a SIM or voucher ends we mention it."""
    return int(choice(db, "gifts.remind_days"))


def _read(key: str, text: str) -> Value:
    try:
        return settings.read(key, text)
    except SettingNotRight:
        # A newer HubDesk may allow more than this one: fall back rather than stop the desk.
        return settings.setting(key).default


_KINDS = (
    select(
        DeviceKind.id,
        DeviceKind.name,
        DeviceKind.icon,
        DeviceKind.is_given,
        DeviceKind.holds_data,
        DeviceKind.usual_contents,
        DeviceKind.runs_days,
    )
    .where(DeviceKind.deleted == 0)
    .order_by(DeviceKind.place, DeviceKind.name, DeviceKind.id)
)


def kinds(db: Session) -> list[KindRow]:
    """Every kind of thing, in the order lists show them."""
    rows = db.execute(_KINDS)
    return [
        KindRow(id, name, icon, bool(given), bool(data), tuple(json.loads(usual or "[]")), runs)
        for id, name, icon, given, data, usual, runs in rows
    ]


def kind_called(db: Session, name: str) -> KindRow | None:
    """The kind of that name, whatever its capitals, or None."""
    wanted = name.strip().casefold()
    return next((kind for kind in kinds(db) if kind.name.casefold() == wanted), None)


def current_template(db: Session, purpose: str) -> TemplateRow | None:
    """The newest version of the promises for a loan or a gift."""
    row = db.execute(_TEMPLATE, {"purpose": purpose}).one_or_none()
    if row is None:
        return None
    id, its_purpose, version, title, promises = row
    return TemplateRow(id, its_purpose, version, title, tuple(json.loads(promises or "[]")))
