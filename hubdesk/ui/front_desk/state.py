"""What the front desk has before it: who, which list, what came back, what was said no to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.lending import LendingRule
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.activity import last_to_undo
from hubdesk.queries.desk import DeskThing, Due
from hubdesk.queries.finding import Choice
from hubdesk.queries.people import PersonCard, person_card
from hubdesk.ui.doors import Doors
from hubdesk.ui.front_desk.basket import Basket
from hubdesk.ui.widgets.strip import Offer, Result, Sort

T = TypeVar("T")


def _t(text: str) -> str:
    return translate("FrontDesk", text)


def is_within(span: timedelta, then: datetime, now: datetime) -> bool:
    """Whether `then` is less than `span` ago. Of a clock that went back nothing is known."""
    return timedelta(0) <= now - then < span


@dataclass(frozen=True)
class Back:
    """One return of this sitting."""

    txn_id: str
    loan_id: str
    thing: DeskThing
    borrower_id: str
    who: str
    at: datetime
    due_on: date
    contents: tuple[str, ...]
    missing: tuple[str, ...] = ()
    condition: str = "good"
    to_wipe: bool = False
    note: str = ""
    amended_by: str = ""  # the transaction that last said more about it
    earlier: Back | None = None  # as it was before that


@dataclass(frozen=True)
class WayBack:
    """How what was just put back comes again. `after` is the newest action there was then.

    Nothing in the records changed, so no action of theirs stands for it; Undo takes it first.
    """

    act: Callable[[], None]
    after: str


@dataclass
class DeskState:
    """All that the page draws. Only the desk and its parts change it."""

    card: PersonCard | None = None
    basket: Basket = field(default_factory=Basket)
    parked: tuple[Basket, ...] = ()
    returned: tuple[Back, ...] = ()
    choices: tuple[Choice, ...] = ()
    due: Due | None = None  # of what comes first in the list
    dues: Mapping[str, Due] = field(default_factory=dict)  # by kind, where rules make them differ
    refusal: LendingRule | None = None
    making_ready: bool = False
    ready_count: int = 0
    kept_due: tuple[int, date | None] | None = None  # the choice that holds for the next people
    way_back: WayBack | None = None

    @property
    def due_on(self) -> date | None:
        return self.due.on if self.due else None

    def due_words(self, today: date) -> str:
        """Tue 8 Dec, or Tue 1 Dec to Tue 8 Dec; nothing where nothing is due."""
        days = sorted(due.on for due in (*self.dues.values(), self.due) if due is not None)
        ends = dict.fromkeys((*days[:1], *days[-1:]))
        return _t(" to ").join(i18n.short_day(day, today) for day in ends)


@dataclass(frozen=True)
class Bench:
    """What the desk and its parts share: the state, the doors, and how to be heard.

    `go` opens another page by name with facts; `to_print` puts a paper on the print list;
    it is given what was told of the deed, so that trouble with the paper leaves that readable.
    """

    state: DeskState
    doors: Doors
    tell: Callable[[Result], None]
    drawn: Callable[[], None]
    go: Callable[[str, dict[str, object]], None]
    to_print: Callable[[str, str, Result], None]

    def card(self, person_id: str) -> PersonCard | None:
        """Somebody as the desk shows them, looked up now."""
        today = self.doors.today()
        return self.doors.look(lambda db: person_card(db, person_id, today))

    def do(
        self,
        verb: str,
        work: Callable[[Any, datetime], T],
        then: Callable[[T], object],
        *,
        about: dict[str, object] | Callable[[T], dict[str, object]],
    ) -> None:
        """Change something, then go on with what came of it; or say why nothing was changed."""
        try:
            made = self.doors.do(verb, work, about=about)
        except HubDeskError as error:
            self.say("bad", explain(error).text)
            return
        then(made)

    def say(self, sort: Sort, words: str, *offers: Offer) -> Result:
        """Show what just happened, and have the desk drawn again."""
        self.state.way_back = None  # something else happened since
        self.drawn()
        told = Result(sort, words, tuple(offers))
        self.tell(told)
        return told

    def say_put_back(self, words: str, act: Callable[[], None]) -> None:
        """Something was put back that was not in the records yet: Undo brings it again."""
        self.say("info", words, Offer(_t("Bring it back"), act, "Ctrl+Z", "undo-2"))
        self.state.way_back = WayBack(act, newest_action(self.doors))


def newest_action(doors: Doors) -> str:
    """The transaction that Undo would take back; empty if there is none."""
    last = doors.look(last_to_undo)
    return last.txn_id if last is not None else ""
