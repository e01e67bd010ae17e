"""Who gets a certificate: a tick, the name as it will be printed, and how often they came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk.i18n import translate
from hubdesk.operations.awarding import Recipient
from hubdesk.queries.awarding import CameRow
from hubdesk.ui.certificates.words import came_words
from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import column, emptied, line, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, Line, SectionHead
from hubdesk.ui.widgets.form import LineEdit
from hubdesk.ui.widgets.text import Label, WrappedLabel

ENOUGH: Final = (
    75  # per cent of the sessions; whoever may have come to fewer is not ticked at first
)


def _t(text: str) -> str:
    return translate("Certificates", text)


class NameEdit(LineEdit):
    """`looked` says that somebody went into it."""

    looked = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.looked.emit()


class PersonLine(QWidget):
    """One person. A certificate they have already cannot be given twice."""

    def __init__(self, row: CameRow) -> None:
        super().__init__()
        self.row = row
        body = column(self, (0, 6, 0, 6), 4)
        above = line(None, 0, 8)
        self.tick = QCheckBox(breakable(row.person))
        self.tick.setAccessibleName(row.person)
        above.addWidget(self.tick, 1)
        self.came = Label(came_words(row), "small", "2")
        above.addWidget(self.came)
        body.addLayout(above)
        self.name = NameEdit(row.name, name=_t("Name as printed: {name}").format(name=row.person))
        self.name.setMaxLength(200)
        body.addWidget(self.name)
        self.problem = WrappedLabel("", "smallstrong", "bad")
        self.problem.hide()
        body.addWidget(self.problem)
        has_one = bool(row.number)
        self.tick.setChecked(not has_one and row.sure_share >= ENOUGH)
        self.tick.setEnabled(not has_one)
        self.name.setVisible(not has_one)

    @property
    def is_chosen(self) -> bool:
        return self.tick.isEnabled() and self.tick.isChecked()

    def recipient(self) -> Recipient:
        """As the award is made."""
        row = self.row
        return Recipient(
            row.person_id,
            self.name.text(),
            row.came,
            row.held,
            row.minutes,
            row.first_on if row.held else None,
            row.last_on if row.held else None,
        )

    def show_problem(self, words: str) -> None:
        """Why the name cannot be printed, by the name."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))


class PeopleCard(Card):
    """`edited`: somebody was ticked, or a name changed. `looked` carries the id of whom."""

    edited = Signal()
    looked = Signal(str)

    def __init__(self) -> None:
        super().__init__((20, 14, 20, 16), 4)
        self.head = SectionHead(_t("Who gets it"), 0)
        self.all_button = Button(_t("Tick everybody"), "ghost", "check")
        self.all_button.clicked.connect(lambda _on=False: self._tick_all())
        self.head.row.addWidget(self.all_button)
        self.body.addWidget(self.head)
        self.none = WrappedLabel("", "body", "2")
        self.body.addWidget(self.none)
        self.lines: dict[str, PersonLine] = {}
        self._rows = column(gap=0)
        self.body.addLayout(self._rows)
        sized(self, least_width=280)

    def show_people(self, rows: Sequence[CameRow], nobody: str, *, is_other: bool = False) -> None:
        """Show them; what was typed for whoever stays is kept.

        `is_other`: it is for another course, to which nobody's tick goes along.
        """
        typed = {
            id: (None if is_other else one.tick.isChecked(), one.name.text())
            for id, one in self.lines.items()
            if not one.row.number
        }
        emptied(self._rows)
        self.lines = {}
        for row in rows:
            if self.lines:
                self._rows.addWidget(Line())
            self._add(row, typed.get(row.person_id))
        self.none.setText(nobody)
        self.none.setVisible(not rows)
        self.all_button.setVisible(len(rows) > 1)
        self._count()

    def _add(self, row: CameRow, typed: tuple[bool | None, str] | None) -> None:
        one = PersonLine(row)
        if typed is not None and not row.number:
            if typed[0] is not None:
                one.tick.setChecked(typed[0])
            one.name.setText(typed[1])
        one.tick.toggled.connect(lambda _on: self._edited(row.person_id))
        one.name.textEdited.connect(lambda _text: self._edited(row.person_id))
        one.name.looked.connect(lambda: self.looked.emit(row.person_id))
        self.lines[row.person_id] = one
        self._rows.addWidget(one)

    def chosen(self) -> list[PersonLine]:
        """Whoever is ticked, in their order."""
        return [one for one in self.lines.values() if one.is_chosen]

    def show_problems(self, wrong: Mapping[str, str]) -> None:
        """What is wrong with each name, by person."""
        for id, one in self.lines.items():
            one.show_problem(wrong.get(id, "") if one.is_chosen else "")

    def focus_on(self, person_id: str) -> None:
        """To somebody's name."""
        if person_id in self.lines:
            self.lines[person_id].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick_all(self) -> None:
        free = [one for one in self.lines.values() if one.tick.isEnabled()]
        on = not all(one.tick.isChecked() for one in free)
        for one in free:
            one.tick.setChecked(on)

    def _edited(self, person_id: str) -> None:
        self._count()
        self.edited.emit()
        self.looked.emit(person_id)

    def _count(self) -> None:
        self.head.set_count(len(self.chosen()))
