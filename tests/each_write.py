"""Each write of a lend, a copy and an update, refused by the disk: what is told, what is there.

One process has everything imported and forks a worker for each refusal. `strace` holds on to the
worker, lets it begin, and has one system call answer that the disk is full, broken or not to be
written. A full disk and one that may not be written stay so; a broken one answers again.

`python -m tests.each_write HOME --seed 1` says a line of JSON for each refusal.
"""

from __future__ import annotations

import argparse
import gc
import json
import mmap
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from hubdesk.errors import Trouble
from hubdesk.errors.safety import SavedOnce
from hubdesk.errors.store import DiskFull, DiskTrouble, FolderNotWritable
from hubdesk.messages import explain
from hubdesk.models import Device, JournalTxn, Loan, Person
from hubdesk.operations.hub import set_up_hub
from hubdesk.operations.lending import Item, hand_over
from hubdesk.operations.people import register_person
from hubdesk.operations.stock import add_device
from hubdesk.paths import Paths
from hubdesk.queries.devices import device_count
from hubdesk.queries.hub import kind_called
from hubdesk.store.backup import make_copy
from hubdesk.store.database import Actor, Database
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import close_hub, make_hub_file, open_hub, open_or_mend
from hubdesk.store.proof import prove_all
from hubdesk.store.recovery import newest_proved
from tests.killed import FIRST, ROOT, in_child
from tests.older_file import make_older
from tests.random_work import RandomWork
from tests.rebuilt import check_rebuilt
from tools.throwaway import CHEAP, NOW

PROGRAM: Final = "strace"
WORKS: Final = ("lend", "copy", "update")
ANSWERS: Final = {"ENOSPC": "+", "EIO": "", "EACCES": "+"}  # "+": and each call after it
_CALLS: Final = "pwrite64,write,ftruncate,fsync,fdatasync,rename,openat"
_LINE: Final = re.compile(r"^(\d+) +(\w+)\((.*)$")
_ROOM: Final = 65_536  # bytes of what a worker tells
_LONGEST: Final = 60  # seconds


@dataclass(frozen=True, slots=True)
class Point:
    """The `nth` call of its name in a piece of work: one that writes in the hub's folder."""

    work: str
    call: str
    nth: int


@dataclass
class Seen:
    """What the refusals came to."""

    refused: int = 0
    told: int = 0  # a sentence was shown
    saved: int = 0  # it was saved all the same, or before
    looked: int = 0  # somebody could look around while the disk refused
    not_met: int = 0  # the work ended before that call
    by_work: Counter[str] = field(default_factory=Counter)
    unsaid: int = 0  # done all the same, since it can be done without that call

    def said(self) -> str:
        return (
            f"{self.refused} refused, {self.told} told in a sentence, {self.saved} saved, "
            f"{self.looked} looked around, {self.not_met} not met, {self.unsaid} without a word; "
            f"{dict(self.by_work)}"
        )


class EachWrite:
    """A hub, and one of before, copied for every refusal."""

    def __init__(self, home: Path, seed: int) -> None:
        self._home, self._seed = home, seed
        self.hub, self.old, self.there = (Paths(home / n) for n in ("hub", "old", "there"))
        self.seen = Seen()

    def make(self) -> None:
        """Both hubs. The first has a copy already, which nothing may harm."""
        told = in_child(self._prepare)
        self.lends: list[str] = told["lends"]
        shutil.copytree(self.hub.home, self.old.home)
        shutil.rmtree(self.old.copies)
        in_child(lambda say: make_older(self.old, _key(self.old)))
        self.known = set(told["txns"])

    def points(self) -> list[Point]:
        """Every write of each work, counted by letting it run undisturbed.

        Those of a lend come first; a soak that ends early has some of all the others.
        """
        found = {}
        for work in WORKS:
            lines, told = self._run(work, inject="")
            assert told.get("done"), (work, told)
            found[work] = _writes(work, lines, str(self.there.home))
        others = [point for work in WORKS[1:] for point in found[work]]
        random.Random(self._seed).shuffle(others)
        return [*found[WORKS[0]], *others]

    def rounds(self) -> Iterator[int]:
        """Yields first how many there are; then 1 for each refusal met and found harmless, or 0."""
        points = self.points()
        yield len(points) * len(ANSWERS)
        for point in points:
            for answer in ANSWERS:
                yield self.refuse(point, answer)

    def refuse(self, point: Point, answer: str) -> int:
        """Have one write refused. AssertionError names what was lost, half done or not said."""
        when = f"{point.nth}{ANSWERS[answer]}"
        lines, told = self._run(
            point.work, inject=f"inject={point.call}:error={answer}:when={when}"
        )
        what = (point, answer, told)
        met = [line for line in lines if "(INJECTED)" in line]
        if not met:
            assert told.get("done"), what
            self.seen.not_met += 1
            return 0
        assert "bug" not in told, what
        assert told.get("done") or told.get("words"), what
        assert told.get("looks") or point.work == "update", what
        self.seen.refused += 1
        self.seen.told += bool(told.get("words"))
        if not told.get("words"):
            assert all(self._can_be_done_without(line, lines) for line in met), (*what, met)
            self.seen.unsaid += 1
        self.seen.saved += bool(told.get("done"))
        self.seen.looked += bool(told.get("looks"))
        self.seen.by_work[point.work] += 1
        found = in_child(lambda say: self._look(point.work, say))
        wanted = self.known | set(told.get("saved", []))
        assert wanted <= set(found["txns"]), what
        return 1

    def warm(self) -> None:
        """Do each work once here, so that no worker has to import: its calls would be refused, too.

        And look around once, in the words of each kind of refusal.
        """
        for work in WORKS:
            self._lay_out(work)
            self._work(work, lambda: None, lambda _told: None, closes=True)
        for trouble in (DiskFull(), DiskTrouble(), FolderNotWritable(""), SavedOnce()):
            explain(trouble)
        gc.collect()
        assert threading.active_count() == 1, "a process with threads must not be forked"

    # In the worker

    def _prepare(self, say: Callable[[dict[str, Any]], None]) -> None:
        """A hub at work, with somebody, something to lend, and a copy."""
        database, _ = make_hub_file(self.hub, name="Refused", passphrase=FIRST, cost=CHEAP)
        with database.changing("set up hub") as db:
            set_up_hub(db, name="Refused", manager="Amira Khan", now=NOW)
        database.actor = Actor("manager", "manager")
        RandomWork(database, random.Random(self._seed), NOW).begin()
        with database.changing("register person") as db:
            person = register_person(db, display_name="Ada Okafor", now=NOW).id
        with database.changing("add device") as db:
            kind = kind_called(db, "Laptop")
            assert kind is not None
            device = add_device(db, kind_id=kind.id, now=NOW).id
        make_copy(database, self.hub.copies, read_slots(self.hub), now=NOW)
        with database.reading() as db:
            txns = list(db.scalars(select(JournalTxn.id)))
        close_hub(self.hub, database)
        say({"txns": txns, "lends": [str(person), str(device)]})

    def _work(
        self,
        work: str,
        go: Callable[[], None],
        tell: Callable[[dict[str, Any]], None],
        *,
        closes: bool = False,
    ) -> None:
        told: dict[str, Any] = {}
        database = None if work == "update" else _open(self.there)
        go()
        try:
            if work == "lend":
                assert database is not None
                told["saved"] = [self._lend(database)]
            elif work == "copy":
                assert database is not None
                make_copy(database, self.there.copies, read_slots(self.there), now=NOW)
            else:
                database = _open(self.there)
            told["done"] = True
        except SavedOnce as once:
            told |= {"done": True, "words": explain(once).text}
        except Trouble as trouble:
            told["words"] = explain(trouble).text
        except Exception as bug:
            told["bug"] = f"{type(bug).__name__} {bug}"
        if database is not None:
            with database.reading() as db:
                told["looks"] = device_count(db, today=NOW.date()) > 0
            if closes:
                close_hub(self.there, database)
        tell(told)

    def _lend(self, database: Database) -> str:
        person, device = self.lends
        with database.changing("lend") as db:
            hand_over(db, borrower_id=person, items=[Item(device)], now=NOW)
        return str(db.info["txn_id"])

    def _look(self, work: str, say: Callable[[dict[str, Any]], None]) -> None:
        """The next start: whole, proved, nothing half done, the copy of before as it was."""
        key = _key(self.there)
        opened = open_or_mend(self.there, read_slots(self.there), key, opened_by="passphrase")
        database = opened.database
        database.check()
        with database.reading() as db:
            raw: Any = db.connection().connection.driver_connection
            assert all(proof.holds for proof in prove_all(raw))
            assert raw.execute("SELECT count(*) FROM captured").fetchone() == (0,)
            txns = list(db.scalars(select(JournalTxn.id)))
            out = set(db.scalars(select(Loan.device_id).where(Loan.state == "out")))
            lent = select(JournalTxn.id).where(JournalTxn.verb == "lend")
            assert db.scalar(select(Device.id).limit(1))
            assert db.scalar(select(Person.id).limit(1))
            if work == "lend":
                done = [id for id in db.scalars(lent) if id not in self.known]
                assert (self.lends[1] in out) == (len(done) == 1), done
        if work == "update":
            database.check_whole()
        else:
            check_rebuilt(database)
            hub = read_slots(self.there).hub
            assert newest_proved(self.there, hub, key) is not None
        close_hub(self.there, database)
        say({"txns": txns})

    # Around it

    def _can_be_done_without(self, line: str, lines: list[str]) -> bool:
        """Whether a call that was refused takes nothing from what was saved.

        SQLite asks for the folder of its log to be made durable, and does without: the log was
        there before, and its own call is the one that counts. For the folder of a copy we ask
        once more, and that call has to be answered. What it folds into the records stands in the
        log, whole and durable; it is folded in again by whoever closes or opens.
        """
        after, records = lines[lines.index(line) + 1 :], self.there.database
        folder = re.search(r" fsync\(\d+(<[^>]+>)\)", line)
        if folder and folder[1] == f"<{self.there.home}>":
            return True
        if folder and folder[1] == f"<{self.there.copies}>":
            return any(f"{folder[1]})" in one and one.endswith("= 0") for one in after)
        opened = re.search(rf'"({re.escape(str(records))}(-wal|-shm)?)"', line)
        if opened:  # asked once more, to read alone where that is enough
            return any(f'"{opened[1]}"' in one and "= -1" not in one for one in after)
        if f"<{records}-wal>" in line:  # asked again before folding in: nothing came since
            log = [one for one in lines[: lines.index(line)] if f"<{records}-wal>" in one]
            return "fsync(" in line and "fsync(" in log[-1] and log[-1].endswith("= 0")
        return f"<{records}>" in line or f"<{records}-shm>" in line  # that one is memory

    def _lay_out(self, work: str) -> None:
        if self.there.home.exists():
            shutil.rmtree(self.there.home)
        shutil.copytree((self.old if work == "update" else self.hub).home, self.there.home)

    def _run(self, work: str, *, inject: str) -> tuple[list[str], dict[str, Any]]:
        """One piece of work in a worker that strace holds; its calls, and what it told."""
        self._lay_out(work)
        trace, told = self._home / "trace", mmap.mmap(-1, _ROOM)
        ready, go = os.pipe(), os.pipe()
        child = os.fork()
        if child == 0:
            self._in_worker(work, ready[1], go[0], told)
        os.close(ready[1])
        os.close(go[0])
        try:
            os.read(ready[0], 1)  # it is open: what comes now is the work
            command = [PROGRAM, "-f", "-y", "-qq", "-s", "0", "-p", str(child), "-o", str(trace)]
            command += ["-e", f"trace={_CALLS}", *(["-e", inject] if inject else [])]
            held = subprocess.Popen(command, stdin=subprocess.DEVNULL)
            _wait_for(child, held)
            os.write(go[1], b"g")
            os.waitpid(child, 0)
            held.wait(_LONGEST)
        finally:
            os.close(ready[0])
            os.close(go[1])
        said = bytes(told[:]).partition(b"\0")[0]
        assert said, (work, inject, "the worker told nothing")
        return trace.read_text("utf-8", "replace").splitlines(), json.loads(said)

    def _in_worker(self, work: str, ready: int, go: int, told: mmap.mmap) -> None:
        signal.alarm(_LONGEST)  # or a worker that hangs would hold everything

        def wait() -> None:
            os.write(ready, b"r")
            os.read(go, 1)

        def tell(what: dict[str, Any]) -> None:
            body = json.dumps(what).encode()[: _ROOM - 1]
            told[: len(body)] = body  # memory of both: no call that could be refused

        try:
            self._work(work, wait, tell)
        except BaseException as bug:
            tell({"bug": f"{type(bug).__name__} {bug}"})
        finally:
            os._exit(0)


def _writes(work: str, lines: list[str], home: str) -> list[Point]:
    """The calls that write in the folder, each by its place among the calls of its name."""
    nth: Counter[tuple[str, str]] = Counter()
    found: dict[Point, None] = {}
    for line in lines:
        match = _LINE.match(line)
        if match is None:
            continue  # the end of a call that was begun before, or of a thread
        thread, call, rest = match.groups()
        nth[thread, call] += 1
        opens = call == "openat" and not re.search(r"O_(WRONLY|RDWR|CREAT)", rest)
        if home in rest and not opens:
            found[Point(work, call, nth[thread, call])] = None
    return list(found)


def _wait_for(child: int, held: subprocess.Popen[bytes]) -> None:
    """Until strace holds the worker."""
    until = time.monotonic() + _LONGEST
    while "TracerPid:\t0" in Path(f"/proc/{child}/status").read_text("ascii"):
        assert held.poll() is None, "strace did not take hold"
        assert time.monotonic() < until, "strace takes too long"
        time.sleep(0.002)


def _open(paths: Paths) -> Database:
    opened = open_hub(paths, read_slots(paths), _key(paths), opened_by="passphrase")
    opened.database.actor = Actor("manager", "manager")
    return opened.database


def _key(paths: Paths) -> bytes:
    return open_with_passphrase(read_slots(paths), FIRST)


def in_own_process(home: Path, *, seed: int) -> Generator[tuple[int, str], None, None]:
    """What `rounds` yields, each with what they came to so far. AssertionError with what was wrong.

    A process of its own: this one may have threads and a screen, and must not be forked.
    """
    command = [sys.executable, "-m", "tests.each_write", os.fspath(home), "--seed", str(seed)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        for line in running.stdout:
            many, said = json.loads(line)
            yield many, said
        wrong = running.stderr.read()
    assert running.returncode == 0, wrong


def main() -> int:
    reader = argparse.ArgumentParser()
    reader.add_argument("home", type=Path)
    reader.add_argument("--seed", type=int, default=1)
    asked = reader.parse_args()
    refusing = EachWrite(asked.home, asked.seed)
    refusing.make()
    refusing.warm()
    for many in refusing.rounds():
        print(json.dumps([many, refusing.seen.said()]), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
