"""Background checks that were seen: whose, of which kind, and who has none that holds on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import Account, CheckLevel, Person, StaffCheck


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check. One of the two ids is empty; `is_newest` says that none of theirs is newer."""

    id: str
    account_id: str
    person_id: str
    name: str
    level: str
    number: str
    issued_on: date
    review_on: date | None
    is_newest: bool = True

    def is_due(self, on: date) -> bool:
        """Whether the hub wanted to look again by that day."""
        return self.review_on is not None and self.review_on <= on


def checks(db: Session) -> list[CheckRow]:
    """Every check that is written down, by name, and of each person the newest first."""
    rows = db.execute(
        select(
            StaffCheck.id,
            func.coalesce(StaffCheck.account_id, ""),
            func.coalesce(StaffCheck.person_id, ""),
            func.coalesce(Account.name, Person.display_name, "").label("name"),
            StaffCheck.level,
            StaffCheck.number,
            StaffCheck.issued_on,
            StaffCheck.review_on,
        )
        .outerjoin(Account, Account.id == StaffCheck.account_id)
        .outerjoin(Person, Person.id == StaffCheck.person_id)
        .where(StaffCheck.deleted == 0, (Account.deleted == 0) | (Person.deleted == 0))
        .order_by("name", StaffCheck.issued_on.desc(), StaffCheck.id.desc())
    )
    seen: set[tuple[str, str]] = set()
    found = []
    for row in rows:
        whose = (row[1], row[2])
        found.append(CheckRow(*row, is_newest=whose not in seen))
        seen.add(whose)
    return found


def without_check(
    db: Session, account_ids: Iterable[str], on: date, *, person_ids: Iterable[str] = ()
) -> list[str]:
    """The names of those who have no enhanced check with barred lists on that day.

    A check has no end in law; where the hub wrote down a day to look again, it holds until then.
    """
    staff, people = _ids(account_ids), _ids(person_ids)
    holds = (
        StaffCheck.level == CheckLevel.BARRED_LISTS,
        StaffCheck.issued_on <= on,
        StaffCheck.deleted == 0,
        (StaffCheck.review_on.is_(None)) | (StaffCheck.review_on > on),
    )
    names: dict[str, str] = {}
    holding: set[str | None] = set()
    for ids, name, whose in (
        (staff, Account.name, StaffCheck.account_id),
        (people, Person.display_name, StaffCheck.person_id),
    ):
        if ids:
            of = name.class_
            names |= dict(db.execute(select(of.id, name).where(of.id.in_(ids))).all())
            holding |= set(db.scalars(select(whose).where(whose.in_(ids), *holds)))
    return [names[id] for id in (*staff, *people) if id not in holding and id in names]


def _ids(ids: Iterable[str]) -> list[str]:
    return [id for id in dict.fromkeys(ids) if id]
