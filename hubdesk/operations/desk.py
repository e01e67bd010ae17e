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

    `agreement_ids`: a paper for the loans and one for what is to keep, each where no signed one
    of its sort holds already; without any nothing is printed.
    """

    handing_id: str
    loan_ids: tuple[str, ...]
    gift_ids: tuple[str, ...]
    due_on: date | None
    last_due_on: date | None
    agreement_ids: tuple[str, ...]

    @property
    def agreement_id(self) -> str:
        """The first of them; empty if there is none."""
        return next(iter(self.agreement_ids), "")


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
    agreements = [
        make_agreement(
            db,
            person_id=borrower.id,
            handing_id=made.id,
            now=happened_at or now,
            lines=lines,
            staff=staff,
        ).id
        for lines in _papers(db, borrower.id, made, now.date())
    ]
    if draft_id:
        finish_draft(db, draft_id=draft_id, now=now)
    return LentBasket(
        made.id,
        tuple(made.loan_ids),
        tuple(made.gift_ids),
        made.due_on,
        made.last_due_on,
        tuple(agreements),
    )


def _papers(
    db: Session, person_id: str, made: Handing, today: date
) -> list[tuple[AgreementLine, ...]]:
    """What each paper lists. What is to keep never stands under the promise to bring it back."""
    lines = lines_of_handing(db, made.id)
    sorts = {
        LOAN: tuple(line for line in lines if line.due_on is not None),
        GIFT: tuple(line for line in lines if line.due_on is None),
    }
    return [
        some
        for purpose, some in sorts.items()
        if some and valid_agreement(db, person_id=person_id, today=today, purpose=purpose) is None
    ]
