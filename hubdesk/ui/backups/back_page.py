"""The steps that bring a copy back: choose it, see what is lost, wait, read what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QProgressBar, QRadioButton, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.ui.backups.copy_list import CopyList
from hubdesk.ui.backups.state import CopyRow
from hubdesk.ui.settings.lock_part import SecretEdit
from hubdesk.ui.space import column, emptied, sized
from hubdesk.ui.unlock.frame import LockFrame
from hubdesk.ui.unlock.groups import GroupsEdit
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.cards import Note
from hubdesk.ui.widgets.form import Field
from hubdesk.ui.widgets.strip import announce
from hubdesk.ui.widgets.text import Label, WrappedLabel

if TYPE_CHECKING:
    from hubdesk.ui.backups.from_place import FromPlace

WIDTH = 560  # units
SHOWN = 8


def _t(text: str) -> str:
    return translate("Copies", text)


@dataclass(frozen=True, slots=True)
class Typed:
    """What opens the copy: its passphrase, or the groups of the recovery sheet."""

    passphrase: str = ""
    groups: tuple[str, ...] = ()


class BringBackPage(LockFrame):
    """`looked` carries a path and what was typed, `asked` that it is to be done.

    `left` leaves all as it is; `open_asked` comes after the report was read. Where damaged
    records lie here, `salvage_looked` wants to know what can still be read of them. `place_asked`
    carries where copies were sent, to look there; `stopped` ends that, or what is fetched.
    """

    looked = Signal(object, object)
    salvage_looked = Signal(object)
    asked = Signal()
    place_asked = Signal(object)
    stopped = Signal()
    left = Signal()
    open_asked = Signal()

    def __init__(
        self,
        hub: str,
        why: str,
        copies: Sequence[CopyRow],
        typed: Typed | None,
        *,
        can_salvage: bool = False,
    ) -> None:
        super().__init__(hub, why, width=WIDTH)
        self._can_salvage, self.has_records = can_salvage, True
        self.copies = CopyList(copies[:SHOWN])
        self._typed = typed
        self._step = "choose"
        self.problem = Note("", "bad", "circle-alert")
        self.problem.hide()
        self.choose = self._build_choose()
        self.place: FromPlace | None = None
        self.told = QWidget()
        self._told = column(self.told, 0, 8)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_t("Working…"))
        self.busy = BusyLine()
        self.busy.cancelled.connect(self.stopped)
        for widget in (self.choose, self.told, self.bar, self.busy, self.problem):
            self.above.addWidget(widget)
        self.button = BigButton("")
        self.button.clicked.connect(lambda _on=False: self._press())
        self.leave_button = Button(_t("Leave it as it is"), "ghost")
        self.leave_button.clicked.connect(lambda _on=False: self._leave())
        self.below.addWidget(self.button)
        self.below.addWidget(self.leave_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._show("choose")

    def _build_choose(self) -> QWidget:
        held = QWidget()
        body = column(held, 0, 10)
        body.addWidget(Label(_t("Which copy?"), "smallstrong"))
        self.copies.turned.connect(self._retell)
        body.addWidget(self.copies)
        self.salvage = QRadioButton(_t("No copy: save what can still be read"))
        self.salvage.toggled.connect(lambda _on: self._retell())
        self.salvage.setVisible(self._can_salvage)
        self.copies.group.addButton(self.salvage)
        body.addWidget(self.salvage)
        self.holds = WrappedLabel("", "small", "2")
        body.addWidget(self.holds)
        self.other_button = Button(_t("Choose a file"), "ghost", "folder")
        self.other_button.clicked.connect(lambda _on=False: self.open_dialog())
        body.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.place_button = Button(_t("Fetch it from where it was sent"), "ghost", "download")
        self.place_button.clicked.connect(lambda _on=False: self.ask_place())
        body.addWidget(self.place_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.edit = SecretEdit(_t("Passphrase"))
        sized(self.edit, most_width=WIDTH)  # as wide as the button below
        self.edit.returnPressed.connect(self._press)
        hint = _t("Today's, or the one from when the copy was made.")
        self.field = Field(_t("Passphrase"), self.edit, hint)
        self.groups = GroupsEdit()
        self.groups.given.connect(self._press)
        self.groups.hide()
        self.sheet_button = Button(_t("Use the recovery sheet"), "ghost")
        self.sheet_button.clicked.connect(lambda _on=False: self._use_sheet())
        self.way = QWidget()
        way = column(self.way, 0, 8)
        for widget in (self.field, self.groups, self.sheet_button):
            way.addWidget(widget)
        self.way.setVisible(self._typed is None)
        body.addWidget(self.way)
        first = next(iter(self.copies.radios.values()), self.salvage)
        if not first.isHidden():
            first.setChecked(True)
        return held

    @property
    def path(self) -> Path | None:
        """The copy that is chosen."""
        return self.copies.path

    def choose_file(self, file: str) -> None:
        """A file from elsewhere is chosen."""
        self.copies.choose(Path(file))

    def open_dialog(self) -> None:
        """The computer's own dialog, which lets the window live on."""
        dialog = QFileDialog(self.window(), _t("Choose a copy"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_t("Copies (copy-*.hubdesk copy-*.json)"), _t("All files (*)")])
        dialog.fileSelected.connect(self.choose_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_place(self) -> None:
        """Where the copies were sent is asked in place of which copy it is."""
        if self.place is None:
            from hubdesk.ui.backups.from_place import FromPlace  # it needs the records' models

            self.place = FromPlace()
            self.place.asked.connect(self._press)
            self.above.insertWidget(self.above.indexOf(self.choose) + 1, self.place)
        self.problem.set_words("")
        self._show("place")
        self.place.fields.sort.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the app answers

    def look_there(self, words: str) -> None:
        """The place is being asked."""
        self.problem.set_words("")
        self._show("look")
        self.busy.begin(words)

    def show_there(self, place: str, found: Sequence[CopyRow | str]) -> None:
        """What lies there, the newest first; a sentence for each that cannot be fetched."""
        self._show("choose")
        self.copies.show_there(place, found)

    def say_at_place(self, error: HubDeskError | None) -> None:
        """Why nothing was found there; None where somebody did not wait for it."""
        self._show("place")
        assert self.place is not None
        if error is not None and (words := self.place.say(error)):
            self._say(words)

    def fetch(self, words: str) -> None:
        """The copy is being fetched: how far it is, `how_far` tells."""
        self.wait(words)
        self._show("fetch")
        self.busy.begin(_t("Trying the passphrase…"))
        self.busy.show()
        self.busy.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def how_far(self, words: str, done: int, total: int) -> None:
        """So much of it is here."""
        self.busy.say(words)
        self.busy.progress(done, total)

    def ask_salvage(self, readable: str) -> None:
        """The damaged records were looked into: how much of them can be read."""
        lost = _t("What stood on damaged pages is missing then, and the older history too.")
        aside = _t("The damaged records are set aside for 60 days, as they are now.")
        self._tell((readable, "body", ""), (lost, "strong", "warn"), (aside, "body", "2"))
        self._show("confirm")

    def ask(self, holds: str, lost: str, *, loses: bool, unknown: Sequence[str] = ()) -> None:
        """The copy was looked into: what it holds, and what would be lost since.

        `unknown` is what nobody can tell of it: who was erased after it was made, what lies there.
        """
        lines = [
            (_t("The copy holds {holds}.").format(holds=holds), "body", ""),
            (lost, "strong" if loses else "body", "warn" if loses else ""),
        ]
        lines += [(words, "body", "warn") for words in unknown]
        if self.has_records:
            aside = _t("The records that are here now are set aside, not deleted.")
            lines.append((aside, "body", "2"))
        self._tell(*lines)
        self._show("confirm")

    def say(self, words: str) -> None:
        """It cannot be done, in words; another copy or passphrase may help."""
        self._show("choose")
        self._say(words)
        if self.way.isVisible():
            self.edit.selectAll()
            self.edit.setFocus()

    def _say(self, words: str) -> None:
        self.problem.set_words(words)
        announce(self, words, problem=True)
        QTimer.singleShot(0, self, lambda: self.show_whole(self.problem))

    def report(self, lines: Sequence[str], file: str) -> None:
        """It is done: the report, a sentence a line."""
        salvaged = self.salvage.isChecked()
        self.set_reason(_t("What could be read is saved") if salvaged else _t("The copy is back"))
        kept = _t("This report is kept in {file}.").format(file=file)
        self._tell(*((line, "body", "") for line in lines), (kept, "small", "2"))
        self._show("done")
        announce(self, lines[0])

    def wait(self, words: str) -> None:
        """Something is being done."""
        self.problem.set_words("")
        self._tell((words, "strong", ""))
        self._show("wait")

    def clear(self) -> None:
        """Forget what was typed."""
        self._typed = None
        self.edit.clear()
        self.groups.clear()
        if self.place is not None:
            self.place.forget()

    # Steps

    def _show(self, step: str) -> None:
        self._step = step
        self.choose.setVisible(step == "choose")
        if self.place is not None:
            self.place.setVisible(step in ("place", "look"))
            self.place.setEnabled(step == "place")
        self.told.setVisible(step not in ("choose", "place", "look"))
        self.bar.setVisible(step == "wait")
        self.busy.end()
        self.button.setVisible(step not in ("wait", "fetch", "look"))
        self.leave_button.setVisible(step in ("choose", "place", "confirm"))
        back = step == "place"
        self.leave_button.set_words(_t("Back") if back else _t("Leave it as it is"))
        if step != "choose":
            self.problem.hide()
        self._retell()
        self._focus_first()

    def _focus_first(self) -> None:
        """Where Enter goes on; where no copy is here yet, to one from elsewhere.

        While there is nothing to press the page has it: else Enter would change the text size.
        """
        first: QWidget = self.button if self.button.isEnabled() else self.other_button
        if self.button.isHidden():
            first = self
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _retell(self) -> None:
        if not hasattr(self, "button"):
            return
        other = _t("Choose another file") if self.copies.radios else _t("Choose a file")
        self.other_button.set_words(other)
        copy = self.copies.row
        words = copy.said_to_hold if copy else ""
        salvages = self.salvage.isChecked()
        if salvages:
            words = _t("For when no copy is new enough. What stood on damaged pages is lost.")
        self.holds.setText(words)
        self.holds.setVisible(bool(words))
        when = copy.when if copy else ""
        fetches = copy is not None and copy.where == "there"
        named = _t("Fetch the copy of {when}") if fetches else _t("Bring back the copy of {when}")
        back = named.format(when=when) if when else _t("Look into it")
        look, save = _t("See how much can be read"), _t("Save what can be read")
        on = {
            "choose": look if salvages else back,
            "place": _t("Look there"),
            "confirm": save if salvages else _t("Bring it back"),
            "done": _t("Open the records"),
        }
        self.button.set_words(on.get(self._step, ""))
        self.button.setEnabled(salvages or self.path is not None or self._step == "place")
        QTimer.singleShot(0, self, self._show_focus)  # arrows choose without scrolling

    def _press(self) -> None:
        if self._step == "done":
            self.open_asked.emit()
        elif self._step == "confirm":
            self.asked.emit()
        elif self._step == "place":
            if self.place is not None and (wanted := self.place.wanted()) is not None:
                self.place_asked.emit(wanted)
        elif (path := self.path) is not None or self.salvage.isChecked():
            typed = self._typed or Typed(self.edit.text(), self._groups())
            if typed.passphrase or typed.groups:
                self.field.show_problem("")
                if path is None:
                    self.salvage_looked.emit(typed)
                else:
                    self.looked.emit(path, typed)
            else:
                self.field.show_problem(_t("Enter the passphrase."))
                self.edit.setFocus()

    def _leave(self) -> None:
        if self._step == "place":
            self.problem.set_words("")
            self._show("choose")
        else:
            self.left.emit()

    def _groups(self) -> tuple[str, ...]:
        if self.groups.isHidden() or self.groups.first_empty():
            return ()
        return self.groups.groups()

    def _use_sheet(self) -> None:
        by_sheet = self.groups.isHidden()
        self.groups.setVisible(by_sheet)
        self.field.setVisible(not by_sheet)
        words = _t("Use the passphrase") if by_sheet else _t("Use the recovery sheet")
        self.sheet_button.set_words(words)
        (self.groups.edits[0] if by_sheet else self.edit).setFocus()

    def _tell(self, *lines: tuple[str, str, str]) -> None:
        emptied(self._told)
        for words, role, ink in lines:
            self._told.addWidget(WrappedLabel(words, role, ink))

    def _show_focus(self) -> None:
        """The line that is chosen, while the hands are at it or at the button below."""
        super()._show_focus()
        focused, chosen = self.window().focusWidget(), self.copies.group.checkedButton()
        elsewhere = focused is not None and self.area.isAncestorOf(focused)
        if self._step == "choose" and chosen is not None and (focused is chosen or not elsewhere):
            self.show_whole(chosen)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():  # the page before has it until then
            QTimer.singleShot(0, self, self._focus_first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.window().focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, Button):
            if not event.isAutoRepeat():  # held down, it would press what comes next
                focused.click()
        elif event.key() == Qt.Key.Key_Escape and self._step in ("look", "fetch"):
            self.stopped.emit()
        elif event.key() == Qt.Key.Key_Escape and not self.leave_button.isHidden():
            self._leave()
        else:
            super().keyPressEvent(event)
