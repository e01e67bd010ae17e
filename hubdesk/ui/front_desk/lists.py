"""The list being made and those left unfinished: kept at every change, never lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import DraftKind
from hubdesk.operations.drafts import finish_draft, save_draft
from hubdesk.queries.desk import Due, desk_thing, due_day
from hubdesk.queries.drafts import DraftRow, drafts
from hubdesk.ui.front_desk.basket import DUE_DAYS, Basket, looked_up, read_kept
from hubdesk.ui.front_desk.state import Bench
from hubdesk.ui.widgets.strip import Offer


def _t(text: str) -> str:
    return translate("FrontDesk", text)


class Lists:
    """Keeping lists. `show_person` brings the owner of a list to the desk; `lend` lends it."""

    def __init__(
        self, bench: Bench, *, show_person: Callable[[str], None], lend: Callable[[], None]
    ) -> None:
        self._bench, self._show_person, self._lend = bench, show_person, lend
        self._kept = Basket()

    def keep(self) -> None:
        """Save the list as it is now: a walk away or a power cut loses nothing."""
        state = self._bench.state
        self._look_up_due()
        basket = state.basket
        if basket == self._kept:
            return
        if basket.lines:
            state.basket = replace(basket, id=self._saved(basket))
        elif basket.id:
            self.forget(basket)
            state.basket = replace(basket, id="")
        self._kept = state.basket

    def _saved(self, basket: Basket) -> str:
        """Keep a list as a draft, opened again if it was put back. Answers with its id."""
        draft: str = self._bench.doors.do(
            "draft",
            lambda db, now: (
                save_draft(
                    db,
                    draft_id=basket.id,
                    kind=DraftKind.BASKET,
                    for_whom=basket.person_id,
                    body=basket.as_body(),
                    now=now,
                ).id
            ),
        )
        return draft

    def is_gone(self, basket: Basket) -> bool:
        """Whether whose list it was is erased or taken back since; then that is said."""
        gone = bool(basket.person_id) and self._bench.card(basket.person_id) is None
        if gone:
            self._bench.say("bad", _t("That person is not here any more."))
        return gone

    def bring_back(self, basket: Basket) -> None:
        """A list that was put back is there again: on the desk, or as a tab if another is."""
        state = self._bench.state
        if state.basket.lines:
            state.parked = (*state.parked, replace(basket, id=self._saved(basket)))
        else:
            state.basket = basket
            self.keep()

    def lent(self, person_id: str) -> None:
        """The list was handed over: an empty one for the same person takes its place."""
        state = self._bench.state
        state.basket = self._kept = self._with_kept_due(Basket(person_id=person_id))
        state.due, state.dues = None, {}

    def forget(self, basket: Basket) -> None:
        """The list is put back and will not be lent."""
        if basket.id:
            self._bench.doors.do(
                "draft", lambda db, now: finish_draft(db, draft_id=basket.id, now=now)
            )

    def park(self) -> Basket | None:
        """Lay the list aside for its person. None if there is nothing in it."""
        state = self._bench.state
        left = state.basket if state.basket.lines and state.basket.person_id else None
        if left is not None:
            state.parked = (*state.parked, left)
            state.basket = self._kept = Basket()
        return left

    def take_up(self, person_id: str) -> None:
        """The list of this person: the one laid aside, with what waited for nobody added."""
        state = self._bench.state
        # what waited for nobody, or is being made for this person already
        waiting = state.basket if state.basket.person_id in ("", person_id) else Basket()
        mine = next((b for b in state.parked if b.person_id == person_id), None)
        if mine is not None:
            state.parked = tuple(b for b in state.parked if b is not mine)
            more = tuple(line for line in waiting.lines if not mine.holds(line.thing.id))
            state.basket = replace(mine, lines=(*mine.lines, *more))
            self.forget(waiting)
        elif state.basket.person_id != person_id:
            state.basket = self._with_kept_due(replace(waiting, person_id=person_id))
        self.keep()

    def _with_kept_due(self, basket: Basket) -> Basket:
        """The due day that was kept for the next people, unless the list has its own."""
        state = self._bench.state
        if state.kept_due is None or basket.due_choice:
            return basket
        choice, picked = state.kept_due
        if picked is not None and picked < self._bench.doors.today():
            state.kept_due = None  # it was kept on another day
            return basket
        return replace(basket, due_choice=choice, picked=picked)

    def load(self) -> None:
        """Read the lists that were left unfinished before a restart."""
        state = self._bench.state
        baskets = [
            self._looked_up(draft)
            for draft in self._bench.doors.look(lambda db: drafts(db, DraftKind.BASKET))
            if draft.id != state.basket.id
        ]
        state.parked = tuple(b for b in baskets if b is not None and b.lines and b.person_id)
        nobodys = [b for b in baskets if b is not None and b.lines and not b.person_id]
        if nobodys and not state.basket.lines:
            state.basket = self._kept = nobodys[-1]
            self._look_up_due()
        if state.parked and state.card is None:
            many = i18n.count(len(state.parked), _t("list is"), _t("lists are"))
            self._bench.say("info", _t("{many} not lent yet.").format(many=many))

    def reopen(self, draft_id: str) -> None:
        """What was lent is undone, so its list is there again."""
        state = self._bench.state
        for draft in self._bench.doors.look(lambda db: drafts(db, DraftKind.BASKET)):
            if draft.id != draft_id:
                continue
            basket = self._looked_up(draft)
            if basket is None:
                continue
            here = state.card is not None and state.card.id == basket.person_id
            if here and not state.basket.lines:
                state.basket = self._kept = basket
                self._look_up_due()
            else:
                state.parked = (*state.parked, basket)

    def lend_parked(self) -> None:
        """Lend the list that was left last."""
        state = self._bench.state
        if not state.parked:
            return
        left = state.parked[-1]
        self.open_parked(left)
        if state.card is not None and state.card.id == left.person_id == state.basket.person_id:
            self._lend()

    def put_back_parked(self) -> None:
        """Put the things of the list that was left last back on the shelf."""
        state = self._bench.state
        if state.parked:
            *rest, last = state.parked
            state.parked = tuple(rest)
            self.forget(last)
            self._bench.say_put_back(_t("Put back. Nothing was lent."), lambda: self._again(last))

    def _again(self, left: Basket) -> None:
        if self.is_gone(left):
            return
        state = self._bench.state
        state.parked = (*state.parked, replace(left, id=self._saved(left)))
        self.say_parked(left)

    def open_parked(self, basket: Basket) -> None:
        """Carry on with a list that was left."""
        state = self._bench.state
        if basket.person_id and self._bench.card(basket.person_id) is not None:
            self._show_person(basket.person_id)
            return
        # nobody's list any more: it waits on the desk for a card, beside what is there
        state.parked = tuple(b for b in state.parked if b is not basket)
        here = state.basket
        more = tuple(line for line in basket.lines if not here.holds(line.thing.id))
        state.basket = replace(here, lines=(*here.lines, *more))
        self.forget(basket)
        self.keep()
        self._bench.drawn()

    def name_of(self, basket: Basket) -> str:
        """Whose list it is, as a screen that faces the public may show it."""
        if not basket.person_id:
            return _t("Nobody yet")
        card = self._bench.card(basket.person_id)
        return card.short_name if card else _t("Nobody yet")

    def say_parked(self, left: Basket) -> None:
        """Somebody's list was not lent: nothing is lost, and two ways on are offered."""
        many = i18n.count(len(left.lines), _t("device is"), _t("devices are"))
        self._bench.say(
            "warn",
            _t("{who}: {many} not lent yet.").format(who=self.name_of(left), many=many),
            Offer(_t("Lend now"), self.lend_parked, "Alt+L"),
            Offer(_t("Put back"), self.put_back_parked, "Alt+B"),
        )

    def _looked_up(self, draft: DraftRow) -> Basket | None:
        """The list of a draft; None, and a word about it, if this HubDesk cannot read it."""
        try:
            kept = read_kept(draft.id, draft.body)
        except (KeyError, TypeError, ValueError):
            self._bench.say("warn", _t("One list could not be read. It is kept as it is."))
            return None
        ids = [item.device_id for item in kept.items]
        things = self._bench.doors.look(lambda db: [desk_thing(db, id) for id in ids])
        return looked_up(kept, {thing.id: thing for thing in things if thing is not None})

    def _look_up_due(self) -> None:
        """When what is in the list falls due; kinds with rules of their own may differ."""
        state = self._bench.state
        basket = state.basket
        kinds = {line.thing.kind_id: None for line in basket.lines if not line.thing.is_given}
        if basket.due_choice:
            kinds = dict.fromkeys(list(kinds)[:1])  # a chosen day holds for all of it
        dues = {id: due for id in kinds if (due := self._due_of(id)) is not None}
        state.due = next(iter(dues.values()), None)
        state.dues = dues if len({due.on for due in dues.values()}) > 1 else {}

    def _due_of(self, kind_id: str) -> Due | None:
        basket, doors = self._bench.state.basket, self._bench.doors
        if basket.due_choice == 5:
            return Due(-1, basket.picked) if basket.picked else None
        return doors.look(
            lambda db: due_day(
                db,
                kind_id=kind_id,
                person_id=basket.person_id,
                today=basket.happened_on or doors.today(),
                days=DUE_DAYS.get(basket.due_choice),
            )
        )
