"""Keeps Today true: asks the records once a gesture, however much of Today changed in it."""

from __future__ import annotations

from collections.abc import Callable

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
TABLES = OF_SESSIONS | OF_THE_DESK


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
        self._asked: tuple[TodayRow, int, AskedRow] | None = None  # of the records; None: ask again
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
        row, waiting, asked = self._asked = self._asked or self._ask()
        proposed = 0 if doors.barred("erase proposed") else doors.proposed()
        self._panel.show_today(row, waiting, doors.copies.state().said, proposed, asked)
        self.drawn.emit()

    def _ask(self) -> tuple[TodayRow, int, AskedRow]:
        doors = self._doors
        row = doors.look(lambda db: today_row(db, doors.today(), doors.now()))
        waiting = doors.look(draft_counts).get("to print", 0)
        if doors.barred("see privacy"):
            return row, waiting, NOTHING_ASKED
        return row, waiting, doors.look(lambda db: what_waits(db, doors.now().tzinfo))

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self.draw_soon()
