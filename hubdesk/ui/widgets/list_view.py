"""The table that shows a ListModel: whole rows, chips for states, and it stays where it was."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from hubdesk.ui.scroll_edge import ScrollEdge
from hubdesk.ui.theme import look
from hubdesk.ui.tokens import INK, ROW
from hubdesk.ui.widgets.avatar import draw_avatar
from hubdesk.ui.widgets.chips import chip_size, draw_chip
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.list_model import Column, ListModel

Index = QModelIndex | QPersistentModelIndex
_SIDE = 12


class _Cell(QStyledItemDelegate):
    """Paints a cell from its column: text, a second line, an avatar or a chip."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self.parent()
        assert isinstance(view, ListView)
        model = view.list_model
        column, row = model.columns[index.column()], model.row(index.row())
        now, box = look(), QRect(option.rect)
        chosen = view.selectionModel().isRowSelected(index.row(), QModelIndex())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or view.hovered == index.row():
            painter.fillRect(box, now.colour("accent_soft" if chosen else "hover"))
        thick = now.theme.line
        hairline = QRect(box.left(), box.bottom() - thick + 1, box.width(), thick)
        painter.fillRect(hairline, now.colour("border"))
        if row is not None:
            side = now.px(_SIDE)
            _paint_cell(painter, box.adjusted(side, 0, -side, -1), column, row)
        if chosen and view.hasFocus():
            _paint_ring(painter, box, view.ends_at(index.column()))
        elif chosen and now.theme.high_contrast:
            _paint_ring(painter, box, view.ends_at(index.column()), "accent")
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The whole text of a cell that could not show all of it."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(view, ListView):
            return super().helpEvent(event, view, option, index)
        words = str(index.data() or "")
        room = option.rect.width() - 2 * look().px(_SIDE)
        fits = QFontMetrics(look().font("body")).horizontalAdvance(words) <= room
        QToolTip.showText(event.globalPos(), "" if fits else words, view)
        return True


def _paint_cell(painter: QPainter, box: QRect, column: Column[Any], row: Any) -> None:
    now = look()
    chip = column.chip(row) if column.chip else None
    if chip is not None:
        size = chip_size(chip[0])
        width = min(size.width(), box.width())
        top = box.center().y() - size.height() / 2 + 0.5
        draw_chip(painter, QRectF(box.left(), top, width, size.height()), *chip)
        return
    text, detail = column.text(row), column.detail(row) if column.detail else ""
    if column.person and text:
        side = now.px(28)
        lead = QRectF(box.left(), box.center().y() - side / 2 + 0.5, side, side)
        draw_avatar(painter, lead, text)
        box = box.adjusted(side + now.px(10), 0, 0, 0)
    role = "strong" if column.strong else "body"
    half = box.height() // 2
    upper = QRect(box.left(), box.top() + now.px(4), box.width(), half - now.px(3))
    _write(painter, upper if detail else box, text, role, INK[column.ink], column.align)
    if detail:
        lower = QRect(box.left(), box.top() + half, box.width(), half - now.px(3))
        _write(painter, lower, detail, "small", "text2", column.align)


def _write(painter: QPainter, box: QRect, text: str, role: str, token: str, align: str) -> None:
    now = look()
    font = now.font(role, tabular=True)
    painter.setFont(font)
    painter.setPen(now.colour(token))
    mode = Qt.TextElideMode.ElideRight
    shown = QFontMetrics(font).elidedText(text.replace("\n", " "), mode, box.width())
    side = Qt.AlignmentFlag.AlignRight if align == "right" else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, int((side | Qt.AlignmentFlag.AlignVCenter).value), shown)


def _paint_ring(
    painter: QPainter, box: QRect, ends: tuple[bool, bool], token: str = "focus"
) -> None:
    """The part of a row's ring that lies in one of its cells."""
    colour = look().colour(token)
    painter.fillRect(QRect(box.left(), box.top(), box.width(), 2), colour)
    painter.fillRect(QRect(box.left(), box.bottom() - 1, box.width(), 2), colour)
    begins, closes = ends
    if begins:
        painter.fillRect(QRect(box.left(), box.top(), 2, box.height()), colour)
    if closes:
        painter.fillRect(QRect(box.right() - 1, box.top(), 2, box.height()), colour)


class ListView(QTableView):
    """`opened` tells the id of a row that was opened by Enter or a double click.

    A reload keeps the chosen row by its id, and the row at the top where it was.
    """

    opened = Signal(str)
    chosen_changed = Signal(str)

    def __init__(
        self,
        model: ListModel[Any],
        name: str,
        empty: Empty | None = None,
        *,
        row_height: int = ROW,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.list_model = model
        self.hovered = -1
        self._row_height = row_height
        self._empty = empty
        self._keep = ("", "", 0)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Cell(self))
        self._set_headers()
        self.setModel(model)
        self._show_sort()
        self.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self.selectionModel().currentRowChanged.connect(self._tell)
        if empty is not None:
            empty.setParent(self)
            empty.hide()
        ScrollEdge(self, is_lower=True)
        self._fit()

    def chosen(self) -> str:
        """The id of the chosen row, "" without one."""
        return self.list_model.id_at(self.currentIndex().row())

    def choose(self, id_: str) -> bool:
        """Choose the row of an id and bring it into view; False where it is not in the list."""
        at = self.list_model.find(id_, max(0, self.currentIndex().row()))
        if at is None:
            return False
        self.selectRow(at)
        self.scrollTo(self.list_model.index(at, 0))
        return True

    def choose_first(self) -> None:
        """Choose the first row, if there is one."""
        if self.list_model.rowCount():
            self.selectRow(0)

    def hide_columns(self, *hidden: int) -> None:
        """Leave these columns out where there is little room; the others get theirs."""
        for at in range(len(self.list_model.columns)):
            self.setColumnHidden(at, at in hidden)
        self._fit_columns()

    def ends_at(self, column: int) -> tuple[bool, bool]:
        """Whether a column is the first, and the last, of those that are shown."""
        all_ = range(len(self.list_model.columns))
        shown = [at for at in all_ if not self.isColumnHidden(at)]
        return column == shown[0], column == shown[-1]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._open(self.currentIndex().row())
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing belongs to the search box; a search here would read every row."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():  # Qt makes a row current, but chooses none
            self.choose_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().geometry())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_keep"):
            self._fit()

    def _set_headers(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        across.setSectionsMovable(False)
        across.setSectionsClickable(True)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        across.setStretchLastSection(False)
        across.setMinimumSectionSize(24)
        across.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        across.setSortIndicatorShown(True)

    def _show_sort(self) -> None:
        model = self.list_model
        at = next((n for n, c in enumerate(model.columns) if c.sort == model.sort_key), -1)
        order = Qt.SortOrder.DescendingOrder if model.descending else Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(at if model.sort_key else -1, order)
        header.blockSignals(False)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self.list_model.sort(column, order)
        self._show_sort()  # a column that cannot be sorted by gives the arrow back

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(look().px(self._row_height))
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give every column its units, and what is left to those that stretch."""
        columns, header, now = self.list_model.columns, self.horizontalHeader(), look()
        shown = [n for n in range(len(columns)) if not self.isColumnHidden(n)]
        fixed = sum(now.px(columns[n].width) for n in shown)
        stretching = [n for n in shown if not columns[n].width]
        room = max(self.viewport().width() - fixed, 0)
        share = max(room // max(len(stretching), 1), now.px(140))
        for at, column in enumerate(columns):
            header.resizeSection(at, now.px(column.width) if column.width else share)

    def _remember(self) -> None:
        top = self.rowAt(0)
        here = self.currentIndex().row()
        self._keep = (self.chosen(), self.list_model.id_at(top), max(top, 0))
        self._kept_row = max(here, 0)

    def _restore(self) -> None:
        chosen, top_id, top = self._keep
        model = self.list_model
        if (at := model.find(chosen, self._kept_row)) is not None:
            self.selectRow(at)
        if (at := model.find(top_id, top)) is not None:
            self.verticalScrollBar().setValue(at)
        self.hovered = -1
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().geometry())
            self._empty.setVisible(model.rowCount() == 0)
        self._fit_columns()

    def _hover(self, row: int) -> None:
        self.hovered = row
        self.viewport().update()

    def _open(self, row: int) -> None:
        if id_ := self.list_model.id_at(row):
            self.opened.emit(id_)

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen_changed.emit(self.list_model.id_at(current.row()))
