"""A hub whose process is killed again and again at random points, opened, and counted.

`python -m tests.killed HOME --kills 60 --seed 1` makes a hub in HOME. One process has everything
imported and forks a worker for each kill. The worker says through a pipe when a piece of work
wrote its first row and when it was told that it is saved, so that most kills fall in between.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy import select as choose

from hubdesk.app.bringing_in import read_lines
from hubdesk.app.list_parts import ListParts
from hubdesk.errors.store import WrongPassphrase
from hubdesk.models import JournalTxn
from hubdesk.operations.hub import set_up_hub
from hubdesk.paths import Paths
from hubdesk.store.backup import make_copy
from hubdesk.store.database import Actor, Database
from hubdesk.store.keys import (
    open_with_passphrase,
    read_slots,
    with_new_passphrase,
)
from hubdesk.store.opening import Opened, close_hub, make_hub_file, open_hub
from hubdesk.store.proof import prove_all
from hubdesk.store.recovery import newest_proved
from hubdesk.store.ways_in import keep_ways
from tests.older_file import make_older
from tests.random_verbs import VERBS
from tests.random_work import RandomWork
from tests.rebuilt import check_rebuilt
from tools.throwaway import CHEAP

ROOT = Path(__file__).parents[1]
FIRST = "four words are enough"
NOW = datetime.fromisoformat("2026-11-24T10:42:00+00:00")
WORKS = ("desk", "desk", "desk", "import", "keys", "migration", "backup")
BETWEEN = 0.8  # of the kills are aimed between first write and answer; some come too late
LONGEST = 30  # seconds until a worker that says nothing is given up


@dataclass
class Counts:
    """What the kills came to."""

    kills: int = 0
    between: int = 0  # first write done, not yet told that it is saved
    acknowledged: int = 0
    found: int = 0
    brought_back: int = 0
    slowest_start: float = 0.0
    by_work: dict[str, int] = field(default_factory=dict)

    def said(self) -> str:
        return (
            f"{self.kills} kills, {self.between} between first write and answer; "
            f"{self.acknowledged} acknowledged, {self.found} found, none half done; "
            f"slowest start {self.slowest_start:.2f} s; {self.by_work}"
        )


class Killed:
    """One hub that is killed. `rounds` yields after each kill, checked."""

    def __init__(self, home: Path, dice: random.Random) -> None:
        self.main, self.old, self.copy = (Paths(home / name) for name in ("hub", "old", "copy"))
        self.paths, self.dice = self.main, dice
        self.passphrases = [FIRST]
        self.counts = Counts()
        self.has_copy = False  # somebody was told of one
        self.known: set[str] = set()  # transactions somebody was told of

    def make(self) -> None:
        """The hub, and another of before there were proofs, copied for each kill of an upgrade.

        They are made here, and all work is done here once: what is imported and made ready by it
        each worker would have to import and make ready again, and half its time went there.
        """
        _make(self.main, self.dice.random())
        self.long_ago = set(_make(self.old, 1))
        self._do_all_once()
        make_older(self.old, _key(self.old, [FIRST]))
        gc.collect()
        gc.freeze()  # or the first search for waste would copy all of it for each worker
        assert threading.active_count() == 1, "a process with threads must not be forked"

    def _do_all_once(self) -> None:
        """Each kind of work, and the look at what it left, on a copy that is thrown away."""
        shutil.copytree(self.old.home, self.copy.home)
        self.paths = self.copy
        database = self._open().database
        at_work = RandomWork(database, random.Random(1), NOW)
        for verb in VERBS:
            at_work.act(verb)
        _import(database, self.paths, random.Random(1), _unheard)
        self._new_passphrase(database, random.Random(1), _unheard)
        self._copy(database, _unheard)
        self.has_copy = True
        close_hub(self.paths, database)
        self._look(_unheard)
        self.paths, self.passphrases, self.has_copy = self.main, [FIRST], False

    def rounds(self, kills: int) -> Iterator[Counts]:
        for _ in range(kills):
            work = self.dice.choice(WORKS)
            if work == "migration":
                self._one_upgrade()
            else:
                self._kill_one(work)
                self._check()
            self.counts.kills += 1
            self.counts.by_work[work] = self.counts.by_work.get(work, 0) + 1
            yield self.counts

    def _one_upgrade(self) -> None:
        shutil.rmtree(self.copy.home, ignore_errors=True)
        shutil.copytree(self.old.home, self.copy.home)
        kept = self.passphrases
        self.paths, self.passphrases, self.known = self.copy, [FIRST], set(self.long_ago)
        self.counts.acknowledged += len(self.known)
        self._kill_one("migration")
        self._check()
        self.paths, self.passphrases = self.main, kept

    def _kill_one(self, work: str) -> None:
        seed = self.dice.random()
        child, pipe = fork(lambda say: self._work(work, seed, say))
        delay = _Aim(self.dice)
        heard = Heard()
        try:
            while not heard.is_over:
                wait = delay.left(heard)
                if wait is not None and wait <= 0:
                    break
                ready, _, _ = select.select([pipe], [], [], LONGEST if wait is None else wait)
                if ready:
                    heard.hear(os.read(pipe, 65536))
                elif wait is None:
                    raise AssertionError(f"{work} said nothing for {LONGEST} s")
            os.kill(child, signal.SIGKILL)
            while more := os.read(pipe, 65536):
                heard.hear(more)
        finally:
            os.close(pipe)
            _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"{work} ended by itself: {heard.rest!r}"
        self.counts.between += heard.is_between
        self.known.update(heard.saved)
        self.has_copy = heard.copies > 0
        self.counts.acknowledged += len(heard.saved)
        self.passphrases = heard.passphrases(self.passphrases)

    def _open(self) -> Opened:
        key = _key(self.paths, self.passphrases)
        return open_hub(self.paths, read_slots(self.paths), key, opened_by="passphrase")

    def _work(self, work: str, seed: float, say: Callable[[dict[str, Any]], None]) -> None:
        dice = random.Random(seed)
        if work == "migration":
            say({"began": True})  # opening is the work, and its first statement writes
            close_hub(self.paths, self._open().database)
            say({"over": True})
            time.sleep(LONGEST)
        database = self._open().database
        database.actor = Actor("manager", "manager")
        _listen(database, say)
        at_work = RandomWork(database, dice, NOW)
        while True:
            if work == "import":
                _import(database, self.paths, dice, say)
            elif work == "keys":
                self._new_passphrase(database, dice, say)
            elif work == "backup" and dice.random() < 0.5:
                self._copy(database, say)
            elif txn_id := at_work.act():
                say({"saved": txn_id})
                if dice.random() < 0.1:
                    database.tidy()

    def _copy(self, database: Database, say: Callable[[dict[str, Any]], None]) -> None:
        say({"began": True})
        copy = make_copy(database, self.paths.copies, read_slots(self.paths), now=NOW)
        database.begin_anew(copy.manifest.facts.streams[-1].seq)
        say({"copied": copy.name})

    def _new_passphrase(
        self, database: Database, dice: random.Random, say: Callable[[dict[str, Any]], None]
    ) -> None:
        passphrase = f"words {dice.randrange(10**9)} are enough"
        slots = read_slots(self.paths)
        fresh = with_new_passphrase(slots, _key(self.paths, self.passphrases), passphrase, CHEAP)
        say({"trying": passphrase, "began": True})
        keep_ways(self.paths, database, fresh)
        self.passphrases = [passphrase]
        say({"opens": passphrase})

    def _check(self) -> None:
        """Open the hub as the next start does, and count. AssertionError names what is wrong."""
        told = in_child(self._look)
        self.counts.found += len(told["found"])
        self.counts.brought_back += told["brought"]
        self.counts.slowest_start = max(self.counts.slowest_start, told["took"])
        self.passphrases = [told["passphrase"]]
        lost = self.known - set(told["found"])
        assert not lost, f"acknowledged and lost: {lost}"
        self.known.clear()

    def _look(self, say: Callable[[dict[str, Any]], None]) -> None:
        began = time.perf_counter()
        opened = self._open()
        took = time.perf_counter() - began
        database = opened.database
        if not opened.was_unclean:  # or the start has looked already
            database.check()
        with database.reading() as db:
            found = list(db.scalars(choose(JournalTxn.id).where(JournalTxn.id.in_(self.known))))
            raw: Any = db.connection().connection.driver_connection
            proofs = prove_all(raw)
            assert all(proof.holds for proof in proofs), proofs
            assert raw.execute("SELECT count(*) FROM captured").fetchone() == (0,)
        if self.paths is self.copy:  # its journal speaks of tables that the old file had not got
            database.check_whole()
        else:
            check_rebuilt(database)
        if self.has_copy:
            hub = read_slots(self.paths).hub
            assert newest_proved(self.paths, hub, database.data_key) is not None
            shutil.rmtree(self.paths.copies)
        brought = sum(getattr(said, "count", 0) for said in opened.remarks)
        works = next(word for word in self.passphrases if _opens(self.paths, word))
        close_hub(self.paths, database)
        say({"found": found, "took": took, "brought": brought, "passphrase": works})


class _Aim:
    """When to kill: soon after a first write, or at any time."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._between = dice.random() < BETWEEN
        self._skip = dice.randrange(4)  # pieces of work that are let by
        self._began = 0.0
        self._after = dice.random()

    def left(self, heard: Heard) -> float | None:
        """Seconds until the kill; None to wait for what the worker says next."""
        if heard.pieces < self._skip and not heard.is_over:
            return None
        if not self._between:
            self._began = self._began or time.monotonic()
            return self._began + self._after * 0.15 - time.monotonic()
        if not heard.is_between:
            self._began = 0.0
            return None
        self._began = self._began or time.monotonic()
        return self._began + self._after * heard.usual() * 0.8 - time.monotonic()


@dataclass
class Heard:
    """What a worker said until it was killed."""

    saved: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    opens: str = ""
    copies: int = 0
    pieces: int = 0
    is_between: bool = False
    is_over: bool = False
    rest: bytes = b""
    _began: float = 0.0
    _took: list[float] = field(default_factory=list)

    def hear(self, more: bytes) -> None:
        *lines, self.rest = (self.rest + more).split(b"\n")
        for line in lines:
            said = json.loads(line)
            if said.get("began") and not self.is_between:
                self.is_between, self._began = True, time.monotonic()
            if said.get("trying"):
                self.tried.append(said["trying"])
            self.copies += "copied" in said
            if said.keys() & {"saved", "opens", "over", "copied"}:
                self.is_between = False
                self.pieces += 1
                self._took.append(time.monotonic() - self._began)
            if said.get("saved"):
                self.saved.append(said["saved"])
            if said.get("opens"):
                self.opens = said["opens"]
            self.is_over |= bool(said.get("over"))

    def usual(self) -> float:
        """How long a piece of work takes here, from its first write to its answer."""
        return sorted(self._took)[len(self._took) // 2] if self._took else 0.03

    def passphrases(self, before: list[str]) -> list[str]:
        """Those that may open now: the one that was told, or one that was being written."""
        sure = [self.opens] if self.opens else before
        last = self.tried[-1:] if self.tried and self.tried[-1] != self.opens else []
        return [*last, *sure]


def _listen(database: Database, say: Callable[[dict[str, Any]], None]) -> None:
    """Say when a piece of work writes its first row."""

    @event.listens_for(database._write, "after_cursor_execute")
    def _wrote(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            say({"began": True})


def _import(
    database: Database, paths: Paths, dice: random.Random, say: Callable[[dict[str, Any]], None]
) -> None:
    file = paths.home / "people.csv"
    names = (f"Ada {dice.randrange(10**6)} Okafor" for _ in range(40))
    file.write_text("name,phone\n" + "".join(f"{name},\n" for name in names), "utf-8")
    lines = read_lines(file, "people", today=NOW.date())
    _, txn_id = ListParts(database, "people", lines, NOW).store()
    say({"saved": txn_id})


def _make(paths: Paths, seed: float) -> list[str]:
    """A hub at work. Answers with its transactions."""
    database, _ = make_hub_file(paths, name="Killed", passphrase=FIRST, cost=CHEAP)
    with database.changing("set up hub") as db:
        set_up_hub(db, name="Killed", manager="Amira Khan", now=NOW)
    work = RandomWork(database, random.Random(seed), NOW)
    work.begin()
    for _ in range(25):
        for verb in ("lend", "register person", "return"):
            work.act(verb)
    close_hub(paths, database)
    return work.done


def _unheard(_told: dict[str, Any]) -> None:
    """Nobody waits for what is done here once."""


def _key(paths: Paths, passphrases: list[str]) -> bytes:
    for passphrase in passphrases:
        if _opens(paths, passphrase):
            return open_with_passphrase(read_slots(paths), passphrase)
    raise WrongPassphrase


def _opens(paths: Paths, passphrase: str) -> bool:
    try:
        return bool(open_with_passphrase(read_slots(paths), passphrase))
    except WrongPassphrase:
        return False


def fork(work: Callable[[Callable[[dict[str, Any]], None]], object]) -> tuple[int, int]:
    """Run `work` in a copy of this process. Its id, and the pipe on which it says things."""
    here, there = os.pipe()
    child = os.fork()
    if child:
        os.close(there)
        return child, here
    try:
        os.close(here)
        work(lambda said: _ignored(os.write(there, json.dumps(said).encode() + b"\n")))
        os._exit(0)
    except BaseException as error:
        import traceback

        traceback.print_exc()
        os.write(there, json.dumps({"wrong": repr(error)}).encode() + b"\n")
        os._exit(1)


def _ignored(_: object) -> None:
    return None


def in_child(work: Callable[[Callable[[dict[str, Any]], None]], object]) -> dict[str, Any]:
    """What `work` said last, done in a copy of this process so that no file stays open here."""
    child, pipe = fork(work)
    text = b""
    while more := os.read(pipe, 65536):
        text += more
    os.close(pipe)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, text.decode()
    return dict(json.loads(text.splitlines()[-1])) if text else {}


def in_own_process(home: Path, *, kills: int, seed: int) -> Iterator[Counts]:
    """Yields the counts after each kill. AssertionError with what was wrong.

    A process of its own: this one may have threads and a screen, and must not be forked.
    """
    command = [sys.executable, "-m", "tests.killed", os.fspath(home)]
    command += ["--kills", str(kills), "--seed", str(seed)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        for line in running.stdout:
            yield Counts(**json.loads(line))
        wrong = running.stderr.read()
    assert running.returncode == 0, wrong


def main() -> int:
    reader = argparse.ArgumentParser()
    reader.add_argument("home", type=Path)
    reader.add_argument("--kills", type=int, default=60)
    reader.add_argument("--seed", type=int, default=1)
    asked = reader.parse_args()
    killed = Killed(asked.home, random.Random(asked.seed))
    killed.make()
    for counts in killed.rounds(asked.kills):
        print(json.dumps(asdict(counts)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
