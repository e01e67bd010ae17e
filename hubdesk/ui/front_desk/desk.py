"""What the front desk does with each scan and key: one rule, what is out comes back.

This is the desk without its looks. The page draws its state and passes gestures on; the desk
changes nothing but through its doors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.rights import PassphraseNeeded
from hubdesk.i18n import translate
from hubdesk.ids import DeskAction
from hubdesk.messages import explain
from hubdesk.messages.stages import stage_said
from hubdesk.models import Stage
from hubdesk.operations.stock import mark_seen
from hubdesk.queries.activity import activity
from hubdesk.queries.desk import DeskThing, desk_thing
from hubdesk.queries.finding import find_code
from hubdesk.queries.search import Apart, apart_if_alike
from hubdesk.ui.allowed import Allowed
from hubdesk.ui.doors import Doors
from hubdesk.ui.front_desk.basket import Basket, BasketLine
from hubdesk.ui.front_desk.codes import Codes
from hubdesk.ui.front_desk.greeting import greeting
from hubdesk.ui.front_desk.handing import Handing
from hubdesk.ui.front_desk.lists import Lists
from hubdesk.ui.front_desk.returns import Returns
from hubdesk.ui.front_desk.signing import Signing
from hubdesk.ui.front_desk.state import Bench, DeskState, is_within, newest_action
from hubdesk.ui.too_late import ways_on
from hubdesk.ui.widgets.strip import Offer, Result

BOUNCE = timedelta(seconds=1.5)
AFTER_SCAN = timedelta(milliseconds=300)
DUE_OF = {
    DeskAction.DUE_TODAY: 1,
    DeskAction.DUE_1_WEEK: 2,
    DeskAction.DUE_2_WEEKS: 3,
    DeskAction.DUE_4_WEEKS: 4,
}


def _t(text: str) -> str:
    return translate("FrontDesk", text)


class FrontDesk:
    """The desk: scans, people, the list to lend. Codes, returns and kept lists are its parts."""

    def __init__(
        self,
        doors: Doors,
        *,
        tell: Callable[[Result], None],
        drawn: Callable[[], None],
        go: Callable[[str, dict[str, object]], None],
        to_print: Callable[[str, str, Result], None],
        can_sign: Callable[[], bool],
        ask_signature: Callable[..., None],
    ) -> None:
        self.state = DeskState()
        self._doors = doors
        self._bench = Bench(self.state, doors, tell, drawn, go, to_print)
        self._say = self._bench.say
        self.lists = Lists(self._bench, show_person=self.show_person, lend=self.lend)
        self.returns = Returns(self._bench, undo=self.undo, add=self.device)
        self.handing = Handing(
            self._bench,
            self.lists,
            undo=self.returns.undo_offer,
            can_sign=can_sign,
            ask_signature=ask_signature,
        )
        self.signing = Signing(
            self._bench, show_person=self.show_person, undo=self.returns.undo_offer
        )
        self.codes = Codes(
            self._bench,
            person=self.show_person,
            device=self.device,
            paper=self.signing.scanned,
            action=self.act,
        )
        self._last_scan: tuple[str, datetime] | None = None
        doors.announcer.undone.connect(self._was_undone)

    # Scans and typing

    def scan(self, text: str) -> None:
        """A scanner read this, whatever had the focus."""
        now = self._doors.now()
        bounced = self._last_scan is not None and (
            self._last_scan[0] == text and is_within(BOUNCE, self._last_scan[1], now)
        )
        self._last_scan = (text, now)
        if not bounced:
            self.codes.meant(self._doors.look(lambda db: find_code(db, text)))

    def forget_scan(self) -> None:
        """The next scan is not the bounce of the last."""
        self._last_scan = None

    # People

    def picked_person(self, person_id: str) -> None:
        """Open somebody who was picked by their name, and say so where others have it too."""
        apart = self._doors.look(lambda db: apart_if_alike(db, person_id))
        self.show_person(person_id, apart=apart)

    def show_person(self, person_id: str, *, apart: Apart | None = None) -> None:
        """Open somebody at the desk. Somebody else's unfinished list is parked, never lost."""
        card = self._bench.card(person_id)
        if card is None:
            self._say("bad", _t("That person is not here any more."))
            return
        state, left = self.state, None
        if state.basket.person_id not in ("", person_id):
            left = self.lists.park()
        if state.card is not None and state.card.id != person_id:
            self.handing.print_as_usual()
        state.card, state.refusal, state.returned = card, None, ()
        state.making_ready = False
        self.lists.take_up(person_id)
        if left is not None:
            self.lists.say_parked(left)
        else:
            self._say("info" if apart is None else "warn", greeting(card, apart))

    def hide_person(self) -> None:
        """Take the person off the screen at once. Their list is parked."""
        self.lists.park()
        state = self.state
        state.card, state.returned, state.refusal, state.choices = None, (), None, ()
        state.basket = Basket() if state.basket.person_id else state.basket
        self.handing.print_as_usual()
        self._say("info", _t("Hidden. Scan the card to carry on."))

    def refresh(self) -> None:
        """Somebody or something changed: look at the person on screen again."""
        if self.state.card is not None:
            self.state.card = self._bench.card(self.state.card.id)
        self._bench.drawn()

    # Devices

    def device(self, device_id: str) -> None:
        """A device was scanned or typed: what is out comes back, what is in goes out."""
        thing = self._doors.look(lambda db: desk_thing(db, device_id))
        if thing is None:
            self._say("bad", _t("That device is not here any more."))
        elif self.state.making_ready and thing.loan is None:
            self.returns.ready(thing)
        elif thing.stage == Stage.LOST:
            self.returns.ask_found(thing)
        elif thing.loan is not None:
            self.returns.take(thing)
        elif self.state.basket.holds(thing.id):
            self._say("warn", _t("{tag} is already in the list.").format(tag=thing.tag))
        elif self.returns.was_just_now(thing):
            self._say("warn", _t("{tag} is already back. Nothing changed.").format(tag=thing.tag))
        elif thing.stage == Stage.TO_WIPE:
            words = stage_said(thing.stage, thing.tag) + " " + _t("It cannot be lent yet.")
            ready = Offer(_t("Make ready"), lambda: self.returns.ready(thing), "Alt+M")
            self._say("warn", words, ready)
        elif thing.stage != Stage.READY:
            self._not_for_lending(thing)
        else:
            self._add(thing)

    def picked(self, device_id: str) -> None:
        """A device was picked from the search list: lend it if somebody is here, else open it."""
        if not (self.state.card and self.put_in(device_id)):
            self._bench.go("device", {"id": device_id})

    def put_in(self, device_id: str) -> bool:
        """Put a device in the list if it is on the shelf. Nothing comes back by this."""
        thing = self._doors.look(lambda db: desk_thing(db, device_id))
        if thing is None or thing.loan is not None or thing.stage != Stage.READY:
            return False
        if not self.state.basket.holds(thing.id):
            self._add(thing)
        return True

    def _not_for_lending(self, thing: DeskThing) -> None:
        page = Offer(_t("Open its page"), lambda: self._bench.go("device", {"id": thing.id}))
        self._say("bad", stage_said(thing.stage, thing.tag), page)

    def _add(self, thing: DeskThing) -> None:
        state = self.state
        basket = state.basket.with_thing(thing)
        if state.card and not basket.person_id:
            basket = replace(basket, person_id=state.card.id)
        state.basket, state.returned, state.refusal = basket, (), None
        self.lists.keep()
        take_out = Offer(_t("Take out"), lambda: self.take_out(thing.id))
        if state.card is None:
            self._doors.do(
                "seen",
                lambda db, now: mark_seen(db, device_ids=[thing.id], now=now),
                about={"device_ids": [thing.id]},
            )
            words = _t("{tag} is on the shelf. Scan a card to lend it.")
            self._say("info", words.format(tag=thing.tag), take_out)
        else:
            words = _t("Added: {title}, {tag}").format(title=thing.title, tag=thing.tag)
            self._say("ok", words, take_out)

    # The list to lend

    def take_out(self, device_id: str) -> None:
        """Take a thing out of the list."""
        before = self.state.basket
        self.state.basket = before.lacking(device_id)
        self.state.refusal = None
        self.lists.keep()
        words = _t("Taken out of the list.")
        self._bench.say_put_back(words, lambda: self._put_in_again(before, device_id))

    def _put_in_again(self, before: Basket, device_id: str) -> None:
        """Where it stood. What was chosen since, as another due day, stays."""
        at, line = next(one for one in enumerate(before.lines) if one[1].thing.id == device_id)
        lines = list(self.state.basket.lines)
        lines.insert(at, line)
        self.state.basket = replace(self.state.basket, lines=tuple(lines))
        self.lists.keep()
        self._say("ok", _t("It is in the list again."))

    def change_line(self, device_id: str, change: Callable[[BasketLine], BasketLine]) -> None:
        """Change what goes along with a thing in the list, or how it looks."""
        for line in self.state.basket.lines:
            if line.thing.id == device_id:
                self.state.basket = self.state.basket.with_line(change(line))
        self.lists.keep()
        self._bench.drawn()

    def set_due(self, choice: int, picked: date | None = None) -> None:
        """When it is due: 1 to 4 of the choices, 5 a picked day, 0 the hub's rule."""
        self.state.basket = replace(self.state.basket, due_choice=choice, picked=picked)
        if self.state.kept_due is not None:
            self.state.kept_due = (choice, picked)
        self.lists.keep()
        self._bench.drawn()

    def keep_due(self, on: bool) -> None:
        """Whether this due day holds for the next people too, until Start again or a new day."""
        basket = self.state.basket
        self.state.kept_due = (basket.due_choice, basket.picked) if on else None
        self._bench.drawn()

    def set_happened_on(self, on: date | None) -> None:
        """This really happened on another day."""
        self.state.basket = replace(self.state.basket, happened_on=on)
        self.lists.keep()
        self._bench.drawn()

    def act(self, action: DeskAction) -> None:
        """Do an action of the desk card."""
        match action:
            case DeskAction.LEND:
                self.lend()
            case DeskAction.UNDO:
                self.undo()
            case DeskAction.CLEAR:
                self.start_again()
            case DeskAction.READY:
                self.start_making_ready()
            case _ if not (self.state.card or self.state.basket.lines):
                self._say("info", _t("Scan a card and a device first, then when it is due."))
            case _:
                self.set_due(DUE_OF[action])
                day = (
                    i18n.short_day(self.state.due_on, self._doors.today())
                    if self.state.due_on
                    else ""
                )
                chosen = _t("Due back {day}.") if day else _t("That is kept. Now scan a device.")
                self._say("info", chosen.format(day=day))

    def start_making_ready(self) -> None:
        """From now on each scan makes a wiped device ready, until Esc or a card."""
        self.state.making_ready, self.state.ready_count = True, 0
        self._say("info", _t("Scan each device that is wiped. Press Esc when done."))

    def stop_making_ready(self) -> None:
        """Scans mean what they usually mean again."""
        self.state.making_ready = False
        if not self.state.ready_count:
            self._say("info", _t("No device was made ready."))
            return
        many = i18n.count(self.state.ready_count, _t("device"), _t("devices"))
        self._say("info", _t("{many} made ready.").format(many=many))

    def enter(self) -> None:
        """Enter with nothing typed: lend, unless a scanner only just sent it."""
        if self._last_scan and is_within(AFTER_SCAN, self._last_scan[1], self._doors.now()):
            return
        if self.state.card is not None and self.state.basket.lines:
            self.lend()

    def lend(self, allowed: Allowed | None = None) -> None:
        """Hand over what is in the list to the person on screen."""
        self.handing.over(allowed)

    def start_again(self) -> None:
        """Put everything in the list back and take the person off the screen."""
        state = self.state
        card, basket, kept_due = state.card, state.basket, state.kept_due
        self.lists.forget(basket)
        state.card, state.basket, state.returned = None, Basket(), ()
        state.refusal, state.choices, state.making_ready = None, (), False
        state.kept_due = None
        self.handing.print_as_usual()
        self.lists.keep()
        words = _t("Everything is put back. Scan a card or a device to start.")
        if card is None and not basket.lines:
            self._say("info", words)
            return

        def again() -> None:
            if self.lists.is_gone(basket):
                return
            state.card = self._bench.card(card.id) if card is not None else None
            state.kept_due = kept_due
            self.lists.bring_back(basket)
            self._say("ok", _t("Everything is here again."))

        self._bench.say_put_back(words, again)

    def undo(self) -> None:
        """Take back the newest action of this computer, or bring back what was just put back."""
        newest, way_back = newest_action(self._doors), self.state.way_back
        if way_back is not None and way_back.after == newest:
            way_back.act()
        elif newest:
            self.undo_one(newest)
        else:
            self._say("info", _t("There is nothing to undo on this computer."))

    def undo_one(self, txn_id: str) -> None:
        """Take back one action, the newest or an earlier one."""
        state = self.state
        words = ""
        try:
            for one in self.returns.to_undo(txn_id):
                words = self._doors.undo(one)
                self.returns.undone(one)
        except PassphraseNeeded as error:
            self._doors.again(error.verb, lambda: self.undo_one(txn_id))
            return
        except HubDeskError as error:
            row = self._doors.look(lambda db: activity(db, txn_id))
            offers = ways_on(self._doors, error, row, self._bench.go)
            self._say("bad", explain(error).text, *offers)
            return
        state.refusal = None
        if state.card is not None:
            state.card = self._bench.card(state.card.id)
        self._say("ok", words)

    def _was_undone(self, about: dict[str, object]) -> None:
        """Somewhere an action was taken back: a list it used up is there again."""
        if draft_id := about.get("draft_id"):
            self.lists.reopen(str(draft_id))
