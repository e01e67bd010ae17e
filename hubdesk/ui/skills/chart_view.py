"""The chart of somebody's skills on the screen: the description that paper draws, with our type."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hubdesk.i18n import translate
from hubdesk.queries.skills import AreaRow
from hubdesk.reports.shapes import Box, Chart, Words
from hubdesk.reports.skills_chart import Inks, skills_chart
from hubdesk.ui.theme import look


def _t(text: str) -> str:
    return translate("Skills", text)


class ChartView(QWidget):
    """Paints the boxes and words of the chart."""

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
        now = look()
        theme = now.theme
        inks = Inks(
            theme.text, theme.text2, theme.accent, theme.accent_soft, theme.accent, theme.sunken,
            theme.border,
        )  # fmt: skip
        scale = now.scale / 100
        wide = self.width() / scale
        chart = skills_chart(self._areas, wide, inks, is_stacked=self._is_stacked)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(scale, scale)
            for shape in chart.shapes:
                if isinstance(shape, Words):
                    self._write(painter, shape, chart)
                elif isinstance(shape, Box):
                    _paint_box(painter, shape, chart)

    def _write(self, painter: QPainter, shape: Words, chart: Chart) -> None:
        font = QFont(look().font("body"))
        font.setPixelSize(max(round(shape.size), 1))
        painter.setFont(font)
        painter.setPen(QColor(shape.ink))
        metrics = QFontMetricsF(font)
        words, wide = shape.text, 0.0
        if shape.at_end:
            wide = metrics.horizontalAdvance(words)
        else:
            room = chart.width * (1 if self._is_stacked else 0.37)
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(shape.x - wide, chart.height - shape.base), words)


def _paint_box(painter: QPainter, shape: Box, chart: Chart) -> None:
    painter.setPen(QPen(QColor(shape.edge), 1))
    painter.setBrush(QColor(shape.fill))
    box = QRectF(shape.left, chart.height - shape.low - shape.height, shape.width, shape.height)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), shape.radius, shape.radius)
