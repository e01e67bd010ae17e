"""Calling somebody about a loan: the number to dial, then how it went in one press."""

from __future__ import annotations

from collections.abc import Callable

from hubdesk.i18n import translate
from hubdesk.operations.returning import log_call
from hubdesk.queries.loans import loan_rows
from hubdesk.queries.people import person_card
from hubdesk.ui.doors import Doors
from hubdesk.ui.widgets.strip import Offer, Result


def _t(text: str) -> str:
    return translate("FrontDesk", text)


def ask_call(doors: Doors, loan_id: str, tell: Callable[[Result], object], undo: Offer) -> None:
    """Say whom to call and on which number, and offer to write down how it went."""
    rows = doors.look(lambda db: loan_rows(db, [loan_id]))
    if not rows:
        return
    loan = rows[0]

    def log(result: str) -> None:
        doors.do(
            "call",
            lambda db, now: log_call(db, loan_id=loan_id, result=result, now=now),
            about={
                "person_id": loan.borrower_id,
                "device_ids": [loan.device_id],
                "what": result,
            },
        )
        words = _t("Call written down: {result}.").format(result=result)
        tell(Result("ok", words, (undo,)))

    words = _t("Call {who} on {phone}. Then say how it went.").format(
        who=loan.borrower, phone=loan.phone or _t("no number")
    )
    card = doors.look(lambda db: person_card(db, loan.borrower_id, doors.today()))
    if card is not None and not card.safe_to_leave_message:
        words += " " + _t("Leave no message.")
    spoke = Offer(_t("Spoke"), lambda: log(_t("spoke")))
    nobody = Offer(_t("No answer"), lambda: log(_t("no answer")))
    tell(Result("info", words, (spoke, nobody), "phone"))
