"""The chosen session at the right: when, where, who, who waits, and what can be done."""

from __future__ import annotations

from datetime import date, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import SessionKind
from hubdesk.queries.register import Waiting
from hubdesk.queries.session_card import SessionCard
from hubdesk.queries.sessions import SessionRow
from hubdesk.queries.speakers import SPEAKING
from hubdesk.queries.staff import AccountRow
from hubdesk.ui.devices.asks import AskNote, boxed
from hubdesk.ui.doors import Doors
from hubdesk.ui.find_person import FindPerson
from hubdesk.ui.flow import Flow
from hubdesk.ui.sessions.asks import AskMove, AskTutor
from hubdesk.ui.sessions.words import kind_words, nameless_words, when_words, where_words
from hubdesk.ui.space import column, emptied, line, scroller
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, Note, SectionHead
from hubdesk.ui.widgets.chips import Chip, Kind
from hubdesk.ui.widgets.text import ElidedLabel, WrappedLabel


def _t(text: str) -> str:
    return translate("Sessions", text)


class SessionPanel(QWidget):
    """`asked` names a verb about the chosen session; answers of its questions have signals."""

    edit_asked = Signal()
    more_asked = Signal()
    place_given = Signal(str, str, str)  # enrolment, person, name
    booked = Signal(str, str, bool)  # person, name, in the whole course
    booked_new = Signal(str, bool)
    history_asked = Signal()
    left = Signal()

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        body = column(inside, 0, 12)
        self.card = Card((16, 14, 16, 14), 8)
        self.title = WrappedLabel("", "h2")
        self.when = WrappedLabel("", "strong")
        self.where = WrappedLabel("", "body", "2")
        self._chips = QWidget()
        Flow(self._chips, gap=6)
        self._lines = QWidget()
        column(self._lines, 0, 4)
        self.off = Note("", "bad", "circle-x")
        self.move_button = Button(_t("Move"), "", "calendar-days", verb="move session")
        self.tutor_button = Button(_t("Another tutor"), "", "users", verb="replace tutor")
        self.cancel_button = Button(_t("Cancel"), "", "x", verb="cancel session")
        self.more_button = Button(_t("Who spoke, what was said"), "", "book-open")
        self.edit_button = Button(_t("Edit session"), "", "pencil", verb="change session")
        self.ask_move, self.ask_tutor = AskMove(), AskTutor()
        self.ask_cancel = AskNote(
            _t("Why is it cancelled?"), _t("Who has a place will want to know."), _t("Cancel it")
        )
        self._deeds = boxed(
            self.move_button, self.tutor_button, self.cancel_button, self.edit_button
        )
        for widget in (self.title, self.when, self.where, self._chips, self.off, self._lines):
            self.card.body.addWidget(widget)
        self.card.body.addWidget(self.more_button)
        for widget in (self._deeds, self.ask_move, self.ask_tutor, self.ask_cancel):
            self.card.body.addWidget(widget)
        self.history = Button(_t("What happened to it"), "ghost", "rotate-ccw-clock")
        self.history.set_words(_t("What happened to it"), _t("What happened to this session"))
        self.card.body.addWidget(self.history, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(self.card)
        self.book = FindPerson(
            doors,
            _t("Book a place"),
            _t("Press Enter to give them a place."),
            adds=_t("Add them and book the place"),
        )
        self.whole = QCheckBox(_t("In the whole course"))
        self.whole.setChecked(True)
        self.book.body.addWidget(self.whole)
        body.addWidget(self.book)
        self.waiting = Card((16, 12, 16, 12), 6)
        self._waiting_head = SectionHead(_t("Waiting for a place"), 0, "warn", "h3")
        self.waiting.body.addWidget(self._waiting_head)
        self._waiting_rows = QWidget()
        column(self._waiting_rows, 0, 4)
        self.waiting.body.addWidget(self._waiting_rows)
        body.addWidget(self.waiting)
        body.addStretch(1)
        self.area = scroller(inside)
        column(self).addWidget(self.area)
        self._connect()
        self.show_card(None, (), date.min, None)

    def _connect(self) -> None:
        self.history.clicked.connect(lambda _on=False: self.history_asked.emit())
        self.edit_button.clicked.connect(lambda _on=False: self.edit_asked.emit())
        self.more_button.clicked.connect(lambda _on=False: self.more_asked.emit())
        self.move_button.clicked.connect(lambda _on=False: self.open_ask(self.ask_move))
        self.tutor_button.clicked.connect(lambda _on=False: self.open_ask(self.ask_tutor))
        self.cancel_button.clicked.connect(lambda _on=False: self.open_ask(self.ask_cancel))
        for ask in (self.ask_move, self.ask_tutor, self.ask_cancel):
            ask.closed.connect(self.left)
        self.book.left.connect(self.left)
        self.book.chosen.connect(lambda id, name: self.booked.emit(id, name, self._whole()))
        self.book.new.connect(lambda name: self.booked_new.emit(name, self._whole()))

    def show_card(
        self,
        card: SessionCard | None,
        waiting: tuple[Waiting, ...],
        today: date,
        zone: tzinfo | None,
        staff: list[AccountRow] | None = None,
    ) -> None:
        """Show a session, or nothing."""
        self.card.setVisible(card is not None)
        self.waiting.setVisible(bool(waiting))
        self.shut_asks()
        if card is None:
            self.book.hide()
            return
        row = card.row
        self.title.setText(row.title)
        self.when.setText(when_words(row, today, zone))
        self.where.setText(where_words(row))
        self.where.setVisible(bool(self.where.text()))
        self._show_chips(row)
        said = _t("Cancelled: {why}").format(why=row.cancelled_why)
        self.off.set_words(said if row.is_cancelled else "")
        self._show_lines(card)
        self._show_more(row)
        is_open = not (row.is_cancelled or row.is_finished)
        self._deeds.setVisible(is_open)
        self.book.setVisible(is_open and not row.is_only_counted)
        self.whole.setVisible(bool(row.series_id))
        self.ask_move.start_at(row, zone)
        self.ask_tutor.offer(staff or [], row.tutor_id)
        self._show_waiting(waiting, row)

    def _show_more(self, row: SessionRow) -> None:
        """What has a page besides its register: a visit, a meeting, an event."""
        words = {
            SessionKind.SCHOOL_VISIT: _t("Speakers, benchmarks and summary"),
            SessionKind.MEETING: _t("Decisions and actions"),
            SessionKind.EVENT: _t("Programme and speakers"),
        }.get(SessionKind(row.kind), "")
        self.more_button.setVisible(bool(words))
        self.more_button.set_words(words)

    def open_ask(self, ask: AskMove | AskTutor | AskNote) -> None:
        """Ask one question; any other is put away."""
        if self._deeds.isHidden() or self.card.isHidden():
            return
        was_open = not ask.isHidden()
        self.shut_asks()
        if not was_open:
            ask.open_up()
            self.area.ensureWidgetVisible(ask)

    def shut_asks(self) -> bool:
        """Ask nothing. Whether something was asked."""
        asked = [a for a in (self.ask_move, self.ask_tutor, self.ask_cancel) if not a.isHidden()]
        for ask in asked:
            ask.hide()
        return bool(asked)

    def _whole(self) -> bool:
        return not self.whole.isHidden() and self.whole.isChecked()

    def _show_chips(self, row: SessionRow) -> None:
        layout = emptied(self._chips)
        found: list[tuple[str, Kind, str]] = [(kind_words(row.kind), "", "")]
        if row.interpreter:
            words = _t("{language} interpreter").format(language=row.interpreter)
            found.append((words, "info", "languages"))
        if row.has_bsl:
            found.append((_t("British Sign Language"), "info", "ear"))
        if row.is_full:
            found.append((_t("Full"), "warn", "users"))
        for words, kind, icon in found:
            chip = Chip(words, kind, icon)
            layout.addWidget(chip)
            chip.show()

    def _show_lines(self, card: SessionCard) -> None:
        layout = emptied(self._lines)
        row = card.row
        lines = []
        if row.tutor:
            lines.append(_t("Tutor: {name}").format(name=row.tutor))
        helping = [one.name for one in card.helpers if one.part not in SPEAKING]
        if helping:
            names = i18n.listed(helping)
            lines.append(_t("Helping: {names}").format(names=names))
        if row.places:
            said = _t("{booked} of {places} places taken")
            lines.append(said.format(booked=row.booked, places=row.places))
        elif row.booked:
            many = i18n.count(row.booked, _t("person has"), _t("people have"))
            lines.append(_t("{many} a place").format(many=many))
        if counted := nameless_words(row):
            lines.append(counted)
        if card.in_series:
            said = _t("Session {at} of {many}")
            lines.append(said.format(at=card.place_in_series, many=card.in_series))
        if card.funds:
            shares = i18n.listed([f"{one.name} {one.share}%" for one in card.funds])
            lines.append(_t("Paid by {shares}").format(shares=shares))
        if card.organisations:
            lines.append(i18n.listed([one.name for one in card.organisations]))
        if card.covered:
            said = _t("Skills covered: {skills}")
            lines.append(said.format(skills=i18n.listed(list(card.covered))))
        if card.note:
            lines.append(card.note)
        for words in lines:
            layout.addWidget(WrappedLabel(words, "small", "2"))

    def _show_waiting(self, waiting: tuple[Waiting, ...], row: SessionRow) -> None:
        self._waiting_head.set_count(len(waiting))
        layout = emptied(self._waiting_rows)
        for one in waiting:
            shown = QWidget()
            across = line(shown, 0, 8)
            across.addWidget(ElidedLabel(one.name, "small"), 1)
            give = Button(_t("Give place"), "ghost", verb="give place")
            give.set_words(_t("Give place"), _t("Give {who} a place").format(who=one.name))
            give.set_reason(_t("Every place is taken.") if row.is_full else "")
            give.clicked.connect(lambda _on=False, w=one: self._give(w))
            across.addWidget(give, 0, Qt.AlignmentFlag.AlignRight)
            layout.addWidget(shown)

    def _give(self, one: Waiting) -> None:
        self.place_given.emit(one.enrolment_id, one.person_id, one.name)
