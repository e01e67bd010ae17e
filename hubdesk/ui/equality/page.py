"""Equality monitoring for a manager: what waits, what can be published, and what was.

No answer is shown here or anywhere. A table is seen once it is published, as it left.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.equality import period_words
from hubdesk.operations.equality import publish_equality
from hubdesk.queries.benchmarks import newest_beside
from hubdesk.queries.equality import (
    BATCH,
    Published,
    due_periods,
    published,
    waiting_count,
)
from hubdesk.queries.equality_questions import shipped_questions
from hubdesk.ui.doors import Doors
from hubdesk.ui.equality.key_card import ChooseFormsKeyCard, OpenBatchCard
from hubdesk.ui.equality.tables_card import TablesCard
from hubdesk.ui.flow import Flow
from hubdesk.ui.gestures import Gestures, ToPrint
from hubdesk.ui.page import Page
from hubdesk.ui.people.section import Section
from hubdesk.ui.space import column, line, scroller, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.rows import Row
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel

WIDTH: Final = 860
SEE: Final = "see equality"
_TABLES: Final = frozenset(("equality_form", "equality_published", "equality_key"))


def _t(text: str) -> str:
    return translate("Equality", text)


class EqualityPage(Page):
    """Cards in the order of the work: the passphrase, the batch, publishing, what was published."""

    def __init__(self, doors: Doors, to_print: ToPrint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._to_print = doors, to_print
        self.gestures = Gestures(doors, self.told.emit, self.go.emit)
        self.choose, self.batch = ChooseFormsKeyCard(doors.forms), OpenBatchCard(doors.forms)
        self.due, self.past = Section(_t("To publish")), Section(_t("Published"))
        self.tables = TablesCard()
        self.publish_buttons: dict[str, Button] = {}
        self.past_rows: dict[str, Row] = {}
        self.type_button = Button(_t("Type in a form"), "", "keyboard", verb="give equality form")
        self.form_button = Button(_t("Print blank forms"), "", "printer")
        self.large_button = Button(_t("In large print"), "", "printer")
        self._whole = column(self, 0, 12)
        inside = Leaf()
        body = column(inside, (0, 0, 8, 8), 12)
        body.addWidget(self._top())
        for card in (self.choose, self.batch, self.due, self.past, self.tables):
            sized(card, most_width=WIDTH)
            across = line()  # in a column alone Qt would ask how tall it is at the whole width
            across.addWidget(card, 100)
            across.addStretch(1)
            body.addLayout(across)
        body.addStretch(1)
        self._whole.addWidget(scroller(inside), 1)
        self._connect()

    def _top(self) -> QWidget:
        top = QWidget()
        row = Flow(top, 0, 8)
        for button in (self.type_button, self.form_button, self.large_button):
            row.addWidget(button)
        return top

    def _connect(self) -> None:
        self.type_button.clicked.connect(lambda _on=False: self.go.emit("equality-form", {}))
        self.form_button.clicked.connect(lambda _on=False: self._to_print("equality-form", ""))
        self.large_button.clicked.connect(
            lambda _on=False: self._to_print("equality-form-large", "")
        )
        self.tables.print_button.clicked.connect(
            lambda _on=False: self._to_print("equality-tables", self.tables.id)
        )
        self.choose.done.connect(self._chosen)
        self.batch.forgot_button.clicked.connect(lambda _on=False: self._choose_again())
        self.batch.opened.connect(self._opened)
        self._doors.announcer.changed.connect(self._changed)

    # What the frame asks

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def primary(self) -> Button | None:
        return None  # several things can be done here, and none of them by a slip

    def first_focus(self) -> QWidget:
        return self.type_button

    def has_unsaved(self) -> bool:
        return False

    def can_save(self) -> bool:
        return False

    def arrive(self, **facts: object) -> None:
        self._show()

    def leave(self) -> None:
        """No passphrase stays in a field."""
        self.choose.clear()
        self.batch.clear()

    # Showing

    def _show(self) -> None:
        has_key = self._doors.forms.has_key()
        self.choose.setVisible(not has_key)
        self.batch.setVisible(has_key)
        self.batch.clear()
        many = self._doors.look(waiting_count, right=SEE)
        self.batch.show_waiting(many, BATCH)
        today = self._doors.now().date()
        self._show_due(self._doors.look(lambda db: due_periods(db, today), right=SEE))
        self.tables.benchmarks = self._doors.look(newest_beside, right=SEE)
        self._show_past(self._doors.look(published, right=SEE))

    def _show_due(self, periods: list[str]) -> None:
        self.due.clear()
        self.publish_buttons = {}
        words = _t(
            "Tables of a quarter or a year, one question at a time. They are made once and never"
            " again: what is published stays as it is."
        )
        self.due.put(WrappedLabel(words, "small", "2"))
        if not periods:
            self.due.put_nothing(_t("Nothing can be published now."))
        for period in periods:
            row = Row(period_words(period), _t("Not published yet"), icon="chart-column")
            button = Button(_t("Publish"), "", "check", verb="publish equality")
            button.clicked.connect(lambda _on=False, p=period: self.publish(p))
            row.tail.addWidget(button)
            self.publish_buttons[period] = button
            self.due.put(row)

    def _show_past(self, past: list[Published]) -> None:
        self.past.clear()
        self.past_rows = {}
        if not past:
            self.past.put_nothing(_t("Nothing was published yet."))
        for one in past:
            on = i18n.plain_day(one.made_at.astimezone(self._doors.now().tzinfo).date())
            detail = _t("Published on {day}").format(day=on)
            row = Row(one.title, detail, icon="chart-column", opens=True)
            row.clicked.connect(lambda _on=False, p=one: self.tables.show_published(p))
            self.past_rows[one.period] = row
            self.past.put(row)
        if self.tables.id not in {one.id for one in past}:
            self.tables.show_published(past[0] if past else None)

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & _TABLES and self.isVisible():
            self._show()

    # Doing

    def publish(self, period: str) -> None:
        """Freeze the tables of a period. There is no way back, and the card says so."""
        self.gestures.act(
            "publish equality",
            lambda db, now: publish_equality(
                db, period=period, questions=shipped_questions(), now=now
            ),
            _t("Published: {period}.").format(period=period_words(period)),
            about={"what": period_words(period)},
        )

    def _choose_again(self) -> None:
        """A new passphrase. The forms that wait still need the one before."""
        self.choose.show()
        self.choose.new.edit.setFocus()

    def _chosen(self) -> None:
        self._show()
        words = _t("Forms can be filled in now, on paper and at the sign-in screen.")
        self.told.emit(Result("ok", words))

    def _opened(self, many: int) -> None:
        self._show()
        forms = i18n.count(many, _t("form"), _t("forms"))
        words = _t("{forms} opened. No answer can be found again by whose it is.")
        self.told.emit(Result("ok", words.format(forms=forms)))
