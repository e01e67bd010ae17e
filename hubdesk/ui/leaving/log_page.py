"""The log of all that left: a line for each parcel, and beside it all that was in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.leaving_log import LogRow, Shown, log_count, log_row, log_window
from hubdesk.queries.what_leaves import wording
from hubdesk.ui.doors import Doors
from hubdesk.ui.leaving.words import file_lines, state_words, what_words, when_words, whom_words
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.people.section import Section, fact, remark
from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import column, scroller
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.count_tabs import CountTabs
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.list_model import Column, ListModel
from hubdesk.ui.widgets.list_view import ListView
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel

RIGHT: Final = "see leaving"
MOST_FILES: Final = 12  # a first journal has dozens, and nobody reads their names
_TABS: Final = (
    (Shown.ALL, "All"),
    (Shown.SENT, "Sent"),
    (Shown.WAITING, "Waiting"),
    (Shown.TAKEN_BACK, "Taken back"),
)


def _t(text: str) -> str:
    return translate("Leaving", text)


class _Source:
    """Counts and windows through the doors, for whoever may see them."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def count(self, shown: Shown) -> int:
        return self._doors.look(lambda db: log_count(db, shown), right=RIGHT)

    def read_window(
        self, offset: int, limit: int, sort: str, descending: bool, shown: Shown
    ) -> Sequence[LogRow]:
        return self._doors.look(
            lambda db: log_window(db, shown=shown, offset=offset, limit=limit), right=RIGHT
        )


class LeftPage(Page):
    """The newest first. Enter, or the arrows, show what was in one."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self.tabs = CountTabs(
            [(tab.value, _t(words)) for tab, words in _TABS], Shown.ALL, _t("What")
        )
        self.model: ListModel[LogRow] = ListModel(
            _Source(doors), self._columns(), sentence=self._sentence
        )
        self.empty = Empty(_t("Nothing has left this hub."), "send")
        self.list = ListView(self.model, _t("What was sent"), self.empty)
        self.shown = Section(_t("What was in it"))
        self._whole = column(self, 0, 10)
        words = _t("Each line stays. It says what left, to whom, and in which words it was agreed.")
        self._about = WrappedLabel(words, "small", "2")
        self._whole.addWidget(self._about)
        self._whole.addWidget(self.tabs)
        card = Card((0, 0, 0, 8), 0)
        card.body.addWidget(self.list, 1)
        self._whole.addWidget(card, 1)
        self._panel = QWidget()
        beside = column(self._panel, 0, 0)
        inside = Leaf()
        held = column(inside, (0, 0, 4, 8), 0)
        held.addWidget(self.shown)
        held.addStretch(1)
        beside.addWidget(scroller(inside), 1)
        self.tabs.chosen.connect(lambda _tab: self._load())
        self.list.chosen_changed.connect(self.show_id)
        self.list.opened.connect(lambda _id: self.open_side())
        self.model.failed.connect(self._failed)
        doors.announcer.changed.connect(self._changed)

    # What the frame asks

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def side(self) -> QWidget | None:
        return self._panel

    def side_words(self) -> str:
        return _t("What was in it")

    def first_focus(self) -> QWidget:
        return self.list if self.model.rowCount() else self.tabs

    def set_frame(self, frame: Frame) -> None:
        """When and where go into the line itself where there is little room."""
        narrow = frame is Frame.NARROW
        self.tabs.fold(narrow)
        self._about.setVisible(not narrow)
        self.list.hide_columns(*((0, 1, 2, 3) if narrow else (4,)))

    def arrive(self, **facts: object) -> None:
        self._load()

    # Showing

    def _load(self) -> None:
        try:
            self.model.load(Shown(self.tabs.value()))
            counts = self._doors.look(
                lambda db: {tab.value: log_count(db, tab) for tab, _ in _TABS}, right=RIGHT
            )
        except HubDeskError as error:
            self._failed(error)
            return
        self.tabs.set_counts(counts)
        if not self.list.chosen():
            self.list.choose_first()
        self.show_id(self.list.chosen())

    def show_id(self, id: str) -> None:
        """What was in the parcel of that id; "" for none."""
        row = self._doors.look(lambda db: log_row(db, id), right=RIGHT) if id else None
        self.show_row(row)

    def show_row(self, row: LogRow | None) -> None:
        """All that is known of one parcel."""
        self.shown.clear()
        if row is None:
            self.shown.put_nothing(_t("Choose a line to see what was in it."))
            return
        now = self._doors.now()
        facts = [
            (_t("What"), what_words(row)),
            (_t("Of"), row.came_of),
            (_t("Where"), row.place),
            (_t("To"), whom_words(row)),
            (_t("Key it is sealed to"), row.recipient),
            (_t("Made"), when_words(row.sealed_at, now)),
            (_t("Sent"), when_words(row.sent_at, now) if row.sent_at else ""),
            (_t("Taken back"), when_words(row.taken_back_at, now) if row.taken_back_at else ""),
            (_t("Had left by then"), _files(row.left) if row.left else ""),
            (_t("Have left so far"), _files(row.arrived) if row.arrived else ""),
            (_t("Agreed by"), row.by),
            (_t("Whose records"), _people(row)),
            (_t("How much"), i18n.size(row.size)),
            (_t("Removed there"), _files(row.removed) if row.removed else ""),
        ]
        for label, words in facts:
            if words:
                self.shown.put(fact(label, words))
        said = wording(row.what, row.wording_version)
        heading = _t("In these words, version {n}").format(n=row.wording_version)
        self.shown.put_line()
        self.shown.put(WrappedLabel(heading, "smallstrong"))
        if said is None:
            self.shown.put_nothing(_t("This HubDesk does not have those words."))
        for text in said.holds if said else ():
            self.shown.put(remark(text, "check", "ok", ""))
        for text in said.never if said else ():
            self.shown.put(remark(_t("Never: {what}").format(what=text), "x", "text2", ""))
        self.shown.put_line()
        self.shown.put(WrappedLabel(_t("Files"), "smallstrong"))
        lines = file_lines(row.files)
        for words in lines[:MOST_FILES]:
            self.shown.put(WrappedLabel(breakable(words), "small"))
        if (more := len(lines) - MOST_FILES) > 0:
            self.shown.put(WrappedLabel(_t("and {n} more").format(n=_files(more)), "small", "2"))

    def _changed(self, tables: frozenset[str]) -> None:
        if "parcel" in tables and self.isVisible():
            self._load()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, HubDeskError):
            self.told.emit(Result("bad", explain(error).text))

    # Words

    def _columns(self) -> list[Column[LogRow]]:
        def all_(row: LogRow) -> str:
            parts = (self._when(row), row.place, row.recipient_name, state_words(row))
            return " · ".join(part for part in parts if part)

        def title(row: LogRow) -> str:
            return what_words(row)

        return [
            Column(_t("When"), self._when, width=176, ink="2"),
            Column(_t("What"), title, strong=True, detail=lambda row: row.came_of),
            Column(
                _t("Where"), lambda row: row.place, width=170, detail=lambda r: r.recipient_name
            ),
            Column(_t("State"), state_words, width=140),
            Column(_t("What"), title, strong=True, detail=all_),
        ]

    def _when(self, row: LogRow) -> str:
        return when_words(row.at, self._doors.now())

    def _sentence(self, row: LogRow) -> str:
        where = (row.place, row.recipient_name)
        parts = (self._when(row), what_words(row), row.came_of, *where, state_words(row))
        return ", ".join(part for part in parts if part)


def _people(row: LogRow) -> str:
    return i18n.count(row.people, _t("person"), _t("people")) if row.people else ""


def _files(many: int) -> str:
    return i18n.count(many, _t("file"), _t("files"))
