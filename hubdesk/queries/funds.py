"""The funds of the hub: which there are, and how many sessions each has paid for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import Fund, SessionFund
from hubdesk.spelling import folded_words


@dataclass(frozen=True, slots=True)
class FundRow:
    """One fund. `sessions` are those it pays for, in part or whole."""

    id: str
    name: str
    code: str
    sessions: int


def funds(db: Session, *, also: tuple[str, ...] = ()) -> list[FundRow]:
    """The funds that are offered, by name; those in `also` even where they were put away."""
    tagged = (
        select(func.count(SessionFund.id))
        .where(SessionFund.fund_id == Fund.id, SessionFund.deleted == 0)
        .scalar_subquery()
    )
    rows = db.execute(
        select(Fund.id, Fund.name, Fund.code, tagged)
        .where((Fund.deleted == 0) | Fund.id.in_(also))
        .order_by(Fund.name, Fund.id)
    )
    return [FundRow(*row) for row in rows]


def fund_called(db: Session, name: str, *, besides: str = "") -> FundRow | None:
    """The fund that is offered under this name, however it is written, `besides` one of them."""
    wanted = folded_words(name) or [name]
    for row in funds(db):
        if row.id != besides and (folded_words(row.name) or [row.name]) == wanted:
            return row
    return None
