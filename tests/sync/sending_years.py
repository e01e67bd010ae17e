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
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from hubdesk.errors import HubDeskError
from hubdesk.errors.sending import OtherPlace, PlaceAway, SendingStopped
from hubdesk.queries.parcels import Listed
from hubdesk.sync.courier import Courier
from hubdesk.sync.outbox import LAST
from hubdesk.sync.sending import Line, OnItsWay
from tests.sync.sending_desk import Desk
from tests.sync.sending_places import (
    BEGAN,
    EVENTS,
    FAR_ONLY,
    KINDS,
    LASTING,
    NEAR_ONLY,
    OTHERS,
    PAPERS,
    SPOTS,
    SUDDEN,
    WITHIN,
    Killed,
    Storage,
    There,
    Wrong,
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
        *,
        takes_any: bool = False,
    ) -> None:
        self.dice, self.counts = random.Random(seed), counts
        self.now, self.kill_in, self.skewed = BEGAN, 0, timedelta()
        self.asked, self.most_asked = 0, 4_000
        self.jumped_at = BEGAN
        self.line, self._line_ends = Line(since=BEGAN), BEGAN
        self.theres = {spot.id: There(spot) for spot in SPOTS.values()}
        self.meant: dict[str, dict[str, bytes]] = {spot: {} for spot in SPOTS}
        self.newest: dict[str, int] = {}  # of each page, the version that was written last
        self.sealed_at: dict[str, datetime] = {}  # by a clock that is right
        self.erased: set[tuple[str, str]] = set()  # of each place, what must not go there any more
        self._number = 0
        self._make_courier, self._takes_any = make_courier, takes_any
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
        if "swapped" in there.faults and not self._takes_any:
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
        if (there.spot.id, name) in self.erased:
            raise Wrong("left after an erasure", f"{name} at {there.spot.id}")
        if name.startswith("pages/"):
            self._check_page(there, name, content)
        if name.endswith(PAPERS):
            self._check_papers(there, name)
        holds[name] = content
        there.put_at[name] = self.now

    def _check_page(self, there: There, name: str, content: bytes) -> None:
        key, version = f"{there.spot.id}/{name}", _version(content)
        if not version:
            return  # cut before its first word: nobody can say of which it is
        if version < self.newest.get(key, 0):
            raise Wrong("older over newer", f"{name} {version}")
        self.newest[key] = version
        sealed_at = self.sealed_at.get(f"{version + 1:06}", self.now)  # its parcel's number
        fell = there.fell_back_at is not None and there.fell_back_at >= sealed_at
        if name.endswith(LAST) and version and not fell:
            for page, of in self.meant[there.spot.id].items():
                newest = page.startswith("pages/p") and _version(of) == version
                if newest and there.holds.get(page) != of:
                    raise Wrong("names what is not there", f"{name} before {page}")

    def _check_papers(self, there: There, name: str) -> None:
        """A copy has its papers once all its pieces lie there, or it would pass for a whole one."""
        of = next(
            (p for p in self.desk.parcels.values() if name in {f.name for f in p.files}), None
        )
        if of is None or self._fell_back(there, of):
            return
        for one, content in zip(of.files, self.desk.box[of.id], strict=False):
            is_piece = one.name.endswith(".new") and not (one.gone or one.past)
            if is_piece and there.holds.get(one.name) != content:
                raise Wrong("papers before pieces", f"{name} before {one.name}")

    def _fell_back(self, there: There, parcel: OnItsWay) -> bool:
        """Whether what arrived of a parcel may be gone again; the later look is for that."""
        return there.fell_back_at is not None and there.fell_back_at >= self.sealed_at[parcel.id]

    def told_as_sent(self, parcel: OnItsWay) -> None:
        there = self.theres[parcel.spot]
        if self._fell_back(there, parcel):
            return
        for one, content in zip(parcel.files, self.desk.box[parcel.id], strict=False):
            if one.past:
                continue
            if one.gone:
                if one.name in there.holds:
                    raise Wrong("told as sent", f"{one.name} still lies there")
            elif there.holds.get(one.name) != content:
                raise Wrong("told as sent", f"{one.name} is not there")

    # What happens

    def live(self) -> None:
        """Through all of it, and past it until everything arrived."""
        for _ in range(EVENTS):
            self._pass(timedelta(hours=self.dice.expovariate(1 / 27)))
            self._happen()
            for _ in range(self.dice.randrange(1, 3)):
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
        self._seal_again()
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
        busy = [
            one for one in fits if any(p.spot == one.spot.id for p in self.desk.parcels.values())
        ]
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
            if (
                self.dice.random() < 0.2
            ):  # a copy in pieces, the list that goes with all, its papers
                files.append(("pages/list", b"%d list" % self._number, True))
                papers = self.dice.randbytes(24)
                files.append((f"d/{sha256(papers).hexdigest()[:16]}{PAPERS}", papers, False))
        self._seal(spot, files)

    @staticmethod
    def sort_of(parcel: OnItsWay) -> str:
        """Which export it is of: pages, copies with their list, or bundles."""
        names = {one.name for one in parcel.files}
        if "pages/list" in names:
            return "copy"
        return "pages" if f"pages/{LAST}" in names else parcel.id

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
                if one.spot == spot
                and name in {f.name for f in one.files}
                and len(one.files) > 1
                and self.dice.random() < 0.5
            ]
            if not of:  # of a parcel of several the rest would be sealed anew with it
                self._seal(spot, [(f"d/{sha256(anew).hexdigest()[:16]}.new", anew, False)], name)

    def may_erase(self, parcel: OnItsWay) -> None:
        """Somebody is erased between two files, who is in one that is still to go."""
        left = [
            one.name
            for one in parcel.files[parcel.arrived :]
            if one.name.startswith("d/") and not (one.gone or one.past)
            if one.name in self.meant[parcel.spot]
            and one.name not in self.theres[parcel.spot].others
        ]
        if left and self.dice.random() < 0.05:
            self.erased.add((parcel.spot, self.dice.choice(left)))
            self.counts["erased"] += 1

    def holds_erased(self, parcel: OnItsWay) -> bool:
        """Whether it may not go on before it was sealed again."""
        return any(
            (parcel.spot, one.name) in self.erased and not (one.gone or one.past)
            for one in parcel.files
        )

    def _seal_again(self) -> None:
        for spot, name in sorted(self.erased):
            if name in self.meant[spot]:
                anew = self.dice.randbytes(24)
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
                    there.holds[name] = content[: self.dice.randrange(len(content) or 1)]
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
            # an erased file's name is to be removed, whether or not a kill came before the sealing
            waits = [one for one in waits if one not in self.erased]
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
                raise SendingStopped("")

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
        self._count_anew()
        for _ in range(4):
            try:
                rest = self.courier.round(SPOTS, self.line)
            except Killed:
                self._killed()
                continue
            if rest.until is None or rest.until - self.clock() > timedelta(hours=2):
                return
            self.now = max(self.now, self.now + (rest.until - self.clock()))

    def _count_anew(self) -> None:
        """Four rounds may ask for each file a few times, and no more."""
        waits = sum(len(one.files) + 2 for one in self.desk.parcels.values())
        self.asked, self.most_asked = 0, 400 + 30 * waits

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
            self._seal_again()
            self._count_anew()
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


def _version(page: bytes) -> int:
    """Of which parcel a page is; 0 of one cut so short that nobody knows."""
    return int(page.split(b" ")[0]) if b" " in page else 0


def years(seed: int, counts: Counter[str], **kinds: Any) -> Iterator[int]:
    """Years without end, each from a seed of its own. Wrong names what one showed, and its seed."""
    while True:
        try:
            Year(seed, counts, **kinds).live()
        except (Wrong, HubDeskError) as wrong:
            wrong.add_note(f"seed {seed}")
            raise
        counts["years"] += 1
        yield seed
        seed += 1


def said(seed: int, counts: Counter[str]) -> str:
    """The counts in one line."""
    faults = ", ".join(f"{kind} {counts[kind]:,}" for kind in KINDS)
    return f"seed {seed}: {counts['years']:,} years; {faults}"
