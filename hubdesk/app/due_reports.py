"""Reports that are made by themselves on the first of the month, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject

from hubdesk.app.notices import Notices
from hubdesk.app.records import Records
from hubdesk.i18n import listed, translate
from hubdesk.operations.report_keeping import keep_report
from hubdesk.queries.publishing import told
from hubdesk.queries.reports_due import reports_due
from hubdesk.ui.widgets.strip import Offer, Result

ABOUT: Final = "reports"


def _t(text: str) -> str:
    return translate("Window", text)


class DueReports(QObject):
    """`begin` makes what is due beside the window. `show` opens Past reports."""

    def __init__(
        self,
        records: Records,
        notices: Notices,
        show: Callable[[], object],
        refused: Callable[[Exception], None],
    ) -> None:
        super().__init__(notices)
        self._records, self._notices = records, notices
        self._show, self._refused = show, refused

    def begin(self) -> None:
        """Make what is due today."""
        self._records.jobs.run(self.make, owner=self, then=self._made, refused=self._refused)

    def make(self) -> list[str]:
        """Count, hide and keep each of them; answers with their names. Slow work."""
        now, made = self._records.now(), []
        for due in self._records.look(lambda db: reports_due(db, now.date())):
            found = self._records.look(
                lambda db, one=due: told(  # type: ignore[misc]
                    db,
                    template=one.template,
                    period=one.period,
                    cut=one.cut,
                    left_out=one.without,
                    now=now,
                )
            )
            # a moment of the one writer: it was counted before
            with self._records.database.changing("make report", gesture=False) as db:
                keep_report(db, found, how="by itself", now=now, saved_report_id=due.saved_id)
                db.info["about"].update({"what": due.name})
            made.append(due.name)
        return made

    def _made(self, names: list[str]) -> None:
        if not names:
            return
        see = Offer(_t("See it") if len(names) == 1 else _t("See them"), self._open)
        words = _t("Made by itself: {names}.").format(names=listed(names))
        self._notices.put(ABOUT, Result("info", words, (see,)), can_close=True)

    def _open(self) -> None:
        self._notices.take(ABOUT)
        self._show()
