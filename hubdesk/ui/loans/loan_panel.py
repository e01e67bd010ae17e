"""One loan at the side of the list: whom to call and how, what went out, and the calls so far."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import LoanState, Need
from hubdesk.queries.loan_card import LoanCard
from hubdesk.queries.loans import OUT
from hubdesk.ui.actions import shown_key
from hubdesk.ui.devices.asks import boxed
from hubdesk.ui.devices.words import day_of, when_words
from hubdesk.ui.flow import Flow
from hubdesk.ui.loans.gestures import result_words
from hubdesk.ui.loans.loan_list import due_words, more_words
from hubdesk.ui.people.words import channel_words, chip_words
from hubdesk.ui.space import column, emptied, line, scroller
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, Line, SectionHead
from hubdesk.ui.widgets.chips import Chip, Kind
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.rows import device_row, person_row
from hubdesk.ui.widgets.text import IconLabel, Label, WrappedLabel
from hubdesk.ui.widgets.text_message import TextMessage


def _t(text: str) -> str:
    return translate("Loans", text)


class LoanPanel(QWidget):
    """It shows, the page acts: `asked` says person, device, return, lost, text or history."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        lines = column(inside, 0, 12)
        self.card = Card((20, 14, 16, 16), 8)
        self._facts = QWidget()
        self._lines = column(self._facts, 0, 8)
        self.card.body.addWidget(self._facts)
        self._build_buttons()
        self.history = Button(_t("What happened to it"), "ghost", "rotate-ccw-clock")
        self.history.clicked.connect(lambda _on=False: self.asked.emit("history"))
        self._calls = QWidget()
        self._call_lines = column(self._calls, 0, 6)
        self.card.body.addWidget(self._calls)
        self.card.body.addWidget(self.history, 0, Qt.AlignmentFlag.AlignLeft)
        self.card.body.addStretch(1)
        self.text = TextMessage()
        self.nothing = Card(0, 0)
        self.nothing.body.addWidget(Empty(_t("Choose a loan to see whom to call."), "phone"))
        lines.addWidget(self.text)
        for widget in (self.card, self.nothing):
            lines.addWidget(widget, 1)  # to the bottom, as the list beside it
        self.area = scroller(inside)
        column(self).addWidget(self.area)
        self.show_card(None, "", None)

    def _build_buttons(self) -> None:
        self.back_button = Button(_t("Return"), "", "rotate-ccw", key=shown_key("record-return"))
        self.lost_button = Button(
            _t("Mark lost"),
            "",
            "circle-question-mark",
            key=shown_key("record-lost"),
            verb="lost",
        )
        self.text_button = Button(
            _t("Text this person"), "", "message-square", key=shown_key("text")
        )
        for button, verb in (
            (self.text_button, "text"),
            (self.back_button, "return"),
            (self.lost_button, "lost"),
        ):
            button.clicked.connect(lambda _on=False, v=verb: self.asked.emit(v))
        self.buttons = boxed(self.text_button, self.back_button, self.lost_button)
        self.card.body.addWidget(self.buttons)

    def show_card(self, card: LoanCard | None, name: str, now: datetime | None) -> None:
        """Show one loan, its borrower by `name`; None when nothing is chosen."""
        self.card.setVisible(card is not None)
        self.nothing.setVisible(card is None)
        emptied(self._facts)
        emptied(self._calls)
        if card is None or now is None:
            self.text.hide()
            return
        self._show_person(card, name, now)
        self._show_thing(card, now)
        self._show_calls(card, now)
        self.buttons.setVisible(card.loan.state in OUT)
        self.lost_button.setVisible(card.loan.state != LoanState.LOST)
        who = {"who": name, "tag": card.loan.tag}
        self.back_button.set_words(_t("Return"), _t("Take {tag} back from {who}").format(**who))
        self.lost_button.set_words(_t("Mark lost"), _t("Mark {tag} lost").format(**who))
        self.text_button.set_words(_t("Text this person"), _t("Text {who}").format(**who))

    def _show_person(self, card: LoanCard, name: str, now: datetime) -> None:
        loan = card.loan
        since = i18n.short_day(day_of(loan.lent_at, now), now.date())
        row = person_row(name, _t("Since {day}").format(day=since), opens=True, size=40)
        row.clicked.connect(lambda _on=False: self.asked.emit("person"))
        self._lines.addWidget(row)
        phone = QWidget()
        across = line(phone, (0, 0, 0, 0), 10)
        across.addWidget(IconLabel("phone", "text2", 20))
        shown = Label(loan.phone, "h2") if loan.phone else Label(_t("No phone"), "body", "2")
        across.addWidget(shown)
        across.addStretch(1)
        self._lines.addWidget(phone)
        if card.guardian_name:
            words = (
                _t("Parent or carer: {name}, {phone}")
                if card.guardian_phone
                else (_t("Parent or carer: {name}"))
            )
            said = words.format(name=card.guardian_name, phone=card.guardian_phone)
            self._lines.addWidget(WrappedLabel(said, "small"))
        if wanted := _chips(card):
            chips = QWidget()
            flow = Flow(chips, gap=6)
            for chip in wanted:
                flow.addWidget(Chip(*chip))
            self._lines.addWidget(chips)

    def _show_thing(self, card: LoanCard, now: datetime) -> None:
        loan = card.loan
        self._lines.addWidget(Line())
        row = device_row(loan.title, loan.tag, loan.icon, opens=True)
        row.clicked.connect(lambda _on=False: self.asked.emit("device"))
        self._lines.addWidget(row)
        self._lines.addWidget(boxed(Chip(*due_words(loan, now.date()))))
        said = _t("Due on {day}.").format(day=i18n.day(loan.due_on, now.date()))
        if loan.returned_at is not None:
            day = i18n.day(day_of(loan.returned_at, now), now.date())
            said = _t("It came back on {day}.").format(day=day)
        self._lines.addWidget(WrappedLabel(said, "small"))
        if card.contents:
            with_ = i18n.listed([i18n.within(name) for name in card.contents])
            words = _t("Went out with {things}.").format(things=with_)
            self._lines.addWidget(WrappedLabel(words, "small"))
        if more := more_words(loan):
            self._lines.addWidget(WrappedLabel(f"{more}.", "small"))

    def _show_calls(self, card: LoanCard, now: datetime) -> None:
        self._call_lines.addWidget(Line())
        self._call_lines.addWidget(SectionHead(_t("Calls"), len(card.calls) or None, role="h3"))
        if not card.calls:
            self._call_lines.addWidget(WrappedLabel(_t("Nobody called yet."), "small", "2"))
        for call in card.calls:
            words = _t("{when}: {what}").format(
                when=when_words(call.at, now), what=result_words(call.result)
            )
            self._call_lines.addWidget(WrappedLabel(words, "small"))


def _chips(card: LoanCard) -> list[tuple[str, Kind, str]]:
    """What to mind when calling, as words, kind and icon."""
    found: list[tuple[str, Kind, str]] = []
    if not card.safe_to_leave_message:
        found.append((_t("Leave no message"), "warn", "volume-x"))
    if card.wants_interpreter:
        found.append((chip_words(Need.INTERPRETER, card.language), "info", "languages"))
    elif card.language and card.language.casefold() != "english":
        found.append((card.language, "info", "languages"))
    if card.channel:
        words = _t("Likes: {channel}").format(channel=channel_words(card.channel).lower())
        found.append((words, "", "message-square"))
    return found
