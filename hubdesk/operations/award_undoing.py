"""When an award can still be taken back: on its day. Later its paper is out in the world."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from hubdesk.errors.certificates import AwardOutOfTime
from hubdesk.models import Award
from hubdesk.queries.awards import printed

_AWARDING = frozenset(("award certificate", "correct certificate"))


def check_award_day(
    db: Session, touched: Iterable[tuple[str, str]], *, verb: str, now: datetime | None
) -> None:
    """Refuse AwardOutOfTime where an award was made on an earlier day than `now`.

    `touched` are the tables and ids of what the action had changed.
    """
    if verb not in _AWARDING or now is None:
        return
    for tbl, pk in touched:
        if tbl == Award.__tablename__:
            award = db.get_one(Award, pk, populate_existing=True)
            made_on = award.awarded_at.astimezone(now.tzinfo).date()
            if made_on != now.date():
                raise AwardOutOfTime(printed(award.code), made_on)
