"""What a rule lets go of that is not a whole person: how much, from before when, and the button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.retention import record_words
from hubdesk.ui.doing import Doing
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.space import column, line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Line
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Privacy", text)


@dataclass(frozen=True, slots=True)
class Forgets:
    """One rule: what is due, the verb that forgets it, and what it says of what stays."""

    record: str
    verb: str
    due: Callable[[Any, date], tuple[int, date]]
    work: Callable[[Any, datetime], int]
    stays: str
    button: str
    done: str


class ForgetRow(QWidget):
    """Hidden while the rule has nothing. There is no undo, so the passphrase is asked for."""

    def __init__(self, gestures: Gestures, forgets: Forgets, doing: Doing) -> None:
        super().__init__()
        self._gestures, self._forgets, self._doing = gestures, forgets, doing
        body = column(self, 0, 6)
        self.words = WrappedLabel("", "body")
        self.button = Button(_t(forgets.button), "danger", "eraser")
        body.addWidget(Line())
        body.addWidget(self.words)
        last = line(gap=8)
        last.addWidget(self.button)
        last.addStretch(1)
        body.addLayout(last)
        self.hide()
        doors = gestures.doors
        doing.turned.connect(self._settle)
        self.button.clicked.connect(lambda _on=False: doors.again(forgets.verb, self.forget))

    def show_due(self, many: int, before: date) -> None:
        """What is due now."""
        forgets = self._forgets
        words = _t("{rule}: {many} from before {day}. {stays}")
        self.words.setText(
            words.format(
                rule=record_words(forgets.record),
                many=entries_words(many),
                day=i18n.plain_day(before),
                stays=_t(forgets.stays),
            )
        )
        self.setVisible(bool(many))
        self._settle()

    def _settle(self) -> None:
        why = _t("One moment: it is being erased.") if self._doing.is_doing() else ""
        self.button.set_reason(self._gestures.doors.barred(self._forgets.verb) or why)

    def forget(self) -> None:
        """Forget it, as far as the rule says."""
        forgets = self._forgets
        words = _t(forgets.done)
        self._doing.do(
            forgets.verb,
            forgets.work,
            _t("Forgetting, in every place…"),
            then=lambda many: self._gestures.tell(
                Result("ok", words.format(entries=entries_words(many)))
            ),
            refused=self._gestures.refuse,
            about=lambda many: {"count": entries_words(many)},
        )


def entries_words(many: int) -> str:
    """3 entries."""
    return i18n.count(many, _t("entry"), _t("entries"))
