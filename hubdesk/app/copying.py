"""The commands about copies: backup, restore, verify. Plain sentences, and an exit code."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from hubdesk.app.bringing_back import bring_back, erased_unknown
from hubdesk.app.counted_tries import check_may_try, counted, tell_tries, tries_at
from hubdesk.app.opening import check_right, held, opened, passphrase
from hubdesk.errors import HubDeskError
from hubdesk.errors.copies import (
    CopyHistoryBroken,
    NoCopyThere,
    NotOneCopy,
    RecordsAreNewer,
)
from hubdesk.errors.safety import HistoryBroken
from hubdesk.errors.store import NoHubHere
from hubdesk.i18n import count
from hubdesk.messages import explain
from hubdesk.messages.copies import holds_words, lost_words, moment_words, report_lines
from hubdesk.paths import Paths
from hubdesk.queries.hub import hub_facts
from hubdesk.store.backup import Halt, check_copy, make_copy, prove_history
from hubdesk.store.copies import Copy, copies_in, copy_at, disk_share, remove, spare_copies
from hubdesk.store.database import Database
from hubdesk.store.keys import read_slots
from hubdesk.store.opening import close_hub, is_hub
from hubdesk.store.restoring import Key, Since, check_ours, in_one_file, key_of_copy, since_copy
from hubdesk.store.second_place import check_second

Say = Callable[[str], None]
DONE: Final = 0
NOT_RIGHT: Final = 1


def backup(paths: Paths, *, to: Path | None, say: Say) -> int:
    """Make a verified copy in the hub's own folder, or in `to`, which has to be there."""
    if not is_hub(paths):
        raise NoHubHere(str(paths.home))
    if to is not None and to.resolve() != paths.copies.resolve():
        check_second(to, paths)  # of a stick that is not plugged in none is made here
    with opened(paths, say=say, right="make copy") as database:
        zone = zone_of(database)
        folder = to or paths.copies
        made = make_copy(database, folder, read_slots(paths), now=database.clock().astimezone(zone))
        say(f"Copied to {made.path}, with {made.papers.name} beside it.")
        say(f"It holds {said_to_hold(made)}. Every page was read back.")
        try:
            prove_history(made, database.data_key)
        except CopyHistoryBroken as broken:  # kept, and no older copy goes because of it
            say(explain(broken).text)
            return NOT_RIGHT
        say("Its history was proved from the first change to the last.")
        if to is None:
            thin_out(folder, made.manifest.hub, zone)
    return DONE


def thin_out(folder: Path, hub: str, zone: tzinfo) -> int:
    """Take away the copies nobody needs any more. Answers with how many."""
    spare = spare_copies(copies_in(folder, hub), disk_share(folder), zone)
    for copy in spare:
        remove(copy)
    return len(spare)


def restore(paths: Paths, file: Path, *, accept_loss: bool, say: Say) -> int:
    """Put a copy in the place of the records, which are set aside and never written over."""
    copy = _one_copy(file)
    check_ours(paths, copy)
    with held(paths, "bring back copy"):
        typed, key = typed_key(paths, copy)
        return put_back_held(paths, copy, typed, key, accept_loss=accept_loss, say=say)


def _one_copy(file: Path) -> Copy:
    """NotOneCopy for a folder or an address, and what `copy_at` raises."""
    given = os.fspath(file)
    if file.is_dir() or given.startswith(("http:", "https:")):
        raise NotOneCopy(given.replace(":/", "://", 1) if "://" not in given else given)
    return copy_at(file)


def put_back_held(
    paths: Paths, copy: Copy, typed: str, key: Key, *, accept_loss: bool, say: Say
) -> int:
    """The same of a copy whose passphrase was typed, in a folder that is held."""
    here = copy.manifest.made_at.astimezone()
    say(f"{copy.name}, made on {moment_words(here)}, holds {said_to_hold(copy)}.")
    since = since_copy(paths, copy, key.data_key)
    say(lost_words(since.changes, here))
    if unknown := erased_unknown(paths, copy, key, since):
        say(unknown)
    if since.changes and accept_loss:  # whole records go: that is for whoever may say so today
        check_right(paths, typed, "bring back copy", say)
    refuse_if_newer(since, accept_loss=accept_loss, say=say)
    back = bring_back(paths, copy, key, accept_loss=accept_loss)
    tell_tries(back.opened.database, key.slot, read_slots(paths), tries_at(paths))
    close_hub(paths, back.opened.database)
    for line in report_lines(back.report):
        say(line)
    say(f"This report is kept in {back.written}.")
    return DONE


def refuse_if_newer(since: Since, *, accept_loss: bool, say: Say) -> None:
    """RecordsAreNewer, and by which word it is done all the same."""
    if since.changes and not accept_loss:
        say("To bring it back all the same, and lose those, add --lose-newer.")
        raise RecordsAreNewer(since.changes, since.newest.astimezone() if since.newest else None)


def verify(paths: Paths, file: Path | None, *, say: Say) -> int:
    """Prove one copy, or the records and all their copies. 1 if something is not right."""
    if file is not None:
        copy = _one_copy(file)
        _, key = typed_key(paths, copy)
        with in_one_file(paths, copy, Halt()) as whole:
            return _verify([whole], key.data_key, say)
    if not is_hub(paths):
        raise NoHubHere(str(paths.home))
    with opened(paths, say=say, right="make copy") as database:  # whoever proves one may read it
        database.check_whole()
        say("The records are whole: every page and every row was read.")
        code = _prove(database, say)
        found = copies_in(paths.copies, read_slots(paths).hub)
        if not found:
            say(explain(NoCopyThere()).text)
            return NOT_RIGHT
        return max(code, _verify(found, database.data_key, say))


def typed_key(paths: Paths, copy: Copy) -> tuple[str, Key]:
    """What was typed, and what it opens. A wrong one counts where the copy's hub is at home."""
    tries = tries_at(paths)
    check_may_try(tries)
    typed = passphrase("Passphrase of the copy: ")
    with counted(tries):
        return typed, key_of_copy(paths, copy, typed)


def _prove(database: Database, say: Say) -> int:
    """Prove the history of the records. The copies are looked at all the same: one may hold."""
    try:
        database.prove()
    except HistoryBroken as broken:
        say(explain(broken).text)
        return NOT_RIGHT
    say("Their history was proved from the first change to the last.")
    return DONE


def _verify(found: list[Copy], data_key: bytes, say: Say) -> int:
    wrong = 0
    for copy in found:
        try:
            check_copy(copy, data_key)
            prove_history(copy, data_key)
        except HubDeskError as error:
            wrong += 1
            say(explain(error).text)
        else:
            rows = count(copy.manifest.facts.rows, "row", "rows")
            say(f"{copy.name} is whole, and its history holds: {rows}, {said_to_hold(copy)}.")
    return NOT_RIGHT if wrong else DONE


def said_to_hold(copy: Copy) -> str:
    """212 people, 88 devices, 31 out on loan."""
    holds = copy.manifest.holds
    return holds_words(holds.people, holds.devices, holds.loans_out)


def zone_of(database: Database) -> tzinfo:
    """The time zone of the hub."""
    with database.reading() as db:
        facts = hub_facts(db)
    return ZoneInfo(facts.time_zone) if facts else UTC
