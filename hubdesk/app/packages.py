"""The commands about everything at once: all records out into one open file, and in again."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from hubdesk.app.opening import VARIABLE, held, opened, typed_twice
from hubdesk.errors.packages import CalledNoPackage
from hubdesk.errors.store import NoHubHere
from hubdesk.i18n import count
from hubdesk.models import Watched
from hubdesk.operations.access import note_access
from hubdesk.operations.rights import may
from hubdesk.paths import Paths
from hubdesk.queries.hub import hub_zone
from hubdesk.store.database import Database, wall_clock
from hubdesk.store.files import check_writes, room_for_it
from hubdesk.store.keys import KeyCost, calibrated_cost
from hubdesk.store.opening import close_hub, is_hub, make_hub_file
from hubdesk.sync.package_in import Package
from hubdesk.sync.package_out import Told, write_package

Say = Callable[[str], None]
NOBODY: Told = lambda done, of: None  # noqa: E731 - nobody watches a command


def take_everything(database: Database, to: Path, *, told: Told = NOBODY) -> int:
    """Write all records into `to`, and write down that they were taken. Answers with the rows."""
    with database.reading() as db:
        now = database.clock().astimezone(hub_zone(db))
    with database.changing("took out") as db:
        note_access(db, what=Watched.EVERYTHING, now=now)
    with database.reading() as db:
        sees = may(database.actor.role, "see safeguarding")
        with room_for_it(to.parent):
            return write_package(db, to, now=now, with_concerns=sees, told=told)


def export_everything(paths: Paths, to: Path, *, replaces: bool = False, say: Say) -> int:
    """The command. Refuses where there is no hub, or to whom it is not allowed."""
    if to.suffix.lower() != ".zip":
        raise CalledNoPackage(to.name)
    if not is_hub(paths):
        raise NoHubHere(os.fspath(paths.home))
    check_writes(to, replaces=replaces)
    with opened(paths, say=say, right="take everything") as database:
        rows = take_everything(database, to)
    say(f"{count(rows, 'row', 'rows')} written to {to}. Anybody can read that file: keep it safe.")
    return 0


def bring_everything(
    paths: Paths, file: Path, *, say: Say, dry_run: bool = False, cost: KeyCost | None = None
) -> int:
    """The command: a new hub from a package, in a folder that has none yet.

    Raises HubAlreadyHere, and what opening a `Package` raises.
    """
    package = Package(file)
    try:
        if dry_run:
            say(f"{package.title}: {count(package.rows, 'row', 'rows')}. Nothing was saved.")
            return 0
        with held(paths, "bring everything"):
            chosen = os.environ.get(VARIABLE) or typed_twice(paths, say)
            rows = 0

            def fill(raw: object) -> None:
                nonlocal rows
                rows = package.fill(raw, wall_clock())

            database, recovery = make_hub_file(
                paths,
                name=package.title,
                passphrase=chosen,
                cost=cost or calibrated_cost(),
                fill=fill,
            )
            close_hub(paths, database)
    finally:
        package.close()
    say(f"{package.title}: {count(rows, 'row', 'rows')} brought into {paths.home}.")
    say("Write down the recovery key. It opens the records if the passphrase is forgotten:")
    say("  " + " ".join(recovery))
    say("Everybody chooses a new PIN and badge in Settings.")
    return 0
