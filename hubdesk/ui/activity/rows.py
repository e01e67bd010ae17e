"""The rows of recent activity: days as headings, sentences under them, Undo at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.activity import Said, action_words, allowed_words
from hubdesk.queries.activity import ActivityRow
from hubdesk.ui.verb_icons import verb_icon

WINDOW: Final = 50
Index = QModelIndex | QPersistentModelIndex
Read = Callable[[int, int], Sequence[ActivityRow]]  # limit, offset


def _t(text: str) -> str:
    return translate("Activity", text)


@dataclass(frozen=True, slots=True)
class Shown:
    """One action as it is drawn and read aloud."""

    row: ActivityRow
    words: str
    when: str  # 10:42am · Amira Khan
    icon: str

    @property
    def said(self) -> str:
        """The whole row in one sentence."""
        if self.row.is_undone:
            end = _t("Undone")
        else:
            end = _t("Enter undoes it") if self.row.can_undo else ""
        words = self.words.replace("\n", ". ")
        return ", ".join(part for part in (words, self.when, end) if part)


def day_words(on: date, today: date) -> str:
    """Today, Yesterday, or the day."""
    ago = (today - on).days
    return {0: _t("Today"), 1: _t("Yesterday")}.get(ago) or i18n.day(on, today)


class ActivityModel(QAbstractListModel):
    """Headings and actions, read in windows of 50 as one scrolls."""

    def __init__(self, read: Read, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._today = date.min
        self._zone: tzinfo | None = None
        self.entries: list[str | Shown] = []
        self._read_so_far = 0
        self._is_all = False
        self._last_day: date | None = None

    def load(self, today: date, zone: tzinfo | None) -> None:
        """Read the newest again, as many as were read before, up to 200."""
        wanted = min(max(self._read_so_far, WINDOW), 4 * WINDOW)
        self.beginResetModel()
        self._today, self._zone = today, zone
        self.entries, self._read_so_far, self._last_day = [], 0, None
        self.entries = self._entries(wanted)
        self.endResetModel()

    def find(self, txn_id: str) -> int:
        """The row of an action, or -1."""
        for at, entry in enumerate(self.entries):
            if isinstance(entry, Shown) and entry.row.txn_id == txn_id:
                return at
        return -1

    def shown(self, at: int) -> Shown | None:
        """The action at a row; None for a heading and out of range."""
        entry = self.entries[at] if 0 <= at < len(self.entries) else ""
        return entry if isinstance(entry, Shown) else None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._is_all and bool(self.entries)

    def fetchMore(self, parent: Index) -> None:
        more = self._entries(WINDOW)
        if more:
            first = len(self.entries)
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self.entries += more
            self.endInsertRows()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry if isinstance(entry, str) else entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry if isinstance(entry, str) else entry.said
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.entries[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _entries(self, limit: int) -> list[str | Shown]:
        """The next rows, each new day after its heading."""
        rows = self._read(limit, self._read_so_far)
        self._read_so_far += len(rows)
        self._is_all = len(rows) < limit
        made: list[str | Shown] = []
        for row in rows:
            shown, on = self._shown(row)
            if on != self._last_day:
                self._last_day = on
                made.append(day_words(on, self._today))
            made.append(shown)
        return made

    def _shown(self, row: ActivityRow) -> tuple[Shown, date]:
        at = row.at.astimezone(self._zone)
        said = Said(row.person, row.tags, row.about, self._today)
        when = " · ".join(part for part in (i18n.clock(at), row.who) if part)
        icon = verb_icon(row.verb)
        allowed = allowed_words(row.reason, row.allowed_by)
        words = "\n".join(part for part in (action_words(row.verb, said), allowed) if part)
        return Shown(row, words, when, icon), at.date()
