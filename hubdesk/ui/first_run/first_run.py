"""The first run: from an empty folder to an open front desk in five steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.store import PassphraseTooShort
from hubdesk.i18n import translate
from hubdesk.ids import read_code
from hubdesk.messages import explain
from hubdesk.store.computer import ComputerChoices
from hubdesk.ui.first_run.account_step import AccountStep
from hubdesk.ui.first_run.begin_step import BeginStep
from hubdesk.ui.first_run.facts import FirstRunFacts, HubTyped, Made, keep_typed, read_typed
from hubdesk.ui.first_run.frame import Foot, Progress
from hubdesk.ui.first_run.hub_step import HubStep
from hubdesk.ui.first_run.lock_step import LockStep
from hubdesk.ui.first_run.papers import FirstPapers
from hubdesk.ui.first_run.scanner_step import ScannerStep
from hubdesk.ui.first_run.step import Step
from hubdesk.ui.first_run.welcome import Welcome
from hubdesk.ui.focus import reading_order, step
from hubdesk.ui.jobs import Jobs
from hubdesk.ui.page import Frame, frame_of
from hubdesk.ui.printing.press import Press, Printers
from hubdesk.ui.scanning import ScanFilter
from hubdesk.ui.space import column, line, scroller, spaced
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.strip import Result, Strip
from hubdesk.ui.widgets.text import Label

_MARGINS, _NARROW_MARGINS = (56, 44, 56, 28), (20, 14, 20, 14)


def _t(text: str) -> str:
    return translate("FirstRun", text)


class FirstRun(QWidget):
    """`make_hub` makes the hub from what was typed; it runs beside the window.

    `finished` carries what it made and how to begin: empty, spreadsheet or practice.
    `look_around_asked` wants an invented hub, `bring_back_asked` one that a copy holds. `proved` is
    called once a group of the sheet was typed back. `kept` is a file for what was typed about the
    hub, so that one can stop and carry on. With `resume`, a hub is made already and the steps begin
    at its recovery sheet.
    """

    finished = Signal(object, str)
    close_asked = Signal()
    look_around_asked = Signal()
    bring_back_asked = Signal()

    def __init__(
        self,
        make_hub: Callable[[FirstRunFacts], Made],
        *,
        computer: ComputerChoices,
        today: Callable[[], date],
        proved: Callable[[Made], object] = lambda _made: None,
        kept: Path | None = None,
        resume: tuple[Made, HubTyped] | None = None,
        printers: Printers | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("k", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._make_hub, self._proved = make_hub, proved
        self._computer, self._kept = computer, kept
        self.made: Made | None = None
        self._hub = read_typed(kept) if kept is not None else HubTyped()
        self._scans: ScanFilter | None = None
        self._jobs = Jobs(self)
        self.papers = FirstPapers(
            Press(computer, window=self, printers=printers, parent=self), self._paper_facts, today
        )
        self._build()
        self._connect()
        look().changed.connect(self._refit)
        if resume is not None:
            self.made, self._hub = resume
            self.lock.show_groups(self.made.recovery)
        self.go(self.lock if resume is not None else self.welcome)

    def _build(self) -> None:
        self.welcome = Welcome(self._computer)
        self.hub = HubStep(self._hub)
        self.account = AccountStep()
        self.lock = LockStep()
        self.scanner = ScannerStep(self._scan_filter)
        self.begin = BeginStep()
        self.steps: list[Step] = [self.hub, self.account, self.lock, self.scanner, self.begin]
        self.progress = Progress([_t(one.name) for one in self.steps])
        self.foot = Foot()
        self.place = Label("", "smallstrong", "2")
        self.strip = Strip()
        self.busy = BusyLine()
        self._stack = QStackedWidget()
        self._areas: dict[Step, QScrollArea] = {}
        for one in (self.welcome, *self.steps):
            self._areas[one] = scroller(one)
            self._stack.addWidget(self._areas[one])
        whole = line(self)
        whole.addWidget(self.progress)
        self._main = column(None, _MARGINS, 14)
        for widget in (self.place, self.strip, self.busy):
            self._main.addWidget(widget)
        self._main.addWidget(self._stack, 1)
        self._main.addWidget(self.foot)
        whole.addLayout(self._main, 1)

    def _connect(self) -> None:
        self.foot.back.clicked.connect(lambda _on=False: self.back())
        self.foot.later.clicked.connect(lambda _on=False: self.later())
        self.foot.on.clicked.connect(lambda _on=False: self.on())
        self.welcome.look_around_asked.connect(self.look_around_asked)
        self.welcome.bring_back_asked.connect(self.bring_back_asked)
        self.hub.form.edited.connect(lambda: self.hub.form.show_problems({}))
        self.lock.print_asked.connect(self.papers.print_sheet)
        self.lock.save_asked.connect(self.papers.save_sheet)
        self.papers.sheet_out.connect(self.lock.got_copy)
        self.papers.told.connect(self.strip.show_result)
        self.lock.proved.connect(self._sheet_proved)
        self.lock.on_asked.connect(self._next)
        self.lock.close_asked.connect(self.close_asked)
        self.scanner.print_asked.connect(self.papers.print_test)
        self.scanner.measured.connect(lambda hold: self._computer.choose("scanner.hold_ms", hold))
        for one in (self.welcome, *self.steps):
            one.changed.connect(self._draw_foot)

    @property
    def current(self) -> Step:
        """The step that is open."""
        area = self._stack.currentWidget()
        return next(one for one, its in self._areas.items() if its is area)

    def go(self, to: Step) -> None:
        """Open a step."""
        self.current.leave()
        self.strip.clear()
        self._stack.setCurrentWidget(self._areas[to])
        at = self.steps.index(to) if to in self.steps else -1
        self.progress.show_place(at)
        words = _t("Step {n} of {all}: {name}")
        many = len(self.steps)
        self.place.setText(words.format(n=at + 1, all=many, name=_t(to.name)) if at >= 0 else "")
        to.arrive()
        self._draw_foot()
        self._refit()
        self._focus_first()

    def on(self) -> None:
        """The filled button: go on, if nothing is missing."""
        here = self.current
        if not self.foot.on.isEnabled():
            return
        if not here.check():
            self._bring_into_view(self.window().focusWidget())
            return
        if here is self.hub:
            self._keep()
            self.account.know(self.hub.hub_name.text())
        if here is self.account:
            self._make()
        elif here is self.begin:
            self._finish()
        else:
            self._next()

    def later(self) -> None:
        """Leave this step for another time."""
        if self.current.check_later():
            self._next()

    def back(self) -> None:
        """One step back, as far as that changes nothing that is made."""
        everything = [self.welcome, *self.steps]
        at = everything.index(self.current)
        if at > 0 and self._can_go_back():
            self.go(everything[at - 1])

    def may_close(self) -> bool:
        """Whether the window may close now. Without any copy of the sheet it is asked about once:
        `close_asked` comes if somebody closes all the same.
        """
        if self.made is None or not self.lock.needs_asking:
            return True
        if self.current is not self.lock:
            self.go(self.lock)
        self.lock.ask_to_leave(closing=True)
        QTimer.singleShot(0, self, lambda: self._bring_into_view(self.lock.stay_button))
        return False

    def stop(self) -> None:
        """The window closes: what was typed about the hub is kept, the rest forgotten."""
        if self.made is None:
            self._keep()
        self.papers.stop()
        self._jobs.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.window().focusWidget()
            quiet = isinstance(focused, Button) and focused is not self.foot.on
            if quiet and isinstance(focused, Button):
                focused.click()
            elif not event.isAutoRepeat():
                self.on()
        elif event.key() == Qt.Key.Key_Escape or (
            event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.back()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        found = step(reading_order(self), self.window().focusWidget(), forward=next)
        if found is None:
            return super().focusNextPrevChild(next)
        tab, back = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason
        found.setFocus(tab if next else back)
        self._bring_into_view(found)
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus_first()  # a window it was put into has chosen something else

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    # The hub

    def _make(self) -> None:
        typed = self.hub.typed()
        facts = FirstRunFacts(
            typed, self.account.manager.text().strip(), self.account.passphrase.text()
        )
        self._set_busy(True)
        self.busy.begin(_t("Making the hub and its lock…"), can_cancel=False)
        self._jobs.run(
            lambda: self._make_hub(facts), owner=self, then=self._hub_made, refused=self._not_made
        )

    def _hub_made(self, made: Made) -> None:
        self._set_busy(False)
        self.made, self._hub = made, self.hub.typed()
        self.account.forget()
        if self._kept is not None:
            self._kept.unlink(missing_ok=True)
        self.lock.show_groups(made.recovery)
        self.go(self.lock)

    def _not_made(self, error: Exception) -> None:
        self._set_busy(False)
        assert isinstance(error, HubDeskError)
        words = explain(error).text
        if isinstance(error, PassphraseTooShort):
            self.account.form.show_problems({"passphrase": words})
        else:
            self.strip.show_result(Result("bad", words))

    def _set_busy(self, busy: bool) -> None:
        self.busy.end()
        self.foot.on.setEnabled(not busy)
        self.foot.back.setEnabled(not busy)

    def _finish(self) -> None:
        self.current.leave()
        if self._scans is not None:
            self._scans.deleteLater()
            self._scans = None
        self.papers.stop()
        self.finished.emit(self.made, self.begin.value())

    def _keep(self) -> None:
        if self._kept is None:
            return
        try:
            keep_typed(self._kept, self.hub.typed())
        except HubDeskError as error:
            self.strip.show_result(Result("warn", explain(error).text))

    # Drawing

    def _paper_facts(self) -> tuple[HubTyped, tuple[str, ...]]:
        return self._hub, self.made.recovery if self.made is not None else ()

    def _sheet_proved(self) -> None:
        if self.made is not None:
            self._proved(self.made)

    def _next(self) -> None:
        everything = [self.welcome, *self.steps]
        self.go(everything[everything.index(self.current) + 1])

    def _can_go_back(self) -> bool:
        return self.current.can_go_back and self.current is not self.welcome

    def _draw_foot(self) -> None:
        here = self.current
        self.foot.on.set_words(here.on_words())
        self.foot.later.set_words(here.later_words() or "-")
        self.foot.later.setVisible(bool(here.later_words()))
        self.foot.back.setVisible(self._can_go_back())

    def _scan_filter(self) -> ScanFilter | None:
        """Sees the keys of a scanner; made when the scanner is first set up."""
        if self._scans is None:
            self._scans = ScanFilter(lambda text: read_code(text) is not None, parent=self)
            app = QApplication.instance()
            if isinstance(app, QApplication):
                self._scans.watch(app)
        return self._scans

    def _focus_first(self) -> None:
        (self.current.first_focus() or self.foot.on).setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring_into_view(self, widget: QWidget | None) -> None:
        area = self._areas[self.current]
        if widget is not None and area.isAncestorOf(widget):
            area.ensureWidgetVisible(widget, 0, 60)

    def _refit(self) -> None:
        narrow = frame_of(self.width(), look().scale) is Frame.NARROW
        self.progress.setVisible(not narrow)
        self.place.setVisible(narrow and bool(self.place.text()))
        spaced(self._main, _NARROW_MARGINS if narrow else _MARGINS, 10 if narrow else 14)
