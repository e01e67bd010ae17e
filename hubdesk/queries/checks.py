"""Who has a background check that holds on a day: asked for where somebody under 18 is alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import Account, CheckLevel, StaffCheck


def without_check(db: Session, account_ids: Iterable[str], on: date) -> list[str]:
    """The names of those of the staff who have no enhanced check with barred lists on that day.

    A check has no end in law; where the hub wrote down a day to look again, it holds until then.
    """
    wanted = [id for id in dict.fromkeys(account_ids) if id]
    holding = set(
        db.scalars(
            select(StaffCheck.account_id).where(
                StaffCheck.account_id.in_(wanted),
                StaffCheck.level == CheckLevel.BARRED_LISTS,
                StaffCheck.issued_on <= on,
                StaffCheck.deleted == 0,
                (StaffCheck.review_on.is_(None)) | (StaffCheck.review_on > on),
            )
        )
    )
    names = dict(db.execute(select(Account.id, Account.name).where(Account.id.in_(wanted))).all())
    return [names[id] for id in wanted if id not in holding and id in names]
