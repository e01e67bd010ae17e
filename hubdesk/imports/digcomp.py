"""The DigComp 3.0 data supplement, a workbook: 21 competences in 5 areas, with its four levels.

Its sheets are found by their headings. The words stay those of their publisher, under its licence.
"""

from __future__ import annotations

from collections.abc import Iterator

from hubdesk.errors.skills import NotSkills
from hubdesk.imports.sheets import named_sheets
from hubdesk.imports.skills import AreaSaid, SkillSaid, SkillsList, StepSaid

_AREA, _AREA_NAME = "Competence area number", "Competence area name"
_CODE, _NAME = "Competence number", "Competence name"
_LEVEL = "Proficiency level name"
MOST_ROWS, MOST_COLUMNS = 5000, 60


def digcomp_skills(content: bytes, name: str) -> SkillsList:
    """What the workbook says. Raises NotSkills for another workbook."""
    sheets = list(named_sheets(content, name, MOST_ROWS, MOST_COLUMNS).values())
    competences = _sheet(sheets, (_AREA, _AREA_NAME, _CODE, _NAME))
    levels = _sheet(sheets, (_LEVEL, "Eight level mapping"))
    if not competences or not levels:
        raise NotSkills(name)
    areas: dict[str, AreaSaid] = {}
    skills: dict[str, SkillSaid] = {}
    for row in competences:
        area = row[_AREA].removesuffix(".0")
        areas.setdefault(area, AreaSaid(area, row[_AREA_NAME]))
        skills.setdefault(row[_CODE], SkillSaid(row[_CODE], area, row[_NAME]))
    steps = dict.fromkeys(row[_LEVEL] for row in levels if row[_LEVEL])
    return SkillsList(
        key="digcomp",
        version="3.0",
        title="DigComp",
        source="DigComp 3.0, European Commission, Joint Research Centre, 2025",
        licence="CC BY-SA 4.0, with this source named",
        source_url="https://joint-research-centre.ec.europa.eu/digcomp",
        steps=(StepSaid("Not yet"), *(StepSaid(title, is_achieved=True) for title in steps)),
        areas=tuple(areas.values()),
        skills=tuple(skills.values()),
    )


def _sheet(sheets: list[list[list[str]]], wanted: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of the first sheet with these headings, by heading."""
    for rows in sheets:
        if rows and set(wanted) <= {cell.strip() for cell in rows[0]}:
            return list(_rows(rows))
    return []


def _rows(rows: list[list[str]]) -> Iterator[dict[str, str]]:
    headings = [cell.strip() for cell in rows[0]]
    for row in rows[1:]:
        if any(cell.strip() for cell in row):
            yield {key: " ".join(cell.split()) for key, cell in zip(headings, row, strict=False)}
