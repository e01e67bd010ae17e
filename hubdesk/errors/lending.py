"""What can be wrong with lending, returning, renewing and giving."""

from dataclasses import dataclass, field
from datetime import date

from hubdesk.errors import Refusal


@dataclass(eq=False)  # not frozen: Python itself sets __traceback__ on an exception
class DeviceOnLoan(Refusal):
    """The device is out already, perhaps since a second ago at another desk."""

    tag: str
    borrower: str
    due_on: date | None
    loan_id: str = ""


@dataclass(eq=False)
class DeviceWasOut(Refusal):
    """A loan typed in later begins on a day on which somebody else had the device."""

    tag: str
    borrower: str
    first_on: date
    back_on: date | None


@dataclass(eq=False)
class DeviceToWipe(Refusal):
    """The device holds the last borrower's files until somebody makes it ready."""

    tag: str


@dataclass(eq=False)
class DeviceNotLendable(Refusal):
    """The device is lost, in repair, withdrawn, given away or not working."""

    tag: str
    stage: str


@dataclass(eq=False)
class DeviceNotOut(Refusal):
    """A return, renewal or loss of something that nobody has."""

    tag: str
    back_at: str = ""


@dataclass(eq=False)
class KindIsGiven(Refusal):
    """A SIM, voucher or gift was about to be lent, or a laptop to be given."""

    tag: str
    given: bool


@dataclass(eq=False)
class DueDateInPast(Refusal):
    """A loan would be late before it began."""

    due_on: date
    today: date


@dataclass(eq=False)
class HappenedInFuture(Refusal):
    """Something typed in later says it happened after now, or before it could have."""

    on: date


@dataclass(eq=False)
class BasketEmpty(Refusal):
    """Lend was pressed with nothing in the list."""


@dataclass(eq=False)
class LendingRule(Refusal):
    """A rule a manager may override: the base of the ones below, never raised itself."""


@dataclass(eq=False)
class HasOverdue(LendingRule):
    """The borrower has something late, and the hub wants it back first."""

    borrower: str
    tag: str
    days: int
    borrower_id: str = ""


@dataclass(eq=False)
class TooManyAtOnce(LendingRule):
    """The borrower would have more than the policy allows: of `kind`, where it counts alone."""

    borrower: str
    has: int
    most: int
    kind: str = ""


@dataclass(eq=False)
class TooYoung(LendingRule):
    """The policy has a minimum age, and the borrower is known to be under it."""

    borrower: str
    kind: str
    min_age: int


@dataclass(eq=False)
class GuardianNeeded(LendingRule):
    """The policy asks for a parent or carer of somebody under an age, and none is on file."""

    borrower: str
    under: int = 18


@dataclass(eq=False)
class OneAtATime(LendingRule):
    """A SIM or voucher of this kind is still running for this person."""

    borrower: str
    kind: str
    ends_on: date


@dataclass(eq=False)
class UseRestricted(LendingRule):
    """The borrower's record is kept and not used: they have to agree to what is done now."""

    borrower: str
    since_on: date


@dataclass(eq=False)
class TooManyRenewals(LendingRule):
    """The policy under which it was lent allows no further renewal."""

    tag: str
    allowed: int


@dataclass(eq=False)
class OverrideNeedsReason(Refusal):
    """A manager's override is recorded with why, and why was empty."""


@dataclass(eq=False)
class SeveralRules(LendingRule):
    """More than one overridable rule says no; all are shown, one override answers them."""

    rules: tuple[LendingRule, ...] = field(default=())
