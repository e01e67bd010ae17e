"""A disk that refuses now and then: what a desk is told, and what it finds afterwards.

`python -m tests.refused HOME` lends and returns in a hub, says of each action what it was told,
and looks around after each refusal. It is run where the system refuses some of its calls.
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from hubdesk.errors import HubDeskError, Trouble
from hubdesk.errors.safety import SavedOnce
from hubdesk.messages import explain
from hubdesk.paths import Paths
from hubdesk.queries.devices import device_count
from hubdesk.store.backup import make_copy
from hubdesk.store.database import Database
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import open_hub
from tests.random_work import RandomWork
from tools.throwaway import NOW, PASSPHRASE

ACTIONS = 60
A_COPY = 15  # every so many actions a copy is made, too


@dataclass
class Told:
    """What somebody at the desk was told."""

    saved: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    copies: int = 0
    looks: int = 0


def work(paths: Paths) -> Told:
    """A day at a desk with a bad disk. Raises whatever is no Trouble."""
    told = Told()
    slots = read_slots(paths)
    opened = open_hub(paths, slots, open_with_passphrase(slots, PASSPHRASE), opened_by="passphrase")
    database = opened.database
    at_work = RandomWork(database, random.Random(7), NOW)
    for number in range(ACTIONS):
        try:
            if number % A_COPY == A_COPY - 1:
                make_copy(database, paths.copies, slots, now=NOW)
                told.copies += 1
            elif txn_id := at_work.act():
                told.saved.append(txn_id)
        except SavedOnce as once:
            told.words.append(explain(once).text)
            told.saved.append(_newest(database))
        except Trouble as trouble:
            told.words.append(explain(trouble).text)
            told.looks += _looks(database)
    database.let_go()
    return told


def _newest(database: Database) -> str:
    with database.reading() as db:
        newest = "SELECT id FROM journal_txn ORDER BY hlc DESC, id DESC LIMIT 1"
        return str(db.connection().exec_driver_sql(newest).scalar())


def _looks(database: Database) -> bool:
    """Whether somebody can still look around."""
    with database.reading() as db:
        return device_count(db, today=NOW.date()) > 0


def main() -> int:
    try:
        told = work(Paths(Path(sys.argv[1])))
    except HubDeskError as error:
        print(json.dumps({"refused": explain(error).text}))
        return 0
    print(json.dumps(asdict(told)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
