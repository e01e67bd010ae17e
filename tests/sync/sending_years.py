"""Simulated years of connections: one desk, three places, and everything that goes wrong with them.

Shared by the tests and the soak. The order of sending and the courier are the real ones; clock,
chance, places and the process that is killed are made up here, from one seed. At any time it is
asked whether what is told is so; at the end of a year all faults end, and what lies at each place
must be what was meant to lie there, to the letter, and nothing else.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from hubdesk.errors import HubDeskError
from hubdesk.errors.sending import (
    NameTaken,
    NotThePlace,
    OtherPlace,
    PlaceAway,
    PlaceFull,
    PlaceReadsBackOther,
    PlaceSaysNo,
    SendingStopped,
)
from hubdesk.queries.parcels import Listed
from hubdesk.sync.courier import Courier
from hubdesk.sync.outbox import LAST
from hubdesk.sync.sending import Line, OnItsWay, Spot
from hubdesk.sync.storage import Lying

BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
EVENTS = 500
# What lasts for a while, and what happens in a moment.
LASTING = ("away", "cut", "slow", "lying", "stale", "full", "read-only", "swapped", "signed in")
SUDDEN = ("rolled back", "rotten", "pulled out", "name taken", "clock", "killed", "stopped")
KINDS = (*LASTING, *SUDDEN, "no line", "costly line")
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


class Storage:
    """The place as the courier meets it. It proves nothing: that is for the courier."""

    def __init__(self, year: Year, there: There) -> None:
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
        if year.asked > 4_000:
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


class Desk:
    """The ledger and the outbox of one desk. What is in it outlives the process."""

    def __init__(self, year: Year) -> None:
        self._year = year
        self.parcels: dict[str, OnItsWay] = {}
        self.box: dict[str, list[bytes]] = {}

    # As the courier's ledger

    def on_their_way(self) -> list[OnItsWay]:
        return list(self.parcels.values())

    def content(self, parcel: OnItsWay, at: int) -> bytes:
        return self.box[parcel.id][at]

    def _set(self, parcel_id: str, **facts: Any) -> None:
        self._year.may_be_killed()
        if parcel_id in self.parcels:
            self.parcels[parcel_id] = replace(self.parcels[parcel_id], **facts)
        self._year.may_be_killed()

    def arrived(self, parcel_id: str, arrived: int) -> None:
        self._set(parcel_id, arrived=arrived, trouble="", next_at=None)

    def put_off(self, parcel: OnItsWay) -> None:
        self._set(
            parcel.id,
            tries=parcel.tries,
            next_at=parcel.next_at,
            trouble=parcel.trouble,
            stopped=parcel.stopped,
        )

    def sent(self, parcel_id: str, look_again_at: datetime | None) -> None:
        self._year.told_as_sent(self.parcels[parcel_id])
        if look_again_at is None:
            self.done_with(parcel_id)
        else:
            self._set(parcel_id, is_sent=True, next_at=look_again_at, tries=0, trouble="")

    def missing(self, parcel_id: str, arrived: int, tries: int) -> None:
        self._set(parcel_id, is_sent=False, arrived=arrived, tries=tries, next_at=None)

    def done_with(self, parcel_id: str) -> None:
        self._year.may_be_killed()
        self.parcels.pop(parcel_id, None)
        self._year.may_be_killed()
        self.box.pop(parcel_id, None)

    def lost_here(self, parcel_id: str) -> None:
        raise Wrong("lost", f"{parcel_id} is gone from the outbox")

    # Around it

    def seal(self, parcel: OnItsWay, contents: list[bytes]) -> None:
        """As packing does: the outbox first, then the record, and what is outdone taken back."""
        self.box[parcel.id] = contents
        self._year.may_be_killed()
        self.take_back_outdone(parcel)
        self.parcels[parcel.id] = parcel
        self._year.may_be_killed()
        self.restart()

    def take_back_outdone(self, parcel: OnItsWay) -> None:
        """The rule of `operations/parcels.py`, which has tests of its own."""
        if any(one.over for one in parcel.files):
            for other in list(self.parcels.values()):
                if other.spot == parcel.spot and any(one.over for one in other.files):
                    del self.parcels[other.id]
        gone = {one.name for one in parcel.files if one.gone}
        for other in list(self.parcels.values()):
            if other.spot == parcel.spot and gone & {one.name for one in other.files}:
                del self.parcels[other.id]

    def restart(self) -> None:
        """What no parcel names is swept, at each start and after each sealing."""
        for parcel_id in [one for one in self.box if one not in self.parcels]:
            del self.box[parcel_id]

    def try_again(self) -> None:
        for one in list(self.parcels.values()):
            if not one.is_sent:
                self.parcels[one.id] = replace(
                    one, tries=0, next_at=None, trouble="", stopped=False
                )


Make = Callable[..., Courier]


class Year:
    """One of them. `rounds` lives through it; Wrong says what it must not show."""

    def __init__(
        self,
        seed: int,
        counts: Counter[str],
        make_courier: Make = Courier,
        make_desk: Callable[[Year], Desk] = Desk,
    ) -> None:
        self.dice, self.counts = random.Random(seed), counts
        self.now, self.asked, self.kill_in, self.skewed = BEGAN, 0, 0, timedelta()
        self.jumped_at = BEGAN
        self.line, self._line_ends = Line(since=BEGAN), BEGAN
        self.theres = {spot.id: There(spot) for spot in SPOTS.values()}
        self.meant: dict[str, dict[str, bytes]] = {spot: {} for spot in SPOTS}
        self.newest: dict[str, int] = {}  # of each page, the version that was written last
        self.sealed_at: dict[str, datetime] = {}  # by a clock that is right
        self._number = 0
        self._make_courier = make_courier
        self.desk = make_desk(self)
        self.courier = self._new_courier()

    def clock(self) -> datetime:
        """As the desk has it, which may be a year off."""
        return self.now + self.skewed

    def _new_courier(self) -> Courier:
        return self._make_courier(
            self.desk, self.desk.content, self.open, clock=self.clock, chance=self.dice
        )

    # What the courier meets

    def open(self, spot: str) -> Storage:
        there = self.theres[spot]
        self.asked += 1
        self.reach(there)
        if "swapped" in there.faults:
            self.counts["swapped"] += 1
            raise OtherPlace(there.spot.name)
        return Storage(self, there)

    def reach(self, there: There) -> None:
        if "away" in there.faults:
            self.counts["away"] += 1
            raise PlaceAway(there.spot.name)
        if not there.spot.is_near and not self.line.is_up:
            raise PlaceAway(there.spot.name)

    def may_be_killed(self) -> None:
        if self.kill_in:
            self.kill_in -= 1
            if not self.kill_in:
                raise Killed

    def write(self, there: There, holds: dict[str, bytes], name: str, content: bytes) -> None:
        """What is really written, and whether it may be."""
        if holds is there.swapped:
            raise Wrong("something else left", f"{name} to a place that is not ours")
        if there.others.get(name, content) != content:
            raise Wrong("written over", f"{name} of somebody else")
        if name.startswith("pages/"):
            self._check_page(there, name, content)
        holds[name] = content
        there.put_at[name] = self.now

    def _check_page(self, there: There, name: str, content: bytes) -> None:
        version = int(content.split(b" ")[0]) if b" " in content else 0
        if version < self.newest.get(name, 0):
            raise Wrong("older over newer", f"{name} {version}")
        self.newest[name] = version
        sealed_at = self.sealed_at.get(f"{version + 1:06}", self.now)  # its parcel's number
        fell = there.fell_back_at is not None and there.fell_back_at >= sealed_at
        if name.endswith(LAST) and version and not fell:
            for page, of in self.meant[there.spot.id].items():
                if page.startswith("pages/p") and int(of.split(b" ")[0]) == version:
                    if there.holds.get(page) != of:
                        raise Wrong("names what is not there", f"{name} before {page}")

    def told_as_sent(self, parcel: OnItsWay) -> None:
        there = self.theres[parcel.spot]
        if there.fell_back_at is not None and there.fell_back_at >= self.sealed_at[parcel.id]:
            return  # an earlier file of it may be gone again; the later look is for that
        for one, content in zip(parcel.files, self.desk.box[parcel.id], strict=False):
            if one.gone:
                if one.name in there.holds:
                    raise Wrong("told as sent", f"{one.name} still lies there")
            elif there.holds.get(one.name) != content:
                raise Wrong("told as sent", f"{one.name} is not there")

    # What happens

    def live(self) -> None:
        """Through all of it, and past it until everything arrived."""
        for _ in range(EVENTS):
            self._pass(timedelta(hours=self.dice.expovariate(1 / 17)))
            self._happen()
            for _ in range(self.dice.randrange(1, 4)):
                self._work()
        self._heal()
        self._check_end()

    def _pass(self, time: timedelta) -> None:
        self.now += time
        for there in self.theres.values():
            there.faults = {what: end for what, end in there.faults.items() if end > self.now}
            there.copies = [one for one in there.copies if self.now - one[0] < WITHIN]
            there.copies.append((self.now, dict(there.holds)))
            if "stale" not in there.faults:
                there.seen, there.seen_at = dict(there.holds), self.now
        if self.now > self._line_ends:
            was = self.line
            up, costly = self.dice.random() < 0.6, self.dice.random() < 0.3
            self.counts["no line"] += not up
            self.counts["costly line"] += up and costly
            since = self.clock() if up and not was.is_up else was.since
            self.line = Line(up, up and costly, since)
            self._line_ends = self.now + timedelta(hours=self.dice.expovariate(1 / 20))

    def _happen(self) -> None:
        what = self.dice.choice(("due", "due", "due", "fault", "fault", "sudden", "act", "reissue"))
        if what == "due":
            self._due()
        elif what == "reissue":
            self._reissue()
        elif what == "act":
            self._act()
        elif what == "fault":
            fault = self.dice.choice(LASTING)
            there = self._there(fault)
            there.seen, there.seen_at = dict(there.holds), self.now
            lasts = timedelta(hours=self.dice.expovariate(1 / 30))
            there.faults[fault] = self.now + lasts
        else:
            self._sudden(self.dice.choice(SUDDEN))

    def _there(self, fault: str) -> There:
        fits = [
            there
            for there in self.theres.values()
            if not (fault in NEAR_ONLY and not there.spot.is_near)
            and not (fault in FAR_ONLY and there.spot.is_near)
        ]
        busy = [one for one in fits if any(p.spot == one.spot.id for p in self.desk.parcels.values())]
        return self.dice.choice(busy if busy and self.dice.random() < 0.8 else fits)

    def _due(self) -> None:
        """Bundles that are new, or pages that take the place of those before."""
        spot, self._number = self.dice.choice(list(SPOTS)), self._number + 1
        if spot == "web" and self.dice.random() < 0.5:
            pages = [f"pages/p{n}.html" for n in range(3)]
            texts = [f"{self._number} {n}".encode() for n in pages] + [b"%d index" % self._number]
            files = [(n, t, True) for n, t in zip([*pages, f"pages/{LAST}"], texts, strict=True)]
        else:
            contents = [self.dice.randbytes(24) for _ in range(self.dice.randrange(1, 5))]
            files = [(f"d/{sha256(c).hexdigest()[:16]}.new", c, False) for c in contents]
        self._seal(spot, files)

    def _reissue(self) -> None:
        """Somebody was erased: what lies there, or is on its way, is sealed anew."""
        spot = self.dice.choice(list(SPOTS))
        others = self.theres[spot].others
        old = [name for name in self.meant[spot] if name.startswith("d/") and name not in others]
        if old:
            name, anew = self.dice.choice(old), self.dice.randbytes(24)
            of = [
                one
                for one in self.desk.parcels.values()
                if one.spot == spot and name in {f.name for f in one.files} and len(one.files) > 1
            ]
            if not of:  # of a parcel of several the rest would be sealed anew with it
                self._seal(spot, [(f"d/{sha256(anew).hexdigest()[:16]}.new", anew, False)], name)

    def _seal(self, spot: str, files: list[tuple[str, bytes, bool]], gone: str = "") -> None:
        self._number += 1
        listing = [
            Listed(name, sha256(content).hexdigest(), len(content), over)
            for name, content, over in files
        ]
        listing += [Listed(gone, gone=True)] if gone else []
        # a wrong clock says when it was sealed, and must not change what is newer
        parcel = OnItsWay(f"{self._number:06}", spot, tuple(listing), self.clock())
        self.sealed_at[parcel.id] = self.now
        before = dict(self.meant[spot])
        if gone:
            self.meant[spot].pop(gone, None)
        self.meant[spot] |= {name: content for name, content, _ in files}
        try:
            self.desk.seal(parcel, [content for _, content, _ in files])
        except Killed:
            self._killed()
            if parcel.id not in self.desk.parcels:
                self.meant[spot] = before  # it was in no record: made again at another time

    def _act(self) -> None:
        """Somebody read why, put it right and pressed Send now."""
        for there in self.theres.values():
            for name, content in list(there.others.items()):
                if there.holds.get(name) != content:
                    raise Wrong("written over", name)
                del there.holds[name], there.others[name]
        self.desk.try_again()

    def _sudden(self, what: str) -> None:
        there = self._there(what)
        # A clock that jumps ahead brings the later look too soon, and nothing looks after it.
        since = max(self.now - WITHIN, self.jumped_at)
        fresh = [name for name, at in there.put_at.items() if at > since]
        copies = [one for one in there.copies if one[0] > since]
        mine = [name for name in fresh if name in there.holds and name not in there.others]
        if what == "rolled back" and copies:
            then = self.dice.choice(copies)[1]
            mine = {name: content for name, content in then.items() if content != OTHERS}
            there.holds = mine | there.others
            there.fell_back_at = self.now
        elif what in ("rotten", "pulled out") and mine:
            for name in self.dice.sample(mine, self.dice.randrange(1, len(mine) + 1)):
                content = there.holds.pop(name)
                if what == "rotten" or self.dice.random() < 0.5:
                    there.holds[name] = content[: self.dice.randrange(len(content))]
            there.fell_back_at = self.now
            if what == "pulled out":
                there.faults["away"] = self.now + timedelta(hours=self.dice.expovariate(1 / 20))
        elif what == "name taken" and self.desk.parcels:
            waits = [
                (one.spot, file.name)
                for one in self.desk.parcels.values()
                for file in one.files[one.arrived :]
                if not (file.over or file.gone or one.is_sent)
            ]
            gone = {f.name for one in self.desk.parcels.values() for f in one.files if f.gone}
            waits = [(s, n) for s, n in waits if n not in self.theres[s].holds and n not in gone]
            if not waits:
                return
            spot, name = self.dice.choice(waits)
            self.theres[spot].others[name] = self.theres[spot].holds[name] = OTHERS
        elif what == "clock":
            self.skewed = timedelta(days=self.dice.choice((-365, -1, 0, 1, 365)))
            self.jumped_at = self.now
        elif what == "killed":
            self.kill_in = self.dice.randrange(1, 40)
            return  # counted where it falls
        elif what == "stopped":
            self.kill_in = 0
            self._stop_after(self.dice.randrange(1, 6))
            return
        else:
            return
        self.counts[what] += 1

    def _stop_after(self, steps: int) -> None:
        left = [steps]

        def halt() -> None:
            left[0] -= 1
            if left[0] < 0:
                raise SendingStopped

        asked = self.asked
        try:
            self.courier.round(SPOTS, self.line, halt=halt)
        except SendingStopped:
            self.counts["stopped"] += 1
            assert self.asked - asked < 60, "it went on after Cancel"
        except Killed:
            self._killed()

    def _work(self) -> None:
        """The desk is open for a while: rounds, until nothing is to be done soon."""
        self.asked = 0
        for _ in range(4):
            try:
                rest = self.courier.round(SPOTS, self.line)
            except Killed:
                self._killed()
                continue
            if rest.until is None or rest.until - self.clock() > timedelta(hours=2):
                return
            self.now = max(self.now, self.now + (rest.until - self.clock()))

    def _killed(self) -> None:
        self.counts["killed"] += 1
        self.desk.restart()
        self.courier = self._new_courier()

    def _heal(self) -> None:
        """All faults end, somebody looks after it, and time passes."""
        self.kill_in, self.skewed = 0, timedelta()
        for there in self.theres.values():
            there.faults = {}
        self.line = Line(since=self.now)
        for _ in range(40):
            self._act()
            self.asked = 0
            rest = self.courier.round(SPOTS, self.line)
            if not self.desk.parcels:
                return
            self.now = max(self.now + timedelta(hours=6), rest.until or self.now)
        raise Wrong("never arrived", str(next(iter(self.desk.parcels.values()))))

    def _check_end(self) -> None:
        if self.desk.box:
            raise Wrong("kept for ever", str(list(self.desk.box)))
        for spot, there in self.theres.items():
            for name, content in self.meant[spot].items():
                if there.holds.get(name) != content:
                    raise Wrong("lost", f"{name} at {spot}: {there.holds.get(name)!r}")
            if more := there.holds.keys() - self.meant[spot].keys():
                raise Wrong("something else left", f"{sorted(more)} at {spot}")
            if there.swapped:
                raise Wrong("something else left", "to a place that is not ours")


def years(seed: int, counts: Counter[str], **kinds: Any) -> Iterator[int]:
    """Years without end, each from a seed of its own. Wrong names what one showed, and its seed."""
    while True:
        try:
            Year(seed, counts, **kinds).live()
        except Wrong as wrong:
            wrong.add_note(f"seed {seed}")
            raise
        except HubDeskError as error:
            error.add_note(f"seed {seed}")
            raise
        counts["years"] += 1
        yield seed
        seed += 1


def said(seed: int, counts: Counter[str]) -> str:
    """The counts in one line."""
    faults = ", ".join(f"{kind} {counts[kind]:,}" for kind in KINDS)
    return f"seed {seed}: {counts['years']:,} years; {faults}"


# Bugs put in on purpose: each has to be found


class TrustsTheAnswer(Courier):
    """Believes what the place says about itself."""

    def _read_back(self, *_facts: Any) -> None:
        pass


class NeverLooksAgain(Courier):
    """What was read back once is forgotten at once."""

    def _look(self, parcel: OnItsWay, spot: Spot, *, is_last: bool = True) -> None:
        self._ledger.done_with(parcel.id)


class WritesOver(Courier):
    """Takes every name for its own."""

    def _put_new(self, storage: Any, file: Listed, content: bytes) -> None:
        storage.put_over(file.name, content)


class TrustsTheList(Courier):
    """What a list does not show was never there; what it shows is whole."""

    def _look(self, parcel: OnItsWay, spot: Spot, *, is_last: bool = True) -> None:
        try:
            names = {one.name for one in self._open(spot.id).list()}
        except HubDeskError:
            super()._look(parcel, spot, is_last=is_last)
            return
        if {one.name for one in parcel.files if not one.gone} <= names:
            self._ledger.done_with(parcel.id)
        else:
            self._ledger.missing(parcel.id, 0, 0)


class TellsTooSoon(Courier):
    """Writes down that a file arrived before it has."""

    def _carry(self, storage: Any, parcel: OnItsWay, at: int, spot: Spot) -> None:
        self._ledger.arrived(parcel.id, at + 1)
        super()._carry(storage, parcel, at, spot)


class NeverRests(Courier):
    """Tries again at once."""

    def _send(self, parcel: OnItsWay, spot: Spot, *more: Any) -> None:
        super()._send(parcel, spot, *more)
        for one in self._ledger.on_their_way():
            if one.id == parcel.id and not one.is_sent and not one.stopped:
                self._ledger.put_off(replace(one, next_at=None))


class IndexFirst(Courier):
    """Sends the page that names the others before them."""

    def _carry(self, storage: Any, parcel: OnItsWay, at: int, spot: Spot) -> None:
        last = len(parcel.files) - 1
        if parcel.files[last].name.endswith(LAST):
            at = last - at
        super()._carry(storage, parcel, at, spot)


class PacksAgain(Desk):
    """Seals what has not arrived anew at each try."""

    def put_off(self, parcel: OnItsWay) -> None:
        super().put_off(parcel)
        if parcel.id in self.parcels and not parcel.is_sent:
            new = [one if f.over or f.gone else self._year.dice.randbytes(24) for one, f in
                   zip(self.box[parcel.id], parcel.files, strict=False)]  # fmt: skip
            files = [
                f if f.over or f.gone else Listed(f"d/{sha256(c).hexdigest()[:16]}.new", sha256(c).hexdigest(), len(c))
                for f, c in zip(parcel.files, [*new, b""], strict=False)
            ]
            for old, made, content in zip(parcel.files, files, new, strict=False):
                self._year.meant[parcel.spot].pop(old.name, None)
                self._year.meant[parcel.spot][made.name] = content
            self.box[parcel.id] = new
            self.parcels[parcel.id] = replace(
                self.parcels[parcel.id], files=tuple(files), arrived=0
            )


class ForgetsTheOutbox(Desk):
    """Records a parcel before its content is kept."""

    def seal(self, parcel: OnItsWay, contents: list[bytes]) -> None:
        self.take_back_outdone(parcel)
        self.parcels[parcel.id] = parcel
        self._year.may_be_killed()
        self.box[parcel.id] = contents


class SendsOldPages(Desk):
    """Takes nothing back that is outdone."""

    def take_back_outdone(self, parcel: OnItsWay) -> None:
        pass


class SetsUpAnywhere(Year):
    """Takes an empty place for its own: it infers from absence."""

    def open(self, spot: str) -> Storage:
        there = self.theres[spot]
        self.reach(there)
        return Storage(self, there)


BUGS: dict[str, dict[str, Any]] = {
    "trusts the answer": {"make_courier": TrustsTheAnswer},
    "never looks again": {"make_courier": NeverLooksAgain},
    "writes over": {"make_courier": WritesOver},
    "trusts the list": {"make_courier": TrustsTheList},
    "tells too soon": {"make_courier": TellsTooSoon},
    "never rests": {"make_courier": NeverRests},
    "index first": {"make_courier": IndexFirst},
    "packs again": {"make_desk": PacksAgain},
    "records before it keeps": {"make_desk": ForgetsTheOutbox},
    "sends old pages": {"make_desk": SendsOldPages},
}
