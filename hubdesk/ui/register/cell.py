"""Paints a cell of a register: the person, what to mind, and four marks of which one stands."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from hubdesk.models import Mark
from hubdesk.queries.register import RegisterRow
from hubdesk.ui.icons import draw_icon
from hubdesk.ui.register.rows import OF_COL, Col, RegisterModel, chip_of
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.avatar import draw_avatar
from hubdesk.ui.widgets.chips import chip_size, draw_chip

Index = QModelIndex | QPersistentModelIndex
_SHOWN_IN: Final = {Mark.LEFT_EARLY: Col.PRESENT, Mark.REMOTE: Col.PRESENT}
_LOOKS: Final = {
    Mark.PRESENT: ("ok", "check"),
    Mark.LEFT_EARLY: ("ok", "log-out"),
    Mark.REMOTE: ("ok", "monitor"),
    Mark.LATE: ("warn", "clock"),
    Mark.TOLD_US: ("info", "message-square"),
    Mark.ABSENT: ("bad", "x"),
}
_LETTER: Final = {Col.PRESENT: "P", Col.LATE: "L", Col.TOLD_US: "T", Col.ABSENT: "A"}


class RegisterCell(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, model, now = self.parent(), index.model(), look()
        assert isinstance(view, QTableView)
        assert isinstance(model, RegisterModel)
        row = model.rows[index.row()]
        box, chosen = QRect(option.rect), view.currentIndex().row() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(box, now.colour("accent_soft"))
        match index.column():
            case Col.NUMBER:
                painter.setFont(now.font("small", tabular=True))
                painter.setPen(now.colour("text2"))
                right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                at = box.adjusted(0, 0, -now.px(8), 0)
                painter.drawText(at, int(right.value), str(index.row() + 1))
            case Col.NAME:
                _paint_name(
                    painter, box, row, chosen=chosen, two_lines=view.isColumnHidden(Col.NEEDS)
                )
            case Col.NEEDS:
                _paint_needs(painter, box, row)
            case Col.NOTE:
                side = now.px(18)
                token = "accent_text" if row.note else "text2"
                at_ = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
                draw_icon(painter, at_, "notebook-pen", token)
            case column:
                _paint_mark(painter, box, row, Col(column), chosen=chosen)
        if chosen and (view.hasFocus() or now.theme.high_contrast):
            _paint_ring(painter, box, index.column(), has_focus=view.hasFocus())
        painter.restore()


def _paint_ring(painter: QPainter, box: QRect, column: int, *, has_focus: bool) -> None:
    colour = look().colour("focus" if has_focus else "accent")
    painter.fillRect(QRect(box.left(), box.top(), box.width(), 2), colour)
    painter.fillRect(QRect(box.left(), box.bottom() - 1, box.width(), 2), colour)
    if column == Col.NUMBER:
        painter.fillRect(QRect(box.left(), box.top(), 2, box.height()), colour)
    if column == Col.NOTE:
        painter.fillRect(QRect(box.right() - 1, box.top(), 2, box.height()), colour)


def _paint_name(
    painter: QPainter, box: QRect, row: RegisterRow, *, chosen: bool, two_lines: bool
) -> None:
    now = look()
    side = now.px(28)
    draw_avatar(painter, QRectF(box.left(), box.center().y() - side / 2, side, side), row.name)
    room = box.adjusted(side + now.px(9), 0, -now.px(6), 0)
    chip = chip_of(row)
    below = row.note or (chip[0] if chip else "")
    upper = room
    if two_lines and below:
        upper = QRect(room.left(), room.top() + now.px(4), room.width(), room.height() // 2)
        lower = QRect(room.left(), room.center().y(), room.width(), room.height() // 2 - now.px(2))
        _write(painter, lower, below, "small", "bad" if row.overdue else "text2")
    _write(painter, upper, row.name, "strong" if chosen else "body", "text")


def _paint_needs(painter: QPainter, box: QRect, row: RegisterRow) -> None:
    now, chip = look(), chip_of(row)
    if chip is not None:
        size = chip_size(chip[0])
        width = min(size.width(), box.width() - now.px(8))
        at = QRectF(box.left(), box.center().y() - size.height() / 2, width, size.height())
        draw_chip(painter, at, *chip)
    elif row.note:
        _write(painter, box.adjusted(0, 0, -now.px(8), 0), row.note, "small", "text2")


def _paint_mark(
    painter: QPainter, box: QRect, row: RegisterRow, column: Col, *, chosen: bool
) -> None:
    now = look()
    stands = _SHOWN_IN.get(Mark(row.mark)) if row.mark in _LOOKS else None
    is_on = row.mark == OF_COL[column] or stands == column
    around = QRectF(box).adjusted(now.px(4), now.px(4), -now.px(4), -now.px(4))
    if is_on:
        token, icon = _LOOKS[Mark(row.mark)]
        painter.setBrush(now.colour(f"{token}_soft"))
        painter.setPen(QPen(now.colour(token), 2))
        painter.drawRoundedRect(around.adjusted(1, 1, -1, -1), now.px(8), now.px(8))
        side = now.px(18)
        middle = around.center()
        at = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        draw_icon(painter, at, icon, token)
        return
    painter.setBrush(now.colour("surface"))
    edge = "border_strong" if chosen else "border"
    painter.setPen(QPen(now.colour(edge), now.theme.line))
    painter.drawRoundedRect(around.adjusted(0.5, 0.5, -0.5, -0.5), now.px(8), now.px(8))
    painter.setPen(now.colour("text" if chosen else "text2"))
    painter.setFont(now.font("smallstrong" if chosen else "small"))
    painter.drawText(around, int(Qt.AlignmentFlag.AlignCenter.value), _LETTER[column])


def _write(painter: QPainter, box: QRect, text: str, role: str, token: str) -> None:
    now = look()
    font = now.font(role)
    painter.setFont(font)
    painter.setPen(now.colour(token))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, int(left.value), shown)
