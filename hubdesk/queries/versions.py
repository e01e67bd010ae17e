"""What a hub writes in versions: its rules, promises and words, and what each version changed."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    AgreementTemplate,
    ConsentWording,
    DeviceKind,
    LendingPolicy,
    RetentionRule,
)

_Row = AgreementTemplate | ConsentWording | LendingPolicy | RetentionRule
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+|\n")


@dataclass(frozen=True, slots=True)
class _Sort:
    """One sort: its table, what all versions of one thing share, and what it says."""

    model: type[_Row]
    shared: tuple[str, ...]
    says: tuple[str, ...]


_SORTS: Final = {
    sort.model.__tablename__: sort
    for sort in (
        _Sort(AgreementTemplate, ("purpose",), ("title", "promises")),
        _Sort(ConsentWording, ("purpose",), ("text",)),
        _Sort(
            LendingPolicy,
            ("kind_id", "role"),
            ("days", "renewals", "renewal_days", "most_at_once", "min_age", "guardian_under"),
        ),
        _Sort(RetentionRule, ("record",), ("months", "why")),
    )
}


def versions_of(db: Session, table: str, of: str) -> list[str]:
    """The ids of all versions of one thing. `of` is a purpose or a sort of record; of a lending
    rule it is the id of any version.
    """
    sort = _SORTS[table]
    model: Any = sort.model
    if model is LendingPolicy:
        one = db.get(LendingPolicy, of)
        same = _same(sort, one) if one else LendingPolicy.id == of
    else:
        same = getattr(model, sort.shared[0]) == of
    return list(db.scalars(select(model.id).where(same)))


def rule_name(db: Session, policy_id: str) -> str:
    """For what and for whom a lending rule is, as far as it says: Laptop · tutor."""
    one = db.get(LendingPolicy, policy_id)
    kind = db.get(DeviceKind, one.kind_id) if one and one.kind_id else None
    return " · ".join(part for part in (kind and kind.name, one and one.role) if part)


def wording_title(db: Session, purpose: str) -> str:
    """What the newest agreement for a purpose is called."""
    newest = select(AgreementTemplate.title).where(AgreementTemplate.purpose == purpose)
    return db.scalar(newest.order_by(AgreementTemplate.version.desc()).limit(1)) or ""


def changed_by(db: Session, table: str, pks: Collection[str]) -> dict[str, dict[str, Any]]:
    """For each version what became what since the one before it, by column: old and new.

    Of a text only the sentences that went and came. Nothing is told of a first version.
    """
    if table not in _SORTS:
        return {}
    sort, found = _SORTS[table], {}
    model: Any = sort.model
    for row in db.scalars(select(model).where(model.id.in_(list(pks)))):
        before = db.scalar(
            select(model)
            .where(_same(sort, row), model.version < row.version)
            .order_by(model.version.desc(), model.id.desc())
            .limit(1)
        )
        if before is not None:
            both = {one: (getattr(before, one), getattr(row, one)) for one in sort.says}
            found[row.id] = {c: _apart(*values) for c, values in both.items() if len({*values}) > 1}
    return found


def _same(sort: _Sort, row: Any) -> ColumnElement[bool]:
    return and_(*(getattr(sort.model, one).is_not_distinct_from(getattr(row, one))
                  for one in sort.shared))  # fmt: skip


def _apart(old: Any, new: Any) -> tuple[Any, Any]:
    if not isinstance(old, str):
        return old, new
    before, after = _sentences(old), _sentences(new)
    gone = " ".join(one for one in before if one not in after)
    came = " ".join(one for one in after if one not in before)
    return gone, came


def _sentences(text: str) -> list[str]:
    if text.startswith("["):
        return list(json.loads(text))
    return [one.strip() for one in _SENTENCES.split(text) if one.strip()]
