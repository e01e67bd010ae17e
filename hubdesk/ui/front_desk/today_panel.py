"""Today at the right of the desk: late, due back, ending soon, to wipe. It faces the public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.people_list import PeopleShown
from hubdesk.queries.requests import AskedRow
from hubdesk.queries.today import FEWER, TodayLoan, TodayRow
from hubdesk.ui.space import column, emptied, line, scroller
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.cards import Card, Line, Note, SectionHead
from hubdesk.ui.widgets.chips import Chip, Kind
from hubdesk.ui.widgets.rows import Row, device_row, person_row
from hubdesk.ui.widgets.text import ElidedLabel, Label, WrappedLabel


def _t(text: str) -> str:
    return translate("FrontDesk", text)


FEW_SESSIONS = 4
NOTHING_ASKED = AskedRow()
Zone = Callable[[], tzinfo | None]


class TodayPanel(Card):
    """First name and initial only; who is late stays closed until somebody asks.

    `zone` answers with the hub's time zone.
    """

    person_asked = Signal(str)
    call_asked = Signal(str)  # loan id
    go = Signal(str, dict)
    ready_asked = Signal()
    print_asked = Signal()
    done_asked = Signal(str, str)  # an action and its words
    note_done_asked = Signal(str, str)  # what was handed over, and by whom

    def __init__(self, zone: Zone, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 14, 10), 8, parent)
        self._zone = zone
        self._late_open = self._actions_open = False
        self._row: TodayRow | None = None
        inside = QWidget()
        self._inside: QVBoxLayout = column(inside, 0, 4)
        self.body.addWidget(scroller(inside), 1)
        self.body.addWidget(Line())
        foot = line(gap=4)
        self.loans_button = Button(_t("All loans"), "ghost")
        self.loans_button.clicked.connect(lambda _on=False: self.go.emit("loans", {}))
        self.new_button = Button(_t("New person"), "ghost", "user-plus")
        self.new_button.clicked.connect(lambda _on=False: self.go.emit("new-person", {}))
        foot.addWidget(self.loans_button)
        foot.addStretch(1)
        foot.addWidget(self.new_button)
        self.body.addLayout(foot)

    def words(self) -> str:
        """The button that opens the panel where there is less room."""
        late = self._row.late_count if self._row else 0
        return _t("Today: {count} overdue").format(count=late) if late else _t("Today")

    def show_today(
        self,
        row: TodayRow,
        to_print: int = 0,
        reminder: str = "",
        proposed: int = 0,
        asked: AskedRow = NOTHING_ASKED,
    ) -> None:
        """Draw it again, where anything changed. `proposed` counts whose time is over.

        `asked` is what waits for a manager about people's data; counts alone, and no name.
        """
        opened = (self._late_open, self._actions_open)
        now = (row, to_print, reminder, proposed, asked, opened)
        if now == getattr(self, "_shown", None):
            return
        self._shown = now
        self._proposed, self._asked = proposed, asked
        self._row = row
        self._to_print, self._reminder = to_print, reminder
        emptied(self._inside)
        self._draw_handed_over(row)
        self._draw_sessions(row)
        self._draw_here(row)
        self._draw_actions(row)
        self._draw_late(row)
        self._draw_due(row)
        self._draw_work(row, to_print)
        self._draw_ending(row)
        self._draw_to_ask(row)
        self._draw_copies(reminder)
        self._draw_asked(asked, row)
        self._draw_proposed(proposed)
        self._inside.addStretch(1)

    def _head(self, words: str, count: int, kind: Kind) -> SectionHead:
        if self._inside.count():
            self._inside.addSpacing(10)
        head = SectionHead(words, count, kind, "h3")
        self._inside.addWidget(head)
        return head

    def _draw_sessions(self, row: TodayRow) -> None:
        """Sessions of today: how many are here, one click to the register."""
        shown = [one for one in row.sessions if not one.is_cancelled]
        if not shown:
            return
        self._head(_t("Sessions today"), len(shown), "accent")
        for one in shown[:FEW_SESSIONS]:
            starts, ends = (at.astimezone(self._zone()) for at in (one.starts_at, one.ends_at))
            when = _t("{starts} to {ends}").format(starts=i18n.clock(starts), ends=i18n.clock(ends))
            many = max(one.booked, one.marked)
            here = _t("{here} of {many} here").format(here=one.here, many=many) if many else ""
            counted = i18n.count(one.heads, _t("counted"), _t("counted")) if one.heads > 0 else ""
            if counted and here:  # both have to fit on one line
                here = _t("{here} of {many}").format(here=one.here, many=many)
            detail = " · ".join(part for part in (when, here, counted) if part)
            entry = device_row(one.title, detail, "calendar-days", opens=True, size=32)
            entry.clicked.connect(lambda _on=False, id=one.id: self.go.emit("register", {"id": id}))
            self._inside.addWidget(entry)
        self._more(len(shown) - FEW_SESSIONS, "", "sessions")

    def _draw_handed_over(self, row: TodayRow) -> None:
        """What whoever worked before leaves for this one, until it is ticked."""
        if not row.handed_over:
            return
        self._head(_t("Handed over"), row.handed_over_count, "info")
        for note in row.handed_over:
            self._inside.addWidget(WrappedLabel(note.text, "small"))
            at = note.written_at.astimezone(self._zone())
            said = _t("{who}, {day} at {time}").format(
                who=note.who, day=i18n.short_day(at.date(), row.on), time=i18n.clock(at)
            )
            who = line(gap=8)
            who.addWidget(ElidedLabel(said, "small", "2"), 1)
            done = IconButton("check", _t("Done: the note of {who}").format(who=note.who))
            done.clicked.connect(lambda _on=False, n=note: self.note_done_asked.emit(n.id, n.who))
            who.addWidget(done)
            self._inside.addLayout(who)
        self._more(row.handed_over_count - len(row.handed_over), "", "my-shift")

    def _draw_here(self, row: TodayRow) -> None:
        """One click to everybody in the building."""
        if not row.here:
            return
        many = i18n.count(row.here, _t("person"), _t("people"))
        entry = device_row(_t("Here now"), many, "users", opens=True, size=32)
        entry.clicked.connect(lambda _on=False: self.go.emit("here-now", {}))
        self._inside.addWidget(entry)

    def _draw_actions(self, row: TodayRow) -> None:
        """What was promised at a meeting, until it is done: a few, and the rest in one click."""
        if not row.actions:
            return
        self._head(_t("To do"), row.actions_count, "info")
        for action in row.actions if self._actions_open else row.actions[:FEWER]:
            due = i18n.short_day(action.due_on, row.on) if action.due_on else ""
            detail = " · ".join(part for part in (action.who, due) if part)
            entry = device_row(action.text, detail, "list-checks", size=32)
            done = IconButton("check", _t("Done: {what}").format(what=action.text))
            done.clicked.connect(lambda _on=False, a=action: self.done_asked.emit(a.id, a.text))
            entry.tail.addWidget(done)
            self._inside.addWidget(entry)
        if (more := row.actions_count - FEWER) > 0:
            words = _t("Show fewer") if self._actions_open else self._more_words(more)
            toggle = Button(words, "ghost")
            toggle.clicked.connect(lambda _on=False: self._toggle_actions())
            self._inside.addWidget(toggle)

    def _draw_late(self, row: TodayRow) -> None:
        head = self._head(_t("Overdue"), row.late_count, "bad" if row.late_count else "")
        if not row.late_count:
            self._inside.addWidget(Label(_t("Nothing is overdue."), "small", "2"))
            return
        toggle = Button(_t("Hide names") if self._late_open else _t("Show names"), "ghost")
        toggle.clicked.connect(lambda _on=False: self._toggle_late())
        head.row.addWidget(toggle)
        if not self._late_open:
            return
        for loan in row.late:
            shown = self._loan_row(loan)
            days = i18n.count((row.on - loan.due_on).days, _t("day"), _t("days"))
            shown.beside.addWidget(Chip(days, "bad"))
            said = _t("Call {who}, {days} overdue").format(who=loan.who, days=days)
            call = IconButton("phone", said)
            call.clicked.connect(lambda _on=False, id=loan.loan_id: self.call_asked.emit(id))
            shown.tail.addWidget(call)
        self._more(row.late_count - len(row.late), "overdue")

    def _draw_due(self, row: TodayRow) -> None:
        self._head(_t("Due back today"), row.due_count, "warn" if row.due_count else "")
        if not row.due_count:
            self._inside.addWidget(Label(_t("Nothing is due back today."), "small", "2"))
        for loan in row.due:
            self._loan_row(loan)
        self._more(row.due_count - len(row.due), "due soon")

    def _draw_ending(self, row: TodayRow) -> None:
        if not row.ending_count:
            return
        self._head(_t("Ends soon"), row.ending_count, "warn")
        for gift in row.ending:
            detail = _t("{what} ends {day}").format(
                what=gift.what, day=i18n.short_day(gift.ends_on, row.on)
            )
            shown = person_row(gift.who, detail, opens=True)
            shown.clicked.connect(lambda _on=False, id=gift.person_id: self.person_asked.emit(id))
            self._inside.addWidget(shown)

    def _draw_to_ask(self, row: TodayRow) -> None:
        """Who is to be asked how they got on after a course: one click to their page of skills."""
        if not row.to_ask_count:
            return
        self._head(_t("Ask how they got on"), row.to_ask_count, "info")
        for one in row.to_ask:
            due = i18n.short_day(one.due_on, row.on)
            detail = " · ".join(part for part in (one.course, due) if part)
            shown = person_row(one.who, detail, opens=True)
            shown.clicked.connect(
                lambda _on=False, id=one.person_id: self.go.emit("skills", {"id": id})
            )
            self._inside.addWidget(shown)
        if (more := row.to_ask_count - len(row.to_ask)) > 0:
            words = _t("{count} more after these.").format(count=f"{more:,}")
            self._inside.addWidget(Label(words, "small", "2"))

    def _draw_work(self, row: TodayRow, to_print: int) -> None:
        if row.to_wipe:
            self._head(_t("To wipe"), row.to_wipe, "info")
            wipe = device_row(_t("Wiped some?"), _t("Scan each one."), "eraser", size=32)
            button = Button(_t("Make ready"), "ghost")
            button.clicked.connect(lambda _on=False: self.ready_asked.emit())
            wipe.tail.addWidget(button)
            self._inside.addWidget(wipe)
        self._draw_unsigned(row)
        if to_print:
            self._head(_t("To print"), to_print, "info")
            waiting = Button(_t("Print what waits"), "ghost", "printer")
            waiting.clicked.connect(lambda _on=False: self.print_asked.emit())
            self._inside.addWidget(waiting, 0, Qt.AlignmentFlag.AlignLeft)

    def _draw_copies(self, reminder: str) -> None:
        if not reminder:
            return
        self._head(_t("Copies"), 0, "warn")
        self._inside.addWidget(Note(reminder, "warn", "triangle-alert"))
        see = Button(_t("See the copies"), "ghost", "hard-drive")
        see.clicked.connect(lambda _on=False: self.go.emit("settings", {"group": "copies"}))
        self._inside.addWidget(see, 0, Qt.AlignmentFlag.AlignLeft)

    def _draw_asked(self, asked: AskedRow, row: TodayRow) -> None:
        if not asked.many:
            return
        late = asked.first_on is not None and asked.first_on < row.on
        self._head(_t("About people's data"), asked.many, "bad" if late else "info")
        if asked.first_on is not None:
            day = i18n.short_day(asked.first_on, row.on)
            words = _t("The first was due by {day}.") if late else _t("The first is due by {day}.")
            self._inside.addWidget(Label(words.format(day=day), "small", "2", wrap=True))
        sorts = (
            ("breaches", asked.breaches, _t("loss of data"), _t("losses of data")),
            ("requests", asked.requests, _t("request"), _t("requests")),
            ("complaints", asked.complaints, _t("complaint"), _t("complaints")),
        )
        for tab, many, one, more in sorts:
            if many:
                words = _t("See {things}").format(things=i18n.count(many, one, more))
                see = Button(words, "ghost", "shield-check")
                see.clicked.connect(lambda _on=False, t=tab: self.go.emit("privacy", {"tab": t}))
                self._inside.addWidget(see, 0, Qt.AlignmentFlag.AlignLeft)

    def _draw_proposed(self, many: int) -> None:
        if not many:
            return
        self._head(_t("Time is over"), many, "info")
        records = i18n.count(many, _t("record"), _t("records"))
        words = _t("{records} may be removed.").format(records=records)
        self._inside.addWidget(Label(words, "small", "2", wrap=True))
        see = Button(_t("Look through them"), "ghost", "shield-check")
        see.clicked.connect(lambda _on=False: self.go.emit("privacy", {"tab": "due"}))
        self._inside.addWidget(see, 0, Qt.AlignmentFlag.AlignLeft)

    def _draw_unsigned(self, row: TodayRow) -> None:
        if not row.unsigned_count:
            return
        self._head(_t("Not signed yet"), row.unsigned_count, "warn")
        self._inside.addWidget(Label(_t("Scan the signed copy to mark it."), "small", "2"))
        for paper in row.unsigned:
            day = i18n.short_day(paper.made_at.astimezone(self._zone()).date(), row.on)
            detail = _t("Agreement {number} of {day}").format(number=paper.printed, day=day)
            shown = person_row(paper.who, detail, opens=True)
            shown.clicked.connect(lambda _on=False, id=paper.person_id: self._open(id))
            self._inside.addWidget(shown)
        self._more(row.unsigned_count - len(row.unsigned), PeopleShown.UNSIGNED, "people")

    def _open(self, person_id: str) -> None:
        """The page of somebody: there their agreement is printed again, or marked signed."""
        self.go.emit("person", {"id": person_id})

    def _loan_row(self, loan: TodayLoan) -> Row:
        shown = person_row(loan.who, f"{loan.what} · {loan.tag}", opens=True)
        shown.clicked.connect(lambda _on=False, id=loan.person_id: self.person_asked.emit(id))
        self._inside.addWidget(shown)
        return shown

    def _more(self, count: int, show: str, page: str = "loans") -> None:
        if count > 0:
            button = Button(self._more_words(count), "ghost")
            button.clicked.connect(lambda _on=False: self.go.emit(page, {"show": show}))
            self._inside.addWidget(button)

    def _more_words(self, count: int) -> str:
        return _t("{count} more").format(count=f"{count:,}")

    def _toggle_actions(self) -> None:
        self._actions_open = not self._actions_open
        self._draw_again()

    def _toggle_late(self) -> None:
        self._late_open = not self._late_open
        self._draw_again()

    def _draw_again(self) -> None:
        if self._row is not None:
            shown = (self._row, self._to_print, self._reminder, self._proposed, self._asked)
            self.show_today(*shown)
