"""All that happened to one record: a person, a loan, a fund, or any other that has a history."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.queries.history import RecordKind, record_name
from hubdesk.ui.doors import Doors
from hubdesk.ui.history.list import HistoryList
from hubdesk.ui.history.reading import reader
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.space import column, sized
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.text import Label, WrappedLabel

_TITLES = {
    RecordKind.PERSON: "What happened with {name}",
    RecordKind.DEVICE: "What happened to {name}",
    RecordKind.LOAN: "What happened to the loan of {name}",
    RecordKind.HOUSEHOLD: "What happened to the home of {name}",
    RecordKind.AGREEMENT: "What happened to agreement {name}",
    RecordKind.SESSION: "What happened to “{name}”",
    RecordKind.CERTIFICATE: "What happened to certificate {name}",
    RecordKind.STAFF: "What happened to the account of {name}",
    RecordKind.FUND: "What happened to the fund {name}",
    RecordKind.ORGANISATION: "What happened with {name}",
    RecordKind.SKILLS_LIST: "What happened to the list “{name}”",
    RecordKind.KIND: "What happened to the kind “{name}”",
    RecordKind.PLACE: "What happened to the place {name}",
    RecordKind.OPPORTUNITY: "What happened to “{name}”",
    RecordKind.WORDING: "What happened to the promises of “{name}”",
    RecordKind.ASKING: "What happened to the words people are asked with: {name}",
    RecordKind.LENDING_RULE: "What happened to the lending rule: {name}",
    RecordKind.KEEPING_RULE: "What happened to the rule for how long things are kept: {name}",
    RecordKind.CHOICES: "What happened to the hub's details, choices and closed days",
}


def _t(text: str) -> str:
    return translate("History", text)


class HistoryPage(Page):
    """Facts of `arrive`: kind, one of RecordKind, and id."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._kind, self._id, self._name = RecordKind.PERSON, "", ""
        self.whose = WrappedLabel("", "strong")
        self.list = HistoryList()
        self.nothing = Label(_t("Nothing yet."), "body", "2")
        whole: QVBoxLayout = column(self, 0, 12)
        self._whole = whole
        card = Card((20, 14, 16, 14), 8)
        card.body.addWidget(self.whose)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)  # it has all the room there is
        card.body.addWidget(self.nothing, 1)
        card.body.addWidget(self.list, 1)
        self.set_frame(Frame.WIDE)
        whole.addWidget(card, 1)
        doors.announcer.changed.connect(self._changed)
        doors.announcer.day_turned.connect(self._show)
        doors.announcer.acting.connect(self._somebody_else)

    # What the frame asks

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def first_focus(self) -> QWidget:
        return self.list

    def set_frame(self, frame: Frame) -> None:
        sized(self.list, least_height=80 if frame is Frame.NARROW else 120)

    def arrive(self, **facts: object) -> None:
        self._kind = RecordKind(str(facts.get("kind", RecordKind.PERSON)))
        self._id = str(facts.get("id", ""))
        self.list.verticalScrollBar().setValue(0)
        self._show()

    def _show(self) -> None:
        kind, id_ = self._kind, self._id
        name = self._doors.look(lambda db: record_name(db, kind, id_))
        self.whose.setText(_t(_TITLES[kind]).format(name=name or _t("somebody")))
        self.list.show_history(reader(self._doors, kind, id_), self._doors.now())
        self.nothing.setVisible(not self.list.lines())
        self.list.setVisible(bool(self.list.lines()))

    def _somebody_else(self) -> None:
        """Who comes may be told less, and the page may still stand there."""
        if self._id:
            self._show()

    def _changed(self, _tables: frozenset[str]) -> None:
        if self._id and self.isVisible():
            self._show()
