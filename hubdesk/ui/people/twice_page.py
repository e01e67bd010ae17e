"""Could be the same person: pairs of alike records, looked for anew each time the page opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.queries.here_twice import Face, HereTwice, PairRow, here_twice, pair_rows
from hubdesk.ui.bring_in.job import Job
from hubdesk.ui.doors import Doors
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.people.twins_card import LIKENESS
from hubdesk.ui.people.words import birth_words
from hubdesk.ui.space import column, scroller, sized
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.list_model import Calls, Column, ListModel
from hubdesk.ui.widgets.list_view import ListView
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel

_TABLES: Final = frozenset(("person", "person_merge", "not_same"))


def _t(text: str) -> str:
    return translate("People", text)


class TwicePage(Page):
    """The list, and a line that says how far the look through everybody is."""

    looked = Signal()  # the list is what there is now

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._found = HereTwice()
        self._stale = True
        self.job = Job(doors, self)
        self.busy = BusyLine()
        self.model = ListModel(
            Calls(self._count, self._window), self._columns(), sort="", sentence=self._sentence
        )
        self.list = ListView(self.model, _t("Could be the same person"))
        self.none = Empty(_t("Nobody here looks alike."), "users", _t("See all the people"))
        self.said = WrappedLabel("", "small", "2")
        self.open = Button(_t("Compare the two"), "primary", "merge", verb="merge people")
        self._build()
        self.list.opened.connect(self._compare)
        self.open.clicked.connect(lambda _on=False: self._compare(self.list.chosen()))
        self.none.acted.connect(lambda _which: self.go.emit("people", {}))
        self.busy.cancelled.connect(self.job.stop)
        self.job.stepped.connect(self.busy.progress)
        self.model.counted.connect(self._counted)
        self.model.failed.connect(self._failed)
        doors.announcer.changed.connect(self._changed)

    def _build(self) -> None:
        body = column(self, 0, 12)
        self._strip_home: QBoxLayout = column()
        body.addLayout(self._strip_home)
        body.addWidget(self.busy)
        card = Card((0, 12, 0, 10), 8)
        words = column(None, (16, 0, 16, 0))
        words.addWidget(self.said)
        card.body.addLayout(words)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._nobody = scroller(self.none)  # or the stack is as tall as what it says
        self._stack.addWidget(self._nobody)
        sized(self.list, least_height=48)
        card.body.addWidget(self._stack, 1)
        body.addWidget(card, 1)

    # What the frame asks

    def head_buttons(self) -> list[QWidget]:
        return [self.open]

    def strip_place(self) -> QBoxLayout:
        return self._strip_home

    def primary(self) -> Button:
        return self.open

    def first_focus(self) -> QWidget:
        return self.list

    def set_frame(self, frame: Frame) -> None:
        self.list.hide_columns(*((2,) if frame is Frame.NARROW else ()))  # the next page says it

    def arrive(self, **facts: object) -> None:
        if self._stale:
            self._look()

    # Looking

    def _look(self) -> None:
        self._stale = False
        self.said.setText(_t("Looking through everybody for records that are alike."))
        self.busy.begin(_t("Looking for people who are here twice…"))
        self.job.run(
            lambda told: here_twice(self._doors.look, told),
            then=self._show,
            refused=self._failed,
        )

    def _show(self, found: HereTwice | None) -> None:
        self.busy.end()
        if found is None:
            self._stale = True
            self.said.setText(_t("Stopped. Open this page again to look through everybody."))
            return
        self._found = found
        self.model.load(None)
        self.said.setText(self._words(found))
        if found.pairs:
            self.list.choose_first()
        self.looked.emit()

    def _words(self, found: HereTwice) -> str:
        words = [_t("Families share phones and names. Look at both records before you decide.")]
        if found.found > len(found.pairs):
            cut = _t("{found:,} pairs are alike; these are the {shown:,} likeliest.")
            words.append(cut.format(found=found.found, shown=len(found.pairs)))
        if found.crowded:
            crowd = i18n.count(found.crowded, _t("person has"), _t("people have"))
            many = _t("{count} a name so common that only phone and birthday were compared.")
            words.append(many.format(count=crowd))
        return " ".join(words)

    def _count(self, _filters: object) -> int:
        return len(self._found.pairs)

    def _window(
        self, offset: int, limit: int, _sort: str, _descending: bool, _filters: object
    ) -> Sequence[PairRow]:
        some = self._found.pairs[offset : offset + limit]
        return self._doors.look(lambda db: pair_rows(db, some))

    def _counted(self, count: int) -> None:
        self._stack.setCurrentWidget(self.list if count else self._nobody)
        self.open.set_reason("" if count else _t("There is no pair to compare."))

    def _failed(self, error: object) -> None:
        self.busy.end()
        if not isinstance(error, HubDeskError):
            raise error  # type: ignore[misc]  # a bug: the problem report shows it
        self.told.emit(Result("bad", explain(error).text))

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & _TABLES:
            self._stale = True
            if self.isVisible():
                self._look()

    def _compare(self, pair_id: str) -> None:
        one, _, other = pair_id.partition(" ")
        if other:
            self.go.emit("merge-people", {"id": one, "other": other})

    # Words

    def _columns(self) -> list[Column[PairRow]]:
        return [
            Column(_t("Record 1"), lambda row: row.one.name, strong=True, person=True,
                   detail=lambda row: self._face(row.one)),
            Column(_t("Record 2"), lambda row: row.other.name, strong=True, person=True,
                   detail=lambda row: self._face(row.other)),
            Column(_t("Why"), lambda row: _t(LIKENESS[row.likeness]), width=270,
                   chip=lambda row: (_t(LIKENESS[row.likeness]), "info")),
        ]  # fmt: skip

    def _face(self, face: Face) -> str:
        born = birth_words(face.birth, self._doors.today())
        joined = _t("joined {day}").format(day=i18n.plain_day(face.joined_on))
        return " · ".join(part for part in (born, face.phone, joined) if part)

    def _sentence(self, row: PairRow) -> str:
        return _t("{one} and {other}: {why}").format(
            one=row.one.name, other=row.other.name, why=_t(LIKENESS[row.likeness]).lower()
        )
