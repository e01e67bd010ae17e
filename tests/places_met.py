"""Sending through a line that does everything wrong, to real servers, from one seed."""

from __future__ import annotations

import hashlib
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from hubdesk.errors import HubDeskError
from hubdesk.errors.sending import NameTaken
from hubdesk.sync.folder_storage import UNFINISHED
from hubdesk.sync.storage import Storage
from tests.fault_proxy import FAULTS, FaultProxy
from tests.sync.place_servers import Server, empty_bucket, s3_server, webdav_server

ROUNDS = 60  # tries of what did not arrive yet; the line gets better towards the end
# Rounds at the end, on a line without a fault and with time enough for any machine: however slow it
# is and whatever was given up before, so many rounds are enough.
GOOD = 10
QUIET = 0.1  # seconds until a server that says nothing counts as away
Direct = Callable[[str], bytes | None]  # what the server itself holds, asked by nobody else
Names = Callable[[], list[str]]


@dataclass(slots=True)
class Met:
    """What came of runs: kinds of faults, sentences said, files that arrived, and what was bad."""

    faults: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    arrived: int = 0
    removed: int = 0
    late: int = 0  # what a try that was given up put there long after the next had done it
    bad: list[str] = field(default_factory=list)

    def add(self, other: Met) -> None:
        self.faults.update(other.faults)
        self.said.update(other.said)
        self.arrived += other.arrived
        self.removed += other.removed
        self.late += other.late
        self.bad += other.bad

    def missing(self) -> list[str]:
        """Kinds of faults that never were met."""
        return [fault for fault in FAULTS if not self.faults[fault]]

    def told(self) -> str:
        faults = ", ".join(f"{fault} {self.faults[fault]}" for fault in FAULTS)
        said = ", ".join(f"{name} {count}" for name, count in sorted(self.said.items()))
        return (
            f"{self.arrived} files arrived whole, {self.removed} removed, {self.late} late, "
            f"{len(self.bad)} bad\n"
            f"faults: {faults}\nsentences: {said}"
        )


def one_run(
    server: Server, direct: Direct, names: Names, seed: int, before: Counter[str] | None = None
) -> Met:
    """A few files are sent and one is taken back; each is looked at where it lies when it counts.

    At the end the line is good, and then all must be there, and nothing else. `before` counts the
    faults of runs before this: what was rare comes first.
    """
    rng = random.Random(seed)
    met = Met()
    wanted = _files(rng, seed)
    left, gone = dict(wanted), False
    with FaultProxy(server.host, random.Random(seed + 1)).running() as proxy:
        proxy.rare = Counter(before or {})
        place = server.opened(proxy.address, quiet=QUIET)
        worst = rng.uniform(0.1, 0.45)
        for turn in range(ROUNDS):
            proxy.rate = max(0.0, worst * (1 - turn / (ROUNDS - GOOD)))
            if turn == ROUNDS - GOOD:
                proxy.settle()
                place = server.opened(proxy.address)
            for name in list(left):
                try:
                    place.put_new(name, left[name])
                    if not reads_back(place, name, left[name]):
                        continue
                except HubDeskError as error:
                    met.said[type(error).__name__] += 1
                    if isinstance(error, NameTaken):
                        met.bad.append(f"seed {seed}: {name} was said to be somebody else's")
                    continue
                if direct(name) != left.pop(name):
                    met.bad.append(f"seed {seed}: {name} counted as sent and was not whole")
                met.arrived += 1
            if not gone and not left:
                gone = _taken_back(place.remove, next(iter(wanted)), direct, met, seed)
            if turn % 7 == 3:
                _list(place, met)
            if gone:
                break
    met.faults = proxy.met
    there, late = sorted(name for name in names() if UNFINISHED not in name), _late(names, wanted)
    met.late = len(late)
    if left or not gone or there != sorted(list(wanted)[1:]):
        met.bad.append(f"seed {seed}: did not converge: {there}, left {sorted(left)}")
    return met


def webdav_runs(seed: int) -> Iterator[Met]:
    """Run after run to a WebDAV server, which has nothing in it at each beginning."""
    with tempfile.TemporaryDirectory() as folder, webdav_server(Path(folder)) as server:
        before: Counter[str] = Counter()
        for number in count(seed):
            root = Path(folder)
            for old in root.iterdir():
                shutil.rmtree(old)
            met = one_run(server, *_folder(root), number, before)
            before.update(met.faults)
            yield met


def s3_runs(seed: int) -> Iterator[Met]:
    """The same to an S3 server."""
    with s3_server() as server:
        before: Counter[str] = Counter()
        for number in count(seed):
            empty_bucket(server)
            met = one_run(server, *bucket(server), number, before)
            before.update(met.faults)
            yield met


def bucket(server: Server) -> tuple[Direct, Names]:
    """What lies in the bucket, asked without anybody between."""
    direct = server.opened()
    return lambda name: direct.get(name, most=1 << 20), lambda: [one.name for one in direct.list()]


def _folder(root: Path) -> tuple[Direct, Names]:
    def lying(name: str) -> bytes | None:
        return (root / name).read_bytes() if (root / name).exists() else None

    return lying, lambda: [
        at.relative_to(root).as_posix() for at in root.rglob("*") if at.is_file()
    ]


def _files(rng: random.Random, seed: int) -> dict[str, bytes]:
    made = {}
    for number in range(2):
        content = rng.randbytes(rng.choice([1, 300, 5_000, 40_000]))
        mark = hashlib.sha256(content).hexdigest()[:16]
        made[f"hubdesk-{seed}/d/aa/{number:010}.{mark}.hdb"] = content
    return made


def _late(names: Names, wanted: dict[str, bytes]) -> list[str]:
    """Unfinished files, which are of what was meant to lie there and of nothing else.

    A server may put one there after the try was given up, the next had arrived and nobody asks
    any more: no sweep comes late enough. Their name is of the content, so there is one of each.
    """
    marks = {f"{UNFINISHED}{name.split('.')[1]}" for name in wanted}
    late = [name for name in names() if UNFINISHED in name]
    assert {name.rpartition("/")[2] for name in late} <= marks, late
    assert len(late) <= len(wanted), late
    return late


def _taken_back(
    remove: Callable[[str], None], name: str, direct: Direct, met: Met, seed: int
) -> bool:
    try:
        remove(name)
    except HubDeskError as error:
        met.said[type(error).__name__] += 1
        return False
    if direct(name) is not None:
        met.bad.append(f"seed {seed}: {name} counted as removed and lies there")
    met.removed += 1
    return True


def reads_back(place: Storage, name: str, content: bytes) -> bool:
    """What the courier asks before a file counts as sent.

    A server may still do what a try of before asked, half or garbled, after it told the next one
    how long the whole file is.
    """
    return place.get(name, most=len(content) + 1) == content


def _list(place: Storage, met: Met) -> None:
    try:
        list(place.list())
    except HubDeskError as error:
        met.said[type(error).__name__] += 1
