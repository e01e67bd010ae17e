"""Drawing a signature where a touch screen or a pen is present. Paper is always possible.

What is drawn is kept as path text, `M x y L x y`, as `reports.signature` reads it: no picture
of a signature exists anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from hubdesk.errors.printing import SignatureEmpty
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.ui.flow import Flow
from hubdesk.ui.focus import reading_order, step
from hubdesk.ui.space import line, sized
from hubdesk.ui.theme import look
from hubdesk.ui.tokens import LIGHT
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.text import Label, WrappedLabel

WIDE, HIGH = 1000, 300  # the path's own units, whatever the size of the screen
LEAST_STEP: Final = 3  # of those units: nearer points add nothing to a line
MOST_POINTS: Final = 4000
_DRAWN_WITH: Final = (QInputDevice.DeviceType.TouchScreen, QInputDevice.DeviceType.Stylus)

Point = tuple[int, int]


def _t(text: str) -> str:
    return translate("Signature", text)


def can_sign_here(chosen: str = "present") -> bool:
    """Whether somebody can draw on this computer. `chosen` is the setting signature.pen."""
    if chosen == "never":
        return False
    return any(device.type() in _DRAWN_WITH for device in QInputDevice.devices())


class SignaturePad(QWidget):
    """White paper and dark ink in every theme. A mouse draws too, where the card is open."""

    drawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[Point]] = []
        self._is_down = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(_t("Draw your signature here"))
        sized(self, height=180, least_width=260)

    def path(self) -> str:
        """What was drawn, as path text; "" for nothing."""
        return " ".join(
            f"M {stroke[0][0]} {stroke[0][1]}" + "".join(f" L {x} {y}" for x, y in stroke[1:])
            for stroke in self._strokes
        )

    def clear(self) -> None:
        """An empty paper again."""
        self._strokes = []
        self._is_down = False
        self.update()
        self.drawn.emit()

    def put_down(self, at: QPointF) -> None:
        """A new stroke begins."""
        if self._points() < MOST_POINTS:
            self._is_down = True
            self._strokes.append([self._unit(at)])
            self.update()

    def move_to(self, at: QPointF) -> None:
        """The stroke goes on, where it is down."""
        if not self._is_down or self._points() >= MOST_POINTS:
            return
        point, last = self._unit(at), self._strokes[-1][-1]
        if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= LEAST_STEP:
            self._strokes[-1].append(point)
            self.update()

    def lift(self) -> None:
        """The stroke is over."""
        if self._is_down:
            self._is_down = False
            self.drawn.emit()

    def sizeHint(self) -> QSize:
        return QSize(look().px(600), look().px(180))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.put_down(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.move_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.lift()

    def tabletEvent(self, event: QTabletEvent) -> None:
        steps: dict[QEvent.Type, Callable[[], None]] = {
            QEvent.Type.TabletPress: lambda: self.put_down(event.position()),
            QEvent.Type.TabletMove: lambda: self.move_to(event.position()),
            QEvent.Type.TabletRelease: self.lift,
        }
        if event.type() in steps:
            steps[event.type()]()
            event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            now, box = look(), self.rect().toRectF().adjusted(1, 1, -1, -1)
            painter.setPen(QPen(now.colour("border_strong"), 2))
            painter.setBrush(QColor(LIGHT.surface))
            painter.drawRoundedRect(box, now.px(8), now.px(8))
            painter.setPen(QPen(QColor(LIGHT.border_strong), 1))
            low = round(self.height() * 0.78)
            painter.drawLine(now.px(24), low, self.width() - now.px(24), low)
            ink = QPen(QColor(LIGHT.text), now.px(2.5))
            ink.setCapStyle(Qt.PenCapStyle.RoundCap)
            ink.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(ink)
            for stroke in self._strokes:
                points = [self._px(point) for point in stroke]
                painter.drawPolyline(points if len(points) > 1 else points * 2)

    def _points(self) -> int:
        return sum(len(stroke) for stroke in self._strokes)

    def _scale(self) -> float:
        """px to a unit: the same both ways, so that a wide paper stretches nobody's name."""
        return min(self.width() / WIDE, self.height() / HIGH) or 1.0

    def _unit(self, at: QPointF) -> Point:
        x = min(max(at.x(), 0), self.width())
        y = min(max(at.y(), 0), self.height())
        return round(x / self._scale()), round(y / self._scale())

    def _px(self, point: Point) -> QPointF:
        return QPointF(point[0] * self._scale(), point[1] * self._scale())


class SignatureCard(Card):
    """The paper with its three ways on. `signed` carries path text; `left` says paper instead."""

    signed = Signal(str)
    left = Signal()

    def __init__(self, who: str, number: str, parent: QWidget | None = None) -> None:
        super().__init__((20, 16, 20, 18), 10, parent)
        self.setProperty("k", "list")
        head = line(gap=8)
        title = _t("Sign the agreement {number}").format(number=number)
        head.addWidget(Label(title, "h2", wrap=True), 1)
        close = IconButton("x", _t("Sign on paper instead"), "Esc")
        close.clicked.connect(lambda _on=False: self.left.emit())
        head.addWidget(close)
        self.body.addLayout(head)
        words = _t("{who} signs here with a finger or a pen.").format(who=who)
        self.body.addWidget(WrappedLabel(words, "body", "2"))
        self.pad = SignaturePad()
        self.body.addWidget(self.pad)
        self.problem = WrappedLabel("", "smallstrong", "bad")
        self.problem.hide()
        self.body.addWidget(self.problem)
        row = QWidget()
        flow = Flow(row, gap=8)
        self.keep_button = Button(_t("Keep the signature"), "primary", "check")
        self.again_button = Button(_t("Start again"), "", "rotate-ccw")
        self.paper_button = Button(_t("Sign on paper instead"), "ghost")
        self.keep_button.clicked.connect(lambda _on=False: self._keep())
        self.again_button.clicked.connect(lambda _on=False: self.pad.clear())
        self.paper_button.clicked.connect(lambda _on=False: self.left.emit())
        for button in (self.keep_button, self.again_button, self.paper_button):
            flow.addWidget(button)
        self.body.addWidget(row)
        self.pad.drawn.connect(lambda: self._say(""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.window().focusWidget()
            (focused if isinstance(focused, Button) else self.keep_button).click()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        found = step(reading_order(self), self.window().focusWidget(), forward=next)
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason)
        return found is not None

    def _keep(self) -> None:
        path = self.pad.path()
        if path:
            self.signed.emit(path)
        else:
            self._say(explain(SignatureEmpty()).text)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
