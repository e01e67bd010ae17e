"""One thing done through the doors, and what is told of it: with Undo, or why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeVar

from hubdesk.errors import HubDeskError
from hubdesk.errors.rights import PassphraseNeeded
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.activity import activity
from hubdesk.ui.doors import Doors
from hubdesk.ui.too_late import Go, ways_on
from hubdesk.ui.widgets.strip import Offer, Result

T = TypeVar("T")
About = dict[str, Any] | Callable[[T], dict[str, Any]]
Tell = Callable[[Result], object]


class ToPrint(Protocol):
    """Puts a paper on the print list: its name, and the id or codes it is about."""

    def __call__(self, paper: str, about: str, /) -> object: ...


def _t(text: str) -> str:
    return translate("Gestures", text)


def ended(words: str) -> str:
    """A sentence that ends in a short name has one full stop: It is back from Sam H."""
    return words[:-1] if words.endswith("..") else words


class Gestures:
    """What a page's buttons do. `tell` shows a strip.Result; `go` opens another page."""

    def __init__(self, doors: Doors, tell: Tell, go: Go | None = None) -> None:
        self.doors = doors
        self.tell = tell
        self._go = go
        self.last_txn = ""

    def go_to(self, page: str, facts: dict[str, Any]) -> None:
        """Open another page, where this one can."""
        if self._go is not None:
            self._go(page, facts)

    def act(
        self,
        verb: str,
        work: Callable[[Any, datetime], T],
        words: str | Callable[[T], str],
        *,
        about: About[T] | None = None,
        reason: str = "",
        offers: tuple[Offer, ...] | Callable[[], tuple[Offer, ...]] = (),
        refused: Callable[[HubDeskError], bool] | None = None,
    ) -> bool:
        """Do it and tell it with Undo; a Refusal or Trouble is told instead, and is False.

        `offers` that hang on what was done are asked for after it.

        Where the passphrase is needed again it is asked for, and the same is done after.

        `refused` may show the error where the hands are; it answers whether it did.
        """
        try:
            made = self.doors.do(verb, work, about=about, reason=reason)
        except PassphraseNeeded:
            again = partial(self.act, verb, work, words, about=about, reason=reason)
            self.doors.again(verb, partial(again, offers=offers, refused=refused))
            return False
        except HubDeskError as error:
            if refused is None or not refused(error):
                self.refuse(error)
            return False
        more = offers() if callable(offers) else offers
        self.told_done(words if isinstance(words, str) else words(made), *more)
        return True

    def told_done(self, words: str, *offers: Offer) -> None:
        """Tell what was just done; Undo takes back that very transaction.

        Where nothing changed there is nothing to undo.
        """
        txn_id = self.last_txn = self.doors.made()
        undo = Offer(_t("Undo"), lambda: self.undo(txn_id), "Ctrl+Z", "undo-2")
        self.tell(Result("ok", ended(words), (*offers, undo) if self.last_txn else offers))

    def undo(self, txn_id: str) -> bool:
        """Take one transaction back and tell it."""
        try:
            words = self.doors.undo(txn_id)
        except PassphraseNeeded as error:
            self.doors.again(error.verb, lambda: self.undo(txn_id))
            return False
        except HubDeskError as error:
            row = self.doors.look(lambda db: activity(db, txn_id)) if self._go else None
            offers = ways_on(self.doors, error, row, self._go) if self._go else ()
            self.refuse(error, *offers)
            return False
        self.tell(Result("ok", words))
        return True

    def refuse(self, error: HubDeskError, *offers: Offer) -> None:
        """Tell why not, in the words of the error."""
        self.tell(Result("bad", explain(error).text, offers))

    def say(self, words: str, *offers: Offer) -> None:
        """Tell something that changed nothing."""
        self.tell(Result("info", words, offers))
