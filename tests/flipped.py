"""One bit of one file of a hub is turned, and the hub opened: what is noticed, and what differs.

The hub's plug was pulled in the middle of work, after a verified copy was made. So there are a
log, a safety copy that goes on from the copy, marks, two copies of the lock, and the copy.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hubdesk.errors import HubDeskError
from hubdesk.messages import explain
from hubdesk.operations.hub import set_up_hub
from hubdesk.paths import Paths
from hubdesk.store.backup import make_copy
from hubdesk.store.copies import copies_in
from hubdesk.store.database import Database
from hubdesk.store.entries import newest_point
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import Opened, make_hub_file, open_or_mend
from hubdesk.store.recovery import newest_proved
from tests.random_work import RandomWork
from tools.throwaway import CHEAP, NOW, PASSPHRASE

WHERE = ("records", "log", "log", "safety copy", "mark", "lock", "copy")
SEARCH = ("device_find", "person_find", "name_word")  # how search numbers its rows says nothing


class Flipped:
    """A hub to be flipped. `rounds` yields after each flip that came out right."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.home, self.there = folder / "pulled", folder / "flipped"
        self.dice = dice
        self.counts: Counter[str] = Counter()
        self.refused: list[str] = []
        paths = Paths(folder / "hub")
        database, _ = make_hub_file(paths, name="Flipped", passphrase=PASSPHRASE, cost=CHEAP)
        self._work(paths, database)
        database.let_go()
        self.key = self._key(paths)
        shutil.copytree(self.home, self.there)
        opened = self._open(Paths(self.there))
        self.facts = facts(opened.database)
        opened.database.let_go()

    def _work(self, paths: Paths, database: Database) -> None:
        with database.changing("set up hub") as db:
            set_up_hub(db, name="Flipped", manager="Amira Khan", now=NOW)
        work = RandomWork(database, self.dice, NOW)
        work.begin()
        copy = make_copy(database, paths.copies, read_slots(paths), now=NOW)
        database.begin_anew(copy.manifest.facts.streams[-1].seq)
        database.tidy()
        for _ in range(12):
            work.act()
        shutil.copytree(paths.home, self.home)

    @staticmethod
    def _key(paths: Paths) -> bytes:
        return open_with_passphrase(read_slots(paths), PASSPHRASE)

    def _open(self, paths: Paths) -> Opened:
        return open_or_mend(paths, read_slots(paths), self._key(paths), opened_by="passphrase")

    def rounds(self) -> Iterator[Counter[str]]:
        """Yields the counts so far. AssertionError names the flip that went unnoticed."""
        while True:
            for where in WHERE:
                shutil.rmtree(self.there)
                shutil.copytree(self.home, self.there)
                path = self.dice.choice(self._files(Paths(self.there))[where])
                place = f"{where}, {path.name}: {turn(path, self.dice)}"
                self._judge(Paths(self.there), place)
                self.counts["flips"] += 1
                yield self.counts

    def _files(self, paths: Paths) -> dict[str, list[Path]]:
        copy = copies_in(paths.copies)[0]
        return {
            "records": [paths.database],
            "log": [paths.database.with_name(f"{paths.database.name}-wal")],
            "safety copy": [paths.tail],
            "mark": list(paths.anchors),
            "lock": list(paths.key_slots),
            "copy": [copy.path, copy.papers],
        }

    def _judge(self, paths: Paths, place: str) -> None:
        if place.startswith("copy"):
            self._judge_copy(paths, place)
        try:
            opened = self._open(paths)
        except HubDeskError as error:
            words = explain(error).text
        else:
            words = ""
        if words:
            self.counts["refused in words"] += 1
            self.refused.append(f"{place}: {words}")
            return
        try:
            assert facts(opened.database) == self.facts, place
            is_said = bool(opened.remarks)
            self.counts["repaired and said" if is_said else "nothing differs"] += 1
        finally:
            opened.database.let_go()

    def _judge_copy(self, paths: Paths, place: str) -> None:
        """A damaged copy is not taken for a whole one."""
        assert newest_proved(paths, read_slots(paths).hub, self.key) is None, place
        self.counts["copy refused"] += 1


def turn(path: Path, dice: random.Random) -> str:
    """Turn any bit of a file. Answers with where it was."""
    byte, bit = dice.randrange(path.stat().st_size), dice.randrange(8)
    with path.open("r+b") as file:
        file.seek(byte)
        (old,) = file.read(1)
        file.seek(byte)
        file.write(bytes([old ^ 1 << bit]))
    return f"byte {byte} bit {bit}"


def facts(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that speaks of the hub, and how far its journal has come."""
    with database.reading() as db:
        raw: Any = db.connection().connection.driver_connection
        names = raw.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_fts%'"
            " ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        ).fetchall()
        found = {
            name: sorted(raw.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for (name,) in names
            if name not in (*SEARCH, "stream", "draft", "counter", "way_in")
        }
        here = newest_point(raw)
        return {**found, "newest": [(here.stream, here.seq, here.chain)]}
