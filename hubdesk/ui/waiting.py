"""Waiting after too many wrong tries: the seconds counted down, in the same words everywhere."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from hubdesk import i18n
from hubdesk.i18n import translate


def _t(text: str) -> str:
    return translate("Unlock", text)


class Waiting(QObject):
    """How long is kept elsewhere; this only counts. `said` carries the words of each second."""

    said = Signal(str)
    over = Signal(str)  # with the words that it can be tried again

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.left = 0  # seconds
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self.count_down)

    def begin(self, seconds: int) -> None:
        """Nothing is taken for so many seconds; 0 is no wait."""
        self.left = seconds
        if seconds:
            self.said.emit(self.words())
            self._tick.start()

    def stop(self) -> None:
        """Nobody looks any more. Whoever asks next is told what is left."""
        self._tick.stop()

    def words(self) -> str:
        """Too many tries. Wait 28 seconds."""
        seconds = i18n.count(self.left, _t("second"), _t("seconds"))
        return _t("Too many tries. Wait {seconds}.").format(seconds=seconds)

    def count_down(self) -> None:
        """One second went."""
        self.left -= 1
        if self.left > 0:
            self.said.emit(self.words())
            return
        self._tick.stop()
        self.left = 0
        self.over.emit(_t("You can try again now."))
