"""What comes back: returned with one scan, looked at, kept longer, found, made ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.operations.returning import (
    Returned,
    amend_return,
    put_back_found,
    renew_instead,
    return_device,
)
from hubdesk.operations.stock import make_ready
from hubdesk.queries.activity import history_of_device, last_to_undo
from hubdesk.queries.desk import DeskThing
from hubdesk.queries.loans import LoanRow, contents_of_loan
from hubdesk.ui.front_desk.state import Back, Bench, is_within
from hubdesk.ui.widgets.strip import Offer

JUST_BACK = timedelta(minutes=10)


def _t(text: str) -> str:
    return translate("FrontDesk", text)


class Returns:
    """Returns at the desk. `undo` takes back the newest action; `add` puts a thing in the list."""

    def __init__(
        self, bench: Bench, *, undo: Callable[[], None], add: Callable[[str], None]
    ) -> None:
        self._bench, self._undo, self._add = bench, undo, add

    @property
    def undo_offer(self) -> Offer:
        return Offer(_t("Undo"), self._undo, "Ctrl+Z", "undo-2")

    def take(self, thing: DeskThing) -> None:
        """A device that is out was scanned: it is back."""
        loan = thing.loan
        if loan is not None:
            self._bench.do(
                "return",
                lambda db, now: return_device(db, device_id=thing.id, now=now),
                lambda made: self._taken(thing, loan, made),
                about={"person_id": loan.borrower_id, "device_ids": [thing.id]},
            )

    def _taken(self, thing: DeskThing, loan: LoanRow, made: Returned) -> None:
        bench = self._bench
        last = bench.doors.look(last_to_undo)
        back = Back(
            txn_id=last.txn_id if last else "",
            loan_id=made.loan_id,
            thing=thing,
            borrower_id=loan.borrower_id,
            who=loan.borrower,
            at=bench.doors.now(),
            due_on=loan.due_on,
            contents=tuple(bench.doors.look(lambda db: contents_of_loan(db, loan.id))),
            condition=thing.condition or "good",
            to_wipe=made.to_wipe,
        )
        bench.state.returned = (back, *bench.state.returned)
        bench.state.refusal = None
        if bench.state.card is not None:
            bench.state.card = bench.card(bench.state.card.id)
        self._say_back(back)

    def was_just_now(self, thing: DeskThing) -> bool:
        """Whether it came back within ten minutes, so that a second scan is only a repeat."""
        state = self._bench.state
        if state.card is not None and not any(b.thing.id == thing.id for b in state.returned):
            return False  # not brought by whoever stands here: it is simply on the shelf
        back = thing.last_back_at
        return back is not None and is_within(JUST_BACK, back, self._bench.doors.now())

    def amend(
        self,
        of: Back | None = None,
        *,
        missing: tuple[str, ...] | None = None,
        condition: str | None = None,
        note: str | None = None,
        needs_wiping: bool | None = None,
    ) -> None:
        """Say more about a return, usually the newest; each word is saved at once."""
        bench = self._bench
        there = bench.state.returned
        if of is None and there:
            of = there[0]
        if of is None:
            return
        # as it stands by now; somebody else's card has put it away, and it is still that return
        back = next((one for one in there if one.txn_id == of.txn_id), of)
        changed = replace(
            back,
            earlier=back,
            missing=back.missing if missing is None else missing,
            condition=condition or back.condition,
            note=back.note if note is None else note,
            to_wipe=back.to_wipe if needs_wiping is None else needs_wiping,
        )
        bench.do(
            "amend return",
            lambda db, now: amend_return(
                db,
                loan_id=back.loan_id,
                now=now,
                missing=missing,
                condition=condition,
                note=note,
                needs_wiping=needs_wiping,
            ),
            lambda _: self._amended(changed),
            about={
                "person_id": back.borrower_id,
                "device_ids": [back.thing.id],
                "what": _amended_words(missing, condition, needs_wiping, note),
            },
        )

    def _amended(self, changed: Back) -> None:
        bench = self._bench
        last = bench.doors.look(last_to_undo)
        changed = replace(changed, amended_by=last.txn_id if last else "")
        bench.state.returned = tuple(
            changed if one.txn_id == changed.txn_id else one for one in bench.state.returned
        )
        bench.drawn()

    def renew_instead(self) -> None:
        """It is to be kept longer after all: one change takes the return back and renews."""
        bench = self._bench
        if not bench.state.returned:
            return
        back = bench.state.returned[0]
        bench.do(
            "renew",
            lambda db, now: renew_instead(db, loan_id=back.loan_id, now=now),
            lambda day: self._renewed(back, day),
            about=lambda due: {
                "person_id": back.borrower_id,
                "device_ids": [back.thing.id],
                "due_on": due.isoformat(),
            },
        )

    def _renewed(self, back: Back, day: date) -> None:
        bench = self._bench
        bench.state.returned = tuple(one for one in bench.state.returned if one is not back)
        if bench.state.card is not None:
            bench.state.card = bench.card(bench.state.card.id)
        words = _t("Renewed {tag} until {day}.").format(
            tag=back.thing.tag, day=i18n.short_day(day, bench.doors.today())
        )
        bench.say("ok", words, self.undo_offer)

    def undone(self, txn_id: str) -> None:
        """A return, or what was said about one, was taken back: show what stands now."""
        state = self._bench.state
        kept = []
        for back in state.returned:
            if back.txn_id == txn_id:
                continue
            earlier = back.earlier if back.amended_by == txn_id else None
            kept.append(earlier or back)
        state.returned = tuple(kept)

    def to_undo(self, txn_id: str) -> list[str]:
        """What has to be undone for a return to be: what was said about it since, then itself."""
        found = []
        for back in self._bench.state.returned:
            if back.txn_id == txn_id:
                at: Back | None = back
                while at is not None and at.amended_by:
                    found.append(at.amended_by)
                    at = at.earlier
        return [*found, txn_id]

    def add_back(self) -> None:
        """What just came back goes into the list of the person on screen."""
        state = self._bench.state
        if state.returned and state.card:
            back, *rest = state.returned
            state.returned = tuple(rest)
            self._add(back.thing.id)

    def ask_found(self, thing: DeskThing) -> None:
        """A lost device was scanned: it is here, so offer to put it back."""
        words = _t("Found: {tag} was marked lost. Put it back on the shelf?")
        rows = self._bench.doors.look(lambda db: history_of_device(db, thing.id, limit=20))
        lost = next((row for row in rows if row.verb == "lost" and not row.is_undone), None)
        day = ""
        if lost is not None:
            words = _t("Found: {tag} was marked lost on {day}. Put it back on the shelf?")
            now = self._bench.doors.now()
            day = i18n.short_day(lost.at.astimezone(now.tzinfo).date(), now.date())
        self._bench.say(
            "warn",
            words.format(tag=thing.tag, day=day),
            Offer(_t("Put back"), lambda: self._put_back(thing), "Alt+B"),
        )

    def ready(self, thing: DeskThing) -> None:
        """This device was wiped and can be lent again."""
        self._bench.do(
            "make ready",
            lambda db, now: make_ready(db, device_id=thing.id, now=now),
            lambda _: self._made_ready(thing),
            about={"device_ids": [thing.id]},
        )

    def _made_ready(self, thing: DeskThing) -> None:
        bench = self._bench
        bench.state.ready_count += 1
        bench.say("ok", _t("{tag} is ready to lend.").format(tag=thing.tag), self.undo_offer)

    def _put_back(self, thing: DeskThing) -> None:
        whose = {"person_id": thing.loan.borrower_id} if thing.loan else {}
        self._bench.do(
            "found",
            lambda db, now: put_back_found(db, device_id=thing.id, now=now),
            lambda _: self._was_put_back(thing),
            about={"device_ids": [thing.id], **whose},
        )

    def _was_put_back(self, thing: DeskThing) -> None:
        bench = self._bench
        words, offers = _t("{tag} is found and back.").format(tag=thing.tag), [self.undo_offer]
        card = bench.state.card
        if card is not None and not thing.holds_data:
            words += " " + _t("Add it to {who}'s list?").format(who=card.called)
            add = Offer(_t("Add to the list"), lambda: self._add(thing.id), "Alt+A")
            offers.insert(0, add)
        bench.say("ok", words, *offers)

    def _say_back(self, back: Back) -> None:
        card = self._bench.state.card
        words = _t("{tag} is back from {who}.").format(tag=back.thing.tag, who=back.who)
        offers = [self.undo_offer]
        if card is not None and card.id == back.borrower_id:
            offers.insert(0, Offer(_t("Renew instead"), self.renew_instead, "Alt+R"))
        elif card is not None and self._bench.state.basket.holds(back.thing.id):
            words += " " + _t("It is in {who}'s list already.").format(who=card.called)
        elif card is not None and not back.to_wipe:
            words += " " + _t("Add it to {who}'s list?").format(who=card.called)
            offers.insert(0, Offer(_t("Add to the list"), self.add_back, "Alt+A"))
        self._bench.say("ok", words, *offers)


def _amended_words(
    missing: tuple[str, ...] | None,
    condition: str | None,
    needs_wiping: bool | None,
    note: str | None,
) -> str:
    """What was said about a return: missing charger, worn, needs wiping, note."""
    said = []
    if missing:
        things = i18n.listed([i18n.within(name) for name in missing])
        said.append(_t("missing {things}").format(things=things))
    said += [condition] if condition else []
    said += [_t("needs wiping")] if needs_wiping else []
    said += [_t("note")] if note else []
    return ", ".join(said) or _t("everything is back")
