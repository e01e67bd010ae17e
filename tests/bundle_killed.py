"""A process that seals and writes bundles, killed again and again; what it leaves is looked at.

Shared by the tests and the soak. A worker is a copy of this process, so that a kill takes a few
milliseconds. Names nobody has are in the journal: no byte on the disk may say them.
"""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubdesk.paths import Paths
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import close_hub, make_hub_file, open_hub
from hubdesk.sync.container import NAME, Trust
from hubdesk.sync.desk_keys import DeskKeys, make_desk_keys
from hubdesk.sync.journal_in import read_bundle
from hubdesk.sync.journal_out import Sealing, journal_bundles, keep, sweep_parts
from tests.conftest import NOW
from tests.killed import fork, in_child
from tools.throwaway import CHEAP

HUB = "0199d7c2-0000-7000-8000-000000000001"
PASSPHRASE = "four words are enough"
CANARY = "Zyxaquorn"
PEOPLE = 400


@dataclass
class Kills:
    """What the kills came to. `parts` were left half written, and swept at the next start."""

    kills: int = 0
    whole: int = 0
    parts: int = 0
    half: int = 0  # of the parts, those with fewer bytes than their bundle
    lost: int = 0

    def said(self, seed: int) -> str:
        return (
            f"seed {seed}: {self.kills} kills while bundles were sealed and written;"
            f" {self.whole} whole bundles found, all proved, {self.lost} of those told of lost;"
            f" {self.parts} parts left and swept, {self.half} of them half written;"
            " the name of nobody on the disk"
        )


class KilledPacking:
    """One hub whose journal is sealed again and again, and the folder it is written to."""

    def __init__(self, home: Path, dice: random.Random) -> None:
        self.paths, self.root, self.dice = Paths(home / "hub"), home / "out", dice
        self.counts = Kills()
        made = in_child(self._make)
        self.keys = DeskKeys(
            made["dev"], made["public"], made["private"], made["to"], (made["opens"],), ()
        )
        self.trust = Trust(HUB, frozenset((self.keys.public,)))

    def _make(self, say: Any) -> None:
        from sqlalchemy import insert

        from hubdesk.models import Person

        database, _ = make_hub_file(self.paths, name="Killed", passphrase=PASSPHRASE, cost=CHEAP)
        for at in range(0, PEOPLE, 20):
            with database.changing("register person") as db:
                db.execute(
                    insert(Person),
                    [
                        {"display_name": f"{CANARY} {at + n}", "address": os.urandom(90).hex()}
                        for n in range(20)
                    ],
                )
        with database.changing("make keys") as db:
            keys = make_desk_keys(db, now=NOW)
        close_hub(self.paths, database)
        said = {"dev": keys.dev, "public": keys.public, "private": keys.private}
        say(said | {"to": keys.recipient, "opens": keys.identities[0]})

    def rounds(self, kills: int) -> Iterator[Kills]:
        """Yields after each kill. AssertionError for what must not be there."""
        for _ in range(kills):
            self._kill_one()
            self._look()
            self.counts.kills += 1
            yield self.counts

    def _work(self, say: Any) -> None:
        """Seal and write without end, each bundle small. Says when it waits for the disk."""
        from hubdesk.sync import journal_out

        journal_out.MOST_CHANGES = 40  # type: ignore[misc]
        slots = read_slots(self.paths)
        key = open_with_passphrase(slots, PASSPHRASE)
        database = open_hub(self.paths, slots, key).database
        sealing = Sealing(HUB, self.keys, (self.keys.recipient,), NOW)
        os.fsync = _slow(os.fsync, say)  # a disk of long ago: a file takes its time to be there
        while True:
            with database.apart() as raw:
                for bundle in journal_bundles(raw, sealing):
                    path = keep(bundle, self.root)
                    say({"kept": path.name})

    def _kill_one(self) -> None:
        child, pipe = fork(self._work)
        heard, wanted = b"", self.dice.randint(1, 9)
        try:
            while heard.count(b"began") < wanted:
                ready, _, _ = select.select([pipe], [], [], 30)
                assert ready, "the worker says nothing"
                heard += os.read(pipe, 65536)
            time.sleep(self.dice.random() * 0.008)
            os.kill(child, signal.SIGKILL)
            while more := os.read(pipe, 65536):
                heard += more
        finally:
            os.close(pipe)
            _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), heard
        names = {path.name for path in self.root.rglob("*.hdb")}
        told = [line.split(b'"')[3].decode() for line in heard.splitlines() if b"kept" in line]
        self.counts.lost += len(set(told) - names)
        assert set(told) <= names, "one that was told of is gone"

    def _look(self) -> None:
        """As the next start does: parts are swept, and what is left proves itself."""
        files = [path for path in self.root.rglob("*") if path.is_file()]
        for path in files:
            content = path.read_bytes()
            assert CANARY.encode() not in content, path
            if not NAME.fullmatch(path.name):
                self.counts.parts += 1
                self.counts.half += not _is_whole(content)
        whole = [path for path in files if NAME.fullmatch(path.name)]
        swept = sweep_parts(self.root)
        assert swept == len(files) - len(whole)
        assert sorted(self.root.rglob("*.hdb")) == sorted(whole)
        for path in whole:
            read = read_bundle(path, self.trust, self.keys.identities)
            assert read.header.name == path.name
        assert not list(self.root.rglob("*.part-*"))
        self.counts.whole += len(whole)
        shutil.rmtree(self.root, ignore_errors=True)  # nothing yet, where it was killed early


def _slow(fsync: Any, say: Any) -> Any:
    def slowly(handle: int) -> None:
        say({"began": True})
        time.sleep(0.003)
        fsync(handle)

    return slowly


def _is_whole(content: bytes) -> bool:
    from hubdesk.errors import HubDeskError
    from hubdesk.sync.container import outside_of

    try:
        outside_of(content, "part", None)
    except HubDeskError:
        return False
    return True
