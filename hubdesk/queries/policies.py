"""Which policy holds for a kind of thing and the roles of a borrower."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from hubdesk.models import LendingPolicy, PersonRole
from hubdesk.queries.hub import hub_settings


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """For how long and how many. `kind_id` None and `role` empty mean any.

    `id` is empty and `version` 0 where no policy was made and the hub's settings hold.
    """

    id: str
    kind_id: str | None
    role: str
    days: int
    renewals: int
    renewal_days: int
    most_at_once: int
    min_age: int
    guardian_under: int
    version: int

    @property
    def snapshot(self) -> dict[str, Any]:
        """What a loan keeps of it, so that later policies do not move that loan."""
        return asdict(self)


_COLUMNS = (
    LendingPolicy.id,
    LendingPolicy.kind_id,
    LendingPolicy.role,
    LendingPolicy.days,
    LendingPolicy.renewals,
    LendingPolicy.renewal_days,
    LendingPolicy.most_at_once,
    LendingPolicy.min_age,
    LendingPolicy.guardian_under,
    LendingPolicy.version,
)


_POLICIES = select(*_COLUMNS).where(LendingPolicy.deleted == 0)
_ROLES = select(PersonRole.role).where(
    PersonRole.person_id == bindparam("person_id"), PersonRole.deleted == 0
)


def policies(db: Session) -> list[PolicyRow]:
    """Every policy in force, the most general first."""
    rows = db.execute(_POLICIES).all()
    found = [PolicyRow(*row) for row in rows]  # type: ignore[call-arg]
    return sorted(found, key=lambda p: (*_how_special(p), p.role, p.kind_id or "", p.id))


def policy_for(db: Session, *, kind_id: str, roles: Collection[str]) -> PolicyRow:
    """The policy for one kind and one borrower: the most special wins, kind before role.

    Where two roles of the same person fit equally well, the more generous one holds.
    """
    fitting = [p for p in policies(db) if p.kind_id in (None, kind_id) and p.role in ("", *roles)]
    if not fitting:
        return general_policy(db)
    return max(fitting, key=lambda p: (*_how_special(p), p.days, p.most_at_once, p.renewals, p.id))


def kinds_counted_alone(db: Session, person_id: str) -> frozenset[str]:
    """The kinds with a rule of their own for this person, which no other rule counts."""
    roles = set(db.scalars(_ROLES, {"person_id": person_id}))
    fitting = (p for p in policies(db) if not p.role or p.role in roles)
    return frozenset(p.kind_id for p in fitting if p.kind_id)


def general_policy(db: Session) -> PolicyRow:
    """What the hub's settings say, for where no policy of its own was made."""
    chosen = hub_settings(db)
    return PolicyRow(
        id="",
        kind_id=None,
        role="",
        days=chosen.loan_days,
        renewals=chosen.renewals,
        renewal_days=chosen.renewal_days,
        most_at_once=chosen.most_at_once,
        min_age=0,
        guardian_under=chosen.guardian_under,
        version=0,
    )


def _how_special(policy: PolicyRow) -> tuple[bool, bool]:
    return policy.kind_id is not None, policy.role != ""
