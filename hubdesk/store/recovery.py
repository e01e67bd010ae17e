"""The recovery ladder: from the gentlest step to the last, each proved before it counts.

    tail      the file as it is, with the safety copy applied
    backup    the newest verified backup, with the safety copy applied
    anew      an empty file, where the safety copy goes back to the hub's first day
    salvage   what can still be read of the damaged file, in a new one

Before the first step everything is copied aside, and what a step did wrong is put back from there.
A step counts only if every page, every reference and the whole journal prove themselves.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from hubdesk.errors import HubDeskError, Trouble
from hubdesk.errors.safety import (
    CannotMend,
    Mended,
    RecordsOlder,
    SafetyCopyHole,
    TwoLines,
    WorkBroughtBack,
    WorkMissing,
)
from hubdesk.errors.store import FileDamaged
from hubdesk.messages.mending import MendingFacts, mending_report
from hubdesk.paths import Paths
from hubdesk.store.backup import check_copy
from hubdesk.store.connections import open_raw
from hubdesk.store.copies import copies_in
from hubdesk.store.entries import Entry, Point
from hubdesk.store.files import disk_troubles, write_whole
from hubdesk.store.first_page import is_as_kept, opens_as_kept, put_salt_back
from hubdesk.store.keys import KeySlots
from hubdesk.store.proof import prove_all
from hubdesk.store.salvage import Salvaged, salvage
from hubdesk.store.settling import Settling
from hubdesk.store.tail import Scan, Tail, scan_tail, tail_key
from hubdesk.store.troubles import troubles
from hubdesk.store.upgrade import upgrade


class Step(StrEnum):
    """A step of the ladder."""

    TAIL = "tail"
    BACKUP = "backup"
    ANEW = "anew"
    SALVAGE = "salvage"


class _NotWhole(Exception):
    """A step gave records of which a page or a reference does not hold."""


@dataclass(frozen=True)
class Recovered:
    """What a recovery came to: the words for the window, and the facts they rest on."""

    mended: Mended
    facts: MendingFacts
    remarks: tuple[Trouble, ...]
    report: Path
    aside: Path


@dataclass
class Recovery:
    """One recovery of one folder. The records must be closed."""

    paths: Paths
    slots: KeySlots
    data_key: bytes
    now: datetime
    backup: Path | None = None
    loses: bool = True  # whether a step may be taken that leaves something out

    def recover(self) -> Recovered:
        """Climb until a step holds. CannotMend if none does, and then nothing has changed."""
        self.aside = self._copy_aside()
        self.salvaged = Salvaged()
        steps: list[tuple[Step, Callable[[], None]]] = [(Step.TAIL, self._as_it_is)]
        if self.backup is not None:
            steps.append((Step.BACKUP, self._put_backup))
        if (begin := self._first_day()) is not None:
            steps.append((Step.ANEW, lambda: self._begin_anew(begin)))
        if self.loses:
            steps.append((Step.SALVAGE, self._salvage))
        for step, put in steps:
            try:
                put()
                found = self._proved(step)
                if found.mended.is_all or self.loses:
                    return self._written(found)
            except (Trouble, _NotWhole, sqlcipher.DatabaseError):
                pass  # it did not hold: the next step begins from what was found, not from this
            self._put_back()
        raise CannotMend(self.aside.name)

    def _proved(self, step: Step) -> Recovered:
        """Settle and prove what the step put there. A Trouble if it does not hold."""
        with troubles(self.paths.database):
            upgrade(self.paths.database, self.data_key, self.paths.copies)
            raw = open_raw(self.paths.database, self.data_key)
            try:
                self._check_pages(raw)
                settling = Settling(
                    self.paths, raw, self.data_key, self.slots.hub, self.now, goes_on=True
                )
                settling.settle()
                if not all(proof.holds for proof in prove_all(raw)):
                    raise _NotWhole
                (actions,) = raw.execute("SELECT count(*) FROM journal_txn").fetchone()
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()
        return self._told(step, settling.remarks, actions)

    def _check_pages(self, raw: Any) -> None:
        quick = raw.execute("PRAGMA quick_check(1)").fetchone()
        pages = raw.execute("PRAGMA cipher_integrity_check").fetchone()
        orphans = raw.execute("PRAGMA foreign_key_check").fetchone()
        if quick != ("ok",) or pages is not None or orphans is not None:
            raise _NotWhole

    def _told(self, step: Step, remarks: list[Trouble], actions: int) -> Recovered:
        brought = sum(said.count for said in remarks if isinstance(said, WorkBroughtBack))
        facts = MendingFacts(
            at=f"{self.now:%d/%m/%Y %H:%M}",
            step=step,
            brought_back=brought,
            missing=_missing(remarks),
            salvaged=self.salvaged.rows,
            damaged=tuple(self.salvaged.damaged),
            actions=actions,
            aside=self.aside.name,
        )
        report = self.paths.home / f"{self.aside.name.replace('before-mending', 'mended')}.txt"
        is_all = step is not Step.SALVAGE and not facts.missing
        mended = Mended(step, brought, is_all, report.name)
        return Recovered(mended, facts, tuple(remarks), report, self.aside)

    def _written(self, found: Recovered) -> Recovered:
        write_whole(found.report, mending_report(found.facts).encode())
        return found

    def _as_it_is(self) -> None:
        """The file that was found. Where its first bytes alone are wrong, they are known."""
        if not is_as_kept(self.paths) and opens_as_kept(self.paths, self.data_key):
            with self._disk():
                put_salt_back(self.paths)

    def _put_backup(self) -> None:
        assert self.backup is not None
        with self._disk():
            self._drop_log()
            part = self.paths.database.with_name(f"{self.paths.database.name}.part")
            shutil.copyfile(self.backup, part)
            part.replace(self.paths.database)

    def _first_day(self) -> Point | None:
        """Where the safety copy begins, if that is before all work."""
        scan = self._scan()
        return scan.begin if scan is not None and scan.begin and not scan.begin.seq else None

    def _begin_anew(self, begin: Point) -> None:
        part = self._fresh_part()
        with self._disk():
            upgrade(part, self.data_key, self.paths.copies)
            raw = open_raw(part, self.data_key)
            try:
                raw.execute(
                    "INSERT INTO stream (id, desk_number, is_mine, opened_at) VALUES (?, 0, 1, ?)",
                    (begin.stream, self.now.astimezone(UTC).isoformat()),
                )
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()
            self._drop_log()
            part.replace(self.paths.database)

    def _fresh_part(self) -> Path:
        """Where a new file is made before it takes the place of the damaged one."""
        part = self.paths.database.with_name(f"{self.paths.database.name}.part")
        with self._disk():
            for name in (part.name, f"{part.name}-wal", f"{part.name}-shm"):
                part.with_name(name).unlink(missing_ok=True)
        return part

    def _scan(self) -> Scan | None:
        kept = self.aside / self.paths.tail.name
        return scan_tail(kept, tail_key(self.data_key)) if kept.exists() else None

    def _salvage(self) -> None:
        part = self._fresh_part()
        with self._disk():
            source = self.aside / self.paths.database.name
            self.salvaged = salvage(
                lambda: open_raw(source, self.data_key),
                part,
                self.data_key,
                self._entries(),
                self.now,
            )
            self._drop_log()
            part.replace(self.paths.database)
            self.paths.tail.unlink(missing_ok=True)  # what it had is in the new file

    def _entries(self) -> list[Entry]:
        scan = self._scan()
        if scan is None or scan.begin is None:
            return []
        kept = self.aside / self.paths.tail.name
        return list(Tail(kept, tail_key(self.data_key), scan).entries())

    def _files(self) -> list[Path]:
        database = self.paths.database
        logs = [database.with_name(f"{database.name}{end}") for end in ("-wal", "-shm")]
        return [database, *logs, self.paths.tail, *self.paths.anchors]

    def _copy_aside(self) -> Path:
        number = 1
        stem = f"before-mending-{self.now:%Y%m%d}"
        while (aside := self.paths.set_aside / f"{stem}-{number}").exists():
            number += 1
        with self._disk():
            aside.mkdir(parents=True)
            for path in self._files():
                if path.exists():
                    shutil.copy2(path, aside)
        return aside

    def _put_back(self) -> None:
        self._fresh_part()  # a step that was cut short leaves nothing
        with self._disk():
            for path in self._files():
                path.unlink(missing_ok=True)
                if (self.aside / path.name).exists():
                    shutil.copy2(self.aside / path.name, path)

    def _drop_log(self) -> None:
        for path in self._files()[1:3]:
            path.unlink(missing_ok=True)

    def _disk(self) -> AbstractContextManager[None]:
        return disk_troubles(self.paths.home)


def _missing(remarks: list[Trouble]) -> int:
    """How many actions are gone; -1 where nobody can tell."""
    for said in remarks:
        if isinstance(said, WorkMissing | SafetyCopyHole):
            return said.count or -1
        if isinstance(said, TwoLines):
            return -1
    return 0


def newest_proved(paths: Paths, hub: str, data_key: bytes) -> Path | None:
    """The newest copy of the records here that proves itself from its first byte to its last."""
    for copy in copies_in(paths.copies, hub):
        try:
            check_copy(copy, data_key)
        except HubDeskError:
            continue  # the next one is older, and may be whole
        return copy.path
    return None


MENDS = (FileDamaged, RecordsOlder)  # what opening may find that the ladder can put right
