"""Opening a hub for a command: the passphrase asked or read, one instance, closed at the end."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLockFile

from hubdesk.app.making import make_hub
from hubdesk.errors.store import HubOpenElsewhere
from hubdesk.paths import Paths
from hubdesk.queries.hub import accounts
from hubdesk.store.database import Actor, Database
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import close_hub, is_hub, open_hub, slots_of

VARIABLE = "HUBDESK_PASSPHRASE"


@contextmanager
def opened(paths: Paths, *, say: Callable[[str], None]) -> Iterator[Database]:
    """The records in the folder, open. A folder without a hub gets one, and that is said.

    Raises HubOpenElsewhere while a window has them open.
    """
    paths.home.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(os.fspath(paths.lock))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        raise HubOpenElsewhere(os.fspath(paths.home))
    try:
        database = _open(paths, say)
        try:
            yield database
        finally:
            close_hub(paths, database)
    finally:
        lock.unlock()


def _open(paths: Paths, say: Callable[[str], None]) -> Database:
    if not is_hub(paths):
        return _set_up(paths, say)
    slots = slots_of(paths)
    database = open_hub(paths, slots, open_with_passphrase(slots, _passphrase())).database
    with database.reading() as db:
        people = accounts(db)
    if people:
        database.actor = Actor(people[0].id, people[0].role)
    return database


def _set_up(paths: Paths, say: Callable[[str], None]) -> Database:
    say("There is no hub in this folder yet, so one is set up.")
    made = make_hub(paths, name="My hub", manager="Manager", passphrase=_passphrase())
    say("Write down the recovery key. It opens the records if the passphrase is forgotten:")
    say("  " + " ".join(made.recovery))
    return made.database


def _passphrase() -> str:
    return os.environ.get(VARIABLE) or getpass.getpass("Passphrase: ")
