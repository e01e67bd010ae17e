"""What one press of Lend does: hand everything over, make the agreement if one is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from hubdesk.models import Person
from hubdesk.operations.agreements import make_agreement
from hubdesk.operations.drafts import finish_draft
from hubdesk.operations.lending import Item, found, hand_over
from hubdesk.queries.agreements import GIFT, LOAN, valid_agreement


@dataclass(frozen=True, slots=True)
class LentBasket:
    """What was made. `due_on` is the first due day, None when all was given to keep.

    `agreement_id` is empty when a signed agreement holds already, so nothing is printed.
    """

    handing_id: str
    loan_ids: tuple[str, ...]
    gift_ids: tuple[str, ...]
    due_on: date | None
    agreement_id: str


def lend_basket(
    db: Session,
    *,
    borrower_id: str,
    items: Sequence[Item],
    now: datetime,
    draft_id: str = "",
    due_on: date | None = None,
    happened_at: datetime | None = None,
    override_reason: str | None = None,
    staff: str = "",
) -> LentBasket:
    """Hand over the list and make its agreement unless a signed one holds.

    Refuses what `hand_over` refuses; the list is then as it was.
    """
    borrower = found(db, Person, borrower_id)  # held, so that nobody below reads it again
    made = hand_over(
        db,
        borrower_id=borrower.id,
        items=items,
        now=now,
        due_on=due_on,
        happened_at=happened_at,
        override_reason=override_reason,
    )
    purpose = LOAN if made.loan_ids else GIFT
    holds = valid_agreement(db, person_id=borrower.id, today=now.date(), purpose=purpose)
    agreement_id = ""
    if holds is None:
        agreement = make_agreement(
            db, person_id=borrower.id, handing_id=made.id, now=happened_at or now, staff=staff
        )
        agreement_id = agreement.id
    if draft_id:
        finish_draft(db, draft_id=draft_id, now=now)
    return LentBasket(
        made.id, tuple(made.loan_ids), tuple(made.gift_ids), made.due_on, agreement_id
    )
