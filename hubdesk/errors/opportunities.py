"""What the board, the pages and the newsletter may refuse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hubdesk.errors import Refusal


@dataclass(eq=False)
class ClosingPassed(Refusal):
    """The last day to apply is over already."""

    closing_on: date
    today: date


@dataclass(eq=False)
class LinkNotRight(Refusal):
    """What was typed is no address of a page."""

    link: str


@dataclass(eq=False)
class OpportunityOver(Refusal):
    """It was closed before."""

    title: str


@dataclass(eq=False)
class FolderOfOthers(Refusal):
    """Somebody else's pages lie in the folder the hub's should go to."""

    folder: str


@dataclass(eq=False)
class NeverPublic(Refusal):
    """A session of this kind stands on no poster and no page in any case."""

    title: str


@dataclass(eq=False)
class SignedUpAlready(Refusal):
    """This address gets the newsletter already."""

    email: str


@dataclass(eq=False)
class SignUpOver(Refusal):
    """They took it back before, or it went over to a person of the hub."""

    email: str
