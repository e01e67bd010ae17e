"""Two records side by side, fact by fact, with the one that would be kept of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import Agreement, Gift, Household, Loan, LoanState, Person, PersonNote
from hubdesk.queries.agreements import card_printed
from hubdesk.queries.person_details import needs_of, roles_of


class Side(StrEnum):
    """Which of the two records: the one that stays, or the one that is merged into it."""

    KEPT = "kept"
    MERGED = "merged"


# What is chosen as one, in the order it is shown, and the columns of a person that hold it.
FACTS: Final[dict[str, tuple[str, ...]]] = {
    "name": ("display_name", "sort_name"),
    "known_as": ("known_as",),
    "birth": ("born_precision", "born_on", "born_year", "age_band"),
    "phone": ("phone", "phone_key"),
    "email": ("email",),
    "channel": ("channel",),
    "messages": ("safe_to_leave_message",),
    "post": ("do_not_post",),
    "language": ("language",),
    "interpreter": ("wants_interpreter",),
    "address": ("address", "address_withheld", "no_fixed_address", "postcode"),
    "guardian": ("guardian_name", "guardian_phone"),
    "heard_from": ("heard_from",),
    "household": ("household_id",),
}
# Where the two differ on these the careful answer is offered, whichever record holds it.
_CAREFUL: Final = {"messages": 0, "post": 1, "interpreter": 1}
_SAYS_NOTHING: Final = (None, "", 0, "unknown")


@dataclass(frozen=True, slots=True)
class FactPair:
    """One fact as both records have it. `suggested` is the side that would be kept."""

    name: str
    kept: dict[str, Any]
    merged: dict[str, Any]
    suggested: Side

    @property
    def is_same(self) -> bool:
        """Whether there is nothing to choose."""
        return self.kept == self.merged

    def is_empty(self, side: Side) -> bool:
        """Whether a record says nothing about it."""
        return _is_empty(self.name, self.kept if side is Side.KEPT else self.merged)


@dataclass(frozen=True, slots=True)
class RecordSide:
    """One of the two records: whose it is, and how much hangs on it."""

    id: str
    name: str
    card: str
    joined_on: date
    roles: tuple[str, ...]
    needs: tuple[str, ...]
    loans: int
    out: int
    gifts: int
    agreements: int
    notes: int


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two records that may be one person. `homes` are words for households, by their id."""

    kept: RecordSide
    merged: RecordSide
    facts: tuple[FactPair, ...]
    homes: dict[str, tuple[str, ...]]

    @property
    def to_choose(self) -> tuple[FactPair, ...]:
        """Where both say something, and not the same."""
        return tuple(
            fact
            for fact in self.facts
            if not fact.is_same and not any(fact.is_empty(side) for side in Side)
        )


def side_by_side(db: Session, *, kept_id: str, merged_id: str) -> SideBySide | None:
    """The two records, or None if one of them is not here any more."""
    people = [
        db.scalars(select(Person).where(Person.id == id, Person.deleted == 0)).one_or_none()
        for id in (kept_id, merged_id)
    ]
    kept, merged = people
    if kept is None or merged is None:
        return None
    return SideBySide(
        kept=_side(db, kept),
        merged=_side(db, merged),
        facts=tuple(
            _pair(name, _values(kept, columns), _values(merged, columns))
            for name, columns in FACTS.items()
        ),
        homes={
            person.household_id: _home(db, person)
            for person in (kept, merged)
            if person.household_id
        },
    )


def suggested(name: str, kept: dict[str, Any], merged: dict[str, Any]) -> Side:
    """What would be kept of a fact: the record's own, unless only the other says something."""
    if name in _CAREFUL:
        [value] = merged.values()
        return Side.MERGED if merged != kept and value == _CAREFUL[name] else Side.KEPT
    empty = _is_empty(name, kept) and not _is_empty(name, merged)
    return Side.MERGED if empty else Side.KEPT


def _pair(name: str, kept: dict[str, Any], merged: dict[str, Any]) -> FactPair:
    return FactPair(name, kept, merged, suggested(name, kept, merged))


def _values(person: Person, columns: tuple[str, ...]) -> dict[str, Any]:
    return {column: getattr(person, column) for column in columns}


def _is_empty(name: str, values: dict[str, Any]) -> bool:
    return name not in _CAREFUL and all(value in _SAYS_NOTHING for value in values.values())


def _side(db: Session, person: Person) -> RecordSide:
    def count(kind: Any, *conditions: Any) -> int:
        return db.scalar(select(func.count(kind.id)).where(*conditions, kind.deleted == 0)) or 0

    theirs = Loan.borrower_id == person.id
    return RecordSide(
        id=person.id,
        name=person.display_name,
        card=card_printed(db, person.id),
        joined_on=person.joined_on,
        roles=roles_of(db, person.id),
        needs=needs_of(db, person.id),
        loans=count(Loan, theirs, Loan.state != LoanState.TAKEN_BACK),
        out=count(Loan, theirs, Loan.state.in_((LoanState.OUT, LoanState.LOST))),
        gifts=count(Gift, Gift.person_id == person.id),
        agreements=count(Agreement, Agreement.person_id == person.id),
        notes=count(PersonNote, PersonNote.person_id == person.id),
    )


def _home(db: Session, person: Person) -> tuple[str, ...]:
    """The names of those somebody lives with."""
    rows = db.scalars(
        select(Person.display_name)
        .join(Household, Household.id == Person.household_id)
        .where(
            Person.household_id == person.household_id,
            Person.deleted == 0,
            Person.id != person.id,
        )
        .order_by(Person.id)
    )
    return tuple(rows)
