"""Layouts and sizes in units of the 100 % design, laid out again when the text size changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import Shiboken

from hubdesk.ui.tokens import scaled

Margins = int | tuple[int, int, int, int]  # left, top, right, bottom
_L = TypeVar("_L", bound=QLayout)
_SETTERS = ("setFixedWidth", "setFixedHeight", "setMinimumWidth", "setMinimumHeight")
_MORE = ("setMaximumWidth", "setMaximumHeight")


def _scale() -> int:
    from hubdesk.ui.theme import look

    return look().scale


class _Column(QVBoxLayout):
    def addLayout(self, layout: QLayout, /, stretch: int | None = 0) -> None:
        super().addLayout(layout, stretch or 0)
        _forget_items(layout)


class _Line(QHBoxLayout):
    def addLayout(self, layout: QLayout, /, stretch: int | None = 0) -> None:
        super().addLayout(layout, stretch or 0)
        _forget_items(layout)


def _forget_items(layout: QLayout) -> None:
    """Let go of what PySide made of each item of a layout that was put into another.

    Its wrapper of an item outlives the item; what Qt puts at that place in memory next is then
    taken for it, and the app ends. So nobody here asks for items: see `held_by`.
    """
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if isinstance(item, QLayout):
            _forget_items(item)
        elif item is not None:
            Shiboken.invalidate(item)


def spaced(layout: _L, margins: Margins = 0, gap: int = 0) -> _L:
    """`layout` with these margins and this gap in units, kept in step with the text size."""
    four = (margins,) * 4 if isinstance(margins, int) else margins
    layout.setProperty("units", [*four, gap])
    _space(layout, _scale())
    return layout


def column(parent: QWidget | None = None, margins: Margins = 0, gap: int = 0) -> QVBoxLayout:
    """A layout downwards."""
    return spaced(_Column(parent) if parent else _Column(), margins, gap)


def line(parent: QWidget | None = None, margins: Margins = 0, gap: int = 0) -> QHBoxLayout:
    """A layout to the right."""
    return spaced(_Line(parent) if parent else _Line(), margins, gap)


def grid(parent: QWidget | None = None, margins: Margins = 0, gap: int = 0) -> QGridLayout:
    """A layout in rows and columns."""
    return spaced(QGridLayout(parent) if parent else QGridLayout(), margins, gap)


def add_all(layout: QBoxLayout, *things: QWidget | QLayout | int | None) -> QBoxLayout:
    """Add widgets and layouts in order; None stretches, a number is a gap in units."""
    for thing in things:
        if thing is None:
            layout.addStretch(1)
        elif isinstance(thing, int):
            gap = QWidget()
            gap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            across = layout.direction() in (
                QBoxLayout.Direction.LeftToRight,
                QBoxLayout.Direction.RightToLeft,
            )
            sized(gap, width=thing if across else None, height=None if across else thing)
            layout.addWidget(gap)
        elif isinstance(thing, QLayout):
            layout.addLayout(thing)
        else:
            layout.addWidget(thing)
    return layout


def emptied(what: QLayout | QWidget) -> QLayout:
    """A layout, or that of a widget, with everything taken out of it, to be drawn again.

    A button may be in the middle of its click, so all goes a moment later; but it is hidden at
    once, and nameless, so that the focus does not come back to it.
    """
    layout = (what.layout() or column(what)) if isinstance(what, QWidget) else what
    for widget in let_out(layout):
        for one in (widget, *widget.findChildren(QWidget)):
            one.setObjectName("")
        widget.hide()
        widget.deleteLater()
    return layout


def held_by(layout: QLayout) -> list[QWidget | QLayout]:
    """The widgets and layouts in a layout, in their order. Gaps that stretch are left out.

    Never by `itemAt`: see `_forget_items`. It ended the whole app after some fifty pages.
    """
    parent = layout.parentWidget()
    inside = [*(parent.children() if parent else ()), *layout.children()]
    held = [one for one in inside if isinstance(one, QWidget | QLayout)]
    places = {one: layout.indexOf(one) for one in held}
    return sorted((one for one in held if places[one] >= 0), key=places.__getitem__)


def let_out(layout: QLayout) -> list[QWidget]:
    """Everything taken out of a layout, inner layouts and gaps too. The widgets stay."""
    widgets: list[QWidget] = []
    for one in held_by(layout):
        if isinstance(one, QLayout):
            widgets += let_out(one)
            layout.removeItem(one)
            one.setParent(None)
            one.deleteLater()
        else:
            layout.removeWidget(one)
            widgets.append(one)
    while layout.takeAt(0) is not None:
        pass  # gaps: taken, they are Python's, and gone with this line
    return widgets


def end_empty(layout: QBoxLayout, things: int, empty: bool) -> None:
    """After its `things` a gap that stretches, or none."""
    if empty and layout.count() == things:
        layout.addStretch(1)
    elif not empty and layout.count() > things:
        layout.takeAt(things)


def sized(
    widget: QWidget,
    *,
    width: int | None = None,
    height: int | None = None,
    least_width: int | None = None,
    least_height: int | None = None,
    most_width: int | None = None,
    most_height: int | None = None,
) -> QWidget:
    """Fix, or bound, the size of `widget` in units, kept in step with the text size."""
    wanted = (width, height, least_width, least_height, most_width, most_height)
    widget.setProperty("units", ["" if w is None else w for w in wanted])
    _size(widget, _scale())
    return widget


def scroller(inside: QWidget, area: QScrollArea | None = None) -> QScrollArea:
    """`inside` in a frameless area, a plain one or `area`, that scrolls downwards only."""
    from hubdesk.ui.scroll_edge import ScrollEdge

    area = QScrollArea() if area is None else area
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    inside.setAutoFillBackground(False)  # what lies behind shows through
    area.viewport().setAutoFillBackground(False)
    sized(area, least_height=48)
    for is_lower in (False, True):
        ScrollEdge(area, is_lower=is_lower)
    return area


def lay_out_again(widgets: Iterable[QWidget], scale: int) -> None:
    """Give every layout and size its px at the new text size."""
    for widget in widgets:
        _size(widget, scale)
        if (layout := widget.layout()) is not None:
            _space_all(layout, scale)


def _space_all(layout: QLayout, scale: int) -> None:
    _space(layout, scale)
    for inner in layout.children():
        if isinstance(inner, QLayout):
            _space_all(inner, scale)


def _space(layout: QLayout, scale: int) -> None:
    units = layout.property("units")
    if units:
        left, top, right, bottom, gap = (scaled(u, scale) for u in units)
        layout.setContentsMargins(left, top, right, bottom)
        layout.setSpacing(gap)


def _size(widget: QWidget, scale: int) -> None:
    units = widget.property("units")
    if units:
        for setter, unit in zip((*_SETTERS, *_MORE), units, strict=True):
            if unit != "":
                getattr(widget, setter)(scaled(unit, scale))
