"""The funds sessions are paid from: a hub adds its own, renames them, and puts old ones away.

A fund that was put away is offered no more. What it paid for keeps its name.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.learning import FundThere
from hubdesk.models import Fund
from hubdesk.operations.lending import found
from hubdesk.queries.funds import fund_called
from hubdesk.typed import clean_line

NAME = "Name of the fund"


def add_fund(db: Session, *, name: str, code: str = "") -> Fund:
    """A fund that sessions can be tagged with. `code` is what the funder calls it.

    Refuses FieldMissing, TextTooLong and FundThere.
    """
    fund = Fund(name=_free_name(db, name), code=_code(code))
    db.add(fund)
    db.flush()
    return fund


def change_fund(db: Session, *, fund_id: str, name: str, code: str) -> Fund:
    """Another name or code; sessions that were tagged before show it too.

    Refuses NotFound and what `add_fund` refuses.
    """
    fund = found(db, Fund, fund_id)
    for column, value in (("name", _free_name(db, name, of=fund.id)), ("code", _code(code))):
        if getattr(fund, column) != value:
            setattr(fund, column, value)
    db.flush()
    return fund


def put_away_fund(db: Session, *, fund_id: str) -> Fund:
    """It pays for nothing new. Refuses NotFound."""
    fund = found(db, Fund, fund_id)
    fund.deleted = True
    db.flush()
    return fund


def _free_name(db: Session, name: str, *, of: str = "") -> str:
    called = clean_line(name, NAME, 100)
    if not called:
        raise FieldMissing(NAME)
    there = fund_called(db, called, besides=of)
    if there is not None:
        raise FundThere(there.name)
    return called


def _code(code: str) -> str:
    return clean_line(code, "Code of the fund", 40)
