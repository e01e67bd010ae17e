"""The buttons under the page: the filled one says what Enter does where the page stands."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.operations.bringing_in import Brought
from hubdesk.ui.bring_in.words import DEVICES, PEOPLE, bring_words
from hubdesk.ui.bring_in.work import Forecast
from hubdesk.ui.flow import Flow
from hubdesk.ui.widgets.buttons import Button, primary


def _t(text: str) -> str:
    return translate("BringIn", text)


class Step(Enum):
    """Where the page stands."""

    CHOOSING = auto()
    LOOKING = auto()
    SHOWN = auto()
    SAVING = auto()
    DONE = auto()


BUSY = (Step.LOOKING, Step.SAVING)


class Bar(QWidget):
    """`do_button` is the filled one, `other` goes back to the choice of a file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.do_button = primary("")
        self.other = Button(tip=_t("Back to the choice of a file (Esc)"))
        flow = Flow(self, gap=8)
        flow.addWidget(self.do_button)
        flow.addWidget(self.other)

    def settle(
        self, step: Step, forecast: Forecast | None, *, has_file: bool, is_narrow: bool
    ) -> None:
        """Say what can be done now, and why not."""
        what, brought = (forecast.what, forecast.brought) if forecast else (DEVICES, Brought())
        words, icon, reason = _t("See what would happen"), "eye", ""
        if step is Step.CHOOSING and not has_file:
            reason = _t("Choose a file first.")
        elif step in (Step.SHOWN, Step.SAVING):
            words = bring_words(what, brought)
            icon = "check" if brought.changes else "folder-open"
        elif step is Step.DONE:
            words = _t("See the people") if what == PEOPLE else _t("See the devices")
            icon = "users" if what == PEOPLE else "laptop"
        if step in BUSY:
            reason = _t("Wait until this is done, or cancel.")
        self.do_button.set_words(words)
        self.do_button.set_icon(icon)
        self.do_button.set_reason(reason)
        self.other.set_words(_t("Another file") if is_narrow else _t("Choose another file"))
        goes_back = step is Step.DONE or (step is Step.SHOWN and brought.changes > 0)
        self.other.setVisible(goes_back)
