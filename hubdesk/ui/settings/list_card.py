"""A card that lists things of one sort, and writes one of them below the list."""

from __future__ import annotations

from abc import abstractmethod
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.focus import bring_into_view
from hubdesk.ui.space import column, emptied, line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, SectionHead, Well
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("Settings", text)


class WrittenForm(Well):
    """One thing being written. `done` says it was saved or left; Esc leaves it."""

    done = Signal()

    def __init__(self, save_words: str) -> None:
        super().__init__((16, 12, 16, 14), 10)
        self.title = Label("", "h3")
        self.save_button = Button(save_words, "primary")
        self.leave_button = Button(_t("Leave it as it was"))
        self.save_button.clicked.connect(lambda _on=False: self.save())
        self.leave_button.clicked.connect(lambda _on=False: self.done.emit())

    def add_buttons(self) -> None:
        """Below the fields."""
        row = line(gap=8)
        row.addWidget(self.save_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        self.body.addLayout(row)

    @abstractmethod
    def save(self) -> None:
        """Keep it, or say by the field what is wrong."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)


Thing = TypeVar("Thing")
Form = TypeVar("Form", bound=WrittenForm)


class ListCard(Card, Generic[Thing, Form]):
    """Its heading with their number, a line of words, the rows, the form and a button to add.

    A card of its kind shows the rows (`show_now`) and fills the form (`fill`), which answers
    with what is written first. `go` carries a page that a row opens, and its facts.
    """

    go = Signal(str, dict)

    def __init__(self, title: str, about: str, form: Form, add: Button) -> None:
        super().__init__((20, 14, 20, 18), 8)
        self.head = SectionHead(title, 0)
        self.body.addWidget(self.head)
        self.body.addWidget(WrappedLabel(about, "small", "2"))
        self.list: QVBoxLayout = column(gap=0)
        self.body.addLayout(self.list)
        self.form = form
        self.form.hide()
        self.form.done.connect(self.leave)
        self.body.addWidget(form)
        row = line(gap=8)
        self.add_button: Button = add
        self.add_button.clicked.connect(lambda _on=False: self.begin(None))
        row.addWidget(self.add_button)
        row.addStretch(1)
        self.body.addLayout(row)

    @abstractmethod
    def show_now(self) -> None:
        """Show what there is."""

    @abstractmethod
    def fill(self, thing: Thing | None) -> QWidget:
        """Fill the form with one, or with none."""

    def show_rows(self, rows: list[QWidget]) -> None:
        """These and no others."""
        self.head.set_count(len(rows))
        emptied(self.list)
        for row in rows:
            self.list.addWidget(row)

    def is_writing(self) -> bool:
        """Whether one is being written."""
        return not self.form.isHidden()

    def save(self) -> None:
        """Keep the one that is being written."""
        self.form.save()

    def begin(self, thing: Thing | None) -> None:
        """Write a new one, or change one."""
        first = self.fill(thing)
        self.form.show()
        self.add_button.hide()
        # once it has its place
        QTimer.singleShot(0, self, lambda: bring_into_view(self.form))
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """The form is done with."""
        self.form.hide()
        self.add_button.show()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_now()
