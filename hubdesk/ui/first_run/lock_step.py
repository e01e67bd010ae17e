"""Lock your records: the recovery sheet, printed, kept in two places and proved."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.store.recovery_key import tidy_group
from hubdesk.ui.first_run.step import WIDTH, Step
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import column, grid, line, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.rows import Tile
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("FirstRun", text)


def any_of(count: int) -> int:
    """One of so many, from 0 on, that nobody can foresee."""
    return secrets.randbelow(count)


class LockStep(Step):
    """`print_asked` and `save_asked` want the sheet; `proved` says a group was typed right.

    `close_asked`: somebody closes the window all the same, without any copy of the sheet.
    """

    name = "Lock your records"
    can_go_back = False  # the hub is made

    print_asked = Signal()
    save_asked = Signal()
    proved = Signal()
    close_asked = Signal()

    def __init__(
        self, pick: Callable[[int], int] = any_of, title: str = "", intro: str = ""
    ) -> None:
        words = _t(
            "Everything in HubDesk is locked on this computer. If the passphrase is "
            "forgotten, this sheet is the only way back in."
        )
        super().__init__(title or _t("Print your recovery sheet"), intro or words)
        self._pick = pick
        self._groups: tuple[str, ...] = ()
        self._pairs: list[QWidget] = []
        self._shown: list[Label] = []
        self._narrow = False
        self._asked = 0
        self._has_copy = self._is_proved = self._was_warned = self._closing = False
        self._build_sheet()
        self._build_places()
        self._build_proof()
        self._build_warning()
        self.body.addStretch(1)

    def _build_sheet(self) -> None:
        card = Card((22, 18, 22, 18), 12)
        sized(card, most_width=WIDTH)
        row = line(gap=20)
        self._tile = Tile("key-round", 56, "accent_text")
        row.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        inside = column(gap=10)
        inside.addWidget(Label(_t("Recovery key"), "smallstrong", "2"))
        self._places: QGridLayout = grid(gap=8)
        inside.addLayout(self._places)
        buttons = QWidget()
        flow = Flow(buttons, gap=8)
        self.print_button = Button(_t("Print two copies"), "", "printer")
        self.save_button = Button(_t("Save as PDF to a USB stick"), "", "file-down")
        self.print_button.clicked.connect(lambda _on=False: self.print_asked.emit())
        self.save_button.clicked.connect(lambda _on=False: self.save_asked.emit())
        flow.addWidget(self.print_button)
        flow.addWidget(self.save_button)
        inside.addWidget(buttons)
        row.addLayout(inside, 1)
        card.body.addLayout(row)
        self.body.addWidget(card)

    def _build_places(self) -> None:
        held = QWidget()
        places = column(held, 0, 2)
        places.addWidget(Label(_t("Where will you keep it?"), "smallstrong"))
        self.places = [
            QCheckBox(_t("One copy in the hub's safe or a locked drawer")),
            QCheckBox(_t("One copy with a trustee or head office")),
        ]
        for box in self.places:
            places.addWidget(box)
        self.places_problem = WrappedLabel("", "smallstrong", "bad")
        self.places_problem.hide()
        places.addWidget(self.places_problem)
        self.body.addWidget(held)

    def _build_proof(self) -> None:
        self.proof = LineEdit()
        self.proof.setMaxLength(8)
        self.proof.installEventFilter(self)
        sized(self.proof, most_width=220)
        self.proof_field = Field("", self.proof)
        self.body.addWidget(self.proof_field)

    def _build_warning(self) -> None:
        """The one thing here that cannot be undone is said before it is done."""
        self.warning = Card((18, 14, 18, 14), 8)
        sized(self.warning, most_width=WIDTH)
        self.warning.body.addWidget(Label(_t("Leave without the sheet?"), "h3", wrap=True))
        words = _t(
            "Without it, nobody can open the records if the passphrase is forgotten. "
            "Lending works all the same, and HubDesk reminds you."
        )
        self.warning.body.addWidget(WrappedLabel(words, "body", "2"))
        row = QWidget()
        flow = Flow(row, gap=8)
        self.stay_button = Button(_t("Make the sheet now"))
        self.leave_button = Button(_t("Leave it for later"), "ghost")
        self.stay_button.clicked.connect(lambda _on=False: self._stay())
        self.leave_button.clicked.connect(lambda _on=False: self._leave_it())
        flow.addWidget(self.stay_button)
        flow.addWidget(self.leave_button)
        self.warning.body.addWidget(row)
        self.body.insertWidget(2, self.warning)
        self.warning.hide()

    def show_groups(self, groups: Sequence[str]) -> None:
        """The eight groups of a new key; one of them is asked for."""
        self._groups = tuple(groups)
        self._asked = self._pick(len(self._groups)) if self._groups else 0
        for pair in self._pairs:
            self._places.removeWidget(pair)
            pair.hide()
            pair.deleteLater()
        self._pairs, self._shown = [], []
        for at in range(len(self._groups)):
            pair = QWidget()
            both = line(pair, 0, 8)
            number = Label(str(at + 1), "small", "2")
            sized(number, width=12)
            both.addWidget(number)
            shown = Label("", "h1")
            self._shown.append(shown)
            both.addWidget(shown)
            both.addStretch(1)
            self._pairs.append(pair)
        self._cover(self.proof.hasFocus())
        self._place_groups()
        words = _t("To check the sheet, type group {n} from the paper")
        self.proof_field.label.setText(words.format(n=self._asked + 1))
        self.proof.setAccessibleName(words.format(n=self._asked + 1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While a group is typed back they are covered, or it would be read off the screen."""
        if watched is self.proof and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._cover(event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _cover(self, covered: bool) -> None:
        for at, (shown, group) in enumerate(zip(self._shown, self._groups, strict=True)):
            shown.setMinimumWidth(shown.sizeHint().width() if covered else 0)  # nothing moves
            shown.setText("•" * len(group) if covered else group)
            said = _t("covered") if covered else " ".join(group)
            shown.setAccessibleName(_t("Group {n}: {group}").format(n=at + 1, group=said))

    def fold(self, narrow: bool) -> None:
        """Two groups beside each other instead of four, where there is little room."""
        self._narrow = narrow
        self._tile.setVisible(not narrow)
        self._place_groups()

    def _place_groups(self) -> None:
        across = 2 if self._narrow else 4
        for at, pair in enumerate(self._pairs):
            self._places.addWidget(pair, at // across, at % across)

    def forget(self) -> None:
        """Take the groups off the screen, and what was typed of them."""
        self.show_groups(())
        self.proof.clear()
        self._has_copy = self._is_proved = False
        for box in self.places:
            box.setChecked(False)

    def got_copy(self) -> None:
        """It was printed or saved."""
        self._has_copy = True
        self.warning.hide()

    @property
    def is_proved(self) -> bool:
        """Whether a group was typed right."""
        return self._is_proved

    def later_words(self) -> str:
        return _t("Do this later")

    def first_focus(self) -> QWidget:
        return self.print_button

    def check(self) -> bool:
        kept = any(box.isChecked() for box in self.places)
        self.places_problem.setText("" if kept else _t("Tick where a copy is kept."))
        self.places_problem.setVisible(not kept)
        right = tidy_group(self.proof.text()) == self._groups[self._asked]
        n = self._asked + 1
        if not self.proof.text().strip():
            self.proof_field.show_problem(_t("Type group {n} from the paper.").format(n=n))
        elif not right:
            words = _t("That does not match group {n} on the sheet. Check it and type it again.")
            self.proof_field.show_problem(words.format(n=n))
        else:
            self.proof_field.show_problem("")
        if kept and right:
            self._is_proved = True
            self.proved.emit()
            return True
        wrong = self.proof if not right else self.places[0]
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def check_later(self) -> bool:
        if not self.needs_asking:
            return True
        self.ask_to_leave(closing=False)
        return False

    @property
    def needs_asking(self) -> bool:
        """Whether somebody would leave without any copy, and was not asked about it yet."""
        return not (self._has_copy or self._is_proved or self._was_warned)

    def ask_to_leave(self, *, closing: bool) -> None:
        """Ask once, with the safe way first: the step is left, or the window closes."""
        self._closing = closing
        words = _t("Close without the sheet") if closing else _t("Leave it for later")
        self.leave_button.set_words(words)
        self.warning.show()
        self.stay_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stay(self) -> None:
        self.warning.hide()
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_it(self) -> None:
        self._was_warned = True
        self.warning.hide()
        (self.close_asked if self._closing else self.on_asked).emit()
