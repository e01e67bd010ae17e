"""A grid of steps in one painted view: 30 people by 60 skills cost no widget each.

Arrows move the ring, a number says how far, and the ring goes one down. What a step is stands in
the cell as its number, so that no colour alone says it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from hubdesk.queries.skills import StepRow
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.strip import announce

ROW, CELL, BOX, HEAD, NAME = 36, 44, 28, 34, 210  # units
STEP: Final = 130  # for the name of a step, where there is one column
_AREA_GAP: Final = 10


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its id, what stands over it, and the whole of what it means."""

    id: str
    short: str
    words: str
    starts_area: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its id and name. `starts_area` stands above it."""

    id: str
    name: str
    starts_area: str = ""


class StepGrid(QAbstractScrollArea):
    """`judged` tells row, column and step; `moved` that the ring is somewhere else.

    With one column the names have all the room, and the step is said beside its number.
    """

    judged = Signal(str, str, str)
    moved = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[GridRow, ...] = ()
        self.columns: tuple[GridColumn, ...] = ()
        self.steps: tuple[StepRow, ...] = ()
        self.places: Mapping[tuple[str, str], int] = {}
        self.at = (0, 0)
        self._lefts: list[int] = []
        self._tops: list[int] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.viewport().setAutoFillBackground(False)

    def show_grid(
        self,
        rows: Sequence[GridRow],
        columns: Sequence[GridColumn],
        steps: Sequence[StepRow],
        places: Mapping[tuple[str, str], int],
    ) -> None:
        """Other rows, columns or steps; the ring stays where it can."""
        self.rows, self.columns = tuple(rows), tuple(columns)
        self.steps, self.places = tuple(steps), places
        down, across = self.at
        self.at = (
            max(min(down, len(self.rows) - 1), 0),
            max(min(across, len(self.columns) - 1), 0),
        )
        self._lay_out()
        self.viewport().update()
        self.moved.emit()

    def chosen(self) -> tuple[GridRow, GridColumn] | None:
        """The cell with the ring."""
        down, across = self.at
        if down < len(self.rows) and across < len(self.columns):
            return self.rows[down], self.columns[across]
        return None

    def place_of(self, row: GridRow, column: GridColumn) -> int:
        """How far the row is in the column."""
        return self.places.get((row.id, column.id), 0)

    def choose(self, down: int, across: int) -> None:
        """Put the ring on a cell and bring it into view."""
        self.at = (
            max(0, min(down, len(self.rows) - 1)),
            max(0, min(across, len(self.columns) - 1)),
        )
        self._bring_into_view()
        self.viewport().update()
        self.moved.emit()
        if cell := self.chosen():
            row, column = cell
            step = self.steps[self.place_of(row, column)].title if self.steps else ""
            announce(self, f"{row.name}, {column.words}: {step}")

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down, across = self.at
        moves = {
            Qt.Key.Key_Up: (down - 1, across),
            Qt.Key.Key_Down: (down + 1, across),
            Qt.Key.Key_Left: (down, across - 1),
            Qt.Key.Key_Right: (down, across + 1),
            Qt.Key.Key_Home: (down, 0),
            Qt.Key.Key_End: (down, len(self.columns) - 1),
            Qt.Key.Key_PageUp: (0, across),
            Qt.Key.Key_PageDown: (len(self.rows) - 1, across),
            Qt.Key.Key_Backspace: (down - 1, across),
        }
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        number = event.key() - Qt.Key.Key_1
        if plain and 0 <= number < len(self.steps):
            self._judge(number)
        elif plain and event.key() in moves:
            self.choose(*moves[Qt.Key(event.key())])
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        for down, _ in enumerate(self.rows):
            for across, _ in enumerate(self.columns):
                if self.cell(down, across).contains(where):
                    self.choose(down, across)
                    return

    def _judge(self, number: int) -> None:
        if cell := self.chosen():
            row, column = cell
            self.judged.emit(row.id, column.id, self.steps[number].id)
            if self.at[0] + 1 < len(self.rows):
                self.choose(self.at[0] + 1, self.at[1])

    # Where things stand

    def cell(self, down: int, across: int) -> QRect:
        """The place of a cell in the viewport."""
        now = look()
        left = self._name_width() + self._lefts[across] - self.horizontalScrollBar().value()
        top = self._head_height() + self._tops[down] - self.verticalScrollBar().value()
        return QRect(left, top, now.px(CELL), now.px(ROW))

    def _name_width(self) -> int:
        if len(self.columns) == 1:
            return max(self.viewport().width() - look().px(CELL + STEP), look().px(NAME) // 2)
        return min(look().px(NAME), self.viewport().width() * 2 // 5)

    def _head_height(self) -> int:
        return 0 if len(self.columns) == 1 else look().px(HEAD) * 2

    def _lay_out(self) -> None:
        now, left = look(), 0
        self._lefts = []
        for at, column in enumerate(self.columns):
            left += now.px(_AREA_GAP) if column.starts_area and at else 0
            self._lefts.append(left)
            left += now.px(CELL)
        top, self._tops = 0, []
        for row in self.rows:
            top += now.px(HEAD) if row.starts_area else 0
            self._tops.append(top)
            top += now.px(ROW)
        room = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setPageStep(max(room.width() - self._name_width(), 1))
        across.setRange(0, max(0, left - across.pageStep()))
        across.setSingleStep(now.px(CELL))
        down.setPageStep(max(room.height() - self._head_height(), 1))
        down.setRange(0, max(0, top - down.pageStep()))
        down.setSingleStep(now.px(ROW))

    def _bring_into_view(self) -> None:
        if not self.columns or not self.rows:
            return
        now, (down, across) = look(), self.at
        for bar, start, size in (
            (self.horizontalScrollBar(), self._lefts[across], now.px(CELL)),
            (self.verticalScrollBar(), self._tops[down], now.px(ROW)),
        ):
            if start < bar.value():
                bar.setValue(start)
            elif start + size > bar.value() + bar.pageStep():
                bar.setValue(start + size - bar.pageStep())

    def sizeHint(self) -> QSize:
        return QSize(look().px(600), self._head_height() + look().px(ROW) * 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(240), self._head_height() + look().px(ROW) * 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._bring_into_view()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "rows"):
            self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            room, head, name = self.viewport().rect(), self._head_height(), self._name_width()
            if len(self.columns) == 1:
                head = 0
            painter.save()
            painter.setClipRect(QRect(name, 0, room.width() - name, head))
            self._paint_head(painter)
            painter.restore()
            painter.setClipRect(QRect(0, head, room.width(), room.height() - head))
            for down, row in enumerate(self.rows):
                top = self.cell(down, 0).top() if self.columns else head
                if top - look().px(HEAD) > room.bottom() or top + look().px(ROW) < head:
                    continue
                self._paint_row(painter, down, row, top)

    def _paint_head(self, painter: QPainter) -> None:
        now = look()
        for at, column in enumerate(self.columns):
            box = self.cell(0, at)
            if box.left() > self.viewport().width() or box.right() < self._name_width():
                continue
            chosen = at == self.at[1]
            painter.setPen(now.colour("accent_text" if chosen else "text2"))
            painter.setFont(now.font("smallstrong" if chosen else "small"))
            code = QRect(box.left(), now.px(HEAD), box.width(), now.px(HEAD))
            painter.drawText(code, int(Qt.AlignmentFlag.AlignCenter), column.short)
        for at, column in enumerate(self.columns):
            if column.starts_area:
                self._paint_area(painter, at, column.starts_area)

    def _paint_area(self, painter: QPainter, at: int, words: str) -> None:
        """The name of an area over its columns, kept in sight while they are."""
        now = look()
        last = next(
            (n - 1 for n in range(at + 1, len(self.columns)) if self.columns[n].starts_area),
            len(self.columns) - 1,
        )
        left = max(self.cell(0, at).left() + now.px(6), self._name_width() + now.px(6))
        room = self.cell(0, last).right() - left
        if room < now.px(24):
            return
        self._paint_words(painter, QRect(left, 0, room, now.px(HEAD)), words, "smallstrong", "text")

    def _paint_row(self, painter: QPainter, down: int, row: GridRow, top: int) -> None:
        now, name = look(), self._name_width()
        chosen = down == self.at[0]
        if row.starts_area:
            over = QRect(now.px(12), top - now.px(HEAD), name, now.px(HEAD))
            self._paint_words(painter, over, row.starts_area, "smallstrong", "text2")
        if chosen:
            ground = QRectF(0, top, self.viewport().width(), now.px(ROW))
            painter.fillRect(ground, now.colour("accent_soft"))
        painter.save()
        room = self.viewport().rect()
        painter.setClipRect(
            QRect(name, self._head_height(), room.width() - name, room.height()),
            Qt.ClipOperation.IntersectClip,
        )
        for across, column in enumerate(self.columns):
            box = self.cell(down, across)
            if box.right() >= name and box.left() <= room.right():
                self._paint_cell(painter, box, self.place_of(row, column))
                if self.at == (down, across):
                    self._paint_ring(painter, box)
        painter.restore()
        where = QRect(now.px(12), top, name - now.px(18), now.px(ROW))
        self._paint_words(painter, where, row.name, "strong" if chosen else "body", "text")
        if len(self.columns) == 1 and (place := self.place_of(row, self.columns[0])):
            beside = QRect(name + now.px(CELL + 4), top, now.px(STEP - 10), now.px(ROW))
            self._paint_words(painter, beside, self.steps[place].title, "small", "text2")

    def _paint_words(
        self, painter: QPainter, where: QRect, words: str, role: str, ink: str
    ) -> None:
        font = look().font(role)
        painter.setFont(font)
        painter.setPen(look().colour(ink))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, where.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(where, int(flags.value), shown)

    def _paint_cell(self, painter: QPainter, box: QRect, place: int) -> None:
        """Empty, begun in outline, or filled where it can be done; with the number of the step."""
        now = look()
        side = now.px(BOX)
        inner = QRectF(0, 0, side, side)
        inner.moveCenter(QRectF(box).center())
        done = bool(self.steps) and place < len(self.steps) and self.steps[place].is_achieved
        fill, edge, ink = ("accent", "accent", "on_accent") if done else (
            ("surface", "border", "text3") if not place else ("surface", "accent", "accent_text")
        )  # fmt: skip
        painter.setPen(QPen(now.colour(edge), now.theme.line if not place else 2))
        painter.setBrush(now.colour(fill))
        painter.drawRoundedRect(inner, now.px(5), now.px(5))
        if place:
            painter.setPen(now.colour(ink))
            painter.setFont(now.font("smallstrong"))
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), str(place + 1))

    def _paint_ring(self, painter: QPainter, box: QRect) -> None:
        now = look()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        wide = 3 if self.hasFocus() else 1
        painter.setPen(QPen(now.colour("focus"), wide))
        edge = QRectF(box).adjusted(2, 1, -2, -1)
        painter.drawRoundedRect(edge, now.px(7), now.px(7))
