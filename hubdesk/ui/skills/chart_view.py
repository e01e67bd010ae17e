"""The chart of somebody's skills on the screen: the description that paper draws, with our type."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hubdesk.i18n import translate
from hubdesk.queries.skills import AreaRow
from hubdesk.ui.theme import look


def _t(text: str) -> str:
    return translate("Skills", text)


class ChartView(QWidget):
    """Paints shapes of ReportLab's graphics: boxes and words, which is all the chart has."""

    def __init__(self, *, is_stacked: bool = False) -> None:
        super().__init__()
        self._is_stacked = is_stacked
        self._areas: tuple[AreaRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_areas(self, areas: tuple[AreaRow, ...]) -> None:
        """Other areas. What the chart says is said in words too."""
        self._areas = areas
        said = [
            _t("{area}: {done} of {many}").format(
                area=area.title, done=area.done, many=len(area.skills)
            )
            if area.has_count
            else _t("{area}: {done}").format(area=area.title, done=area.done)
            for area in areas
        ]
        self.setAccessibleName("; ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().px(300), look().px(46 if self._is_stacked else 32) * len(self._areas))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        from hubdesk.reports.skills_chart import Inks, skills_chart  # with the first chart

        now = look()
        theme = now.theme
        inks = Inks(
            theme.text, theme.text2, theme.accent, theme.accent_soft, theme.accent, theme.sunken,
            theme.border,
        )  # fmt: skip
        scale = now.scale / 100
        wide = self.width() / scale
        drawing = skills_chart(self._areas, wide, inks, is_stacked=self._is_stacked)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(scale, scale)
            for shape in drawing.contents:
                self._paint(
                    painter, shape, drawing.height, wide * (1 if self._is_stacked else 0.37)
                )

    def _paint(self, painter: QPainter, shape: Any, height: float, room: float) -> None:
        fill = _ink(shape.fillColor)
        if hasattr(shape, "text"):
            font = QFont(look().font("body"))
            font.setPixelSize(max(round(shape.fontSize), 1))
            painter.setFont(font)
            painter.setPen(fill)
            metrics = QFontMetricsF(font)
            words = shape.text
            if shape.textAnchor == "start":
                words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            wide = metrics.horizontalAdvance(words) if shape.textAnchor == "end" else 0
            painter.drawText(QPointF(shape.x - wide, height - shape.y), words)
            return
        edge = _ink(shape.strokeColor)
        painter.setPen(QPen(edge, shape.strokeWidth))
        painter.setBrush(fill)
        box = QRectF(shape.x, height - shape.y - shape.height, shape.width, shape.height)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), shape.rx, shape.ry)


def _ink(colour: Any) -> QColor:
    """A colour of the drawing, which came from the tokens, as Qt has it."""
    return QColor.fromRgbF(colour.red, colour.green, colour.blue)
