"""What can be wrong with the people who work at the hub and their roles."""

from dataclasses import dataclass

from hubdesk.errors import Refusal


@dataclass(eq=False)
class StaffThere(Refusal):
    """Somebody of that name works here already."""

    name: str


@dataclass(eq=False)
class StaffLeft(Refusal):
    """Somebody of that name worked here before, and can be brought back."""

    name: str


@dataclass(eq=False)
class RolesMissing(Refusal):
    """Whoever works here needs at least one role."""


@dataclass(eq=False)
class LastManager(Refusal):
    """The only manager cannot leave or stop being one."""

    name: str


@dataclass(eq=False)
class OwnRoles(Refusal):
    """Nobody gives themselves a right they do not have: another manager does."""


@dataclass(eq=False)
class OwnAccount(Refusal):
    """Nobody puts their own account away while they work in it."""


@dataclass(eq=False)
class StaffAway(Refusal):
    """This account was put away, so nobody can act in it."""

    name: str


@dataclass(eq=False)
class NotYetHere(Refusal):
    """What was typed opens these records, and they do not know whose it is: they are older."""
