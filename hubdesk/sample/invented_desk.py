"""The desk of the invented hub: every verb in its own sealed transaction, on a clock we move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from hubdesk.operations.agreements import mark_signed
from hubdesk.operations.desk import LentBasket, lend_basket
from hubdesk.operations.lending import Item
from hubdesk.operations.returning import log_call, renew_loan, return_device
from hubdesk.operations.stock import make_ready
from hubdesk.operations.undoing import undo
from hubdesk.store.database import Database

T = TypeVar("T")


@dataclass(slots=True)
class Out:
    """One loan the invented desk keeps in mind. `back_on` None stays out."""

    device_id: str
    loan_id: str
    borrower_id: str
    due_on: date
    back_on: date | None = None
    renew_on: date | None = None


class InventedDesk:
    """Does what a person at the desk does, at the moment the clock was moved to."""

    def __init__(self, database: Database, moment: datetime, staff: str) -> None:
        self.database = database
        self.moment = moment
        self.staff = staff
        self.unsigned: dict[str, str] = {}  # agreements and whose they are, oldest first

    def at(self, moment: datetime) -> None:
        """Move the clock on; it never goes back."""
        self.moment = max(self.moment, moment)

    def later(self, minutes: float) -> None:
        """Some minutes later."""
        self.moment += timedelta(minutes=minutes)

    def do(
        self,
        verb: str,
        work: Callable[[Any, datetime], T],
        about: dict[str, Any] | Callable[[T], dict[str, Any]] | None = None,
        *,
        reason: str = "",
        undo_of: str | None = None,
    ) -> T:
        """One transaction, sealed at the moment. `about` may be asked for after the work."""
        facts = about if isinstance(about, dict) else {}
        with self.database.changing(verb, about=facts, reason=reason, undo_of=undo_of) as db:
            made = work(db, self.moment)
            if callable(about):
                db.info["about"].update(about(made))
        self.last_txn = str(db.info["txn_id"])
        return made

    def lend(
        self,
        person_id: str,
        *device_ids: str,
        verb: str = "lend",
        due_on: date | None = None,
        happened_at: datetime | None = None,
        override_reason: str | None = None,
    ) -> LentBasket:
        """Lend or give; the agreement it made waits in `unsigned`."""
        items = [Item(device_id) for device_id in device_ids]

        def about(made: LentBasket) -> dict[str, Any]:
            due = {"due_on": made.due_on.isoformat()} if made.due_on else {}
            return {"person_id": person_id, "device_ids": list(device_ids), **due}

        made = self.do(
            verb,
            lambda db, now: lend_basket(
                db,
                borrower_id=person_id,
                items=items,
                due_on=due_on,
                happened_at=happened_at,
                override_reason=override_reason,
                staff=self.staff,
                now=now,
            ),
            about,
            reason=override_reason or "",
        )
        self.unsigned |= dict.fromkeys(made.agreement_ids, person_id)
        return made

    def sign(self, agreement_id: str) -> None:
        """The signed paper was scanned."""
        self.do(
            "sign agreement",
            lambda db, now: mark_signed(db, agreement_id=agreement_id, now=now),
            {"person_id": self.unsigned.pop(agreement_id)},
        )

    def back(
        self,
        device_id: str,
        borrower_id: str,
        *,
        missing: Sequence[str] = (),
        condition: str = "",
        note: str = "",
    ) -> None:
        """The device was scanned and came back."""
        self.do(
            "return",
            lambda db, now: return_device(
                db, device_id=device_id, now=now, missing=missing, condition=condition, note=note
            ),
            {"person_id": borrower_id, "device_ids": [device_id]},
        )

    def ready(self, device_id: str) -> None:
        """Wiped and checked."""
        self.do(
            "make ready",
            lambda db, now: make_ready(db, device_id=device_id, now=now),
            {"device_ids": [device_id]},
        )

    def renew(self, out: Out) -> date:
        """Kept for longer. Answers with the new due day."""
        return self.do(
            "renew",
            lambda db, now: renew_loan(db, loan_id=out.loan_id, now=now),
            lambda due: {
                "person_id": out.borrower_id,
                "device_ids": [out.device_id],
                "due_on": due.isoformat(),
            },
        )

    def call(self, out: Out, said: str) -> None:
        """Somebody rang about it."""
        self.do(
            "call",
            lambda db, now: log_call(db, loan_id=out.loan_id, result=said, now=now),
            {"person_id": out.borrower_id, "device_ids": [out.device_id], "what": said},
        )

    def take_back(self, of: str, about: dict[str, Any]) -> None:
        """Undo what was done last."""
        txn_id = self.last_txn
        self.do(
            "undo",
            lambda db, _now: undo(db, txn_id=txn_id),
            {**about, "of": of},
            undo_of=txn_id,
        )
