"""What people asked about their data: by when each is due, and the next step of each."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.requests import asked_words, standing_words, step_words
from hubdesk.models import Asked, RestrictedFor, StepKind
from hubdesk.operations.requests import take_step
from hubdesk.queries.requests import RequestRow, requests
from hubdesk.ui.flow import Flow
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.people.section import Section, named
from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import column
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Line
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Privacy", text)


# What answers each: the words of the button, the page, and facts for it.
ANSWERS: Final[dict[str, tuple[str, str, dict[str, str]]]] = {
    Asked.ACCESS: ("Make the copy", "their-file", {}),
    Asked.ERASURE: ("Erase them", "erase-person", {}),
    Asked.CORRECTION: ("Correct it", "edit-person", {}),
    Asked.OBJECTION: ("Stop using it", "restrict", {"ground": RestrictedFor.OBJECTION}),
    Asked.RESTRICTION: ("Stop using it", "restrict", {}),
    Asked.PORTABILITY: ("Make the file", "their-file", {}),
    Asked.WITHDRAWAL: ("Take it back", "withdraw", {}),
}


class RequestsCard(Section):
    """`opened` carries a page that is wanted and its facts: what answers one, or all held."""

    opened = Signal(str, dict)

    def __init__(self, gestures: Gestures, parent: QWidget | None = None) -> None:
        super().__init__(_t("What people asked for"), parent)
        self._gestures = gestures
        words = _t(
            "An answer is due within a month. Write one down from the menu on a person's page."
        )
        self.body.insertWidget(1, WrappedLabel(words, "small", "2"))
        self.reasons: dict[str, LineEdit] = {}

    def show_now(self) -> int:
        """Look again; answers with how many have no answer yet."""
        doors = self._gestures.doors
        rows = doors.look(requests)
        typed = {id_: edit.text() for id_, edit in self.reasons.items()}
        self.clear()
        self.reasons = {}
        for row in rows:
            self.put(Line())
            self.put(self._row(row, doors.today(), typed.get(row.id, "")))
        if not rows:
            self.put_nothing(_t("Nobody asked for anything yet."))
        waiting = sum(not row.closed for row in rows)
        self.head.set_count(waiting)
        return waiting

    def _row(self, row: RequestRow, today: date, typed: str) -> QWidget:
        found = QWidget()
        body = column(found, 0, 6)
        name = row.name or _t("Somebody who was erased")
        title = _t("{name} asked for {what}").format(name=name, what=asked_words(row.asked))
        body.addWidget(WrappedLabel(breakable(title), "strong"))
        late = not row.closed and not row.is_paused and row.days_left(today) < 0
        body.addWidget(WrappedLabel(standing_words(row, today), "small", "bad" if late else "2"))
        if row.closed:
            return found
        reason = LineEdit(typed, "", _t("Reason they are told: {name}").format(name=name))
        self.reasons[row.id] = reason
        body.addWidget(self._answer_buttons(row, name))
        body.addWidget(Field(_t("Reason, when it is extended or refused"), reason))
        bar = QWidget()
        flow = Flow(bar, 0, 8)
        turn = StepKind.RESUMED if row.is_paused else StepKind.PAUSED
        steps = [turn, *([] if row.is_extended else [StepKind.EXTENDED])]
        for kind in (*steps, StepKind.DONE, StepKind.REFUSED):
            button = named(Button(step_words(kind)), f"step:{row.id}:{kind}")
            button.set_words(step_words(kind), f"{step_words(kind)}: {title}")
            button.clicked.connect(lambda _on=False, r=row, k=kind: self._step(r, k))
            button.set_reason(self._gestures.doors.barred("rights step"))
            flow.addWidget(button)
        body.addWidget(bar)
        return found

    def _answer_buttons(self, row: RequestRow, name: str) -> QWidget:
        """What answers it, and all that is held."""
        bar = QWidget()
        flow = Flow(bar, 0, 8)
        ways: list[tuple[str, str, str, dict[str, str]]] = []
        if row.asked in ANSWERS:
            words, page, facts = ANSWERS[row.asked]
            ways.append((f"answer:{row.id}", _t(words), page, facts))
        ways.append((f"held:{row.id}", _t("All that is held"), "held", {}))
        for mark, words, page, facts in ways:
            button = named(Button(words, "" if page != "held" else "ghost"), mark)
            button.set_words(words, f"{words}: {name}, {asked_words(row.asked)}")
            button.clicked.connect(partial(self._open, page, {"id": row.person_id} | facts))
            flow.addWidget(button)
        return bar

    def _open(self, page: str, facts: dict[str, str], _on: bool = False) -> None:
        self.opened.emit(page, facts)

    def _step(self, row: RequestRow, kind: StepKind) -> None:
        note = self.reasons[row.id].text()
        done = self._gestures.act(
            "rights step",
            lambda db, now: take_step(db, request_id=row.id, kind=kind, note=note, now=now),
            _t("Written down: {what}.").format(what=i18n.within(step_words(kind))),
            about={"person_id": row.person_id, "what": i18n.within(step_words(kind))},
        )
        if done and row.id in self.reasons:
            self.reasons[row.id].clear()
