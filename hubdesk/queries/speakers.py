"""Who speaks at a visit or is a role model there, and when their background check was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, null, select
from sqlalchemy.orm import Session

from hubdesk.models import Account, Part, Person, SessionHelper, StaffCheck

SPEAKING = (Part.SPEAKER, Part.ROLE_MODEL)


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """One of them. `checked_on` is None where no check is written down, or none was asked for."""

    helper_id: str
    person_id: str
    account_id: str
    name: str
    part: str
    checked_on: date | None


def speakers_of(
    db: Session, session_id: str, *, with_checks: bool = True
) -> tuple[SpeakerRow, ...]:
    """The speakers and role models of a session, in the order they were added.

    The date of a check is for those who may "see check dates".
    """
    checked = (
        select(func.max(StaffCheck.issued_on))
        .where(
            StaffCheck.deleted == 0,
            (StaffCheck.person_id == SessionHelper.person_id)
            | (StaffCheck.account_id == SessionHelper.account_id),
        )
        .scalar_subquery()
    )
    when: Any = checked if with_checks else null()
    rows = db.execute(
        select(
            SessionHelper.id,
            func.coalesce(SessionHelper.person_id, ""),
            func.coalesce(SessionHelper.account_id, ""),
            func.coalesce(Person.display_name, Account.name, ""),
            SessionHelper.part,
            when,
        )
        .outerjoin(Person, Person.id == SessionHelper.person_id)
        .outerjoin(Account, Account.id == SessionHelper.account_id)
        .where(
            SessionHelper.session_id == session_id,
            SessionHelper.part.in_(SPEAKING),
            SessionHelper.deleted == 0,
        )
        .order_by(SessionHelper.id)
    )
    return tuple(SpeakerRow(*row) for row in rows)
