"""Wrong passphrases and spoilt lock files: refused or healed in words, and never a new hub."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hubdesk.errors import HubDeskError
from hubdesk.errors.store import WrongPassphrase
from hubdesk.messages import explain
from hubdesk.operations.hub import set_up_hub
from hubdesk.paths import Paths
from hubdesk.store.keys import open_with_passphrase, read_slots, with_new_passphrase
from hubdesk.store.opening import close_hub, make_hub_file, open_hub, slots_of
from hubdesk.store.ways_in import keep_ways
from tools.throwaway import CHEAP, NOW, PASSPHRASE

SECOND = "otter kettle plum lantern"
WAYS = ("wrong words", "one cut", "both cut", "one spoilt", "of another", "old put back", "gone")


class WrongKeys:
    """A hub whose passphrase was changed once, another hub, and what happens to their locks."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.dice, self.counts = dice, Counter[str]()
        self.home, self.there = folder / "hub", Paths(folder / "there")
        self.old = _hub(Paths(self.home))
        _hub(Paths(folder / "other"))
        self.other = Paths(folder / "other").key_slots[0].read_bytes()
        self._change(Paths(self.home))

    def _change(self, paths: Paths) -> None:
        slots = read_slots(paths)
        key = open_with_passphrase(slots, PASSPHRASE)
        database = open_hub(paths, slots, key, opened_by="passphrase").database
        keep_ways(paths, database, with_new_passphrase(slots, key, SECOND, CHEAP))
        close_hub(paths, database)

    def rounds(self) -> Iterator[Counter[str]]:
        """Yields the counts after each try. AssertionError names what opened that should not."""
        while True:
            for way in WAYS:
                shutil.rmtree(self.there.home, ignore_errors=True)
                shutil.copytree(self.home, self.there.home)
                records = self.there.database.read_bytes()
                typed = self._spoil(way)
                self._try(way, typed, records)
                self.counts["tries"] += 1
                yield self.counts

    def _spoil(self, way: str) -> str:
        """Do it to the lock. Answers with what is typed at it."""
        one, two = self.dice.sample(self.there.key_slots, 2)
        if way == "wrong words":
            return self.dice.choice((PASSPHRASE, SECOND[:-1], SECOND.upper(), "", "é" * 9_000))
        if way in ("one cut", "both cut"):
            for path in (one, two) if way == "both cut" else (one,):
                path.write_bytes(path.read_bytes()[: self.dice.randrange(path.stat().st_size)])
        elif way == "one spoilt":
            content = bytearray(one.read_bytes())
            for _ in range(self.dice.randint(1, 9)):
                content[self.dice.randrange(len(content))] = self.dice.randrange(256)
            one.write_bytes(content)
        elif way == "of another":
            for path in (one, two)[: self.dice.randint(1, 2)]:
                path.write_bytes(self.other)
        elif way == "old put back":
            for path in (one, two):
                path.write_bytes(self.old)
            return self.dice.choice((PASSPHRASE, SECOND))
        elif way == "gone":
            for path in (one, two)[: self.dice.randint(1, 2)]:
                path.unlink()
        return SECOND

    def _try(self, way: str, typed: str, records: bytes) -> None:
        try:
            slots = slots_of(self.there)
            key = open_with_passphrase(slots, typed)
            opened = open_hub(self.there, slots, key, opened_by="passphrase")
        except HubDeskError as error:
            told: HubDeskError | None = error
        else:
            told = None
        if told is not None:
            self.counts[f"{way}: {type(told).__name__}"] += 1
            self._check_refused(way, told, records)
            return
        with opened.database.reading() as db:
            name = db.connection().exec_driver_sql("SELECT name FROM hub").scalar()
        healed = ", ".join(type(said).__name__ for said in opened.remarks)
        close_hub(self.there, opened.database)
        assert name == "Wrong keys", way
        assert typed == SECOND, (way, typed)
        self.counts[f"{way}: opened {healed}".strip()] += 1

    def _check_refused(self, way: str, told: HubDeskError, records: bytes) -> None:
        assert len(explain(told).text) > 20, way
        assert self.there.database.read_bytes() == records, way
        assert way != "wrong words" or isinstance(told, WrongPassphrase), told


def _hub(paths: Paths) -> bytes:
    database, _ = make_hub_file(paths, name="Wrong keys", passphrase=PASSPHRASE, cost=CHEAP)
    with database.changing("set up hub") as db:
        set_up_hub(db, name="Wrong keys", manager="Amira Khan", now=NOW)
    close_hub(paths, database)
    return paths.key_slots[0].read_bytes()
