"""What belongs to a device: its parts, each to be renamed, taken away or added."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.queries.device_page import DevicePage
from hubdesk.ui.space import column, emptied, line, sized
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.form import LineEdit
from hubdesk.ui.widgets.text import ElidedLabel, WrappedLabel


def _t(text: str) -> str:
    return translate("Devices", text)


class _PartEdit(LineEdit):
    """Enter takes what is typed, Esc leaves it; Esc with nothing typed goes on to the page."""

    taken = Signal(str)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.taken.emit(self.text())
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.left.emit()
        else:
            super().keyPressEvent(event)


class KitCard(Card):
    """`changed` carries all the names as they are to be, and what was done in words."""

    changed = Signal(list, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 16, 14), 8, parent)
        self.head = SectionHead(_t("Comes with"), 0)
        self.body.addWidget(sized(self.head, least_height=38))
        self._rows = QWidget()
        self._lines = column(self._rows, 0, 2)
        self.body.addWidget(self._rows)
        row = line(gap=8)
        self.edit = _PartEdit("", _t("Add a part, like a bag"), _t("Add a part"))
        self.edit.taken.connect(lambda _text: self._add())
        self.edit.left.connect(self.edit.clear)
        self.add_button = Button(
            _t("Add"), icon="plus", name=_t("Add this part"), verb="change kit"
        )
        self.add_button.clicked.connect(lambda _on=False: self._add())
        row.addWidget(self.edit, 1)
        row.addWidget(self.add_button)
        self.body.addLayout(row)
        self._names: list[str] = []
        self._tag = ""
        self._renaming = -1
        self._next_focus = -1

    def show_device(self, device: DevicePage) -> None:
        """Show its parts."""
        self._tag = device.tag
        self._names = [name for _, name in device.kit]
        self._renaming = -1
        self._draw()

    def half_done(self) -> Callable[[], object] | None:
        """What finishes the part that is typed; None where none is."""
        if self._renaming >= 0 and self._rename_edit.text() != self._names[self._renaming]:
            at, edit = self._renaming, self._rename_edit
            return lambda: self._rename(at, edit.text())
        return self._add if self.edit.text().strip() else None

    def step_back(self) -> bool:
        """Esc: a name that was being changed stays as it was."""
        if self._renaming < 0:
            return False
        self._begin_rename(-1)
        return True

    def _draw(self) -> None:
        self.head.set_count(len(self._names))
        emptied(self._rows)
        self._removes: list[IconButton] = []
        if not self._names:
            self._lines.addWidget(WrappedLabel(_t("Nothing comes with it."), "body", "2"))
        for at, name in enumerate(self._names):
            renamed = at == self._renaming
            self._lines.addWidget(self._renaming_row(at, name) if renamed else self._row(at, name))
        self._give_focus()

    def _give_focus(self) -> None:
        """Where a row was taken away or renamed, the focus goes to what stands there now."""
        at, self._next_focus = self._next_focus, -1
        if at >= 0 and self._removes:
            self._removes[min(at, len(self._removes) - 1)].setFocus()
        elif at >= 0:
            self.edit.setFocus()

    def _row(self, at: int, name: str) -> QWidget:
        box = QWidget()
        row = line(box, 0, 4)
        row.addWidget(ElidedLabel(name), 1)
        rename = IconButton("pencil", _t("Rename {part}").format(part=name), verb="change kit")
        remove = IconButton("x", _t("Take {part} away").format(part=name), verb="change kit")
        self._removes.append(remove)
        rename.clicked.connect(lambda _on=False: self._begin_rename(at))
        remove.clicked.connect(lambda _on=False: self._remove(at))
        row.addWidget(rename)
        row.addWidget(remove)
        return box

    def _renaming_row(self, at: int, name: str) -> QWidget:
        box = QWidget()
        row = line(box, (0, 2, 0, 2), 8)
        edit = _PartEdit(name, "", _t("New name of {part}").format(part=name))
        edit.taken.connect(lambda text: self._rename(at, text))
        edit.left.connect(lambda: self._begin_rename(-1))
        keep = Button(_t("Rename"))
        keep.clicked.connect(lambda _on=False: self._rename(at, edit.text()))
        row.addWidget(edit, 1)
        row.addWidget(keep)
        edit.selectAll()
        self._rename_edit = edit
        return box

    def _begin_rename(self, at: int) -> None:
        self._renaming = at
        self._draw()
        if at >= 0:
            self._rename_edit.setFocus()
        else:
            self.edit.setFocus()

    def _add(self) -> None:
        name = self.edit.text().strip()
        if not name:
            self.edit.setFocus()
            return
        words = _t("{part} now comes with {tag}.").format(part=name, tag=self._tag)
        self.edit.setText("")  # not clear(): Ctrl+Z is to take the part back, not the typing
        self.changed.emit([*self._names, name], words)
        self.edit.setFocus()

    def _remove(self, at: int) -> None:
        words = _t("{part} no longer comes with {tag}.")
        names = [name for n, name in enumerate(self._names) if n != at]
        self._next_focus = at
        self.changed.emit(names, words.format(part=self._names[at], tag=self._tag))

    def _rename(self, at: int, name: str) -> None:
        name = name.strip()
        if not name or name == self._names[at]:
            self._begin_rename(-1)
            return
        words = _t("{part} is now called {name}.").format(part=self._names[at], name=name)
        names = [name if n == at else kept for n, kept in enumerate(self._names)]
        self._next_focus = len(names) - 1  # the part is a new one, so it stands last
        self.changed.emit(names, words)
