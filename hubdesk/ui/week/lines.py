"""A card of lines: each says one thing and what can be done about it; a form opens above them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hubdesk.ui.flow import Flow
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.people.section import Section
from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import column
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.form import Form
from hubdesk.ui.widgets.text import WrappedLabel

SHORT = 60  # letters of a text, to name it by


def short(text: str) -> str:
    """The beginning of a text, to name it by."""
    words = " ".join(text.split())
    return words if len(words) <= SHORT else f"{words[:SHORT].rstrip()}…"


def bar_of(*buttons: QWidget) -> QWidget:
    """Buttons beside each other, on as many rows as they need."""
    bar = QWidget()
    flow = Flow(bar, 0, 8)
    for button in buttons:
        flow.addWidget(button)
    return bar


class LinesCard(Section):
    """`form` stands above the lines while it is open; what opens it is put into `above`."""

    def __init__(self, gestures: Gestures, title: str, hint: str) -> None:
        super().__init__(title)
        self.gestures = gestures
        self.body.insertWidget(1, WrappedLabel(hint, "small", "2"))
        self.above = QWidget()
        self._above = column(self.above, (0, 4, 0, 4), 8)
        self.body.insertWidget(2, self.above)
        self.holder = QWidget()
        self._held = column(self.holder, (0, 10, 0, 12), 12)
        self.form = Form()
        self._held.addWidget(self.form)
        self.body.insertWidget(3, self.holder)
        self.holder.hide()

    def add_above(self, thing: QWidget) -> None:
        """Something that stays between the hint and the lines."""
        self._above.addWidget(thing)

    def add_to_form(self, thing: QWidget) -> None:
        """Something under the fields of the form."""
        self._held.addWidget(thing)

    def open_form(self, field: str) -> None:
        """Show the form, with the focus in a field."""
        self.form.show_problems({})
        self.above.hide()
        self.holder.show()
        self.form.focus_field(field)

    def close_form(self) -> None:
        """Put the form away; the focus goes where it came from."""
        had_focus = self.isAncestorOf(self.window().focusWidget() or self)
        self.holder.hide()
        self.above.show()
        if had_focus:
            self.first_stop().setFocus()

    def is_writing(self) -> bool:
        """Whether a form is open, which may hold something typed."""
        return not self.holder.isHidden()

    def first_stop(self) -> QWidget:
        """Where the focus goes when a form was put away."""
        return self

    def put_words(self, title: str, detail: str, *buttons: Button, ink: str = "2") -> None:
        """One line: its words, what is known of it, and what can be done."""
        found = QWidget()
        body = column(found, 0, 4)
        body.addWidget(WrappedLabel(breakable(title), "body"))
        if detail:
            body.addWidget(WrappedLabel(breakable(detail), "small", ink))
        if buttons:
            body.addWidget(bar_of(*buttons))
        self.put_line()
        self.put(found)
