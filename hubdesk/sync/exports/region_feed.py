"""The feed to a region: what changed since the last, and earlier files again without who is gone.

All of it follows from two things: what a region may hold now, and the lines it was sent. Nothing
is remembered but by the transaction that writes the parcel down.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Final

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

import hubdesk
from hubdesk.errors.leaving import ErasedMeanwhile, NumbersGone
from hubdesk.ids import new_id
from hubdesk.models import Erasure, RegionKey, RegionLine, Stream
from hubdesk.queries.left import erasures_made, left_by
from hubdesk.queries.region_rows import Projection, projection
from hubdesk.queries.retention import TAKEN_BACK
from hubdesk.queries.vaguer import alike, is_vaguer
from hubdesk.queries.what_leaves import leaving
from hubdesk.store.upgrade import HEAD
from hubdesk.sync.body import Packing
from hubdesk.sync.container import VERSION, Header, Kind, Sealed
from hubdesk.sync.exports.making import Made, Making, ToSend, moment_words
from hubdesk.sync.journal_out import Sealing, closed
from hubdesk.sync.region_lines import (
    PARTICIPANT,
    Line,
    Numbers,
    body_of,
    first_line,
    last_line,
    row_of,
)

MOST: Final = 4_000  # new lines of one parcel: to remember them keeps others from writing for 0.2 s
A_FILE: Final = 4_000
AT_ONCE: Final = 500  # ids of one statement
_NAME: Final = re.compile(r"region/[0-9a-z]+/([0-9]{10})-[0-9]{10}\.([0-9]+)\.[0-9a-f]{16}\.hdb")
Key = tuple[str, str]  # table and number of a line


@dataclass(frozen=True, slots=True)
class Sent:
    """A line in a file at the region. The newest of one key holds."""

    line: Line
    seq: int
    person_id: str
    id: str = ""  # of its row here, once there is one


@dataclass(frozen=True, slots=True)
class _Before:
    """All that is known of what was sent before."""

    secret: str
    sent: list[Sent]
    files: dict[int, tuple[str, int]]  # number of a file: its name there, and which issue
    erasures: int
    erased_since: list[str]
    stream: str
    lost: list[Sent]  # of a parcel that was taken back: then all is sent anew


@dataclass(frozen=True, slots=True)
class _Next:
    """What is to be sent, and in which files something has to go."""

    new: list[Sent]  # without a number of a file yet
    again: dict[int, list[Sent]]  # files that are sealed again, with what stays in them
    dropped: list[str]  # rows here of what does not stay in them
    more: bool


def region_feed(making: Making) -> Made | None:
    """The next parcel. None where a region holds what it may hold, and nothing else.

    Raises NotARecipient, and NumbersGone without the secret.
    """
    with making.database.reading() as db:
        before = _before(db, making)
        now = projection(db, making.now.date())
    making.told(0)
    follows = _follows(before, now, making)
    if not follows.new and not follows.again:
        return None
    packed = _packed(making, before, follows)
    sealed = [bundle for bundle, _ in packed]
    replaced = before.files if before.lost else follows.again
    supersedes = tuple(before.files[seq][0] for seq in replaced if seq in before.files)

    def kept(db: Session, _parcel_id: str) -> None:
        _remember(db, making.export.id, before, follows, packed)

    pids = {sent.line.pid for _, lines in packed for sent in lines}
    return Made(
        tuple(ToSend(f"{one.header.folder}/{one.header.name}", one.content) for one in sealed),
        moment_words(making.now, making.now.tzinfo),
        people=len(pids),
        sealed=True,
        kept=kept,
        supersedes=supersedes,
        more=follows.more,
    )


def _before(db: Session, making: Making) -> _Before:
    secret = db.scalars(select(RegionKey.secret).order_by(RegionKey.made_at)).first()
    if secret is None:
        raise NumbersGone(leaving(making.export.what).title)
    export = making.export
    rows = db.execute(
        select(
            *(RegionLine.tbl, RegionLine.rid, RegionLine.pid, RegionLine.clock),
            *(RegionLine.body, RegionLine.is_gone, RegionLine.seq, RegionLine.person_id),
            RegionLine.id,
        )
        .where(RegionLine.export_id == export.id)
        .order_by(RegionLine.seq, RegionLine.id)
    )
    sent = [
        Sent(Line(tbl, rid, pid, clock, "" if gone else body or "{}"), seq, person_id, id)
        for tbl, rid, pid, clock, body, gone, seq, person_id, id in rows
    ]
    files = {}
    for name in left_by(db, export.id):
        if found := _NAME.fullmatch(name):
            files[int(found[1])] = (name, int(found[2]))
    # nobody knows what earlier files hold where one that was to take their place never left
    lost = [] if all(one.seq in files for one in sent) else sent
    mine = select(Stream.id).where(Stream.is_mine == 1).order_by(
        Stream.opened_at.desc(), Stream.id.desc()
    )  # fmt: skip
    # records that a copy brought back have another stream, so nobody takes two files for one
    own = f"{db.scalars(mine).first()}|{export.id}"
    # not whose record an Undo took back: where the region was told of them, it was told so then
    erased = select(Erasure.was).where(
        Erasure.erased_at >= export.agreed_at, Erasure.deleted == 0, Erasure.ground != TAKEN_BACK
    )
    return _Before(
        secret,
        [] if lost else sent,
        files,
        erasures_made(db),
        list(db.scalars(erased)),
        hashlib.sha256(own.encode()).hexdigest()[:20],
        lost,
    )


def _follows(before: _Before, now: Projection, making: Making) -> _Next:
    numbers = Numbers(before.secret)
    held = {(one.line.tbl, one.line.rid): one for one in before.sent}  # the newest comes last
    clock = max(
        int(making.now.timestamp() * 1000),
        max((one.line.clock for one in (*before.sent, *before.lost)), default=0) + 1,
    )
    wanted = _wanted(now, numbers, clock)
    there = {numbers.person(id) for id in now.people}
    gone_people = {
        one.line.pid for one in held.values() if not one.line.is_gone and one.line.pid not in there
    }
    gone_people |= {one.line.pid for one in before.lost} - there
    # one that a copy brought back may know of fewer: whoever was erased is taken away once more
    told_gone = {key[1] for key, one in held.items() if one.line.is_gone and key[0] == PARTICIPANT}
    gone_people |= {numbers.person(id) for id in before.erased_since} - told_gone
    new = [_gone(PARTICIPANT, pid, pid, clock) for pid in sorted(gone_people)]
    new += [
        one
        for key, one in wanted.items()
        if (old := held.get(key)) is None or old.line.body != one.line.body
        or old.line.pid != one.line.pid
    ]  # fmt: skip
    new += [
        _gone(key[0], key[1], one.line.pid, clock)
        for key, one in held.items()
        if not one.line.is_gone
        and key not in wanted
        and one.line.pid not in gone_people
        and _is_looked_at(one.line, now.since)
    ]
    again = _again(before, held, wanted, gone_people)
    stays = {one.id for some in again.values() for one in some}
    dropped = [one.id for one in before.sent if one.seq in again and one.id not in stays]
    dropped += [one.id for one in before.lost]
    return _Next(new[:MOST], again, dropped, len(new) > MOST)


def _wanted(now: Projection, numbers: Numbers, clock: int) -> dict[Key, Sent]:
    """Each line a region may hold now, people first."""
    found: dict[Key, Sent] = {}
    pids = {id: numbers.person(id) for id in now.people}
    for id, (age, area, first) in alike(now.people).items():
        body = body_of({"age": age, "area": area, "first": first}, PARTICIPANT)
        found[PARTICIPANT, pids[id]] = Sent(
            Line(PARTICIPANT, pids[id], pids[id], clock, body), 0, id
        )
    for fact in now.facts:
        says = {"week": fact.week} | dict(fact.says)
        if says.get("course"):
            says["course"] = numbers.row("course", says["course"])
        rid, pid = numbers.row(fact.tbl, fact.id), pids[fact.person_id]
        line = Line(fact.tbl, rid, pid, clock, body_of(says, fact.tbl))
        found[fact.tbl, rid] = Sent(line, 0, fact.person_id)
    return found


def _is_looked_at(line: Line, since: str) -> bool:
    """Whether a line is of the weeks that are read, so that its absence means something."""
    return line.tbl == PARTICIPANT or row_of(line.body).get("week", "") > since


def _again(
    before: _Before, held: Mapping[Key, Sent], wanted: Mapping[Key, Sent], gone: set[str]
) -> dict[int, list[Sent]]:
    """The files that hold somebody who is gone, or told of somebody more exactly than is right now.

    With each what stays in it: lines that were not outdone by a later file.
    """
    wrong: set[int] = set()
    in_file: dict[int, list[Sent]] = defaultdict(list)
    for one in before.sent:
        in_file[one.seq].append(one)
        line = one.line
        if line.pid in gone and not line.is_gone:
            wrong.add(one.seq)
        elif line.tbl == PARTICIPANT and not line.is_gone:
            right = wanted.get((line.tbl, line.rid))
            if right is not None and is_vaguer(_told(right.line), _told(line)):
                wrong.add(one.seq)
    return {
        seq: [
            one
            for one in in_file[seq]
            if one.line.is_gone
            or (
                one.line.pid not in gone
                and held[one.line.tbl, one.line.rid] is one
                and not _is_outdone(one.line, wanted)
            )
        ]
        for seq in sorted(wrong)
    }


def _is_outdone(line: Line, wanted: Mapping[Key, Sent]) -> bool:
    """Whether the new file says something else of it."""
    right = wanted.get((line.tbl, line.rid))
    return right is not None and right.line.body != line.body


def _told(line: Line) -> tuple[str, str, str]:
    row = row_of(line.body)
    return row.get("age", ""), row.get("area", ""), row.get("first", "")


def _gone(tbl: str, rid: str, pid: str, clock: int) -> Sent:
    return Sent(Line(tbl, rid, pid, clock, ""), 0, "")


Packed = list[tuple[Sealed, list[Sent]]]


def _packed(making: Making, before: _Before, follows: _Next) -> Packed:
    """The files, each with its lines under the number of its file. Nothing empty is sealed."""
    to = Sealing(making.hub, making.keys, (making.export.recipient,), making.now)
    made: Packed = []
    for seq, lines in follows.again.items():
        if lines:
            name, issue = before.files.get(seq, ("", 0))
            instead = (name.rpartition("/")[2],) if name else ()
            made.append((_bundle(making, to, before.stream, seq, lines, issue + 1, instead), lines))
    seq = max((0, *before.files, *(one.seq for one in (*before.sent, *before.lost))))
    for part in _parts(follows.new):
        seq += 1
        numbered = [replace(one, seq=seq) for one in part]
        made.append((_bundle(making, to, before.stream, seq, numbered, 0, ()), numbered))
        making.told(len(made))
    return made


def _parts(lines: Sequence[Sent]) -> Iterable[Sequence[Sent]]:
    return (lines[at : at + A_FILE] for at in range(0, len(lines), A_FILE))


def _bundle(
    making: Making, to: Sealing, stream: str, seq: int, lines: Sequence[Sent], issue: int,
    instead: tuple[str, ...],
) -> Sealed:  # fmt: skip
    header = Header(
        v=VERSION,
        min_reader=VERSION,
        kind=Kind.REGION,
        hub=making.hub,
        dev=making.keys.dev,
        key=making.keys.public,
        stream=stream,
        first=seq,
        last=seq,
        n_txn=0,
        n_ops=len(lines),
        chain_in="",
        chain_out="",
        size=0,
        sha256="",
        schema_rev=HEAD,
        app=hubdesk.__version__,
        created=making.now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        reissue=issue,
        supersedes=instead,
    )
    packing = Packing()
    packing.add(first_line(header, making.export.wording_version))
    for one in lines:
        packing.add(one.line.as_bytes())
    packing.add(last_line(len(lines)))
    return closed(header, packing.packed(), to)


def _remember(db: Session, export_id: str, before: _Before, follows: _Next, packed: Packed) -> None:
    """What the region will hold, written down with the parcel. ErasedMeanwhile."""
    secret = db.scalars(select(RegionKey.secret).order_by(RegionKey.made_at)).first()
    if erasures_made(db) != before.erasures or secret != before.secret:
        raise ErasedMeanwhile
    for at in range(0, len(follows.dropped), AT_ONCE):
        some = follows.dropped[at : at + AT_ONCE]
        db.execute(delete(RegionLine).where(RegionLine.id.in_(some)))
    rows = [
        {
            "id": new_id(),
            "export_id": export_id,
            "person_id": one.person_id,
            "tbl": one.line.tbl,
            "rid": one.line.rid,
            "pid": one.line.pid,
            "body": one.line.body,
            "clock": one.line.clock,
            "seq": one.seq,
            "is_gone": int(one.line.is_gone),
        }
        for _, lines in packed
        for one in lines
        if not one.id  # what stays in a file that was sealed again is known
    ]
    if rows:
        db.execute(insert(RegionLine), rows)
