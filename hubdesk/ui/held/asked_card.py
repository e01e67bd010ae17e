"""Writing down that somebody asked about their data, and keeping a record that a law keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.errors import Refusal
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.messages.requests import asked_words, standing_words
from hubdesk.models import Asked
from hubdesk.operations.requests import receive_request
from hubdesk.operations.retention import lift_hold, put_on_hold
from hubdesk.queries.requests import requests_of
from hubdesk.queries.restrictions import restriction_of
from hubdesk.queries.retention import hold_of
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.people.section import Section, remark
from hubdesk.ui.space import line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel

BUTTONS = (
    (Asked.ACCESS, "They want a copy"),
    (Asked.ERASURE, "They want to be erased"),
    (Asked.CORRECTION, "They want it corrected"),
    (Asked.OBJECTION, "They object"),
    (Asked.RESTRICTION, "They want it not used for now"),
    (Asked.PORTABILITY, "They want it to take along"),
    (Asked.WITHDRAWAL, "They take back a consent"),
)


def _t(text: str) -> str:
    return translate("Held", text)


class AskedCard(Section):
    """The month runs from the day it came, which is today unless somebody says otherwise."""

    opened = Signal(str)  # the page that answers something

    def __init__(self, doors: Doors, tell: Callable[[Result], object]) -> None:
        super().__init__(_t("What they asked for"))
        self._doors = doors
        self._gestures = Gestures(doors, tell)
        self._id = self._who = ""
        self.day = DayField(_t("The day it came"), says_back=False)
        self.came = Field(_t("When did it come?"), self.day)
        self.put_below(self.came)
        bar = QWidget()
        flow = Flow(bar, 0, 8)
        for asked, words in BUTTONS:
            button = Button(_t(words))
            button.clicked.connect(partial(self._ask, asked))
            flow.addWidget(button)
        self.put_below(bar)
        self.use_button = Button("", "ghost", "eye-off")
        self.withdraw_button = Button(_t("Take back a consent"), "ghost", "circle-x")
        answers = QWidget()
        below = Flow(answers, 0, 8)
        for button, page in ((self.use_button, "restrict"), (self.withdraw_button, "withdraw")):
            button.clicked.connect(partial(self._open, page))
            below.addWidget(button)
        self.put_below(answers)
        self.why = LineEdit("", "", _t("Reason in law"))
        hint = _t("Like a claim, an audit or the police. Nothing erases it meanwhile.")
        self.reason = Field(_t("Reason in law to keep it"), self.why, hint)
        self.hold_button = Button("", "ghost", "scale")
        self.put_below(self.reason)
        alone = QWidget()
        row = line(alone)
        row.addWidget(self.hold_button)
        row.addStretch(1)
        self.put_below(alone)
        self.hold_button.clicked.connect(lambda _on=False: self._hold())
        self._hold_id = ""

    def show_person(self, person_id: str, who: str) -> None:
        """Where each request stands, and whether a law keeps the record."""
        if person_id != self._id:
            self.why.clear()
            self.day.set_day(self._doors.today())
            self.came.show_problem("")
        self._id, self._who = person_id, who
        today = self._doors.today()
        hold = self._doors.look(lambda db: hold_of(db, person_id))
        rows = self._doors.look(lambda db: requests_of(db, person_id))
        self.clear()
        for row in rows:
            asked = asked_words(row.asked)
            words = f"{asked[:1].upper()}{asked[1:]}. {standing_words(row, today)}"
            self.put(WrappedLabel(words, "small"))
        if not rows:
            self.put_nothing(_t("Nothing yet. It is answered within a month."))
        if hold is not None:
            words = _t("Kept for a reason in law: {why}.").format(why=hold.why)
            self.put(WrappedLabel(words, "small"))
        self._show_use(person_id)
        self._hold_id = hold.id if hold is not None else ""
        self.reason.setVisible(hold is None)
        verb = "hold" if hold is None else "lift hold"
        self.hold_button.set_words(
            _t("Keep for a reason in law") if hold is None else _t("Lift it")
        )
        self.hold_button.set_reason(self._doors.barred(verb))

    def _show_use(self, person_id: str) -> None:
        """Whether the record is kept and not used, and the way to begin or to end that."""
        unused = self._doors.look(lambda db: restriction_of(db, person_id))
        if unused is not None:
            words = _t("Kept and not used, since {day}.")
            day = i18n.plain_day(unused.since_on)
            self.put(remark(words.format(day=day), "eye-off", "warn"))
        self.use_button.set_words(_t("Use it again") if unused else _t("Keep it, and not use it"))
        verb = "restrict use" if unused is None else "lift restriction"
        self.use_button.set_reason(self._doors.barred(verb))

    def _open(self, page: str, _on: bool = False) -> None:
        self.opened.emit(page)

    def _ask(self, asked: Asked, _on: bool = False) -> None:
        id_ = self._id
        try:
            on = self.day.read()
        except Refusal as refusal:
            self.came.show_problem(explain(refusal).text)
            return
        if not isinstance(on, date):
            self.came.show_problem(_t("Enter the day."))
            return
        self.came.show_problem("")
        self._gestures.act(
            "rights request",
            lambda db, now: receive_request(db, person_id=id_, asked=asked, came_on=on, now=now),
            _t("Written down: {who} asked for {what}.").format(
                who=self._who, what=asked_words(asked)
            ),
            about={"person_id": id_, "what": asked_words(asked)},
        )

    def _hold(self) -> None:
        id_, why, hold_id = self._id, self.why.text(), self._hold_id
        if hold_id:
            self._gestures.act(
                "lift hold",
                lambda db, now: lift_hold(db, hold_id=hold_id),
                _t("No reason in law keeps it any more."),
                about={"person_id": id_},
            )
        elif self._gestures.act(
            "hold",
            lambda db, now: put_on_hold(db, person_id=id_, why=why, now=now),
            _t("It is kept, and nothing erases it before this is lifted."),
            about={"person_id": id_},
        ):
            self.why.clear()
