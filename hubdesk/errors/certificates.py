"""What can be wrong with awards and certificates, their look and its pictures."""

from dataclasses import dataclass
from datetime import date

from hubdesk.errors import Refusal


@dataclass(eq=False)
class NobodyChosen(Refusal):
    """Certificates for nobody."""


@dataclass(eq=False)
class AwardedAlready(Refusal):
    """The person has a certificate for it that holds. `number` is what is printed on it."""

    person: str
    number: str


@dataclass(eq=False)
class SkillsMissing(Refusal):
    """A certificate of achievement that says nothing of what they can do."""


@dataclass(eq=False)
class TooManySkills(Refusal):
    """More lines than a sheet holds in a size that can be read."""

    most: int


@dataclass(eq=False)
class AwardNotStanding(Refusal):
    """The certificate was withdrawn or replaced, so nothing more is done with it."""

    number: str
    is_withdrawn: bool


@dataclass(eq=False)
class NothingCorrected(Refusal):
    """A correction that says what the certificate says already."""

    number: str


@dataclass(eq=False)
class AwardOutOfTime(Refusal):
    """An award is undone on its day only. Later the paper is out, and is withdrawn instead."""

    number: str
    on: date


@dataclass(eq=False)
class LookTheSame(Refusal):
    """A new version of a look that differs in nothing."""


@dataclass(eq=False)
class PictureNotHere(Refusal):
    """The bytes of a picture on the certificate are not on this computer."""


@dataclass(eq=False)
class PictureTooLarge(Refusal):
    """A picture larger than anybody's logo. `size` and `most` in MB, or in millions of dots."""

    size: int
    most: int
    in_dots: bool = False


@dataclass(eq=False)
class NotAPicture(Refusal):
    """A file that holds no picture we can read, or one that is damaged."""


@dataclass(eq=False)
class TooManyPictures(Refusal):
    """More marks of others than stand side by side on a sheet."""

    most: int
