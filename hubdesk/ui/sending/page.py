"""Sending: what waits and why, what was sent when and to whom. Enter sends all that waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.parcels import ParcelRow
from hubdesk.queries.what_leaves import title_of
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.focus import focus_again, focused_name
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.sending.parcel_line import ParcelLine
from hubdesk.ui.sending.state import SendingState
from hubdesk.ui.sending.words import (
    icon_of,
    sent_words,
    title_words,
    waiting_words,
    what_words,
    where_words,
)
from hubdesk.ui.space import column, emptied, line, scroller, sized, spaced
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.cards import Card, Note, SectionHead
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel

WIDTH: Final = 860
SHOWN: Final = 20
BUNDLES: Final = "*.hdb"


def _t(text: str) -> str:
    return translate("Sending", text)


class SendingPage(Page):
    """Drawn again when what it shows has changed; the focus stays where it was."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._sending = doors, doors.sending
        self._drawn: tuple[Any, ...] = ()
        self._many = SHOWN
        self.busy = BusyLine()
        self.note = Note("", "info", "info")
        self.stopped_card, self._stopped = _card(_t("Could not be sent"))
        self.waiting_card, self._waiting = _card(_t("Waiting"))
        self.asked_card, self._asked = _card(_t("Only when you say so"))
        self.sent_card, self._sent = _card(_t("Sent"))
        self.more_button = Button(_t("Show more"), "ghost", "chevron-down")
        self.places_button = Button(_t("Set up a place"), "", "settings")
        self.mend_button = Button(_t("See the places"), "", "settings")
        self.leaving_button = Button(_t("What leaves"), "", "shield-check", verb="see leaving")
        self.log_button = Button(_t("All that was sent"), "", "list", verb="see leaving")
        self.send_button = BigButton(_t("Send now"), "cloud-upload")
        self.stick_button = Button(_t("Save to a stick"), "", "usb", verb="save to stick")
        self.file_button = Button(_t("Bring in a file"), "", "file-down", verb="receive")
        self._build()
        self._connect()

    def _build(self) -> None:
        self._whole = column(self, 0, 12)
        self._whole.addWidget(self.busy)
        self._inside = Leaf()
        self._body = column(self._inside, (0, 0, 8, 8), 12)
        for card, buttons in (
            (self.stopped_card, (self.mend_button,)),
            (self.waiting_card, (self.places_button, self.leaving_button)),
            (self.sent_card, (self.more_button, self.log_button)),
        ):
            ways = QWidget()
            across = Flow(ways, gap=8)
            for button in buttons:
                across.addWidget(button)
            card.body.addWidget(ways)
        cards = (self.stopped_card, self.waiting_card, self.asked_card, self.sent_card)
        for part in (self.note, *cards):
            sized(part, most_width=WIDTH)
            self._body.addWidget(part)
        self._others = QWidget()
        flow = Flow(self._others, gap=8)
        for button in (self.stick_button, self.file_button):
            flow.addWidget(button)
        self._body.addStretch(1)
        self._whole.addWidget(scroller(self._inside), 1)
        self._bar = line(gap=12)
        self._bar.addWidget(self.send_button)
        self._bar.addWidget(self._others, 1, Qt.AlignmentFlag.AlignVCenter)
        self._whole.addLayout(self._bar)

    def _connect(self) -> None:
        self.send_button.clicked.connect(lambda _on=False: self._safely(self._sending.send_now))
        self.stick_button.clicked.connect(lambda _on=False: self.ask_for_stick())
        self.file_button.clicked.connect(lambda _on=False: self.ask_for_file())
        self.more_button.clicked.connect(lambda _on=False: self._show_more())
        for button in (self.places_button, self.mend_button):
            button.clicked.connect(lambda _on=False: self.go.emit("settings", {"group": "sending"}))
        self.leaving_button.clicked.connect(lambda _on=False: self.go.emit("leaving", {}))
        self.log_button.clicked.connect(lambda _on=False: self.go.emit("left", {}))
        self.busy.cancelled.connect(self._sending.cancel)
        self._sending.changed.connect(self._show)
        self._doors.announcer.acting.connect(self._show_anew)

    # What the frame asks

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def primary(self) -> Button | None:
        return self.send_button

    def first_focus(self) -> QWidget | None:
        if self.send_button.isEnabled():
            return self.send_button
        return self.file_button if self._bar.indexOf(self._others) >= 0 else None

    def set_frame(self, frame: Frame) -> None:
        """Two lines of buttons would leave no room for what waits: they go below it then."""
        narrow = frame is Frame.NARROW
        spaced(self._whole, 0, 6 if narrow else 12)
        where = self._body if narrow else self._bar
        if where.indexOf(self._others) < 0:
            if where is self._body:
                where.insertWidget(where.count() - 1, self._others)
            else:
                where.addWidget(self._others, 1, Qt.AlignmentFlag.AlignVCenter)

    def arrive(self, **facts: object) -> None:
        self._many = SHOWN
        self._show_anew()

    # Verbs

    def ask_for_stick(self) -> None:
        """The computer's own dialog, which lets the window live on."""
        dialog = QFileDialog(self.window(), _t("Choose a stick or folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.save_to_stick)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to_stick(self, folder: str) -> None:
        """What waits goes there too."""
        self._safely(lambda: self._sending.save_to_stick(Path(folder)))

    def ask_for_file(self) -> None:
        """The same for files: a stick that was filled elsewhere holds many."""
        dialog = QFileDialog(self.window(), _t("Choose files of this hub"), "", BUNDLES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.bring_in)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def bring_in(self, files: Sequence[str]) -> None:
        """They are proved and kept."""
        self._safely(lambda: self._sending.bring_in([Path(file) for file in files]))

    def _send_export(self, export_id: str) -> None:
        self._safely(lambda: self._sending.send_export(export_id))

    def _take_back(self, row: ParcelRow) -> None:
        self._safely(lambda: self._sending.take_back(row.id))

    def _safely(self, work: Callable[[], object]) -> None:
        try:
            work()
        except HubDeskError as error:
            self.told.emit(Result("bad", explain(error).text))

    # Showing

    def _show_anew(self) -> None:
        self._drawn = ()
        self._show()

    def _show_more(self) -> None:
        self._many += SHOWN
        self._show()

    def _show(self) -> None:
        if not self.isVisible() and self._drawn:
            return
        state = self._sending.state()
        self._show_busy(state)
        sent, now = self._sending.sent(self._many + 1), self._doors.now()
        why = [waiting_words(row, state, now) for row in state.waiting]  # a try comes and is over
        here = (
            *(state.is_set_up, state.waiting, why, state.not_made, tuple(sent), now.date()),
            *(state.by_hand, bool(state.busy)),
        )
        if here != self._drawn:
            self._drawn, focused = here, focused_name(self)
            self._draw_stopped(state)
            self._draw_waiting(state)
            self._draw_asked(state)
            self._draw_sent(sent)
            focus_again(self, focused)
        note = _note(state)
        self.note.set_words(note)
        self.note.setVisible(bool(note))
        offline = state.needs_line and not state.is_up
        self.send_button.set_reason(_t("There is no internet.") if offline else "")
        self.stick_button.set_reason("" if state.waiting else _t("Nothing waits to be sent."))

    def _show_busy(self, state: SendingState) -> None:
        if state.at:
            words = _t("Sending {n} of {all}…").format(n=state.at, all=state.of)
        else:
            words = state.busy
        if not words:
            self.busy.end()
        elif words != self.busy.words() or not self.busy.isVisible():
            self.busy.begin(words, can_cancel=state.can_cancel)
        done, of = state.progress
        if words and of > 1:
            self.busy.progress(done, of)

    def _draw_stopped(self, state: SendingState) -> None:
        emptied(self._stopped)
        now = self._doors.now()
        for row in state.stopped:
            why = waiting_words(row, state, now)
            self._stopped.addWidget(self._line(row, where_words(row), why, ink="warn"))
        for one in state.not_made:
            made = ParcelLine(one.title, "", one.why, icon="triangle-alert", ink="warn")
            self._stopped.addWidget(made)
        many = len(state.stopped) + len(state.not_made)
        self.stopped_card.head.set_count(many, "warn")
        self.stopped_card.setVisible(bool(many))
        self.mend_button.setVisible(bool(state.stopped))

    def _draw_waiting(self, state: SendingState) -> None:
        emptied(self._waiting)
        now = self._doors.now()
        for row in state.to_go:
            why = waiting_words(row, state, now)
            self._waiting.addWidget(self._line(row, where_words(row), why))
        if not state.to_go:
            self._waiting.addWidget(WrappedLabel(_nothing_words(state), "body", "2"))
        self.waiting_card.head.set_count(len(state.to_go))
        self.places_button.setVisible(not state.is_set_up)

    def _draw_asked(self, state: SendingState) -> None:
        emptied(self._asked)
        for export in state.by_hand:
            title, to = title_of(export.what), export.recipient_name or export.place_name
            made = ParcelLine(title, to, icon=icon_of(export))
            name = _t("Send {what} to {whom}").format(what=title, whom=to)
            send = Button(_t("Send it"), "", "cloud-upload", name=name)
            send.clicked.connect(lambda _on=False, id=export.id: self._send_export(id))
            send.setObjectName(f"send-{export.id}")
            made.tail.addWidget(send)
            self._asked.addWidget(made)
        self.asked_card.setVisible(bool(state.by_hand))

    def _draw_sent(self, sent: Sequence[ParcelRow]) -> None:
        emptied(self._sent)
        now = self._doors.now()
        for row in sent[: self._many]:
            made = ParcelLine(title_words(row), sent_words(row, now), icon=icon_of(row))
            self._sent.addWidget(made)
        self.sent_card.setVisible(bool(sent))
        self.more_button.setVisible(len(sent) > self._many)

    def _line(self, row: ParcelRow, detail: str, why: str, ink: str = "3") -> ParcelLine:
        made = ParcelLine(title_words(row), detail, why, icon=icon_of(row), ink=ink)
        words = _t("Do not send {what}, {detail}").format(what=what_words(row), detail=detail)
        back = Button("", "icon", "x", name=words, tip=_t("Do not send it"))
        back.needs("take back parcel")
        back.clicked.connect(lambda _on=False: self._take_back(row))
        back.setObjectName(f"back-{row.id}")
        made.tail.addWidget(back)
        return made


class _Card(Card):
    """A card with its heading, and a column of lines."""

    def __init__(self, title: str) -> None:
        super().__init__((20, 14, 20, 16), 8)
        self.head = SectionHead(title)
        self.body.addWidget(self.head)


def _card(title: str) -> tuple[_Card, QBoxLayout]:
    card, held = _Card(title), QWidget()
    card.body.addWidget(held)
    return card, column(held, 0, 4)


def _nothing_words(state: SendingState) -> str:
    if not state.is_set_up:
        return _t("Nothing leaves this computer yet: no place is set up to send to.")
    if state.stopped or state.not_made or state.busy:
        return _t("Nothing else waits.")
    return _t("Everything that waited has been sent.")


def _note(state: SendingState) -> str:
    """What holds of all that waits; "" where nothing is to be said."""
    if not state.to_go:
        return ""
    if state.is_held:
        return _t("You stopped sending. Send now goes on, and so does the next start of HubDesk.")
    if state.needs_line and not state.is_up:
        return _t("No internet. Everything is saved here and goes by itself when it is back.")
    if any(state.spares(row) for row in state.to_go):
        return _t("This connection costs by the amount, so it is spared. Send now uses it.")
    return ""
