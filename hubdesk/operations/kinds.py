"""Kinds of things: a hub adds its own, renames them, and puts away what it has no more.

Whether a kind is lent or given is fixed when it is made: loans and gifts rest on it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import TypedDict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing, KindInUse, KindThere, LastKind
from hubdesk.errors.people import ChoiceUnknown, NumberNotRight
from hubdesk.errors.records import BuiltOn
from hubdesk.models import Device, DeviceKind, LendingPolicy
from hubdesk.operations.lending import found
from hubdesk.queries.hub import kind_called, kinds
from hubdesk.typed import clean_line

MOST_DAYS = 1825  # five years; a SIM that runs longer has no end anybody plans for
MOST_PARTS = 12

# The icons a kind can have, as their Lucide name and in words.
ICONS = (
    ("package", "Box"),
    ("laptop", "Laptop"),
    ("tablet", "Tablet"),
    ("smartphone", "Phone"),
    ("monitor", "Screen"),
    ("router", "Router"),
    ("hard-drive", "Drive"),
    ("headphones", "Headset"),
    ("keyboard", "Keyboard"),
    ("mouse", "Mouse"),
    ("webcam", "Webcam"),
    ("printer", "Printer"),
    ("volume-2", "Speaker"),
    ("cable", "Cable"),
    ("plug", "Plug"),
    ("card-sim", "SIM"),
    ("ticket", "Voucher"),
    ("gift", "Gift"),
    ("book-open", "Book"),
    ("accessibility", "Access aid"),
)


class KindChanges(TypedDict, total=False):
    """What can be changed about a kind. What is left out stays as it is."""

    name: str
    icon: str
    holds_data: bool
    runs_days: int
    usual_contents: Sequence[str]


def add_kind(
    db: Session,
    *,
    name: str,
    icon: str = "package",
    is_given: bool = False,
    holds_data: bool = False,
    runs_days: int = 0,
    usual_contents: Sequence[str] = (),
) -> DeviceKind:
    """A kind of the hub's own, last in the lists. `runs_days` is for what is given; 0 has no end.

    Refuses FieldMissing, TextTooLong, KindThere, ChoiceUnknown and NumberNotRight.
    """
    facts: KindChanges = {
        "name": name,
        "icon": icon,
        "holds_data": holds_data,
        "runs_days": runs_days if is_given else 0,
        "usual_contents": usual_contents,
    }
    last = db.scalar(select(func.max(DeviceKind.place)).where(DeviceKind.deleted == 0))
    kind = DeviceKind(is_given=is_given, place=(last or 0) + 1, **_columns(db, facts))
    db.add(kind)
    db.flush()
    return kind


def change_kind(db: Session, *, kind_id: str, facts: KindChanges) -> DeviceKind:
    """Rename a kind, or change what it is like. What is out stays as it went out.

    Refuses NotFound, FieldMissing, TextTooLong, KindThere, ChoiceUnknown and NumberNotRight.
    """
    kind = found(db, DeviceKind, kind_id)
    for column, value in _columns(db, facts, kind).items():
        if getattr(kind, column) != value:
            setattr(kind, column, value)
    db.flush()
    return kind


def put_away_kind(db: Session, *, kind_id: str) -> None:
    """A kind is offered no more, and its rules of lending end with it.

    Refuses NotFound, and KindInUse while a device is of this kind: its page and what it was
    given as rest on it; LastKind for the only one there is.
    """
    kind = found(db, DeviceKind, kind_id)
    of_it = select(func.count(Device.id)).where(Device.deleted == 0, Device.kind_id == kind_id)
    if many := db.scalar(of_it):
        raise KindInUse(kind.name, many)
    if [row.id for row in kinds(db)] == [kind_id]:
        raise LastKind(kind.name)
    rules = select(LendingPolicy).where(
        LendingPolicy.kind_id == kind_id, LendingPolicy.deleted == 0
    )
    for rule in db.scalars(rules):
        rule.deleted = True
    kind.deleted = True
    db.flush()


def _columns(
    db: Session, facts: KindChanges, kind: DeviceKind | None = None
) -> dict[str, str | bool | int]:
    columns: dict[str, str | bool | int] = {}
    if "name" in facts:
        name = clean_line(facts["name"], "Name", 60)
        if not name:
            raise FieldMissing("Name")
        there = kind_called(db, name)
        if there is not None and (kind is None or there.id != kind.id):
            raise KindThere(there.name)
        columns["name"] = name
    if "icon" in facts:
        if facts["icon"] not in dict(ICONS):
            raise ChoiceUnknown("Icon", facts["icon"])
        columns["icon"] = facts["icon"]
    if "holds_data" in facts:
        columns["holds_data"] = facts["holds_data"]
    if "runs_days" in facts:
        if not 0 <= facts["runs_days"] <= MOST_DAYS:
            raise NumberNotRight("Days it runs", 0, MOST_DAYS)
        columns["runs_days"] = facts["runs_days"]
    if "usual_contents" in facts:
        parts = [clean_line(part, "Comes with", 60) for part in facts["usual_contents"]]
        kept = list(dict.fromkeys(part for part in parts if part))[:MOST_PARTS]
        columns["usual_contents"] = json.dumps(kept, ensure_ascii=False)
    return columns


def check_undone_kinds(db: Session) -> None:
    """Refuse BuiltOn where a name that comes back is another kind's since."""
    many = Counter(kind.name.casefold() for kind in kinds(db))
    for kind in kinds(db):
        if many[kind.name.casefold()] > 1:
            raise BuiltOn("name of a kind", kind.name)
