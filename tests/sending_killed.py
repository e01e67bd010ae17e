"""A process that packs and sends to a folder, killed again and again; what it leaves is looked at.

Shared by the tests and the soak. A worker is a copy of this process. It writes people down, packs
the journal in small bundles and sends them; the next start goes on where it was. Names nobody has
are in the journal: no byte outside may say them.
"""

from __future__ import annotations

import os
import random
import re
import select
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

from hubdesk.app.sending_work import SendingWork
from hubdesk.models import Person
from hubdesk.paths import Paths
from hubdesk.queries.parcels import ParcelRow, ids_in_outbox, parcels_that_left, waiting_parcels
from hubdesk.queries.standing_exports import leaves_now
from hubdesk.queries.what_leaves import JOURNAL
from hubdesk.store.database import Database
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import close_hub, make_hub_file, open_hub
from hubdesk.sync import journal_out
from hubdesk.sync.sending import Line
from tests.conftest import NOW
from tests.killed import fork, in_child
from tests.sending_hub import SendingHub
from tools.throwaway import CHEAP

PASSPHRASE = "four words are enough"
CANARY = "Zyxaquorn"
PLACE = "share"
A_TURN = 4  # people written down between two packings
_BUNDLE = re.compile(r"d/[0-9a-z-]+/(\w+)/([0-9]{10})-([0-9]{10})\.0\.[0-9a-f]{16}\.hdb")


@dataclass
class SentKills:
    """What the kills came to."""

    kills: int = 0
    told: int = 0  # parcels a worker was told of as sent
    waited: int = 0  # found sealed and not sent
    swept: int = 0  # folders of the outbox that no parcel named, or that were half written
    torn: int = 0  # files at the place that had no name yet
    lost: int = 0
    doubled: int = 0

    def said(self, seed: int) -> str:
        return (
            f"seed {seed}: {self.kills} kills while parcels were packed and sent;"
            f" {self.told} told of as sent, {self.lost} of those lost, {self.doubled} doubled;"
            f" {self.waited} waited and went on, {self.swept} half packed and swept,"
            f" {self.torn} half written at the place and cleared; the name of nobody outside"
        )


class KilledSending:
    """One hub, the folder it sends to, and the process that is killed."""

    def __init__(self, home: Path, dice: random.Random) -> None:
        self.paths, self.root, self.dice = Paths(home / "hub"), home / "places", dice
        self.counts = SentKills()
        self.told: set[str] = set()
        # what a copy of this process would load anew each time
        for name in ("pyrage", "zstandard", "hubdesk.sync.exports.journal", "alembic.config"):
            import_module(name)
        in_child(self._make)

    def _make(self, say: Any) -> None:
        database, _ = make_hub_file(
            self.paths, name="Killed", passphrase=PASSPHRASE, cost=CHEAP, clock=lambda: NOW
        )
        sends = SendingHub.by_itself(self.paths, database, self.root, now=NOW)
        sends.place(PLACE)
        sends.agree(JOURNAL, PLACE, **sends.seal_to_us())
        close_hub(self.paths, database)
        say({})

    def rounds(self, kills: int) -> Iterator[SentKills]:
        """Yields after each kill. AssertionError for what must not be there."""
        for number in range(kills):
            self._kill_one(number)
            found = in_child(self._look)
            self.counts.waited += found["waited"]
            self.counts.swept += found["swept"]
            self.counts.torn += found["torn"]
            self.counts.kills += 1
            yield self.counts

    def _open(self) -> Database:
        slots = read_slots(self.paths)
        key = open_with_passphrase(slots, PASSPHRASE)
        return open_hub(self.paths, slots, key, clock=lambda: NOW).database

    def _work(self, number: int, say: Any) -> None:
        """Write down, pack and send without end. Says when it waits for the disk."""

        journal_out.MOST_CHANGES = 2  # type: ignore[misc]
        database = self._open()
        work = SendingWork(self.paths, database, lambda: NOW)
        work.sweep()
        os.fsync = _slow(os.fsync, say)  # a disk of long ago: a file takes its time to be there
        while True:
            for at in range(A_TURN):
                with database.changing("register person") as db:
                    db.add(Person(display_name=f"{CANARY} {number} {at}"))
            with database.reading() as db:
                (export,) = leaves_now(db)
            for parcel_id in work.pack(export):
                say({"packed": parcel_id})
            work.round(Line())
            with database.reading() as db:
                for row in parcels_that_left(db, limit=3):
                    say({"sent": row.id})

    def _kill_one(self, number: int) -> None:
        child, pipe = fork(lambda say: self._work(number, say))
        heard, wanted = b"", self.dice.randint(1, 36)
        try:
            while heard.count(b"began") < wanted:
                ready, _, _ = select.select([pipe], [], [], 60)
                assert ready, "the worker says nothing"
                more = os.read(pipe, 65536)
                assert more, heard[-2000:]
                heard += more
            time.sleep(self.dice.random() * 0.006)
            os.kill(child, signal.SIGKILL)
            while more := os.read(pipe, 65536):
                heard += more
        finally:
            os.close(pipe)
            _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), heard[-2000:]
        self.told |= set(re.findall(r'"sent": "([0-9a-f-]+)"', heard.decode()))
        self.counts.told = len(self.told)

    def _look(self, say: Any) -> None:
        """As the next start does: sweep, send on, and then all is there once."""

        self._nobody_is_named()
        place = self.root / PLACE
        torn = [path for path in place.rglob(".new-*") if path.is_file()]
        database = self._open()
        try:
            work = SendingWork(self.paths, database, lambda: NOW)
            outbox = self.paths.outbox
            before = set(os.listdir(outbox)) if outbox.is_dir() else set()
            with database.reading() as db:
                known, waited = ids_in_outbox(db), waiting_parcels(db)
            work.sweep()
            after = set(os.listdir(outbox)) if outbox.is_dir() else set()
            assert after == known, "a parcel without its content, or content without a parcel"
            work.round(Line(), anew=True)
            with database.reading() as db:
                sent, left = parcels_that_left(db, limit=100_000), waiting_parcels(db)
            assert not left, "it did not go on"
            assert self.told <= {row.id for row in sent}, "one that was told of is gone"
            self._once_and_whole(sent)
            self._nobody_is_named()
        finally:
            close_hub(self.paths, database)
        say({"waited": len(waited), "swept": len(before - known), "torn": len(torn)})

    def _once_and_whole(self, sent: list[ParcelRow]) -> None:
        """What lies at the place is what was sent, to the letter, and no transaction twice."""
        named = {file.name: file.sha256 for row in sent for file in row.files}
        folder = next((self.root / PLACE).glob("hubdesk-*"))
        there = {
            path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file() and path.name != "target.json"
        }
        assert there == named
        ranges: dict[str, list[tuple[int, int]]] = {}
        for name in there:
            found = _BUNDLE.fullmatch(name)
            assert found, name
            ranges.setdefault(found[1], []).append((int(found[2]), int(found[3])))
        for of in ranges.values():
            at = 1
            for first, last in sorted(of):
                assert first == at, "a transaction is missing, or there twice"
                at = last + 1

    def _nobody_is_named(self) -> None:
        for path in (*self.paths.home.rglob("*"), *self.root.rglob("*")):
            if path.is_file():
                assert CANARY.encode() not in path.read_bytes(), path


def _slow(fsync: Any, say: Any) -> Any:
    def slowly(handle: int) -> None:
        say({"began": True})
        time.sleep(0.002)
        fsync(handle)

    return slowly
