"""What OpenDAL says went wrong, in our words. Its own hold a trace of many lines and the address.

It knows too few kinds of wrong: a wrong password and a page to sign in to a network are both
"unexpected". So the number of the server's answer is read out of what it tells. Whatever is told,
nothing counts as sent until it was read back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeVar

from hubdesk.errors import HubDeskError
from hubdesk.errors.sending import (
    ClocksApart,
    NotThePlace,
    PlaceAway,
    PlaceFull,
    PlaceHasNoSuchFolder,
    PlaceSaysNo,
    PlaceUnproved,
    TooLargeForPlace,
)

T = TypeVar("T")

_STATUS: Final = re.compile(r"response: Parts \{ status: (\d{3})")
_CODE: Final = re.compile(r'S3Error \{ code: "(\w{1,60})"')
# A proxy that lets nobody through before they sign in to it, and what speaks no TLS at all.
_BETWEEN: Final = ("tunnel error", "InvalidContentType")
_CLOCK: Final = frozenset(("RequestTimeTooSkewed", "RequestExpired"))
_FULL: Final = frozenset(("QuotaExceeded", "InsufficientCapacity", "XMinioStorageFull"))
_ABSENT: Final = frozenset(("NoSuchBucket", "AllAccessDisabled"))


class ServerSaid(Exception):
    """An answer that is no trouble by itself: it depends on the question what it means."""

    def __init__(self, status: int, trouble: HubDeskError) -> None:
        super().__init__(status)
        self.status = status
        self.trouble = trouble


def answered(act: Callable[[], T], called: str) -> T:
    """What a call of OpenDAL gives back; ServerSaid, or one of our errors, for what it raises."""
    from opendal import exceptions

    theirs = (one for one in vars(exceptions).values() if isinstance(one, type))
    raised: tuple[type[Exception], ...] = (
        OSError,  # of a file that is read bit by bit; the others share no root
        *(one for one in theirs if issubclass(one, Exception)),
    )
    try:
        return act()
    except raised as error:
        said = str(error)
    kind = said.partition(" ")[0]
    raise _meant(said, kind, called)  # outside: what it tells stays out of every log


def is_absent(said: ServerSaid) -> bool:
    """Whether the answer is that nothing lies there."""
    return said.status == 404


def is_taken(said: ServerSaid) -> bool:
    """Whether the answer to a write that makes a new file is that there is one."""
    return said.status in (409, 412)


def _meant(said: str, kind: str, called: str) -> Exception:
    if "invalid peer certificate" in said or "certificate expired" in said:
        return PlaceUnproved(called)
    if any(words in said for words in _BETWEEN):
        return NotThePlace(called)
    found = _STATUS.search(said)
    code = _CODE.search(said)
    status = int(found[1]) if found else {"NotFound": 404, "ConditionNotMatch": 412}.get(kind, 0)
    trouble = _trouble(status, code[1] if code else "", kind, called)
    return ServerSaid(status, trouble) if status in (404, 409, 412, 501) else trouble


def _trouble(status: int, code: str, kind: str, called: str) -> HubDeskError:
    if code in _CLOCK:
        return ClocksApart(called)
    if code in _FULL or status == 507:
        return PlaceFull(called)
    if status in (401, 403, 405, 407):
        return PlaceSaysNo(called)
    if status == 413:
        return TooLargeForPlace(called)
    if code in _ABSENT or status in (404, 409, 410):
        return PlaceHasNoSuchFolder(called)
    if status in (408, 423, 425, 429) or status >= 500 or not status:
        return PlaceAway(called) if kind != "ConfigInvalid" else NotThePlace(called)
    return NotThePlace(called)
