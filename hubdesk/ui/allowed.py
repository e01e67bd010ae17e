"""What a manager allowed against a rule of the hub: why, and who it was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Allowed:
    """`by` is the id of the manager's account, or ELSEWHERE of `hubdesk.messages.activity`."""

    reason: str
    by: str


def why(allowed: Allowed | None) -> str:
    """The reason, as the journal keeps it; "" where no rule was set aside."""
    return allowed.reason if allowed else ""


def who(allowed: Allowed | None) -> dict[str, object]:
    """What the journal keeps beside the reason."""
    return {"allowed_by": allowed.by} if allowed else {}
