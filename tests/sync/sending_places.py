"""Places as the simulated years of sending have them: they cut, are slow, full, lie, and fall back.

What a place really holds is known here, and what it answers is another matter.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from hubdesk.errors.sending import NameTaken, NotThePlace, PlaceAway, PlaceFull, PlaceSaysNo
from hubdesk.sync.sending import Spot
from hubdesk.sync.storage import Lying

BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
EVENTS = 320
# What lasts for a while, and what happens in a moment.
LASTING = ("away", "cut", "slow", "lying", "stale", "full", "read-only", "swapped", "signed in")
SUDDEN = ("rolled back", "rotten", "pulled out", "name taken", "clock", "killed", "stopped")
KINDS = (*LASTING, *SUDDEN, "no line", "costly line", "erased", "in between")
PAPERS = ".papers"  # of a copy in pieces
SPOTS = {
    "web": Spot("web", "the cloud"),
    "phone": Spot("phone", "the bucket", on_metered=True),
    "stick": Spot("stick", "the stick", is_near=True, is_stick=True),
}
NEAR_ONLY, FAR_ONLY = ("pulled out",), ("signed in",)
OTHERS = b"of somebody else"
WITHIN = timedelta(hours=12)  # how far back a place can fall, and what can rot


class Killed(BaseException):
    """The process ended here."""


class Wrong(AssertionError):
    """What a year must not show. `kind` names the rule."""

    def __init__(self, kind: str, what: str) -> None:
        super().__init__(f"{kind}: {what}")
        self.kind = kind


@dataclass
class There:
    """A place as it really is."""

    spot: Spot
    holds: dict[str, bytes] = field(default_factory=dict)
    put_at: dict[str, datetime] = field(default_factory=dict)
    others: dict[str, bytes] = field(default_factory=dict)  # of whoever uses it besides
    swapped: dict[str, bytes] = field(default_factory=dict)  # what the wrong place holds
    faults: dict[str, datetime] = field(default_factory=dict)
    copies: list[tuple[datetime, dict[str, bytes]]] = field(default_factory=list)
    seen: dict[str, bytes] = field(default_factory=dict)  # as a stale answer has it
    seen_at: datetime = BEGAN
    fell_back_at: datetime | None = None


class Time(Protocol):
    """The year a place is met in."""

    dice: random.Random
    counts: Counter[str]
    now: datetime
    asked: int
    most_asked: int

    def reach(self, there: There) -> None: ...
    def may_be_killed(self) -> None: ...
    def write(self, there: There, holds: dict[str, bytes], name: str, content: bytes) -> None: ...


class Storage:
    """The place as the courier meets it. It proves nothing: that is for the courier."""

    def __init__(self, year: Time, there: There) -> None:
        self._year, self._there = year, there

    def _is(self, fault: str, share: float = 1.0) -> bool:
        if fault in self._there.faults and self._year.dice.random() < share:
            self._year.counts[fault] += 1
            return True
        return False

    @property
    def _holds(self) -> dict[str, bytes]:
        return self._there.swapped if "swapped" in self._there.faults else self._there.holds

    def _begin(self) -> None:
        year = self._year
        year.asked += 1
        if year.asked > year.most_asked:
            raise Wrong("asks without end", self._there.spot.name)
        year.now += timedelta(seconds=year.dice.random() * 2)
        year.may_be_killed()
        if self._is("slow"):
            year.now += timedelta(minutes=year.dice.random() * 4)
        year.reach(self._there)
        if self._is("signed in"):
            raise NotThePlace(self._there.spot.name)

    def list(self, below: str = "") -> Iterator[Lying]:
        self._begin()
        holds = self._there.seen if self._is("stale") else self._holds
        return iter([Lying(n, len(c)) for n, c in holds.items() if n.startswith(below)])

    def get(self, name: str, *, most: int) -> bytes | None:
        self._begin()
        if self._is("cut", 0.2):
            raise PlaceAway(self._there.spot.name)
        # what was written since is not shown yet; what is older is told as it is
        is_new = self._there.put_at.get(name, BEGAN) > self._there.seen_at
        holds = self._there.seen if is_new and self._is("stale", 0.5) else self._holds
        found = holds.get(name)
        return found[:most] if found is not None else None

    def put_new(self, name: str, content: bytes) -> None:
        lying = self._holds.get(name)
        if lying is not None:
            self._begin()
            if lying != content:
                raise NameTaken(self._there.spot.name, name)
            return
        self._put(name, content)

    def put_over(self, name: str, content: bytes) -> None:
        self._put(name, content)

    def _put(self, name: str, content: bytes) -> None:
        self._begin()
        year, there = self._year, self._there
        if self._is("read-only"):
            raise PlaceSaysNo(there.spot.name)
        if self._is("full"):
            raise PlaceFull(there.spot.name)
        if self._is("lying", 0.6):
            return
        if self._is("cut", 0.5):
            if year.dice.random() < 0.4:  # it arrived, and the answer did not
                year.write(there, self._holds, name, content)
            elif there.spot.is_near:  # a folder that is copied on by others
                year.write(there, self._holds, name, content[: year.dice.randrange(len(content))])
            raise PlaceAway(there.spot.name)
        year.write(there, self._holds, name, content)
        year.may_be_killed()

    def remove(self, name: str) -> None:
        self._begin()
        if self._is("read-only"):
            raise PlaceSaysNo(self._there.spot.name)
        if not self._is("lying", 0.3):
            self._holds.pop(name, None)
