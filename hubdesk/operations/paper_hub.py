"""A day on paper: slips minted ahead, typed in afterwards with true dates, the rest ticked off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.paper_hub import NoSlipsLeft, SlipEntered, SlipUnknown, SlipUnused
from hubdesk.ids import CodeKind, read_code
from hubdesk.models import PaperSlip, SlipState
from hubdesk.operations.codes import fresh_code
from hubdesk.operations.desk import LentBasket, lend_basket
from hubdesk.operations.lending import Item
from hubdesk.queries.paper_hub import slip_with_code

SLIPS = 18  # six pages of three: a busy day at the desk


def make_paper_pack(db: Session, *, for_on: date, slips: int = SLIPS) -> list[PaperSlip]:
    """The blank slips for a day. A second pack of one day has the slips of the first.

    So that the pack can be printed twice, and nobody has two piles with different numbers.
    """
    there = _slips(db, for_on)
    if there:
        return there
    for _ in range(slips):
        code = fresh_code(db, CodeKind.PAPER)
        db.add(PaperSlip(for_on=for_on, code=code.text, state=SlipState.BLANK))
        db.flush()
    return _slips(db, for_on)


def enter_slip(
    db: Session,
    *,
    code: str,
    borrower_id: str,
    items: Sequence[Item],
    happened_at: datetime,
    now: datetime,
    due_on: date | None = None,
    override_reason: str | None = None,
    staff: str = "",
) -> LentBasket:
    """Type in what a slip says, on the day it really happened.

    Refuses SlipUnknown, SlipEntered for one that was scanned twice, SlipUnused, and all that
    `lend_basket` refuses.
    """
    slip = _blank(db, code)
    made = lend_basket(
        db,
        borrower_id=borrower_id,
        items=items,
        happened_at=happened_at,
        due_on=due_on,
        override_reason=override_reason,
        staff=staff,
        now=now,
    )
    slip.state, slip.settled_on, slip.handing_id = SlipState.ENTERED, now.date(), made.handing_id
    db.flush()
    return made


def tick_off_slips(db: Session, *, for_on: date, now: datetime) -> list[str]:
    """The slips of a day that are left were not used. Answers with their codes.

    Refuses NoSlipsLeft.
    """
    left = [slip for slip in _slips(db, for_on) if slip.state == SlipState.BLANK]
    if not left:
        raise NoSlipsLeft(for_on)
    for slip in left:
        slip.state, slip.settled_on = SlipState.UNUSED, now.date()
    db.flush()
    return [slip.code for slip in left]


def check_slip(db: Session, *, code: str) -> PaperSlip:
    """The slip, if it can be typed in now. Refuses what `enter_slip` refuses of a slip."""
    return _blank(db, code)


def _blank(db: Session, code: str) -> PaperSlip:
    row = slip_with_code(db, code)
    slip = db.get(PaperSlip, row.id) if row else None
    if slip is None:
        raise SlipUnknown(code.strip())
    read = read_code(slip.code)
    printed = read.printed() if read else slip.code
    if slip.state == SlipState.ENTERED:
        raise SlipEntered(printed, slip.settled_on or slip.for_on)
    if slip.state == SlipState.UNUSED:
        raise SlipUnused(printed, slip.settled_on or slip.for_on)
    return slip


def _slips(db: Session, for_on: date) -> list[PaperSlip]:
    query = select(PaperSlip).where(PaperSlip.for_on == for_on, PaperSlip.deleted == 0)
    return list(db.scalars(query.order_by(PaperSlip.id)))
