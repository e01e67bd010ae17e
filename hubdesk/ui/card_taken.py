"""Whose card a page took for itself, so that a device scanned next is lent to them.

On some pages a card has a meaning of its own (who dropped in, who came in, for whom a time is). A
lend still takes two scans and one key from there: the device opens the desk with that person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hubdesk.queries.finding import Sort, find_code
from hubdesk.ui.doors import Doors
from hubdesk.ui.front_desk.state import is_within

# Somebody else may stand at the desk after that: who is meant is then scanned again.
MEANT_FOR = timedelta(minutes=2)


@dataclass(frozen=True)
class _Card:
    page: str
    person_id: str
    at: datetime


class CardTaken:
    """The last one."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._last: _Card | None = None

    def note(self, page: str, code: str) -> None:
        """A page took this code. What is no card changes nothing."""
        found = self._doors.look(lambda db: find_code(db, code))
        if found.sort is Sort.PERSON:
            self._last = _Card(page, found.id, self._doors.now())

    def whose(self, page: str) -> str:
        """Whose card the page took just now; "" for nobody's."""
        last = self._last
        if last is None or last.page != page:
            return ""
        return last.person_id if is_within(MEANT_FOR, last.at, self._doors.now()) else ""

    def forget(self) -> None:
        """Behind the lock, and once it was used."""
        self._last = None
