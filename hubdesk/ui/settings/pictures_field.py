"""Pictures for a sheet: what is chosen, one below the other, each to be taken away again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.space import column, emptied, line
from hubdesk.ui.theme import look
from hubdesk.ui.tokens import LIGHT
from hubdesk.ui.widgets.buttons import Button, IconButton

HIGH: Final = 44  # units: as tall as a picture is shown


def _t(text: str) -> str:
    return translate("Settings", text)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that is chosen."""

    hash: str
    data: bytes
    width: int
    height: int


class PicturesField(QWidget):
    """`picked` carries a file to be read; `edited` that one was taken away."""

    picked = Signal(str)
    edited = Signal()

    def __init__(self, name: str, choose_words: str, most: int) -> None:
        super().__init__()
        self._name, self._most = name, most
        self.pictures: list[Shown] = []
        body = column(self, 0, 6)
        self._rows: QVBoxLayout = column(gap=6)
        body.addLayout(self._rows)
        self.choose_button = Button(choose_words, "", "plus")
        self.choose_button.clicked.connect(lambda _on=False: self.open_dialog())
        row = line()
        row.addWidget(self.choose_button)
        row.addStretch(1)
        body.addLayout(row)
        self.setFocusProxy(self.choose_button)

    @property
    def hashes(self) -> tuple[str, ...]:
        return tuple(one.hash for one in self.pictures)

    def show_pictures(self, pictures: list[Shown]) -> None:
        """These and no others."""
        self.pictures = list(pictures)
        self._draw()

    def add(self, picture: Shown) -> None:
        """One more; where there is room for one only, in the place of the other."""
        if picture.hash in self.hashes:
            return
        self.pictures = [*(self.pictures if self._most > 1 else []), picture]
        self._draw()

    def open_dialog(self) -> None:
        """The computer's own dialog, which lets the window live on."""
        dialog = QFileDialog(self.window(), _t("Choose a picture"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        kinds = _t("Pictures (*.png *.jpg *.jpeg *.gif *.webp *.bmp)")
        dialog.setNameFilters([kinds, _t("All files (*)")])
        dialog.fileSelected.connect(self.picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _draw(self) -> None:
        emptied(self._rows)
        for at, one in enumerate(self.pictures):
            row = line(None, 0, 8)
            row.addWidget(_picture(one))
            words = _t("Take away: {what}")
            what = self._name if self._most == 1 else f"{self._name} {at + 1}"
            away = IconButton("x", words.format(what=what))
            away.clicked.connect(self._taking_away(one))
            row.addWidget(away)
            row.addStretch(1)
            holder = QWidget()
            holder.setLayout(row)
            self._rows.addWidget(holder)
        self.choose_button.setVisible(self._most == 1 or len(self.pictures) < self._most)

    def _taking_away(self, one: Shown) -> Callable[[], None]:
        def take() -> None:
            self.pictures.remove(one)
            self._draw()
            self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edited.emit()

        return take


def _picture(one: Shown) -> QLabel:
    """On white in every theme, as on paper."""
    label = QLabel()
    image = QImage.fromData(one.data)
    tall = look().px(HIGH)
    shown = QImage(image.size(), QImage.Format.Format_RGB32)
    shown.fill(LIGHT.surface)
    with QPainter(shown) as painter:
        painter.drawImage(0, 0, image)
    mode = Qt.TransformationMode.SmoothTransformation
    label.setPixmap(QPixmap.fromImage(shown).scaledToHeight(tall, mode))
    return label
