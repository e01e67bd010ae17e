"""Watches the safety copy: the mark follows each change, and what the disk refused is said."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from hubdesk.app.notices import Notices
from hubdesk.app.records import Records
from hubdesk.errors import HubDeskError
from hubdesk.errors.safety import SavedOnce
from hubdesk.errors.store import DiskFull
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.ui.widgets.strip import Offer, Result

SOON_MS = 1_000  # many changes in a row move the mark once
ABOUT = "safety copy"


def _t(text: str) -> str:
    return translate("Window", text)


class SafetyWatch(QObject):
    """Beside the work of an open desk, until `stop`."""

    def __init__(self, records: Records, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._records, self._notices = records, notices
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._keep_mark)
        records.announcer.changed.connect(self._saved)
        records.saved_once.connect(self._refused)

    def stop(self) -> None:
        """Closing keeps the mark itself."""
        self._soon.stop()

    def _saved(self) -> None:
        self._take_back()
        if not self._soon.isActive():
            self._soon.start()

    def _refused(self, once: SavedOnce) -> None:
        self._notices.put(ABOUT, Result("bad", explain(once).text))

    def _keep_mark(self) -> None:
        self._records.jobs.run(
            self._records.database.keep_anchor,
            owner=self,
            then=lambda _: self._take_back(),
            refused=self._mark_refused,
        )

    def _take_back(self) -> None:
        """What was said holds no longer, unless the safety copy still lacks a change."""
        tail = self._records.database.tail
        if tail is not None and not tail.is_behind:
            self._notices.take(ABOUT)

    def _mark_refused(self, error: Exception) -> None:
        """A disk that takes no mark takes no work either: the same is said as of the work."""
        assert isinstance(error, HubDeskError)
        if isinstance(error, DiskFull):
            self._records.is_full()  # one sentence about a full disk, and one way out
            return
        again = Offer(_t("Try again"), self._keep_mark, icon="rotate-ccw")
        self._notices.put(ABOUT, Result("bad", explain(error).text, (again,)))
