"""The questions of a session: what, when, where, who, who pays, and what its kind adds."""

from __future__ import annotations

from datetime import date, time, tzinfo
from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QCompleter, QWidget

from hubdesk.errors import Refusal
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import FOR_ONE, ONLY_COUNTED, Part, Repeat, SessionKind
from hubdesk.models.session_details import GATSBY, Details, Event, Meeting, SchoolVisit
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.queries.funds import FundRow
from hubdesk.queries.session_card import SessionCard
from hubdesk.queries.staff import AccountRow
from hubdesk.typed import clean_line, read_time
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.form_draft import Body
from hubdesk.ui.sessions.funds_field import FundsField
from hubdesk.ui.sessions.helpers_field import HelpersField
from hubdesk.ui.sessions.words import KINDS
from hubdesk.ui.space import sized
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

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = doors.today()
        self.title = LineEdit()
        self.kind = Combo([(kind.value, _t(words)) for kind, words in KINDS.items()])
        self.day = DayField(_t("Day"))
        self.starts, self.ends = LineEdit(), LineEdit()
        self.breaks = Number(0, 0, 600, "", _t("Break, minutes"))
        self.room, self.venue = LineEdit(), LineEdit()
        self.tutor = Combo()
        self.places = Number(0, 0, 5000, "", _t("Places"))
        self.places.setSpecialValueText(_t("As many as come"))
        self.repeats = Combo([(value, _t(words)) for value, words in _REPEATS])
        self.times = Number(10, 2, 104, _t("sessions"), _t("How many sessions"))
        self.interpreter = LineEdit()
        self.bsl = QCheckBox(_t("British Sign Language is &booked"))
        self.needs_check = QCheckBox(_t("Somebody &under 18 is alone with the tutor"))
        self.helpers, self.funds = HelpersField(doors), FundsField()
        self.note = NoteEdit(lines=2)
        self._build()
        self._build_kinds()
        self.kind.currentIndexChanged.connect(lambda _at: self._kind_chosen())
        self.repeats.currentIndexChanged.connect(lambda _at: self._repeat_chosen())
        for part in (self.helpers, self.funds):
            part.edited.connect(self.edited)
        self._kind_chosen()
        self._repeat_chosen()

    def _build(self) -> None:
        self.add("title", _t("T&itle"), self.title)
        self.add("kind", _t("&What is it?"), self.kind)
        sized(self.kind, most_width=260)
        self.add("day", _t("&Day"), self.day)
        self._pair(
            ("starts", _t("&From"), self.starts, 120),
            ("ends", _t("&To"), self.ends, 120),
            ("breaks", _t("Brea&k, minutes"), self.breaks, 120),
        )
        self._pair(("room", _t("&Room"), self.room, 200), ("venue", _t("P&lace"), self.venue, 280))
        self.venue.setPlaceholderText(_t("At the hub"))
        self._pair(
            ("repeats", _t("Repe&ats"), self.repeats, 260),
            ("times", _t("How &many"), self.times, 150),
        )
        self.add("tutor", _t("T&utor"), self.tutor)
        sized(self.tutor, most_width=320)
        self.body.addWidget(self._field("helpers", Field(_t("Who helps"), self.helpers)))
        self.add("places", _t("&Places"), self.places)
        sized(self.places, most_width=220)
        self.add("interpreter", _t("I&nterpreter for"), self.interpreter, _t("A language."))
        sized(self.interpreter, most_width=260)
        for tick in (self.bsl, self.needs_check):
            self.body.addWidget(tick)
            self.watch(tick)
        self.body.addWidget(self._field("funds", Field(_t("Paid by"), self.funds)))

    def _field(self, name: str, field: Field) -> Field:
        """A part that tells of its own changes."""
        self.fields[name] = field
        return field

    def _pair(self, *fields: tuple[str, str, QWidget, int]) -> None:
        both = QWidget()
        across = Flow(both, 0, 16, at_top=True)  # one below the other where there is no room
        for name, label, editor, width in fields:
            field = Field(label, editor)
            sized(editor, width=width)
            self.adopt(name, field)
            across.addWidget(field)
        self.body.addWidget(both)

    def _build_kinds(self) -> None:
        """What only some kinds ask."""
        self.school, self.urn = LineEdit(), LineEdit()
        self.contact, self.teacher = LineEdit(), LineEdit()
        self.did = NoteEdit(lines=2)
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
            self.add("did", _t("What pupils did"), self.did, _t("The school reads this.")),
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
        self, staff: list[AccountRow], funds: list[FundRow], rooms: list[str], mine: str
    ) -> None:
        """Who can teach and help, which funds there are, which rooms were used."""
        people = [(one.id, one.name) for one in staff]
        tutor = mine if self.is_empty() else self.tutor.value()
        self.tutor.set_options([("", _t("Nobody yet")), *people], tutor)
        self.helpers.offer(staff)
        self.funds.offer(funds)
        self.fields["funds"].setVisible(bool(funds))
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
            "helpers": self.helpers.typed(),
            "funds": [list(share) for share in self.funds.shares()],
            "note": self.note.toPlainText(),
            "school": [self.school.text(), self.urn.text()],
            "contact": [self.contact.text(), self.teacher.text()],
            "benchmarks": self._claimed(),
            "says": self.says.value(),
            "partners": self.partners.toPlainText(),
            "decisions": self.decisions.toPlainText(),
            "programme": self.programme.toPlainText(),
            "did": self.did.toPlainText(),
            "breaks": self.breaks.value(),
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
        self.breaks.setValue(int(said.get("breaks", 0)))
        self.repeats.choose(str(said["repeats"]))
        self.times.setValue(int(said["times"]))
        self.bsl.setChecked(bool(said.get("bsl")))
        self.needs_check.setChecked(bool(said.get("needs_check")))
        self.helpers.put(*(said.get("helpers") or ((), ())))
        self.funds.put(said.get("funds") or ())
        for name, pair in (
            ("school", (self.school, self.urn)), ("contact", (self.contact, self.teacher)),
        ):  # fmt: skip
            for edit, text in zip(pair, said.get(name) or ("", ""), strict=True):
                edit.setText(str(text))
        for one, pill in self.benchmarks.items():
            pill.setChecked(one in (said.get("benchmarks") or ()))
        self.says.choose(str(said.get("says", "")))
        for name, note in (
            ("note", self.note), ("partners", self.partners), ("decisions", self.decisions),
            ("programme", self.programme), ("did", self.did),
        ):  # fmt: skip
            note.setPlainText(str(said.get(name, "")))
        self.show_problems({})

    def fill_from(self, card: SessionCard, zone: tzinfo | None) -> None:
        """Everything that is said of a session that is there already."""
        row = card.row
        if row.tutor_id and self.tutor.findData(row.tutor_id) < 0:
            self.tutor.addItem(
                row.tutor, row.tutor_id
            )  # who left stays until somebody else is chosen
        for fund in card.funds:
            self.funds.know(fund.fund_id, fund.name)
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
                "breaks": card.break_minutes,
                "interpreter": row.interpreter,
                "bsl": row.has_bsl,
                "needs_check": card.needs_check,
                "note": card.note,
                "funds": [(one.fund_id, one.share) for one in card.funds],
            }
        )
        self.day.set_day(row.held_on)
        self.helpers.put_helpers(one for one in card.helpers if one.part == Part.HELPER)
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
                self.did.setPlainText(visit.pupils_did)
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
        if shares := self.funds.wrong():
            wrong["funds"] = shares
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
            helper_ids=self.helpers.staff_ids(),
            helper_person_ids=self.helpers.person_ids(),
            places=self.places.value(),
            break_minutes=self.breaks.value(),
            interpreter=self.interpreter.text(),
            has_bsl=self.bsl.isChecked(),
            needs_check=self.needs_check.isChecked(),
            shares=self.funds.shares(),
            organisations=self._organisations(kind),
            details=self._details(kind),
            note=self.note.toPlainText(),
        )

    def _claimed(self) -> list[str]:
        return [one for one, pill in self.benchmarks.items() if pill.isChecked()]

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
                benchmarks=tuple(self._claimed()),
                school_says=self.says.value(),
                pupils_did=self.did.toPlainText().strip(),
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


def _lines(edit: NoteEdit) -> list[str]:
    return [text.strip() for text in edit.toPlainText().splitlines() if text.strip()]
