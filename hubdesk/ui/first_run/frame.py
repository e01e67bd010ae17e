"""What stands around the steps of the first run: which are done, Back and the way on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.mark import Mark
from hubdesk.ui.space import column, line, sized
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.text import IconLabel, Label, WrappedLabel

RAIL = 300  # units


def _t(text: str) -> str:
    return translate("FirstRun", text)


class _Entry(QWidget):
    def __init__(self, words: str) -> None:
        super().__init__()
        self._is_here = False
        row = line(self, (10, 8, 10, 8), 12)
        self._icon = IconLabel("circle", "text3", 20)
        self._words = Label(words, "body", wrap=True)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)

    def show_state(self, state: str) -> None:
        """done, here or ahead."""
        icons = {
            "done": ("circle-check", "ok", "body", ""),
            "here": ("circle-dot", "accent_text", "strong", ""),
            "ahead": ("circle", "text3", "body", "2"),
        }
        icon, token, role, ink = icons[state]
        self._icon.set_icon(icon, token)
        self._words.set_role(role)
        self._words.set_ink(ink)
        self._is_here = state == "here"
        self.update()
        said = {"done": _t("done"), "here": _t("you are here"), "ahead": _t("still to do")}
        self.setAccessibleName(f"{self._words.text()}, {said[state]}")

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_here:
            return
        now = look()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge = QPen(now.colour("accent"), 2) if now.theme.high_contrast else Qt.PenStyle.NoPen
            painter.setPen(edge)
            painter.setBrush(now.colour("accent_soft"))
            box = self.rect().toRectF().adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box, now.px(8), now.px(8))


class Progress(QFrame):
    """The steps down the left side."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("k", "rail")
        sized(self, width=RAIL)
        body = column(self, (28, 26, 22, 24), 4)
        head = line(gap=10)
        head.addWidget(Mark(30))
        head.addWidget(Label("HubDesk", "h2"), 1)
        body.addLayout(head)
        body.addSpacing(24)
        body.addWidget(Label(_t("Set up your hub"), "smallstrong"))
        body.addWidget(
            WrappedLabel(_t("About 5 minutes. You can stop and carry on later."), "small", "2")
        )
        body.addSpacing(10)
        self.entries = [_Entry(name) for name in names]
        for entry in self.entries:
            body.addWidget(entry)
        body.addStretch(1)

    def show_place(self, at: int) -> None:
        """`at` is the step that is open; those before it are done. -1: none has begun."""
        for number, entry in enumerate(self.entries):
            entry.show_state("done" if number < at else "here" if number == at else "ahead")


class Foot(QWidget):
    """Back at the left; at the right what can wait, and the one filled button."""

    def __init__(self) -> None:
        super().__init__()
        row = line(self, 0, 12)
        self.back = Button(_t("Back"))
        self.later = Button("", "ghost")
        self.on = Button("", "primary")
        sized(self.on, least_height=44)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.later)
        row.addWidget(self.on, 0, Qt.AlignmentFlag.AlignRight)
