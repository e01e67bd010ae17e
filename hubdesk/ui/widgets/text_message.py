"""Words for a text message, and the code that hands them to the hub's phone."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import sized
from hubdesk.ui.theme import look
from hubdesk.ui.tokens import CODE_GROUND, CODE_INK
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.cards import Card, Note, SectionHead
from hubdesk.ui.widgets.form import NoteEdit
from hubdesk.ui.widgets.text import Label, WrappedLabel

QUIET = 4  # modules of white around the code (ISO/IEC 18004)
SIDE = 196  # units
MOST = 459  # three parts of an ordinary text, and still a code a phone reads at arm's length


def _t(text: str) -> str:
    return translate("TextMessage", text)


def sms_address(phone: str, words: str) -> str:
    """What the code holds, as phones read it: SMSTO:+447700900318:Hello."""
    number = re.sub(r"\(0\)|[^\d+]", "", phone)
    return f"SMSTO:{number}:{words}"


def _modules(text: str) -> tuple[tuple[int, ...], ...]:
    """The squares of a QR code, row by row; 1 is dark."""
    import segno  # here, since it brings Python's whole web client along

    return tuple(tuple(row) for row in segno.make_qr(text, error="m", boost_error=False).matrix)


class QrPicture(QWidget):
    """A QR code, dark on white in every theme: phones read nothing else reliably."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._modules: tuple[tuple[int, ...], ...] = ()
        self._text = ""
        sized(self, width=SIDE, height=SIDE)

    def text(self) -> str:
        """What the code says."""
        return self._text

    def set_text(self, text: str) -> None:
        if text == self._text:
            return
        self._text = text
        self._modules = _modules(text) if text else ()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().px(SIDE), look().px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(CODE_GROUND))
            if not self._modules:
                return
            across = len(self._modules) + 2 * QUIET
            side = max(1, self.width() // across)  # whole px: a blurred edge is hard to read
            left = (self.width() - side * len(self._modules)) / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(CODE_INK))
            for y, row in enumerate(self._modules):
                for x, dark in enumerate(row):
                    if dark:
                        corner = (int(left) + x * side, int(left) + y * side)
                        painter.drawRect(QRectF(*corner, side, side))


class TextMessage(Card):
    """The card. `sent` says that the text was sent, `closed` that the card is done with."""

    sent = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 12, 12, 16), 8, parent)
        self._phone = ""
        head = SectionHead(_t("Text this person"), role="h3")
        self.close_button = IconButton("x", _t("Close the text"), "Esc")
        self.close_button.clicked.connect(lambda _on=False: self.closed.emit())
        head.row.addWidget(self.close_button)
        self.body.addWidget(head)
        self.refusal = Note("", "warn", "volume-x")
        self.body.addWidget(self.refusal)
        self._ready = QWidget()
        self.body.addWidget(self._ready)
        self._build_ready()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(80)
        self._soon.timeout.connect(self._draw_code)
        self.hide()

    def _build_ready(self) -> None:
        flow = Flow(self._ready, gap=12)
        self.code = QrPicture()
        flow.addWidget(self.code)
        words = Card(0, 6)
        words.setProperty("k", "inside")
        self.hint = WrappedLabel("", "small", "2")
        self.label = Label(_t("Words of the text"), "smallstrong")
        self.words = NoteEdit(name=_t("Words of the text"), lines=6)  # the usual text whole
        self.label.setBuddy(self.words)
        self.words.textChanged.connect(self._typed)
        self.sent_button = Button(_t("I sent it"), icon="check")
        self.sent_button.clicked.connect(lambda _on=False: self.sent.emit())
        for widget in (self.hint, self.label, self.words, self.sent_button):
            words.body.addWidget(widget)
        sized(words, least_width=220)
        flow.addWidget(words)

    def show_words(self, called: str, phone: str, words: str) -> None:
        """The text to `called`, ready to send from the hub's phone."""
        self._phone = phone
        self.hint.setText(
            _t("Scan this with the hub's phone. It opens a text to {who}, ready to send.").format(
                who=called
            )
        )
        self.words.setPlainText(words)
        self._draw_code()
        self.refusal.set_words("")
        self._ready.show()
        self.show()

    def show_refusal(self, words: str) -> None:
        """Why this person gets no text."""
        self.code.set_text("")
        self.refusal.set_words(words)
        self._ready.hide()
        self.show()

    def _typed(self) -> None:
        self._soon.start()

    def _draw_code(self) -> None:
        text = self.words.toPlainText().strip()[:MOST]
        self.code.set_text(sms_address(self._phone, text) if text and self._phone else "")
        self.code.setAccessibleName(
            _t("Code that opens the text on a phone") if self.code.text() else _t("No code yet")
        )
