"""What was decided at a meeting, and who does what until when."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.errors import Refusal
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.actions_due import ActionRow
from hubdesk.queries.staff import AccountRow
from hubdesk.ui.space import column, emptied, sized
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Field, LineEdit, NoteEdit
from hubdesk.ui.widgets.rows import device_row
from hubdesk.ui.widgets.text import WrappedLabel

OUTSIDE = "outside"


def _t(text: str) -> str:
    return translate("Visits", text)


class DecisionsCard(Card):
    """One decision a line; `saved` tells them."""

    saved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 16, 20, 18), 10, parent)
        self.body.addWidget(SectionHead(_t("What was decided")))
        self.text = NoteEdit(lines=4)
        self.body.addWidget(Field(_t("&Decisions"), self.text, _t("One a line.")))
        self.button = Button(_t("Save the decisions"), verb="write decisions")
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(lambda _on=False: self.saved.emit(self.lines()))
        self._kept: tuple[str, ...] = ()

    def show_decisions(self, decisions: tuple[str, ...]) -> None:
        """What is written down; what somebody types meanwhile stays."""
        if not self.is_changed():
            self.text.setPlainText("\n".join(decisions))
        self._kept = decisions

    def lines(self) -> tuple[str, ...]:
        """What is typed, one decision each."""
        found = (line.strip() for line in self.text.toPlainText().splitlines())
        return tuple(line for line in found if line)

    def is_changed(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.lines() != self._kept

    def clear(self) -> None:
        """Another meeting is shown next."""
        self._kept = ()
        self.text.clear()


class ActionsCard(Card):
    """`promised` tells text, account, name from outside, and day; `ticked` an action."""

    promised = Signal(str, str, str, object)
    ticked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 16, 20, 18), 10, parent)
        self.head = SectionHead(_t("Who does what"), 0)
        self.body.addWidget(self.head)
        self._rows = QWidget()
        column(self._rows, 0, 4)
        self.body.addWidget(self._rows)
        self.text, self.owner = LineEdit(), Combo()
        self.outside = LineEdit()
        self.day = DayField(_t("Until"))
        self.text_field = Field(_t("&What will be done?"), self.text)
        self.outside_field = Field(_t("Their &name"), self.outside)
        self.day_field = Field(_t("&Until"), self.day)
        sized(self.owner, most_width=320)
        for field in (self.text_field, Field(_t("W&ho does it?"), self.owner)):
            self.body.addWidget(field)
        self.body.addWidget(self.outside_field)
        self.body.addWidget(self.day_field)
        self.button = Button(_t("Write it down"), "", "plus", verb="add action")
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(lambda _on=False: self._add())
        self.owner.currentIndexChanged.connect(lambda _at: self._owner_chosen())
        self._owner_chosen()

    def offer(self, staff: list[AccountRow]) -> None:
        """Who may do it."""
        people = [(one.id, one.name) for one in staff]
        options = [*people, (OUTSIDE, _t("Somebody else"))]
        self.owner.set_options(options, self.owner.value())

    def show_actions(self, rows: tuple[ActionRow, ...], today: date) -> None:
        """What was promised, done or not."""
        self.head.set_count(sum(not row.is_done for row in rows))
        layout = emptied(self._rows)
        if not rows:
            layout.addWidget(WrappedLabel(_t("Nothing was promised yet."), "small", "2"))
        for row in rows:
            until = i18n.short_day(row.due_on, today) if row.due_on else ""
            done = _t("done") if row.is_done else ""
            detail = " · ".join(part for part in (row.who, until, done) if part)
            icon = "circle-check" if row.is_done else "list-checks"
            shown = device_row(row.text, detail, icon, size=32)
            if not row.is_done:
                tick = IconButton("check", _t("Done: {what}").format(what=row.text))
                tick.clicked.connect(lambda _on=False, one=row: self.ticked.emit(one))
                shown.tail.addWidget(tick)
            layout.addWidget(shown)

    def clear(self) -> None:
        """Nothing is typed."""
        self.text.clear()
        self.outside.clear()
        self.day.set_day(None)
        for field in (self.text_field, self.day_field):
            field.show_problem("")

    def refuse(self, words: str) -> None:
        """Say by the words why it could not be."""
        self.text_field.show_problem(words)

    def _owner_chosen(self) -> None:
        self.outside_field.setVisible(self.owner.value() == OUTSIDE)

    def _add(self) -> None:
        self.text_field.show_problem(
            "" if self.text.text().strip() else _t("Enter what will be done.")
        )
        try:
            day = self.day.read()
        except Refusal as refusal:
            self.day_field.show_problem(explain(refusal).text)
            return
        self.day_field.show_problem("")
        if self.text.text().strip():
            owner = self.owner.value()
            is_outside = owner == OUTSIDE
            self.promised.emit(
                self.text.text(),
                "" if is_outside else owner,
                self.outside.text() if is_outside else "",
                day if isinstance(day, date) else None,
            )
