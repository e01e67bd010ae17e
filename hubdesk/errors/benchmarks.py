"""Why a file of numbers of others is refused as a whole."""

from dataclasses import dataclass

from hubdesk.errors import Refusal


@dataclass(eq=False)
class NoNumbers(Refusal):
    """No column of the file holds numbers."""

    name: str


@dataclass(eq=False)
class NotThere(Refusal):
    """Of the columns or places that were asked for none is in the file."""

    name: str
    wanted: tuple[str, ...]


@dataclass(eq=False)
class FactsMissing(Refusal):
    """A number may not come in without what it rests on; `missing` names the facts."""

    name: str
    missing: tuple[str, ...]


@dataclass(eq=False)
class TooManyNumbers(Refusal):
    """The file holds more numbers than anybody reads: somebody has to choose."""

    name: str
    count: int
    most: int
