"""The right panel where there is no room for it: a drawer over the page, opened by one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from hubdesk.ui.space import column, line
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.buttons import IconButton
from hubdesk.ui.widgets.text import Label

WIDTH = 316


class Drawer(QFrame):
    """A child of the shell, as tall as it. Esc and its cross close it."""

    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("k", "drawer")
        self.hide()
        self._body: QVBoxLayout = column(self, (16, 12, 16, 16), 8)
        head = line(gap=8)
        self._title = Label("", "h2")
        self.close_button = IconButton("x", "Close the panel", "Esc")
        self.close_button.clicked.connect(lambda _on=False: self.shut())
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button)
        self._body.addLayout(head)
        self._back_to: QWidget | None = None

    def open_with(self, panel: QWidget, title: str) -> None:
        """Show `panel` in the drawer, with the focus on its cross."""
        self._back_to = self.window().focusWidget()
        self._title.setText(title)
        if self._body.indexOf(panel) < 0:
            self._body.addWidget(panel, 1)
        panel.show()
        self.place()
        self.show()
        self.raise_()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> None:
        """Along the right edge, no wider than what it lies over."""
        over = self.parentWidget()
        if over is not None:
            width = min(look().px(WIDTH) + look().px(32), over.width())
            self.setGeometry(over.width() - width, 0, width, over.height())

    def shut(self) -> None:
        """Close, and give the focus back to where it came from."""
        if not self.isVisible():
            return
        self.hide()
        self.closed.emit()
        if self._back_to is not None and self._back_to.isVisible():
            self._back_to.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
            return
        super().keyPressEvent(event)
