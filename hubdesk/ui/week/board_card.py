"""The board: jobs, apprenticeships, courses and volunteering, added, changed and closed."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError, Refusal
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.opportunities import ClosingPassed, LinkNotRight
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.messages.opportunities import SORTS, sort_words
from hubdesk.operations.opportunities import (
    OpportunityFacts,
    add_opportunity,
    change_opportunity,
    close_opportunity,
    take_opportunity_away,
)
from hubdesk.queries.history import RecordKind
from hubdesk.queries.opportunities import (
    OpportunityRow,
    open_opportunities,
    opportunity_counts,
    past_opportunities,
)
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.history.button import history_button
from hubdesk.ui.people.words import breakable
from hubdesk.ui.week.lines import LinesCard, bar_of, short
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import LineEdit, NoteEdit
from hubdesk.ui.widgets.text import Label

PAST = 20  # shown of those that are over
_FIELD_OF = {FieldMissing: "title", ClosingPassed: "closing", LinkNotRight: "link"}


def _t(text: str) -> str:
    return translate("Opportunities", text)


class BoardCard(LinesCard):
    """What stands on the board, whatever ends first before the others, then what stood there."""

    go = Signal(str, dict)  # a page, and its facts

    def __init__(self, gestures: Gestures) -> None:
        hint = _t("What others offer. Each leaves the board by itself after its last day.")
        super().__init__(gestures, _t("The board"), hint)
        self._row: OpportunityRow | None = None
        self.add_button = Button(_t("Add to the board"), "", "plus", verb="add opportunity")
        self.add_above(bar_of(self.add_button))
        self.sort = Combo([(sort, _t(words)) for sort, words in SORTS.items()], "job")
        self.lines = {name: LineEdit() for name in ("title", "organisation", "place", "pay")}
        self.closing = DayField(_t("Last day"))
        self.link, self.contact = LineEdit(), LineEdit()
        self.about = NoteEdit(lines=4)
        self.is_public = QCheckBox(breakable(_t("On the poster and the pages, for everybody")))
        self._fill_form()
        self.save_button = Button(_t("Save"), "", "check", verb="add opportunity")
        self.cancel_button = Button(_t("Cancel"), "ghost")
        self.add_to_form(bar_of(self.save_button, self.cancel_button))
        self.add_button.clicked.connect(lambda _on=False: self.edit(None))
        self.save_button.clicked.connect(lambda _on=False: self.save())
        self.cancel_button.clicked.connect(lambda _on=False: self.close_form())

    def _fill_form(self) -> None:
        form, lines = self.form, self.lines
        form.add("sort", _t("S&ort"), self.sort)
        form.add("title", _t("&Title"), lines["title"], _t("As the notice has it."))
        form.add("organisation", _t("&Who offers it"), lines["organisation"])
        form.add("place", _t("W&here"), lines["place"])
        form.add("pay", _t("&Pay or cost"), lines["pay"], _t("In words, like £12 an hour."))
        form.add(
            "closing",
            _t("&Last day to apply"),
            self.closing,
            _t("Without one it stands for 8 weeks."),
        )
        form.add("link", _t("L&ink"), self.link, _t("Where people read more and apply."))
        form.add(
            "contact", _t("Whom to &ask"), self.contact, _t("Anybody can read this, so ask them.")
        )
        form.add("about", _t("A&bout it"), self.about)
        form.body.addWidget(self.is_public)
        form.watch(self.is_public)

    def first_stop(self) -> QWidget:
        return self.add_button

    def edit(self, row: OpportunityRow | None) -> None:
        """Open the form on one of the board, or on a new one."""
        self._row = row
        self.sort.choose(row.sort if row else "job")
        for name, box in self.lines.items():
            box.setText(getattr(row, name) if row else "")
        self.closing.set_day(row.closing_on if row else None)
        self.link.setText(row.link if row else "")
        self.contact.setText(row.contact if row else "")
        self.about.setPlainText(row.about if row else "")
        self.is_public.setChecked(row.is_public if row else True)
        self.save_button.set_words(_t("Save the changes") if row else _t("Put it on the board"))
        self.open_form("title")

    def facts(self) -> OpportunityFacts:
        """What the form says. Raises the Refusals of a day that is none."""
        day = self.closing.read()
        return {
            "sort": self.sort.value(),
            "title": self.lines["title"].text(),
            "organisation": self.lines["organisation"].text(),
            "place": self.lines["place"].text(),
            "pay": self.lines["pay"].text(),
            "link": self.link.text(),
            "contact": self.contact.text(),
            "about": self.about.toPlainText(),
            "closing_on": day if isinstance(day, date) else None,
            "is_public": self.is_public.isChecked(),
        }

    def save(self) -> bool:
        """Keep what was typed. What cannot be kept stays typed, with the reason by its field."""
        self.form.show_problems({})
        row = self._row
        try:
            facts = self.facts()
        except Refusal as error:
            self.form.show_problems({"closing": explain(error).text})
            return False

        def work(db: Any, now: Any) -> str:
            if row is None:
                return add_opportunity(db, facts=facts, now=now).id
            return change_opportunity(db, opportunity_id=row.id, facts=facts, now=now).id

        done = self.gestures.act(
            "change opportunity" if row else "add opportunity",
            work,
            _t("Saved.") if row else _t("It is on the board."),
            about={"what": facts["title"]},
            refused=self._show_refusal,
        )
        if done:
            self.close_form()
        return done

    def _show_refusal(self, error: HubDeskError) -> bool:
        field = _FIELD_OF.get(type(error), "")
        if field:
            self.form.show_problems({field: explain(error).text})
        return bool(field)

    def count_now(self) -> int:
        """How many stand on the board."""
        today = self.gestures.doors.today()
        return self.gestures.doors.look(lambda db: opportunity_counts(db, today))[0]

    def show_now(self) -> None:
        doors = self.gestures.doors
        today = doors.today()
        rows = doors.look(lambda db: open_opportunities(db, today))
        past = doors.look(lambda db: past_opportunities(db, today))[:PAST]
        self.clear()
        if not rows:
            self.put_nothing(_t("Nothing is on the board. Add the first, from a notice or e-mail."))
        for row in rows:
            detail, soon = _detail(row, today), row.ends_soon(today)
            self.put_words(row.title, detail, *self._buttons(row), ink="warn" if soon else "2")
        if past:
            self.put_line()
            self.put(Label(_t("Over"), "smallstrong", "2"))
        for row in past:
            self.put_words(row.title, _over(row, today), self._away(row), self._history(row))

    def _buttons(self, row: OpportunityRow) -> tuple[Button, ...]:
        name = short(row.title)
        change = Button(
            _t("Change"), "", "pencil", name=_t("Change: {title}").format(title=name),
            verb="change opportunity",
        )  # fmt: skip
        close = Button(
            _t("Close"), "ghost", "x", name=_t("Close: {title}").format(title=name),
            verb="close opportunity",
        )  # fmt: skip
        change.clicked.connect(lambda _on=False: self.edit(row))
        close.clicked.connect(lambda _on=False: self._close(row))
        return change, close, self._history(row)

    def _history(self, row: OpportunityRow) -> Button:
        return history_button(self.go.emit, RecordKind.OPPORTUNITY, row.id, short(row.title))

    def _away(self, row: OpportunityRow) -> Button:
        away = Button(
            _t("Remove"), "ghost", "x",
            name=_t("Remove: {title}").format(title=short(row.title)),
            verb="take opportunity away",
        )  # fmt: skip
        away.clicked.connect(lambda _on=False: self._take_away(row))
        return away

    def _close(self, row: OpportunityRow) -> None:
        self.gestures.act(
            "close opportunity",
            lambda db, now: close_opportunity(db, opportunity_id=row.id, now=now).id,
            _t("Closed: {title}. It is off the board.").format(title=row.title),
            about={"what": row.title},
        )

    def _take_away(self, row: OpportunityRow) -> None:
        self.gestures.act(
            "take opportunity away",
            lambda db, _now: take_opportunity_away(db, opportunity_id=row.id).id,
            _t("Removed: {title}.").format(title=row.title),
            about={"what": row.title},
        )


def _detail(row: OpportunityRow, today: date) -> str:
    day = i18n.day(row.last_on, today)
    until = _t("until {day}") if row.closing_on else _t("without a last day, until {day}")
    said = [sort_words(row.sort), row.organisation, row.pay, until.format(day=day)]
    if not row.is_public:
        said.append(_t("for the desk alone"))
    return ", ".join(filter(None, said))


def _over(row: OpportunityRow, today: date) -> str:
    if row.closed_on is not None:
        return _t("Closed on {day}").format(day=i18n.day(row.closed_on, today))
    return _t("Over since {day}").format(day=i18n.day(row.last_on, today))
