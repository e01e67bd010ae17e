"""Copies in the settings: which there are, a second place for them, and how trying one went."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFileDialog, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.messages.copies import moment_words
from hubdesk.ui.backups.everything_part import EverythingCard
from hubdesk.ui.backups.state import CopiesState, CopyRow
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import column, emptied
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, Note, SectionHead
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.rows import Row
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel

Tell = Callable[[Result], object]
SHOWN = 5


def _t(text: str) -> str:
    return translate("Copies", text)


def copies_cards(doors: Doors, tell: Tell) -> list[Card]:
    """The cards of the group, each drawn again whenever the copies stand otherwise."""
    return [
        CopiesCard(doors, tell),
        PlaceCard(doors, tell),
        TriedCard(doors, tell),
        EverythingCard(doors, tell),
    ]


class _Part(Card):
    """A card that shows a state and offers verbs. A verb that is refused says why in the strip."""

    def __init__(self, doors: Doors, tell: Tell, title: str, words: str) -> None:
        super().__init__((20, 14, 20, 16), 10)
        self._doors, self._tell = doors, tell
        self.head = SectionHead(title)
        self.body.addWidget(self.head)
        self.body.addWidget(WrappedLabel(words, "small", "2"))
        doors.copies.changed.connect(self.show_now)
        doors.announcer.acting.connect(self.show_now)

    def show_now(self) -> None:
        self.show_state(self._doors.copies.state())

    def show_state(self, state: CopiesState) -> None:
        """Overridden by each card."""

    def add_buttons(self, *buttons: Button) -> None:
        held = QWidget()
        flow = Flow(held, gap=8)
        for button in buttons:
            flow.addWidget(button)
        self.body.addWidget(held)

    def safely(self, work: Callable[[], object]) -> None:
        try:
            work()
        except HubDeskError as error:
            self._tell(Result("bad", explain(error).text))


class CopiesCard(_Part):
    """The copies on this computer, newest first."""

    def __init__(self, doors: Doors, tell: Tell) -> None:
        super().__init__(
            doors,
            tell,
            _t("Copies"),
            _t("Made when HubDesk closes, once a day. Each is read back whole before it counts."),
        )
        self.problem = Note("", "bad", "circle-alert")
        self.reminder = Note("", "warn", "triangle-alert")
        self.busy = BusyLine()
        self.rows = QWidget()
        self._rows = column(self.rows, 0, 4)
        for widget in (self.problem, self.reminder, self.busy, self.rows):
            self.body.addWidget(widget)
        self.make_button = Button(_t("Make a copy now"), "", "hard-drive")
        self.make_button.clicked.connect(lambda _on=False: self.safely(doors.copies.make))
        self.back_button = Button(_t("Bring a copy back"), "", "rotate-ccw")
        self.back_button.clicked.connect(lambda _on=False: self._bring_back())
        self.add_buttons(self.make_button, self.back_button)
        self._newest: CopyRow | None = None
        self.show_now()

    def show_state(self, state: CopiesState) -> None:
        self.head.set_count(len(state.copies))
        self.problem.set_words(state.problem)
        self.reminder.set_words(state.said)
        if state.busy:
            self.busy.begin(state.busy, can_cancel=False)
        else:
            self.busy.end()
        self.make_button.setEnabled(not state.busy)
        self._newest = state.copies[0] if state.copies else None
        barred = self._doors.barred("bring back copy")
        self.back_button.set_reason(barred or ("" if state.copies else _t("There is no copy yet")))
        self._draw(state)

    def _draw(self, state: CopiesState) -> None:
        emptied(self._rows)
        if not state.copies:
            self._rows.addWidget(WrappedLabel(_t("There is no copy yet."), "body", "2"))
        for number, copy in enumerate(state.copies[:SHOWN]):
            row = Row(copy.when, copy.holds, icon="hard-drive", size=32)
            if not number:
                row.beside.addWidget(Chip(_t("Newest"), "ok"))
            self._rows.addWidget(row)
        if (more := len(state.copies) - SHOWN) > 0:
            older = i18n.count(more, _t("older one"), _t("older ones"))
            self._rows.addWidget(WrappedLabel(_t("And {n}.").format(n=older), "small", "2"))

    def _bring_back(self) -> None:
        newest = self._newest
        if newest is not None:
            self.safely(lambda: self._doors.copies.bring_back(newest.path))


class PlaceCard(_Part):
    """A stick or a folder on another disk."""

    def __init__(self, doors: Doors, tell: Tell) -> None:
        super().__init__(
            doors,
            tell,
            _t("A second place"),
            _t("If this computer is lost or breaks, only a copy elsewhere helps. Use a stick."),
        )
        self.words = WrappedLabel("", "body")
        self.detail = WrappedLabel("", "small", "2")
        self.body.addWidget(self.words)
        self.body.addWidget(self.detail)
        self.choose_button = Button(_t("Choose a stick or folder"), "", "usb")
        self.choose_button.clicked.connect(lambda _on=False: self.open_dialog())
        self.none_button = Button(_t("Copy nowhere else"), "ghost")
        self.none_button.clicked.connect(lambda _on=False: self.choose(""))
        self.add_buttons(self.choose_button, self.none_button)
        self.show_now()

    def show_state(self, state: CopiesState) -> None:
        barred = self._doors.barred("choose place for copies")
        self.choose_button.set_reason(barred)
        self.none_button.set_reason(barred)
        self.none_button.setVisible(bool(state.place))
        self.words.setText(state.place or _t("Nowhere yet."))
        self.detail.setText(_place_words(state))
        self.detail.setVisible(bool(state.place))
        late = bool(state.place_late_days)
        self.detail.set_ink("warn" if late else "2")

    def open_dialog(self) -> None:
        """The computer's own dialog, which lets the window live on."""
        dialog = QFileDialog(self.window(), _t("Choose a stick or folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.choose)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose(self, place: str) -> None:
        """Copies go there from now on."""
        self.safely(lambda: self._chosen(place))

    def _chosen(self, place: str) -> None:
        self._doors.copies.choose_place(place)
        words = _t("Copies go to {place} too, each hour while something changed.")
        self._tell(Result("ok", words.format(place=place) if place else _t("Saved.")))


def _place_words(state: CopiesState) -> str:
    here = _t("It is there.") if state.is_place_there else _t("It is not plugged in.")
    if state.place_at is None:
        return f"{here} {_t('Nothing was copied there yet.')}"
    at = moment_words(state.place_at, state.place_at.date())
    return f"{here} {_t('Last copied {at}.').format(at=at)}"


class TriedCard(_Part):
    """A copy that nobody ever brought back is a hope. So one is, each week."""

    def __init__(self, doors: Doors, tell: Tell) -> None:
        super().__init__(
            doors,
            tell,
            _t("Trying a copy"),
            _t("Each week the newest copy is opened elsewhere and compared, row by row."),
        )
        self.words = WrappedLabel("", "body")
        self.body.addWidget(self.words)
        self.try_button = Button(_t("Try the newest copy"), "", "list-checks")
        self.try_button.clicked.connect(lambda _on=False: self.safely(doors.copies.try_newest))
        self.add_buttons(self.try_button)
        self.show_now()

    def show_state(self, state: CopiesState) -> None:
        tried = state.tried
        self.try_button.setEnabled(bool(state.copies) and not state.busy)
        self.words.set_ink("bad" if tried and tried.fault else "")
        if tried is None:
            self.words.setText(_t("No copy was tried yet."))
            return
        when = i18n.short_day(tried.at.date(), tried.at.date())
        if tried.fault:
            words = _t(
                "The copy tried on {day} was not right. Make a new copy now. Then call your "
                "coordinator."
            )
            self.words.setText(words.format(day=when))
        else:
            rows = i18n.count(tried.rows, _t("row"), _t("rows"))
            words = _t("Copy tried on {day}: {rows}, all the same.")
            self.words.setText(words.format(day=when, rows=rows))
