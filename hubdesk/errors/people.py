"""What can be wrong with what the hub writes down about people."""

from dataclasses import dataclass
from datetime import date

from hubdesk.errors import Refusal


@dataclass(eq=False)
class NoteEmpty(Refusal):
    """A note without a word in it."""


@dataclass(eq=False)
class PersonErased(Refusal):
    """Somebody who was erased: there is nothing left of them to work with."""


@dataclass(eq=False)
class NoteDone(Refusal):
    """The note was ticked off before."""


@dataclass(eq=False)
class BandUnknown(Refusal):
    """An age band that is not one of ours."""

    band: str


@dataclass(eq=False)
class YearNotRight(Refusal):
    """A year of birth that nobody alive can have."""

    year: int


@dataclass(eq=False)
class ChoiceUnknown(Refusal):
    """A value that is not among those to choose from. `field` is its label on screen."""

    field: str
    text: str


@dataclass(eq=False)
class NumberNotRight(Refusal):
    """A number outside what can be: `field` is its label on screen."""

    field: str
    least: int
    most: int


@dataclass(eq=False)
class SameHousehold(Refusal):
    """The two live together already, or are one and the same person."""

    person: str


@dataclass(eq=False)
class SamePerson(Refusal):
    """The two records are one already, or one and the same."""

    person: str


@dataclass(eq=False)
class TwoPeople(Refusal):
    """Somebody said before that the two are not one person."""

    one: str
    other: str


@dataclass(eq=False)
class MergedFurther(Refusal):
    """The record is itself part of another since, which has to be taken apart first."""

    person: str


@dataclass(eq=False)
class AgreementEmpty(Refusal):
    """An agreement that lists nothing."""


@dataclass(eq=False)
class AgreementSigned(Refusal):
    """The agreement was signed before."""

    printed: str
    signed_on: date


@dataclass(eq=False)
class NotAnAgreement(Refusal):
    """The code of a paper is not that of an agreement here."""

    code: str
