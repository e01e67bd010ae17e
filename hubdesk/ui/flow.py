"""A layout that fills lines from the left and begins a new one when there is no more room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from hubdesk.ui.space import Margins, spaced


class Flow(QLayout):
    """Margins and gap in units, as in `ui.space`.

    What stands in one line is centred, or begins `at_top` where each is a few lines of its own.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        margins: Margins = 0,
        gap: int = 8,
        *,
        at_top: bool = False,
    ) -> None:
        super().__init__(parent)
        self._at_top = at_top
        self._items: list[QLayoutItem] = []
        self._hints: list[tuple[QLayoutItem, QSize]] | None = None
        self._heights: dict[int, int] = {}
        spaced(self, margins, gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def invalidate(self) -> None:
        self._hints = None
        self._heights = {}
        super().invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._hints = None  # nothing may hold an item that Qt is about to destroy
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, box: QRect) -> None:
        super().setGeometry(box)
        self._place(box, move=True)

    def sizeHint(self) -> QSize:
        """Everything on one line."""
        hints = [hint for _, hint in self._shown()]
        width = sum(h.width() for h in hints) + self.spacing() * max(0, len(hints) - 1)
        return self._around(QSize(width, max((h.height() for h in hints), default=0)))

    def minimumSize(self) -> QSize:
        """The widest single item."""
        least = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(item.minimumSize())
        return self._around(least)

    def _shown(self) -> list[tuple[QLayoutItem, QSize]]:
        """The items that are not hidden with their sizes, asked once until something changes."""
        if self._hints is None:
            self._hints = [(i, i.sizeHint()) for i in self._items if not i.isEmpty()]
        return self._hints

    def _around(self, size: QSize) -> QSize:
        around = self.contentsMargins()
        return QSize(
            size.width() + around.left() + around.right(),
            size.height() + around.top() + around.bottom(),
        )

    def _place(self, box: QRect, *, move: bool) -> int:
        """Lay the items out in `box`; returns the height used, margins and all."""
        around = self.contentsMargins()
        room = box.marginsRemoved(around)
        x, y, tall = room.x(), room.y(), 0
        for line in self._lines(room.width()):
            tall = max(hint.height() for _, hint in line)
            x = room.x()
            for item, hint in line:
                if move:
                    down = 0 if self._at_top else (tall - hint.height()) // 2
                    item.setGeometry(QRect(QPoint(x, y + down), hint))
                x += hint.width() + self.spacing()
            y += tall + self.spacing()
        used = y - self.spacing() if self._items and tall else y
        return used - box.y() + around.bottom()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item, whole in self._shown():
            hint = whole.boundedTo(QSize(max(width, 1), whole.height()))
            if hint.width() < whole.width() and item.hasHeightForWidth():
                hint.setHeight(item.heightForWidth(hint.width()))  # it breaks into lines itself
            if not lines or used + hint.width() > width:
                lines.append([])
                used = 0
            lines[-1].append((item, hint))
            used += hint.width() + self.spacing()
        return lines
