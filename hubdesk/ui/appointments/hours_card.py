"""When one helper sees people: weekdays, from, to, and how long a slot is."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.errors import Refusal
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.appointments import HoursRow
from hubdesk.queries.staff import AccountRow
from hubdesk.typed import read_time
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import line, sized
from hubdesk.ui.widgets.buttons import Button, Pill
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.choices import Combo, Number
from hubdesk.ui.widgets.form import Field, LineEdit

USUAL = (time(13), time(15), 20)


def _t(text: str) -> str:
    return translate("Appointments", text)


class HoursCard(Card):
    """`answered` tells an account, its name, weekdays, from, to and minutes."""

    answered = Signal(str, str, object, object, object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((16, 14, 16, 16), 10, parent)
        self._hours: list[HoursRow] = []
        self.body.addWidget(SectionHead(_t("When somebody sees people"), role="h3"))
        self.who = Combo(name=_t("Helper"))
        self.body.addWidget(Field(_t("&Helper"), self.who))
        days = QWidget()
        flow = Flow(days, gap=6)
        self.days = [Pill(_t(name[:3]), False) for name in i18n.DAYS]
        for pill, name in zip(self.days, i18n.DAYS, strict=True):
            pill.setAccessibleName(name)
            flow.addWidget(pill)
        self.body.addWidget(days)
        self.starts, self.ends = LineEdit(), LineEdit()
        self.slot = Number(20, 5, 240, _t("min"), _t("Minutes each"))
        row = line(gap=8)
        self._fields = (
            Field(_t("Fr&om"), self.starts), Field(_t("&Until"), self.ends),
            Field(_t("&Each"), self.slot),
        )  # fmt: skip
        for field, width in zip(self._fields, (66, 66, 92), strict=True):
            sized(field.editor, width=width)
            row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self.body.addLayout(row)
        self.save_button = Button(_t("Save the hours"), verb="set helper hours")
        self.body.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.who.currentIndexChanged.connect(lambda _at: self._fill())
        self.save_button.clicked.connect(lambda _on=False: self._save())

    def offer(self, staff: list[AccountRow], hours: list[HoursRow]) -> None:
        """Everybody at work, with the hours they have; whoever was chosen stays chosen."""
        before = self.who.value()
        self._hours = hours
        self.who.set_options([(one.id, one.name) for one in staff], before)
        self._fill()

    def _fill(self) -> None:
        mine = [row for row in self._hours if row.account_id == self.who.value()]
        starts, ends, slot = USUAL
        if mine:
            starts, ends, slot = mine[0].starts, mine[0].ends, mine[0].slot_minutes
        for at, pill in enumerate(self.days):
            pill.setChecked(any(row.weekday == at for row in mine))
        self.starts.setText(f"{starts:%H:%M}")
        self.ends.setText(f"{ends:%H:%M}")
        self.slot.setValue(slot)
        for field in self._fields:
            field.show_problem("")

    def _save(self) -> None:
        read: list[time] = []
        for field, edit in zip(self._fields, (self.starts, self.ends), strict=False):
            try:
                at = read_time(edit.text())
            except Refusal as refusal:
                field.show_problem(explain(refusal).text)
                return
            field.show_problem("" if at else _t("Enter a time, like 10am."))
            if at is None:
                return
            read.append(at)
        days = tuple(at for at, pill in enumerate(self.days) if pill.isChecked())
        name = self.who.currentText()
        self.answered.emit(self.who.value(), name, days, read[0], read[1], self.slot.value())
