"""Two who change the key file at once each keep what the other did: threads, and programs."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from hubdesk.app.ways_in import WaysIn
from hubdesk.operations.hub import change_hub
from hubdesk.paths import Paths
from hubdesk.store.database import Database
from hubdesk.store.keys import (
    find_passphrase,
    open_with_passphrase,
    read_slots,
    with_new_passphrase,
)
from hubdesk.store.ways_in import change_ways
from tests.conftest import CHEAP, PASSPHRASE

ROOT = Path(__file__).parents[2]
EACH = 8


def give(paths: Paths, database: Database, who: str) -> None:
    """Somebody gets a passphrase, over and over, each time under another account."""
    key = open_with_passphrase(read_slots(paths), PASSPHRASE)
    for number in range(EACH):
        account = f"{who}-{number}"
        change_ways(
            paths,
            database,
            lambda slots, account=account: with_new_passphrase(
                slots, key, f"four words for {account}", CHEAP, account=account
            ),
        )


def check_all_open(paths: Paths, *who: str) -> None:
    slots = read_slots(paths)
    for one in who:
        for number in range(EACH):
            account = f"{one}-{number}"
            assert find_passphrase(slots, f"four words for {account}", account)


def test_two_threads_lose_nothing_of_each_other(paths: Paths, database: Database):
    before = read_slots(paths).sequence
    threads = [threading.Thread(target=give, args=(paths, database, who)) for who in ("ada", "ben")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check_all_open(paths, "ada", "ben")
    assert read_slots(paths).sequence == before + 2 * EACH


def test_two_programs_lose_nothing_of_each_other(paths: Paths, database: Database):
    running = [
        subprocess.Popen([sys.executable, "-m", __spec__.name, str(paths.home), who], cwd=ROOT)
        for who in ("ada", "ben")
    ]
    assert [one.wait(60) for one in running] == [0, 0]
    check_all_open(paths, "ada", "ben")


def test_the_hubs_new_name_and_a_new_passphrase_both_stay(paths: Paths, database: Database):
    """The job that renames the lock and somebody in the settings, each with a door of its own."""
    with database.changing("edit hub") as db:
        change_hub(db, facts={"name": "Hilltop Hub"})
    threads = [
        threading.Thread(target=WaysIn(paths, database, lambda _verb: None).put_name_right),
        threading.Thread(target=give, args=(paths, database, "ada")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read_slots(paths).name == "Hilltop Hub"
    check_all_open(paths, "ada")


if __name__ == "__main__":
    there = Paths(Path(sys.argv[1]))
    records = Database(there.database, open_with_passphrase(read_slots(there), PASSPHRASE))
    give(there, records, sys.argv[2])
    records.let_go()
