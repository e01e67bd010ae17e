"""A report exactly as it will be printed, page by page, whatever the look of the screen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.ui.doors import Doors
from hubdesk.ui.printing.pdf import page_picture, page_sizes
from hubdesk.ui.printing.preview import PaperView
from hubdesk.ui.space import column, line, scroller, sized
from hubdesk.ui.widgets.buttons import IconButton
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.text import ElidedLabel, Label

STEP_KEYS: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


def _t(text: str) -> str:
    return translate("Reports", text)


class ReportView(Card):
    """`show_pdf` shows other bytes; the page that was open stays open where there is one."""

    def __init__(self, doors: Doors, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__((12, 8, 8, 10), 6, parent)
        self._doors = doors
        self._pdf = b""
        self.page = self.pages = 0
        self._turn = 0
        self._about = ""
        self.title = ElidedLabel(words or _t("As it will be printed"), "h3")
        self.place = Label("", "small", "2")
        self.before = IconButton("chevron-up", _t("Page before"), "PgUp")
        self.after = IconButton("chevron-down", _t("Next page"), "PgDown")
        head = line(gap=6)
        head.addWidget(self.title, 1)
        for widget in (self.place, self.before, self.after):
            head.addWidget(widget)
        self.body.addLayout(head)
        self.paper = PaperView()
        holder = QWidget()
        inside = column(holder, (2, 2, 12, 2))
        inside.addWidget(self.paper)
        inside.addStretch(1)
        self.area = scroller(holder)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows scroll the paper
        self.area.setAccessibleName(_t("The report as it will be printed"))
        self.area.installEventFilter(self)
        self.body.addWidget(self.area, 1)
        sized(self, least_width=260)
        self.paper.wanted.connect(self._draw)
        self.before.clicked.connect(lambda _on=False: self.turn(-1))
        self.after.clicked.connect(lambda _on=False: self.turn(1))
        self._say_place()

    def show_pdf(self, pdf: bytes, title: str, finding: str = "") -> None:
        """Other bytes, or none. `finding` is what they say, for who hears it."""
        self.paper.setAccessibleDescription(finding)
        self._turn += 1
        self._pdf = pdf
        self._about = title
        self.pages = len(page_sizes(pdf)) if pdf else 0
        self.page = min(self.page, max(0, self.pages - 1))
        self._say_place()
        if pdf:
            self.paper.ask()
        else:
            self.paper.set_picture(QImage())

    def turn(self, step: int) -> bool:
        """Go so many pages on, staying at the ends. False where there was no page to go to."""
        page = max(0, min(self.page + step, self.pages - 1))
        if page == self.page:
            return False
        self.page = page
        self._turn += 1
        self._say_place()
        self.area.verticalScrollBar().setValue(0)
        self.paper.ask()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEP_KEYS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.turn(step)

    def eventFilter(self, watched: object, event: object) -> bool:
        """The scrolled paper would take the keys that turn the page for itself."""
        if watched is self.area and isinstance(event, QKeyEvent):
            is_press = event.type() == QKeyEvent.Type.KeyPress
            if is_press and Qt.Key(event.key()) in STEP_KEYS:
                self.turn(STEP_KEYS[Qt.Key(event.key())])
                return True
        return False

    def _draw(self, width: int) -> None:
        pdf, page, turn = self._pdf, self.page, self._turn
        if pdf:
            self._doors.later(
                lambda: page_picture(pdf, page, width),
                owner=self,
                then=lambda picture: self._drawn(turn, picture),
            )

    def _drawn(self, turn: int, picture: QImage) -> None:
        if turn == self._turn:
            self.paper.set_picture(picture)

    def _say_place(self) -> None:
        words = _t("Page {page} of {pages}").format(page=self.page + 1, pages=self.pages)
        self.place.setText(words if self.pages else "")
        self.paper.setAccessibleName(f"{self._about}. {self.place.text()}")
        first, last = self.page == 0, self.page >= self.pages - 1
        self.before.set_reason(_t("This is the first page.") if first else "")
        self.after.set_reason(_t("This is the last page.") if last else "")
