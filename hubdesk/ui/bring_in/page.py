"""Bringing a spreadsheet in: choose a file, see what would happen to each row, then one button.

Both steps are jobs beside the window. Until the second is saved, Cancel leaves nothing behind;
afterwards one undo takes the whole file back.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.bringing_in import LooksLike, OtherList
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.operations.bringing_in import Fate
from hubdesk.queries.activity import activity
from hubdesk.ui.bring_in.bar import BUSY, Bar, Step
from hubdesk.ui.bring_in.choose_card import ChooseCard
from hubdesk.ui.bring_in.job import Job
from hubdesk.ui.bring_in.shown_card import ShownCard
from hubdesk.ui.bring_in.words import (
    DEVICES,
    PEOPLE,
    done_words,
    other_list_words,
    things,
)
from hubdesk.ui.bring_in.work import Bringing, Forecast, Stored
from hubdesk.ui.doors import Doors
from hubdesk.ui.gestures import Gestures, ToPrint
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.space import column, scroller, sized
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.strip import Offer, Result

MOST_LABELS = 240  # ten sheets; more are printed from the list of devices


def _t(text: str) -> str:
    return translate("BringIn", text)


class BringInPage(Page):
    """Facts: `what` is devices or people, `path` a file to look at straight away."""

    def __init__(
        self,
        doors: Doors,
        bringing: Bringing,
        to_print: ToPrint | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._doors, self._bringing, self._to_print = doors, bringing, to_print
        self._gestures = Gestures(doors, self.told.emit)
        self._step = Step.CHOOSING
        self._job = Job(doors, self)
        self._forecast: Forecast | None = None
        self._txn_id = ""
        self._is_narrow = False
        self.setAcceptDrops(True)
        self.choosing = ChooseCard()
        self.shown = ShownCard()
        self.busy = BusyLine()
        self.bar = Bar()
        self._build()
        self._connect()
        self._settle()

    def _build(self) -> None:
        whole = column(self, 0, 12)
        self._strip_home: QBoxLayout = column()
        whole.addLayout(self._strip_home)
        self.stack = QStackedWidget()
        self._area = scroller(self.choosing)
        self.stack.addWidget(self._area)
        self._shown_area = scroller(self.shown)
        self.stack.addWidget(self._shown_area)
        whole.addWidget(self.stack, 1)
        whole.addWidget(self.busy)
        whole.addWidget(self.bar)

    def _connect(self) -> None:
        self.choosing.chosen.connect(lambda: self._look())
        self.choosing.edited.connect(self._settle)
        self.bar.do_button.clicked.connect(lambda _on=False: self._act())
        self.bar.other.clicked.connect(lambda _on=False: self._choose_again())
        self.busy.cancelled.connect(self._cancel)
        self._job.stepped.connect(self._progress)
        self._doors.announcer.changed.connect(self._changed)

    # What the frame asks

    def repeats_result(self) -> bool:
        return False

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def primary(self) -> Button:
        return self.bar.do_button

    def first_focus(self) -> QWidget:
        if self._step in (Step.SHOWN, Step.DONE):
            return self.shown.list
        return self.choosing.path if self.choosing.path.text() else self.choosing.choose

    def arrive(self, **facts: object) -> None:
        """A new file unless one is being looked at."""
        if self._step is Step.DONE:
            self._choose_again()
        if facts.get("what") in (DEVICES, PEOPLE) and self._step is Step.CHOOSING:
            self.choosing.choose_what(str(facts["what"]))
        if facts.get("path") and self._step is Step.CHOOSING:
            self.choosing.set_file(str(facts["path"]))

    def leave(self) -> None:
        if self._step is Step.LOOKING:
            self._cancel()

    def has_unsaved(self) -> bool:
        """Whether something is shown that was not brought in yet."""
        return self._step in (Step.LOOKING, Step.SHOWN, Step.SAVING)

    def can_save(self) -> bool:
        return False  # a list is brought in by a job, and somebody looks at it first

    def step_back(self) -> bool:
        if self._step is Step.CHOOSING:
            return False
        if self._step in BUSY:
            self._cancel()
        else:
            self._choose_again()
        return True

    def set_frame(self, frame: Frame) -> None:
        self._is_narrow = frame is Frame.NARROW
        self.shown.fold(self._is_narrow)
        for area in (self._area, self._shown_area):  # the buttons below stay whole
            sized(area, least_height=40 if self._is_narrow else 48)
        self._settle()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := self._dropped(event):
            event.acceptProposedAction()
            self._choose_again()
            self.choosing.set_file(path)

    def _dropped(self, event: QDropEvent) -> str:
        """The one file that is held over the page; empty while a job runs."""
        urls = event.mimeData().urls()
        if self._step in BUSY or len(urls) != 1:
            return ""
        return urls[0].toLocalFile()

    # The steps

    def _act(self) -> None:
        """What the filled button does where the page stands."""
        if self._step is Step.CHOOSING:
            self._look()
        elif self._step is Step.SHOWN and self._forecast and self._forecast.brought.changes:
            self._store(self._forecast)
        elif self._step is Step.DONE and self._forecast:
            self.go.emit(self._forecast.what, {})
        else:
            self._choose_again()

    def _look(self, said: str = "") -> None:
        """Look at the file; `said` is about which list it is."""
        path = self.choosing.file()
        if path is None or self._step is not Step.CHOOSING:
            return
        self._begin(Step.LOOKING, _t("Looking at {name}").format(name=path.name))
        what = self.choosing.what.value()
        self._job.run(
            lambda told: self._bringing.look(what, path, told),
            then=lambda found: self._looked(found, said),
            refused=lambda error: self._not_looked(error, path),
        )

    def _looked(self, found: Forecast | None, said: str) -> None:
        self.busy.end()
        if found is None:
            self._stand(Step.CHOOSING)
            return
        self._forecast = found
        self.shown.show_forecast(found, self._doors.today(), said=said)
        self._stand(Step.SHOWN)
        self.shown.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_looked(self, error: Exception, path: Path) -> None:
        """The file is not what was wanted: the other list is looked at, else it is said why."""
        self.busy.end()
        self._stand(Step.CHOOSING)
        assert isinstance(error, HubDeskError)
        other = {LooksLike.DEVICES: DEVICES, LooksLike.PEOPLE: PEOPLE}
        what = other.get(error.looks_like) if isinstance(error, OtherList) else None
        if what is not None and what != self.choosing.what.value():
            self.choosing.choose_what(what)
            self._look(other_list_words(what, path.name))
            return
        self.choosing.field.show_problem(explain(error).text)
        self.choosing.path.setFocus(Qt.FocusReason.OtherFocusReason)

    def _store(self, forecast: Forecast) -> None:
        number = things(forecast.what, forecast.brought.changes)
        self._begin(Step.SAVING, _t("Bringing in {things}").format(things=number))
        self._job.run(
            lambda told: self._bringing.store(forecast, told),
            then=lambda stored: self._stored(stored, forecast),
            refused=self._not_stored,
        )

    def _stored(self, stored: Stored | None, forecast: Forecast) -> None:
        self.busy.end()
        if stored is None:
            self._stand(Step.SHOWN)
            self.told.emit(Result("info", _t("Cancelled. Nothing of the file is here.")))
            return
        self._txn_id = stored.txn_id
        self._forecast = replace(forecast, brought=stored.brought)
        self.shown.show_forecast(self._forecast, self._doors.today(), is_done=True)
        self._stand(Step.DONE)
        self.told.emit(
            Result("ok", done_words(forecast.what, stored.brought), self._offers(stored))
        )

    def _not_stored(self, error: Exception) -> None:
        self.busy.end()
        self._stand(Step.SHOWN)
        assert isinstance(error, HubDeskError)
        self._gestures.refuse(error)

    def _offers(self, stored: Stored) -> tuple[Offer, ...]:
        undo = Offer(_t("Undo"), lambda: self._gestures.undo(stored.txn_id), "Ctrl+Z", "undo-2")
        new = [o.id for o in stored.brought.outcomes if o.fate is Fate.ADDED]
        is_devices = self._forecast is not None and self._forecast.what == DEVICES
        if self._to_print is None or not is_devices or not 0 < len(new) <= MOST_LABELS:
            return (undo,) if stored.txn_id else ()
        about = ",".join(new)
        return (Offer(_t("Print their labels"), lambda: self._print(about), icon="printer"), undo)

    def _print(self, about: str) -> None:
        if self._to_print is not None:
            self._to_print("device-sheet", about)

    # Jobs

    def _begin(self, step: Step, words: str) -> None:
        self._stand(step)
        self.busy.begin(words)

    def _progress(self, done: int, total: int) -> None:
        if self._step not in BUSY:
            return
        self.busy.progress(done, total)
        if self._step is Step.SAVING and done >= total:
            self.busy.cancel.setEnabled(False)  # from here on it is being saved

    def _cancel(self) -> None:
        self._job.stop()

    # Standing

    def _choose_again(self) -> None:
        if self._step in BUSY:
            return
        self._forecast, self._txn_id = None, ""
        self.choosing.path.clear()
        self._stand(Step.CHOOSING)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, _tables: frozenset[str]) -> None:
        """Taken back from somewhere else: what is shown is not here any more."""
        if self._step is not Step.DONE or not self._txn_id:
            return
        row = self._doors.look(lambda db: activity(db, self._txn_id))
        if row is not None and row.is_undone:
            self._choose_again()

    def _stand(self, step: Step) -> None:
        self._step = step
        chooses = step in (Step.CHOOSING, Step.LOOKING)
        self.stack.setCurrentWidget(self._area if chooses else self._shown_area)
        self.choosing.setEnabled(step is Step.CHOOSING)
        self.busy.cancel.setEnabled(True)
        self._settle()

    def _settle(self) -> None:
        self.bar.settle(
            self._step,
            self._forecast,
            has_file=self.choosing.file() is not None,
            is_narrow=self._is_narrow,
        )
