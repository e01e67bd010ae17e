"""Sealing a paper to whoever it is for, where they gave a key; open where it is for everybody."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from hubdesk.errors.leaving import ErasedMeanwhile
from hubdesk.queries.left import erasures_made
from hubdesk.sync.body import sealed
from hubdesk.sync.exports.making import Making, ToSend

SUFFIX = ".age"


def for_reader(making: Making, name: str, content: bytes, *, over: bool = True) -> ToSend:
    """A paper as its reader gets it. NotARecipient where the key is none."""
    if not making.export.recipient:
        return ToSend(name, content, over)
    return ToSend(name + SUFFIX, sealed(content, (making.export.recipient,)), over)


def nobody_erased_since(before: int) -> Callable[[Session], None]:
    """A check for the transaction of the parcel: what was read before an erasure must not leave."""

    def check(db: Session) -> None:
        if erasures_made(db) != before:
            raise ErasedMeanwhile

    return check
