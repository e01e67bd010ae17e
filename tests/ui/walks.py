"""Walks over a window that any page's test can use: criteria 12 to 17 of the design.

Each returns a list of sentences about what is wrong, empty when all is well, so that a failing
test says at once what to mend: `assert not clipped(window)`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from operator import ne

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableView,
    QWidget,
)

from hubdesk.ui.focus import bring_into_view
from hubdesk.ui.theme import Look, look
from hubdesk.ui.tokens import INK, LEAST_PRIMARY, LEAST_TARGET, Choice, contrast
from hubdesk.ui.widgets.avatar import Avatar
from hubdesk.ui.widgets.buttons import Button, plain
from hubdesk.ui.widgets.chips import Chip, Count

SIZES = ((1366, 768), (1366, 697), (1280, 720), (1024, 600))
SCALES = (100, 125, 150, 200)
THEMES: tuple[Choice, ...] = ("light", "dark", "contrast")


def said(widget: QWidget) -> str:
    """The accessible name of a widget, as a screen reader gets it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    name = interface.text(QAccessible.Text.Name) if interface else ""
    return name or widget.accessibleName()


def named(widget: QWidget) -> str:
    """A widget as a failing test should call it."""
    words = said(widget) or getattr(widget, "text", str)()
    return f"{type(widget).__name__} '{words}'"


def put_on(app: QApplication, window: QWidget, now: Look, choice: Choice, scale: int,
           size: tuple[int, int]) -> None:  # fmt: skip
    """Give the window a theme, a text size and a size, and let it come to rest.

    A window that needs more than `size` grows beyond the screen, and nothing else would say so.
    """
    now.wear(choice, scale)
    window.resize(*size)
    for _ in range(4):
        app.processEvents()
    window.resize(*size)
    for _ in range(4):  # what turns round where there is little room is laid out once more
        app.processEvents()
    window.setProperty("screen", QSize(*size))
    assert (wrong := outgrown(window)) == [], wrong


def outgrown(window: QWidget) -> list[str]:
    """Whether the window is larger than the screen it was put on."""
    screen, has = window.property("screen"), window.size()
    if not isinstance(screen, QSize) or has.boundedTo(screen) == has:
        return []
    return [f"the window grew to {has.toTuple()} on a screen of {screen.toTuple()}"]


def visible(window: QWidget, kind: type[QWidget] = QWidget) -> Iterator[QWidget]:
    """The widgets of a kind that are shown inside `window`, or inside a part of one."""
    for widget in (window, *window.findChildren(kind)):
        if isinstance(widget, kind) and widget.isVisible() and widget.window() is window.window():
            yield widget


def focusable(window: QWidget) -> list[QWidget]:
    """What Tab can stop at."""
    return [
        w
        for w in visible(window)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.focusProxy() is None and w.isEnabled()
        and not _part_of_another(w)
    ]  # fmt: skip


def low_contrast(window: QWidget, least: float = 4.5) -> list[str]:
    """Labels whose ink, on the commonest colour behind them, falls short (criterion 12)."""
    image = window.grab().toImage()
    wrong = []
    for label in visible(window, QLabel):
        assert isinstance(label, QLabel)
        if not label.text() or _hidden_part(label):
            continue
        seen = label.visibleRegion().boundingRect()  # not what is scrolled away
        behind = _commonest(image, seen.translated(label.mapTo(window, QPoint(0, 0))))
        token = INK.get(label.property("c") or "") if label.property("t") else None
        ink = look().colour(token) if token else label.palette().color(label.foregroundRole())
        if behind is not None and (found := contrast(ink.name(), behind)) < least:
            wrong.append(f"{named(label)}: {ink.name()} on {behind} is {found:.2f}")
    return wrong


def unnamed(window: QWidget) -> list[str]:
    """Focusable things without a name of their own in their group (criterion 13)."""
    wrong, groups = [], {}
    for widget in focusable(window):
        name = said(widget).strip()
        if not name or name.lower() in ("button", "edit") or name.endswith((".svg", ".png")):
            wrong.append(f"{named(widget)} has no name")
            continue
        groups.setdefault((widget.parent(), name), []).append(widget)
    wrong += [f"{len(all_)} things are called '{n}'" for (_, n), all_ in groups.items() if all_[1:]]
    return wrong


def small_targets(window: QWidget) -> list[str]:
    """Focusable things too low to hit (criterion 15)."""
    now, wrong = look(), []
    for widget in focusable(window):
        primary = widget.property("k") in ("primary", "big", "danger")
        least = now.px(LEAST_TARGET)
        if primary:  # the one of a page grows with the text; any is 44 px at least
            least = now.px(LEAST_PRIMARY) if widget.property("k") == "big" else LEAST_PRIMARY
        if widget.height() < least:
            wrong.append(f"{named(widget)} is {widget.height()} high{' (filled)' * primary}")
    return wrong


def clipped(window: QWidget) -> list[str]:
    """Words that do not fit where they stand, and a window beyond its screen (criterion 16)."""
    wrong = outgrown(window)
    wrong += [words for area in visible(window, QScrollArea) if (words := _too_wide(area))]
    for widget in visible(window):
        if _hidden_part(widget):
            continue
        need = _needed(widget)
        if need is None:
            continue
        main = isinstance(widget, Button) and widget.property("k") in ("big", "primary")
        if main and widget.is_cut():
            # heard whole is not seen whole: what the main button does may never be guessed
            wrong.append(f"{named(widget)} is cut, and is the main button")
        elif widget.property("elides"):
            if widget.width() < need.width() and not _whole_text_in_reach(widget):
                wrong.append(f"{named(widget)} is shortened without a tool tip")
        elif widget.width() < need.width() or widget.height() < need.height():
            has = (widget.width(), widget.height())
            wrong.append(f"{named(widget)} needs {need.toTuple()}, has {has}")
        if (beyond := _beyond_parent(widget)) > 1:
            wrong.append(f"{named(widget)} stands {beyond} px outside what holds it")
    return wrong


def _too_wide(area: QWidget) -> str:
    """What a part that scrolls downwards alone hides at the right, and what reaches farthest."""
    inside = area.widget() if isinstance(area, QScrollArea) else None
    if inside is None or (beyond := _beyond_parent(inside)) <= 1:
        return ""
    parts = [one for one in visible(inside) if len(list(visible(one))) == 1]
    widest = max(parts, key=lambda one: _reaches(one, inside), default=inside)
    return f"{beyond} px are hidden at the right, as far as {named(widest)}"


def _reaches(widget: QWidget, inside: QWidget) -> int:
    """How far to the right it goes at its narrowest."""
    needs = max(widget.minimumSizeHint().width(), widget.minimumWidth())
    return widget.mapTo(inside, QPoint(needs, 0)).x()


def unreachable(window: QWidget) -> list[str]:
    """Focusable things that cannot be scrolled into view, and filled buttons out of it (17)."""
    wrong = []
    for widget in focusable(window):
        bring_into_view(widget)
        QApplication.processEvents()
        seen = widget.visibleRegion().boundingRect()
        if seen.isEmpty() or seen.height() < min(widget.height(), look().px(24)):
            wrong.append(f"{named(widget)} cannot be seen")
        if widget.property("k") == "big" and any(_areas(widget)):
            wrong.append(f"{named(widget)} scrolls away")
    return wrong


def focus_walk(start: QWidget, most: int = 200) -> list[str]:
    """The names Tab goes through from `start` until it is back (criterion 14)."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    names, stops = [], []
    for _ in range(most):
        here = QApplication.focusWidget()
        assert here is not None, f"the focus is lost after {names[-1:]}"
        if here in stops:
            assert here is stops[0], f"Tab is caught at {named(here)} after {names}"
            return names
        stops.append(here)
        names.append(said(here))
        QTest.keyClick(here, Qt.Key.Key_Tab)
    raise AssertionError(f"no way round after {most} stops")


def ringless(window: QWidget) -> list[str]:
    """Focusable things that look the same with the focus and without (criterion 14)."""
    wrong = []
    for widget in focusable(window):
        bring_into_view(widget)
        window.setFocus()
        QApplication.processEvents()
        before = _around(window, widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if _changed(before, _around(window, widget)) < 40:
            wrong.append(f"{named(widget)} shows no focus")
    return wrong


def _needed(widget: QWidget) -> QSize | None:
    if isinstance(widget, QLabel):
        if not widget.text():
            return None
        metrics = widget.fontMetrics()
        if widget.wordWrap():
            box = metrics.boundingRect(
                QRect(0, 0, widget.width(), 10_000), Qt.TextFlag.TextWordWrap.value, widget.text()
            )
            return QSize(min(box.width(), widget.width()), box.height())
        return metrics.size(0, widget.text())
    if isinstance(widget, QCheckBox | QRadioButton) or (
        isinstance(widget, QPushButton) and widget.text()
    ):
        hint = widget.sizeHint()
        # padding may give way, letters may not
        return QSize(hint.width() - 8, widget.fontMetrics().height())
    if isinstance(widget, Chip | Count | Avatar):
        return widget.sizeHint()
    return None


def _whole_text_in_reach(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        return widget.toolTip() == widget.text()
    if isinstance(widget, QAbstractButton):
        return plain(widget.text()) in (widget.toolTip(), widget.accessibleName())
    return False


def _beyond_parent(widget: QWidget) -> int:
    """px by which a widget leaves the widget that holds it; what scrolls may, downwards."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow():
        return 0
    across = max(-widget.x(), widget.x() + widget.width() - parent.width(), 0)
    holder = parent.parentWidget()
    if isinstance(holder, QAbstractScrollArea) and holder.viewport() is parent:
        return across
    return max(across, -widget.y(), widget.y() + widget.height() - parent.height())


def _areas(widget: QWidget) -> list[QScrollArea]:
    found, above = [], widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            found.append(above)
        above = above.parentWidget()
    return found


def _part_of_another(widget: QWidget) -> bool:
    """Whether a widget is the inside of a spin box, combo box or table."""
    return isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox | QTableView)


def _hidden_part(widget: QWidget) -> bool:
    return widget.visibleRegion().isEmpty()


def _commonest(image: QImage, box: QRect) -> str | None:
    box = box.intersected(image.rect())
    if box.isEmpty():
        return None
    return QColor(Counter(_pixels(image.copy(box))).most_common(1)[0][0]).name()


def _pixels(image: QImage) -> memoryview:
    """Every pixel as one number, row by row."""
    whole = image.convertToFormat(QImage.Format.Format_RGB32)
    return memoryview(bytes(whole.constBits())).cast("I")


def _around(window: QWidget, widget: QWidget) -> QImage:
    corner = widget.mapTo(window, QPoint(0, 0))
    return window.grab(QRect(corner, widget.size()).adjusted(-4, -4, 4, 4)).toImage()


def _changed(one: QImage, other: QImage) -> int:
    if one.size() != other.size():
        return 10_000
    return sum(map(ne, _pixels(one), _pixels(other)))
