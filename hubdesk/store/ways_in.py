"""The key file and what the records remember of it: the newest wins, nothing removed comes back.

The file is always written before the records note it. Cut short in between, the next opening
notes what the file says; the other way round, a hub could be left with no way in at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import select

from hubdesk.errors import Trouble
from hubdesk.errors.store import KeyCopyMended, OldKeyFile, WayRemoved
from hubdesk.models import WayIn
from hubdesk.paths import Paths
from hubdesk.store.database import Database
from hubdesk.store.keys import KeySlots, read_copies, read_slots, write_slots
from hubdesk.store.turn import turn


@dataclass(frozen=True)
class _Known:
    """What the records remember: each slot's newest file, and the newest of all."""

    sequences: dict[str, int]

    @property
    def newest(self) -> int:
        return max(self.sequences.values(), default=0)

    def is_removed(self, slot_id: str) -> bool:
        return self.sequences.get(slot_id, self.newest) < self.newest


def settle_ways(
    paths: Paths, database: Database, slots: KeySlots, opened_by: str = ""
) -> tuple[Trouble, ...]:
    """Bring both copies of the key file and the records into step; say what was not.

    `opened_by` is the slot that opened the records, by its id, or by its kind where there is one
    of it. WayRemoved if that slot was taken away since the file was written; any other removed
    slot is taken out of the file again.
    """
    known = _known(database)
    removed = [slot for slot in slots.slots if known.is_removed(slot.id)]
    ways = [slot for slot in slots.slots if opened_by in (slot.id, slot.kind)]
    if removed and all(slot in removed for slot in ways):
        raise WayRemoved(ways[0].kind if ways else "")
    remark: Trouble | None = None
    gone = {slot.kind for slot in removed}
    if gone or slots.sequence < known.newest:
        kept = tuple(slot for slot in slots.slots if slot not in removed)
        proved = slots.recovery_proved and "recovery" not in gone
        sequence = max(known.newest, slots.sequence) + 1
        slots = replace(slots, sequence=sequence, slots=kept, recovery_proved=proved)
        remark = OldKeyFile(tuple(sorted(gone)))
    elif (copies := read_copies(paths)) != (slots, slots):
        remark = KeyCopyMended(None in copies)
    if remark is None:
        _note(database, slots, known)
        return ()
    try:
        keep_ways(paths, database, slots)
    except Trouble as error:
        return remark, error  # a full disk is no reason to keep a hub out: the next start mends
    return (remark,)


def change_ways(
    paths: Paths, database: Database, make: Callable[[KeySlots], KeySlots | None]
) -> None:
    """The one door to the key file of an open hub: `make` gets what stands in it now.

    One at a time, between threads and programs: a job that writes the hub's name and somebody's
    new passphrase would each keep what the other took away. Nothing is written for None.
    """
    with turn(paths.keys_turn):
        fresh = make(read_slots(paths))
        if fresh is not None:
            keep_ways(paths, database, fresh)


def keep_ways(paths: Paths, database: Database, slots: KeySlots) -> None:
    """Write the key file, both copies whole, then let the records note what is in it."""
    database.check_room()  # before the file: what the records refuse must not stand in it
    write_slots(paths, slots)
    _note(database, slots, _known(database))


def _known(database: Database) -> _Known:
    with database.reading() as db:
        return _Known({way.id: way.sequence for way in db.scalars(select(WayIn))})


def _note(database: Database, slots: KeySlots, known: _Known) -> None:
    if all(known.sequences.get(slot.id) == slots.sequence for slot in slots.slots):
        return
    with database.changing("note ways in", gesture=False) as db:
        for slot in slots.slots:
            db.merge(WayIn(id=slot.id, kind=slot.kind, sequence=slots.sequence))
