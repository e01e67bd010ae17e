"""The lock: who are you and your PIN, a passphrase, or the sheet. It reads no records itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.actions import bind
from hubdesk.ui.unlock.frame import LockFrame
from hubdesk.ui.unlock.groups import GroupsEdit
from hubdesk.ui.unlock.secret_ways import HelpWay, PassphraseWay, SheetWay
from hubdesk.ui.unlock.way import Way, Who
from hubdesk.ui.waiting import Waiting
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Unlock", text)


class UnlockPage(LockFrame):
    """`given` carries what was typed, a Typed; `painted` comes once.

    `people` are shown where the records are only hidden; `takes_pin` offers a PIN without a name,
    where they are closed and this computer holds a secret.
    """

    given = Signal(object)
    painted = Signal()

    def __init__(
        self,
        hub: str,
        people: Sequence[Who] = (),
        *,
        takes_pin: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(hub, _t("HubDesk is locked"), parent)
        self._people = {who.id: who for who in people}
        self._was_painted = False
        self.waiting = Waiting(self)  # after too many tries
        self.waiting.said.connect(self._say_wait)
        self.waiting.over.connect(self.say)
        self._can_type = True
        self._offered: BigButton | None = None
        self._back: Button | None = None
        self.problem = WrappedLabel("", "smallstrong", "bad")
        self.problem.hide()
        self.above.addWidget(self.problem)
        self._ways: list[Way] = []
        self.passphrase = PassphraseWay()
        self._way: Way = self.passphrase
        self._add(self.passphrase)
        self.passphrase.recovery_button.clicked.connect(lambda _on=False: self.show_recovery())
        self.passphrase.pin_button.clicked.connect(lambda _on=False: self._open(self._first))
        self._sheet: SheetWay | None = None
        self._help: HelpWay | None = None
        self.help_button = Button(_t("Help"), "ghost", tip="F1")
        self.help_button.clicked.connect(lambda _on=False: self.show_help())
        self.foot.insertWidget(0, self.help_button)
        bind(self, "help", self.show_help)
        self._first: Way = self._build_staff(people, takes_pin) or self.passphrase
        self._before_help: Way = self._first
        if self._first is not self.passphrase:
            self._open(self._first)

    # What is typed into, by the names that go with it

    @property
    def edit(self) -> QLineEdit:
        """The passphrase."""
        return self.passphrase.edit

    @property
    def groups(self) -> GroupsEdit:
        """The groups of the sheet."""
        assert self._sheet is not None
        return self._sheet.groups

    @property
    def way(self) -> Way:
        """What is asked for now."""
        return self._way

    def _add(self, way: Way) -> None:
        at = self.above.indexOf(self.problem)  # what is wrong stands under what was typed
        self.above.insertWidget(at, way)
        self.below.addWidget(way.under)
        way.given.connect(self._give)
        way.lacking.connect(self.say)
        self._ways.append(way)

    def _build_staff(self, people: Sequence[Who], takes_pin: bool) -> Way | None:
        """The way that is asked first: tiles, one PIN, or none where only a passphrase opens."""
        by_name = len(people) > 1 and any(who.has_pin for who in people)
        alone = len(people) == 1 and people[0].has_pin
        if not (by_name or alone or takes_pin):
            return None
        from hubdesk.ui.unlock.staff_ways import PinWay, WhoWay

        self.pin = PinWay()
        self._add(self.pin)
        self.pin.passphrase_button.clicked.connect(lambda _on=False: self.show_passphrase())
        self.passphrase.pin_button.show()
        if not by_name:
            self.pin.ask_of(people[0] if alone else None)
            self.pin.other_button.hide()
            return self.pin
        self.who = WhoWay(people)
        self._add(self.who)
        self.who.chosen.connect(self.choose)
        self.who.passphrase_button.clicked.connect(lambda _on=False: self.show_passphrase())
        self.pin.other_button.clicked.connect(lambda _on=False: self._open(self.who))
        self.passphrase.pin_button.set_words(_t("Choose a name"))
        return self.who

    def choose(self, who: Who) -> None:
        """Somebody said who they are, by name or badge: their PIN is asked for."""
        if who.has_pin:
            self.pin.ask_of(who)
            self.pin.other_button.setVisible(len(self._people) > 1)
            self._open(self.pin)
        else:
            self.show_passphrase(who)

    def choose_account(self, account: str) -> bool:
        """The same by the id of an account. False if they are not among those shown."""
        who = self._people.get(account)
        if who is not None:
            self.choose(who)
        return who is not None

    def name_of(self, account: str) -> str:
        """The name of somebody shown here, "" for anybody else."""
        who = self._people.get(account)
        return who.name if who is not None else ""

    def only_wait(self, words: str) -> None:
        """Nothing to type: something is being made ready, and `words` say what."""
        self.set_reason(words)
        self._can_type = False
        self.problem.hide()
        self._way.show_way(False)
        self.help_button.hide()

    def set_busy(self, busy: bool) -> None:
        """What was typed is being checked."""
        can = not busy and not self.waiting.left
        for way in self._ways:
            way.set_busy(busy, can)

    def say(self, words: str, group: int = 0) -> None:
        """Say what was not right, and put the hands back where they were."""
        self.set_busy(False)
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if self._can_type:
            self._way.point_at(group)
        if words:
            QTimer.singleShot(0, self, lambda: self.show_whole(self.problem))

    def wait(self, seconds: int) -> None:
        """Too many tries: nothing is taken for so many seconds, and they are counted down."""
        self.waiting.begin(seconds)

    def offer(self, words: str, act: Callable[[], object]) -> None:
        """A way out of what is wrong, above the usual ones."""
        if self._offered is not None:
            self._offered.hide()
            self._offered.deleteLater()
        self._offered = BigButton(words)
        self._offered.clicked.connect(lambda _on=False: act())
        self.below.insertWidget(0, self._offered)
        self._offered.setFocus()

    def offer_back(self, words: str, act: Callable[[], object]) -> None:
        """A way back to what stood before this lock, at its foot."""
        if self._back is None:
            self._back = Button(words, "", "arrow-left")
            self._back.clicked.connect(lambda _on=False: act())
            self.foot.insertWidget(0, self._back)

    def clear(self) -> None:
        """Forget what was typed."""
        self.waiting.stop()
        for way in self._ways:
            way.forget()

    def show_recovery(self) -> None:
        """Ask for the groups of the recovery sheet instead."""
        if self._sheet is None:
            self._sheet = SheetWay()
            self._add(self._sheet)
            self._sheet.back.clicked.connect(lambda _on=False: self.show_passphrase())
        self._open(self._sheet)

    def show_passphrase(self, who: Who | None = None) -> None:
        """Ask for a passphrase instead: of somebody, or anybody's."""
        self.passphrase.ask_of(who.id if who else "", who.name if who else "")
        self._open(self.passphrase)

    def show_help(self) -> None:
        """What to do when it does not open."""
        if not self._can_type:
            return
        if self._help is None:
            self._help = HelpWay()
            self._add(self._help)
            self._help.back.clicked.connect(lambda _on=False: self._open(self._before_help))
        if self._way is not self._help:
            self._before_help = self._way
        self._open(self._help)

    def _open(self, way: Way) -> None:
        for one in self._ways:
            one.show_way(one is way)
        self._way = way
        self.set_busy(False)
        if self.waiting.left:
            self._say_wait(self.waiting.words())
        else:
            self.problem.hide()
        focus = way.first_focus()
        focus.setFocus()
        QTimer.singleShot(0, self, lambda: self.show_whole(focus))

    def _say_wait(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        self.set_busy(False)

    def _give(self, typed: object) -> None:
        self.set_busy(True)
        self.given.emit(typed)

    def _step_back(self) -> None:
        back = self._before_help if self._way is self._help else self._first
        self._open(back)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._way is not self._first:
            self._step_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.window().focusWidget()
            if isinstance(focused, Button):
                focused.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()
