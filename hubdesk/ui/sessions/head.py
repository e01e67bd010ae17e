"""The buttons at the top of Sessions: where they lead, and how much of them there is room for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.ui.actions import shown_key
from hubdesk.ui.page import Frame
from hubdesk.ui.too_late import Go
from hubdesk.ui.widgets.buttons import Button


def _t(text: str) -> str:
    return translate("Sessions", text)


class SessionsHead:
    """`plan` and `save_calendar` are done by the page; the others open another one."""

    def __init__(
        self, go: Go, *, plan: Callable[[], None], save_calendar: Callable[[], None]
    ) -> None:
        self.paper = Button("", "", "file-text", tip=_t("For a day without power: Ctrl+Shift+K"))
        self.calendar = Button("", "", "calendar", tip=_t("For the calendar of a phone or e-mail"))
        self.this_week = Button(
            "", "", "megaphone", tip=_t("The board, the poster and the pages: Ctrl+Shift+W")
        )
        self.appointments = Button("", "", "clock", key=shown_key("appointments"))
        self.drop_in = Button("", "", "log-in", key=shown_key("drop-in"))
        self.plan = Button("", "", "plus", key=shown_key("plan-session"), verb="plan session")
        self._words = {
            self.paper: _t("On paper"),
            self.calendar: _t("Calendar file"),
            self.this_week: _t("This week"),
            self.appointments: _t("Appointments"),
            self.drop_in: _t("Drop-in"),
            self.plan: _t("Plan a session"),
        }
        self.set_frame(Frame.WIDE)
        self.paper.clicked.connect(lambda _on=False: go("paper-hub", {}))
        self.this_week.clicked.connect(lambda _on=False: go("this-week", {}))
        self.appointments.clicked.connect(lambda _on=False: go("appointments", {}))
        self.drop_in.clicked.connect(lambda _on=False: go("drop-in", {}))
        self.plan.clicked.connect(lambda _on=False: plan())
        self.calendar.clicked.connect(lambda _on=False: save_calendar())

    def buttons(self) -> list[QWidget]:
        """As they stand, from the left."""
        return list(self._words)

    def set_frame(self, frame: Frame) -> None:
        """Six with their words leave no room for the title: what is needed daily keeps its own."""
        for button, words in self._words.items():
            bare = frame is Frame.NARROW or button in (self.paper, self.calendar, self.this_week)
            bare = bare or (frame is Frame.MIDDLE and button is not self.plan)
            button.set_kind("icon" if bare else "")
            button.set_words("" if bare else words, words)
