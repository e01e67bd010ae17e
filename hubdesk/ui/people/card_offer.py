"""A blank card was scanned while a person's page was open: is it theirs?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.ids import read_code
from hubdesk.queries.people import PersonPage as PersonFacts
from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.text import IconLabel, WrappedLabel


def _t(text: str) -> str:
    return translate("People", text)


class CardOffer(Card):
    """`taken` carries the code that becomes theirs, `left` says that it is somebody else's."""

    taken = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((18, 12, 14, 12), 8, parent)
        self._code = ""
        row = line(gap=12)
        row.addWidget(IconLabel("id-card", "accent_text", 22))
        self.words = WrappedLabel("", "strong")
        row.addWidget(self.words, 1)
        self.body.addLayout(row)
        self.note = WrappedLabel("", "small", "2")
        self.body.addWidget(self.note)
        buttons = line(gap=8)
        self.take = Button("", "primary", "check")
        self.leave = Button(_t("Not now"), "ghost")
        self.take.clicked.connect(lambda _on=False: self.taken.emit(self._code))
        self.leave.clicked.connect(lambda _on=False: self.left.emit())
        buttons.addWidget(self.take)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.hide()

    def offer(self, code: str, person: PersonFacts, who: str) -> None:
        """Ask about a code that nobody has yet."""
        self._code = code
        ours = read_code(code)
        shown = ours.printed() if ours else code
        question = _t("Give card {card} to {name}?").format(card=shown, name=person.name)
        self.words.setText(breakable(question))
        words = _t("Their card {card} stops working then.").format(card=person.card)
        self.note.setText(words if person.card else "")
        self.note.setVisible(bool(person.card))
        self.take.set_words(_t("Give this card to {who}").format(who=who))
        self.show()
