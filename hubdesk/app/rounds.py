"""What an open desk does once a day or once a week, and what opening the records remarked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QObject

from hubdesk.app.due_reports import DueReports
from hubdesk.app.erasures import finish_asides
from hubdesk.app.notices import Notices
from hubdesk.app.records import Records
from hubdesk.errors import HubDeskError
from hubdesk.errors.store import DiskFull
from hubdesk.i18n import listed, plain_day, translate
from hubdesk.messages import explain
from hubdesk.operations.drafts import forget_finished
from hubdesk.paths import Paths
from hubdesk.queries.hub import hub_facts
from hubdesk.queries.hub_due import others_due
from hubdesk.queries.retention import how_many_are_over
from hubdesk.store.asides import Aside, forget_old_asides
from hubdesk.store.days import KeptDays
from hubdesk.store.opening import Opened, clock_check
from hubdesk.store.scratch import forget_scratch
from hubdesk.ui.widgets.strip import Offer, Result

A_DAY, A_WEEK = 1, 7
QUICK, WHOLE, SHEET = "quick check", "whole check", "sheet reminder"
PROOF = "history proof"
DRAFTS, ASIDE, PROPOSED = "old drafts", "set aside", "time is over"
SCRATCH, REPORTS, CLOCK = "scratch", "reports by themselves", "clock"
STANDS_AFTER: Final = 7  # days without a proved sheet; then the reminder stays


def _t(text: str) -> str:
    return translate("Window", text)


class Rounds(QObject):
    """`begin` after the desk is painted, and at each new day. `show_sheet` opens its page."""

    def __init__(
        self,
        records: Records,
        opened: Opened,
        days: KeptDays,
        notices: Notices,
        show_sheet: Callable[[], object],
        paths: Paths,
        show_reports: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(notices)
        self._paths = paths
        self.reports = DueReports(
            records, notices, show_reports, lambda error: self._say(REPORTS, error, "warn")
        )
        self._records, self._days, self._notices = records, days, notices
        self._was_checked = opened.was_unclean  # opening has read every page already
        self._is_first = True
        self._over = self._others = 0  # people whose time is over, and what else is due
        self._show_sheet = show_sheet
        self._say_opening(opened)
        records.announcer.day_turned.connect(self.begin)
        records.announcer.changed.connect(self._proposals_changed)

    def begin(self) -> None:
        """Do what is due today."""
        if not self._is_first:  # opening has looked
            self._look_at_the_clock()
        today = self._records.now().date()
        if self._was_checked:
            self._was_checked = False
            self._note(QUICK, today)
        if self._days.is_due(QUICK, today, A_DAY):
            self._check(QUICK, self._records.database.check, today)
        if self._days.is_due(WHOLE, today, A_WEEK):
            self._check(WHOLE, self._records.database.check_whole, today)
        if self._days.is_due(PROOF, today, A_WEEK):
            self._check(PROOF, self._records.database.prove, today)
        if self._days.is_due(DRAFTS, today, A_DAY):
            self._check(DRAFTS, self._forget_drafts, today)
        if self._days.is_due(ASIDE, today, A_DAY):
            self._records.jobs.run(
                lambda: self._tend_asides(today),
                owner=self,
                then=lambda old: self._tended(old, today),
                refused=lambda error: self._say(ASIDE, error, "warn"),
            )
        # Nothing is at work in such a folder before the desk was; later a copy may be tried.
        now, self._is_first = None if self._is_first else self._records.now(), False
        self._records.jobs.run(
            lambda: forget_scratch(self._paths, now),
            owner=self,
            then=lambda _: self._notices.take(SCRATCH),
            refused=lambda error: self._say(SCRATCH, error, "warn"),
        )
        self._count_proposed()
        self.reports.begin()
        self.remind()

    def _look_at_the_clock(self) -> None:
        """Also while the desk is open: a battery that ran out, or somebody who set it."""
        behind = clock_check(self._records.database, self._records.now())
        if behind is None:
            self._notices.take(CLOCK)
        else:
            self._say(CLOCK, behind, "warn")

    def _forget_drafts(self) -> None:
        """Half-finished work that was used up a month ago still holds names and phones."""
        now = self._records.now()
        with self._records.database.changing("draft", gesture=False) as db:
            forget_finished(db, now=now)

    def _count_proposed(self) -> None:
        """Whose time is over, beside the window: looking through everybody takes a while."""
        self._count(lambda db, today: (how_many_are_over(db, today), others_due(db, today)))

    def _count(self, work: Callable[[Any, date], tuple[int, int]]) -> None:
        today = self._records.now().date()

        def counted(found: tuple[int, int]) -> None:
            self._over, self._others = found
            self._records.proposed = sum(found)
            self._records.announcer.proposed.emit()

        self._records.jobs.run(
            lambda: self._records.look(lambda db: work(db, today)),
            owner=self,
            then=counted,
            refused=lambda error: self._say(PROPOSED, error, "warn"),
        )

    def _proposals_changed(self, tables: frozenset[str]) -> None:
        """What was decided about them is gone from Today at once; who is new waits a day."""
        decided = {"erasure", "legal_hold", "restriction", "retention_rule"}
        if self._records.proposed and tables & decided:
            self._count_proposed()
        elif self._others and tables & {"presence", "breach", "account", "complaint", "story"}:
            people = self._over
            self._count(lambda db, today: (people, others_due(db, today)))

    def _tend_asides(self, today: date) -> list[Aside]:
        """Nothing stays set aside for ever, and nobody who was erased stays in it."""
        old = forget_old_asides(self._paths, today)
        finish_asides(self._paths, self._records.database)
        return old

    def _tended(self, old: list[Aside], today: date) -> None:
        self._note(ASIDE, today)
        if old:
            days = listed([plain_day(aside.on) for aside in old])
            words = _t("What was set aside on {days} is removed. It was kept for 60 days.")
            self._notices.put(ASIDE, Result("info", words.format(days=days)), can_close=True)

    def remind(self) -> None:
        """Once a day while the recovery sheet was not proved; after a week the words stay."""
        now, hub = self._records.now(), self._records.look(hub_facts)
        today = now.date()
        since = (today - hub.made_at.astimezone(now.tzinfo).date()).days if hub else 0
        if since < 1 or self._records.ways.is_proved():
            self._notices.take(SHEET)
            return
        show = Offer(_t("Print it now"), self._show_sheet, icon="printer")
        words = _t("The recovery sheet is not checked yet. Nothing else opens a forgotten lock.")
        if since >= STANDS_AFTER:
            late = _t("No recovery sheet is checked, for {n} days now. Print one today.")
            self._notices.put(SHEET, Result("warn", late.format(n=since), (show,)))
        elif self._days.is_due(SHEET, today, A_DAY):
            later = Offer(_t("Remind me tomorrow"), lambda: self._put_off(today))
            self._notices.put(SHEET, Result("info", words, (show, later)))
        else:
            self._notices.take(SHEET)

    def _put_off(self, today: date) -> None:
        self._note(SHEET, today)
        self._notices.take(SHEET)

    def _check(self, what: str, look: Callable[[], None], today: date) -> None:
        """Read the file beside the window; what is wrong is said above every page."""
        self._records.jobs.run(
            look,
            owner=self,
            then=lambda _: self._note(what, today),
            refused=lambda error: self._say("damage", error),
        )

    def _note(self, what: str, today: date) -> None:
        try:
            self._days.done(what, today)
        except HubDeskError as error:
            self._say(what, error, "warn")

    def _say_opening(self, opened: Opened) -> None:
        for remark in opened.remarks:
            self._say(type(remark).__name__, remark, "warn")
        if opened.clock_went_back is not None:
            self._say(CLOCK, opened.clock_went_back, "warn")

    def _say(self, about: str, error: Exception, sort: str = "bad") -> None:
        assert isinstance(error, HubDeskError)
        if isinstance(error, DiskFull):
            # One sentence about a full disk, while it is full; the duty stays due.
            self._records.room_asked.emit()
            return
        words = explain(error).text
        self._notices.put(
            about, Result("bad" if sort == "bad" else "warn", words), can_close=sort != "bad"
        )
