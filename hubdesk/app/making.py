"""Making a hub in a folder: its file and keys, its first rows; or a throwaway one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hubdesk.app import LOOK_AROUND
from hubdesk.models import StaffRole
from hubdesk.operations.hub import set_up_hub
from hubdesk.paths import Paths
from hubdesk.store.backup import make_copy
from hubdesk.store.database import Actor, Database, wall_clock
from hubdesk.store.keys import KeyCost, calibrated_cost, read_slots
from hubdesk.store.opening import make_hub_file
from hubdesk.store.ways_in import keep_ways

CHEAP = KeyCost(memory_kib=8 * 1024, passes=1, lanes=1)


@dataclass(frozen=True)
class Made:
    """A new hub, open, and the recovery groups to print."""

    database: Database
    recovery: tuple[str, ...]


def make_hub(
    paths: Paths,
    *,
    name: str,
    manager: str,
    passphrase: str,
    phone: str = "",
    address: str = "",
    nation: str = "ENG",
    cost: KeyCost | None = None,
    clock: Callable[[], datetime] = wall_clock,
) -> Made:
    """Make the file and its first rows. Raises what `make_hub_file` and `set_up_hub` raise."""
    database, recovery = make_hub_file(
        paths, name=name, passphrase=passphrase, cost=cost or calibrated_cost(), clock=clock
    )
    now = clock().astimezone(ZoneInfo("Europe/London"))
    with database.changing("set up hub") as db:
        account = set_up_hub(
            db, name=name, manager=manager, phone=phone, address=address, nation=nation, now=now
        )
        database.actor = Actor(account.id, StaffRole.MANAGER)
    return Made(database, recovery)


def throwaway_folder(inside: Path | None = None) -> Paths:
    """A new folder for a hub nobody keeps, `inside` one that is there. The caller removes it."""
    return Paths(Path(tempfile.mkdtemp(prefix="hubdesk-", dir=inside)))


def make_throwaway(paths: Paths, *, clock: Callable[[], datetime] = wall_clock) -> Made:
    """A hub full of invented people and things, in a folder nobody keeps."""
    from hubdesk.sample import fill_sample_hub

    database, recovery = make_hub_file(
        paths, name="Riverside Hub", passphrase=LOOK_AROUND, cost=CHEAP, clock=clock
    )
    # Nobody keeps this hub, so nobody is reminded to print a sheet for it.
    slots = read_slots(paths)
    proved = replace(slots, sequence=slots.sequence + 1, recovery_proved=True)
    keep_ways(paths, database, proved)
    now = clock().astimezone(ZoneInfo("Europe/London"))
    fill_sample_hub(database, now=now)
    make_copy(database, paths.copies, proved, now=now)  # as a hub that was closed last evening
    return Made(database, recovery)
