"""Looking at the board of opportunities: what stands on it now, and what did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from hubdesk.models import Opportunity
from hubdesk.models.opportunity import UNDATED
from hubdesk.queries.hub import choice

MOST: Final = 500  # on a board; nobody reads one with more
SOON: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class OpportunityRow:
    """One of the board. `last_on` is the last day it stands there by itself."""

    id: str
    sort: str
    title: str
    organisation: str
    place: str
    pay: str
    about: str
    link: str
    contact: str
    opened_on: date
    closing_on: date | None
    closed_on: date | None
    is_public: bool

    @property
    def last_on(self) -> date:
        return self.closing_on or self.opened_on + UNDATED

    def is_open(self, today: date) -> bool:
        """Whether it stands on the board."""
        return self.closed_on is None and self.opened_on <= today <= self.last_on

    def ends_soon(self, today: date) -> bool:
        """Whether its last day is near."""
        return self.is_open(today) and self.last_on - today <= SOON


_ROW: Final = (
    *(Opportunity.id, Opportunity.sort, Opportunity.title, Opportunity.organisation),
    *(Opportunity.place, Opportunity.pay, Opportunity.about, Opportunity.link),
    *(Opportunity.contact, Opportunity.opened_on, Opportunity.closing_on),
    *(Opportunity.closed_on, Opportunity.is_public),
)


def _stands(today: date) -> tuple[Any, ...]:
    return (
        Opportunity.deleted == 0,
        Opportunity.closed_on.is_(None),
        Opportunity.opened_on <= today,
        or_(
            Opportunity.closing_on >= today,
            Opportunity.closing_on.is_(None) & (Opportunity.opened_on >= today - UNDATED),
        ),
    )


def open_opportunities(
    db: Session, today: date, *, only_public: bool = False
) -> tuple[OpportunityRow, ...]:
    """What stands on the board, whatever ends first before the others."""
    query = select(*_ROW).where(*_stands(today))
    if only_public:
        query = query.where(Opportunity.is_public == 1)
    rows = [_row(row) for row in db.execute(query.order_by(Opportunity.id).limit(MOST))]
    return tuple(sorted(rows, key=lambda row: (row.last_on, row.title, row.id)))


def past_opportunities(db: Session, today: date) -> tuple[OpportunityRow, ...]:
    """What stood on it before, the newest first."""
    query = select(*_ROW).where(Opportunity.deleted == 0, ~_all(_stands(today)))
    order = (Opportunity.opened_on.desc(), Opportunity.id.desc())
    return tuple(_row(row) for row in db.execute(query.order_by(*order).limit(MOST)))


def opportunity_counts(db: Session, today: date) -> tuple[int, int]:
    """How many stand on the board, and how many stood there before."""
    stands = select(func.count()).select_from(Opportunity).where(*_stands(today))
    every = select(func.count()).select_from(Opportunity).where(Opportunity.deleted == 0)
    now = db.scalar(stands) or 0
    return now, (db.scalar(every) or 0) - now


def opportunity_row(db: Session, opportunity_id: str) -> OpportunityRow | None:
    """One of them, or None if it is not here (any more)."""
    query = select(*_ROW).where(Opportunity.id == opportunity_id, Opportunity.deleted == 0)
    found = db.execute(query).one_or_none()
    return None if found is None else _row(found)


def pages_address(db: Session) -> str:
    """Where the hub's pages are read, or nothing."""
    return str(choice(db, "week.address"))


def _all(conditions: tuple[Any, ...]) -> Any:
    whole = conditions[0]
    for one in conditions[1:]:
        whole = whole & one
    return whole


def _row(row: Any) -> OpportunityRow:
    made = OpportunityRow(*row)
    return replace(made, is_public=bool(made.is_public))
