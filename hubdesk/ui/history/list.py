"""What happened to a record, in plain words, grouped by day; the newest first, in windows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.activity import Said, action_words, allowed_words
from hubdesk.messages.history import change_words
from hubdesk.queries.history import WINDOW, HistoryRow
from hubdesk.ui.icons import picture
from hubdesk.ui.people.words import breakable
from hubdesk.ui.scroll_edge import ScrollEdge
from hubdesk.ui.theme import look
from hubdesk.ui.verb_icons import verb_icon

Index = QModelIndex | QPersistentModelIndex
_ICON, _GAP, _PAD = 18, 10, 7
_WRAP: Final = int(Qt.TextFlag.TextWordWrap.value) | int(Qt.AlignmentFlag.AlignLeft.value)


def _t(text: str) -> str:
    return translate("People", text)


@dataclass(frozen=True, slots=True)
class Happened:
    """One line: an icon, what happened, and the time of day. A heading has no icon.

    `more` says what changed from what to what, and who did it.
    """

    words: str
    icon: str = ""
    time: str = ""
    is_undone: bool = False
    more: str = ""


def told(rows: Sequence[HistoryRow], now: datetime, after: str = "") -> list[Happened]:
    """The lines under Today, Yesterday and the days before, in the hub's time.

    `after` is the heading that the lines before these ended under.
    """
    found: list[Happened] = []
    heading = after
    for history in rows:
        row = history.action
        at = row.at.astimezone(now.tzinfo)
        day = day_words(at.date(), now.date())
        if day != heading:
            heading = day
            found.append(Happened(day))
        verb = "undo" if row.is_undo else row.verb
        said = Said(row.person, row.tags, row.about, now.date())
        words = breakable(action_words(row.verb, said))
        if row.is_undone:
            words = _t("{what} (undone)").format(what=words)
        icon = verb_icon(verb)
        more = breakable(more_words(history, now))
        found.append(Happened(words, icon, i18n.clock(at), row.is_undone, more))
    return found


def more_words(history: HistoryRow, now: datetime) -> str:
    """Each change on a line of its own, and who did it: … to Tue 2 Dec · by Amira Khan."""
    said = [
        change_words(
            change.table,
            change.column,
            change.old,
            change.new,
            today=now.date(),
            zone=now.tzinfo,
            is_hidden=change.is_private,
            is_erased=change.is_erased,
        )
        for change in history.changes
    ]
    said.append(allowed_words(history.action.reason, history.action.allowed_by))
    lines = list(dict.fromkeys(line for line in said if line))
    if who := history.action.who:
        by = _t("by {who}").format(who=who)
        lines = [*lines[:-1], f"{lines[-1]} · {by}"] if lines else [by]
    return "\n".join(lines)


def day_words(on: date, today: date) -> str:
    """Today, Yesterday, Tue 3 Nov."""
    if on == today:
        return _t("Today")
    if on == today - timedelta(days=1):
        return _t("Yesterday")
    return i18n.short_day(on, today)


Read = Callable[[int, int], Sequence[HistoryRow]]  # how many, after how many


class _Model(QAbstractListModel):
    """The lines read so far; the next window is read when the list is scrolled to its end."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Happened] = []
        self._read: Read = _nothing
        self._now: datetime | None = None
        self._so_far, self._is_all = 0, True

    def show(self, read: Read, now: datetime) -> bool:
        """Read the first window. False if it is what is shown already."""
        rows = read(WINDOW, 0)
        lines = told(rows, now)
        # a history only ever grows at its beginning: the same first window is the same history
        same = bool(self.lines) and self.lines[: len(lines)] == lines
        self._read, self._now = read, now
        if same:
            return False
        self.beginResetModel()
        self.lines, self._so_far, self._is_all = lines, len(rows), len(rows) < WINDOW
        self.endResetModel()
        return True

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._is_all

    def fetchMore(self, parent: Index) -> None:
        if self._now is None:
            return
        rows = self._read(WINDOW, self._so_far)
        heading = next((line.words for line in reversed(self.lines) if not line.icon), "")
        more = told(rows, self._now, heading)
        self._so_far += len(rows)
        self._is_all = len(rows) < WINDOW
        if more:
            first = len(self.lines)
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self.lines += more
            self.endInsertRows()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            said = ". ".join(part for part in (line.words, line.more.replace("\n", ", ")) if part)
            return ", ".join(part for part in (said, line.time) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self.lines[index.row()].icon:
            return Qt.ItemFlag.NoItemFlags  # a heading: arrow keys pass over it
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _nothing(_limit: int, _offset: int) -> Sequence[HistoryRow]:
    return ()


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view, now = self.parent(), look()
        assert isinstance(view, HistoryList)
        line, width = view.lines()[index.row()], view.viewport().width()
        if not line.icon:
            return QSize(width, now.px(30 if index.row() else 24))
        room = width - view.lead() - view.tail()
        metrics = QFontMetrics(now.font("small"))
        box = QRect(0, 0, max(room, 20), 10_000)
        tall = metrics.boundingRect(box, _WRAP, line.words).height()
        if line.more:
            tall += metrics.boundingRect(box, _WRAP, line.more).height()
        return QSize(width, max(tall, now.px(_ICON)) + 2 * now.px(_PAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, now = self.parent(), look()
        assert isinstance(view, HistoryList)
        line, box = view.lines()[index.row()], QRect(option.rect)
        painter.save()
        if not line.icon:
            painter.setPen(now.colour("text2"))
            painter.setFont(now.font("smallstrong"))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(box.adjusted(0, 0, 0, -now.px(4)), int(flags.value), line.words)
            painter.restore()
            return
        if view.hasFocus() and view.currentIndex() == index:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(now.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), now.px(6), now.px(6))
        top = box.top() + now.px(_PAD)
        token = "text3" if line.is_undone else "text2"
        painter.drawPixmap(box.left() + now.px(2), top, picture(line.icon, token, _ICON))
        painter.setPen(now.colour("text3" if line.is_undone else "text"))
        painter.setFont(now.font("small"))
        left, right = box.left() + view.lead(), box.right() - view.tail()
        room = QRect(left, top, right - left, box.bottom() - top)
        drawn = painter.boundingRect(room, _WRAP, line.words)
        painter.drawText(room, _WRAP, line.words)
        painter.setPen(now.colour("text3" if line.is_undone else "text2"))
        painter.drawText(room.adjusted(0, drawn.height(), 0, 0), _WRAP, line.more)
        painter.setPen(now.colour("text2"))
        painter.setFont(now.font("small"))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.drawText(box.adjusted(0, now.px(_PAD), -now.px(4), 0), int(flags.value), line.time)
        painter.restore()


class HistoryList(QListView):
    """Arrow keys go from line to line, for who reads with a screen reader or the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_t("History"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        for is_lower in (False, True):
            ScrollEdge(self, is_lower=is_lower)

    def lines(self) -> list[Happened]:
        """What is shown."""
        return self._model.lines

    def show_history(self, read: Read, now: datetime) -> None:
        """Show what `read` answers with; the list stays where it was scrolled to."""
        at = self.verticalScrollBar().value()
        if self._model.show(read, now):
            self.verticalScrollBar().setValue(at)

    def lead(self) -> int:
        """px before the words."""
        return look().px(2 + _ICON + _GAP)

    def tail(self) -> int:
        """px after the words: the widest time."""
        widest = QFontMetrics(look().font("small")).horizontalAdvance("10:42pm")
        return widest + look().px(_GAP + 4)

    def keyboardSearch(self, search: str) -> None:
        """Typing belongs to the search box."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        here = self.currentIndex().row()
        if len(self.lines()) > 1 and (here < 0 or not self.lines()[here].icon):
            self.setCurrentIndex(self._model.index(1))  # the first line under its heading
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # the words wrap anew
