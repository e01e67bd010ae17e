"""Two computers' worth of haste: processes that lend the same device at the same moment.

Used by a test and by the soak. Each process opens the file for itself, below the rule that
one folder has one window.
"""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from sqlalchemy import insert

from hubdesk.errors.lending import DeviceOnLoan
from hubdesk.ids import new_id
from hubdesk.messages import explain
from hubdesk.models import Device
from hubdesk.operations.beginnings import kind_id
from hubdesk.operations.lending import Item, hand_over
from hubdesk.store.database import Database

WAIT = 60  # seconds; a process that is gone must not hang the other


@dataclass(frozen=True, slots=True)
class Try:
    """What came of one try: the loan it made, or whom it was told has the device."""

    device_id: str
    loan_id: str = ""
    told: str = ""
    words: str = ""


def race(
    path: Path, key: bytes, device_ids: Sequence[str], borrower_ids: Sequence[str], now: datetime
) -> list[tuple[Try, ...]]:
    """Let one process for each borrower lend each device, from a barrier. The tries by device."""
    spawn = multiprocessing.get_context("spawn")
    barrier = spawn.Barrier(len(borrower_ids))
    ends, runners = [], []
    for borrower_id in borrower_ids:
        here, there = spawn.Pipe(duplex=False)
        facts = (path, key, list(device_ids), borrower_id, now, barrier, there)
        runner = spawn.Process(target=_run, args=facts)
        runner.start()
        there.close()
        ends.append(here)
        runners.append(runner)
    try:
        tries = [end.recv() for end in ends]
    finally:
        for runner in runners:
            runner.join(WAIT)
            if runner.is_alive():
                runner.kill()
    return list(zip(*tries, strict=True))


def headsets(database: Database, many: int, now: datetime) -> list[str]:
    """So many things to race for, put in at once."""
    rows = [
        {"id": new_id(), "kind_id": kind_id("headset"), "tag": f"HD-{n}", "stage": "ready"}
        | {"added_on": now.date(), "seen_on": now.date()}
        for n in range(many)
    ]
    with database.changing("import devices") as db:
        db.execute(insert(Device), rows)
    return [str(row["id"]) for row in rows]


def check(tries: Sequence[tuple[Try, ...]], names: Sequence[str]) -> None:
    """Each device was lent once, and whoever came second was told who has it."""
    for both in tries:
        winners = [place for place, one in enumerate(both) if one.loan_id]
        assert len(winners) == 1, both
        for one in both[: winners[0]] + both[winners[0] + 1 :]:
            assert one.told == names[winners[0]], both
            assert names[winners[0]].split()[0] in one.words, both


def wins(tries: Sequence[tuple[Try, ...]]) -> Counter[int]:
    """How often each process was the one that lent."""
    return Counter(place for both in tries for place, one in enumerate(both) if one.loan_id)


def _run(
    path: Path,
    key: bytes,
    device_ids: list[str],
    borrower_id: str,
    now: datetime,
    barrier: Barrier,
    end: Connection,
) -> None:
    database = Database(path, key, clock=lambda: now)
    try:
        end.send([_try(database, id, borrower_id, now, barrier) for id in device_ids])
    finally:
        database.close()
        end.close()


def _try(
    database: Database, device_id: str, borrower_id: str, now: datetime, barrier: Barrier
) -> Try:
    barrier.wait(WAIT)
    try:
        with database.changing("lend") as db:
            made = hand_over(
                db,
                borrower_id=borrower_id,
                items=[Item(device_id)],
                override_reason="more than one at once",
                now=now,
            )
    except DeviceOnLoan as refusal:
        return Try(device_id, told=refusal.borrower, words=explain(refusal).text)
    return Try(device_id, made.loan_ids[0])
