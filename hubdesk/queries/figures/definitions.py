"""What is counted and in which order it is told: indicators, tables and templates, as data.

They stand in `resources/figures/`, each with its version. A report that was made keeps the
version it was made under.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, Final

from hubdesk.errors.figures import IndicatorUnknown, TemplateNotRight
from hubdesk.paths import resource_text

_EACH_ONCE: Final = frozenset(
    ("rows", "heads", "hours", "pounds", "how_many", "girls", "pupil_premium", "send")
)
FORMAT: Final = "hubdesk report 1"  # of the file of a template
SHIPPED: Final = ("hub", "lottery", "council", "good-things", "local-growth", "cic34")


class CutBy(StrEnum):
    """What figures can be narrowed to."""

    FUND = "fund"
    KIND = "kind"
    AREA = "area"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure, defined once: what it counts, in which unit, by which rule, on what evidence.

    `of` names what is looked through (see `sources`), `counts` what of it, `only` which of it.
    """

    code: str
    version: int
    name: str
    unit: str
    rule: str
    evidence: str
    of: str
    counts: str = "rows"
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def adds_up(self) -> bool:
        """Whether its months add up to the year: visits and new people do.

        People do not, nor homes and staff: the same one counts in each month and once in the year.
        """
        return self.counts in _EACH_ONCE or ("is_new", ("1",)) in self.only


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table of one indicator by something: who came by age band, sessions by kind.

    `lines_of` names another table: each line of that is a line of this too, though it is 0 here.
    """

    code: str
    version: int
    title: str
    indicator: Indicator
    by: str
    row_heading: str
    lines_of: str = ""


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """A part of a report: its figures and tables, in order."""

    code: str
    title: str
    indicators: tuple[Indicator, ...]
    tables: tuple[TableOf, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """What one reader of figures is told, in their words and order. `lists` are told in full.

    With `rules_apart` how each is counted stands in the sheets, and not on the paper too.
    """

    key: str
    version: int
    title: str
    reader: str
    sections: tuple[TemplateSection, ...]
    lists: tuple[str, ...] = ()
    rules_apart: bool = False

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator of it once, in order."""
        found = [one for section in self.sections for one in section.indicators]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Definitions:
    """All indicators and tables of one version, by code."""

    version: str
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    tables: Mapping[str, TableOf] = field(default_factory=dict)


@cache
def definitions() -> Definitions:
    """The indicators and tables that HubDesk ships with."""
    said = json.loads(resource_text("figures/indicators.json"))
    indicators = {one["code"]: _indicator(one) for one in said["indicators"]}
    tables = {
        one["code"]: TableOf(
            one["code"],
            one["version"],
            one["title"],
            indicators[one["indicator"]],
            one["by"],
            one["row_heading"],
            one.get("lines_of", ""),
        )
        for one in said["tables"]
    }
    return Definitions(said["version"], indicators, tables)


@cache
def shipped_templates() -> tuple[Template, ...]:
    """The templates that HubDesk ships with, the hub's own first."""
    return tuple(read_template(resource_text(f"figures/{key}.json"), key) for key in SHIPPED)


def read_template(text: str, name: str) -> Template:
    """A template in our own format. `name` is what to call it where it is not right.

    Refuses TemplateNotRight, and IndicatorUnknown for a code that nobody defined.
    """
    try:
        said: Any = json.loads(text)
        if said.get("format", FORMAT) != FORMAT:  # of a HubDesk to come
            raise TemplateNotRight(name)
        json.dumps(said, ensure_ascii=False).encode()  # half a letter can be kept nowhere
        return Template(
            key=str(said["key"]),
            version=int(said["version"]),
            title=str(said["title"]),
            reader=str(said.get("reader") or ""),
            sections=tuple(_section(one, str(said["title"])) for one in said["sections"]),
            lists=tuple(str(one) for one in said.get("lists", ())),
            rules_apart=said.get("rules", "") == "apart",
        )
    except (
        ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError,
    ) as error:  # fmt: skip
        raise TemplateNotRight(name) from error


def _section(said: Any, title: str) -> TemplateSection:
    known = definitions()
    for code in said["indicators"]:
        if code not in known.indicators:
            raise IndicatorUnknown(str(code), title)
    for code in said.get("tables", ()):
        if code not in known.tables:
            raise IndicatorUnknown(str(code), title)
    return TemplateSection(
        code=str(said["code"]),
        title=str(said["title"]),
        indicators=tuple(known.indicators[code] for code in said["indicators"]),
        tables=tuple(known.tables[code] for code in said.get("tables", ())),
    )


def _indicator(said: Any) -> Indicator:
    only = {name: tuple(values) for name, values in said.get("only", {}).items()}
    return Indicator(**(said | {"only": tuple(only.items())}))
