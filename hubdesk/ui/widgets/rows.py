"""One person or one device in two short lines, with what can be done at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from hubdesk.ui.space import column, line, sized
from hubdesk.ui.widgets.avatar import Avatar
from hubdesk.ui.widgets.text import ElidedLabel, IconLabel


class Tile(QFrame):
    """The icon of a thing in a small sunken square."""

    def __init__(self, icon: str, size: int = 40, token: str = "text2") -> None:
        super().__init__()
        self.setProperty("k", "tile")
        sized(self, width=size, height=size)
        row = line(self)
        self.icon = IconLabel(icon, token, size * 0.5)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignCenter)


class Row(QPushButton):
    """Two lines beside an avatar or a tile. Add chips and buttons to `tail`.

    A chip in `beside` shares the first line only, so that the second has the whole width.

    With `opens` it is pressed like a button and takes the focus; without, it only shows.
    """

    def __init__(
        self,
        title: str,
        detail: str = "",
        *,
        person: bool = False,
        icon: str = "",
        size: int = 32,
        opens: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._opens = opens
        self.setProperty("k", "row")
        self.setAutoDefault(False)
        # a button's own policy would not let its words give way
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)

        self.lead = Avatar(title, size) if person else Tile(icon or "circle", size)
        self.title = ElidedLabel(title, "smallstrong" if size < 40 else "strong")
        self.detail = ElidedLabel(detail, "small", "2")
        words = column(gap=1)
        self.beside: QHBoxLayout = line(gap=8)
        first = line(gap=8)
        first.addWidget(self.title, 1)
        first.addLayout(self.beside)
        words.addStretch(1)
        words.addLayout(first)
        words.addWidget(self.detail)
        words.addStretch(1)
        self.tail: QHBoxLayout = line(gap=8)
        row = line(self, (5, 2, 5, 2), 11)  # the ring of the focus stands around it, with air
        row.addWidget(self.lead)
        row.addLayout(words, 1)
        row.addLayout(self.tail)
        self.set_words(title, detail)

    def set_words(self, title: str, detail: str = "", name: str = "") -> None:
        """Other lines; `name` is what is heard, else both lines."""
        self.title.setText(title)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        if isinstance(self.lead, Avatar):
            self.lead.set_name(title)
        self.setAccessibleName(name or ", ".join(part for part in (title, detail) if part))

    def sizeHint(self) -> QSize:
        # a button asks its words for its size, and the words of this one are a layout
        found, least = self.layout(), super().sizeHint().height()
        hint = found.totalSizeHint() if found else super().sizeHint()
        return QSize(hint.width(), max(hint.height(), least))

    def minimumSizeHint(self) -> QSize:
        found = self.layout()
        least = found.totalMinimumSize() if found else super().minimumSizeHint()
        return QSize(least.width(), self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._opens:
            super().mousePressEvent(event)
        else:
            event.ignore()


def person_row(name: str, detail: str = "", *, opens: bool = False, size: int = 32) -> Row:
    """A small row about a person."""
    return Row(name, detail, person=True, opens=opens, size=size)


def device_row(
    name: str, detail: str = "", icon: str = "laptop", *, opens: bool = False, size: int = 40
) -> Row:
    """A row about a device."""
    return Row(name, detail, icon=icon, opens=opens, size=size)
