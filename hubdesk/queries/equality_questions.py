"""The questions of equality monitoring, as versioned data: what is asked, and what each table says.

An answer is one of four states, and they are four denominators: what was chosen, that somebody
preferred not to say, that they gave no answer, and that they were not asked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from hubdesk.errors.equality import FormNotRight
from hubdesk.paths import resource_text

NOT_SAID, NO_ANSWER, NOT_ASKED = "not-said", "no-answer", "not-asked"
STATES: Final = {
    NOT_SAID: "Prefer not to say",
    NO_ANSWER: "Gave no answer",
    NOT_ASKED: "Was not asked",
}
AGE: Final = "age"  # the question of it, and its youngest answer
YOUNG: Final = "0-15"
GROWN: Final = 16  # a question from this age on is not put to anybody who says they are younger


@dataclass(frozen=True, slots=True)
class Option:
    """One box to tick."""

    code: str
    text: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `only_after` names another and the answer to it that this one needs."""

    code: str
    title: str
    text: str
    source: str
    is_harmonised: bool
    from_age: int
    options: tuple[Option, ...]
    groups: tuple[Option, ...] = ()
    only_after: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """What several answers say together, such as disabled in the sense of the law."""

    code: str
    rule: str
    of: tuple[str, ...]
    options: tuple[Option, ...]
    map: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class TableOf:
    """One table that is published: one question, one way."""

    code: str
    title: str
    question: str
    by_group: bool


@dataclass(frozen=True, slots=True)
class Questions:
    """One version of all questions; what was answered under it stays under it."""

    version: int
    licence: str
    questions: tuple[Question, ...]
    derived: tuple[Derived, ...]
    tables: tuple[TableOf, ...]

    def question(self, code: str) -> Question:
        """The question of that code. FormNotRight where there is none."""
        for question in self.questions:
            if question.code == code:
                return question
        raise FormNotRight

    def options_of(self, table: TableOf) -> tuple[Option, ...]:
        """The lines of a table."""
        for derived in self.derived:
            if derived.code == table.question:
                return derived.options
        question = self.question(table.question)
        return question.groups if table.by_group else question.options

    def is_for_grown(self, table: TableOf) -> bool:
        """Whether its question is put to everybody but those who say they are young."""
        asked = [one for one in self.questions if one.code == table.question]
        return any(one.from_age >= GROWN and one.only_after is None for one in asked)

    def notes_of(self, table: TableOf) -> tuple[str, ...]:
        """What a table rests on: where its question is from, and what was made of it."""
        rules = [each for each in self.derived if each.code == table.question]
        question = self.question(rules[0].of[0] if rules else table.question)
        licence = [self.licence] if question.is_harmonised else []
        return (*(each.rule for each in rules), question.source, *licence)


@cache
def shipped_questions() -> Questions:
    """The questions that come with HubDesk."""
    found = json.loads(resource_text("equality/questions.json"))
    return Questions(
        version=found["version"],
        licence=found["licence"],
        questions=tuple(_question(each) for each in found["questions"]),
        derived=tuple(
            Derived(
                each["code"],
                each["rule"],
                tuple(each["of"]),
                tuple(Option(one["code"], one["text"]) for one in each["options"]),
                tuple(each["map"]),
            )
            for each in found["derived"]
        ),
        tables=tuple(
            TableOf(each["code"], each["title"], each["question"], each.get("by") == "group")
            for each in found["tables"]
        ),
    )


def _question(found: Mapping[str, Any]) -> Question:
    after = next(iter(found.get("only_after", {}).items()), None)
    return Question(
        code=found["code"],
        title=found["title"],
        text=found["text"],
        source=found["source"],
        is_harmonised=found["harmonised"],
        from_age=found["from_age"],
        options=tuple(
            Option(each["code"], each["text"], each.get("group", "")) for each in found["options"]
        ),
        groups=tuple(Option(each["code"], each["text"]) for each in found.get("groups", ())),
        only_after=after,
    )


def is_put(question: Question, said: Mapping[str, str]) -> bool:
    """Whether a question is put to somebody who gave these answers so far."""
    if question.only_after is not None:
        before, needed = question.only_after
        return said.get(before) == needed
    return not (question.from_age >= GROWN and said.get(AGE) == YOUNG)


def checked(said: Mapping[str, str], questions: Questions) -> dict[str, str]:
    """Every question with its state. FormNotRight for a question or an answer that is not ours."""
    for code, answer in said.items():
        question = questions.question(code)
        if answer not in STATES and answer not in {option.code for option in question.options}:
            raise FormNotRight
    return {
        question.code: said.get(question.code, NO_ANSWER) if is_put(question, said) else NOT_ASKED
        for question in questions.questions
    }


def answers_kept(said: Mapping[str, str], questions: Questions) -> dict[str, str]:
    """What is kept of a form: one answer a table, no more than the table says."""
    whole = checked(said, questions)
    kept = {}
    for table in questions.tables:
        derived = next((each for each in questions.derived if each.code == table.question), None)
        kept[table.code] = _derived(whole, derived) if derived else whole[table.question]
    return kept


def _derived(whole: Mapping[str, str], derived: Derived) -> str:
    for line in derived.map:
        if all(whole[code] == answer for code, answer in line.items() if code != "is"):
            return line["is"]
    states = [whole[code] for code in derived.of if whole[code] in STATES]
    return next((state for state in (NOT_SAID, NO_ANSWER) if state in states), NOT_ASKED)


def row_of(answer: str, table: TableOf, questions: Questions) -> str:
    """The line of a table that an answer belongs to."""
    if answer in STATES or not table.by_group:
        return answer
    options = questions.question(table.question).options
    return next((option.group for option in options if option.code == answer), answer)
