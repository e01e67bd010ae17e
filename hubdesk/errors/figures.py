"""What can be wrong with figures: a period, a template, a target."""

from dataclasses import dataclass
from datetime import date

from hubdesk.errors import Refusal


@dataclass(eq=False)
class PeriodBackwards(Refusal):
    """A period that ends before it begins."""

    first_on: date
    last_on: date


@dataclass(eq=False)
class PeriodNotBegun(Refusal):
    """A period of which no day is here yet."""

    first_on: date


@dataclass(eq=False)
class TemplateNotRight(Refusal):
    """A file that is no template of a report. `name` is the file's or the template's."""

    name: str


@dataclass(eq=False)
class FundUnknown(Refusal):
    """No fund is called so."""

    name: str


@dataclass(eq=False)
class ReportFormUnknown(Refusal):
    """A report cannot be written as a file of this sort. A poster is a PDF alone."""

    name: str
    is_poster: bool = False


@dataclass(eq=False)
class TemplateThere(Refusal):
    """This version of a report, or a newer one, is here already."""

    title: str
    version: int


@dataclass(eq=False)
class StoryTakenBack(Refusal):
    """Whoever told it does not want it told on any more."""


@dataclass(eq=False)
class CutUnknown(Refusal):
    """Figures cannot be narrowed to this. `known` are those there are; none of districts."""

    name: str
    known: tuple[str, ...]


@dataclass(eq=False)
class DayUnclear(Refusal):
    """What was typed is no day of a report."""

    field: str
    typed: str


@dataclass(eq=False)
class NotMadeByItself(Refusal):
    """A saved report that was due cannot be made, and why; `others` are more such reports."""

    name: str
    why: CutUnknown | DayUnclear
    others: tuple[str, ...] = ()


@dataclass(eq=False)
class TemplateUnknown(Refusal):
    """No template is called so. `known` are those there are."""

    name: str
    known: tuple[str, ...]


@dataclass(eq=False)
class IndicatorUnknown(Refusal):
    """A template asks for a figure that nobody defined."""

    code: str
    template: str
