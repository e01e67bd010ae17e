"""What can be wrong with a record: not found, already there, not right, too late to undo."""

from dataclasses import dataclass
from datetime import date

from hubdesk.errors import Refusal


@dataclass(eq=False)
class NotFound(Refusal):
    """The record is not here (any more)."""

    noun: str
    id: str = ""


@dataclass(eq=False)
class NameMissing(Refusal):
    """Somebody needs at least a name to be called by."""


@dataclass(eq=False)
class TextTooLong(Refusal):
    """More was typed than the field holds."""

    field: str
    most: int


@dataclass(eq=False)
class NotADate(Refusal):
    """What was typed is no day of the calendar."""

    field: str
    text: str


@dataclass(eq=False)
class YearMissing(Refusal):
    """A date of birth without its year."""

    field: str


@dataclass(eq=False)
class BirthInFuture(Refusal):
    """A date of birth after today."""

    born_on: date


@dataclass(eq=False)
class PhoneNotRight(Refusal):
    """The phone number cannot be one."""

    text: str


@dataclass(eq=False)
class EmailNotRight(Refusal):
    """The e-mail address cannot be one."""

    text: str


@dataclass(eq=False)
class PostcodeNotRight(Refusal):
    """The postcode has not the form of a UK postcode."""

    text: str


@dataclass(eq=False)
class ImeiNotRight(Refusal):
    """The IMEI is not 15 digits with a right check digit."""

    text: str


@dataclass(eq=False)
class NumberMangled(Refusal):
    """A spreadsheet turned a long number into something like 6.3E+15."""

    field: str
    text: str


@dataclass(eq=False)
class CodeInUse(Refusal):
    """The code already belongs to something else."""

    code: str
    belongs_to: str
    device_id: str = ""
    person_id: str = ""


@dataclass(eq=False)
class CodeUnknown(Refusal):
    """Nothing here has this code."""

    code: str


@dataclass(eq=False)
class CodeHalfRead(Refusal):
    """The code starts like ours but its length or check character is wrong."""

    code: str


@dataclass(eq=False)
class CodeOfOtherSort(Refusal):
    """A card where a device is due, or the other way round."""

    code: str
    is_a: str
    wanted: str


@dataclass(eq=False)
class SeveralFit(Refusal):
    """More than one thing fits what was typed; somebody must choose."""

    text: str
    how_many: int


@dataclass(eq=False)
class NothingToUndo(Refusal):
    """No action on this computer can be undone."""


@dataclass(eq=False)
class UndoneAlready(Refusal):
    """The action was undone before."""


@dataclass(eq=False)
class BuiltOn(Refusal):
    """Something later rests on the action, so it cannot be undone any more.

    `what` names the table of the later work, `tag` the thing if it has one.
    """

    what: str
    tag: str = ""
    verb: str = ""
    who: str = ""
