"""From a file to a list of skills: our own format in JSON, and the DigComp 3.0 workbook.

The format is described in docs/skills-lists.md. Nothing here decides whether a list may come in;
it says what the file holds, or what is wrong with it by name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hubdesk.errors.bringing_in import FileTooBig
from hubdesk.errors.skills import (
    AreaUnknown,
    CodeTwice,
    NotSkills,
    ScaleNotRight,
    SkillsLack,
    SkillTooLong,
    TooManySkills,
)
from hubdesk.imports.files import first_bytes
from hubdesk.paths import resource

FORMAT = "hubdesk skills 1"
SHIPPED = ("eds-2018", "eds-2022", "own-list")
MOST_BYTES = 2 * 1024 * 1024
MOST_SKILLS = 1000
MOST_TEXT = 300
MOST_STEPS = 9


@dataclass(frozen=True, slots=True)
class StepSaid:
    """One step of a scale, the first being where everybody begins."""

    title: str
    said: str = ""
    with_help: bool = False
    is_achieved: bool = False


@dataclass(frozen=True, slots=True)
class AreaSaid:
    """An area. `is_whole` says that all its statements are in the list."""

    code: str
    title: str
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class SkillSaid:
    """A statement and the code of its area."""

    code: str
    area: str
    text: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class SkillsList:
    """A whole list, checked: every code stands once and every area is there."""

    key: str
    version: str
    title: str
    source: str
    licence: str
    source_url: str = ""
    retrieved_on: date | None = None
    missing: str = ""
    is_proof_read: bool = True
    is_own: bool = False
    steps: tuple[StepSaid, ...] = ()
    areas: tuple[AreaSaid, ...] = ()
    skills: tuple[SkillSaid, ...] = field(default=())


def read_skills(content: bytes, name: str) -> SkillsList:
    """The list in a file. `name` is for the words only.

    Raises FileTooBig, NotSkills, SkillsLack, CodeTwice, AreaUnknown, SkillTooLong,
    TooManySkills, ScaleNotRight, and of a workbook SheetDamaged or SheetLocked.
    """
    if len(content) > MOST_BYTES:
        raise FileTooBig(name, MOST_BYTES)
    if content.startswith(b"PK\x03\x04"):
        from hubdesk.imports.digcomp import digcomp_skills

        return checked(digcomp_skills(content, name), name)
    try:
        return checked(_ours(content, name), name)
    except (CodeTwice, AreaUnknown, SkillsLack, SkillTooLong) as error:
        error.line = _line_of(content, error.code)
        raise


def skills_in(path: Path) -> SkillsList:
    """The list in a file of somebody's, never more of it than is read at once.

    Raises FileNotRead and what `read_skills` raises.
    """
    return read_skills(first_bytes(path, MOST_BYTES), path.name)


def shipped_lists() -> tuple[SkillsList, ...]:
    """The lists that HubDesk ships."""
    paths = [resource(f"frameworks/{name}.json") for name in SHIPPED]
    return tuple(read_skills(path.read_bytes(), path.name) for path in paths)


def _line_of(content: bytes, code: str) -> int:
    """The line where a code stands the last time, counted from 1; 0 where it does not."""
    text = content.decode("utf-8-sig", "replace")
    ways = {json.dumps(code), json.dumps(code, ensure_ascii=False)}
    said = re.compile(rf'"code"\s*:\s*(?:{"|".join(map(re.escape, sorted(ways)))})')
    found = [match.start() for match in said.finditer(text)] if code else []
    return text.count("\n", 0, found[-1]) + 1 if found else 0


def checked(found: SkillsList, name: str) -> SkillsList:
    """The same list, if it holds together."""
    for what in ("key", "version", "title", "source", "licence"):
        if not getattr(found, what):
            raise SkillsLack(name, what)
    if not found.areas or not found.skills:
        raise SkillsLack(name, "statements" if found.areas else "areas")
    if len(found.skills) > MOST_SKILLS:
        raise TooManySkills(name, MOST_SKILLS)
    _once((area.code for area in found.areas), name)
    _once((skill.code for skill in found.skills), name)
    areas = {area.code for area in found.areas}
    for skill in found.skills:
        if skill.area not in areas:
            raise AreaUnknown(name, skill.code, skill.area)
        if not skill.text:
            raise SkillsLack(name, f"text of {skill.code}", skill.code)
    reached = [step.is_achieved for step in found.steps]
    if not 2 <= len(reached) <= MOST_STEPS or reached[0] or not any(reached):
        raise ScaleNotRight(name)
    return found


def _once(codes: Iterable[str], name: str) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise CodeTwice(name, code)
        seen.add(code)


def _ours(content: bytes, name: str) -> SkillsList:
    try:
        said = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_pairs)
    except json.JSONDecodeError as error:
        raise NotSkills(name, error.lineno if content.strip() else 0) from error
    except (ValueError, RecursionError) as error:
        raise NotSkills(name) from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise NotSkills(name)
    at = _Said(said, name, "the list")
    return SkillsList(
        key=at.text("key", 40),
        version=at.text("version", 40),
        title=at.text("title", 80),
        source=at.text("source"),
        licence=at.text("licence"),
        source_url=at.text("source_url"),
        retrieved_on=_day(at.text("retrieved", 10)),
        missing=at.text("missing"),
        is_proof_read=at.yes("proof_read", True),
        is_own=at.yes("own"),
        steps=tuple(
            StepSaid(
                step.needed("title", 40),
                step.text("said", 60),
                step.yes("with_help"),
                step.yes("achieved"),
            )
            for step in at.parts("scale")
        ),
        areas=tuple(
            AreaSaid(area.needed("code", 40), area.needed("title", 80), area.yes("whole", True))
            for area in at.parts("areas")
        ),
        skills=tuple(
            SkillSaid(
                skill.needed("code", 40),
                skill.needed("area", 40),
                skill.needed("text"),
                skill.text("context", 20),
            )
            for skill in at.parts("statements")
        ),
    )


class _Said:
    """One object of the file: what it says of each thing, in the form it should have."""

    def __init__(self, said: dict[str, Any], name: str, code: str) -> None:
        self._said, self._name, self._code = said, name, code

    def text(self, what: str, most: int = MOST_TEXT) -> str:
        value = self._said.get(what, "")
        if not isinstance(value, str):
            raise NotSkills(self._name)
        line = " ".join("".join(c if c.isprintable() else " " for c in value).split())
        if len(line) > most:
            raise SkillTooLong(self._name, self._code, most)
        return line

    def needed(self, what: str, most: int = MOST_TEXT) -> str:
        if not (found := self.text(what, most)):
            raise SkillsLack(self._name, f"{what} of {self._code}", self._code)
        return found

    def yes(self, what: str, usual: bool = False) -> bool:
        value = self._said.get(what, usual)
        if not isinstance(value, bool):
            raise NotSkills(self._name)
        return value

    def parts(self, what: str) -> list[_Said]:
        value = self._said.get(what, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise NotSkills(self._name)
        if len(value) > MOST_SKILLS:
            raise TooManySkills(self._name, MOST_SKILLS)
        found = []
        for at, one in enumerate(value, 1):
            code = one.get("code", "")
            known = isinstance(code, str) and 0 < len(code) <= 40
            found.append(_Said(one, self._name, code if known else f"{what} {at}"))
        return found


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; one that says a thing twice is no list of ours."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("said twice")
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None  # only shown, and never counted from
