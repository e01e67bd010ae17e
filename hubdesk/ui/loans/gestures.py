"""What is done to a loan after it began: back, kept longer, lost, called about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.lending import LendingRule
from hubdesk.i18n import translate
from hubdesk.operations.calls import say_call_result
from hubdesk.operations.desk import LentBasket, lend_basket
from hubdesk.operations.lending import Item
from hubdesk.operations.returning import declare_lost, log_call, renew_loan, return_device
from hubdesk.queries.device_page import DevicePage
from hubdesk.queries.loans import LoanRow
from hubdesk.queries.people import person_card
from hubdesk.ui.actions import shown_key
from hubdesk.ui.allowed import Allowed, who, why
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.widgets.strip import Offer

SPOKE, LEFT_MESSAGE, NO_ANSWER, TEXTED = "spoke", "left a message", "no answer", "text sent"
OFFERED = ((SPOKE, "Spoke"), (LEFT_MESSAGE, "Left a message"), (NO_ANSWER, "No answer"))


def _t(text: str) -> str:
    return translate("Loans", text)


def result_words(result: str) -> str:
    """What came of a call, as a list of calls shows it."""
    return {
        SPOKE: _t("spoke with them"),
        LEFT_MESSAGE: _t("left a message"),
        NO_ANSWER: _t("no answer"),
        TEXTED: _t("text sent"),
        "": _t("called"),
    }.get(result, result)


class LoanGestures(Gestures):
    """One verb a method. Each tells what it did, with Undo."""

    def give_back(
        self,
        loan: LoanRow,
        on: date | None = None,
        refused: Callable[[HubDeskError], bool] | None = None,
    ) -> bool:
        """The device came back, now or on an earlier day."""
        now = self.doors.now()
        earlier = on is not None and on != now.date()
        at = middle_of(on, now) if on is not None and earlier else None
        words = _t("{tag} is back from {who}.")
        if earlier:
            words = _t("{tag} came back from {who} on {day}.")
        day = i18n.short_day(on, now.date()) if on else ""
        return self.act(
            "return",
            lambda db, now: return_device(db, device_id=loan.device_id, now=now, happened_at=at),
            words.format(tag=loan.tag, who=loan.who, day=day),
            about=_about(loan),
            refused=refused,
        )

    def lend_on(
        self,
        device: DevicePage,
        person_id: str,
        day: date,
        allowed: Allowed | None,
        refused: Callable[[HubDeskError], bool],
    ) -> bool:
        """A device went out on an earlier day and is typed in now; `allowed` against a rule."""
        now, staff = self.doors.now(), self.doors.staff()

        def words(made: LentBasket) -> str:
            on = i18n.short_day(day, now.date())
            if made.due_on is None:
                return _t("{tag} was given on {day}.").format(tag=device.tag, day=on)
            due = i18n.short_day(made.due_on, now.date())
            said = _t("{tag} went out on {day} and is due on {due}.")
            return said.format(tag=device.tag, day=on, due=due)

        return self.act(
            "give" if device.is_given_kind else "lend",
            lambda db, now: lend_basket(
                db,
                borrower_id=person_id,
                items=[Item(device.id, condition=device.condition)],
                happened_at=middle_of(day, now),
                override_reason=allowed.reason if allowed else None,
                staff=staff,
                now=now,
            ),
            words,
            about=lambda made: {
                "person_id": person_id,
                "device_ids": [device.id],
                **({"due_on": made.due_on.isoformat()} if made.due_on else {}),
                **who(allowed),
            },
            reason=why(allowed),
            refused=refused,
        )

    def renew(self, loan: LoanRow, allowed: Allowed | None = None) -> LendingRule | None:
        """A new due day. Answers with the rule that said no, for a manager to decide."""
        today = self.doors.today()
        try:
            day = self.doors.do(
                "renew",
                lambda db, now: renew_loan(
                    db, loan_id=loan.id, now=now, override_reason=why(allowed)
                ),
                about=lambda due: _about(loan) | {"due_on": due.isoformat()} | who(allowed),
                reason=why(allowed),
            )
        except HubDeskError as error:
            self.refuse(error)
            return error if isinstance(error, LendingRule) else None
        words = _t("{who} keeps {tag} until {day}.")
        self.told_done(
            words.format(who=loan.who, tag=loan.tag, day=i18n.short_day(day, today)),
        )
        return None

    def lose(self, loan: LoanRow) -> bool:
        """It was lost while somebody had it."""
        return self.act(
            "lost",
            lambda db, now: declare_lost(db, device_id=loan.device_id, now=now),
            _t("{tag} is marked lost.").format(tag=loan.tag),
            about=_about(loan),
        )

    def call(self, loan: LoanRow, *, with_offers: bool = True, with_number: bool = False) -> bool:
        """Somebody is called about it: written down at once, what came of it is asked after.

        Where there is little room the page asks itself, so that the strip stays low. Where the
        number is not on the screen, at the desk, it is said, and whether a message may be left;
        Alt and a number choose the due day there.
        """
        may_leave = self._may_leave_message(loan)
        offers = tuple(
            Offer(
                _t(words),
                partial(self.say_result, loan, result),
                "" if with_number else shown_key(f"call-{at}"),
            )
            for at, (result, words) in enumerate(OFFERED, 1)
            if may_leave or result != LEFT_MESSAGE
        )
        words = _t("Call to {who} logged. What came of it?").format(who=loan.who)
        if with_number:
            number = _t("Call {phone}.").format(phone=loan.phone) if loan.phone else _t("No phone.")
            no_message = "" if may_leave else _t("Leave no message.")
            words = " ".join(part for part in (number, no_message, words) if part)
        return self.act(
            "call",
            lambda db, now: log_call(db, loan_id=loan.id, result="", now=now),
            words,
            about=_about(loan) | {"what": _t("no result noted")},
            offers=offers if with_offers else (),
        )

    def _may_leave_message(self, loan: LoanRow) -> bool:
        today = self.doors.today()
        card = self.doors.look(lambda db: person_card(db, loan.borrower_id, today))
        return card is None or card.safe_to_leave_message

    def say_result(self, loan: LoanRow, result: str) -> bool:
        """What came of the call just logged."""
        words = result_words(result)
        return self.act(
            "amend call",
            lambda db, now: say_call_result(db, loan_id=loan.id, result=result, now=now),
            _t("Call to {who}: {what}.").format(who=loan.who, what=words),
            about=_about(loan) | {"what": words},
        )

    def texted(self, loan: LoanRow) -> bool:
        """A text was sent about it."""
        words = result_words(TEXTED)
        return self.act(
            "call",
            lambda db, now: log_call(db, loan_id=loan.id, result=TEXTED, now=now),
            _t("Text to {who} logged.").format(who=loan.who),
            about=_about(loan) | {"what": words},
        )


def middle_of(day: date, now: datetime) -> datetime:
    """Noon of a day of the hub; of today, now if noon is still to come."""
    noon = datetime.combine(day, time(12), tzinfo=now.tzinfo)
    return min(noon, now) if day == now.date() else noon


def _about(loan: LoanRow) -> dict[str, object]:
    return {"person_id": loan.borrower_id, "device_ids": [loan.device_id]}
