"""Watches the safety copy: the mark follows each change, and what the disk refused is said."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from hubdesk.app.notices import Notices
from hubdesk.app.records import Records
from hubdesk.errors import HubDeskError
from hubdesk.errors.safety import SavedOnce
from hubdesk.messages import explain
from hubdesk.ui.widgets.strip import Result

SOON_MS = 1_000  # many changes in a row move the mark once
ABOUT = "safety copy"


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
        tail = self._records.database.tail
        if tail is not None and not tail.is_behind:
            self._notices.take(ABOUT)
        if not self._soon.isActive():
            self._soon.start()

    def _refused(self, once: SavedOnce) -> None:
        self._notices.put(ABOUT, Result("bad", explain(once).text))

    def _keep_mark(self) -> None:
        self._records.jobs.run(
            self._records.database.keep_anchor,
            owner=self,
            then=lambda _: None,
            refused=self._mark_refused,
        )

    def _mark_refused(self, error: Exception) -> None:
        """A disk that takes no mark takes no work either: the same is said as of the work."""
        assert isinstance(error, HubDeskError)
        self._notices.put(ABOUT, Result("bad", explain(error).text))
