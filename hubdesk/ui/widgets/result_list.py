"""The list that drops from the search box: groups of people, devices and things to do.

It is a child of the window, not a window of its own, so the focus stays where one types.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hubdesk.ui.icons import draw_icon
from hubdesk.ui.space import column, line
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.avatar import draw_avatar
from hubdesk.ui.widgets.cards import Line
from hubdesk.ui.widgets.chips import chip_size, draw_chip
from hubdesk.ui.widgets.key_cap import KeyCap, cap_size, draw_cap
from hubdesk.ui.widgets.text import Label

Index = QModelIndex | QPersistentModelIndex
HEADING, ROW = 25, 49


@dataclass(frozen=True, slots=True)
class Found:
    """One row. `fact` is handed back when it is chosen; a person has an avatar, else an icon."""

    fact: object
    title: str
    detail: str = ""
    icon: str = ""
    chip: tuple[str, str] | None = None  # words, kind
    key: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading."""

    heading: str
    rows: Sequence[Found]


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[str | Found] = []

    def fill(self, groups: Sequence[Group]) -> None:
        self.beginResetModel()
        self.entries = []
        for group in groups:
            if group.rows:
                self.entries += [group.heading, *group.rows] if group.heading else [*group.rows]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry if isinstance(entry, str) else entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole and isinstance(entry, Found):
            return ", ".join(part for part in (entry.title, entry.detail) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.entries[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def found_rows(self) -> list[int]:
        return [at for at, entry in enumerate(self.entries) if isinstance(entry, Found)]


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        assert isinstance(model, _Model)
        heading = isinstance(model.entries[index.row()], str)
        return QSize(10, look().px(HEADING if heading else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, view, now = index.model(), self.parent(), look()
        assert isinstance(model, _Model)
        assert isinstance(view, QListView)
        entry, box = model.entries[index.row()], QRect(option.rect)
        if isinstance(entry, str):
            painter.setPen(now.colour("text2"))
            painter.setFont(now.font("smallstrong"))
            at = box.adjusted(now.px(10), 0, 0, 0)
            painter.drawText(at, _LEFT, entry)
        else:
            _paint_row(painter, box, entry, current=view.currentIndex().row() == index.row())


_LEFT = int((Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft).value)


def _paint_row(painter: QPainter, box: QRect, entry: Found, *, current: bool) -> None:
    now = look()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if current:
        contrast = now.theme.high_contrast
        painter.setBrush(now.colour("accent_soft"))
        painter.setPen(QPen(now.colour("accent"), 2) if contrast else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), now.px(8), now.px(8))
    _paint_lead(painter, box, entry)
    right = _paint_tail(painter, box, entry, current=current)
    left = box.left() + now.px(56)
    room = max(0, right - left)
    title, detail = now.font("strong"), now.font("small")
    half = box.height() // 2
    painter.setPen(now.colour("text"))
    painter.setFont(title)
    words = QFontMetrics(title).elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
    upper = QRect(left, box.top() + now.px(5), room, half - now.px(4))
    painter.drawText(upper if entry.detail else QRect(left, box.top(), room, box.height()), _LEFT,
                     words)  # fmt: skip
    painter.setPen(now.colour("text2"))
    painter.setFont(detail)
    words = QFontMetrics(detail).elidedText(entry.detail, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRect(left, box.top() + half, room, half - now.px(4)), _LEFT, words)
    painter.restore()


def _paint_lead(painter: QPainter, box: QRect, entry: Found) -> None:
    now = look()
    size = now.px(34)
    lead = QRectF(box.left() + now.px(10), box.center().y() - size / 2 + 0.5, size, size)
    if not entry.icon:
        draw_avatar(painter, lead, entry.title)
        return
    painter.setPen(QPen(now.colour("border"), 2) if now.theme.high_contrast else Qt.PenStyle.NoPen)
    painter.setBrush(now.colour("sunken"))
    painter.drawRoundedRect(lead, now.px(8), now.px(8))
    inset = (size - now.px(18)) / 2
    draw_icon(painter, lead.adjusted(inset, inset, -inset, -inset), entry.icon)


def _paint_tail(painter: QPainter, box: QRect, entry: Found, *, current: bool) -> int:
    """Key cap and chip from the right; returns where the words must end."""
    now = look()
    right = box.right() - now.px(10)
    key = entry.key or ("Enter" if current else "")
    if key:
        cap = cap_size(key)
        at = QRectF(right - cap.width(), box.center().y() - cap.height() / 2 + 0.5, *cap.toTuple())
        draw_cap(painter, at, key, now.colour("text2"), now.colour("border_strong"))
        right -= cap.width() + now.px(10)
    if entry.chip:
        words, kind = entry.chip
        size = chip_size(words)
        at = QRectF(right - size.width(), box.center().y() - size.height() / 2, *size.toTuple())
        draw_chip(painter, at, words, kind)
        right -= size.width() + now.px(10)
    return right


class ResultList(QFrame):
    """The list itself, placed by the search box it belongs to."""

    chosen = Signal(object)  # the fact of a row

    def __init__(self, window: QWidget, *, hints: bool = True) -> None:
        super().__init__(window)
        self.setProperty("k", "list")
        self.hide()
        body = column(self, (8, 8, 8, 8), 4)
        self.view = QListView()
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("What was found")
        self._model = _Model(self.view)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Painter(self.view))
        self.view.entered.connect(self._point)
        self.view.clicked.connect(self._click)
        body.addWidget(self.view, 1)
        body.addWidget(Line())
        self._footer = QWidget()
        self._has_hints = hints  # a list inside a card says nothing of keys
        keys = line(self._footer, (10, 4, 10, 2), 8)
        for key, words in (("↑↓", "choose"), ("Enter", "open"), ("Esc", "close")):
            keys.addWidget(KeyCap(key))
            keys.addWidget(Label(words, "small", "2"))
            keys.addSpacing(look().px(6))
        keys.addStretch(1)
        body.addWidget(self._footer)
        if not hints:
            self._footer.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The keys are said whole or not at all."""
        super().resizeEvent(event)
        room = self.width() - look().px(8 + 8)
        self._footer.setVisible(self._has_hints and self._footer.sizeHint().width() <= room)

    def fill(self, groups: Sequence[Group], *, choose_first: bool) -> None:
        """Show `groups`; the first row is chosen unless somebody has to choose."""
        self._model.fill(groups)
        rows = self._model.found_rows()
        self._choose(rows[0] if rows and choose_first else -1)

    def rows(self) -> list[Found]:
        return [entry for entry in self._model.entries if isinstance(entry, Found)]

    def current(self) -> Found | None:
        at = self.view.currentIndex().row()
        entry = self._model.entries[at] if 0 <= at < len(self._model.entries) else None
        return entry if isinstance(entry, Found) else None

    def step(self, step: int) -> Found | None:
        """Choose the row `step` further, staying at the ends."""
        rows = self._model.found_rows()
        if not rows:
            return None
        here = self.view.currentIndex().row()
        at = rows.index(here) + step if here in rows else (0 if step > 0 else len(rows) - 1)
        self._choose(rows[max(0, min(at, len(rows) - 1))])
        return self.current()

    def wanted_height(self) -> int:
        """px for everything, margins included, and the footer where there is one."""
        now = look()
        rows = sum(now.px(HEADING if isinstance(e, str) else ROW) for e in self._model.entries)
        footer = 0 if self._footer.isHidden() else self._footer.sizeHint().height()
        return rows + now.px(8 + 8 + 4 + 4) + footer + 6

    def _choose(self, row: int) -> None:
        index = self._model.index(row) if row >= 0 else QModelIndex()
        self.view.setCurrentIndex(index)
        if row >= 0:
            self.view.scrollTo(index)
        self.view.viewport().update()

    def _point(self, index: QModelIndex) -> None:
        if isinstance(self._model.entries[index.row()], Found):
            self._choose(index.row())

    def _click(self, index: QModelIndex) -> None:
        entry = self._model.entries[index.row()]
        if isinstance(entry, Found):
            self.chosen.emit(entry.fact)
