"""The rail at the left: where one can go, and how saving stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QVBoxLayout, QWidget

from hubdesk.ui.actions import shown_key
from hubdesk.ui.icons import icon
from hubdesk.ui.mark import Mark
from hubdesk.ui.page import PageSpec
from hubdesk.ui.space import column, line, sized
from hubdesk.ui.theme import look
from hubdesk.ui.tokens import RAIL, RAIL_NARROW
from hubdesk.ui.widgets.buttons import Button, RailButton
from hubdesk.ui.widgets.cards import Line
from hubdesk.ui.widgets.text import ElidedLabel, IconLabel, Label, WrappedLabel


@dataclass(frozen=True, slots=True)
class Status:
    """How saving stands: at most three short lines, and a word for the narrow rail."""

    words: str = "Saved on this computer"
    more: tuple[str, ...] = ()
    icon: str = "hard-drive"
    ink: str = "2"
    short: str = "Saved here"

    @property
    def token(self) -> str:
        return {"2": "text2", "warn": "warn", "bad": "bad"}[self.ink]


class StatusLine(QPushButton):
    """The status in full, pressed to see more."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("k", "status")
        self.setAutoDefault(False)
        row = line(self, (8, 8, 8, 8), 10)
        self._icon = IconLabel("", "text2", 20)
        self._words = column(gap=3)
        self._first = WrappedLabel("", "smallstrong")
        self._words.addWidget(self._first)
        self._more = [WrappedLabel("", "small", "2"), WrappedLabel("", "small", "3")]
        for label in self._more:
            self._words.addWidget(label)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words, 1)

    def show_status(self, status: Status) -> None:
        self._icon.set_icon(status.icon, status.token)
        self._first.setText(status.words)
        self._first.set_ink("bad" if status.ink == "bad" else "")
        for label, words in zip(self._more, (*status.more, "", ""), strict=False):
            label.setText(words)
            label.setVisible(bool(words))
        self.setAccessibleName(". ".join((status.words, *status.more)))

    def sizeHint(self) -> QSize:
        found = self.layout()
        width = look().px(RAIL - 24)
        height = found.heightForWidth(width) if found else 0
        return QSize(width, max(height, look().px(44)))

    minimumSizeHint = sizeHint


class Rail(QFrame):
    """Both shapes of the rail. `chosen` names a page."""

    chosen = Signal(str)
    status_asked = Signal()

    def __init__(self, specs: Sequence[PageSpec], hub: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("k", "rail")
        self.setAccessibleName("Where to go")
        self._specs = [spec for spec in specs if spec.place]
        self._closed: frozenset[str] = frozenset()
        self._current = ""
        self._status = Status()
        self._hub = hub
        self._both = line(self)
        self._wide = _Wide(self)
        self._slim: _Slim | None = None
        self._both.addWidget(self._wide)
        sized(self, width=RAIL)
        self.show_status(self._status)

    @property
    def specs(self) -> list[PageSpec]:
        """The entries that whoever is at the desk may open."""
        return [spec for spec in self._specs if spec.name not in self._closed]

    def close_pages(self, names: Iterable[str]) -> None:
        """Leave these out: whoever is at the desk may not open them."""
        self._closed = frozenset(names)
        for shape in (self._wide, self._slim):
            if shape is not None:
                shape.fit()

    @property
    def all_specs(self) -> list[PageSpec]:
        return self._specs

    @property
    def current(self) -> str:
        return self._current

    def set_wide(self, wide: bool) -> None:
        """Words beside icons, or icons over words."""
        if not wide and self._slim is None:
            self._slim = _Slim(self)
            self._both.addWidget(self._slim)
            self.show_status(self._status)
            self.set_current(self._current)
        self._wide.setVisible(wide)  # what is hidden asks for no room
        if self._slim is not None:
            self._slim.setVisible(not wide)
        sized(self, width=RAIL if wide else RAIL_NARROW)

    def set_current(self, name: str) -> None:
        self._current = name
        for shape in (self._wide, self._slim):
            if shape is not None:
                shape.set_current(name)

    def show_status(self, status: Status) -> None:
        self._status = status
        for shape in (self._wide, self._slim):
            if shape is not None:
                shape.show_status(status)

    def set_hub(self, name: str) -> None:
        self._hub = name
        self._wide.hub.setText(name)

    @property
    def hub(self) -> str:
        return self._hub


class _Wide(QWidget):
    def __init__(self, rail: Rail) -> None:
        super().__init__()
        body = column(self, (12, 16, 12, 12), 4)
        head = line(gap=10)
        names = column(gap=0)
        self.hub = ElidedLabel(rail.hub, "small", "2")
        names.addWidget(Label("HubDesk", "strong"))
        names.addWidget(self.hub)
        head.addWidget(Mark())
        head.addLayout(names, 1)
        body.addLayout(head)
        body.addSpacing(look().px(14))
        self._rail = rail
        self._buttons: dict[str, Button] = {}
        self._add(rail, body, "top")
        body.addStretch(1)
        self._add(rail, body, "bottom")
        body.addWidget(Line())
        self._status = StatusLine()
        self._status.clicked.connect(lambda _on=False: rail.status_asked.emit())
        body.addWidget(self._status)

    def _add(self, rail: Rail, body: QVBoxLayout, place: str) -> None:
        for spec in (s for s in rail.all_specs if s.place == place):
            button = Button(spec.title, "nav", spec.icon, on=False)
            _describe(button, spec)
            button.clicked.connect(lambda _on=False, n=spec.name: rail.chosen.emit(n))
            self._buttons[spec.name] = button
            body.addWidget(button)

    def fit(self) -> None:
        """Show the entries that may be opened."""
        names = [spec.name for spec in self._rail.specs]
        for name, button in self._buttons.items():
            button.setVisible(name in names)

    def set_current(self, name: str) -> None:
        for own, button in self._buttons.items():
            button.setChecked(own == name)

    def show_status(self, status: Status) -> None:
        self._status.show_status(status)


class _Slim(QWidget):
    """Icons over words; what does not fit goes into More, at the bottom of what does."""

    def __init__(self, rail: Rail) -> None:
        super().__init__()
        self._rail = rail
        body = column(self, (4, 6, 4, 6), 2)
        self._buttons: dict[str, RailButton] = {}
        for spec in rail.all_specs:
            button = RailButton(spec.title, spec.icon)
            _describe(button, spec)
            button.clicked.connect(lambda _on=False, n=spec.name: rail.chosen.emit(n))
            self._buttons[spec.name] = button
        for spec in rail.all_specs:
            if spec.place == "top":
                body.addWidget(self._buttons[spec.name])
        self._more = RailButton("More", "ellipsis", on=None)
        self._more.setAccessibleName("More pages")
        self._more.clicked.connect(lambda _on=False: self._show_menu())
        body.addWidget(self._more)
        body.addStretch(1)
        for spec in rail.all_specs:
            if spec.place == "bottom":
                body.addWidget(self._buttons[spec.name])
        self._status = RailButton("", "hard-drive", on=None)
        self._status.clicked.connect(lambda _on=False: rail.status_asked.emit())
        body.addWidget(self._status)

    def minimumSizeHint(self) -> QSize:
        one = self._status.sizeHint().height()
        return QSize(look().px(RAIL_NARROW), 3 * one)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Show as many entries as there is room for; the one that is chosen always."""
        each = self._status.sizeHint().height() + look().px(2)
        room = (self.height() - look().px(12)) // max(each, 1) - 1  # the status line stays
        names = [spec.name for spec in self._rail.specs]
        if len(names) <= room:
            kept = names
        else:
            kept = names[: max(room - 1, 0)]
            if self._rail.current in names and self._rail.current not in kept and kept:
                kept[-1] = self._rail.current
        for name, button in self._buttons.items():
            button.setVisible(name in kept)
        self._more.setVisible(len(kept) < len(names))

    def set_current(self, name: str) -> None:
        for own, button in self._buttons.items():
            button.setChecked(own == name)
        self.fit()

    def show_status(self, status: Status) -> None:
        self._status.set_words(status.short, ". ".join((status.words, *status.more)))
        self._status.set_icon(status.icon)

    def _show_menu(self) -> None:
        menu = QMenu(self)
        for spec in self._rail.specs:
            if not self._buttons[spec.name].isVisible():
                act = menu.addAction(icon(spec.icon), f"{spec.title}\t{_key(spec)}".rstrip("\t"))
                act.triggered.connect(lambda _on=False, n=spec.name: self._rail.chosen.emit(n))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more.mapToGlobal(QPoint(self._more.width(), 0)))


def _key(spec: PageSpec) -> str:
    return shown_key(spec.key) if spec.key else ""


def _describe(button: Button, spec: PageSpec) -> None:
    if key := _key(spec):
        button.setToolTip(f"{spec.title} ({key})")
        button.setAccessibleDescription(key)
