"""The courier: does what `sending.py` decides, file by file, and believes only what it read back.

It knows no clock, no connection and no table: those are handed in, so that a year of bad lines
runs in a second. What it writes down, it writes after the fact and never before.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, Protocol

from hubdesk.errors import HubDeskError
from hubdesk.errors.sending import (
    FaultInSending,
    NameTaken,
    NotRemoved,
    ParcelGone,
    PlaceReadsBackOther,
    SendingStopped,
)
from hubdesk.queries.parcels import Listed
from hubdesk.sync.container import NAME, outside_of
from hubdesk.sync.sending import (
    LOOK_AFTER,
    LOOKS,
    Line,
    OnItsWay,
    Rest,
    Send,
    Spot,
    is_large,
    looked_in_vain,
    next_step,
    put_off,
)
from hubdesk.sync.storage import Storage

Progress = Callable[[OnItsWay, int], object]  # which file of a parcel is next; may raise to end it
Met = Callable[[OnItsWay, Exception], object]
_OTHER: Final = 1  # a byte more than wanted is read, so that what is longer shows
_READ_AGAIN: Final = 8  # so many of the large files over a line are read again at the later look


def _is_raised(_parcel: OnItsWay, bug: Exception) -> None:
    raise bug


class Ledger(Protocol):
    """What is on its way, and how far. Each call is kept for good before it returns."""

    def on_their_way(self) -> list[OnItsWay]:
        """What may go."""

    def may_go(self, parcel_id: str) -> bool:
        """Whether it still may: somebody may have taken it back, or been erased, meanwhile."""

    def arrived(self, parcel_id: str, arrived: int) -> None:
        """So many of its files were read back."""

    def put_off(self, parcel: OnItsWay) -> None:
        """It was tried in vain."""

    def sent(self, parcel_id: str, look_again_at: datetime | None) -> None:
        """All of it was read back; its content is kept while it is to be looked at again."""

    def missing(self, parcel_id: str, arrived: int) -> None:
        """It arrived, and does not lie there whole any more; counted for good."""

    def done_with(self, parcel_id: str) -> None:
        """Nothing of it is needed here any more."""

    def lost_here(self, parcel_id: str) -> None:
        """Its content is gone, here and there."""


class Courier:
    """`content` gives a file of a parcel, `open_spot` a place that proved to be the one meant.

    `met` is told of a bug; unless it raises, that parcel is put off and the others go on.
    """

    def __init__(
        self,
        ledger: Ledger,
        content: Callable[[OnItsWay, int], bytes],
        open_spot: Callable[[str], Storage],
        *,
        clock: Callable[[], datetime],
        chance: random.Random,
        met: Met = _is_raised,
    ) -> None:
        self._ledger, self._content, self._open = ledger, content, open_spot
        self._clock, self._chance, self._met = clock, chance, met
        self._tried: dict[str, datetime] = {}
        self._was_out: set[str] = set()  # sticks

    def round(
        self,
        spots: Mapping[str, Spot],
        line: Line,
        *,
        halt: Callable[[], object] = lambda: None,
        told: Progress = lambda parcel, at: None,
        at_most: timedelta | None = None,
    ) -> Rest:
        """Do all there is to do now. Answers with when there is something again.

        `halt` is asked between any two files and raises SendingStopped to end the work there. After
        `at_most` it ends between two large files, since meanwhile more may have become due.
        """
        self._notice_sticks(spots)
        in_vain, began = set[str](), self._clock()
        while True:
            halt()
            parcels, now = self._ledger.on_their_way(), self._clock()
            step = next_step(parcels, spots, line, now, tried=self._tried, in_vain=in_vain)
            if isinstance(step, Rest):
                return step
            spot, goes_on = spots[step.parcel.spot], False
            try:
                if isinstance(step, Send):
                    goes_on = self._send(step.parcel, spot, halt, told)
                else:
                    self._look(step.parcel, spot)
            except HubDeskError:
                raise
            except Exception as bug:  # one parcel must not end the sending of all others
                self._met(step.parcel, bug)
                self._put_off_faulty(step.parcel, spot)
            if not goes_on:
                in_vain.add(step.parcel.id)  # what was not in vain waits no longer
            elif at_most is not None and not now <= self._clock() < began + at_most:
                return Rest(now, goes_on=True)

    def _send(
        self, parcel: OnItsWay, spot: Spot, halt: Callable[[], object], told: Progress
    ) -> bool:
        """Whether it came on and is to go on, once what is small had its turn."""
        self._tried[spot.id] = self._clock()
        at = parcel.arrived
        try:
            storage = self._open(spot.id)
            while at < len(parcel.files):
                halt()
                if not self._ledger.may_go(parcel.id):
                    return False
                told(parcel, at)
                if spot.is_near and at > parcel.arrived:
                    storage = self._open(spot.id)  # in between it may have become another stick
                self._carry(storage, parcel, at, spot)
                at += 1
                self._ledger.arrived(parcel.id, at)
                if is_large(parcel.files[at - 1]) and at < len(parcel.files):
                    return True
        except SendingStopped:
            raise
        except ParcelGone:
            self._settle_lost(parcel, spot)
        except HubDeskError as error:
            came_on = at > parcel.arrived
            now = replace(parcel, arrived=at, tries=0 if came_on else parcel.tries)
            self._ledger.put_off(put_off(now, error, spot, self._clock(), self._chance))
        else:
            self._ledger.sent(parcel.id, self._clock() + LOOK_AFTER)
        return False

    def _put_off_faulty(self, parcel: OnItsWay, spot: Spot) -> None:
        now = self._clock()
        if parcel.is_sent:
            self._ledger.put_off(looked_in_vain(parcel, spot, now))
        else:
            self._ledger.put_off(put_off(parcel, FaultInSending(), spot, now, self._chance))

    def _carry(self, storage: Storage, parcel: OnItsWay, at: int, spot: Spot) -> None:
        """One file there or away, and read back."""
        file = parcel.files[at]
        if file.past:
            return
        if file.gone:
            storage.remove(file.name)
            if storage.get(file.name, most=_OTHER) is not None:
                raise NotRemoved(spot.name)
            return
        content = self._content(parcel, at)
        if file.over:
            storage.put_over(file.name, content)
        else:
            self._put_new(storage, file, content)
        self._read_back(storage, file, content, spot)

    def _put_new(self, storage: Storage, file: Listed, content: bytes) -> None:
        """What lies there under its name is left alone, unless it is ours and was cut."""
        try:
            storage.put_new(file.name, content)
        except NameTaken:
            lying = storage.get(file.name, most=len(content) + _OTHER)
            if lying is None or not is_ours_damaged(file.name, lying, content):
                raise
            storage.put_over(file.name, content)

    def _read_back(self, storage: Storage, file: Listed, content: bytes, spot: Spot) -> None:
        if storage.get(file.name, most=len(content) + _OTHER) != content:
            raise PlaceReadsBackOther(spot.name)

    def _settle_lost(self, parcel: OnItsWay, spot: Spot) -> None:
        """An older copy of the records was brought back: it is there whole, or never left."""
        try:
            storage = self._open(spot.id)
            whole = all(lies_there(storage, one) for one in parcel.files)
        except SendingStopped:
            raise
        except HubDeskError as error:
            self._ledger.put_off(put_off(parcel, error, spot, self._clock(), self._chance))
            return
        if whole:
            self._ledger.sent(parcel.id, None)
        else:
            self._ledger.lost_here(parcel.id)

    def _look(self, parcel: OnItsWay, spot: Spot, *, is_last: bool = True) -> None:
        """What was read back may have come from a memory, and a place can fall back to a copy."""
        try:
            storage = self._open(spot.id)
            seen = self._only_seen(parcel, spot)
            lost = [
                n
                for n, one in enumerate(parcel.files)
                if not (is_seen(storage, one) if n in seen else lies_there(storage, one))
            ]
        except SendingStopped:
            raise
        except HubDeskError:
            if is_last:
                self._ledger.put_off(looked_in_vain(parcel, spot, self._clock()))
            return
        if lost and parcel.missed < LOOKS:
            self._ledger.missing(parcel.id, lost[0])
        elif is_last:  # whole; or somebody takes it away each time, as is right with a stick
            self._ledger.done_with(parcel.id)

    def _only_seen(self, parcel: OnItsWay, spot: Spot) -> frozenset[int]:
        """Of hundreds of pieces over a line a few are read again, and the others only asked for.

        All of them at once would be gigabytes, of which a line of minutes never sees the end.
        """
        large = [n for n, one in enumerate(parcel.files) if is_large(one)]
        if spot.is_near or len(large) <= _READ_AGAIN:
            return frozenset()
        return frozenset(large) - frozenset(self._chance.sample(large, _READ_AGAIN))

    def _notice_sticks(self, spots: Mapping[str, Spot]) -> None:
        """A stick that was out and is in again is looked at: only now the stick itself is asked."""
        waits = [one for one in self._ledger.on_their_way() if one.is_sent]
        for spot in spots.values():
            of_it = [one for one in waits if one.spot == spot.id]
            if not spot.is_stick or not of_it:
                continue
            try:
                self._open(spot.id)
            except SendingStopped:
                raise
            except HubDeskError:
                self._was_out.add(spot.id)
                continue
            if spot.id in self._was_out:
                self._was_out.discard(spot.id)
                for one in of_it:
                    self._look(one, spot, is_last=False)


def lies_there(storage: Storage, file: Listed) -> bool:
    """Whether a file lies at a place as it was sent; of one that was to go, that it is gone."""
    if file.past:
        return True
    content = storage.get(file.name, most=file.size + _OTHER)
    if file.gone:
        return content is None
    return content is not None and sha256(content).hexdigest() == file.sha256


def is_seen(storage: Storage, file: Listed) -> bool:
    """Whether something lies there under its name, or nothing where it was to go."""
    return file.past or (storage.get(file.name, most=_OTHER) is None) is file.gone


def is_ours_damaged(name: str, lying: bytes, content: bytes) -> bool:
    """Whether what lies under a name can only be our own file, cut or changed on its way.

    A bundle is named by its content, so that a file of its name which does not prove itself is
    nobody's; of others only a beginning of our own is taken for ours.
    """
    if content.startswith(lying):
        return True
    if not NAME.fullmatch(name.split("/")[-1]):
        return False
    try:
        outside_of(lying, name, None)
    except HubDeskError:
        return True
    return False
