"""Choosing a kind of thing: one tile a kind, arrow keys move."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.queries.hub import KindRow
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import emptied
from hubdesk.ui.widgets.buttons import Button

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class _Tile(Button):
    stepped = Signal(int)

    def __init__(self, kind: KindRow) -> None:
        name = translate("Devices", "Kind: {name}").format(name=kind.name)
        super().__init__(kind.name, "pill", kind.icon or "package", name=name, on=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class KindTiles(QWidget):
    """`chosen` tells of a choice a person made, not of `choose()`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow(self, gap=8)
        self._tiles: dict[str, _Tile] = {}
        self._value = ""

    def value(self) -> str:
        """The id of the kind, "" before one is chosen."""
        return self._value

    def set_kinds(self, kinds: Sequence[KindRow]) -> None:
        """Offer these; the choice stands if it is still among them."""
        if [(k.id, k.name) for k in kinds] == [(i, t.text()) for i, t in self._tiles.items()]:
            return
        emptied(self._flow)
        self._tiles = {}
        for kind in kinds:
            tile = _Tile(kind)
            tile.clicked.connect(lambda _on, id=kind.id: self._pick(id))
            tile.stepped.connect(self._step)
            self._tiles[kind.id] = tile
            self._flow.addWidget(tile)
        self.choose(self._value if self._value in self._tiles else "")

    def choose(self, kind_id: str) -> None:
        """Show a kind as chosen, without telling anybody; "" for none."""
        self._value = kind_id
        stop = kind_id or next(iter(self._tiles), "")
        for id, tile in self._tiles.items():
            tile.setChecked(id == kind_id)
            here = id == stop  # one stop for Tab
            policy = Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus
            tile.setFocusPolicy(policy)
            if here:
                self.setFocusProxy(tile)

    def tile(self, kind_id: str) -> Button:
        """The tile of a kind."""
        return self._tiles[kind_id]

    def _step(self, step: int) -> None:
        ids = list(self._tiles)
        at = ids.index(self._value) if self._value in ids else -1 if step > 0 else 0
        self._pick(ids[(at + step) % len(ids)])
        self._tiles[self._value].setFocus(Qt.FocusReason.TabFocusReason)

    def _pick(self, kind_id: str) -> None:
        changed = kind_id != self._value
        self.choose(kind_id)
        if changed:
            self.chosen.emit(kind_id)
