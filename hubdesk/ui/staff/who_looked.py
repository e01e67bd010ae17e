"""Who looked: every look at what is sensitive, every file saved, every wrong try at the lock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.messages.access import access_words
from hubdesk.models import Watched
from hubdesk.operations.access import note_access
from hubdesk.queries.access import AccessRow, Shown, access_count, access_window
from hubdesk.ui.doors import Doors
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.space import column
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.count_tabs import CountTabs
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.list_model import Column, ListModel
from hubdesk.ui.widgets.list_view import ListView
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel

RIGHT: Final = "see who looked"
_TABS: Final = (
    (Shown.ALL, "All"),
    (Shown.LOOKS, "Looks"),
    (Shown.FILES, "Files saved"),
    (Shown.LOCK, "Lock"),
    (Shown.RECORDS, "Records and clock"),
)


def _t(text: str) -> str:
    return translate("Staff", text)


class _Source:
    """Counts and windows through the doors, for whoever may see them."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def count(self, shown: Shown) -> int:
        return self._doors.look(lambda db: access_count(db, shown=shown), right=RIGHT)

    def read_window(
        self, offset: int, limit: int, sort: str, descending: bool, shown: Shown
    ) -> Sequence[AccessRow]:
        sees = not self._doors.barred("see safeguarding")

        def read(db: Any) -> list[AccessRow]:
            return access_window(
                db, shown=shown, offset=offset, limit=limit, sees_safeguarding=sees
            )

        return self._doors.look(read, right=RIGHT)


class WhoLookedPage(Page):
    """The newest first. Nothing here can be changed or taken back, and opening it is a line too."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self.tabs = CountTabs(
            [(tab.value, _t(words)) for tab, words in _TABS], Shown.ALL, _t("What")
        )
        self.model: ListModel[AccessRow] = ListModel(
            _Source(doors), self._columns(), sentence=self._sentence
        )
        self.empty = Empty(_t("Nothing of this kind is written down."), "eye")
        self.list = ListView(self.model, _t("Who looked"), self.empty)
        self._whole = column(self, 0, 10)
        words = _t("Nobody can change these lines or take them away, not even a manager.")
        self._whole.addWidget(WrappedLabel(words, "small", "2"))
        self._whole.addWidget(self.tabs)
        card = Card((0, 0, 0, 8), 0)
        card.body.addWidget(self.list, 1)
        self._whole.addWidget(card, 1)
        self.tabs.chosen.connect(lambda _tab: self._load())
        self.model.failed.connect(self._failed)
        doors.announcer.changed.connect(self._changed)

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def first_focus(self) -> QWidget:
        return self.list if self.model.rowCount() else self.tabs

    def set_frame(self, frame: Frame) -> None:
        """The day and the name go into the line itself where there is little room."""
        narrow = frame is Frame.NARROW
        self.tabs.fold(narrow)
        self.list.hide_columns(*((0, 1, 2) if narrow else (3,)))

    def arrive(self, **facts: object) -> None:
        """That somebody looks here is written down first."""
        self._doors.do("saw", lambda db, now: note_access(db, what=Watched.WHO_LOOKED, now=now))
        self._load()

    def _load(self) -> None:
        self.model.load(Shown(self.tabs.value()))
        try:
            counts = self._doors.look(
                lambda db: {tab.value: access_count(db, shown=tab) for tab, _ in _TABS}, right=RIGHT
            )
        except HubDeskError as error:
            self._failed(error)
            return
        self.tabs.set_counts(counts)

    def _changed(self, tables: frozenset[str]) -> None:
        if "access_event" in tables and self.isVisible():
            self._load()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, HubDeskError):
            self.told.emit(Result("bad", explain(error).text))

    # Words

    def _columns(self) -> list[Column[AccessRow]]:
        def both(row: AccessRow) -> str:
            return f"{self._when(row)} · {_who(row)}"

        return [
            Column(_t("When"), self._when, width=170, ink="2"),
            Column(_t("Who"), _who, width=190, strong=True, detail=lambda row: _role(row)),
            Column(_t("What"), _what, detail=lambda row: row.why),
            Column(_t("What"), _what, detail=both),
        ]

    def _when(self, row: AccessRow) -> str:
        now = self._doors.now()
        at = row.at.astimezone(now.tzinfo)
        return f"{i18n.short_day(at.date(), now.date())}, {i18n.clock(at)}"

    def _sentence(self, row: AccessRow) -> str:
        parts = (self._when(row), _who(row), _what(row), row.why)
        return ", ".join(part for part in parts if part)


def _who(row: AccessRow) -> str:
    return row.who or _t("Nobody signed in")


def _role(row: AccessRow) -> str:
    return row.role[:1].upper() + row.role[1:]


def _what(row: AccessRow) -> str:
    return access_words(row.what, person=row.person, of=row.of, times=row.times)
