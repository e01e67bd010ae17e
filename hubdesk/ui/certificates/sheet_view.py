"""A certificate exactly as it will be printed, drawn again when what it says changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.certificate_looks import pictures
from hubdesk.queries.papers import CertificatePaper
from hubdesk.ui.doors import Doors
from hubdesk.ui.printing.pdf import page_picture
from hubdesk.ui.printing.preview import PaperView
from hubdesk.ui.space import column
from hubdesk.ui.widgets.cards import Note

SETTLE_MS: Final = 150  # after the last key, it is drawn again


def _t(text: str) -> str:
    return translate("Certificates", text)


class SheetView(QWidget):
    """`show_sheet` takes what makes the PDF; it is made beside the window.

    `refused` carries the error that stops it, or None once it can be drawn again.
    """

    refused = Signal(object)

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._make: Callable[[], bytes] | None = None
        self._turn = 0
        body = column(self, 0, 8)
        self.note = Note("", "bad", "circle-alert")
        self.note.hide()
        self.paper = PaperView()
        self.paper.setAccessibleName(_t("The certificate as it will be printed"))
        body.addWidget(self.note)
        body.addWidget(self.paper)
        body.addStretch(1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self.paper.ask)
        self.paper.wanted.connect(self._draw)

    def show_sheet(self, make: Callable[[], bytes] | None, *, soon: bool = False) -> None:
        """Show another sheet; `soon` waits for the end of typing. None shows nothing."""
        self._make = make
        self._turn += 1
        if make is None:
            self.paper.set_picture(QImage())
            self.note.hide()
        elif soon:
            self._soon.start()
        else:
            self.paper.ask()

    def _draw(self, width: int) -> None:
        make, turn = self._make, self._turn
        if make is None:
            return
        self._doors.later(
            lambda: page_picture(make(), 0, width),
            owner=self,
            then=lambda picture: self._drawn(turn, picture),
            refused=lambda error: self._cannot(turn, error),
        )

    def _drawn(self, turn: int, picture: QImage) -> None:
        if turn != self._turn:
            return
        self.note.hide()
        self.paper.show()
        self.paper.set_picture(picture)
        self.refused.emit(None)

    def _cannot(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            return
        assert isinstance(error, HubDeskError)
        self.note.set_words(explain(error).text)
        self.note.show()
        self.paper.hide()  # an older sheet beside the words would be believed
        self.refused.emit(error)


def sheet_of(doors: Doors, paper: CertificatePaper) -> Callable[[], bytes]:
    """What makes the sheet of one certificate."""

    def make() -> bytes:
        from hubdesk.reports.certificate import certificates_pdf

        return certificates_pdf([paper], doors.look(lambda db: pictures(db, paper.look.pictures)))

    return make
