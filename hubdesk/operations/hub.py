"""The hub itself: setting it up, its facts and choices, closed days, kinds, policies, promises.

What a hub may change has versions: a policy or a set of promises is never edited, a new one
takes its place, and what was lent or signed under the old one stays under it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypedDict
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk import settings
from hubdesk.errors.hub import (
    ClosedTooLong,
    DaysBackwards,
    FieldMissing,
    HubSetUp,
    OpenAlready,
    PromisesMissing,
    SettingNotRight,
)
from hubdesk.errors.people import NumberNotRight
from hubdesk.errors.records import NotFound
from hubdesk.ids import pair_id
from hubdesk.models import (
    THE_HUB,
    Account,
    AgreementTemplate,
    ClosedDay,
    ConsentWording,
    Desk,
    DeviceKind,
    Hub,
    HubSetting,
    LendingPolicy,
    Role,
    StaffRole,
)
from hubdesk.operations.beginnings import KINDS, POLICIES, TEMPLATES, WORDINGS
from hubdesk.operations.lending import found
from hubdesk.operations.minting import desk_number
from hubdesk.operations.person_facts import one_of
from hubdesk.operations.staff import add_staff
from hubdesk.settings import Kept, Value
from hubdesk.typed import clean_line, clean_note, read_phone

NATIONS = ("ENG", "WLS", "SCT", "NIR")
MOST_CLOSED = 366  # days
PURPOSES = ("loan", "gift")


class HubChanges(TypedDict, total=False):
    """The facts of a hub that can be changed. What is left out stays as it is."""

    name: str
    phone: str
    address: str
    nation: str
    time_zone: str


def set_up_hub(
    db: Session,
    *,
    name: str,
    manager: str,
    now: datetime,
    phone: str = "",
    address: str = "",
    nation: str = "ENG",
    time_zone: str = "Europe/London",
) -> Account:
    """Make the hub, this desk, the manager's account and what every hub begins with.

    Refuses HubSetUp, FieldMissing, TextTooLong, PhoneNotRight and SettingNotRight.
    """
    if there := db.get(Hub, THE_HUB):
        raise HubSetUp(there.name)
    facts: HubChanges = {
        "name": name,
        "phone": phone,
        "address": address,
        "nation": nation,
        "time_zone": time_zone,
    }
    number = desk_number(db)
    desk = Desk(id=pair_id("desk", str(number)), number=number, name=f"Desk {number + 1}")
    db.add_all([Hub(id=THE_HUB, made_at=now, **_hub_columns(facts)), desk])
    name_of_manager = _filled(manager, "Your name")
    account = add_staff(db, name=name_of_manager, roles=(StaffRole.MANAGER,))
    _begin_with(db, now)
    db.flush()
    return account


def change_hub(db: Session, *, facts: HubChanges) -> Hub:
    """Change the hub's own facts. Only those handed in are touched."""
    hub = found(db, Hub, THE_HUB)
    for column, value in _hub_columns(facts).items():
        if getattr(hub, column) != value:
            setattr(hub, column, value)
    db.flush()
    return hub


def change_setting(db: Session, *, key: str, value: Value) -> None:
    """Make a choice of the hub. SettingNotRight if it is not allowed.

    LookupError for a key nobody declared, or one that is kept by each computer.
    """
    if settings.setting(key).kept is not Kept.HUB:
        raise LookupError(f"{key} is kept by each computer")
    text = settings.write(key, value)
    row = db.get(HubSetting, key)
    if row is None:
        db.add(HubSetting(id=key, value=text))
    else:
        row.value, row.deleted = text, False
    db.flush()


def close_days(db: Session, *, first_on: date, last_on: date, why: str = "") -> ClosedDay:
    """Nothing falls due on these days. Refuses DaysBackwards and ClosedTooLong.

    Loans that are due on one of them stay due: what was agreed is not moved.
    """
    if last_on < first_on:
        raise DaysBackwards(first_on, last_on)
    if (last_on - first_on).days >= MOST_CLOSED:
        raise ClosedTooLong((last_on - first_on).days + 1)
    days = ClosedDay(first_on=first_on, last_on=last_on, why=clean_line(why, "Why", 100))
    db.add(days)
    db.flush()
    return days


def reopen_days(db: Session, *, closed_day_id: str) -> None:
    """The hub is open on these days after all. Refuses NotFound and OpenAlready."""
    days = db.get(ClosedDay, closed_day_id)
    if days is None:
        raise NotFound("closed_day", closed_day_id)
    if days.deleted:
        raise OpenAlready
    days.deleted = True
    db.flush()


def add_policy(
    db: Session,
    *,
    days: int,
    renewals: int,
    renewal_days: int,
    most_at_once: int,
    kind_id: str | None = None,
    role: str = "",
    min_age: int = 0,
    guardian_under: int = 18,
) -> LendingPolicy:
    """A new version of the policy for a kind and a role; empty means any. The old one ends.

    Loans made under the old one keep it. Refuses NotFound, ChoiceUnknown, NumberNotRight.
    """
    if kind_id is not None:
        found(db, DeviceKind, kind_id)
    numbers = {
        "days": _between(days, "Days", 0, 365),
        "renewals": _between(renewals, "Renewals", 0, 50),
        "renewal_days": _between(renewal_days, "Days of a renewal", 1, 365),
        "most_at_once": _between(most_at_once, "Things at once", 0, 50),
        "min_age": _between(min_age, "Youngest age", 0, 100),
        "guardian_under": _between(guardian_under, "Parent or carer below", 0, 25),
    }
    role = one_of(Role, role, "Role") if role else ""
    version = _end_policies(db, kind_id, role) + 1
    policy = LendingPolicy(kind_id=kind_id, role=role, version=version, **numbers)
    db.add(policy)
    db.flush()
    return policy


def end_policy(db: Session, *, policy_id: str) -> None:
    """A policy holds no more, and the more general one does again."""
    found(db, LendingPolicy, policy_id).deleted = True
    db.flush()


def add_template(
    db: Session, *, purpose: str, title: str, promises: Sequence[str], now: datetime
) -> AgreementTemplate:
    """A new version of the promises for a loan or a gift. What was signed stays as it was.

    Refuses FieldMissing, PromisesMissing and TextTooLong.
    """
    if purpose not in PURPOSES:
        raise ValueError(purpose)
    sentences = [clean_line(promise, "Promise", 300) for promise in promises]
    sentences = [sentence for sentence in sentences if sentence]
    if not sentences:
        raise PromisesMissing
    newest = db.scalar(
        select(func.max(AgreementTemplate.version)).where(AgreementTemplate.purpose == purpose)
    )
    template = AgreementTemplate(
        purpose=purpose,
        version=(newest or 0) + 1,
        title=_filled(title, "Title"),
        promises=_json(sentences),
        from_on=now.date(),
    )
    db.add(template)
    db.flush()
    return template


def _begin_with(db: Session, now: datetime) -> None:
    """The kinds, policies, promises and words of `beginnings`."""
    for place, kind in enumerate(KINDS):
        db.add(
            DeviceKind(
                id=kind.id,
                name=kind.name,
                icon=kind.icon,
                is_given=kind.is_given,
                holds_data=kind.holds_data,
                usual_contents=_json(kind.contents),
                runs_days=kind.runs_days,
                place=place,
            )
        )
    db.flush()
    kind_ids = {kind.word: kind.id for kind in KINDS}
    for first in POLICIES:
        db.add(
            LendingPolicy(
                id=first.id,
                kind_id=kind_ids[first.kind_word],
                most_at_once=first.most_at_once,
                min_age=first.min_age,
                renewals=0,
            )
        )
    for template in TEMPLATES:
        db.add(
            AgreementTemplate(
                id=template.id,
                purpose=template.purpose,
                title=template.title,
                promises=_json(template.promises),
                from_on=now.date(),
            )
        )
    for wording in WORDINGS:
        db.add(
            ConsentWording(
                id=wording.id, purpose=wording.purpose, text=wording.text, from_on=now.date()
            )
        )
    db.flush()


def _end_policies(db: Session, kind_id: str | None, role: str) -> int:
    """End the policies for this kind and role. Answers with the newest version there was."""
    newest = 0
    for row in db.scalars(
        select(LendingPolicy).where(
            LendingPolicy.kind_id.is_(None)
            if kind_id is None
            else LendingPolicy.kind_id == kind_id,
            LendingPolicy.role == role,
        )
    ):
        newest, row.deleted = max(newest, row.version), True
    return newest


def _hub_columns(facts: HubChanges) -> dict[str, Any]:
    columns: dict[str, Any] = dict(facts)
    if "name" in facts:
        columns["name"] = _filled(facts["name"], "Name of the hub", 100)
    if "phone" in facts:
        columns["phone"] = read_phone(facts["phone"]).shown
    if "address" in facts:
        columns["address"] = clean_note(facts["address"], "Address", 500)
    if "nation" in facts and facts["nation"] not in NATIONS:
        raise SettingNotRight("Nation", facts["nation"])
    if "time_zone" in facts:
        try:
            ZoneInfo(facts["time_zone"])
        except (ZoneInfoNotFoundError, ValueError, OSError) as cause:
            raise SettingNotRight("Time zone", facts["time_zone"]) from cause
    return columns


def _filled(text: str, field: str, most: int = 200) -> str:
    clean = clean_line(text, field, most)
    if not clean:
        raise FieldMissing(field)
    return clean


def _between(number: int, field: str, least: int, most: int) -> int:
    if not least <= number <= most:
        raise NumberNotRight(field, least, most)
    return number


def _json(texts: Sequence[str]) -> str:
    return json.dumps(list(texts), ensure_ascii=False)
