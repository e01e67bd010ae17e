"""Bringing a copy back, from its proof to the written report, for the window and the command."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from hubdesk.app.erasures import again, known_by_copies, listed_anywhere
from hubdesk.app.finishing_back import put_right
from hubdesk.app.found_there import as_said, found_there
from hubdesk.app.who_opened import act_as_opener
from hubdesk.errors import Trouble
from hubdesk.errors.copies import RecordsAreNewer, ScratchLeft
from hubdesk.errors.privacy import ErasedListDamaged
from hubdesk.errors.safety import SafetyCopyHole, WorkMissing
from hubdesk.messages.copies import BroughtBack, no_list_words, report_lines
from hubdesk.models import JournalTxn
from hubdesk.paths import Paths
from hubdesk.store.backup import Halt
from hubdesk.store.copies import Copy
from hubdesk.store.database import Database, wall_clock
from hubdesk.store.erased import Lists, list_in, locked_in, read_locked
from hubdesk.store.opening import Opened, close_hub, open_hub
from hubdesk.store.proof import prove_all
from hubdesk.store.rebuilding import rebuild
from hubdesk.store.restoring import (
    Key,
    Since,
    check_ours,
    erased_here,
    put_back,
    since_copy,
    slots_here,
    tail_after,
    write_report,
)
from hubdesk.store.scratch import clear
from hubdesk.store.unfinished import forget_unfinished

OPENS = "open stream"


@dataclass(frozen=True)
class Back:
    """The records as they were brought back, open, with what was done and where it is written."""

    opened: Opened
    report: BroughtBack
    written: Path


def bring_back(
    paths: Paths,
    copy: Copy,
    key: Key,
    *,
    accept_loss: bool = False,
    clock: Callable[[], datetime] = wall_clock,
    halt: Halt | None = None,
) -> Back:
    """Put a copy in the place of the records and open it.

    RecordsAreNewer, with nothing changed, where whole records have more than the copy and nobody
    accepted that it goes. Raises what proving a copy, writing and opening raise.
    """
    check_ours(paths, copy)
    since = since_copy(paths, copy, key.data_key)
    if since.changes and not accept_loss:
        raise RecordsAreNewer(since.changes, since.newest.astimezone() if since.newest else None)
    now = clock().astimezone()  # as this computer's own clock shows it
    # Whole records hold what the safety copy has: who goes back from them does not want it again.
    goes_back = bool(since.changes)
    tail = None if goes_back else tail_after(paths, copy, key.data_key)
    lists = _erased(paths, copy, key)
    there = found_there(paths, copy, key.data_key, halt or Halt())
    more, erased_now = as_said(there), lists.erased
    aside = put_back(paths, copy, key, now=now, tail=tail, halt=halt, erased=erased_now, more=more)
    slots = slots_here(paths)
    assert slots is not None  # put_back leaves those that open it
    opened = open_hub(paths, slots, key.data_key, opened_by=key.slot.id, clock=clock)
    database = opened.database
    try:
        act_as_opener(database, key.slot, slots)
        brought = _transactions(database) - copy.manifest.facts.tables["journal_txn"]
        erase = again(lists.erased)
        erased = put_right(database, copy.name, copy.manifest, there, erase, now)
        if lists.is_damaged:
            opened = replace(opened, remarks=(*opened.remarks, ErasedListDamaged()))
        rows, differences = _compared(database)
        report = BroughtBack(
            copy=copy.name,
            made_at=copy.manifest.made_at,
            at=now,
            rows=rows,
            differences=differences,
            people=copy.manifest.holds.people,
            devices=copy.manifest.holds.devices,
            loans_out=copy.manifest.holds.loans_out,
            lost=0 if tail is not None and not _misses(opened) else since.changes,
            brought=max(brought, 0),
            aside=aside if (aside / paths.database.name).exists() else None,
            erased=erased,
        )
        written = write_report(aside, report_lines(report))
        if copy.path.parent == paths.fetching:
            with suppress(ScratchLeft):  # looked for, and said, at every start of the desk
                clear(paths.fetching)
        forget_unfinished(paths)
        return Back(opened, report, written)
    except BaseException:
        close_hub(paths, database)
        raise


def erased_unknown(paths: Paths, copy: Copy, key: Key, since: Since) -> str:
    """What whoever brings it back has to know before: nobody can tell who was erased since.

    Empty where a list lies beside it or here, or where the records that are here can be asked.
    """
    hub, beside = copy.manifest.hub, copy.path.parent
    locked, is_damaged = locked_in(beside, hub), False
    try:
        read_locked(locked, hub, key.data_key)
    except Trouble:  # damaged, or a stick that does not answer
        is_damaged = True
    lists = (paths.erased, list_in(paths.copies, hub), list_in(beside, hub), locked)
    is_damaged = is_damaged or listed_anywhere(paths, hub, beside).is_damaged
    is_known = since.changes is not None or any(path.exists() for path in lists)
    if is_known and not is_damaged:
        return ""
    return no_list_words(copy.manifest.made_at, is_damaged=is_damaged)


def _erased(paths: Paths, copy: Copy, key: Key) -> Lists:
    """Everybody any place knows to be erased: lists, records that are replaced, newest copies."""
    hub, is_damaged = copy.manifest.hub, False
    lists = listed_anywhere(paths, hub, copy.path.parent)
    more = [*erased_here(paths, key.data_key), *known_by_copies(paths, copy, key.data_key)]
    try:  # beside a copy that comes back from where it was sent
        more += read_locked(locked_in(copy.path.parent, hub), hub, key.data_key)
    except Trouble:  # damaged, or a stick that does not answer
        is_damaged = True
    found = {one.id: one for one in (*lists.erased, *more)}
    return Lists(tuple(found.values()), lists.is_damaged or is_damaged)


def _misses(opened: Opened) -> bool:
    """Whether opening found that something which was saved is nowhere."""
    return any(isinstance(remark, WorkMissing | SafetyCopyHole) for remark in opened.remarks)


def _transactions(database: Database) -> int:
    counting = select(func.count(JournalTxn.id)).where(JournalTxn.verb != OPENS)
    with database.reading() as db:
        return db.scalar(counting) or 0


def _compared(database: Database) -> tuple[int, int]:
    """The rows, and how many faults there are: the history is proved, and gives each row again.

    A fault is said and not raised: what was brought back is still the best there is.
    """
    with database.apart() as raw:
        broken = sum(not proof.holds for proof in prove_all(raw))
        found = rebuild(raw)
    return found.rows, found.differences + broken
