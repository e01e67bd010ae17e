"""What can be wrong with the stock: stages that do not follow, kinds and parts that cannot be."""

from dataclasses import dataclass

from hubdesk.errors import Refusal


@dataclass(eq=False)
class NotToWipe(Refusal):
    """Only what came back to wipe can be made ready. `stage` is where it stands instead."""

    tag: str
    stage: str


@dataclass(eq=False)
class StageAlready(Refusal):
    """The device stands there already, so nothing changed."""

    tag: str
    stage: str


@dataclass(eq=False)
class DeviceGone(Refusal):
    """The device was given away: it is no longer the hub's to change."""

    tag: str


@dataclass(eq=False)
class CodeMissing(Refusal):
    """A code was to be linked, and none was there."""


@dataclass(eq=False)
class PartNameMissing(Refusal):
    """A part of a kit without a name."""


@dataclass(eq=False)
class PartOut(Refusal):
    """A part that is out with somebody cannot be struck off the kit."""

    tag: str
    part: str


@dataclass(eq=False)
class LabelCount(Refusal):
    """Fewer than one label, or more than are printed at once."""

    most: int
