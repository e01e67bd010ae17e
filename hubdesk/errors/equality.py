"""What can stand in the way of an equality form: of sealing one, opening a batch, publishing."""

from dataclasses import dataclass

from hubdesk.errors import Refusal
from hubdesk.errors.safeguarding import PassphraseShared


@dataclass(eq=False)
class NoEqualityKey(Refusal):
    """No manager has a key, so a form could not be sealed to anybody."""


@dataclass(eq=False)
class TooFewForms(Refusal):
    """A batch needs more forms, so that an answer is one of many."""

    waiting: int
    least: int


@dataclass(eq=False)
class FormNotRight(Refusal):
    """A form that answers what was not asked, or not so."""


@dataclass(eq=False)
class PeriodNotOver(Refusal):
    """A quarter or year that is not over, or not the next one to be published."""

    period: str


@dataclass(eq=False)
class EqualityPassphraseShared(PassphraseShared):
    """The passphrase opens the records, so that others may know it."""


@dataclass(eq=False)
class BenchmarkBare(Refusal):
    """A benchmark without its source, year, place, people or doubt."""
