"""How long everybody worked in a month, for managers; for anybody else their own hours."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import MONTHS, translate
from hubdesk.queries.shifts import HoursRow, hours_of_month
from hubdesk.ui.doors import Doors
from hubdesk.ui.presence.hours import hours_words
from hubdesk.ui.space import column, emptied, line
from hubdesk.ui.widgets.buttons import IconButton
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.rows import person_row
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("Presence", text)


class HoursCard(Card):
    """One month at a time. `look` reads it again."""

    def __init__(self, doors: Doors) -> None:
        super().__init__((16, 12, 16, 14), 8)
        self._doors = doors
        self._back = 0  # months before this one
        self.head = SectionHead("", role="h3")
        self.before = IconButton("chevron-left", _t("Month before"))
        self.after = IconButton("chevron-right", _t("Month after"))
        self.month = Label("", "strong")
        self.body.addWidget(self.head)
        months = line(gap=4)
        months.addWidget(self.before)
        months.addWidget(self.month, 1)
        months.addWidget(self.after)
        self.month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addLayout(months)
        self._rows = QWidget()
        column(self._rows, 0, 4)
        self.body.addWidget(self._rows)
        self.before.clicked.connect(lambda _on=False: self._turn(1))
        self.after.clicked.connect(lambda _on=False: self._turn(-1))

    def look(self) -> None:
        """Read the month again. Whoever may not see the hours of all sees their own."""
        doors, first = self._doors, self._first()
        sees_all = not doors.barred("see hours")
        now, mine = doors.now(), doors.acting().id
        rows = doors.look(
            lambda db: hours_of_month(db, first, now), right="see hours" if sees_all else ""
        )
        shown = rows if sees_all else [row for row in rows if row.account_id == mine]
        self.head.title.setText(_t("Hours of everybody") if sees_all else _t("My hours"))
        self.month.setText(f"{MONTHS[first.month - 1]} {first.year}")
        self.after.setEnabled(self._back > 0)
        self._show(shown)

    def _show(self, rows: list[HoursRow]) -> None:
        layout = emptied(self._rows)
        if not rows:
            layout.addWidget(WrappedLabel(_t("Nobody worked in this month yet."), "small", "2"))
        for row in rows:
            many = i18n.count(row.shifts, _t("shift"), _t("shifts"))
            parts = [many]
            if row.not_ended:
                parts.append(_t("{many} not ended").format(many=row.not_ended))
            entry = person_row(row.name, " · ".join(parts))
            entry.tail.addWidget(Label(hours_words(row.minutes), "strong"))
            entry.setAccessibleName(f"{row.name}, {hours_words(row.minutes)}, {', '.join(parts)}")
            layout.addWidget(entry)

    def _turn(self, months: int) -> None:
        self._back = max(self._back + months, 0)
        self.look()

    def _first(self) -> date:
        first = self._doors.today().replace(day=1)
        for _ in range(self._back):
            first = (first - timedelta(days=1)).replace(day=1)
        return first
