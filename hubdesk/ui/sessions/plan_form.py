"""The questions of a session: what, when, where, who, who pays, and what its kind adds."""

from __future__ import annotations

from datetime import date, time, tzinfo
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QCompleter, QWidget

from hubdesk.errors import Refusal
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import FOR_ONE, ONLY_COUNTED, Repeat, SessionKind
from hubdesk.models.session_details import GATSBY, Details, Event, Meeting, SchoolVisit
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.queries.session_card import SessionCard, Share
from hubdesk.queries.staff import AccountRow
from hubdesk.typed import clean_line, read_time
from hubdesk.ui.flow import Flow
from hubdesk.ui.people.form_draft import Body
from hubdesk.ui.sessions.words import KINDS
from hubdesk.ui.space import line, sized
from hubdesk.ui.widgets.buttons import Pill
from hubdesk.ui.widgets.choices import Combo, Number
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Field, Form, LineEdit, NoteEdit
from hubdesk.ui.widgets.segments import Segments

_REPEATS: Final = (
    ("", "Once"),
    (Repeat.WEEKLY, "Every week"),
    (Repeat.FORTNIGHTLY, "Every 2 weeks"),
    (Repeat.FOUR_WEEKLY, "Every 4 weeks"),
    (Repeat.MONTHLY, "Every month, same weekday"),
)


def _t(text: str) -> str:
    return translate("Sessions", text)


class PlanForm(Form):
    """What is said of a session. `read` gives the facts, and what is wrong by field."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.title = LineEdit()
        self.kind = Combo([(kind.value, _t(words)) for kind, words in KINDS.items()])
        self.day = DayField(_t("Day"))
        self.starts, self.ends = LineEdit(), LineEdit()
        self.room, self.venue = LineEdit(), LineEdit()
        self.tutor = Combo()
        self.places = Number(0, 0, 5000, "", _t("Places"))
        self.places.setSpecialValueText(_t("As many as come"))
        self.repeats = Combo([(value, _t(words)) for value, words in _REPEATS])
        self.times = Number(10, 2, 104, _t("sessions"), _t("How many sessions"))
        self.interpreter = LineEdit()
        self.bsl = QCheckBox(_t("British Sign Language is &booked"))
        self.needs_check = QCheckBox(_t("Somebody &under 18 is alone with the tutor"))
        self.fund, self.second_fund = Combo(), Combo()
        self.share = Number(50, 1, 99, "%", _t("Share of the first fund"))
        self.note = NoteEdit(lines=2)
        self._helpers: dict[str, Pill] = {}
        self._build()
        self._build_kinds()
        self.kind.currentIndexChanged.connect(lambda _at: self._kind_chosen())
        self.repeats.currentIndexChanged.connect(lambda _at: self._repeat_chosen())
        self.second_fund.currentIndexChanged.connect(lambda _at: self._fund_chosen())
        self._kind_chosen()
        self._repeat_chosen()

    def _build(self) -> None:
        self.add("title", _t("T&itle"), self.title)
        self.add("kind", _t("&What is it?"), self.kind)
        sized(self.kind, most_width=260)
        self.add("day", _t("&Day"), self.day)
        self._pair(("starts", _t("&From"), self.starts, 120), ("ends", _t("&To"), self.ends, 120))
        self._pair(("room", _t("&Room"), self.room, 200), ("venue", _t("P&lace"), self.venue, 280))
        self.venue.setPlaceholderText(_t("At the hub"))
        self._pair(
            ("repeats", _t("Repe&ats"), self.repeats, 260),
            ("times", _t("How &many"), self.times, 150),
        )
        self.add("tutor", _t("T&utor"), self.tutor)
        sized(self.tutor, most_width=320)
        self._helper_box = QWidget()
        Flow(self._helper_box, gap=8)
        self._helper_field = self.add("helpers", _t("Who helps"), self._helper_box)
        self.add("places", _t("&Places"), self.places)
        sized(self.places, most_width=220)
        self.add("interpreter", _t("I&nterpreter for"), self.interpreter, _t("A language."))
        sized(self.interpreter, most_width=260)
        for tick in (self.bsl, self.needs_check):
            self.body.addWidget(tick)
            self.watch(tick)
        self._pair(
            ("fund", _t("Paid by"), self.fund, 200), ("second", _t("And by"), self.second_fund, 200)
        )
        self._share_field = self.add("share", _t("Share of the first"), self.share)
        sized(self.share, most_width=120)

    def _pair(self, *fields: tuple[str, str, QWidget, int]) -> None:
        both = QWidget()
        across = line(both, 0, 16)
        for name, label, editor, width in fields:
            field = Field(label, editor)
            sized(editor, width=width)
            self.adopt(name, field)
            across.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        across.addStretch(1)
        self.body.addWidget(both)

    def _build_kinds(self) -> None:
        """What only some kinds ask."""
        self.school, self.urn = LineEdit(), LineEdit()
        self.contact, self.teacher = LineEdit(), LineEdit()
        self.benchmarks = {one: Pill(_t("Benchmark {n}").format(n=one), False) for one in GATSBY}
        box = QWidget()
        flow = Flow(box, gap=8)
        for pill in self.benchmarks.values():
            flow.addWidget(pill)
        self.says = Segments(
            (("", _t("Not yet")), ("yes", _t("Yes")), ("no", _t("No"))), "", _t("The school says")
        )
        self._of_school = [
            self.add("school", _t("School"), self.school, _t("It is kept on the hub's own list.")),
            self.add("urn", _t("URN"), self.urn),
            self.add("contact", _t("Contact at the school"), self.contact),
            self.add("teacher", _t("Teacher in the room"), self.teacher),
            self.add("benchmarks", _t("Gatsby benchmarks claimed"), box),
            self.add("says", _t("Does the school agree?"), self.says),
        ]
        self.partners = NoteEdit(lines=2)
        self.decisions = NoteEdit(lines=3)
        self._of_meeting = [
            self.add("partners", _t("Organisations"), self.partners, _t("One a line.")),
            self.add("decisions", _t("What was decided"), self.decisions, _t("One a line.")),
        ]
        self.programme = NoteEdit(lines=4)
        hint = _t("One a line, each with its time first: 10:00 Welcome")
        self._of_event = [self.add("programme", _t("Programme"), self.programme, hint)]
        self.add("note", _t("Note"), self.note)

    # What is offered

    def offer(
        self, staff: list[AccountRow], funds: list[Share], rooms: list[str], mine: str
    ) -> None:
        """Who can teach and help, which funds there are, which rooms were used."""
        people = [(one.id, one.name) for one in staff]
        self.tutor.set_options([("", _t("Nobody yet")), *people], mine)
        layout = self._helper_box.layout()
        assert layout is not None
        for id, name in people:
            if id not in self._helpers:
                pill = Pill(name, False)
                self._helpers[id] = pill
                layout.addWidget(pill)
                self.watch(pill)
        paying = [(one.fund_id, one.name) for one in funds]
        self.fund.set_options([("", _t("No fund")), *paying])
        self.second_fund.set_options([("", _t("No other")), *paying])
        for name in ("fund", "second"):
            self.fields[name].setVisible(bool(funds))
        self._fund_chosen()
        self.room.setCompleter(QCompleter(rooms, self.room))

    def for_change(self, is_change: bool) -> None:
        """One session that is there already does not repeat."""
        self.fields["repeats"].setVisible(not is_change)
        if is_change:
            self.repeats.choose("")
        self._repeat_chosen()

    # What is typed

    def typed(self) -> Body:
        """All that is typed, for a draft."""
        return {
            "title": self.title.text(),
            "kind": self.kind.value(),
            "day": list(self.day.typed()),
            "starts": self.starts.text(),
            "ends": self.ends.text(),
            "room": self.room.text(),
            "venue": self.venue.text(),
            "tutor": self.tutor.value(),
            "places": self.places.value(),
            "repeats": self.repeats.value(),
            "times": self.times.value(),
            "interpreter": self.interpreter.text(),
            "bsl": self.bsl.isChecked(),
            "needs_check": self.needs_check.isChecked(),
            "note": self.note.toPlainText(),
            "school": [self.school.text(), self.urn.text()],
            "decisions": self.decisions.toPlainText(),
            "programme": self.programme.toPlainText(),
        }

    def is_empty(self) -> bool:
        """Whether there is nothing worth keeping."""
        return not (self.title.text().strip() or self.note.toPlainText().strip())

    def fill(self, typed: Body) -> None:
        """Put what was typed before back."""
        said = {
            "kind": SessionKind.COURSE, "places": 0, "repeats": "", "times": 10,
            "starts": "10:00", "ends": "12:00", **typed,
        }  # fmt: skip
        for name, edit in (
            ("title", self.title), ("starts", self.starts), ("ends", self.ends),
            ("room", self.room), ("venue", self.venue), ("interpreter", self.interpreter),
        ):  # fmt: skip
            edit.setText(str(said.get(name, "")))
        self.kind.choose(str(said["kind"]))
        day = said.get("day")
        self.day.set_typed(day) if day else self.day.set_day(self._today)
        self.tutor.choose(str(said.get("tutor", "")))
        self.places.setValue(int(said["places"]))
        self.repeats.choose(str(said["repeats"]))
        self.times.setValue(int(said["times"]))
        self.bsl.setChecked(bool(said.get("bsl")))
        self.needs_check.setChecked(bool(said.get("needs_check")))
        self.note.setPlainText(str(said.get("note", "")))
        school = said.get("school") or ("", "")
        self.school.setText(str(school[0]))
        self.urn.setText(str(school[1]))
        self.decisions.setPlainText(str(said.get("decisions", "")))
        self.programme.setPlainText(str(said.get("programme", "")))
        self.show_problems({})

    def fill_from(self, card: SessionCard, zone: tzinfo | None) -> None:
        """Everything that is said of a session that is there already."""
        row = card.row
        self.fill(
            {
                "title": row.title,
                "kind": row.kind,
                "starts": f"{row.starts_at.astimezone(zone):%H:%M}",
                "ends": f"{row.ends_at.astimezone(zone):%H:%M}",
                "room": row.room,
                "venue": row.venue,
                "tutor": row.tutor_id,
                "places": row.places,
                "interpreter": row.interpreter,
                "bsl": row.has_bsl,
                "needs_check": card.needs_check,
                "note": card.note,
            }
        )
        self.day.set_day(row.held_on)
        helping = {one.account_id for one in card.helpers}
        for id, pill in self._helpers.items():
            pill.setChecked(id in helping)
        shares = card.funds
        self.fund.choose(shares[0].fund_id if shares else "")
        self.second_fund.choose(shares[1].fund_id if len(shares) > 1 else "")
        self.share.setValue(shares[0].share if len(shares) > 1 else 50)
        self._fill_details(card)

    def _fill_details(self, card: SessionCard) -> None:
        names = [one.name for one in card.organisations]
        match card.details:
            case SchoolVisit() as visit:
                self.school.setText(names[0] if names else "")
                self.urn.setText(card.organisations[0].urn if names else "")
                self.contact.setText(visit.contact)
                self.teacher.setText(visit.teacher)
                for one, pill in self.benchmarks.items():
                    pill.setChecked(one in visit.benchmarks)
                self.says.choose(visit.school_says)
            case Meeting() as meeting:
                self.partners.setPlainText("\n".join(names))
                self.decisions.setPlainText("\n".join(meeting.decisions))
            case Event() as event:
                self.programme.setPlainText("\n".join(" ".join(one) for one in event.programme))

    def read(self) -> tuple[SessionFacts | None, dict[str, str]]:
        """The facts, or None with what is wrong by field."""
        wrong: dict[str, str] = {}

        def checked(name: str, read: Any) -> Any:
            try:
                return read()
            except Refusal as refusal:
                wrong[name] = explain(refusal).text
                return None

        title = checked("title", lambda: clean_line(self.title.text(), _t("Title")))
        if title == "":
            wrong["title"] = _t("Enter a title, like Digital basics.")
        on = checked("day", self.day.read)
        if on is None and "day" not in wrong:
            wrong["day"] = _t("Enter the day.")
        starts = checked("starts", lambda: read_time(self.starts.text()))
        ends = checked("ends", lambda: read_time(self.ends.text()))
        for name, at in (("starts", starts), ("ends", ends)):
            if at is None and name not in wrong:
                wrong[name] = _t("Enter a time, like 10am.")
        if starts and ends and ends <= starts:
            wrong["ends"] = _t("Enter a time after the start.")
        if wrong or not (isinstance(on, date) and isinstance(starts, time)):
            return None, wrong
        return self._facts(title, on, starts, ends), {}

    def _facts(self, title: str, on: date, starts: time, ends: time) -> SessionFacts:
        kind = self.kind.value()
        return SessionFacts(
            title=title,
            kind=kind,
            held_on=on,
            starts=starts,
            ends=ends,
            room=self.room.text(),
            venue=self.venue.text(),
            tutor_id=self.tutor.value(),
            helper_ids=tuple(id for id, pill in self._helpers.items() if pill.isChecked()),
            places=self.places.value(),
            interpreter=self.interpreter.text(),
            has_bsl=self.bsl.isChecked(),
            needs_check=self.needs_check.isChecked(),
            shares=self._shares(),
            organisations=self._organisations(kind),
            details=self._details(kind),
            note=self.note.toPlainText(),
        )

    def _shares(self) -> tuple[tuple[str, int], ...]:
        first, second = self.fund.value(), self.second_fund.value()
        if first and second and first != second:
            return (first, self.share.value()), (second, 100 - self.share.value())
        one = first or second
        return ((one, 100),) if one else ()

    def _organisations(self, kind: str) -> tuple[tuple[str, str], ...]:
        if kind == SessionKind.SCHOOL_VISIT:
            return ((self.school.text(), self.urn.text()),)
        if kind == SessionKind.MEETING:
            return tuple((name, "") for name in _lines(self.partners))
        return ()

    def _details(self, kind: str) -> Details | None:
        if kind == SessionKind.SCHOOL_VISIT:
            return SchoolVisit(
                contact=self.contact.text().strip(),
                teacher=self.teacher.text().strip(),
                benchmarks=tuple(n for n, pill in self.benchmarks.items() if pill.isChecked()),
                school_says=self.says.value(),
            )
        if kind == SessionKind.MEETING:
            return Meeting(decisions=tuple(_lines(self.decisions)))
        if kind == SessionKind.EVENT:
            parts = (text.partition(" ") for text in _lines(self.programme))
            return Event(programme=tuple((at, what.strip()) for at, _, what in parts))
        return None

    # What is asked

    def _kind_chosen(self) -> None:
        kind = self.kind.value()
        for fields, of in (
            (self._of_school, SessionKind.SCHOOL_VISIT),
            (self._of_meeting, SessionKind.MEETING),
            (self._of_event, SessionKind.EVENT),
        ):
            for field in fields:
                field.setVisible(kind == of)
        by_name = kind not in FOR_ONE and kind not in ONLY_COUNTED
        self.fields["places"].setVisible(by_name)

    def _repeat_chosen(self) -> None:
        self.fields["times"].setVisible(bool(self.repeats.value()))

    def _fund_chosen(self) -> None:
        both = bool(self.fund.value() and self.second_fund.value())
        self._share_field.setVisible(both)


def _lines(edit: NoteEdit) -> list[str]:
    return [text.strip() for text in edit.toPlainText().splitlines() if text.strip()]
