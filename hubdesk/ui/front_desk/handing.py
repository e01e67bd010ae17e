"""Handing over what is in the list: one press, one transaction, one sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.lending import LendingRule
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.operations.desk import LentBasket, lend_basket
from hubdesk.queries.hub import hub_settings
from hubdesk.queries.people import PersonCard
from hubdesk.ui.allowed import Allowed, who, why
from hubdesk.ui.front_desk.basket import Basket
from hubdesk.ui.front_desk.lists import Lists
from hubdesk.ui.front_desk.state import Bench
from hubdesk.ui.widgets.strip import Offer


def _t(text: str) -> str:
    return translate("FrontDesk", text)


class Handing:
    """Lends and gives. `prints` says whether this loan's agreement goes to the printer at once.

    `can_sign` is asked each time whether there is a pen or a touch screen; `ask_signature` asks
    to draw on agreements, one after the other.
    """

    def __init__(
        self,
        bench: Bench,
        lists: Lists,
        *,
        undo: Offer,
        can_sign: Callable[[], bool],
        ask_signature: Callable[..., None],
    ) -> None:
        self._bench, self._lists, self._undo = bench, lists, undo
        self._can_sign, self._ask_signature = can_sign, ask_signature
        self.prints = True
        self.print_as_usual()

    def print_as_usual(self) -> None:
        """Whether to print is as the hub chose it: the tick was for one loan only."""
        self.prints = self._bench.doors.look(hub_settings).prints_agreement

    def over(self, allowed: Allowed | None = None) -> None:
        """Hand the list to the person on screen, or say why not. Nothing is changed then."""
        bench, state = self._bench, self._bench.state
        basket, card = state.basket, state.card
        if card is None or not basket.lines:
            bench.say("warn", _t("Scan a card and a device first."))
            return
        try:
            lent = self._do(basket, card, allowed)
        except LendingRule as rule:
            state.refusal = rule
            bench.say("bad", explain(rule).text)
            return
        except HubDeskError as error:
            bench.say("bad", explain(error).text)
            return
        state.refusal, state.returned = None, ()
        self._lists.lent(card.id)
        state.card = bench.card(card.id)
        self._say(basket, card, lent)
        self.print_as_usual()

    def _do(self, basket: Basket, card: PersonCard, allowed: Allowed | None) -> LentBasket:
        staff = self._bench.doors.staff()
        return self._bench.doors.do(
            "lend" if basket.lends else "give",
            lambda db, now: lend_basket(
                db,
                draft_id=basket.id,
                borrower_id=card.id,
                items=[line.item for line in basket.lines],
                due_on=self._bench.state.due_on if basket.due_choice else None,
                happened_at=_happened_at(basket, now),
                override_reason=allowed.reason if allowed else None,
                staff=staff,
                now=now,
            ),
            about=lambda made: {
                "person_id": card.id,
                "device_ids": [line.thing.id for line in basket.lines],
                "draft_id": basket.id,
                **_due_facts(made),
                **_paper_facts(made if self.prints else None),
                **who(allowed),
            },
            reason=why(allowed),
        )

    def _say(self, basket: Basket, card: PersonCard, lent: LentBasket) -> None:
        bench = self._bench
        words = _said(basket, card.called, lent, bench.doors.today())
        offers = [self._undo]
        if lent.agreement_ids and self._can_sign():
            ask = partial(self._ask_signature, *lent.agreement_ids)
            offers.insert(0, Offer(_t("Sign on the screen"), ask, icon="pen-line"))
        told = bench.say("ok", words, *offers)
        for agreement_id in lent.agreement_ids if self.prints else ():
            bench.to_print("agreement", agreement_id, told)


def _said(basket: Basket, called: str, lent: LentBasket, today: date) -> str:
    """Lent 2 devices to Sam until Tue 8 Dec. What is given is said by its name."""
    given = i18n.listed([line.thing.title for line in basket.lines if line.thing.is_given])
    if lent.due_on is None:
        return _t("Gave {what} to {who}.").format(what=given, who=called)
    words = _t("Lent {many} to {who} until {day}.")
    if lent.last_due_on != lent.due_on:
        words = _t("Lent {many} to {who}, the first until {day}.")
    said = words.format(
        many=i18n.count(basket.lends, _t("device"), _t("devices")),
        who=called,
        day=i18n.short_day(lent.due_on, today),
    )
    return said + (" " + _t("Gave {what}.").format(what=given) if given else "")


def _due_facts(made: LentBasket) -> dict[str, object]:
    """What Recent activity says of when it is due."""
    if made.due_on is None:
        return {}
    differ = {"dues_differ": True} if made.last_due_on != made.due_on else {}
    return {"due_on": made.due_on.isoformat(), **differ}


def _paper_facts(made: LentBasket | None) -> dict[str, object]:
    """How many papers were printed: whoever takes it back bins them."""
    return {"printed": len(made.agreement_ids)} if made and made.agreement_ids else {}


def _happened_at(basket: Basket, now: datetime) -> datetime | None:
    on = basket.happened_on
    if on is None or on == now.date():
        return None
    return datetime.combine(on, time(12), tzinfo=now.tzinfo)
