"""The skills of the large hub: a list of sixty, and who was judged by it at the end of a course."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from hubdesk.ids import new_id
from hubdesk.imports.skills import AreaSaid, SkillSaid, SkillsList, StepSaid, read_skills
from hubdesk.models import Judgement, Seen
from hubdesk.operations.skills_lists import add_list, framework_id
from hubdesk.paths import resource
from hubdesk.queries.skills import skills_list
from tools.bench.crowd import A_YEAR, LONG_YEARS, TODAY, ZONE, Group, Row, table_of

SHIPPED = ("eds-2018", "eds-2022", "own-list")
KEY, VERSION = "sixty", "1"
STEPS = ("Not yet", "With help", "Alone", "Can show others")
AREAS = ("Getting started", "Communicating", "Finding out", "Paying", "Solving", "Staying safe")
EACH = 10  # statements of an area: sixty in all
LONG = 300  # judgements of whoever has been here longest


@dataclass(frozen=True, slots=True)
class Ended:
    """A class when it is judged: at which session, on which day, and who was in it."""

    session_id: str
    on: date
    person_ids: tuple[str, ...]


def add_lists(db: Session) -> None:
    """The sixty first, then those that ship."""
    add_list(db, said=_sixty())
    for name in SHIPPED:
        path = resource(f"frameworks/{name}.json")
        add_list(db, said=read_skills(path.read_bytes(), path.name))


def _sixty() -> SkillsList:
    """A list as long as the widest page of a class that is measured."""
    areas = tuple(AreaSaid(f"{at:X}", title) for at, title in enumerate(AREAS, 10))
    return SkillsList(
        key=KEY,
        version=VERSION,
        title="Sixty skills",
        source="Invented for measuring speed.",
        licence="Ours to change",
        steps=tuple(StepSaid(title, is_achieved=at > 1) for at, title in enumerate(STEPS)),
        areas=areas,
        skills=tuple(
            SkillSaid(f"{area.code}{number}", area.code, f"{area.title}, number {number}")
            for area in areas
            for number in range(1, EACH + 1)
        ),
    )


class Skills:
    """All sixty judged in the first class, ten years of the learner, a part of every other."""

    def __init__(self, db: Session, many: int, tutor_id: str, dice: random.Random) -> None:
        found = skills_list(db, framework_id(KEY, VERSION))
        assert found is not None
        self._statements = [skill.id for area in found.areas for skill in area.skills]
        self._steps = [step.id for step in found.steps]
        self._many, self._tutor_id, self._dice = many, tutor_id, dice

    def judgements(self, learner_id: str, classes: Sequence[Ended]) -> Iterator[Group]:
        """One class after the other; together as many as the hub is to hold."""
        first, *others = classes
        whole = [
            self._judged(person, statement, first.on, first.session_id)
            for person in first.person_ids
            for statement in self._statements
        ]
        yield ((table_of(Judgement), [*whole, *self._of_learner(learner_id)]),)
        rest = max(0, self._many - len(whole) - LONG)
        for at, one in enumerate(others):
            share = rest * (at + 1) // len(others) - rest * at // len(others)
            yield ((table_of(Judgement), list(self._part(one, share))),)

    def _of_learner(self, person_id: str) -> Iterator[Row]:
        """What they said themselves at the first visit, then what was seen over ten years."""
        began = TODAY - LONG_YEARS * A_YEAR
        for number in range(LONG):
            statement = self._statements[number % len(self._statements)]
            on = began + number // len(self._statements) * 2 * A_YEAR
            row = self._judged(person_id, statement, on, None)
            yield row | {"method": Seen.SELF} if number < len(self._statements) else row

    def _part(self, one: Ended, share: int) -> Iterator[Row]:
        """Some statements in a row for each person, so that no two are the same."""
        begin = self._dice.randrange(len(self._statements))
        people = len(one.person_ids)
        for number in range(share):
            at, turn = number % people, number // people
            statement = self._statements[(begin + at + turn) % len(self._statements)]
            yield self._judged(one.person_ids[at], statement, one.on, one.session_id)

    def _judged(self, person: str, statement: str, on: date, session: str | None) -> Row:
        return {
            "id": new_id(),
            "person_id": person,
            "statement_id": statement,
            "step_id": self._dice.choice(self._steps[1:]),
            "judged_on": on,
            "judged_at": datetime.combine(on, time(12), ZONE),
            "method": Seen.OBSERVED,
            "with_help": 0,
            "account_id": self._tutor_id,
            "session_id": session,
        }
