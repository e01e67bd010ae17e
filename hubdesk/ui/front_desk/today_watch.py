"""Keeps Today true: asks the records once a gesture, however much of Today changed in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from hubdesk.queries.drafts import draft_counts
from hubdesk.queries.requests import AskedRow, what_waits
from hubdesk.queries.today import TodayRow, today_row
from hubdesk.ui.doors import Doors
from hubdesk.ui.front_desk.coming import OF_SESSIONS
from hubdesk.ui.front_desk.today_panel import NOTHING_ASKED, TodayPanel

OF_THE_DESK = frozenset(
    (
        *("loan", "loan_event", "gift", "device", "person", "person_note", "agreement", "draft"),
        *("hub", "hub_setting", "rights_request", "rights_step", "complaint", "breach"),
    )
)
OF_REQUESTS = frozenset(
    ("rights_request", "rights_step", "complaint", "breach", "person", "hub", "hub_setting")
)
TABLES = OF_SESSIONS | OF_THE_DESK
A_MOMENT: Final = timedelta(minutes=1)  # after it somebody may have left by the clock alone


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the records answered, and when."""

    at: datetime
    row: TodayRow
    to_print: int
    requests: AskedRow


class TodayWatch(QObject):
    """`is_seen` answers whether somebody can see Today: what nobody sees is drawn on arrival.

    `drawn` follows each drawing: the words of the panel may be others.
    """

    drawn = Signal()

    def __init__(
        self, doors: Doors, panel: TodayPanel, is_seen: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._doors, self._panel, self._is_seen = doors, panel, is_seen
        self._is_old, self._is_stopped = True, False
        self._asked: _Asked | None = None  # of the records; None: ask again, all of it
        self._since: set[str] = set()  # the tables that changed since
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.catch_up)
        doors.announcer.changed.connect(self._changed)
        doors.announcer.proposed.connect(self._say_anew)
        doors.announcer.acting.connect(self.draw_soon)  # some of it is for managers alone
        doors.announcer.day_turned.connect(self.draw_soon)
        doors.copies.changed.connect(self._say_anew)

    def stop(self) -> None:
        """The records are about to be closed: nothing is asked of them any more."""
        self._soon.stop()
        self._is_stopped = True

    def draw_soon(self) -> None:
        """Something in it is another."""
        self._asked = None
        self._say_anew()

    def _say_anew(self) -> None:
        """Something is another that the records are not asked for."""
        self._is_old = True
        if not self._is_stopped and self._is_seen() and not self._soon.isActive():
            self._soon.start(0)

    def catch_up(self) -> None:
        """Draw what is old."""
        if not self._is_old:
            return
        self._is_old = False
        doors = self._doors
        if self._asked is None or self._since:
            self._asked = self._ask(self._asked)
        found = self._asked
        proposed = 0 if doors.barred("erase proposed") else doors.proposed()
        copies = doors.copies.state().said
        self._panel.show_today(found.row, found.to_print, copies, proposed, found.requests)
        self.drawn.emit()

    def _ask(self, before: _Asked | None) -> _Asked:
        """All of Today, or where it was asked a moment ago only what rests on what changed."""
        doors, now, changed = self._doors, self._doors.now(), frozenset(self._since)
        self._since.clear()
        if before is not None and not timedelta() <= now - before.at < A_MOMENT:
            before = None
        was = before.row if before else None
        row = doors.look(lambda db: today_row(db, doors.today(), now, before=was, changed=changed))
        if before is not None and "draft" not in changed:
            to_print = before.to_print
        else:
            to_print = doors.look(draft_counts).get("to print", 0)
        if doors.barred("see privacy"):
            requests = NOTHING_ASKED
        elif before is not None and not changed & OF_REQUESTS:
            requests = before.requests
        else:
            requests = doors.look(lambda db: what_waits(db, now.tzinfo))
        return _Asked(now, row, to_print, requests)

    def _changed(self, tables: frozenset[str]) -> None:
        self._since |= tables
        if tables & TABLES:
            self._say_anew()
