"""Where a loan stands: what its row and its events add up to, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from hubdesk.models.loan import EventKind, LoanState


class Happened(Protocol):
    """An event of a loan, a record or a plain row."""

    @property
    def kind(self) -> str: ...
    @property
    def happened_at(self) -> Any: ...
    @property
    def due_on(self) -> Any: ...
    @property
    def missing(self) -> str: ...
    @property
    def item(self) -> str: ...


@dataclass(slots=True)
class Standing:
    """The folded columns of a loan, under their names."""

    due_on: Any
    state: str = LoanState.OUT
    returned_at: Any = None
    renewals: int = 0
    missing: str = ""


def standing_of(due_first_on: Any, events: Iterable[Happened], *, taken_back: bool) -> Standing:
    """Fold the events that were not taken back, in the order in which they happened."""
    found, missing = Standing(due_first_on), list[str]()
    for event in events:
        match event.kind:
            case EventKind.RENEWED:
                found.renewals += 1
                found.due_on = event.due_on or found.due_on
            case EventKind.RETURNED:
                found.state, found.returned_at = LoanState.RETURNED, event.happened_at
                missing = json.loads(event.missing or "[]")
            case EventKind.ITEM_BACK:
                missing = [name for name in missing if name != event.item]
            # A return typed in later may have happened before somebody thought it was lost.
            case EventKind.LOST if found.state == LoanState.OUT:
                found.state = LoanState.LOST
            case EventKind.FOUND if found.state == LoanState.LOST:
                found.state = LoanState.OUT
    if taken_back:
        found.state = LoanState.TAKEN_BACK
    found.missing = json.dumps(missing, ensure_ascii=False) if missing else ""
    return found
