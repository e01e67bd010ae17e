"""The list of what was done: painted, so that a thousand actions cost no more than ten."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from hubdesk.i18n import translate
from hubdesk.ui.activity.rows import ActivityModel, Shown
from hubdesk.ui.icons import picture
from hubdesk.ui.scroll_edge import ScrollEdge
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.chips import chip_size, draw_chip

Index = QModelIndex | QPersistentModelIndex
_ROW, _HEADING = 52, 40
_LEFT, _GAP, _ICON, _TILE = 12, 12, 18, 34
_LEAST_WORDS = 120  # units that the words keep, whatever stands at the right
_LEFT_MIDDLE = int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value)
_WRAPPED = int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop).value) | int(
    Qt.TextFlag.TextWordWrap.value
)


def _t(text: str) -> str:
    return translate("Activity", text)


class ActivityList(QListView):
    """One stop for Tab. Arrows choose, Enter or the Undo at the right undoes."""

    undo_asked = Signal(str)  # the id of an action
    kept = Signal(object)  # an ActivityRow: Enter was pressed where there is nothing to undo

    def __init__(self, model: ActivityModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.hovered = -1
        self.setModel(model)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(_t("What was done"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        for is_lower in (False, True):
            ScrollEdge(self, is_lower=is_lower)

    def chosen(self) -> Shown | None:
        """The action that is chosen."""
        return self.rows.shown(self.currentIndex().row())

    def choose(self, row: int) -> None:
        """Choose the action at `row`, or the first after it."""
        for at in range(max(row, 0), self.rows.rowCount()):
            if self.rows.shown(at) is not None:
                self.setCurrentIndex(self.rows.index(at))
                return

    def undo_box(self, at: int) -> QRect:
        """Where Undo stands in a row, empty where there is none."""
        shown = self.rows.shown(at)
        if shown is None or not shown.row.can_undo:
            return QRect()
        box, now = self.visualRect(self.rows.index(at)), look()
        width, height = _undo_size().toTuple()
        left = box.right() - now.px(_LEFT) - width
        return QRect(left, box.center().y() - height // 2, width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._undo(self.currentIndex().row())
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing belongs to the search box."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint()).row()
        if self.undo_box(at).contains(event.position().toPoint()):
            self._undo(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        point = event.position().toPoint()
        at = self.indexAt(point).row()
        hand = self.undo_box(at).contains(point)
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        )
        if at != self.hovered:
            self.hovered = at
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered = -1
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.chosen() is None:
            self.choose(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # a long sentence takes more lines where it is narrow

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            QToolTip.hideText()  # nothing is shortened, so nothing has to be said twice
            return True
        return super().viewportEvent(event)

    def _undo(self, at: int) -> None:
        shown = self.rows.shown(at)
        if shown is not None and shown.row.can_undo:
            self.undo_asked.emit(shown.row.txn_id)
        elif shown is not None:
            self.kept.emit(shown.row)


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, ActivityList)
        now, width = look(), view.viewport().width()
        shown = view.rows.shown(index.row())
        if shown is None:
            return QSize(width, now.px(_HEADING))
        words = _words_box(QRect(0, 0, width, 0), shown)
        body, small = QFontMetrics(now.font("body")), QFontMetrics(now.font("small"))
        tall = body.boundingRect(words.left(), 0, words.width(), 10_000, _WRAPPED, shown.words)
        return QSize(width, max(now.px(_ROW), tall.height() + small.height() + now.px(16)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, now = self.parent(), look()
        assert isinstance(view, ActivityList)
        box, shown = QRect(option.rect), view.rows.shown(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if shown is None:
            painter.setPen(now.colour("text2"))
            painter.setFont(now.font("smallstrong"))
            words = str(index.data())
            painter.drawText(box.adjusted(now.px(_LEFT), now.px(10), 0, 0), _LEFT_MIDDLE, words)
        else:
            chosen = view.currentIndex().row() == index.row()
            _paint_ground(painter, box, chosen, view.hovered == index.row(), view.hasFocus())
            _paint_action(painter, box, shown)
        painter.restore()


def _undo_size() -> QSize:
    now = look()
    words = QFontMetrics(now.font("body")).horizontalAdvance(_t("Undo"))
    return QSize(words + now.px(_ICON + 8 + 2 * 10), now.px(34))


def _tail_width(shown: Shown) -> int:
    if shown.row.can_undo:
        return _undo_size().width()
    return chip_size(_t("Undone")).width() if shown.row.is_undone else 0


def _words_box(box: QRect, shown: Shown) -> QRect:
    now = look()
    left = box.left() + now.px(_LEFT + _TILE + _GAP)
    right = box.right() - now.px(_LEFT) - _tail_width(shown) - now.px(_GAP)
    return QRect(left, box.top(), max(right - left, now.px(_LEAST_WORDS)), box.height())


def _paint_ground(
    painter: QPainter, box: QRect, chosen: bool, hovered: bool, focused: bool
) -> None:
    now = look()
    inside = box.adjusted(1, 1, -1, -1)
    if chosen or hovered:
        ring = chosen and (focused or now.theme.high_contrast)
        token = "focus" if focused else "accent"
        painter.setPen(QPen(now.colour(token), 2) if ring else Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("accent_soft" if chosen else "hover"))
        painter.drawRoundedRect(inside, now.px(8), now.px(8))
    else:
        thick = now.theme.line
        line = QRect(box.left() + now.px(_LEFT), box.bottom() - thick + 1, box.width(), thick)
        painter.fillRect(line.intersected(box), now.colour("border"))


def _paint_action(painter: QPainter, box: QRect, shown: Shown) -> None:
    now, done = look(), shown.row.is_undone
    side = now.px(_TILE)
    tile = QRect(box.left() + now.px(_LEFT), box.center().y() - side // 2, side, side)
    edge = QPen(now.colour("border"), 2) if now.theme.high_contrast else Qt.PenStyle.NoPen
    painter.setPen(edge)
    painter.setBrush(now.colour("sunken"))
    painter.drawRoundedRect(tile, now.px(8), now.px(8))
    icon = now.px(_ICON)
    corner = tile.center()
    painter.drawPixmap(
        corner.x() - icon // 2,
        corner.y() - icon // 2,
        picture(shown.icon, "text3" if done else "text2", _ICON),
    )
    words = _words_box(box, shown)
    small = QFontMetrics(now.font("small")).height()
    top = words.adjusted(0, now.px(7), 0, -small - now.px(7))
    painter.setFont(now.font("body"))
    painter.setPen(now.colour("text3" if done else "text"))
    painter.drawText(top, _WRAPPED, shown.words)
    painter.setFont(now.font("small"))
    painter.setPen(now.colour("text2"))
    low = QRect(words.left(), words.bottom() - small - now.px(7), words.width(), small + now.px(2))
    painter.drawText(low, _LEFT_MIDDLE, shown.when)
    _paint_tail(painter, box, shown)


def _paint_tail(painter: QPainter, box: QRect, shown: Shown) -> None:
    now = look()
    right, middle = box.right() - now.px(_LEFT), box.center().y()
    if shown.row.is_undone:
        size = chip_size(_t("Undone"))
        chip = QRect(right - size.width(), middle - size.height() // 2, *size.toTuple())
        draw_chip(painter, chip.toRectF(), _t("Undone"), "")
    elif shown.row.can_undo:
        size = _undo_size()
        left = right - size.width()
        icon = now.px(_ICON)
        painter.drawPixmap(
            left + now.px(10), middle - icon // 2, picture("undo-2", "accent_text", _ICON)
        )
        painter.setFont(now.font("body"))
        painter.setPen(now.colour("accent_text"))
        words = QRect(left + now.px(10) + icon + now.px(8), box.top(), size.width(), box.height())
        painter.drawText(words, _LEFT_MIDDLE, _t("Undo"))
