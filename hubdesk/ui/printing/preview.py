"""A paper exactly as it will be printed, page by page. Paper is always light."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.printing.papers import Waiting
from hubdesk.ui.printing.printing import Printing
from hubdesk.ui.space import line, scroller, sized
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.text import ElidedLabel, Label

SETTLE_MS = 120  # after the last change of the width, the page is drawn sharp again


def _t(text: str) -> str:
    return translate("Printing", text)


class PaperView(QWidget):
    """One page as wide as there is room. `wanted` asks for it drawn at a width in px."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self.ask)

    @property
    def picture(self) -> QImage:
        return self._picture

    def set_picture(self, picture: QImage) -> None:
        """Show a page; an empty picture shows none."""
        self._picture = picture
        self._fit()
        self.update()

    def ask(self) -> None:
        """Ask for the page at the width and sharpness of now."""
        self.wanted.emit(max(100, round(self.width() * self.devicePixelRatioF())))

    def _fit(self) -> None:
        size = self._picture.size()
        if not size.isEmpty():
            self.setFixedHeight(max(1, round(self.width() * size.height() / size.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
            self._soon.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture.isNull():
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self._picture)
            painter.setPen(QPen(look().colour("border_strong"), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Preview(Card):
    """The paper that is looked at, with its pages and its two ways out."""

    closed = Signal()
    print_asked = Signal(str)
    save_asked = Signal(str)

    def __init__(self, printing: Printing, parent: QWidget | None = None) -> None:
        super().__init__((16, 12, 12, 14), 8, parent)
        self._printing = printing
        self._paper: Waiting | None = None
        self._page = self._pages = 0
        head = line(gap=6)
        self.title = ElidedLabel("", "h3")
        self.close_button = IconButton("x", _t("Close the preview"), "Esc")
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        self.body.addLayout(head)
        self.view = PaperView()
        holder = QWidget()
        inside = line(holder, (2, 2, 12, 2))
        inside.addWidget(self.view, 0, Qt.AlignmentFlag.AlignTop)
        self._area = scroller(holder)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows scroll the paper
        self._area.setAccessibleName(_t("The paper"))
        self.body.addWidget(self._area, 1)
        self.body.addLayout(self._build_foot())
        self.view.wanted.connect(self._draw)
        self.close_button.clicked.connect(lambda _on=False: self.closed.emit())
        sized(self, least_width=300)

    def _build_foot(self) -> QHBoxLayout:
        foot = line(gap=6)
        self.before = IconButton("chevron-left", _t("Page before"))
        self.after = IconButton("chevron-right", _t("Next page"))
        self.place = Label("", "small", "2")
        self.print_button = Button(_t("Print"), "", "printer")
        self.save_button = Button(_t("Save as PDF"), "", "file-down")
        self.before.clicked.connect(lambda _on=False: self.turn(-1))
        self.after.clicked.connect(lambda _on=False: self.turn(1))
        self.print_button.clicked.connect(lambda _on=False: self._ask(self.print_asked.emit))
        self.save_button.clicked.connect(lambda _on=False: self._ask(self.save_asked.emit))
        for widget in (self.before, self.place, self.after):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        foot.addWidget(self.print_button)
        return foot

    @property
    def paper(self) -> Waiting | None:
        return self._paper

    def show_paper(self, paper: Waiting) -> None:
        """Look at another paper, from its first page."""
        if self._paper == paper:
            return
        self._paper, self._page, self._pages = paper, 0, 0
        self.title.setText(paper.title)
        self.view.set_picture(QImage())
        self._say_place()
        self._printing.count_pages(paper, self, lambda many: self._counted(paper, many))
        self.view.ask()

    def forget(self) -> None:
        """Nothing is looked at."""
        self._paper = None
        self.view.set_picture(QImage())

    def turn(self, step: int) -> None:
        """Go `step` pages on, staying at the ends."""
        page = max(0, min(self._page + step, self._pages - 1))
        if page != self._page:
            self._page = page
            self._say_place()
            self._area.verticalScrollBar().setValue(0)
            self.view.ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if Qt.Key(event.key()) in steps:
            self.turn(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def _counted(self, paper: Waiting, many: int) -> None:
        if paper == self._paper:
            self._pages = many
            self._say_place()

    def _draw(self, width: int) -> None:
        paper, page = self._paper, self._page
        if paper is not None:
            self._printing.picture(
                paper, page, width, self, lambda picture: self._drawn(paper, page, picture)
            )

    def _drawn(self, paper: Waiting, page: int, picture: QImage) -> None:
        if (paper, page) == (self._paper, self._page):
            self.view.set_picture(picture)

    def _say_place(self) -> None:
        words = _t("Page {page} of {pages}").format(page=self._page + 1, pages=self._pages)
        self.place.setText(words if self._pages else "")
        self.view.setAccessibleName(f"{self.title.text()}. {self.place.text()}")
        for button in (self.before, self.after):
            button.setVisible(self._pages > 1)
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page < self._pages - 1)

    def _ask(self, tell: Callable[[str], None]) -> None:
        if self._paper is not None:
            tell(self._paper.id)
