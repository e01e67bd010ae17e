"""Three months of skills in the invented hub: what people say, what is taught, seen and awarded."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final

from hubdesk.i18n import count
from hubdesk.imports.skills import shipped_lists
from hubdesk.models import AwardSort, Seen
from hubdesk.operations import judging, progress
from hubdesk.operations.awarding import Given, Recipient, award_certificates
from hubdesk.operations.skills_lists import add_list, framework_id
from hubdesk.queries.awarding import CameRow, name_on_paper, who_came
from hubdesk.queries.sessions import SessionRow, sessions_of_day
from hubdesk.queries.skills import Skills, skills_list
from hubdesk.sample.invented_desk import InventedDesk

COURSE: Final = "Digital basics"
COURSE_DAY: Final = 1  # counted from Monday
QUICK: Final = 4  # of the course can do all of the first area after ten weeks
NOT_YET, WORKING, HELPED, ALONE = range(4)
SAID: Final = (NOT_YET, NOT_YET, WORKING, HELPED, ALONE)
WEEKS_OF_FIRST: Final = 10
GOALS: Final = (
    "Call my grandchildren with a picture",
    "Order my prescription without the queue",
    "Read the letters of the council on my phone",
    "Apply for a job on my own",
    "Keep my photos safe",
)
NOW_DOING: Final = (
    ("NPE1", "told us here", "Looking for paid work"),
    ("EMP2", "by phone", "Paid work, under 16 hours a week"),
    ("VOL1", "told us here", "Voluntary work"),
)


class InventedSkills:
    """Lists on the first day, then what each lesson of the course brings; and Samira's own way."""

    def __init__(self, desk: InventedDesk, samira: str, today: date) -> None:
        self._desk, self._samira, self._today = desk, samira, today
        self._dice = random.Random(today.toordinal() + 1)  # the others' dice fall as before
        self._list: Skills | None = None
        self._weeks = 0
        self._hers: dict[date, list[Callable[[], None]]] = {}

    def take_lists(self) -> None:
        """The lists that ship are taken into use."""
        lists = shipped_lists()
        for said in lists:
            self._do(
                "add skills list",
                lambda db, now, said=said: add_list(db, said=said),
                f"{said.title}, {said.version}",
            )
        with self._desk.database.reading() as db:
            self._list = skills_list(db, framework_id(lists[0].key, lists[0].version))

    def plan_samira(self, open_day: Callable[[date], date]) -> None:
        """What she said on her first day, what was seen since, and her certificate."""
        for days_ago, scene in (
            (84, self._she_says),
            (52, partial(self._she_can, {"F": (5, 4)})),
            (31, partial(self._she_can, {"F": (9, 0), "C": (4, 1)})),
            (20, partial(self._she_can, {"H": (3, 1), "T": (1, 1), "P": (1, 0), "S": (1, 2)})),
            (20, self._she_gets),
        ):
            day = open_day(self._today - timedelta(days=days_ago))
            self._hers.setdefault(day, []).append(scene)

    def live(self, day: date) -> None:
        """What happened on a day, after its registers were marked."""
        if day.weekday() == COURSE_DAY:
            self._teach(day)
        for scene in self._hers.get(day, []):
            scene()

    # The course

    def _teach(self, day: date) -> None:
        with self._desk.database.reading() as db:
            rows = [row for row in sessions_of_day(db, day) if row.title == COURSE]
        for row in rows:
            self._weeks += 1
            people = self._came(row)
            ids = [one.person_id for one in people]
            if self._weeks == 1:
                self._first_day(row, ids)
            if self._weeks <= WEEKS_OF_FIRST:
                self._lesson(row, ids)
            if self._weeks == WEEKS_OF_FIRST:
                self._award(row, people[:QUICK])
                self._what_came(ids[-len(NOW_DOING) :])

    def _came(self, row: SessionRow) -> list[CameRow]:
        with self._desk.database.reading() as db:
            return who_came(
                db, sort=AwardSort.ACHIEVEMENT, series_id=row.series_id, now=self._desk.moment
            )

    def _first_day(self, row: SessionRow, ids: Sequence[str]) -> None:
        """Everybody says what they can do already, and some what they want to."""
        for person_id in ids:
            self._say(person_id, "F", self._dice.choices(SAID, k=9))
        for person_id, text in zip(ids, GOALS, strict=False):
            self._do(
                "set goal",
                lambda db, now, p=person_id, t=text: progress.set_goal(
                    db, person_id=p, text=t, now=now
                ),
                text,
                person_id,
            )

    def _lesson(self, row: SessionRow, ids: list[str]) -> None:
        """One skill a week is taught: most can do it alone then, the others with help."""
        skill, about = self._skills("F")[min(self._weeks, 9) - 1], f"{row.title}: "
        self._do(
            "cover skills",
            lambda db, now: judging.cover_skills(
                db, session_id=row.id, statement_ids=[skill.id], now=now, by=self._by
            ),
            f"{about}{skill.text}",
        )
        alone = ids[:QUICK] + [id for id in ids[QUICK:] if self._dice.random() < 0.55]
        helped = [id for id in ids if id not in alone]
        for people, place in ((alone, ALONE), (helped, HELPED)):
            work = partial(self._judge_class, people=people, skills=[skill.id], place=place,
                           session_id=row.id)  # fmt: skip
            self._do("judge class", work, f"{about}{skill.text}", count=f"{len(people)} people")

    def _award(self, row: SessionRow, people: list[CameRow]) -> None:
        """The quick ones can do all of the first area, and get its certificate."""
        skills = self._skills("F")
        ids = [one.person_id for one in people]
        work = partial(self._judge_class, people=ids, skills=[s.id for s in skills], place=ALONE,
                       session_id=row.id)  # fmt: skip
        self._do("judge class", work, f"{row.title}: {self._area('F')}",
                 count=f"{len(ids)} people")  # fmt: skip
        given = Given(
            AwardSort.ACHIEVEMENT, self._area("F"), row.held_on, tuple(s.text for s in skills),
            row.tutor, series_id=row.series_id,
        )  # fmt: skip
        to = [
            Recipient(one.person_id, one.name, one.came, one.held, one.minutes, one.first_on,
                      one.last_on)
            for one in people
        ]  # fmt: skip
        self._do(
            "award certificate",
            lambda db, now: award_certificates(
                db, given=given, recipients=to, now=now, is_printed=True
            ),
            given.what,
            count=len(to),
        )

    def _what_came(self, ids: Sequence[str]) -> None:
        """A few say what they do now, and are asked again later."""
        self._do(
            "plan follow-ups",
            lambda db, now: progress.plan_follow_ups(db, person_ids=ids, ended_on=now.date()),
            COURSE,
        )
        for person_id, (outcome, how, words) in zip(ids, NOW_DOING, strict=False):
            self._do(
                "record outcome",
                lambda db, now, p=person_id, o=outcome, h=how: progress.record_outcome(
                    db, person_id=p, outcome=o, how=h, now=now
                ),
                words,
                person_id,
            )

    # Samira

    def _she_says(self) -> None:
        self._say(self._samira, "F", [ALONE, ALONE, NOT_YET, WORKING, NOT_YET, NOT_YET, HELPED])
        self._say(self._samira, "C", [NOT_YET, WORKING, WORKING])
        self._do(
            "set goal",
            lambda db, now: progress.set_goal(
                db, person_id=self._samira, text="Ring my sister in Amman with a picture", now=now
            ),
            "Ring my sister in Amman with a picture",
            self._samira,
        )

    def _she_can(self, areas: dict[str, tuple[int, int]]) -> None:
        """So many of each area alone, and so many more begun."""
        for code, (alone, begun) in areas.items():
            skills = self._skills(code)
            places = {skill.id: ALONE for skill in skills[:alone]}
            places |= {skill.id: WORKING for skill in skills[alone : alone + begun]}
            self._do("judge", partial(self._judge_all, places=places),
                     f"{self._area(code)}, {count(len(places), 'skill', 'skills')}",
                     self._samira)  # fmt: skip

    def _judge_all(self, db: Any, now: datetime, *, places: dict[str, int]) -> None:
        for statement_id, place in places.items():
            judging.judge(
                db, person_id=self._samira, statement_id=statement_id,
                step_id=self._step(place), now=now, method=Seen.OBSERVED, by=self._by,
            )  # fmt: skip

    def _she_gets(self) -> None:
        """The certificate of the pictures."""
        with self._desk.database.reading() as db:
            name = name_on_paper(db, self._samira)
        skills = tuple(skill.text for skill in self._skills("F"))
        given = Given(
            AwardSort.ACHIEVEMENT, self._area("F"), self._desk.moment.date(), skills, "Rosa Diaz"
        )
        self._do(
            "award certificate",
            lambda db, now: award_certificates(
                db, given=given, recipients=[Recipient(self._samira, name)], now=now,
                is_printed=True,
            ),
            given.what,
            self._samira,
        )  # fmt: skip

    # The list

    @property
    def _by(self) -> str:
        return self._desk.database.actor.id

    def _say(self, person_id: str, code: str, places: Sequence[int]) -> None:
        """What somebody says of themselves about the first skills of an area."""
        answers = {
            skill.id: self._step(place)
            for skill, place in zip(self._skills(code), places, strict=False)
        }
        work = partial(judging.check_self, person_id=person_id, answers=answers, by=self._by)
        self._do("self-check", work, f"{self._area(code)}: {len(answers)} answers", person_id)

    def _judge_class(
        self, db: Any, now: datetime, *, people: list[str], skills: list[str], place: int,
        session_id: str,
    ) -> None:  # fmt: skip
        for statement_id in skills:
            judging.judge_class(
                db, person_ids=people, statement_id=statement_id, step_id=self._step(place),
                session_id=session_id, now=now, by=self._by,
            )  # fmt: skip

    def _skills(self, code: str) -> Any:
        assert self._list is not None  # planned before anything is taught
        return next(area.skills for area in self._list.areas if area.code == code)

    def _area(self, code: str) -> str:
        assert self._list is not None
        return next(area.title for area in self._list.areas if area.code == code)

    def _step(self, place: int) -> str:
        assert self._list is not None
        return self._list.steps[place].id

    def _do(self, verb: str, work: Any, what: str, person_id: str = "", count: object = "") -> Any:
        about: dict[str, Any] = {"what": what}
        about |= {"person_id": person_id} if person_id else {}
        about |= {"count": count} if count else {}
        made = self._desk.do(verb, lambda db, now: work(db, now=now), about)
        self._desk.later(1)
        return made
