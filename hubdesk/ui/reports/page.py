"""Reports: the figures of a period as they will be printed, what is behind them, and past ones."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.messages.periods import period_words
from hubdesk.messages.report_words import overlap_words
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import target_rows, templates
from hubdesk.queries.funds import funds
from hubdesk.queries.publishing import HUBS_OWN, title_of
from hubdesk.queries.reports_made import overlapping
from hubdesk.ui.actions import bind
from hubdesk.ui.bring_in.job import Job
from hubdesk.ui.doors import Doors
from hubdesk.ui.gestures import Gestures, ToPrint
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.printing.press import Press
from hubdesk.ui.reports.asked import Asked, Made, work_out
from hubdesk.ui.reports.behind_page import ROWS, Behind
from hubdesk.ui.reports.figures_list import FigureLine, finding_of
from hubdesk.ui.reports.figures_part import FiguresPart
from hubdesk.ui.reports.options_panel import OptionsPanel
from hubdesk.ui.reports.past_list import PastList
from hubdesk.ui.reports.report_view import ReportView
from hubdesk.ui.reports.saved_card import SavedCard
from hubdesk.ui.reports.ways_out import WaysOut
from hubdesk.ui.space import column, scroller
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Note
from hubdesk.ui.widgets.count_tabs import CountTabs

PAPER, FIGURES, PAST, SAVED = "paper", "figures", "past", "saved"
_TABS: Final = (
    (PAPER, "Report"),
    (FIGURES, "Figures"),
    (PAST, "Past reports"),
    (SAVED, "Saved reports"),
)
MADE: Final = frozenset(("report_made", "saved_report"))
# Whatever a report is made of: it is worked out again when the page is next looked at.
TABLES: Final = frozenset(
    (
        *("attendance", "learning_session", "session_fund", "session_organisation", "organisation"),
        *("head_count", "enquiry", "loan", "loan_event", "gift", "gift_value", "device"),
        *("device_kind", "fund", "figure_target", "person", "household", "household_answer"),
        *("award", "award_event", "judgement", "scale_step", "statement", "skill_area"),
        *("destination", "follow_up", "goal", "shift", "account", "account_role"),
        *("story", "tutor_comment", "consultation", "hub", "certificate_template"),
        "session_helper",
    )
)
SETTLE_MS: Final = 60  # arrow keys held down in the list of months ask once
LATER_MS: Final = 2000


def _t(text: str) -> str:
    return translate("Reports", text)


class ReportsPage(Page):
    """Facts of `arrive`: `period` and `template` ask for a report."""

    def __init__(
        self, doors: Doors, press: Press, to_print: ToPrint, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._doors = doors
        self.gestures = Gestures(doors, self.told.emit, self.go.emit)
        self.made: Made | None = None
        self._turn = 0
        self._stale = True
        self.options = OptionsPanel(doors.look(templates), doors.today())
        self.equality_button = self.options.equality_button
        self.tabs = CountTabs([(key, _t(words)) for key, words in _TABS], PAPER, _t("What to see"))
        self.busy = BusyLine()
        self._job = Job(doors, self)
        self.trouble = Note("", "bad", "circle-alert")
        self.overlap = Note("", "info", "eye-off")
        self.unfinished = _Unfinished()
        self.view = ReportView(doors)
        self.figures = FiguresPart(doors, self.gestures, self._again)
        self.past = PastList(doors)
        self.saved = SavedCard(self.gestures, self.options.asked)
        self.out = WaysOut(self.gestures, press, to_print, self.options.forms)
        self._build()
        self._connect()

    def _build(self) -> None:
        body = column(self, 0, 10)
        inside = QWidget()  # scrolls where there is little room; the buttons stay
        self._whole = column(inside, 0, 10)
        self._whole.addWidget(self.tabs)
        self._whole.addWidget(self.busy)
        self._whole.addWidget(self.trouble)
        self._whole.addWidget(self.unfinished)
        self._whole.addWidget(self.overlap)
        self.overlap.hide()
        self.trouble.hide()
        self._stack = QStackedWidget()
        for widget in (self.view, self.figures, self.past, self.saved):
            self._stack.addWidget(widget)
        self._whole.addWidget(self._stack, 1)
        body.addWidget(scroller(inside), 1)
        body.addWidget(self.out)

    def _connect(self) -> None:
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self._work_out)
        self._later = QTimer(self)  # a busy desk changes something every few seconds
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self._work_out)
        self.tabs.chosen.connect(self.open_tab)
        self.options.chosen.connect(self._soon.start)
        self.busy.cancelled.connect(self._cancel)
        self._job.stepped.connect(self.busy.progress)
        self.figures.opened.connect(self._open_line)
        self.past.list.opened.connect(lambda id: self.go.emit("past-report", {"id": id}))
        self.saved.asked_for.connect(self._ask)
        self.options.told_button.clicked.connect(lambda _on=False: self.go.emit("told", {}))
        self.options.clearer_button.clicked.connect(lambda _on=False: self.go.emit("clearer", {}))
        self.options.equality_button.clicked.connect(lambda _on=False: self.go.emit("equality", {}))
        self.unfinished.see.clicked.connect(
            lambda _on=False: self.go.emit("sessions", {"show": "unfinished"})
        )
        self._doors.announcer.changed.connect(self._changed)
        self._doors.announcer.day_turned.connect(self._day_turned)
        bind(self, "print-list", self.out.print_button.click)
        bind(self, "save-report", self.out.save_button.click)
        bind(self, "period-before", lambda: self.options.period.step(-1))
        bind(self, "period-after", lambda: self.options.period.step(1))

    # What the frame asks

    def title(self) -> str:
        asked = self.options.asked()
        return title_of(asked.template, asked.period)

    def meta(self) -> str:
        return " "

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def primary(self) -> Button:
        return self.out.print_button

    def first_focus(self) -> QWidget:
        shown: dict[str, QWidget] = {
            FIGURES: self.figures.list.list, PAST: self.past.list, SAVED: self.tabs,
        }  # fmt: skip
        return shown.get(self.tabs.value(), self.view.area)

    def side(self) -> QWidget:
        return self.options

    def side_words(self) -> str:
        asked = self.options.asked()
        period = asked.period
        months = {(day.year, day.month) for day in (period.first_on, period.last_on)}
        if asked.template.key == HUBS_OWN and len(months) == 1:
            return _t("What to show")  # the title says the days, and needs the room
        return _t("What to show: {days}").format(days=period_words(period.first_on, period.last_on))

    def set_frame(self, frame: Frame) -> None:
        narrow = frame is Frame.NARROW
        self.tabs.fold(narrow)
        self.out.show_keys(not narrow)
        self.figures.set_narrow(narrow)
        self.past.hide_details(narrow)

    def arrive(self, **facts: Any) -> None:
        self.options.set_funds(
            self._doors.look(lambda db: [(one.id, one.name) for one in funds(db)])
        )
        self.options.period.set_grants(self._doors.look(self._grants))
        if isinstance(asked := facts.get("asked"), Asked):
            self.options.ask(asked)
            self._stale = True
        if (tab := str(facts.get("tab", ""))) in dict(_TABS):
            self.open_tab(tab)
        self._show_made()
        if self._stale:
            self._work_out()

    def _grants(self, db: Any) -> list[tuple[str, Period]]:
        """The days that targets are set for and that have begun, each by its fund."""
        found = {
            (row.fund, row.period): None
            for row in target_rows(db)
            if row.period.first_on <= self._doors.today()
        }
        words = _t("{fund}: {days}")
        return [
            (words.format(fund=fund, days=days) if fund else days, period)
            for fund, period in found
            if (days := period_words(period.first_on, period.last_on))
        ]

    def open_tab(self, tab: str) -> None:
        """Show the paper, the figures or what was made before."""
        self.tabs.choose(tab)
        self._stack.setCurrentIndex([key for key, _ in _TABS].index(tab))

    def _show_made(self) -> None:
        """What was made before, and what is made again and again."""
        self.tabs.set_counts({PAST: self.past.show_now(), SAVED: self.saved.show_now()})

    def _ask(self, asked: Asked) -> None:
        self.options.ask(asked)
        self.open_tab(PAPER)
        self._work_out()

    # Working it out

    def _again(self) -> None:
        """Something the report hangs on was changed here: a target, and the days it is set for."""
        self.options.period.set_grants(self._doors.look(self._grants))
        self._work_out()

    def _work_out(self) -> None:
        """Count and lay out what is chosen, beside the window; the newest question is answered."""
        self._stale = False
        self._turn += 1
        asked, turn = self.options.asked(), self._turn
        days = period_words(asked.period.first_on, asked.period.last_on)
        self.retitled.emit()
        self.side_changed.emit()
        self.saved.say_chosen()
        self.out.offer(None, _t("The report is being worked out."))
        self.busy.begin(_t("Working out {days}…").format(days=days))
        self._job.stop()  # an older question needs no answer
        self._job.run(
            lambda told: work_out(self._doors, asked, told),
            then=lambda made: self._show(turn, made),
            refused=lambda error: self._refused(turn, error),
        )

    def _show(self, turn: int, made: Made | None) -> None:
        if turn != self._turn or made is None:
            return
        self.busy.end()
        self.made = made
        self.trouble.hide()
        report = made.report
        self.view.show_pdf(made.pdf, report.called, finding_of(report))
        self.figures.show_made(made)
        if self._doors.barred(ROWS):
            many = max(report.unfinished_count, len(report.unfinished))
            self.unfinished.show_many(many, are_some=report.some_unfinished)
        else:
            self.unfinished.show_many(made.told.unfinished_count)
        self._say_overlap(made)
        self.out.offer(made, "")

    def _say_overlap(self, made: Made) -> None:
        """Two reports that share days can give a small number away by their difference."""
        asked, now, numbers = made.asked, self._doors.now(), made.told.numbers
        found = self._doors.look(
            lambda db: overlapping(db, asked.period, asked.cut, now=now, numbers=numbers)
        )
        self.overlap.set_words(overlap_words(found.others, found.same, found.last))

    def _refused(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            return
        assert isinstance(error, HubDeskError)
        self._show_nothing(explain(error).text)

    def _cancel(self) -> None:
        """What is being worked out ends before its next step."""
        self._turn += 1
        self._job.stop()
        self._soon.stop()
        self._later.stop()
        self._show_nothing(_t("Stopped. Choose what to show, and it is worked out again."))

    def _show_nothing(self, why: str) -> None:
        """An older report beside the words would be believed."""
        self.busy.end()
        self.made = None
        self.view.show_pdf(b"", "")
        self.figures.show_made(None)
        self.unfinished.show_many(0)
        self.overlap.set_words("")
        self.trouble.set_words(why)
        self.out.offer(None, why)

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self._stale = True
            if self.isVisible() and not self._later.isActive():
                self._later.start()
        if tables & MADE and self.isVisible():
            self._show_made()
        if "report_template" in tables:
            self.options.set_templates(self._doors.look(templates))

    def _day_turned(self) -> None:
        self.options.period.set_today(self._doors.today())

    # Opening

    def _open_line(self, line: FigureLine) -> None:
        if self.made is None:
            return
        asked = self.made.asked
        behind = Behind(line.words, line.indicator, asked.period, asked.cut)
        self.go.emit("report-rows", {"behind": behind})


class _Unfinished(Note):
    """Registers nobody finished, before anything else, with the way to them."""

    def __init__(self) -> None:
        super().__init__("", "warn", "triangle-alert")
        self.see = Button(_t("See them"))
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.see)
        self.hide()

    def show_many(self, many: int, *, are_some: bool = False) -> None:
        """How many there are, or that there are some; none at all says nothing."""
        if many == 1:
            self.set_words(_t("1 register is not finished. Who is not marked yet is not counted."))
        elif many:
            words = _t("{many} registers are not finished. Who is not marked yet is not counted.")
            self.set_words(words.format(many=f"{many:,}"))
        elif are_some:
            self.set_words(
                _t("Some registers are not finished. Who is not marked yet is not counted.")
            )
        else:
            self.set_words("")
