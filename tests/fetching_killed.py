"""A process that fetches a copy from a real server and brings it back, killed again and again.

`python -m tests.fetching_killed HOME PLACE ADDRESS --kills 15 --seed 1` makes a hub that sent a
copy to PLACE, which a server at ADDRESS shows, and loses it. Then new computers bring it back. One
process has everything imported and forks a worker for each try; it opens no line of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select as choose

from hubdesk.app.erasures import erasures_in
from hubdesk.app.fetch_command import VARIABLE as PLACE_VARIABLE
from hubdesk.app.fetch_command import From, restore_from
from hubdesk.app.opening import VARIABLE
from hubdesk.errors.copies import RecordsAreNewer
from hubdesk.models import Person
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.people import register_person
from hubdesk.paths import Paths
from hubdesk.queries.left import left_by
from hubdesk.queries.standing_exports import leaves_now
from hubdesk.queries.what_leaves import BACKUP
from hubdesk.store.backup import make_copy
from hubdesk.store.connections import open_raw
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import close_hub, make_hub_file, open_hub
from hubdesk.store.restoring import part_of
from hubdesk.store.unfinished import unfinished
from tests.conftest import NOW
from tests.killed import ROOT, fork, in_child
from tests.rebuilt import check_rebuilt
from tests.sending_hub import SendingHub
from tests.sending_killed import _slow
from tests.sync.place_servers import PASSWORD, USER, spare_proxies
from tests.sync.places_with_copies import sent, with_list
from tools.throwaway import CHEAP

PASSPHRASE = "four words are enough"
CANARY, GONE = "Zyxaquorn", "Vorpalquist"
PEOPLE = 60
LONGEST = 60  # seconds until a worker that says nothing is given up
# What a hub may have in its folder once nothing is done in it.
KNOWN = (
    *(
        "hub.hubdesk",
        "keys.json",
        "keys-copy.json",
        "safety.hubdesk",
        "mark.json",
        "mark-copy.json",
    ),
    *("erased.json", "first-page.mark", "tries.json", "report.txt", "keys.lock", "in-use.lock"),
)


@dataclass
class FetchKills:
    """What the kills came to."""

    kills: int = 0
    fetching: int = 0  # fell while pieces came
    putting: int = 0  # fell after the last piece and before the records had their name
    back: int = 0  # fell when the records were there, and not all was written down
    computers: int = 0  # that ended with the whole hub
    went_on: int = 0  # pieces that were there already
    half: int = 0  # taken for records and not whole
    readable: int = 0
    orphans: int = 0

    def said(self, seed: int) -> str:
        return (
            f"seed {seed}: {self.kills} kills while a copy was fetched and brought back"
            f" ({self.fetching} with pieces on their way, {self.putting} while it was put in its"
            f" place, {self.back} just after); {self.computers} computers, each with the whole hub"
            f" in the end; {self.went_on} pieces to go on from, {self.half} half copies taken"
            f" for records, {self.readable} names readable, {self.orphans} files left over"
        )


class KilledFetching:
    """The place, and one new computer after another."""

    def __init__(self, home: Path, place: Path, address: str, dice: random.Random) -> None:
        self.home, self.place, self.dice = home, place, dice
        self.there = From(address, user=USER)
        self.counts = FetchKills()
        self.paths = Paths(home / "new 0")
        spare_proxies()
        os.environ |= {VARIABLE: PASSPHRASE, PLACE_VARIABLE: PASSWORD}
        in_child(self._make)
        self.steps = in_child(self._count)
        self.paths = Paths(home / "new 1")

    def rounds(self, kills: int) -> Iterator[FetchKills]:
        """Yields after each kill. AssertionError for what must not be there."""
        left = 0
        for number in range(kills):
            left = left or self.dice.randint(2, 4)
            self._kill_one(("fetching", "putting", "back")[number % 3])
            self._look_at_what_is_left()
            self.counts.kills += 1
            left -= 1
            if not left or number == kills - 1:
                self._to_the_end()
            yield self.counts

    # The hub that is lost

    def _make(self, say: Any) -> None:
        paths = Paths(self.home / "lost")
        database, _ = make_hub_file(
            paths, name="Killed", passphrase=PASSPHRASE, cost=CHEAP, clock=lambda: NOW
        )
        sends = SendingHub.by_itself(paths, database, self.place.parent, now=NOW)
        sends.place(self.place.name)
        sends.agree(BACKUP, self.place.name, rhythm="daily")
        ids = []
        for number in range(PEOPLE):
            name = f"{GONE if number == 0 else CANARY} {number}"
            with database.changing("register person") as db:
                person = register_person(db, display_name=name, roles=["learner"], now=NOW)
                ids.append(person.id)
        copy = make_copy(database, paths.copies, read_slots(paths), now=NOW)
        with database.changing("erase person") as db:
            name = f"{GONE} 0"
            erase_person(db, person_id=ids[0], typed_name=name, ground="asked", now=NOW)
        folder = sent(copy, self.place, size=64 << 10)
        with_list(folder, copy, erasures_in(database), database.data_key)
        close_hub(paths, database)
        say({})

    # A new computer

    def _restore(self, say: Callable[[dict[str, Any]], None]) -> None:
        restore_from(
            *(self.paths, self.there),
            only_list=False,
            accept_loss=False,
            say=lambda words: say({"said": words}),
        )

    def _count(self, say: Callable[[dict[str, Any]], None]) -> None:
        """How many steps to the disk there are until all pieces came, it is in place, and done."""
        steps, fsync = {"fetching": 0, "putting": 0, "back": 0}, os.fsync

        def counted(handle: int) -> None:
            steps["back"] += 1
            steps["putting"] += not self.paths.database.exists()
            steps["fetching"] += not self.paths.joining.exists() and not self.paths.erased.exists()
            fsync(handle)

        os.fsync = counted  # type: ignore[assignment]
        self._restore(lambda _said: None)
        say(steps)

    def _aim(self, wanted: str) -> int:
        """After how many steps the worker is killed. Each piece that is there spares two."""
        before = {"fetching": 0, "putting": self.steps["fetching"], "back": self.steps["putting"]}
        step = self.dice.randint(before[wanted] + 1, self.steps[wanted])
        return max(1, step - 2 * len(list(self.paths.fetching.glob("*.piece"))))

    def _kill_one(self, aim: str) -> None:
        def work(say: Callable[[dict[str, Any]], None]) -> None:
            os.fsync = _slow(os.fsync, say)
            self._restore(say)
            say({"over": True})

        child, pipe = fork(work)
        heard, wanted = b"", self._aim(aim)
        try:
            while heard.count(b"began") < wanted and b'"over"' not in heard:
                ready, _, _ = select.select([pipe], [], [], LONGEST)
                assert ready, f"the worker says nothing for {LONGEST} s: {heard[-2000:]!r}"
                more = os.read(pipe, 65536)
                if not more:
                    break  # it ended: there was less to do this time
                heard += more
            time.sleep(self.dice.random() * 0.004)
            os.kill(child, signal.SIGKILL)
            while more := os.read(pipe, 65536):
                heard += more
        finally:
            os.close(pipe)
            os.waitpid(child, 0)
        assert b'"wrong"' not in heard or b"RecordsAreNewer" in heard, heard[-2000:].decode()

    def _look_at_what_is_left(self) -> None:
        paths = self.paths
        if paths.database.exists():
            self.counts.back += 1
            self.counts.half += not in_child(self._are_whole)["whole"]
        elif part_of(paths).exists() or paths.joining.exists() or any(paths.fetching.glob("*.js*")):
            self.counts.putting += 1
        else:
            self.counts.fetching += 1
        self._nobody_is_named()

    def _are_whole(self, say: Callable[[dict[str, Any]], None]) -> None:
        """Looked at as they lie there, beside the next start, which might mend them."""
        key = open_with_passphrase(read_slots(self.paths), PASSPHRASE)
        with TemporaryDirectory() as folder:
            for path in self.paths.home.glob("hub.hubdesk*"):
                shutil.copy(path, folder)
            raw = open_raw(Path(folder) / self.paths.database.name, key)
            whole = raw.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            (people,) = raw.execute("SELECT count(*) FROM person").fetchone()
            raw.close()
        say({"whole": whole and people >= PEOPLE - 1})

    def _to_the_end(self) -> None:
        self.counts.went_on += len(list(self.paths.fetching.glob("*.piece")))
        in_child(self._run_again)
        in_child(self._look)
        self._nobody_is_named()
        over = [path for path in self.paths.home.rglob("*") if path.name not in self._may_be()]
        self.counts.orphans += len(over)
        assert not over, f"left over: {over}"
        self.counts.computers += 1
        self.paths = Paths(self.home / f"new {self.counts.computers + 1}")

    def _may_be(self) -> set[str]:
        asides = {path.name for path in self.paths.set_aside.glob("*")}
        return {*KNOWN, *asides, "copies", "set-aside"}

    def _run_again(self, say: Callable[[dict[str, Any]], None]) -> None:
        """As somebody does: the same command once more. Refused where all was done before."""
        try:
            self._restore(lambda _said: None)
        except RecordsAreNewer:
            assert unfinished(self.paths) is None, "it was not done, and is refused"
            assert not self.paths.fetching.exists()
        say({})

    def _look(self, say: Callable[[dict[str, Any]], None]) -> None:
        """The hub is there, whole, without whoever was erased, and knows what lies at the place."""
        slots = read_slots(self.paths)
        key = open_with_passphrase(slots, PASSPHRASE)
        database = open_hub(self.paths, slots, key, clock=lambda: NOW).database
        try:
            database.check_whole()
            check_rebuilt(database)
            with database.reading() as db:
                names = set(db.scalars(choose(Person.display_name)))
                (export,) = leaves_now(db)
                there = left_by(db, export.id)
            lost = {f"{CANARY} {number}" for number in range(1, PEOPLE)} - names
            assert not lost, f"lost: {lost}"
            assert not any(GONE in name for name in names), "who was erased came back"
            assert any(name.endswith(".json") for name in there), "the copy there is not known of"
        finally:
            close_hub(self.paths, database)
        say({})

    def _nobody_is_named(self) -> None:
        for path in self.paths.home.rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            if CANARY.encode() in content or GONE.encode() in content:
                self.counts.readable += 1
                raise AssertionError(f"somebody is named in {path}")


def in_own_process(
    home: Path, place: Path, address: str, *, kills: int, seed: int
) -> Iterator[FetchKills]:
    """Yields the counts after each kill. AssertionError with what was wrong.

    A process of its own: this one has the threads of the server, and must not be forked.
    """
    command = [sys.executable, "-m", "tests.fetching_killed", os.fspath(home), os.fspath(place)]
    command += [address, "--kills", str(kills), "--seed", str(seed)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        for line in running.stdout:
            yield FetchKills(**json.loads(line))
        assert running.stderr is not None
        wrong = running.stderr.read()
    assert running.returncode == 0, wrong


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("place", type=Path)
    parser.add_argument("address")
    parser.add_argument("--kills", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    killed = KilledFetching(asked.home, asked.place, asked.address, random.Random(asked.seed))
    for counts in killed.rounds(asked.kills):
        print(json.dumps(asdict(counts)), flush=True)


if __name__ == "__main__":
    main()
