"""What somebody answers about one purpose, beside the words they are asked with."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import Purpose
from hubdesk.queries.consents import ConsentRow, WordingRow
from hubdesk.ui.flow import Flow
from hubdesk.ui.people.section import remark
from hubdesk.ui.people.words import consent_words, purpose_words
from hubdesk.ui.space import column, sized
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("People", text)


class Answer(QWidget):
    """The purpose, the answer and the words, and what was said to earlier words if anything."""

    def __init__(self, purpose: Purpose) -> None:
        super().__init__()
        self.wording_id = ""
        words = purpose_words(purpose)
        given = purpose is Purpose.PRIVACY_NOTICE
        answers = [
            ("", _t("Not asked")),
            ("yes", _t("Given") if given else _t("Yes")),
            ("no", _t("Not given") if given else _t("No")),
        ]
        self.choice = Segments(answers, "", words)
        row = QWidget()
        across = Flow(row, gap=8)
        across.addWidget(sized(Label(words), least_width=190))
        across.addWidget(self.choice)
        self.words = WrappedLabel("", "small", "2")
        self.earlier = QWidget()
        self._below = column(self, 0, 4)
        for part in (row, self.words, self.earlier):
            self._below.addWidget(part)

    def show_words(self, wording: WordingRow, said: ConsentRow | None) -> None:
        """The words that hold, and the last answer if it was to others."""
        self.wording_id = wording.id
        self.words.setText(f"“{wording.text}”")
        self.words.setToolTip(_t("Version {n}").format(n=wording.version))
        self._below.removeWidget(self.earlier)
        self.earlier.deleteLater()
        self.earlier = QWidget()
        if said is not None and said.is_older:
            self.earlier = remark(earlier_words(said), "rotate-ccw", "warn")
        self._below.addWidget(self.earlier)
        self.choice.setAccessibleDescription(wording.text)


def earlier_words(said: ConsentRow) -> str:
    """What was said to words that hold no more, and what to do about it."""
    words = _t("{answer}, on {day}, to version {version}. Ask again with these words.")
    return words.format(
        answer=consent_words(said.purpose, said.is_given),
        day=i18n.plain_day(said.given_on),
        version=said.wording_version or "?",
    )
