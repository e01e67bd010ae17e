"""A large copy of all records leaves in pieces: bit by bit, each once, and whole or not a copy."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app.bringing_back import bring_back
from hubdesk.app.sending_work import SendingWork
from hubdesk.errors.copies import (
    CopyNotAllThere,
    CopyPartMissing,
    CopyPieceDamaged,
    CopyPieceMissing,
)
from hubdesk.errors.sending import PlaceAway
from hubdesk.messages import explain
from hubdesk.operations.erasing import erase_person
from hubdesk.paths import Paths
from hubdesk.queries.hub import hub_facts
from hubdesk.queries.leaving_log import log_window
from hubdesk.queries.parcels import parcels_that_left, waiting_parcels
from hubdesk.queries.recipients_hold import recipients_hold
from hubdesk.queries.what_leaves import BACKUP, CALENDAR
from hubdesk.store.backup import Halt, make_copy
from hubdesk.store.copies import Copy, copy_at, remove, tidy
from hubdesk.store.database import Database
from hubdesk.store.erased import locked_in, read_locked
from hubdesk.store.keys import read_slots
from hubdesk.store.opening import close_hub
from hubdesk.store.pieces import piece_name, pieces_in
from hubdesk.store.restoring import in_one_file, key_of_copy
from hubdesk.sync import outbox as outbox_of
from hubdesk.sync import sending, server_storage
from hubdesk.sync.copies_there import copies_there, fetch
from hubdesk.sync.exports import backup as maker
from hubdesk.sync.folder_storage import FolderStorage
from hubdesk.sync.opened_place import open_place
from hubdesk.sync.place_identity import hub_folder
from hubdesk.sync.sending import Line
from hubdesk.sync.server_line import ServerLine
from hubdesk.ui.leaving.words import file_lines, state_words, whom_words
from hubdesk.ui.sending.state import SendingState
from hubdesk.ui.sending.words import waiting_words
from tests.conftest import PASSPHRASE, HubBuilder
from tests.sending_hub import SendingHub
from tests.sync.place_servers import Server, s3_server, webdav_server

DRIVE = "Council drive"
A_PIECE = 256 << 10


class Counting:
    """A place that counts what is put there, and whose line ends after so many pieces."""

    def __init__(self, inner: Any, line: Sends) -> None:
        self._inner, self._line = inner, line

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def put_new(self, name: str, content: bytes) -> None:
        if name.endswith(".piece"):
            if not self._line.takes:
                raise PlaceAway(DRIVE)
            self._line.takes -= 1
        self._inner.put_new(name, content)
        self._line.put.append(name.rpartition("/")[2])
        self._line.after(name)

    def put_over(self, name: str, content: bytes) -> None:
        self._inner.put_over(name, content)
        self._line.put.append(name.rpartition("/")[2])


class Sends:
    """A hub that sends its copies to a folder at the end of a line."""

    def __init__(self, paths: Paths, database: Database, hub: HubBuilder, root: Path) -> None:
        self.hub, self.paths, self.database = hub, paths, database
        self.sends = SendingHub(paths, database, hub.do, hub.look, root / "places")
        self.sends.place(DRIVE)
        self.takes, self.put = 1_000, list[str]()
        self.after: Callable[[str], object] = lambda name: None
        self.open: Callable[[Any, str], Any] = open_place
        self.export = self.sends.agree(BACKUP, DRIVE, rhythm="daily")
        self.restart()

    def restart(self) -> None:
        self.work = SendingWork(
            self.paths, self.database, self.hub.clock,
            opener=lambda place, secret: Counting(self.open(place, secret), self),
        )  # fmt: skip
        self.work.sweep()

    def copy(self) -> Copy:
        self.hub.person("Ada Okafor")
        slots = read_slots(self.paths)
        return make_copy(self.database, self.paths.copies, slots, now=self.hub.clock())

    def round(self, *, takes: int = 1_000) -> list[str]:
        """What was put there while the line stood."""
        self.takes, self.put = takes, []
        self.work.round(Line(), anew=True)
        return self.put

    @property
    def folder(self) -> Path:
        return self.sends.root / DRIVE / hub_folder(self.sends.hub) / "backup"

    def copies_there(self) -> list[str]:
        return sorted(path.stem for path in self.folder.glob("copy-*.json"))

    def stems_there(self) -> set[str]:
        return {path.name.partition(".")[0] for path in self.folder.glob("copy-*")}


@pytest.fixture
def large(
    paths: Paths, database: Database, hub: HubBuilder, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Sends:  # fmt: skip
    monkeypatch.setattr(maker, "A_PIECE", A_PIECE)
    monkeypatch.setattr(sending, "LARGE", A_PIECE // 2)
    return Sends(paths, database, hub, tmp_path)


def pieces(put: list[str]) -> list[int]:
    return [int(name.split(".")[1].partition("-")[0]) for name in put if name.endswith(".piece")]


def test_a_large_copy_arrives_piece_by_piece_each_once_and_its_papers_last(large: Sends):
    copy = large.copy()
    of = -(-copy.path.stat().st_size // A_PIECE)
    assert of > 3
    put = large.round(takes=2)
    assert pieces(put) == [1, 2]
    assert large.copies_there() == [], "without papers it is no copy"
    (row,) = large.hub.look(waiting_parcels)
    words = waiting_words(row, SendingState(), large.hub.clock())
    assert words.endswith(f"2 of {of + 1} files arrived before.")
    (told,) = large.hub.look(log_window)
    assert (state_words(told), told.arrived) == ("Some of it left", 2)
    with pytest.raises(CopyNotAllThere):
        copy_at(next(large.folder.glob("*.piece")))
    put += large.round()
    assert pieces(put) == list(range(1, of + 1)), "one twice, or one left out"
    assert put[-1] == copy.papers.name
    assert large.copies_there() == [copy.path.stem]
    (left,) = large.hub.look(parcels_that_left)
    assert len(left.files) == of + 1
    (told,) = large.hub.look(log_window)
    whole, papers = file_lines(told.files)  # a line for the copy, and none for each piece
    assert whole.startswith(f"{copy.path.stem} in {of} pieces · ")
    assert papers.startswith(copy.papers.name)
    assert whom_words(told).startswith("The hub itself.")
    assert large.round() == []


@pytest.mark.parametrize("chosen", ["*.json", "*.0002-*.piece"])
def test_a_copy_in_pieces_comes_back_on_another_computer(large: Sends, tmp_path: Path, chosen: str):
    made = large.copy()
    large.round()
    new = Paths(tmp_path / "new")
    found = copy_at(next(large.folder.glob(chosen)))
    assert (found.name, len(found.pieces)) == (made.name, len(list(large.folder.glob("*.piece"))))
    back = bring_back(new, found, key_of_copy(new, found, PASSPHRASE), clock=large.hub.clock)
    with back.opened.database.reading() as db:
        facts = hub_facts(db)
    close_hub(new, back.opened.database)
    assert facts is not None
    assert not new.joining.exists()
    assert {path.name for path in large.folder.iterdir()} >= {made.papers.name}, "it stays there"


def test_a_piece_that_is_missing_or_wrong_is_named_and_nothing_is_changed(
    large: Sends, tmp_path: Path
):
    copy = large.copy()
    large.round()
    papers = large.folder / copy.papers.name
    second = next(large.folder.glob("*.0002-*.piece"))
    content, nowhere = second.read_bytes(), Paths(tmp_path / "nowhere")
    second.unlink()
    with pytest.raises(CopyPieceMissing) as missing:
        copy_at(papers)
    assert explain(missing.value).what.startswith("Piece 2 of ")
    second.write_bytes(content[:-1] + b"?")
    found = copy_at(papers)
    key = key_of_copy(nowhere, found, PASSPHRASE)
    with pytest.raises(CopyPieceDamaged) as damaged:
        bring_back(nowhere, found, key, clock=large.hub.clock)
    assert explain(damaged.value).what.startswith("Piece 2 of ")
    assert [path for path in nowhere.home.rglob("*") if path.is_file()] == []
    second.unlink()
    shutil.copy(next(large.folder.glob("*.0001-*.piece")), second)
    swapped = copy_at(papers)
    with pytest.raises(CopyPieceDamaged), in_one_file(nowhere, swapped, Halt()):
        pass
    for path in large.folder.glob("*.piece"):
        path.unlink()
    with pytest.raises(CopyPartMissing):
        copy_at(papers)


def test_one_that_has_begun_to_arrive_is_finished_whatever_is_made_or_let_go_of_meanwhile(
    large: Sends,
):
    first = large.copy()
    assert pieces(large.round(takes=1)) == [1]
    large.hub.clock.forward(days=1)
    second = large.copy()
    remove(first)
    large.restart()
    put = large.round()
    assert {name.partition(".")[0] for name in put} == {first.path.stem}
    assert pieces(put)[0] == 2
    assert large.copies_there() == [first.path.stem]
    large.hub.clock.forward(days=1)
    third = large.copy()
    assert large.round()[-1] == third.papers.name, "the newest follows, and none in between"
    assert large.copies_there() == [first.path.stem, third.path.stem]
    assert second.path.stem not in large.stems_there()
    large.hub.clock.forward(days=1)
    fourth = large.copy()
    large.round()
    assert large.stems_there() == {third.path.stem, fourth.path.stem}, "nothing of the first stays"
    assert list(large.paths.outbox.iterdir()) != []
    for _ in range(3):
        large.hub.clock.forward(days=2)
        large.work.round(Line())
    assert [one for one in large.paths.outbox.iterdir() if any(one.glob("pieces-of-*"))] == []


def test_one_of_which_nothing_arrived_gives_way_to_the_newest(large: Sends):
    old = large.copy()
    large.round(takes=0)
    large.hub.clock.forward(days=1)
    new = large.copy()
    put = large.round()
    assert {name.partition(".")[0] for name in put} == {new.path.stem}
    (row,) = large.hub.look(parcels_that_left)
    assert row.came_of
    assert large.hub.look(waiting_parcels) == []
    assert old.path.stem not in large.stems_there()


def test_one_that_was_lost_half_way_is_made_anew_and_its_pieces_do_not_stay(large: Sends):
    old = large.copy()
    large.round(takes=2)
    shutil.rmtree(large.paths.outbox)
    large.hub.clock.forward(days=1)
    large.round()
    assert large.stems_there() == {old.path.stem}
    new = large.copy()
    large.hub.clock.forward(days=1)
    large.round()
    assert large.stems_there() == {new.path.stem}


def test_a_copy_that_rots_in_the_outbox_is_never_sent(large: Sends):
    copy = large.copy()
    large.after = lambda name: rot() if name.endswith("piece") else None

    def rot() -> None:
        large.after = lambda name: None
        content = bytearray(copy.path.read_bytes())
        content[A_PIECE + 7] ^= 1
        copy.path.write_bytes(content)

    assert pieces(large.round()) == [1]
    assert large.copies_there() == []


def test_somebody_erased_while_it_is_on_its_way_is_in_the_list_that_lies_beside_it(large: Sends):
    ada = large.hub.person("Bo Rees")
    large.copy()
    large.round(takes=2)

    def erase(db: Any, now: Any) -> object:
        return erase_person(db, person_id=ada, typed_name="Bo Rees", ground="asked", now=now)

    large.hub.do("erase person", erase)
    large.hub.clock.forward(days=1)
    put = large.round(takes=1)
    listed = locked_in(large.folder, large.sends.hub)
    assert put[0] == listed.name, "what is small goes first"
    assert len(read_locked(listed, large.sends.hub, large.database.data_key)) == 1
    assert pieces(put) == [3]
    assert large.copies_there() == []
    large.hub.clock.forward(days=1)
    put = large.round()
    assert listed.name not in put, "the list that was sealed with it is older, and stays here"
    assert len(large.copies_there()) == 1
    (held,) = large.hub.look(lambda db: recipients_hold(db, [ada]))
    assert held.files == 1


def test_whoever_is_erased_is_on_the_list_beside_what_left_at_once_and_before_the_next_copy(
    large: Sends,
):
    bo = large.hub.person("Bo Rees")
    large.copy()
    large.round()

    def erase(db: Any, now: Any) -> object:
        return erase_person(db, person_id=bo, typed_name="Bo Rees", ground="asked", now=now)

    large.hub.do("erase person", erase)
    listed = locked_in(large.folder, large.sends.hub)
    assert large.round() == [listed.name], "no newer copy was made, and the rhythm is daily"
    assert len(read_locked(listed, large.sends.hub, large.database.data_key)) == 1
    assert large.round() == []
    ada = large.hub.person("Ada Rees")
    large.hub.clock.forward(minutes=1)
    copy = large.copy()

    def again(db: Any, now: Any) -> object:
        return erase_person(db, person_id=ada, typed_name="Ada Rees", ground="asked", now=now)

    large.hub.do("erase person", again)
    put = large.round()
    assert (put[0], put[-1]) == (listed.name, copy.papers.name)
    assert put.count(listed.name) == 1


def test_what_is_small_goes_between_two_pieces_also_what_became_due_meanwhile(
    large: Sends, monkeypatch: pytest.MonkeyPatch
):
    large.copy()
    large.sends.place("Wall")
    calendar = large.sends.agree(CALENDAR, "Wall", rhythm="by hand")
    large.hub.session()

    def after(name: str) -> None:
        large.hub.clock.forward(minutes=2)
        if name.endswith("piece") and len(pieces(large.put)) == 1:
            large.work.ask_for(calendar.id)

    large.after = after
    put = large.round()
    at = put.index("sessions.ics")
    assert pieces(put[:at])[-1] in (1, 2)
    assert len(pieces(put[at:])) > 1


def test_a_small_copy_leaves_as_the_files_it_is(large: Sends, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(maker, "A_PIECE", 64 << 20)
    copy = large.copy()
    assert large.round() == [copy.name, copy.papers.name]
    assert copy_at(large.folder / copy.name).pieces == ()
    monkeypatch.setattr(maker, "A_PIECE", A_PIECE)
    for _ in range(2):  # as when the hub has grown, or the one before was sent by an older HubDesk
        large.hub.clock.forward(days=1)
        new = large.copy()
        assert large.round()[-1] == new.papers.name
        assert copy_at(large.folder / new.papers.name).pieces
    assert not (large.folder / copy.name).exists()
    assert len(large.copies_there()) == 2


def test_where_a_disk_has_no_second_names_the_outbox_keeps_a_file_of_its_own(
    large: Sends, monkeypatch: pytest.MonkeyPatch
):
    def refused(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(outbox_of.os, "link", refused)
    copy = large.copy()
    large.round(takes=1)
    remove(copy)
    assert large.round()[-1] == copy.papers.name


@pytest.fixture(params=["webdav", "s3"])
def server(request: pytest.FixtureRequest, large: Sends) -> Iterator[Server]:
    """The same place, over a real line."""
    root = large.sends.root / DRIVE
    with webdav_server(root) if request.param == "webdav" else s3_server() as made:
        there = made.opened()
        identity = f"{hub_folder(large.sends.hub)}/target.json"
        there.put_over(identity, (root / identity).read_bytes())
        large.open = lambda _place, _secret: made.opened()
        yield made


def test_a_real_server_gets_each_piece_once_and_what_lies_there_comes_back(
    large: Sends, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(server_storage, "LONG", A_PIECE // 2)
    written, write = list[str](), ServerLine.write

    def counted(line: ServerLine, name: str, content: bytes, **more: Any) -> None:
        written.append(name)
        write(line, name, content, **more)

    monkeypatch.setattr(ServerLine, "write", counted)
    copy, there = large.copy(), server.opened()

    def cut(name: str) -> None:  # it arrived, and the line ended before it was read back
        large.after = lambda name: None
        raise PlaceAway(DRIVE)

    large.after = cut
    large.round()
    large.round()
    pieces = [name for name in written if name.endswith(".piece") or ".new-" in name]
    assert len(set(pieces)) == len(pieces), "one was sent twice"
    new = Paths(tmp_path / "new")
    (lying,) = copies_there(there, DRIVE)
    found = copy_at(fetch(there, lying, new.fetching, DRIVE, wait=lambda _seconds: None))
    with in_one_file(new, found, Halt()) as whole:
        assert whole.path.read_bytes() == copy.path.read_bytes()
    assert found.manifest == copy.manifest


def test_a_hub_that_came_back_from_its_place_goes_on_sending_there(large: Sends, tmp_path: Path):
    """The computer is gone, and with it the outbox. What came back is not left lying for ever."""
    bo = large.hub.person("Bo Rees")
    old = large.copy()
    large.round()
    large.hub.clock.forward(days=1)
    new, there = Paths(tmp_path / "new"), FolderStorage(large.sends.root / DRIVE, DRIVE)
    (lying,) = copies_there(there, DRIVE)
    found = copy_at(fetch(there, lying, new.fetching, DRIVE, wait=lambda _seconds: None))
    back = bring_back(new, found, key_of_copy(new, found, PASSPHRASE), clock=large.hub.clock)
    database = back.opened.database
    try:
        with database.reading() as db:
            (held,) = recipients_hold(db, [bo])
        assert held.files == 1, "whoever erases them is told"
        for there in ({old.path.stem}, set[str]()):
            large.hub.clock.forward(days=1)
            made = make_copy(database, new.copies, read_slots(new), now=large.hub.clock())
            SendingWork(new, database, large.hub.clock).round(Line(), anew=True)
            assert copy_at(large.folder / made.papers.name).manifest == made.manifest
            assert large.stems_there() & {old.path.stem} == there
    finally:
        close_hub(new, database)


def test_pieces_of_another_size_that_were_never_all_sent_hide_no_set_that_is_whole(tmp_path: Path):
    whole = [piece_name("copy-1", number, 2, "a" * 64) for number in (1, 2)]
    begun = [piece_name("copy-1", number, 5, "b" * 64) for number in (1, 2, 3)]
    for name in (*whole, *begun):
        (tmp_path / name).write_bytes(b"")
    assert [one.path.name for one in pieces_in(tmp_path, "copy-1", True)] == whole


def test_a_copy_made_into_the_folder_of_one_in_pieces_leaves_that_one_whole(large: Sends):
    copy = large.copy()
    large.round()
    tidy(large.folder)
    assert copy_at(large.folder / copy.papers.name).pieces
