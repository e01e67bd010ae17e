"""Opening a hub for a command: the passphrase asked or read, one instance, closed at the end."""

from __future__ import annotations

import getpass
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QLockFile

from hubdesk.app import LOOK_AROUND
from hubdesk.app.counted_tries import check_may_try, counted, tell_tries, tries_at
from hubdesk.app.erasures import without_the_erased
from hubdesk.app.making import CHEAP, make_hub
from hubdesk.app.who_opened import act_as_opener
from hubdesk.errors.store import (
    FolderNotWritable,
    HubOpenElsewhere,
    PassphraseMissing,
    RecordsOnStick,
)
from hubdesk.messages import explain
from hubdesk.operations.rights import check
from hubdesk.paths import Paths
from hubdesk.store.busy import busy_with, said_busy
from hubdesk.store.database import Database
from hubdesk.store.keys import find_passphrase
from hubdesk.store.opening import close_hub, is_hub, open_or_mend, slots_of
from hubdesk.store.places import check_place, on_stick

VARIABLE = "HUBDESK_PASSPHRASE"


@contextmanager
def opened(
    paths: Paths, *, say: Callable[[str], None], right: str, only_looks: bool = False
) -> Iterator[Database]:
    """The records in the folder, open. A folder without a hub gets one, and that is said.

    Whoever's passphrase it is acts, and has to hold the `right`: raises NotAllowed.
    With `only_looks` a folder without a hub stays as it is: a hub nobody keeps takes its place.
    Raises HubOpenElsewhere while another HubDesk has them open, and what `check_place` raises.
    """
    if only_looks and not is_hub(paths):
        with TemporaryDirectory() as folder:
            there = Paths(Path(folder))
            made = make_hub(
                there, name="My hub", manager="Manager", passphrase=LOOK_AROUND, cost=CHEAP
            )
            try:
                yield made.database
            finally:  # before the folder goes: Windows removes no file that is open
                close_hub(there, made.database)
        return
    with held(paths, right):
        database = _open(paths, say)
        try:
            check(database.actor.role, right)
            yield database
        finally:
            close_hub(paths, database)


@contextmanager
def held(paths: Paths, doing: str) -> Iterator[None]:
    """The folder held as a window holds it, so that no window opens the records meanwhile.

    A window that is started then says what is being done, by its verb.
    """
    check_place(paths.home)
    lock = QLockFile(os.fspath(paths.lock))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        if lock.error() is not QLockFile.LockError.LockFailedError:
            raise FolderNotWritable(os.fspath(paths.home))
        raise HubOpenElsewhere(os.fspath(paths.home), busy_with(paths.lock))
    try:
        with said_busy(paths.lock, doing):
            yield
    finally:
        lock.unlock()


def check_right(paths: Paths, typed: str, right: str, say: Callable[[str], None]) -> None:
    """NotAllowed unless the passphrase is of somebody who may; WrongPassphrase for an old one."""
    database = _open_with(paths, typed, say)
    try:
        check(database.actor.role, right)
    finally:
        close_hub(paths, database)


def _open(paths: Paths, say: Callable[[str], None]) -> Database:
    if not is_hub(paths):
        return _set_up(paths, say)
    check_may_try(tries_at(paths))  # before anybody types for nothing
    return _open_with(paths, passphrase("Passphrase: "), say)


def _open_with(paths: Paths, typed: str, say: Callable[[str], None]) -> Database:
    slots, tries = slots_of(paths), tries_at(paths)
    with counted(tries):
        way = find_passphrase(slots, typed)
    opened = open_or_mend(paths, slots, way.data_key, opened_by=way.slot.id)
    if on_stick(paths.home):
        say(explain(RecordsOnStick()).text)
    found = without_the_erased(paths, opened)
    database = found.database
    clock = [found.clock_went_back] if found.clock_went_back is not None else []
    for remark in (*found.remarks, *clock):
        say(explain(remark).text)
    if not found.was_unclean:
        _look_at_every_page(database)
    act_as_opener(database, way.slot, slots)
    tell_tries(database, way.slot, slots, tries)
    return database


def _look_at_every_page(database: Database) -> None:
    """A window does so after its first paint; a command has nobody who would see it then."""
    try:
        database.check()
    except BaseException:
        database.let_go()
        raise


def _set_up(paths: Paths, say: Callable[[str], None]) -> Database:
    """A new hub. It says in which folder, and tells nobody to delete one: other files lie in it."""
    chosen = os.environ.get(VARIABLE) or typed_twice(paths, say)
    made = make_hub(paths, name="My hub", manager="Manager", passphrase=chosen)
    say(
        f"There was no hub in {paths.home}, so a new one is set up there. "
        "If you meant another folder, name it with --home."
    )
    say("Write down the recovery key. It opens the records if the passphrase is forgotten:")
    say("  " + " ".join(made.recovery))
    return made.database


def typed_twice(paths: Paths, say: Callable[[str], None]) -> str:
    """A new passphrase: a slip in it would lock the hub, and nobody sees what they type."""
    while True:
        first = passphrase(f"A passphrase for a new hub in {paths.home}: ")
        if passphrase("The same once more: ") == first:
            return first
        say("Those two are not the same. Type both again.")


def passphrase(prompt: str, variable: str = VARIABLE) -> str:
    """From the variable, or typed where it cannot be seen. PassphraseMissing with nobody there."""
    if given := os.environ.get(variable):
        return given
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)  # what is typed would be shown
        try:
            return getpass.getpass(prompt)
        except (EOFError, getpass.GetPassWarning) as error:
            raise PassphraseMissing(variable, of_place=variable != VARIABLE) from error
