"""The box at the top: takes scans and names, and drops a list of what it finds."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QWidget

from hubdesk.ui.space import line, sized
from hubdesk.ui.theme import look, mark_as
from hubdesk.ui.tokens import SEARCH
from hubdesk.ui.widgets.key_cap import KeyCap
from hubdesk.ui.widgets.result_list import Group, ResultList
from hubdesk.ui.widgets.strip import announce
from hubdesk.ui.widgets.text import IconLabel

_PAGE = 5
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _PAGE,
    Qt.Key.Key_PageUp: -_PAGE,
}


MOST = 1000  # letters


_ALT_WRITES: Final = sys.platform == "darwin"


class BoxEdit(QLineEdit):
    """The line inside the box. Keys that steer the list are told, not typed."""

    steered = Signal(int)
    entered = Signal()
    escaped = Signal()
    focused = Signal(bool)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo and (not self.text() or not self.isUndoAvailable()):
                event.ignore()  # nothing typed to take back: Undo means the last action
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.steered.emit(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.entered.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.escaped.emit()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and not _ALT_WRITES:
            event.ignore()  # a key of something that is not offered now: as text it would hide Undo
        elif key == Qt.Key.Key_Space and not self.text():
            event.accept()  # nothing is called so, and it would hide Undo as well
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)


class SearchBox(QFrame):
    """`typed` asks for results, which come back through `show_groups`.

    Several keys in one go ask once. `entered` tells of Enter where nothing was chosen: with ""
    it means the filled button of the page.
    """

    typed = Signal(str)
    entered = Signal(str)
    chosen = Signal(object)

    def __init__(
        self,
        placeholder: str = "Scan a card or a device, or type a name",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("k", "search")
        sized(self, height=SEARCH)
        row = line(self, (14, 0, 11, 0), 10)
        self.edit = BoxEdit()
        self.edit.setMaxLength(MOST)  # a page pasted by mistake would be looked for word by word
        self.edit.setProperty("k", "bare")
        # it fills the frame, so that the whole box can be hit
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(placeholder)
        self.edit.setAccessibleDescription("Key F2")
        self.setFocusProxy(self.edit)
        row.addWidget(IconLabel("scan-barcode", "accent_text", 22))
        row.addWidget(self.edit, 1)
        row.addWidget(KeyCap("F2"))
        self._list: ResultList | None = None
        self._asked = ""
        self._shown_for: str | None = None
        self._enter_waits = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._ask)
        self._place_soon = QTimer(self)
        self._place_soon.setSingleShot(True)
        self._place_soon.timeout.connect(self.place_list)
        self.edit.textChanged.connect(self._changed)
        self.edit.steered.connect(self._steer)
        self.edit.entered.connect(self._enter)
        self.edit.escaped.connect(self.clear)
        self.edit.focused.connect(self._focus)

    def text(self) -> str:
        return self.edit.text()

    def clear(self) -> None:
        """Empty the box, and forget that anything was typed."""
        self._soon.stop()
        self._asked = ""
        self._enter_waits = False
        self.edit.setText("")
        self._soon.stop()
        self.close_list()

    def show_groups(self, groups: Sequence[Group], text: str, *, choose_first: bool = True) -> None:
        """Show what was found for `text`; answers to an older question are dropped.

        With `choose_first=False` several fit and somebody has to choose: Enter alone will not.
        """
        if text != self.edit.text():
            return
        self._shown_for = text
        self._drop().fill(groups, choose_first=choose_first)
        if not self._drop().rows():
            self.close_list()
        elif self.edit.hasFocus() or self.window().focusWidget() is self.edit:
            self.place_list()
            self._drop().show()
            self._drop().raise_()
        if self._enter_waits:
            self._enter_waits = False
            self._enter()

    def close_list(self) -> None:
        """Put the list away; what was typed stays."""
        self._shown_for = None
        if self._list is not None:
            self._list.hide()

    def drop_list(self) -> None:
        """Let go of the list and all that stands in it: it hangs on the window, not on the box."""
        self.clear()
        if self._list is not None:
            self._list.window().removeEventFilter(self)
            self._list.setParent(None)
            self._list.deleteLater()
            self._list = None

    def list_is_open(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def results(self) -> ResultList:
        """The list, for tests and for who wants to read it."""
        return self._drop()

    def place_list(self) -> None:
        """Put the list under the box, no lower than the window."""
        drop, window = self._drop(), self.window()
        corner = self.mapTo(window, QPoint(0, self.height() + look().px(6)))
        room = window.height() - corner.y() - look().px(12)
        drop.setGeometry(corner.x(), corner.y(), self.width(), min(drop.wanted_height(), room))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.list_is_open():
            self._place_soon.start(0)
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and getattr(self, "_list", None):
            self._place_soon.start(0)  # once everything else has its new size

    def _drop(self) -> ResultList:
        if self._list is None:
            self._list = ResultList(self.window())
            self._list.chosen.connect(self._take)
            self.window().installEventFilter(self)
        return self._list

    def _changed(self) -> None:
        self._enter_waits = False
        self._soon.start(0)

    def _ask(self) -> None:
        self._soon.stop()
        self._asked = self.edit.text()
        if not self._asked.strip():
            self.close_list()
        self.typed.emit(self._asked)

    def _steer(self, step: int) -> None:
        if not self.list_is_open():
            self._ask()
            return
        found = self._drop().step(step)
        if found is not None:
            announce(self.edit, ", ".join(p for p in (found.title, found.detail) if p))

    def _enter(self) -> None:
        text = self.edit.text()
        if text.strip() and self._asked != text:
            self._ask()  # the last keys have not been asked about yet
        if text.strip() and self._shown_for is not None and self._shown_for == text:
            found = self._drop().current()
            if found is not None:
                self._take(found.fact)
                return
            if len(self._drop().rows()) > 1:
                self._steer(1)
                return
        elif text.strip() and self._soon_answered():
            self._enter_waits = True
            return
        self.entered.emit(text)

    def _soon_answered(self) -> bool:
        """Whether somebody said that answers come later than the question."""
        return bool(self.property("answers later"))

    def _take(self, fact: object) -> None:
        self.clear()
        self.chosen.emit(fact)

    def _focus(self, here: bool) -> None:
        mark_as(self, on="1" if here else "0")
        if not here:
            self.close_list()
