"""Labels by type role: plain, wrapped, and shortened with the whole text kept in reach."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from hubdesk.ui.icons import draw_icon
from hubdesk.ui.theme import look, mark_as
from hubdesk.ui.tokens import INK


class Label(QLabel):
    """Plain text in a type role of `tokens.TYPE` and an ink of `tokens.INK`."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        ink: str = "",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)  # a name may hold < or &
        self.setWordWrap(wrap)
        mark_as(self, t=role, c=ink)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def set_ink(self, ink: str) -> None:
        mark_as(self, c=ink)

    def set_role(self, role: str) -> None:
        mark_as(self, t=role)


class WrappedLabel(Label):
    """A label that takes as many lines as its text needs."""

    def __init__(
        self, text: str = "", role: str = "body", ink: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, role, ink, wrap=True, parent=parent)


class ElidedLabel(Label):
    """One line that gives way when there is no room; the whole text is its tool tip and name."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        ink: str = "",
        *,
        least: int = 40,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, role, ink, parent=parent)
        self._least = least
        self.setProperty("elides", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        whole = super().sizeHint()
        return QSize(min(look().px(self._least), whole.width()), whole.height())

    def shown_text(self) -> str:
        """What fits now: the text, or its beginning and an ellipsis."""
        mode = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self.text(), mode, self.contentsRect().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown_text()
        # a tool tip only where something is hidden: otherwise it is in the way
        tip = self.text() if shown != self.text() else ""
        if tip != self.toolTip():
            self.setToolTip(tip)
        with QPainter(self) as painter:
            painter.setPen(look().colour(INK[self.property("c") or ""]))
            painter.setFont(self.font())
            painter.drawText(QRect(self.contentsRect()), self._flags(), shown)

    def _flags(self) -> int:
        across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        flags = (across or Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        return int(flags.value) | int(Qt.TextFlag.TextSingleLine.value)


class IconLabel(QWidget):
    """An icon beside words. It has no name of its own: the words say it."""

    def __init__(
        self, name: str, token: str = "text2", size: float = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._what = (name, token, size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, token: str | None = None) -> None:
        self._what = (name, token or self._what[1], self._what[2])
        self.update()

    def sizeHint(self) -> QSize:
        side = look().px(self._what[2])
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        name, token, _size = self._what
        if name:
            with QPainter(self) as painter:
                draw_icon(painter, QRectF(self.rect()), name, token)
