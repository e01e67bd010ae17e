"""Two logs kept by a manager: complaints with 30 days, and losses of data with 72 hours."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.operations.requests import (
    acknowledge_complaint,
    answer_complaint,
    decide_breach,
)
from hubdesk.queries.requests import BreachRow, ComplaintRow, breaches, complaints
from hubdesk.ui.flow import Flow
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.people.section import Section, named
from hubdesk.ui.people.words import breakable
from hubdesk.ui.privacy.breach_part import BreachPart, Typed, risk_words
from hubdesk.ui.space import column, line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Line
from hubdesk.ui.widgets.form import Form, NoteEdit
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Privacy", text)


Steps = list[tuple[str, str, Callable[[], object]]]  # words of a button, its verb, what it does


class LogCard(Section):
    """The way to write a new one down, and the others under it. `wanted` asks for that page."""

    wanted = Signal()

    def __init__(self, gestures: Gestures, title: str, hint: str, add: str) -> None:
        super().__init__(title)
        self.gestures = gestures
        self.add_button = Button(add, "", "plus")
        self.answers: dict[str, NoteEdit] = {}
        alone = QWidget()
        row = line(alone)
        row.addWidget(self.add_button)
        row.addStretch(1)
        for at, widget in enumerate((WrappedLabel(hint, "small", "2"), alone)):
            self.body.insertWidget(1 + at, widget)
        self.add_button.clicked.connect(lambda _on=False: self.wanted.emit())

    def is_writing(self) -> bool:
        """Whether something is typed that is not kept."""
        return any(edit.toPlainText().strip() for edit in self.answers.values())

    def forget(self) -> None:
        """Take away what was typed and not kept."""
        for edit in self.answers.values():
            edit.clear()

    def put_row(
        self,
        id_: str,
        title: str,
        detail: str,
        late: bool,
        steps: Steps,
        label: str,
        asks: Callable[[Form], object] = lambda _form: None,
    ) -> None:
        """One line of the log, and the form to take it on where there are `steps`.

        `asks` adds to the form what is asked before the words that are kept.
        """
        found = QWidget()
        body = column(found, 0, 6)
        body.addWidget(WrappedLabel(breakable(title), "strong"))
        body.addWidget(WrappedLabel(detail, "small", "bad" if late else "2"))
        if steps:
            form = Form()
            asks(form)
            answer = NoteEdit("", "", f"{label}: {title}", lines=2)
            self.answers[id_] = answer
            form.add("answer", label, answer)
            body.addWidget(form)
            body.addWidget(self._buttons(id_, title, steps))
        self.put(Line())
        self.put(found)

    def _buttons(self, id_: str, title: str, steps: Steps) -> QWidget:
        bar = QWidget()
        flow = Flow(bar, 0, 8)
        for words, verb, do in steps:
            button = named(Button(words), f"{id_}:{words}")
            button.set_words(words, f"{words}: {title}")
            button.set_reason(self.gestures.doors.barred(verb))
            button.clicked.connect(lambda _on=False, d=do: d())
            flow.addWidget(button)
        return bar

    def begin(self) -> dict[str, str]:
        """Draw again, with what is half-written kept for `end`."""
        typed = {id_: edit.toPlainText() for id_, edit in self.answers.items()}
        self.clear()
        self.answers = {}
        return typed

    def end(self, typed: dict[str, str]) -> None:
        """Put back what was half-written."""
        for id_, text in typed.items():
            if id_ in self.answers:
                self.answers[id_].setPlainText(text)


class ComplaintsCard(LogCard):
    """Acknowledged within 30 days; the finding is kept, and that they were told."""

    def __init__(self, gestures: Gestures) -> None:
        super().__init__(
            gestures,
            _t("Complaints about data"),
            _t("However it came. Say that it came within 30 days, then what was found."),
            _t("Write the complaint down"),
        )

    def show_now(self) -> int:
        """Look again; answers with how many have no answer yet."""
        typed = self.begin()
        today = self.gestures.doors.today()
        rows = self.gestures.doors.look(complaints)
        for row in rows:
            late = row.acknowledged_on is None and row.acknowledge_by < today
            self.put_row(
                row.id, row.about or _t("Of somebody who was erased"), self._detail(row), late,
                self._steps(row), _t("What was found"),
            )  # fmt: skip
        self.end(typed)
        waiting = sum(row.told_on is None for row in rows)
        self.head.set_count(waiting)
        return waiting

    def _detail(self, row: ComplaintRow) -> str:
        today = self.gestures.doors.today()
        came = i18n.short_day(row.came_on, today)
        if row.told_on:
            words = _t("Came {came}. They were told on {day}: {finding}")
            day = i18n.short_day(row.told_on, today)
            return words.format(came=came, day=day, finding=row.finding)
        if row.acknowledged_on:
            words = _t("Came {came}, acknowledged {day}. Tell them what was found.")
            return words.format(came=came, day=i18n.short_day(row.acknowledged_on, today))
        words = _t("Came {came}. Say by {day} that it came.")
        return words.format(came=came, day=i18n.short_day(row.acknowledge_by, today))

    def _steps(self, row: ComplaintRow) -> Steps:
        if row.told_on:
            return []
        steps: Steps = [(_t("Told them what was found"), "answer complaint", self._answer(row))]
        if not row.acknowledged_on:
            first = (_t("Told them it came"), "acknowledge complaint", self._acknowledge(row))
            steps.insert(0, first)
        return steps

    def _acknowledge(self, row: ComplaintRow) -> Callable[[], object]:
        return lambda: self.gestures.act(
            "acknowledge complaint",
            lambda db, now: acknowledge_complaint(db, complaint_id=row.id, now=now),
            _t("Written down: they know that it came."),
        )

    def _answer(self, row: ComplaintRow) -> Callable[[], object]:
        def do() -> None:
            edit = self.answers[row.id]
            text = edit.toPlainText()
            edit.clear()
            done = self.gestures.act(
                "answer complaint",
                lambda db, now: answer_complaint(db, complaint_id=row.id, finding=text, now=now),
                _t("Written down: they were told what was found."),
            )
            if not done:
                self.answers[row.id].setPlainText(text)

        return do


class BreachesCard(LogCard):
    """Every loss is written down; within 72 hours somebody decides who is told."""

    def __init__(self, gestures: Gestures) -> None:
        super().__init__(
            gestures,
            _t("Losses of data"),
            _t(
                "Write down every one. Within 72 hours decide whether the regulator (ICO) "
                "has to be told."
            ),
            _t("Write the loss down"),
        )
        self.parts: dict[str, BreachPart] = {}

    def forget(self) -> None:
        super().forget()
        self.parts = {}  # drawn again from what was kept

    def show_now(self) -> int:
        """Look again; answers with how many nobody decided about."""
        typed = self.begin()
        known = {id_: part.typed() for id_, part in self.parts.items()}
        self.parts = {}
        now = self.gestures.doors.now()
        rows = self.gestures.doors.look(breaches)
        for row in rows:
            late = row.decided_at is None and row.tell_by < now
            steps = [] if row.decided_at else self._steps(row)
            asks = partial(self._ask_more, row, known.get(row.id))
            why = _t("Why it is decided so")
            self.put_row(row.id, row.what, self._detail(row), late, steps, why, asks)
        self.end(typed)
        waiting = sum(row.decided_at is None for row in rows)
        self.head.set_count(waiting)
        return waiting

    def _detail(self, row: BreachRow) -> str:
        zone = self.gestures.doors.now().tzinfo
        today = self.gestures.doors.today()
        found = row.found_at.astimezone(zone)
        at = _t("Found {day}, {time}.").format(
            day=i18n.short_day(found.date(), today), time=i18n.clock(found)
        )
        if row.decided_at is None:
            until = row.tell_by.astimezone(zone)
            words = _t("{at} Decide by {day}, {time}.")
            day = i18n.short_day(until.date(), today)
            return words.format(at=at, day=day, time=i18n.clock(until))
        told = _t("The regulator was not told.")
        if row.is_told_to_ico:
            told = _t("The regulator was told.")
        return " ".join(part for part in (at, *self._known(row), told, row.decision) if part)

    def _ask_more(self, row: BreachRow, typed: Typed | None, form: Form) -> None:
        self.parts[row.id] = part = BreachPart(form, row.what)
        part.show_breach(row)
        if typed is not None:
            part.set_typed(typed)

    def _known(self, row: BreachRow) -> list[str]:
        """What was said of it beyond what happened."""
        found = [risk_words(row.risk)] if row.risk else []
        if row.people >= 0:
            found.append(f"{i18n.count(row.people, _t('person'), _t('people'))}.")
        if row.contained:
            found.append(_t("Done: {what}.").format(what=row.contained.rstrip(".")))
        if row.people_told_on:
            day = i18n.short_day(row.people_told_on, self.gestures.doors.today())
            found.append(_t("They were told on {day}.").format(day=day))
        return found

    def _steps(self, row: BreachRow) -> Steps:
        return [
            (_t("The regulator was told"), "decide breach", self._decide(row, True)),
            (_t("The regulator need not be told"), "decide breach", self._decide(row, False)),
        ]

    def _decide(self, row: BreachRow, tells: bool) -> Callable[[], object]:
        def do() -> None:
            edit, part = self.answers[row.id], self.parts[row.id]
            text, many = edit.toPlainText(), part.count()
            wrong = part.wrong(tells_ico=tells)
            part.form.show_problems(wrong)
            if wrong:
                return
            edit.clear()
            facts: dict[str, Any] = {
                "risk": part.risk.value(),
                "people": many,
                "contained": part.contained.toPlainText(),
                "people_told": part.told.isChecked(),
            }
            done = self.gestures.act(
                "decide breach",
                lambda db, now: decide_breach(
                    db, breach_id=row.id, tells_ico=tells, decision=text, now=now, **facts
                ),
                _t("The decision is written down with its reason."),
            )
            if not done:
                self.answers[row.id].setPlainText(text)

        return do
