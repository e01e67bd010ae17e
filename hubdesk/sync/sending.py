"""What to send next, and when to try again: decided from facts alone, without a clock or a place.

A Trouble is tried again, each time after a longer while. A Refusal stops: somebody has to act, and
is told why. Some of both are of a place, so that all that goes there waits; some of one parcel, so
that the rest goes on. Lines that cost by the amount are spared unless the place allows them.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from hubdesk.errors import HubDeskError, Refusal
from hubdesk.errors.sending import PlaceAway
from hubdesk.queries.parcels import Listed

FIRST: Final = timedelta(seconds=30)
LONGEST: Final = timedelta(hours=1)
LONGEST_NEAR: Final = timedelta(minutes=2)  # asking whether a stick is in costs nothing
SETTLED: Final = timedelta(seconds=5)  # a line that just came up may be gone again
LEAST: Final = timedelta(seconds=30)  # between two tries, however often a line comes and goes
LOOK_AFTER: Final = timedelta(hours=20)  # what was read back at once may have come from a memory
LARGE: Final = 4 << 20  # bytes of one file, as few bundles have: it goes after all that is small
LOOKS: Final = 5  # so often what is missing at a later look is sent again

# What is wrong with one parcel, and keeps nothing else back.
OF_ONE: Final = frozenset(
    (
        "PlaceFull",
        "TooLargeForPlace",
        "PlaceReadsBackOther",
        "NotRemoved",
        "NameTaken",
        "ParcelGone",
        "FaultInSending",
    )
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as the order of sending sees it. `is_near`: a folder or a stick, on no line."""

    id: str
    name: str
    is_near: bool = False
    is_stick: bool = False
    on_metered: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """How this computer reaches others. `since`: when it last began to."""

    is_up: bool = True
    is_metered: bool = False
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """A parcel that has not arrived, or with `is_sent` one that is looked at once more."""

    id: str
    spot: str
    files: tuple[Listed, ...]
    sealed_at: datetime
    arrived: int = 0
    tries: int = 0
    next_at: datetime | None = None
    trouble: str = ""
    stopped: bool = False
    is_sent: bool = False
    missed: int = 0  # so often a later look did not find it whole

    @property
    def is_large(self) -> bool:
        """Whether a file that is still to go is one that nothing small should wait for."""
        return any(is_large(one) for one in self.files[self.arrived :])


def is_large(file: Listed) -> bool:
    """Whether nothing small should wait for a file; so after one of them, what is small may go."""
    return file.size > LARGE


@dataclass(frozen=True, slots=True)
class Send:
    """Send this one now, from the first file on that was not read back yet."""

    parcel: OnItsWay


@dataclass(frozen=True, slots=True)
class Look:
    """Look whether this one, sent a while ago, still lies there whole."""

    parcel: OnItsWay


@dataclass(frozen=True, slots=True)
class Rest:
    """Nothing to do before that moment; None: before something changes.

    `goes_on`: there is more to do at once, and it was time to look what else became due.
    """

    until: datetime | None = None
    goes_on: bool = False


Step = Send | Look | Rest


def next_step(
    parcels: Iterable[OnItsWay],
    spots: Mapping[str, Spot],
    line: Line,
    now: datetime,
    *,
    tried: Mapping[str, datetime] | None = None,
    in_vain: Collection[str] = (),
) -> Step:
    """The oldest parcel that can go, or how long to rest. `tried`: the last try of each spot.

    What waits goes before what is only looked at again, and small before large: where a line stands
    for minutes, nothing after hundreds of pieces would ever leave. What was `in_vain` just now has
    to rest, however long the try itself took.
    """
    all_ = sorted(parcels, key=lambda one: (one.is_sent, one.is_large, one.sealed_at, one.id))
    soonest: datetime | None = None
    for parcel in all_:
        spot = spots.get(parcel.spot)
        if spot is None or parcel.stopped or not _reached(spot, line) or _is_barred(spot, all_):
            continue
        at = _ready_at(parcel, all_, spot, line, now, (tried or {}).get(spot.id))
        if at <= now and parcel.id not in in_vain:
            return Look(parcel) if parcel.is_sent else Send(parcel)
        soonest = at if soonest is None else min(soonest, at)
    return Rest(soonest)


def _reached(spot: Spot, line: Line) -> bool:
    if spot.is_near:
        return True
    return line.is_up and (spot.on_metered or not line.is_metered)


def _is_barred(spot: Spot, parcels: Sequence[OnItsWay]) -> bool:
    """Whether the place itself said no, to whichever parcel."""
    return any(one.spot == spot.id and one.stopped and one.trouble not in OF_ONE for one in parcels)


def _ready_at(
    parcel: OnItsWay,
    parcels: Sequence[OnItsWay],
    spot: Spot,
    line: Line,
    now: datetime,
    tried: datetime | None,
) -> datetime:
    """When it may be tried: what keeps the place back keeps each of its parcels back.

    A line that came up since the last try is worth one, whatever was waited for.
    """
    at = max(_waits_for(parcel, parcels, now), default=now)
    if spot.is_near or line.since is None:
        return at
    settled = line.since + SETTLED if line.since <= now else now  # a clock can go back
    if parcel.is_sent:
        return max(at, settled)
    last = tried if tried is not None and tried <= now else None
    if last is None or last < line.since:
        at = min(at, max(settled, last + LEAST if last else settled))
    return max(at, settled)


def _waits_for(parcel: OnItsWay, parcels: Sequence[OnItsWay], now: datetime) -> Iterator[datetime]:
    for one in parcels:
        of_place = one.spot == parcel.spot and one.trouble and one.trouble not in OF_ONE
        if one.next_at is None or not (one.id == parcel.id or of_place):
            continue
        # a wait longer than any of ours was written before the clock went back
        if one.next_at <= now + (LOOK_AFTER if one.is_sent else LONGEST):
            yield one.next_at


def put_off(
    parcel: OnItsWay, error: HubDeskError, spot: Spot, now: datetime, chance: random.Random
) -> OnItsWay:
    """The parcel after a try that came to nothing."""
    trouble = type(error).__name__
    if isinstance(error, Refusal):
        return replace(parcel, trouble=trouble, stopped=True, next_at=None)
    tries = parcel.tries + 1
    longest = LONGEST_NEAR if spot.is_near and isinstance(error, PlaceAway) else LONGEST
    wait = min(longest, FIRST * 2 ** min(tries - 1, 12))
    # half of it by chance: many computers that lost one line do not all come back at once
    wait = wait / 2 + wait / 2 * chance.random()
    return replace(parcel, tries=tries, trouble=trouble, next_at=now + wait)


def looked_in_vain(parcel: OnItsWay, spot: Spot, now: datetime) -> OnItsWay:
    """The place was not there to be looked at: later, and nobody needs to act for it."""
    return replace(parcel, next_at=now + (LONGEST_NEAR if spot.is_stick else LONGEST))
