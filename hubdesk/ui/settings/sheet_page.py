"""A new recovery sheet: made, printed and proved before the old one stops opening anything."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.store import WrongPassphrase
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.hub import hub_facts
from hubdesk.ui.doors import Doors, Sheet
from hubdesk.ui.first_run.facts import HubTyped
from hubdesk.ui.first_run.lock_step import LockStep
from hubdesk.ui.first_run.papers import FirstPapers
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.printing.press import Press
from hubdesk.ui.settings.lock_part import SecretEdit
from hubdesk.ui.space import column, line, scroller, sized
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.form import Form
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel

WIDTH = 760  # units, as in the first run


def _t(text: str) -> str:
    return translate("Settings", text)


class SheetPage(Page):
    """First the passphrase, then the sheet. `kept` tells that a new sheet was proved.

    Whoever turns away leaves nothing behind: groups that lie on an open screen are a way in.
    """

    kept = Signal()

    def __init__(self, doors: Doors, press: Press, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._sheet: Sheet | None = None
        self._is_busy = False
        self.papers = FirstPapers(press, self._paper_facts, doors.today)
        inside = QWidget()
        body = column(inside, (0, 0, 8, 0), 14)
        self.ask = self._build_ask()
        body.addWidget(self.ask)
        self.step = LockStep(
            title=_t("Print the new sheet"),
            intro=_t("Once you have typed a group back, the old sheet opens nothing any more."),
        )
        body.addWidget(self.step, 1)
        body.addStretch(0)
        self.area = scroller(inside)
        self._whole = column(self, 0, 12)
        self.busy = BusyLine()
        self._whole.addWidget(self.busy)
        self._whole.addWidget(self.area, 1)
        self._whole.addWidget(self._build_foot())
        self.step.print_asked.connect(self.papers.print_sheet)
        self.step.save_asked.connect(self.papers.save_sheet)
        self.papers.sheet_out.connect(self.step.got_copy)
        self.papers.told.connect(self.told)
        self._show()

    def _build_ask(self) -> QWidget:
        card = Card((22, 18, 22, 18), 12)
        sized(card, most_width=WIDTH)
        words = _t(
            "A new sheet takes the place of the old one. Until the new one is checked, the old "
            "one still opens the records."
        )
        card.body.addWidget(WrappedLabel(words, "body", "2"))
        self.form = Form()
        self.passphrase = SecretEdit(_t("Passphrase now"))
        self.form.add("passphrase", _t("Passphrase now"), self.passphrase)
        self.passphrase.returnPressed.connect(self.press_primary)
        card.body.addWidget(self.form)
        return card

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        row = line(foot, 0, 12)
        self.leave_button = Button(_t("Leave it"))
        self.on_button = Button("", "primary")
        sized(self.on_button, least_height=44)
        self.leave_button.clicked.connect(lambda _on=False: self._leave_it())
        self.on_button.clicked.connect(lambda _on=False: self._go_on())
        row.addWidget(self.leave_button)
        row.addStretch(1)
        row.addWidget(self.on_button)
        sized(foot, most_width=WIDTH)
        return foot

    def set_frame(self, frame: Frame) -> None:
        self.step.fold(frame is Frame.NARROW)

    def first_focus(self) -> QWidget:
        return self.passphrase if self._sheet is None else self.step.print_button

    def primary(self) -> Button:
        return self.on_button

    def has_unsaved(self) -> bool:
        """A card that is scanned waits until the sheet is done."""
        return self._sheet is not None

    def step_back(self) -> bool:
        if self._sheet is None:
            return False
        self._leave_it()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous() and not self._is_busy:  # a window made small stays as it is
            self._forget()

    def _go_on(self) -> None:
        if self._is_busy:
            return
        if self._sheet is not None:
            if self.step.check():
                self._keep(self._sheet)
            else:
                self.area.ensureWidgetVisible(self.window().focusWidget() or self.step, 0, 60)
            return
        passphrase = self.passphrase.text()
        if not passphrase:
            self.form.show_problems({"passphrase": _t("Enter the passphrase you use now.")})
            return
        self._begin(_t("Making the new sheet…"))
        self._doors.later(
            lambda: self._doors.ways.new_sheet(passphrase),
            owner=self,
            then=self._made,
            refused=self._refused,
        )

    def _made(self, sheet: Sheet) -> None:
        self._end()
        self.passphrase.clear()
        if not self.isVisible():
            return  # somebody turned away while it was made: nothing is shown to the next
        self._sheet = sheet
        self.form.show_problems({})
        self.step.show_groups(sheet.groups)
        self._show()
        self.step.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, sheet: Any) -> None:
        self._begin(_t("Making the lock…"))
        self._doors.later(
            lambda: self._doors.ways.keep_sheet(sheet),
            owner=self,
            then=lambda _: self._kept(),
            refused=self._refused,
        )

    def _kept(self) -> None:
        self._end()
        self._forget()
        self.kept.emit()
        self.go.emit("settings", {"group": "lock"})
        words = _t("The new recovery sheet is checked. Bin every old one: it opens nothing now.")
        self.told.emit(Result("ok", words))

    def _refused(self, error: Exception) -> None:
        self._end()
        assert isinstance(error, HubDeskError)
        if isinstance(error, WrongPassphrase):
            self.passphrase.clear()
            self.form.show_problems({"passphrase": _t("That passphrase does not match.")})
        else:
            self.told.emit(Result("bad", explain(error).text))

    def _leave_it(self) -> None:
        self._forget()
        self.go.emit("settings", {"group": "lock"})
        self.told.emit(
            Result("info", _t("Nothing changed. The old sheet still opens the records."))
        )

    def _forget(self) -> None:
        self._sheet = None
        self.passphrase.clear()
        self.form.show_problems({})
        self.step.forget()
        self._show()

    def _show(self) -> None:
        """One thing at a time."""
        made = self._sheet is not None
        self.ask.setVisible(not made)
        self.step.setVisible(made)
        words = _t("Keep this sheet") if made else _t("Make the new sheet")
        self.on_button.set_words(words)

    def _begin(self, words: str) -> None:
        self._is_busy = True
        self.on_button.setEnabled(False)
        self.leave_button.setEnabled(False)
        self.busy.begin(words, can_cancel=False)

    def _end(self) -> None:
        self._is_busy = False
        self.on_button.setEnabled(True)
        self.leave_button.setEnabled(True)
        self.busy.end()

    def _paper_facts(self) -> tuple[HubTyped, tuple[str, ...]]:
        facts = self._doors.look(hub_facts)
        groups = self._sheet.groups if self._sheet is not None else ()
        if facts is None:
            return HubTyped(), groups
        return HubTyped(facts.name, facts.phone, facts.address), groups
