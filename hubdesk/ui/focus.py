"""The order Tab goes in: reading order, worked out from the layouts when Tab is pressed.

Qt's own order is the order in which widgets were made; a row added later would come last.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QPushButton, QScrollArea, QStackedWidget, QWidget

from hubdesk.ui.space import held_by

# Looked up, not worked out: Tab asks every widget of the page, and Python's flags are slow.
_BY_TAB = frozenset(
    one for one in Qt.FocusPolicy.__members__.values() if one & Qt.FocusPolicy.TabFocus
)


def reading_order(*roots: QWidget) -> list[QWidget]:
    """What Tab stops at inside `roots`, in the order of their layouts. Hidden things are out."""
    found: dict[QWidget, None] = {}
    for root in roots:
        for widget in _stops(root):
            found.setdefault(widget)
    return list(found)


def step(order: list[QWidget], here: QWidget | None, *, forward: bool) -> QWidget | None:
    """The stop after (or before) `here`, round the corner at the ends."""
    if not order:
        return None
    at = next((n for n, widget in enumerate(order) if _holds(widget, here)), None)
    if at is None:
        return order[0 if forward else -1]
    return order[(at + (1 if forward else -1)) % len(order)]


def bring_into_view(widget: QWidget, margin: int = 12) -> None:
    """Scroll whatever `widget` lies in until all of it can be seen, if all of it fits.

    QScrollArea.ensureWidgetVisible is content with the cursor of a text field.
    """
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) and (inside := above.widget()) is not None:
            middle = widget.mapTo(inside, widget.rect().center())
            half = widget.height() // 2 + margin
            above.ensureVisible(middle.x(), middle.y(), 0, min(half, above.height() // 2))
        above = above.parentWidget()


def press_within(card: QWidget, event: QKeyEvent) -> bool:
    """Enter inside a question answers the question: a button of it is pressed, not the page's own.

    Whether it was Enter, which then goes no further.
    """
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    here = card.window().focusWidget()
    if isinstance(here, QPushButton) and card.isAncestorOf(here) and not event.isAutoRepeat():
        here.click()
    return True


def focused_name(within: QWidget) -> str:
    """The name of what has the focus in a part that is about to be drawn again, else ""."""
    here = within.window().focusWidget()
    return here.objectName() if here is not None and within.isAncestorOf(here) else ""


def focus_again(within: QWidget, name: str) -> bool:
    """The focus back to what is called so now that the part is drawn. False if nothing is."""
    again = within.findChild(QWidget, name) if name else None
    if again is not None:
        again.setFocus(Qt.FocusReason.OtherFocusReason)
    return again is not None


def _holds(widget: QWidget, here: QWidget | None) -> bool:
    if here is None:
        return False
    return widget is here or (widget.layout() is None and widget.isAncestorOf(here))


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if not widget.isVisible() or not widget.isEnabled() or (widget.isWindow() and widget.parent()):
        return
    takes_tab = widget.focusPolicy() in _BY_TAB
    if takes_tab and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, QScrollArea):
        if (inside := widget.widget()) is not None:
            yield from _stops(inside)
    elif isinstance(widget, QStackedWidget):
        if (current := widget.currentWidget()) is not None:
            yield from _stops(current)
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)
    elif not takes_tab:
        for child in widget.children():
            if isinstance(child, QWidget):
                yield from _stops(child)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for one in held_by(layout):
        yield from _in_layout(one) if isinstance(one, QLayout) else _stops(one)
