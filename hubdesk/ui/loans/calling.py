"""A call or a text about the chosen loan: written down at once, what came of it asked after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hubdesk.queries.hub import hub_facts
from hubdesk.queries.loans import OUT, LoanRow
from hubdesk.queries.people import person_page
from hubdesk.ui.doors import Doors
from hubdesk.ui.loans.call_bar import CallBar
from hubdesk.ui.loans.gestures import LoanGestures
from hubdesk.ui.people.text_words import text_words, why_no_text
from hubdesk.ui.widgets.text_message import TextMessage


class Calling:
    """`chosen` answers with the loan of now; `done` gives the focus back to the list."""

    def __init__(
        self,
        doors: Doors,
        gestures: LoanGestures,
        bar: CallBar,
        text: TextMessage,
        *,
        chosen: Callable[[], LoanRow | None],
        done: Callable[[], object],
    ) -> None:
        self._doors, self._gestures = doors, gestures
        self._bar, self._text = bar, text
        self._chosen, self._done = chosen, done
        self._called: LoanRow | None = None
        text.closed.connect(text.hide)
        text.sent.connect(self._texted)
        bar.said.connect(self.say_result)

    def forget(self) -> None:
        """What came of the last call is not asked any more."""
        self._called = None

    def call(self, *, narrow: bool) -> None:
        """Somebody is called about it; where there is little room the bar asks what came of it."""
        loan = self._chosen()
        if loan is None or loan.state not in OUT:
            return
        if self._gestures.call(loan, with_offers=not narrow):
            self._called = loan
            self._bar.ask_result(narrow)

    def say_result(self, result: str) -> None:
        """Alt and a number, after a call was logged."""
        if self._called is not None:
            loan, self._called = self._called, None
            self._gestures.say_result(loan, result)
            self._bar.ask_result(False)
            self._done()

    def open_text(self, loan: LoanRow) -> bool:
        """Show the words for the hub's phone, or why there are none. False if nobody is there."""

        def look(db: Any) -> Any:
            return person_page(db, loan.borrower_id), hub_facts(db)

        person, hub = self._doors.look(look)
        if person is None or hub is None:
            return False
        if why := why_no_text(person):
            self._text.show_refusal(why)
        else:
            words = text_words(replace(person, loans=(loan,)), hub, self._doors.today())
            called = person.known_as or person.name.split()[0]
            self._text.show_words(called, person.phone, words)
        return True

    def _texted(self) -> None:
        loan = self._chosen()
        if loan is not None and self._gestures.texted(loan):
            self._text.hide()
