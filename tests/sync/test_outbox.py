"""The outbox: sealed once, there whole or not at all, and no name in any file of it."""

from __future__ import annotations

import errno
import os
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app.bundles import keys_of
from hubdesk.errors.sending import ParcelGone
from hubdesk.errors.store import DiskFull, FolderNotWritable
from hubdesk.ids import new_id
from hubdesk.queries.parcels import Listed, ids_in_outbox, waiting_parcels
from hubdesk.queries.standing_exports import ExportRow, leaves_now
from hubdesk.queries.what_leaves import CALENDAR
from hubdesk.store.database import Database
from hubdesk.sync import body
from hubdesk.sync.courier import is_ours_damaged
from hubdesk.sync.desk_keys import new_pairs
from hubdesk.sync.exports import Made, Making, ToSend
from hubdesk.sync.outbox import Outbox, in_order, listed
from hubdesk.sync.packing import pack
from tests.conftest import HubBuilder
from tests.leaving_verbs import a_place, agree

NAME = b"Samira Haddad"
PAGES = (ToSend("week/index.html", b"all", True), ToSend("week/a.html", NAME, True))


@pytest.fixture
def box(database: Database, tmp_path: Path) -> Outbox:
    keys = keys_of(database)
    return Outbox(tmp_path / "outbox", keys.recipient, keys.identities)


def making(hub: HubBuilder, export: ExportRow) -> Making:
    keys = keys_of(hub.database)
    return Making(hub.database, "hub", export, hub.clock(), keys, lambda _n: None, {})


@pytest.fixture
def export(hub: HubBuilder) -> ExportRow:
    place = hub.do("set up place", a_place).id
    hub.do("agree export", lambda db, now: agree(db, now, CALENDAR, place))
    return hub.look(leaves_now)[0]


def written(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_what_waits_is_given_back_to_the_letter_and_lies_there_closed(box: Outbox):
    files = in_order(Made(PAGES, ""))
    names = listed(files, ())
    box.keep(id := new_id(), files)
    assert [box.content(id, n, one, "") for n, one in enumerate(names)] == [NAME, b"all"]
    for path in written(box.root):
        assert NAME not in path.read_bytes()
        assert b"week" not in path.read_bytes() + os.fsencode(path)


def test_the_page_that_names_all_others_goes_last_and_what_is_to_go_after_it():
    new = ToSend("reports/one.pdf", b"")
    names = [one.name for one in listed(in_order(Made((*PAGES, new), "")), ("old", "week/a.html"))]
    assert names == ["reports/one.pdf", "week/a.html", "week/index.html", "old"]


@pytest.mark.parametrize("name", ["../up", "a//b", "Big", "con:", "", "a/" * 9 + "b", "a" * 121])
def test_a_name_no_place_takes_is_a_bug_of_its_maker(name: str):
    with pytest.raises(ValueError, match="name"):
        in_order(Made((ToSend(name, b""),), ""))


def test_what_is_not_as_it_was_sealed_is_not_sent(box: Outbox):
    file = in_order(Made(PAGES, ""))[:1]
    (name,) = listed(file, ())
    box.keep(id := new_id(), file)
    with pytest.raises(ParcelGone):
        box.content(id, 0, replace(name, sha256="0" * 64), "")
    with pytest.raises(ParcelGone):
        box.content(new_id(), 0, name, "")
    (path,) = written(box.root)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ParcelGone):
        box.content(id, 0, name, "")


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EROFS, FolderNotWritable)]
)
def test_a_disk_that_takes_no_more_is_said_and_leaves_nothing(
    box: Outbox, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception]
):
    real, calls = os.fsync, [0]

    def refuses(handle: int) -> None:
        calls[0] += 1
        if calls[0] == 2:  # the second file
            raise OSError(number, "refused")
        real(handle)

    monkeypatch.setattr(os, "fsync", refuses)
    with pytest.raises(kind):
        box.keep(new_id(), in_order(Made(PAGES, "")))
    assert list(box.root.iterdir()) == []


def test_the_start_sweeps_parts_and_what_no_parcel_names_and_nothing_else(box: Outbox):
    file = in_order(Made(PAGES, ""))
    kept, lost, half = new_id(), new_id(), new_id()
    box.keep(kept, file)
    box.keep(lost, file)
    (box.root / f".part-{half}").mkdir()
    (box.root / f".part-{half}" / "00000").write_bytes(b"half")
    (box.root / "notes of somebody").mkdir()
    assert box.sweep({kept}) == 2
    assert {one.name for one in box.root.iterdir()} == {kept, "notes of somebody"}


def test_packing_records_a_parcel_once_its_content_is_kept(
    hub: HubBuilder, box: Outbox, export: ExportRow
):
    kept: list[Any] = []

    def maker(_making: Making) -> Made:
        return Made(PAGES, "this week", people=2, kept=lambda _db, id: kept.append(id))

    (id,) = pack(box, making(hub, export), {CALENDAR: maker})
    (row,) = hub.look(waiting_parcels)
    assert (row.id, row.what, row.people, kept) == (id, CALENDAR, 2, [id])
    assert box.has(id)
    (newer,) = pack(box, making(hub, export), {CALENDAR: maker})
    assert hub.look(ids_in_outbox) == {newer}
    assert not box.has(id), "what was outdone lies there no longer"


def test_packing_that_is_refused_leaves_neither_a_record_nor_a_file(
    hub: HubBuilder, box: Outbox, export: ExportRow
):
    def refuses(_db: Any, _id: str) -> None:
        raise DiskFull

    maker = lambda _making: Made(PAGES, "this week", kept=refuses)  # noqa: E731
    with pytest.raises(DiskFull):
        pack(box, making(hub, export), {CALENDAR: maker})
    assert written(box.root) == []
    assert hub.look(waiting_parcels) == []


def test_what_was_laid_away_while_it_was_made_is_given_back_and_closed(
    hub: HubBuilder, box: Outbox, export: ExportRow
):
    def maker(making: Making) -> Made:
        laid = tuple(making.lay(f"d/{n}", NAME + b"%d" % n) for n in range(3))
        return Made((ToSend("d/last", b"last"),), "", laid=laid)

    (id,) = pack(box, making(hub, export), {CALENDAR: maker})
    (row,) = hub.look(waiting_parcels)
    contents = [box.content(id, n, one, "") for n, one in enumerate(row.files)]
    assert contents == [NAME + b"0", NAME + b"1", NAME + b"2", b"last"]
    assert not any(NAME in path.read_bytes() for path in written(box.root))


def test_what_was_laid_away_for_a_parcel_that_came_to_nothing_does_not_stay(
    hub: HubBuilder, box: Outbox, export: ExportRow
):
    def breaks_off(making: Making) -> Made:
        making.lay("d/1", NAME)
        raise DiskFull

    with pytest.raises(DiskFull):
        pack(box, making(hub, export), {CALENDAR: breaks_off})
    assert list(box.root.iterdir()) == []


def test_more_than_fits_into_one_parcel_goes_into_several(
    hub: HubBuilder, box: Outbox, export: ExportRow
):
    left = [b"3", b"2", b"1"]

    def maker(_making: Making) -> Made | None:
        content = left.pop()
        return Made((ToSend(f"d/{content.decode()}", content),), "", more=bool(left))

    assert len(pack(box, making(hub, export), {CALENDAR: maker})) == 3
    assert [row.files[0].name for row in hub.look(waiting_parcels)] == ["d/1", "d/2", "d/3"]
    assert pack(box, making(hub, export), {CALENDAR: lambda _making: None}) == []


def test_what_is_for_one_recipient_alone_never_leaves_open(
    hub: HubBuilder, box: Outbox, export: ExportRow
):
    to = replace(export, recipient="age1somebody")
    with pytest.raises(ValueError, match="was not sealed"):
        pack(box, making(hub, to), {CALENDAR: lambda _making: Made(PAGES, "")})


@pytest.mark.parametrize(
    ("name", "lying", "ours"),
    [
        ("reports/a.pdf", b"whole", True),
        ("reports/a.pdf", b"who", True),
        ("reports/a.pdf", b"", True),
        ("reports/a.pdf", b"whose", False),
        ("d/0000000001-0000000002.0.0123456789abcdef.hdb", b"whose", True),  # no bundle at all
    ],
)
def test_only_what_can_be_ours_and_was_cut_is_written_over(name: str, lying: bytes, ours: bool):
    assert is_ours_damaged(name, lying, b"whole") is ours


def test_a_listing_is_kept_and_read_as_it_is():
    from hubdesk.queries.parcels import files_in, listing_of

    files = (Listed("a", "1" * 64, 3, over=True), Listed("b", gone=True), Listed("c", past=True))
    assert files_in(listing_of(files)) == files
    assert '"gone"' not in listing_of(files[:1])


def test_the_window_goes_on_while_a_large_copy_is_sealed_and_opened(
    monkeypatch: pytest.MonkeyPatch,
):
    """Sealed at one go it held on to Python's lock: 1.3 s for a copy of 300 MB."""
    _, _, recipient, identity = new_pairs()
    large, done, turns, seen = bytes(8 << 20), threading.Event(), [0], set[int]()
    real = body._Handed.read

    def read(self: body._Handed, most: int = -1) -> bytes:
        seen.add(turns[0])
        return real(self, most)

    def others() -> None:
        while not done.is_set():
            turns[0] += 1

    monkeypatch.setattr(body._Handed, "read", read)
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0001)  # as it is while any job runs
    thread = threading.Thread(target=others)
    thread.start()
    try:
        closed = body.sealed(large, (recipient,))
        assert body.opened(closed, (identity,), "copy") == large
    finally:
        done.set()
        thread.join()
        sys.setswitchinterval(before)
    assert len(seen) > 2  # at one go nobody else had a turn
