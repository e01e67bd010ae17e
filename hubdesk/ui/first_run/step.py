"""What every step of the first run is: a title, a sentence, and what it takes to go on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.ui.space import column, sized
from hubdesk.ui.widgets.text import Label, WrappedLabel

WIDTH = 760  # units of a line that is easy to read


def _t(text: str) -> str:
    return translate("FirstRun", text)


class Step(QWidget):
    """One page. Put things into `body`. `changed` says that the buttons below may read otherwise.

    `name` is what the list of steps calls it; "" leaves it out of the list.
    """

    changed = Signal()
    on_asked = Signal()  # something inside wants to go on

    name = ""
    can_go_back = True

    def __init__(self, title: str, intro: str) -> None:
        super().__init__()
        self.body = column(self, (0, 0, 8, 0), 14)
        self.title = Label(title, "display", wrap=True)
        self.intro = WrappedLabel(intro, "body", "2")
        for label, most in ((self.title, WIDTH), (self.intro, 660)):
            sized(label, most_width=most)
            self.body.addWidget(label)

    def on_words(self) -> str:
        """The filled button."""
        return _t("Continue")

    def later_words(self) -> str:
        """The quiet button beside it; "" for none."""
        return ""

    def first_focus(self) -> QWidget | None:
        return None

    def arrive(self) -> None:
        """The step is about to be seen."""

    def leave(self) -> None:
        """Another step is about to be seen."""

    def check(self) -> bool:
        """Whether it may go on; else it says by the field what is missing."""
        return True

    def check_later(self) -> bool:
        """Whether it may be left for later."""
        return True
