"""At start: records, safety copy and anchor are compared, and brought into step.

What the records lack and the safety copy has is applied again. Where they cannot be the same
line of work any more (an old file put back, a copy on another computer, work that is nowhere)
a new stream is opened, so that no two lines ever give the same place to different work.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hubdesk.errors import Trouble
from hubdesk.errors.safety import (
    MarkMended,
    OtherComputer,
    RecordsOlder,
    SafetyCopyHole,
    SafetyCopyMended,
    SafetyCopyMissing,
    TwoLines,
    WorkBroughtBack,
    WorkMissing,
)
from hubdesk.ids import CodeKind
from hubdesk.paths import Paths
from hubdesk.store.anchor import Anchor, Anchors, read_anchors, write_anchor
from hubdesk.store.entries import Point, newest_point, point_at
from hubdesk.store.files import trouble_of
from hubdesk.store.machine import this_machine
from hubdesk.store.replay import apply_again
from hubdesk.store.seal import Deed, seal
from hubdesk.store.tail import Damage, Frame, Scan, Tail, new_tail, open_tail, scan_tail, tail_key
from hubdesk.store.upgrade import HEAD


@dataclass
class Settling:
    """The comparison of one start. `remarks` say what was found; `tail` is ready to follow."""

    paths: Paths
    raw: Any
    data_key: bytes
    hub: str
    now: datetime
    goes_on: bool = False  # also where older records leave a gap before the safety copy

    def __post_init__(self) -> None:
        self.remarks: list[Trouble] = []
        self.reasons: list[str] = []  # for a new stream
        self.key = tail_key(self.data_key)

    def settle(self) -> Tail:
        """Bring all three into step. Raises DiskFull, DiskTrouble and FolderNotWritable."""
        anchors = read_anchors(self.paths, self.data_key)
        tail = self._tail(anchors)
        self._compare(anchors)
        if self.reasons:
            self._open_stream()
        tail.follow(self.raw)
        write_anchor(
            self.paths, self.data_key, anchor_of(newest_point(self.raw), self.hub, self.now)
        )
        return tail

    def _tail(self, anchors: Anchors) -> Tail:
        try:
            scan = scan_tail(self.paths.tail, self.key)
        except FileNotFoundError:
            if anchors.are_there:
                self.remarks.append(SafetyCopyMissing())
            return self._begin()
        if scan.begin is None:
            self._set_aside()
            self.remarks.append(SafetyCopyMended())
            return self._begin()
        return self._from(scan)

    def _from(self, scan: Scan) -> Tail:
        """A tail that can be read, at least in part."""
        assert scan.begin is not None
        known, unknown = self._split(scan.frames)
        if not self._agrees(scan, known):
            return self._apart()
        if unknown and not self._follows(unknown[0]):
            older = newest_point(self.raw).seq < scan.begin.seq
            return self._older(unknown) if older and not known else self._apart()
        if unknown:
            self._bring_back(scan, len(known))
        if scan.damage is Damage.MIDDLE:
            return self._mend(scan)
        if scan.damage is Damage.TORN:
            self.remarks.append(SafetyCopyMended())
        return open_tail(self.paths.tail, self.key, scan)

    def _split(self, frames: tuple[Frame, ...]) -> tuple[tuple[Frame, ...], tuple[Frame, ...]]:
        """Those the records have, and those after. Looked at from the end: mostly all are known."""
        first = len(frames)
        while first and point_at(self.raw, frames[first - 1].stream, frames[first - 1].seq) is None:
            first -= 1
        return frames[:first], frames[first:]

    def _agrees(self, scan: Scan, known: tuple[Frame, ...]) -> bool:
        """Whether records and tail hold the same at the newest place they both have."""
        assert scan.begin is not None
        if not known:
            there = point_at(self.raw, scan.begin.stream, scan.begin.seq)
            return there is None or there == scan.begin
        tail = Tail(self.paths.tail, self.key, scan)
        entry = next(tail.entries(len(known) - 1))
        there = point_at(self.raw, entry.stream, entry.seq)
        return there is not None and there.chain == entry.chain

    def _follows(self, frame: Frame) -> bool:
        here = newest_point(self.raw)
        return (frame.stream, frame.seq) == (here.stream, here.seq + 1) or (
            frame.stream != here.stream and frame.seq == 1
        )

    def _bring_back(self, scan: Scan, known: int) -> None:
        entries = Tail(self.paths.tail, self.key, scan).entries(known)
        before = self._count()
        try:
            apply_again(self.raw, entries)
        finally:
            if brought := self._count() - before:
                self.remarks.append(WorkBroughtBack(brought))

    def _count(self) -> int:
        return int(self.raw.execute("SELECT count(*) FROM journal_txn").fetchone()[0])

    def _mend(self, scan: Scan) -> Tail:
        """One before a good frame is bad. The journal has them all, or some are lost."""
        assert scan.begin is not None
        lost = [
            frame for frame in scan.beyond if point_at(self.raw, frame.stream, frame.seq) is None
        ]
        if not lost:
            self.remarks.append(SafetyCopyMended())
            tail = Tail(self.paths.tail, self.key, scan)
            tail.begin_anew(self.raw, scan.begin)
            return tail
        count = lost[-1].seq - newest_point(self.raw).seq
        self.remarks.append(SafetyCopyHole(count, self._set_aside().name))
        self.reasons.append("hole")
        return self._begin()

    def _apart(self) -> Tail:
        self.remarks.append(TwoLines(self._set_aside().name))
        self.reasons.append("two lines")
        return self._begin()

    def _older(self, unknown: tuple[Frame, ...]) -> Tail:
        """An old file in the place of the records: what lies between them is in a backup, if any.

        The tail stays as it is, since a backup and this tail together have all of it.
        """
        count = unknown[-1].seq - newest_point(self.raw).seq
        if not self.goes_on:
            raise RecordsOlder(count)
        self.remarks.append(SafetyCopyHole(count, self._set_aside().name))
        self.reasons.append("older")
        return self._begin()

    def _begin(self) -> Tail:
        return new_tail(self.paths.tail, self.key, newest_point(self.raw))

    def _set_aside(self) -> Path:
        return set_aside(self.paths.tail, self.now)

    def _compare(self, anchors: Anchors) -> None:
        anchor = anchors.newest
        if anchors.is_damaged:
            self.remarks.append(MarkMended())
        if anchor is None:
            return
        there = point_at(self.raw, anchor.stream, anchor.seq)
        if there is None:
            here = newest_point(self.raw)
            same = here.stream == anchor.stream
            self.remarks.append(WorkMissing(anchor.seq - here.seq if same else 0, _said(anchor)))
            self.reasons.append("work missing")
        elif there.chain != anchor.chain and not self.reasons:
            self.remarks.append(WorkMissing(0, _said(anchor)))
            self.reasons.append("other work")
        if anchor.machine != this_machine(self.hub):
            self.remarks.append(OtherComputer())
            self.reasons.append("other computer")

    def _open_stream(self) -> None:
        open_stream(self.raw, ", ".join(self.reasons), self.now)


def open_stream(raw: Any, reason: str, now: datetime) -> None:
    """A new line of work on this computer, which says what it goes on from and why.

    Printed numbers jump to the next thousand: those of the other line are nobody else's.
    """
    here = newest_point(raw)
    raw.execute("BEGIN IMMEDIATE")
    try:
        number, hlc, opened_at = raw.execute(
            "SELECT desk_number, hlc, opened_at FROM stream WHERE id = ?", (here.stream,)
        ).fetchone()
        after = datetime.fromisoformat(opened_at) + timedelta(milliseconds=1)
        opened = max(now.astimezone(UTC), after.astimezone(UTC)).isoformat()
        raw.execute(
            "INSERT INTO stream (id, desk_number, is_mine, hlc, opened_at) VALUES (?, ?, 1, ?, ?)",
            (secrets.token_hex(8), number, hlc, opened),
        )
        for kind in CodeKind:  # one that has no number here may have been given some on paper
            raw.execute("INSERT OR IGNORE INTO counter (id, next) VALUES (?, 1)", (kind.value,))
        raw.execute("UPDATE counter SET next = ((next + 999) / 1000) * 1000 + 1")
        about = {"goes on from": f"{here.stream}@{here.seq}"}
        seal(raw, Deed("open stream", about, reason=reason, stands_alone=True), now, HEAD)
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise


def set_aside(path: Path, now: datetime) -> Path:
    """Move a file out of the way, beside where it was, and never over another."""
    number = 1
    while True:
        there = path.with_name(f"{path.stem}-aside-{now:%Y%m%d}-{number}{path.suffix}")
        if not there.exists():
            break
        number += 1
    try:
        path.replace(there)
    except OSError as error:
        raise trouble_of(error, os.fspath(path.parent)) from error
    return there


def anchor_of(point: Point, hub: str, now: datetime) -> Anchor:
    """The anchor of a point on this computer."""
    written = now.astimezone(UTC).isoformat(timespec="seconds")
    return Anchor(hub, point.stream, point.seq, point.chain, this_machine(hub), written)


def _said(anchor: Anchor) -> str:
    """When it was written, as this computer's own clock shows it."""
    return f"{datetime.fromisoformat(anchor.written_at).astimezone():%d/%m/%Y %H:%M}"
