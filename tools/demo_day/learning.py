"""The learning half of the day: a class of twelve and who walked in, an area signed off."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, Final

from PySide6.QtCore import Qt
from sqlalchemy import func, select

from hubdesk.models import Attendance, CodeOf, Framework, Mark, Person
from hubdesk.operations.booking import book_session
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_session
from hubdesk.queries.awards import AwardRow, awards_of
from hubdesk.queries.class_grid import ClassGrid, class_grid
from hubdesk.queries.sessions import SessionRow, session_row
from hubdesk.queries.skills import AreaRow, Skills, skills_of
from hubdesk.ui.certificates.award_page import AwardPage
from hubdesk.ui.people.person_page import PersonPage
from hubdesk.ui.register.page import RegisterPage
from hubdesk.ui.sessions.page import SessionsPage
from hubdesk.ui.skills.class_page import ClassPage
from hubdesk.ui.skills.skills_page import SkillsPage
from tools.demo_day.papers import check, keep
from tools.demo_day.player import ALT, CTRL, Player, WentWrong

ENTER: Final = Qt.Key.Key_Return
SPACE: Final = Qt.Key.Key_Space
TITLE: Final = "Online for work"
CLASS: Final = 12
MOST_KEYS: Final = 16  # without the name of who walked in
MARKS: Final = "PPLPPTPPAPPP"
LEARNER: Final = "Samira Haddad"


class Learning:
    """The steps. `walk_in` is who comes without a place."""

    def __init__(self, player: Player, walk_in: str) -> None:
        self.p, self.walk_in = player, walk_in
        self.session = self.learner = ""
        self.area = ""
        self.award: AwardRow | None = None

    def play(self) -> None:
        """Every step in order."""
        p = self.p
        self._plan()
        p.step("Register of 12", self.mark_all)
        p.step("Finish the register", self.finish)
        p.step("Skills of the class", self.judge_class)
        p.step("Sign off an area", self.sign_off)
        p.step("Award", self.award_it)
        p.step("Print the certificate", self.print_it)
        p.step("Print the journey", self.print_journey)

    # What the hub did before

    def _plan(self) -> None:
        """The class is on now, and twelve people booked it some days ago."""
        records = self.p.desk.records
        now = records.now()
        starts = max(now - timedelta(minutes=5), now.replace(hour=0, minute=0, second=0))
        ends = min(now + timedelta(hours=2), now.replace(hour=23, minute=59, second=0))

        def plan(db: Any, at: datetime) -> str:
            facts = SessionFacts(
                TITLE, "course", now.date(), _clock(starts), _clock(ends), room="Room 2",
                places=CLASS, tutor_id=records.doors.acting().id,
            )  # fmt: skip
            return plan_class(db, facts, at)

        self.session = records.do("plan session", plan, about={"what": TITLE})
        named = select(Person.id).where(Person.display_name == LEARNER, Person.deleted == 0)
        self.learner = str(self.p.look(lambda db: db.scalar(named)))

    # The steps

    def mark_all(self) -> str:
        """Ctrl+2, Enter, one key a person, W and a name."""
        p, before = self.p, self.p.keys
        p.press(Qt.Key.Key_2, CTRL)
        self._choose_session()
        p.press(ENTER)
        page = self._page(RegisterPage)
        for letter in MARKS:
            p.press(getattr(Qt.Key, f"Key_{letter}"))
        p.picture("register-marked", "Register · one key a person, before anybody walks in")
        p.press(Qt.Key.Key_W)
        p.write(self.walk_in)
        p.press(ENTER)
        name_keys = len(self.walk_in) + 1
        self.keys = p.keys - before - name_keys
        row = self._row()
        walked_in = select(func.count(Attendance.id)).where(
            Attendance.session_id == self.session, Attendance.is_walk_in == 1,
            Attendance.mark == Mark.PRESENT, Attendance.deleted == 0,
        )  # fmt: skip
        if row.marked != CLASS + 1 or p.look(lambda db: db.scalar(walked_in)) != 1:
            raise WentWrong(f"{row.marked} are marked, and not {CLASS} and one who walked in")
        if page.table.register_model.rowCount() != CLASS + 1:
            raise WentWrong("who walked in does not stand on the register")
        booked = f"{row.here - 1} of {CLASS} who booked are here, and one who walked in"
        return f"{booked}; {self.keys} keys so far"

    def finish(self) -> str:
        """Ctrl+S."""
        self.p.press(Qt.Key.Key_S, CTRL)
        row, keys = self._row(), self.keys + 1
        if not row.is_finished:
            raise WentWrong(f"the register is not finished: {self.p.said}")
        if keys > MOST_KEYS:
            raise WentWrong(f"it took {keys} keys, and {MOST_KEYS} are the most")
        return f"{row.title} finished in {keys} keys and a name, {row.here} here"

    def judge_class(self) -> str:
        """From the register to what the class can do; one key puts a whole column right."""
        p = self.p
        p.tab_to(self._page(RegisterPage).skills_button)
        p.press(SPACE)
        page = self._page(ClassPage)
        if not p.look(lambda db: db.scalar(select(func.count(Framework.id)))):
            p.tab_to(page.use_button)
            p.press(SPACE)
            p.tab_to(page.table)
        skill = page.table.chosen()[1]
        before = self._who_can(page, skill.id)
        p.press(ENTER, CTRL)
        can = self._who_can(page, skill.id)
        found = p.look(lambda db: class_grid(db, self.session, list_id=page.lists.value()))
        here = {one.id for one in found.people if one.came}
        if can != here | before or not len(here) < len(found.people):
            raise WentWrong(f"{len(can)} can do it, and {len(here)} were here: {p.said}")
        return f"{len(can)} of {len(found.people)} can do it alone, by one key: {skill.words}"

    def sign_off(self) -> str:
        """On somebody's own page, one key a skill, until their first open area is whole."""
        p = self.p
        self._to_skills()
        page = self._page(SkillsPage)
        area = next(one for one in self._skills().areas if not one.is_finished)
        can = next(at for at, step in enumerate(page.table.steps) if step.is_achieved)
        ids = [row.id for row in page.table.rows]
        for skill in area.skills:
            while page.table.at[0] < ids.index(skill.id):
                p.press(Qt.Key.Key_Down)
            p.press(Qt.Key(int(Qt.Key.Key_1) + can))
        self.area = area.title
        after = self._area()
        if not after.is_finished:
            raise WentWrong(f"{after.done} of {len(after.skills)} in {after.title} are signed off")
        return f"{LEARNER}, {after.title}: {after.done} of {len(after.skills)} can be done alone"

    def award_it(self) -> str:
        """Alt+W, as the strip offers it: the page knows what for, Ctrl+S awards it."""
        p = self.p
        p.press(Qt.Key.Key_W, ALT)
        page = self._page(AwardPage)
        given = page.form.given(p.desk.records.now().date())
        p.wait_for(lambda: not page.sheet.paper.picture.isNull())
        p.settle(400)  # the sheet is drawn when the hands rest
        p.picture("award-sheet", "Award · the sheet beside the form is what will be printed")
        p.press(Qt.Key.Key_S, CTRL)
        found: tuple[AwardRow, ...] = p.look(lambda db: awards_of(db, self.learner))
        if not found or found[0].what != given.what or found[0].sort != "achievement":
            raise WentWrong(f"nothing was awarded: {p.said}")
        if self.area not in given.what or not given.skills:
            raise WentWrong(f"the certificate is for {given.what}, and not for {self.area}")
        self.award, self.skills = found[0], given.skills
        return f"{found[0].printed} for {found[0].name}: {found[0].what}, in 2 keys"

    def print_it(self) -> str:
        """It waits for the printer; its paper holds the name, the number and each skill."""
        p, award = self.p, self.award
        assert award is not None
        p.press(Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
        waiting = [one for one in p.desk.printing.waiting() if one.about == award.id]
        if not waiting:
            raise WentWrong("the certificate does not wait for the printer")
        path = keep(p, waiting[-1].kind, award.id, name="certificate-achievement")
        check(
            path,
            holds=("Certificate of achievement", award.name, award.printed, *self.skills),
            codes=(award.code,),
        )
        copy = keep(p, "certificate-copy", award.id, name="certificate-reprint")
        check(copy, holds=(award.name, award.printed), codes=(award.code,))
        return (
            f"{award.printed} waits for the printer; {path.name} and its reprint hold {award.name}"
        )

    def print_journey(self) -> str:
        """From their page to their skills again; how far they came, on paper in large print."""
        p = self.p
        self._to_skills()
        page = self._page(SkillsPage)
        if not page.large.isChecked():  # it is for whoever needs large print
            p.tab_to(page.large)
            p.press(SPACE)
        p.tab_to(page.print_button)
        p.press(SPACE)
        waiting = [one for one in p.desk.printing.waiting() if one.about == self.learner]
        if not waiting or waiting[-1].kind != "journey-large":
            raise WentWrong("the journey in large print does not wait for the printer")
        path = keep(p, waiting[-1].kind, self.learner, name="journey-large-print")
        check(path, holds=(LEARNER, self.area))
        check(keep(p, "journey", self.learner), holds=(LEARNER, self.area))
        return f"{path.name} and journey.pdf hold {LEARNER} and {self.area}"

    # What is there

    def _page(self, kind: type[Any]) -> Any:
        page = self.p.desk.window.shell.page
        if not isinstance(page, kind):
            raise WentWrong(f"{kind.__name__} did not open, but {type(page).__name__}")
        return page

    def _choose_session(self) -> None:
        """The one that is on is chosen already; where two are, an arrow or two leads to it."""
        page = self._page(SessionsPage)
        rows = [page.model.row(at).id for at in range(page.model.rowCount())]
        if self.session not in rows:
            raise WentWrong(f"{TITLE} is not in the list of the week")
        while page.list.chosen() != self.session:
            down = rows.index(page.list.chosen()) < rows.index(self.session)
            self.p.press(Qt.Key.Key_Down if down else Qt.Key.Key_Up)

    def _row(self) -> SessionRow:
        row: SessionRow = self.p.look(lambda db: session_row(db, self.session))
        return row

    def _to_skills(self) -> None:
        """By the list of people to their page, and on to their skills."""
        p = self.p
        p.press(Qt.Key.Key_3, CTRL)
        p.press(Qt.Key.Key_F, CTRL)
        p.press(Qt.Key.Key_A, CTRL)
        p.write(LEARNER)
        p.settle(400)  # the list waits until the hands rest
        p.press(ENTER)
        p.tab_to(self._page(PersonPage).skills.open_button)
        p.press(SPACE)

    def _who_can(self, page: ClassPage, skill_id: str) -> set[str]:
        found = self.p.look(lambda db: class_grid(db, self.session, list_id=page.lists.value()))
        return {one.id for one in found.people if self._can(found, one.id, skill_id)}

    @staticmethod
    def _can(found: ClassGrid, person_id: str, skill_id: str) -> bool:
        return found.steps[found.places.get((person_id, skill_id), 0)].is_achieved

    def _skills(self) -> Skills:
        """As the page shows them: the list that is chosen there."""
        chosen = self._page(SkillsPage).lists.value()
        found = self.p.look(lambda db: skills_of(db, self.learner))
        shown: Skills = next(one for one in found if one.of.id == chosen)
        return shown

    def _area(self) -> AreaRow:
        found: tuple[Skills, ...] = self.p.look(lambda db: skills_of(db, self.learner))
        return next(area for one in found for area in one.areas if area.title == self.area)


def plan_class(db: Any, facts: SessionFacts, now: datetime) -> str:
    """A session at which twelve people have a place."""
    planned = plan_session(db, facts=facts, clash_ok=True, closed_ok=True, now=now)
    for person_id in _class(db):
        book_session(db, person_id=person_id, session_id=planned.session_ids[0], now=now)
    return planned.session_ids[0]


def _clock(at: datetime) -> time:
    return at.time().replace(second=0, microsecond=0)


def _class(db: Any) -> list[str]:
    """The learner and eleven people with a card, whose names no two share."""
    held = select(CodeOf.person_id).where(CodeOf.origin == "card", CodeOf.deleted == 0)
    rows = db.execute(
        select(Person.id, Person.display_name)
        .where(Person.deleted == 0, Person.id.in_(held))
        .order_by(Person.joined_on, Person.sort_name, Person.id)
    ).all()
    learner = next(id for id, name in rows if name == LEARNER)
    others = {name: id for id, name in reversed(rows) if name != LEARNER}
    return [learner, *list(others.values())[-(CLASS - 1) :]]
