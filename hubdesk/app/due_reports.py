"""Reports that are made by themselves on the first of the month, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject

from hubdesk.app.notices import Notices
from hubdesk.app.records import Records
from hubdesk.errors.figures import CutUnknown, DayUnclear, NotMadeByItself
from hubdesk.i18n import listed, translate
from hubdesk.operations.report_keeping import keep_report
from hubdesk.queries.publishing import told
from hubdesk.queries.reports_due import DueReport, reports_due
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

    def make(self) -> tuple[list[str], list[NotMadeByItself]]:
        """Count, hide and keep each of them; answers with the names of those that were made, and
        with why others could not be: one keeps no other back. Slow work.
        """
        now = self._records.now()
        made, not_made = [], []
        for due in self._records.look(lambda db: reports_due(db, now.date())):
            try:
                self._make(due, now)
            except (CutUnknown, DayUnclear) as error:
                not_made.append(NotMadeByItself(due.name, error))
            else:
                made.append(due.name)
        return made, not_made

    def _make(self, due: DueReport, now: datetime) -> None:
        found = self._records.look(
            lambda db: told(
                db,
                template=due.template,
                period=due.period,
                cut=due.cut,
                left_out=due.without,
                now=now,
            )
        )
        # a moment of the one writer: it was counted before
        with self._records.database.changing("make report", gesture=False) as db:
            keep_report(db, found, how="by itself", now=now, saved_report_id=due.saved_id)
            db.info["about"].update({"what": due.name})

    def _made(self, done: tuple[list[str], list[NotMadeByItself]]) -> None:
        names, not_made = done
        if not_made:
            first, *others = not_made
            self._refused(replace(first, others=tuple(one.name for one in others)))
        if not names:
            return
        see = Offer(_t("See it") if len(names) == 1 else _t("See them"), self._open)
        words = _t("Made by itself: {names}.").format(names=listed(names))
        self._notices.put(ABOUT, Result("info", words, (see,)), can_close=True)

    def _open(self) -> None:
        self._notices.take(ABOUT)
        self._show()
