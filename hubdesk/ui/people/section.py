"""One card of a person's page: a title, and what is drawn again whenever something changed."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import column, emptied, line, sized
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.cards import Card, Line, SectionHead
from hubdesk.ui.widgets.text import IconLabel, Label, WrappedLabel


class Section(Card):
    """A card with a head. What is added by `put` goes with the next `clear`."""

    def __init__(self, title: str, parent: QWidget | None = None, *, gap: int = 8) -> None:
        super().__init__((20, 14, 16, 16), 6, parent)
        self.head = SectionHead(title)
        sized(self.head, least_height=38)  # as tall as a button, so that titles stand in line
        self.body.addWidget(self.head)
        self.rows: QVBoxLayout = column(gap=gap)
        self.body.addLayout(self.rows)
        self.body.addStretch(1)

    def clear(self) -> None:
        """Take away what was put."""
        emptied(self.rows)

    def put(self, thing: QWidget | QLayout) -> None:
        """Add to the end."""
        if isinstance(thing, QLayout):
            self.rows.addLayout(thing)
        else:
            self.rows.addWidget(thing)

    def put_below(self, thing: QWidget) -> None:
        """Add under the rows, to stay."""
        self.body.insertWidget(self.body.count() - 1, thing)

    def put_line(self) -> None:
        """A hairline between two things."""
        if self.rows.count():
            self.put(Line())

    def put_nothing(self, words: str) -> None:
        """What there is to say where there is nothing."""
        self.put(WrappedLabel(words, "body", "2"))


def fact(label: str, words: str, note: str = "", icon: str = "triangle-alert") -> QWidget:
    """A fact with its label above it, and a note on what to mind about it under it."""
    found = QWidget()
    body = column(found, 0, 1)
    body.addWidget(Label(label, "small", "2"))
    shown = WrappedLabel(breakable(words))
    shown.setAccessibleName(f"{label}: {words}")
    body.addWidget(shown)
    if note:
        body.addWidget(remark(note, icon, "warn"))
    return found


def remark(words: str, icon: str, token: str, ink: str = "2") -> QWidget:
    """Small words beside an icon."""
    found = QWidget()
    row = line(found, (0, 2, 0, 2), 9)
    row.addWidget(IconLabel(icon, token, 18))
    row.addWidget(WrappedLabel(words, "small", ink), 1)
    return found


def named(button: Button, name: str) -> Button:
    """`button` with a name by which the focus finds it again after a redraw."""
    button.setObjectName(name)
    return button


def icon_button(icon: str, name: str, mark: str) -> IconButton:
    """An icon button that the focus finds again."""
    made = IconButton(icon, name)
    made.setObjectName(mark)
    return made
