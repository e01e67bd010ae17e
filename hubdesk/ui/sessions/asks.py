"""Small questions about a session: why it is cancelled, who teaches it, when and where instead."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.errors import Refusal
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.sessions import SessionRow
from hubdesk.queries.staff import AccountRow
from hubdesk.typed import read_time
from hubdesk.ui.devices.asks import Ask
from hubdesk.ui.space import column, line, sized
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import LineEdit
from hubdesk.ui.widgets.text import Label


def _t(text: str) -> str:
    return translate("Sessions", text)


class AskTutor(Ask):
    """Who teaches it instead."""

    answered = Signal(str)

    def __init__(self) -> None:
        self.who = Combo()
        super().__init__(_t("Who teaches it?"), self.who, "", _t("Give it to them"))

    def offer(self, staff: list[AccountRow], now_: str) -> None:
        """Everybody of the staff; whoever has it now is left out."""
        self.who.set_options([(one.id, one.name) for one in staff if one.id != now_])

    def _do(self) -> None:
        if self.who.value():
            self.answered.emit(self.who.value())


class AskMove(Ask):
    """Another day, other times, another room."""

    answered = Signal(object, object, object, str)  # day, from, to, room

    def __init__(self) -> None:
        self.day = DayField(_t("Day"))
        sized(self.day.boxes[1], width=76)  # the panel is narrow, and scrolls downwards alone
        self.starts = LineEdit(name=_t("From"))
        self.ends = LineEdit(name=_t("To"))
        self.room = LineEdit(name=_t("Room"))
        inside = QWidget()
        body = column(inside, 0, 8)
        body.addWidget(self.day)
        times = line(gap=8)
        for words, edit, width in (
            (_t("From"), self.starts, 72),
            (_t("To"), self.ends, 72),
            (_t("Room"), self.room, None),
        ):
            pair = column(gap=2)
            above = Label(words, "small", "2")
            above.setBuddy(edit)
            if width:
                sized(edit, width=width)
            pair.addWidget(above)
            pair.addWidget(edit)
            times.addLayout(pair)
        body.addLayout(times)
        inside.setFocusProxy(self.day)
        super().__init__(_t("When and where instead?"), inside, "", _t("Move it"))

    def start_at(self, row: SessionRow, zone: tzinfo | None) -> None:
        """What stands in the boxes when it is asked."""
        self.day.set_day(row.held_on)
        self.starts.setText(f"{row.starts_at.astimezone(zone):%H:%M}")
        self.ends.setText(f"{row.ends_at.astimezone(zone):%H:%M}")
        self.room.setText(row.room)

    def _do(self) -> None:
        try:
            day = self.day.read()
            starts, ends = read_time(self.starts.text()), read_time(self.ends.text())
        except Refusal as refusal:
            self.field.show_problem(explain(refusal).text)
            return
        if day is None or starts is None or ends is None:
            self.field.show_problem(_t("Enter a day, and from when to when."))
            return
        self.field.show_problem("")
        self.answered.emit(day, starts, ends, self.room.text())
