"""Who is at the desk: name, what helps them, whether they signed, what to ask for."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.people import PersonCard
from hubdesk.ui.actions import shown_key
from hubdesk.ui.flow import Flow
from hubdesk.ui.page import Frame
from hubdesk.ui.people.words import chip_words, need_icon
from hubdesk.ui.space import column, emptied, line
from hubdesk.ui.widgets.avatar import Avatar
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.cards import Card, Note
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.text import ElidedLabel, WrappedLabel

MOST_NOTES = 2


def _t(text: str) -> str:
    return translate("FrontDesk", text)


class PersonPanel(Card):
    """The card of the person at the desk. `opened` asks for their page, `hidden` to hide them."""

    opened = Signal(str)
    hide_asked = Signal()
    sign_in_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 16, 16, 14), 10, parent)
        self._id = ""
        self.avatar = Avatar("", 54)
        self.name = ElidedLabel("", "h1")
        self.detail = WrappedLabel("", "small", "2")
        self.open_button = Button(_t("Open page"), icon="arrow-up-right")
        self.open_button.clicked.connect(lambda _on=False: self.opened.emit(self._id))
        self.sign_in_button = Button(_t("Sign in"), icon="log-in", key=shown_key("sign-in"))
        self.sign_in_button.clicked.connect(lambda _on=False: self.sign_in_asked.emit())
        self.hide_button = IconButton("eye-off", _t("Hide this person"), "Ctrl+Shift+H")
        self.hide_button.clicked.connect(lambda _on=False: self.hide_asked.emit())
        words = column(gap=2)
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.detail)
        words.addStretch(1)
        head = line(gap=16)
        head.addWidget(self.avatar)
        head.addLayout(words, 1)
        head.addWidget(self.sign_in_button)
        head.addWidget(self.open_button)
        head.addWidget(self.hide_button)
        self.body.addLayout(head)
        self._chips = QWidget()
        Flow(self._chips, gap=8)
        self.body.addWidget(self._chips)
        self._notes = [Note("") for _ in range(MOST_NOTES)]
        for note in self._notes:
            note.hide()
            self.body.addWidget(note)

    def show_card(self, card: PersonCard, today: date) -> None:
        """Show somebody."""
        self._id = card.id
        self.avatar.set_name(card.name)
        self.name.setText(card.name)
        self.detail.setText(_detail(card))
        self._show_chips(card, today)
        for note, row in zip(
            self._notes, [*card.notes, *[None] * MOST_NOTES][:MOST_NOTES], strict=True
        ):
            if row is None:
                note.hide()
            else:
                day = i18n.short_day(row.noted_at.date(), today)
                note.set_words(_t("Note, {day}: {text}").format(day=day, text=row.words))

    def set_frame(self, frame: Frame) -> None:
        """Where there is little room the card is short and warnings stay as words."""
        narrow = frame is Frame.NARROW
        self.avatar.setVisible(not narrow)
        self.sign_in_button.set_key("" if frame is not Frame.WIDE else shown_key("sign-in"))
        for button, words in (
            (self.sign_in_button, _t("Sign in")),
            (self.open_button, _t("Open page")),
        ):
            button.set_kind("icon" if narrow else "")
            button.set_words("" if narrow else words, words)

    def _show_chips(self, card: PersonCard, today: date) -> None:
        layout = self._chips.layout()
        assert layout is not None
        emptied(layout)
        for chip in _chips(card, today):
            layout.addWidget(chip)
            chip.show()


def _detail(card: PersonCard) -> str:
    parts = []
    if card.card:
        parts.append(_t("Card {card}").format(card=card.card))
    if card.known_as and card.known_as != card.name.split()[0]:
        parts.append(_t("likes to be called {name}").format(name=card.known_as))
    if card.loans:
        parts.append(_t("{count} on loan").format(count=len(card.loans)))
    said = " · ".join(parts) or _t("No card yet")
    return said[:1].upper() + said[1:]


def _chips(card: PersonCard, today: date) -> list[Chip]:
    chips = []
    if card.unused_since is not None:
        day = i18n.short_day(card.unused_since, today)
        words = _t("Record not to be used, since {day}").format(day=day)
        chips.append(Chip(words, "warn", "eye-off"))
    if card.agreement is not None:
        chips.append(Chip(_t("Agreement signed"), "ok", "circle-check"))
    elif card.unsigned is not None:
        chips.append(Chip(_t("Agreement not signed"), "warn", "file-pen-line"))
    else:
        chips.append(Chip(_t("No agreement yet"), "", "file-text"))
    if card.overdue:
        late = i18n.count(card.overdue, _t("thing overdue"), _t("things overdue"))
        chips.append(Chip(late, "bad", "clock"))
    else:
        chips.append(Chip(_t("Nothing overdue"), "", "clock"))
    for need in card.needs:
        chips.append(Chip(chip_words(need, card.language), "info", need_icon(need)))
    return chips
