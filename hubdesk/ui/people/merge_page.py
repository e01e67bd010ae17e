"""Two records that are one person: side by side, chosen fact by fact, made one by one button."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.people import TwoPeople
from hubdesk.i18n import translate
from hubdesk.operations.merging import merge_people, say_two_people
from hubdesk.queries.one_person import person_now
from hubdesk.queries.people import person_page
from hubdesk.queries.side_by_side import Side, SideBySide, side_by_side
from hubdesk.ui.actions import bind
from hubdesk.ui.doors import Doors
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.people.edit_inputs import FindPerson
from hubdesk.ui.people.merge_rows import ChooseRow, RecordHead, SettledRow
from hubdesk.ui.people.merge_words import what_moves
from hubdesk.ui.people.section import Section
from hubdesk.ui.people.words import first_word
from hubdesk.ui.space import column, line, scroller
from hubdesk.ui.widgets.buttons import BigButton, Button
from hubdesk.ui.widgets.empty import Empty


def _t(text: str) -> str:
    return translate("People", text)


class MergePage(Page):
    """Facts of `arrive`: id, the record that stays, and other; without other, it is asked for."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._ids = ("", "")  # the record that stays, and the one that goes into it
        self._chosen: dict[str, Side] = {}
        self._stacked = False
        self.pair: SideBySide | None = None
        self.rows: list[ChooseRow] = []
        self.gestures = Gestures(doors, self.told.emit)
        self.heads = {side: RecordHead() for side in Side}
        self.finder = FindPerson(doors, _t("The other record of this person"))
        self.asking = Section(_t("Which other record is this person?"))
        self.choose = Section(_t("They differ here: which is right?"), gap=14)
        self.settled = Section(_t("Nothing to choose here"))
        self.moves = Section(_t("What moves along"))
        self.gone = Empty(
            _t("One of the two is not here any more."), "users", _t("See all the people")
        )
        self.swap = Button(_t("Keep the other record"), "", "arrow-left-right")
        self.two = Button(_t("They are two people"), "", "users", verb="two people")
        self.merge = BigButton(_t("Merge"), "merge")
        self.merge.needs("merge people")
        self._build()
        self._connect()

    def _build(self) -> None:
        whole: QVBoxLayout = column(self, 0, 12)
        self._whole = whole
        inside = QWidget()
        room = column(inside, 0, 12)
        self._heads: QHBoxLayout = line(gap=12)
        for head in self.heads.values():
            self._heads.addWidget(head, 1)
        room.addLayout(self._heads)
        self.asking.put(self.finder)
        for part in (self.asking, self.choose, self.settled, self.moves):
            room.addWidget(part)
        room.addStretch(1)
        self.area = scroller(inside)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.gone, 1)
        self._bar = QWidget()
        self._buttons: QHBoxLayout = line(self._bar, 0, 12)
        for button in (self.two, self.swap):
            self._buttons.addWidget(button)
        self._buttons.addWidget(self.merge, 1)
        whole.addWidget(self._bar)
        self.gone.hide()

    def _connect(self) -> None:
        self.finder.chosen.connect(self._other_found)
        self.swap.clicked.connect(lambda _on=False: self.swap_sides())
        self.two.clicked.connect(lambda _on=False: self.say_two())
        self.merge.clicked.connect(lambda _on=False: self.make_one())
        self.gone.acted.connect(lambda _which: self.go.emit("people", {}))
        self._doors.announcer.changed.connect(self._changed)
        self._doors.announcer.acting.connect(self._say_who_can)
        for number, side in enumerate(Side, 1):
            bind(self, f"side-{number}", partial(self.pick, side))

    # What the frame asks

    def arrive(self, **facts: object) -> None:
        self._ids = (str(facts.get("id", "")), str(facts.get("other", "")))
        self._chosen = {}
        self.finder.set_value("")
        self.finder.leave_out(self._ids[0])
        self.area.verticalScrollBar().setValue(0)
        self.reload()

    def first_focus(self) -> QWidget:
        if self.pair is None:
            return self.finder.edit
        return self.rows[0].buttons[self.rows[0].side] if self.rows else self.merge

    def primary(self) -> Button | None:
        return self.merge if self.pair is not None else None

    def repeats_result(self) -> bool:
        return False

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def set_frame(self, frame: Frame) -> None:
        self._stacked = frame is Frame.NARROW
        for row in self.rows:
            row.stack(self._stacked)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._heads.setDirection(down if self._stacked else across)
        self._name_button()
        words = {self.swap: _t("Keep the other record"), self.two: _t("They are two people")}
        for button, said in words.items():
            button.set_words("" if self._stacked else said, said)

    # Showing

    def reload(self) -> None:
        """Look at the two again; a choice that was made stays."""
        kept, merged = self._doors.look(lambda db: [person_now(db, id_) for id_ in self._ids])
        pair = self._doors.look(lambda db: side_by_side(db, kept_id=kept, merged_id=merged))
        self.pair = None if kept == merged else pair
        alone = not self._ids[1]
        here = self.pair is not None
        self.gone.setVisible(not here and not alone)
        self.area.setVisible(here or alone)
        self._bar.setVisible(here)
        self.asking.setVisible(alone)
        for part in (*self.heads.values(), self.choose, self.settled, self.moves):
            part.setVisible(here)
        if alone:
            self._ask_whom(kept)
        elif self.pair is not None:
            self._ids = (kept, merged)
            self._show(self.pair)

    def _ask_whom(self, kept: str) -> None:
        person = self._doors.look(lambda db: person_page(db, kept))
        name = person.name if person else ""
        self.asking.head.title.setText(_t("Which other record is {name}?").format(name=name))

    def _show(self, pair: SideBySide) -> None:
        today = self._doors.today()
        for side, head in self.heads.items():
            head.show_side(pair, side)
        for section in (self.choose, self.settled, self.moves):
            section.clear()
        self.rows = [ChooseRow(pair, fact, today) for fact in pair.to_choose]
        for row in self.rows:
            if row.fact.name in self._chosen:
                row.pick(self._chosen[row.fact.name])
            row.stack(self._stacked)
            row.chosen.connect(self._keep_choices)
            self.choose.put(row)
        self.choose.setVisible(bool(self.rows))
        differing = {row.fact.name for row in self.rows}
        known = [
            fact
            for fact in pair.facts
            if fact.name not in differing and not fact.is_empty(fact.suggested)
        ]
        for fact in known:
            self.settled.put(SettledRow(pair, fact, today))
        self.settled.setVisible(bool(known))
        self.moves.put_nothing(what_moves(pair))
        self._name_button()
        self._say_who_can()

    def _say_who_can(self) -> None:
        """Whoever may not do it sees whom to ask."""
        self.merge.set_reason(self._doors.barred("merge people"))
        self.two.set_reason(self._doors.barred("two people"))

    def _name_button(self) -> None:
        """The whole name where there is room for it."""
        if self.pair is None:
            return
        words = _t("Merge into {name}").format(name=self.pair.kept.name)
        short = _t("Merge into {name}").format(name=first_word(self.pair.kept.name))
        self.merge.set_words(short if self._stacked else words, words)

    def _changed(self, tables: frozenset[str]) -> None:
        if self.isVisible() and tables & {"person", "person_merge", "loan", "gift", "code_of"}:
            self.reload()

    # Gestures

    def pick(self, side: Side) -> None:
        """Alt+1, Alt+2: the record that is right about the fact in hand; then the next fact."""
        if not self.rows:
            return
        at = next((n for n, row in enumerate(self.rows) if row.holds_focus()), -1)
        if at < 0:
            at = next((n for n, row in enumerate(self.rows) if not row.is_decided), 0)
        self.rows[at].pick(side)
        if at + 1 < len(self.rows):
            self.rows[at + 1].focus()
            self.area.ensureWidgetVisible(self.rows[at + 1])
        else:
            self.merge.setFocus(Qt.FocusReason.TabFocusReason)

    def swap_sides(self) -> None:
        """The other record stays; what was chosen stays chosen."""
        other = {Side.KEPT: Side.MERGED, Side.MERGED: Side.KEPT}
        self._chosen = {name: other[side] for name, side in self._chosen.items()}
        self._ids = (self._ids[1], self._ids[0])
        self.reload()
        self.swap.setFocus(Qt.FocusReason.OtherFocusReason)

    def make_one(self) -> bool:
        """Make the two one, as chosen."""
        pair = self.pair
        if pair is None:
            return False
        kept, merged = pair.kept, pair.merged
        choices = {row.fact.name: row.side for row in self.rows}

        def work(db: Any, now: datetime) -> None:
            merge_people(db, from_id=merged.id, to_id=kept.id, choices=choices, now=now)

        done = self.gestures.act(
            "merge people",
            work,
            _t("{name} is one record now.").format(name=kept.name),
            about={"person_id": kept.id, "what": merged.name},
        )
        if done:
            self.go.emit("person", {"id": kept.id})
        return done

    def say_two(self) -> bool:
        """Somebody looked: they are two people, and are not proposed again."""
        pair = self.pair
        if pair is None:
            return False
        one, other = pair.kept, pair.merged

        def said_before(error: HubDeskError) -> bool:
            return isinstance(error, TwoPeople)

        done = self.gestures.act(
            "two people",
            lambda db, now: say_two_people(db, one_id=one.id, other_id=other.id, now=now),
            _t("{one} and {other} stay two people.").format(one=one.name, other=other.name),
            about={"person_id": one.id, "what": other.name},
            refused=said_before,
        )
        self.go.emit("here-twice", {})
        return done

    def _keep_choices(self) -> None:
        self._chosen = {row.fact.name: row.side for row in self.rows if row.is_decided}

    def _other_found(self, id_: str) -> None:
        if id_:
            self._ids = (self._ids[0], id_)
            self.reload()
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
