"""What can be wrong with who is acting: no right to it, or the passphrase is needed again."""

from dataclasses import dataclass

from hubdesk.errors import Refusal


@dataclass(eq=False)
class NotAllowed(Refusal):
    """The role of whoever is at the desk may not do this. `who_can` names the roles that may."""

    verb: str
    who_can: tuple[str, ...]


@dataclass(eq=False)
class PassphraseNeeded(Refusal):
    """This is done only shortly after the passphrase was typed."""

    verb: str


@dataclass(eq=False)
class SomebodyElseNow(Refusal):
    """Somebody else came to the desk while this was being done."""
