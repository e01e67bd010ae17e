"""What can stand in the way of a safeguarding concern: of sealing one, and of reading one."""

from dataclasses import dataclass

from hubdesk.errors import Refusal, Trouble


@dataclass(eq=False)
class NobodyReceives(Refusal):
    """No safeguarding lead or deputy can read what would be sealed."""


@dataclass(eq=False)
class PassphraseShared(Refusal):
    """The passphrase opens the records, so that somebody else may know it."""


@dataclass(eq=False)
class NoKeyYet(Refusal):
    """Whoever is at the desk has no key for concerns yet."""


@dataclass(eq=False)
class ConcernsShut(Refusal):
    """The concerns are shut: the passphrase for them was not typed, or a while ago."""


@dataclass(eq=False)
class ConcernClosed(Refusal):
    """The concern was closed before."""


@dataclass(eq=False)
class ConcernOpen(Refusal):
    """The concern is open, and what is open stays."""


@dataclass(eq=False)
class ConcernKept(Refusal):
    """The hub's rule keeps it for longer."""


@dataclass(eq=False)
class SealBroken(Trouble):
    """A sealed text does not open, or stands where it was not written."""
