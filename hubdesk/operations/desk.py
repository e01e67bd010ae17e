"""What one press of Lend does: hand everything over, make the agreement if one is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from hubdesk.models import Person
from hubdesk.operations.agreements import make_agreement
from hubdesk.operations.drafts import finish_draft
from hubdesk.operations.lending import Handing, Item, found, hand_over
from hubdesk.queries.agreements import GIFT, LOAN, lines_of_handing, valid_agreement
from hubdesk.queries.papers import AgreementLine


@dataclass(frozen=True, slots=True)
class LentBasket:
    """What was made. `due_on` is the first due day, None when all was given to keep, and
    `last_due_on` the last.

    `agreement_id` is empty when a signed agreement holds already, so nothing is printed.
    """

    handing_id: str
    loan_ids: tuple[str, ...]
    gift_ids: tuple[str, ...]
    due_on: date | None
    last_due_on: date | None
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
    agreement_id = ""
    if lines := _lines_to_sign(db, borrower.id, made, now.date()):
        agreement = make_agreement(
            db,
            person_id=borrower.id,
            handing_id=made.id,
            now=happened_at or now,
            lines=lines,
            staff=staff,
        )
        agreement_id = agreement.id
    if draft_id:
        finish_draft(db, draft_id=draft_id, now=now)
    return LentBasket(
        made.id,
        tuple(made.loan_ids),
        tuple(made.gift_ids),
        made.due_on,
        made.last_due_on,
        agreement_id,
    )


def _lines_to_sign(
    db: Session, person_id: str, made: Handing, today: date
) -> tuple[AgreementLine, ...]:
    """What a paper is to list: all of it, or the gifts alone where the loans are covered.

    Nothing where a signed agreement of the same sort holds.
    """

    def holds(purpose: str) -> bool:
        return valid_agreement(db, person_id=person_id, today=today, purpose=purpose) is not None

    covered = holds(LOAN if made.loan_ids else GIFT)
    if not covered:
        return lines_of_handing(db, made.id)
    if not made.loan_ids or not made.gift_ids or holds(GIFT):
        return ()
    return tuple(line for line in lines_of_handing(db, made.id) if line.due_on is None)
