"""Awarding certificates, to one person or a class, each sheet seen exactly as it will print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.papers import NoFontForLetters
from hubdesk.i18n import translate
from hubdesk.ids import CodeKind, make_code
from hubdesk.messages import explain
from hubdesk.models import AwardSort
from hubdesk.models.person import short_name
from hubdesk.operations.awarding import Given, Recipient, award_certificates
from hubdesk.queries.awarding import CameRow, CourseRow, course, name_on_paper, recent_courses
from hubdesk.queries.awarding import who_came as came_to
from hubdesk.queries.certificate_looks import current_look
from hubdesk.queries.hub import hub_facts
from hubdesk.queries.papers import CertificatePaper
from hubdesk.queries.people import person_page
from hubdesk.ui.actions import bind
from hubdesk.ui.certificates.award_form import AwardForm
from hubdesk.ui.certificates.award_people import PeopleCard, PersonLine
from hubdesk.ui.certificates.sheet_view import SheetView, sheet_of
from hubdesk.ui.doors import Doors
from hubdesk.ui.gestures import Gestures, ToPrint
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.space import column, line, scroller, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.text import Label, WrappedLabel

_TABLES: Final = frozenset(
    ("attendance", "learning_session", "learning_series", "award", "award_event", "person")
)


def _t(text: str) -> str:
    return translate("Certificates", text)


class AwardPage(Page):
    """Facts of `arrive`: person_id for one, person_ids for a few; session_id or series_id for a
    class; and, where it is known, sort, what and skills.
    """

    def __init__(self, doors: Doors, to_print: ToPrint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._to_print = doors, to_print
        self._person_id = self._looked_at = ""
        self._few: tuple[str, ...] = ()  # who is meant, where it is not a whole class
        self._stale = False
        self._checked: dict[str, NoFontForLetters | None] = {}  # by name
        self.gestures = Gestures(doors, self.told.emit)
        self.form, self.people = AwardForm(doors.today()), PeopleCard()
        self.sheet = SheetView(doors)
        self.print_button = Button(
            _t("Award and print"), "primary", "printer", verb="award certificate"
        )
        self.award_button = Button(_t("Award, print later"), verb="award certificate")
        self._build()
        self.print_button.clicked.connect(lambda _on=False: self.award(is_printed=True))
        self.award_button.clicked.connect(lambda _on=False: self.award(is_printed=False))
        self.form.course_chosen.connect(lambda: self._show_people(is_other=True))
        self.form.edited.connect(self._form_edited)
        self.people.edited.connect(self._names_changed)
        self.people.looked.connect(self._look_at)
        doors.announcer.changed.connect(self._changed)
        bind(self, "save", lambda: self.award(is_printed=True))

    def _build(self) -> None:
        self._whole = column(self, 0, 12)
        inside = Leaf()
        self._left = column(inside, (0, 0, 8, 8), 12)
        self._left.addWidget(self.form)
        self._left.addWidget(self.people)
        self._left.addWidget(self.form.more)
        self.beside = Card((16, 12, 16, 14), 8)
        self.beside.body.addWidget(Label(_t("As it will be printed"), "h3"))
        words = _t("It gets its own number when it is awarded.")
        self.beside.body.addWidget(WrappedLabel(words, "small", "2"))
        self.beside.body.addWidget(self.sheet, 1)
        self._left.addStretch(1)
        self._across = line(gap=16)
        self._across.addWidget(scroller(inside), 5)
        self._across.addWidget(self.beside, 6)
        self._whole.addLayout(self._across, 1)
        foot = QWidget()
        row = line(foot, 0, 8)
        row.addWidget(self.print_button)
        row.addWidget(self.award_button)
        row.addStretch(1)
        self._whole.addWidget(foot)
        sized(self.form, least_width=280)

    # What the frame asks

    def primary(self) -> Button:
        return self.print_button

    def first_focus(self) -> QWidget:
        return self.print_button if self._few else self.form.course

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def set_frame(self, frame: Frame) -> None:
        """Where there is little room the sheet stands under the names."""
        narrow = frame is Frame.NARROW
        home: QBoxLayout = self._left if narrow else self._across
        for place in (self._left, self._across):
            place.removeWidget(self.beside)
        if narrow:
            home.insertWidget(3, self.beside)
        else:
            self._across.addWidget(self.beside, 6)

    def arrive(self, **facts: Any) -> None:
        today = self._doors.today()
        self._person_id = str(facts.get("person_id", ""))
        self._few = tuple(facts.get("person_ids", ())) or tuple(filter(None, (self._person_id,)))
        of = {key: str(facts.get(key, "")) for key in ("session_id", "series_id")}
        courses = self._doors.look(lambda db: recent_courses(db, today))
        chosen = of["series_id"] or of["session_id"]
        if chosen and chosen not in {row.key for row in courses}:
            found = self._doors.look(lambda db: course(db, **of, today=today))
            courses = [found, *courses] if found else courses
        if not chosen and not self._few and courses:
            chosen = courses[0].key
        self.form.begin(courses, chosen, today)
        self.form.on.set_day(today)
        if facts.get("what"):
            sort = str(facts.get("sort", "attendance"))
            self.form.fill(sort=sort, what=str(facts["what"]), skills=facts.get("skills", ()))
        self.form.form.show_problems({})
        self.people.lines.clear()
        self._show_people(is_other=True)

    def has_unsaved(self) -> bool:
        return False  # nothing of a certificate is lost: the register and the names are kept

    # Showing

    def _show_people(self, *, is_other: bool = False) -> None:
        """`is_other`: whoever is meant is ticked, and nobody for what they did elsewhere."""
        rows, nobody = self._rows()
        there = [id for id, one in self.people.lines.items() if not (is_other or one.row.number)]
        self.people.show_people(rows, nobody, is_other=is_other)
        for id in self._few:
            if id not in there and (mine := self.people.lines.get(id)) is not None:
                mine.tick.setChecked(not mine.row.number)
        ids = list(self.people.lines)
        if self._looked_at not in ids:
            first = [one.row.person_id for one in self.people.chosen()] or ids
            self._looked_at = first[0] if first else ""
        self._names_changed()

    def _rows(self) -> tuple[list[CameRow], str]:
        chosen, today = self.form.chosen, self._doors.today()
        rows = self._came(chosen) if chosen else []
        if self._few:
            came = {row.person_id: row for row in rows}
            few = [came.get(id) or self._alone(id, today) for id in self._few]
            self._few = tuple(row.person_id for row in few if row)
            return [row for row in few if row], ""
        if chosen is None:
            return [], _t("Choose a course, or open somebody's page to award one by one.")
        return rows, _t("Nobody is marked on its register yet.")

    def _came(self, chosen: CourseRow) -> list[CameRow]:
        sort, what, now = self.form.sort.value(), self.form.what.text(), self._doors.now()
        of = {"session_id": chosen.session_id, "series_id": chosen.series_id}
        return self._doors.look(lambda db: came_to(db, sort=sort, what=what, **of, now=now))

    def _alone(self, id: str, today: date) -> CameRow | None:
        """Somebody whom no register counts."""
        person = self._doors.look(lambda db: person_page(db, id))
        if person is None:
            return None
        if id == self._person_id:
            self._person_id = person.id  # what was merged into another is awarded to the other
        name = self._doors.look(lambda db: name_on_paper(db, id))
        return CameRow(person.id, person.name, person.known_as, name, 0, 0, 0, today, today)

    def _form_edited(self) -> None:
        """For something else achieved in the same course they may get another one."""
        if self.form.sort.value() == AwardSort.ACHIEVEMENT:
            has = {id: one.row.number for id, one in self.people.lines.items()}
            if has != {row.person_id: row.number for row in self._rows()[0]}:
                self._show_people()
                return
        self._draw(soon=True)

    def _look_at(self, person_id: str) -> None:
        if person_id != self._looked_at:
            self._looked_at = person_id
            self._draw()

    def _draw(self, *, soon: bool = False) -> None:
        """The sheet of whoever is looked at."""
        one = self.people.lines.get(self._looked_at)
        self.sheet.show_sheet(self._sheet_of(one) if one else None, soon=soon)

    def _sheet_of(self, one: PersonLine) -> Callable[[], bytes] | None:
        try:
            given = self.form.given(self._doors.today())
        except HubDeskError:
            return None
        return sheet_maker(self._doors, given, one.recipient())

    def _names_changed(self) -> None:
        """Ask for each name whether it can be printed, beside the window."""
        chosen = self.people.chosen()
        self.print_button.set_reason("" if chosen else _t("Tick who gets one."))
        self.award_button.set_reason("" if chosen else _t("Tick who gets one."))
        many = i18n.count(len(chosen), _t("certificate"), _t("certificates"))
        words = _t("Award and print {many}").format(many=many)
        self.print_button.set_words(words if len(chosen) > 1 else _t("Award and print"))
        self._draw(soon=True)
        names = [one.name.text() for one in chosen]
        new = [name for name in names if name not in self._checked]
        if new:
            self._doors.later(lambda: _check(new), owner=self, then=self._now_checked)
        else:
            self._say_problems()

    def _now_checked(self, found: dict[str, NoFontForLetters | None]) -> None:
        self._checked |= found
        self._say_problems()

    def _say_problems(self) -> dict[str, str]:
        wrong = {}
        for one in self.people.chosen():
            error = self._checked.get(one.name.text())
            if not one.name.text().strip():
                wrong[one.row.person_id] = _t("Enter the name as it is to be printed.")
            elif error is not None:
                wrong[one.row.person_id] = explain(error).text
        self.people.show_problems(wrong)
        return wrong

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & _TABLES and self.isVisible():
            self._show_people()

    # Doing

    def award(self, *, is_printed: bool) -> None:
        """Award to whoever is ticked, or say what is missing where it is."""
        chosen = self.people.chosen()
        new = [one.name.text() for one in chosen if one.name.text() not in self._checked]
        self._checked |= _check(new)
        wrong = self.form.wrong()
        self.form.form.show_problems(wrong)
        names = self._say_problems()
        if names and not wrong:
            self.people.focus_on(next(iter(names)))
        if wrong or names or not chosen:
            return
        given = self.form.given(self._doors.today())
        ids: list[str] = []

        def work(db: Any, now: Any) -> None:
            to = [one.recipient() for one in chosen]
            ids.extend(
                made.id
                for made in award_certificates(
                    db, given=given, recipients=to, now=now, is_printed=is_printed
                )
            )

        row = chosen[0].row
        about: dict[str, Any] = {"what": given.what, "count": len(chosen)}
        if len(chosen) == 1:
            about["person_id"] = row.person_id
        who = short_name(row.person, row.known_as)
        if not self.gestures.act("award certificate", work, _said(chosen, who), about=about):
            return
        if is_printed:
            self._to_print("certificate", ",".join(ids))
        if self._person_id:
            self.go.emit("person", {"id": self._person_id})


def sheet_maker(doors: Doors, given: Given, one: Recipient) -> Callable[[], bytes]:
    """What makes the sheet that would be printed, but for its number."""
    look = doors.look(lambda db: current_look(db, given.sort)).look
    hub = doors.look(hub_facts)
    code = make_code(CodeKind.CERTIFICATE, 0, 0)
    paper = CertificatePaper(
        look=look,
        hub=hub.name if hub else "",
        name=one.name,
        what=given.what,
        awarded_on=given.awarded_on,
        code=code.text,
        printed=code.printed(),
        skills=given.skills,
        tutor=given.tutor,
        level=given.level,
        first_on=one.first_on,
        last_on=one.last_on,
        came=one.came,
        held=one.held,
        minutes=one.minutes,
    )

    return sheet_of(doors, paper)


def _check(names: list[str]) -> dict[str, NoFontForLetters | None]:
    from hubdesk.reports.certificate import names_refused

    return {**dict.fromkeys(names), **names_refused(names)}


def _said(chosen: list[PersonLine], who: str) -> str:
    if len(chosen) == 1:
        return _t("Certificate awarded to {who}.").format(who=who)
    return _t("{count} certificates awarded.").format(count=len(chosen))
