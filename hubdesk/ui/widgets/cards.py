"""Cards, wells, hairlines, and the heading of a section with its count."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hubdesk.ui.space import Margins, column, line
from hubdesk.ui.widgets.chips import Count, Kind
from hubdesk.ui.widgets.text import IconLabel, Label, WrappedLabel


class Card(QFrame):
    """A white card with a hairline. Add to `body`, a column."""

    def __init__(
        self, margins: Margins = (20, 16, 16, 16), gap: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("k", "card")
        self.body: QVBoxLayout = column(self, margins, gap)


class Well(QFrame):
    """A sunken place inside a card."""

    def __init__(self, margins: Margins = (12, 10, 12, 10), gap: int = 6) -> None:
        super().__init__()
        self.setProperty("k", "well")
        self.body: QVBoxLayout = column(self, margins, gap)


class Line(QFrame):
    """A hairline across."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("k", "line")


class Note(QFrame):
    """Something to see about a person: an icon and words on a soft ground."""

    def __init__(self, words: str, kind: str = "warn", icon: str = "sticky-note") -> None:
        super().__init__()
        self.setProperty("k", "strip")
        self.setProperty("c", kind)
        row = line(self, (12, 7, 12, 7), 10)
        self._icon = IconLabel(icon, kind, 18)
        self._words = WrappedLabel(words, "small")
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)

    def set_words(self, words: str) -> None:
        self._words.setText(words)
        self.setVisible(bool(words))

    def words(self) -> str:
        return self._words.text()


class DropPlace(QFrame):
    """A dashed place that says what a scan would put there."""

    def __init__(self, words: str, icon: str = "scan-barcode") -> None:
        super().__init__()
        self.setProperty("k", "drop")
        row = line(self, (12, 10, 12, 10), 8)
        row.addStretch(1)
        row.addWidget(IconLabel(icon, "text2", 18))
        row.addWidget(Label(words, "small", "2"))
        row.addStretch(1)


class SectionHead(QWidget):
    """A card's title, its count, and room for a button at the right: add to `row`."""

    def __init__(
        self,
        title: str,
        count: int | None = None,
        kind: Kind = "accent",
        role: str = "h2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.row: QHBoxLayout = line(self, 0, 10)
        self.title = Label(title, role)
        self.count = Count(count or 0, kind)
        self.row.addWidget(self.title)
        self.row.addWidget(self.count)
        self.count.setVisible(bool(count))  # once it has a parent: alone it is a window
        self.row.addStretch(1)

    def set_count(self, number: int | None, kind: Kind | None = None) -> None:
        self.count.setVisible(bool(number))  # a heading says nothing of nothing
        if number is not None:
            self.count.set_number(number, kind)
