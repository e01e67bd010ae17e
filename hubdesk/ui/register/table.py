"""The list of a register: one key a person.

Plain letters do something here alone, while the list has the focus: P, L, T, A, E and R mark,
N notes, W goes to who walked in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from hubdesk.i18n import translate
from hubdesk.models import Mark
from hubdesk.queries.register import RegisterRow
from hubdesk.ui.page import Frame
from hubdesk.ui.register.cell import RegisterCell
from hubdesk.ui.register.rows import KEYS, OF_COL, Col, RegisterModel
from hubdesk.ui.space import sized
from hubdesk.ui.theme import look

ROW: Final = 42  # units; the marks in it are 34
NARROW_ROW: Final = 50
_WIDTHS: Final = {Col.NUMBER: 40, Col.NEEDS: 176, Col.NOTE: 44}
_MARK_WIDTH: Final = 70


def _t(text: str) -> str:
    return translate("Register", text)


class RegisterTable(QTableView):
    """`marked` tells a person and a mark; the row below is chosen then."""

    marked = Signal(str, str)
    note_asked = Signal()
    walk_in_asked = Signal()
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.register_model = RegisterModel(self)
        self.is_narrow = False
        self.setModel(self.register_model)
        self.setItemDelegate(RegisterCell(self))
        self.setAccessibleName(_t("Register"))
        self.setAccessibleDescription(_t("P present, L late, T told us, A absent"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        across.setMinimumSectionSize(24)
        across.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.selectionModel().currentRowChanged.connect(self._chosen)
        sized(self, least_height=60)
        self._fit()

    # The rows

    def show_rows(self, rows: Sequence[RegisterRow]) -> None:
        """Other rows; who was chosen stays chosen."""
        before, at = self.chosen(), self.currentIndex().row()
        self.register_model.show_rows(rows)
        ids = [row.person_id for row in rows]
        if before is not None and before.person_id in ids:
            self.choose(ids.index(before.person_id))
        elif rows:
            self.choose(min(max(at, 0), len(rows) - 1))
        self._fit_columns()

    def chosen(self) -> RegisterRow | None:
        """The row with the ring."""
        at, rows = self.currentIndex().row(), self.register_model.rows
        return rows[at] if 0 <= at < len(rows) else None

    def choose(self, at: int) -> None:
        """Put the ring on a row and bring it into view."""
        index = self.register_model.index(at, Col.NAME)
        if index.isValid() and index.row() != self.currentIndex().row():
            self.setCurrentIndex(index)
        self.scrollTo(index)

    def choose_person(self, person_id: str) -> None:
        """Put the ring on somebody."""
        ids = [row.person_id for row in self.register_model.rows]
        if person_id in ids:
            self.choose(ids.index(person_id))

    def choose_unmarked(self) -> None:
        """The first who is not marked yet; the first of all where everybody is."""
        rows = self.register_model.rows
        at = next((n for n, row in enumerate(rows) if not row.mark), 0)
        if rows:
            self.choose(at)

    def set_frame(self, frame: Frame) -> None:
        """Where there is little room, what helps somebody stands under their name."""
        self.is_narrow = frame is Frame.NARROW
        self.setColumnHidden(Col.NEEDS, self.is_narrow)
        self.setColumnHidden(Col.NOTE, self.is_narrow)
        self.horizontalHeader().setVisible(not self.is_narrow)
        self._fit()

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier  # a stuck Caps Lock
        if (plain or shift) and not event.isAutoRepeat():
            if key in KEYS and self.chosen() is not None:
                self._mark(KEYS[key])
                return
            if key == Qt.Key.Key_N:
                self.note_asked.emit()
                return
            if key == Qt.Key.Key_W:
                self.walk_in_asked.emit()
                return
            if key == Qt.Key.Key_Backspace:
                self.choose(max(self.currentIndex().row() - 1, 0))
                return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
            return
        if key in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyboardSearch(self, search: str) -> None:
        """Letters are marks here."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if index.column() in OF_COL:
            self.choose(index.row())
            self._mark(OF_COL[Col(index.column())], stays=True)
        elif index.column() == Col.NOTE:
            self.note_asked.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.chosen() is None:
            self.choose_unmarked()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
        self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "register_model"):
            self._fit()

    def _mark(self, mark: Mark, *, stays: bool = False) -> None:
        row, at = self.chosen(), self.currentIndex().row()
        if row is None:
            return
        was = row.mark
        self.marked.emit(row.person_id, mark.value)
        now_ = next(
            (one for one in self.register_model.rows if one.person_id == row.person_id), None
        )
        changed = now_ is not None and now_.mark != was and bool(now_.mark)
        if changed and not stays and at + 1 < self.register_model.rowCount():
            self.choose(at + 1)

    def _chosen(self, here: QModelIndex, before: QModelIndex) -> None:
        """The ring moved: what it left and where it is are drawn, and no other row."""
        for index in (here, before):
            if index.isValid():
                top, tall = self.rowViewportPosition(index.row()), self.rowHeight(index.row())
                self.viewport().update(0, top, self.viewport().width(), tall)
        self.chosen_changed.emit()

    def _fit(self) -> None:
        height = NARROW_ROW if self.is_narrow else ROW
        self.verticalHeader().setDefaultSectionSize(look().px(height))
        self._fit_columns()

    def _fit_columns(self) -> None:
        now, header = look(), self.horizontalHeader()
        mark = now.px(54 if self.is_narrow else _MARK_WIDTH)
        used = 0
        for column in Col:
            if column == Col.NAME or self.isColumnHidden(column):
                continue
            width = mark if column in OF_COL else now.px(_WIDTHS[column])
            if column == Col.NUMBER and self.is_narrow:
                width = now.px(28)
            header.resizeSection(column, width)
            used += width
        header.resizeSection(Col.NAME, max(self.viewport().width() - used, now.px(90)))


_MOVES: Final = (
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
)
