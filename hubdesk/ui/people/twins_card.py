"""Somebody like this may be here already: shown while one types, asked before one saves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.likeness import Likeness
from hubdesk.queries.people_list import TwinRow
from hubdesk.ui.flow import Flow
from hubdesk.ui.focus import press_within
from hubdesk.ui.people.section import Section, named
from hubdesk.ui.people.words import birth_words, breakable
from hubdesk.ui.space import column, line
from hubdesk.ui.theme import mark_as
from hubdesk.ui.widgets.avatar import Avatar
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("People", text)


LIKENESS = {
    Likeness.PHONE_AND_NAME: "Same phone, alike names",
    Likeness.PHONE: "Same phone",
    Likeness.NAME_AND_BIRTH: "Same name and birth",
    Likeness.ALIKE_AND_BIRTH: "Alike names, same birth",
    Likeness.NEAR_BIRTH: "Alike names, births one slip apart",
    Likeness.NAME: "Same name",
    Likeness.ALIKE: "Names sound alike",
    Likeness.PART_AND_BIRTH: "Same birth, part of the name",
}


class TwinsCard(Section):
    """`opened` carries the id of somebody; `others` says that this is somebody else."""

    opened = Signal(str)
    others = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("Already here?"), parent)
        self._twins: tuple[TwinRow, ...] = ()
        self._asking = False
        self.open_first: Button | None = None
        self.other = Button(_t("No, somebody else"))
        self.other.clicked.connect(lambda _on=False: self.others.emit())
        self.body.insertWidget(self.body.count() - 1, self.other, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def is_asking(self) -> bool:
        """Whether somebody has to decide before the form is saved."""
        return self._asking

    def ids(self) -> frozenset[str]:
        """Whom the card shows."""
        return frozenset(twin.id for twin in self._twins)

    def show_twins(self, twins: Sequence[TwinRow], today: date, *, ask: bool = False) -> None:
        """Show who may be the same person; with `ask`, as the question that comes first."""
        if tuple(twins) == self._twins and ask == self._asking:
            return
        self._twins, self._asking = tuple(twins), ask and bool(twins)
        self.clear()
        self.open_first = None
        mark_as(self, on="1" if self._asking else "0")
        self.setVisible(bool(twins))
        self.other.setVisible(self._asking)
        for twin in self._twins:
            self.put_line()
            self.put(self._twin(twin, today))
        if self._asking and self.open_first is not None:
            self.open_first.set_kind("primary")
            self.open_first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._asking and press_within(self, event)):
            super().keyPressEvent(event)

    def _twin(self, twin: TwinRow, today: date) -> QWidget:
        found = QWidget()
        body = column(found, 0, 8)
        who = line(gap=11)
        words = column(gap=2)
        born = birth_words(twin.birth, today)
        said = question(twin, born) if self._asking else twin.name
        words.addWidget(WrappedLabel(breakable(said), "strong"))
        words.addWidget(WrappedLabel(_detail(twin, "" if self._asking else born), "small", "2"))
        who.addWidget(Avatar(twin.name, 40), 0, Qt.AlignmentFlag.AlignTop)
        who.addLayout(words, 1)
        body.addLayout(who)
        open_page = named(Button(_t("Open their page"), "", "arrow-up-right"), twin.id)
        open_page.set_words(_t("Open their page"), _t("Open {name}").format(name=twin.name))
        open_page.clicked.connect(partial(self._open, twin.id))
        below = QWidget()
        row = Flow(below, gap=8)  # one below the other where they would be cut beside each other
        row.addWidget(Chip(_t(LIKENESS[twin.likeness]), "info"))
        row.addWidget(open_page)
        body.addWidget(below)
        if self.open_first is None:
            self.open_first = open_page
        return found

    def _open(self, id_: str, _on: bool = False) -> None:
        self.opened.emit(id_)


def question(twin: TwinRow, born: str) -> str:
    """Samira Haddad, born 14 March 1979 (47), is already here."""
    if not born:
        return _t("{name} is already here.").format(name=twin.name)
    return _t("{name}, born {day}, is already here.").format(name=twin.name, day=born)


def _detail(twin: TwinRow, born: str) -> str:
    parts = [born, twin.phone]
    parts.append(_t("joined {day}").format(day=i18n.plain_day(twin.joined_on)))
    return " · ".join(part for part in parts if part)
