"""One page of all that is held on a person: what, where, why and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages import held as said
from hubdesk.models import Watched
from hubdesk.operations.access import note_access
from hubdesk.queries.held import Held, HeldRow, held_on, names_of
from hubdesk.queries.restrictions import restriction_of
from hubdesk.queries.retention import Until, hold_of, kept_until
from hubdesk.queries.their_file import facts_of, title_of, why_words
from hubdesk.ui.doors import Doors
from hubdesk.ui.held.asked_card import AskedCard
from hubdesk.ui.held.facts import facts_grid
from hubdesk.ui.held.where_card import WhereCard
from hubdesk.ui.looking import Looking
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.people.section import Section, named
from hubdesk.ui.people.words import first_word
from hubdesk.ui.space import column, line, scroller, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, Line
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.text import Label, WrappedLabel

WIDTH: Final = 900  # units: a longer line is hard to read
FEW: Final = 3


def _t(text: str) -> str:
    return translate("Held", text)


@dataclass(frozen=True, slots=True)
class _Found:
    """What one look found: all that is held, until when and why, and why each group is kept."""

    held: Held
    until: Until | None
    stays: str
    whys: dict[str, str]


class HeldPage(Page):
    """The fact `id` of `arrive` says whose. Nothing is changed here.

    Every table and every note is looked through, beside the window: in a hub of 100,000 people it
    takes seconds.
    """

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._id = self._name = self._who = ""
        self._found: _Found | None = None
        self.looking = Looking(doors, self, right="see held")
        self._open: set[str] = set()
        self.top = Card((20, 16, 20, 18), 10)
        self.summary = WrappedLabel("", "body")
        self.until = WrappedLabel("", "small", "2")
        self.file_button = Button(_t("Make a copy for them"), "primary", "file-down")
        self.erase_button = Button(_t("Erase everything"), "", "eraser")
        self.asked = AskedCard(doors, self.told.emit)
        self.where = WhereCard()
        self.gone = Empty(_t("That person is not here any more."), "users", _t("See all people"))
        self.groups: dict[str, Section] = {}
        self._build()
        self.file_button.clicked.connect(lambda _on=False: self._to("their-file"))
        self.erase_button.clicked.connect(lambda _on=False: self._to("erase-person"))
        self.asked.opened.connect(self._to)
        self.gone.acted.connect(lambda _which: self.go.emit("people", {}))
        self.looking.came.connect(self._show)
        self.looking.told.connect(self.told)
        doors.announcer.changed.connect(self._changed)

    def _build(self) -> None:
        whole = column(self)
        inside = Leaf()
        body = column(inside, (0, 0, 8, 8), 12)
        self.top.body.addWidget(self.summary)
        self.top.body.addWidget(self.until)
        row = line(gap=8)
        row.addWidget(self.file_button)
        row.addWidget(self.erase_button)
        row.addStretch(1)
        self.top.body.addLayout(row)
        body.addWidget(self.top)
        body.addWidget(self.looking.line)
        body.addWidget(self.asked)
        for group in said.GROUPS:
            self.groups[group.key] = Section(_t(group.words))
            body.addWidget(self.groups[group.key])
        body.addWidget(self.where)
        body.addStretch(1)
        for card in (self.top, self.looking.line, self.asked, *self.groups.values(), self.where):
            sized(card, most_width=WIDTH)
        self.area = scroller(inside)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.gone, 1)
        self.gone.hide()

    # What the frame asks

    def title(self) -> str:
        if not self._name:
            return _t("All that is held")
        return _t("All that is held on {name}").format(name=self._name)

    def meta(self) -> str:
        return " "

    def primary(self) -> Button:
        return self.file_button

    def first_focus(self) -> QWidget:
        return self.file_button

    def repeats_result(self) -> bool:
        return False

    def set_frame(self, frame: Frame) -> None:
        narrow = frame is Frame.NARROW
        whole = _t("Make a copy for them")
        self.file_button.set_words(_t("Copy") if narrow else whole, whole)
        self.erase_button.set_words(
            _t("Erase") if narrow else _t("Erase everything"), _t("Erase everything")
        )

    def arrive(self, **facts: object) -> None:
        id_ = str(facts.get("id", ""))
        if id_ != self._id:
            self._open.clear()
            self._found = None
            self.area.verticalScrollBar().setValue(0)
        self._id = ""  # what is written down now is no reason to look again
        names = self._doors.look(lambda db: names_of(db, id_), right="see held")
        self._name = names[0] if names else ""
        if names is not None:
            what = Watched.HELD
            self._doors.do(
                "saw", lambda db, now: note_access(db, what=what, person_id=id_, now=now)
            )
        self._id = id_
        self._show_cards()
        self.retitled.emit()
        if names is not None:
            self._who = names[1]
            self.reload()

    # Showing

    def reload(self) -> None:
        """Look again; what is held is drawn when it is known, what they asked for at once."""
        id_ = self._id
        self.asked.show_person(id_, self._who)
        self.looking.look(lambda db: _find(db, id_), _t("Looking for all that is held…"))

    def _show_cards(self) -> None:
        """Only what is known, and nothing of somebody who is not here any more."""
        self.area.setVisible(bool(self._name))
        self.gone.setVisible(not self._name)
        for card in (self.summary, self.until, self.where, *self.groups.values()):
            card.setVisible(self._found is not None)

    def _show(self, found: _Found | None) -> None:
        self._found = found
        self._name = found.held.name if found else ""
        self._show_cards()
        self.retitled.emit()
        if found is None:
            return
        held, now = found.held, self._doors.now()
        self.summary.setText(_summary(held))
        self.until.setText(found.stays or _until_words(found.until, now.date(), held))
        for group in said.GROUPS:
            self._show_group(group)
        self.where.show_where(held, now)

    def _show_group(self, group: said.Group) -> None:
        assert self._found is not None
        rows, zone = self._found.held.of(group.tables), self._doors.now().tzinfo
        card = self.groups[group.key]
        card.clear()
        card.head.set_count(len(rows))
        card.setVisible(bool(rows))
        card.put(WrappedLabel(self._found.whys[group.key], "small", "2"))
        shown = rows if group.key in self._open else rows[:FEW]
        for row in shown:
            card.put(Line())
            card.put(row_widget(row, zone))
        if len(rows) > FEW:
            more = _t("Show fewer") if group.key in self._open else _t("Show all {many}")
            button = named(Button(more.format(many=len(rows)), "ghost"), f"more:{group.key}")
            button.set_words(button.text(), f"{_t(group.words)}: {button.text()}")
            button.clicked.connect(lambda _on=False, key=group.key: self._toggle(key))
            card.put(button)

    def _toggle(self, key: str) -> None:
        self._open ^= {key}
        self._show_group(next(group for group in said.GROUPS if group.key == key))
        again = self.findChild(Button, f"more:{key}")
        if again is not None:
            again.setFocus()

    def _to(self, page: str) -> None:
        self.go.emit(page, {"id": self._id})

    def _changed(self, _tables: frozenset[str]) -> None:
        if self._id and self.isVisible():
            self.reload()


def _find(db: Any, person_id: str) -> _Found | None:
    held = held_on(db, person_id)
    if held is None:
        return None
    whys = {group.key: why_words(db, group) for group in said.GROUPS}
    return _Found(held, kept_until(db, person_id), _why_it_stays(db, person_id), whys)


def row_widget(row: HeldRow, zone: tzinfo | None) -> QWidget:
    """One row: what it is, and each fact beside its label."""
    found = QWidget()
    body = column(found, 0, 6)
    title = title_of(row)
    facts = facts_of(row, zone)
    if [words for words, _ in facts] != [title]:  # Role: role says it once
        body.addWidget(Label(title, "smallstrong"))
    body.addLayout(facts_grid(facts))
    return found


def _summary(held: Held) -> str:
    groups = sum(bool(held.of(group.tables)) for group in said.GROUPS)
    words = _t("{rows} in {groups} about {who}, and {changes} in its history.")
    return words.format(
        rows=i18n.count(len(held.rows), _t("entry"), _t("entries")),
        groups=i18n.count(groups, _t("place"), _t("places")),
        who=held.known_as or first_word(held.name),
        changes=i18n.count(held.journal.changes, _t("change"), _t("changes")),
    )


def _why_it_stays(db: Any, person_id: str) -> str:
    """Why no rule erases it for now, or empty."""
    if hold_of(db, person_id) is not None:
        return _t("A reason in law keeps this for now. See Privacy.")
    if restriction_of(db, person_id) is not None:
        return _t("It is kept and not used for now, so no rule erases it.")
    return ""


def _until_words(until: Until | None, today: date, held: Held) -> str:
    who = held.known_as or first_word(held.name)
    if until is None:
        return ""
    if until.on <= today:
        return _t("The hub's rules would erase {who} now.").format(who=who)
    words = _t("If {who} does not come again, the hub's rules erase this on {day}.")
    return words.format(who=who, day=i18n.plain_day(until.on))
