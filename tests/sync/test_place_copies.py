"""The day the computer is gone: a copy is found where copies were sent, fetched, and comes back."""

from __future__ import annotations

import json
import random
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app.bringing_back import bring_back, erased_unknown
from hubdesk.app.erasures import erasures_in
from hubdesk.app.fetch_command import VARIABLE as PLACE_VARIABLE
from hubdesk.app.fetching import fetch_copy, look_there, will_lie_at
from hubdesk.app.opening import VARIABLE
from hubdesk.cli import main
from hubdesk.errors import HubDeskError
from hubdesk.errors.copies import (
    FetchCut,
    FetchedOther,
    FetchStopped,
    NoCopyAtPlace,
    NotWholeThere,
)
from hubdesk.errors.sending import (
    NotThePlace,
    PlaceAway,
    PlaceHasNoSuchFolder,
    PlaceNotReached,
    PlaceSaysNo,
    PlaceUnproved,
)
from hubdesk.errors.store import DiskFull
from hubdesk.messages import explain
from hubdesk.models import Person
from hubdesk.paths import Paths
from hubdesk.store import places
from hubdesk.store.backup import make_copy
from hubdesk.store.copies import Copy, copy_at, read_papers
from hubdesk.store.database import Database
from hubdesk.store.opening import close_hub, slots_of
from hubdesk.store.restoring import key_of_copy, since_copy
from hubdesk.sync.copies_there import AGAIN, Fetched, copies_there, fetch
from hubdesk.sync.folder_storage import FolderStorage
from hubdesk.sync.place_setup import Wanted
from tests.conftest import NOW, PASSPHRASE, Clock, HubBuilder
from tests.erased import Canary, erase_all, live
from tests.fault_proxy import PAGE
from tests.sync.certificates import made_certificates
from tests.sync.place_servers import PASSWORD, USER, s3_server, spare_proxies, webdav_server
from tests.sync.places_with_copies import A_PIECE, sent, with_list
from tests.sync.test_place_servers import answering

CLOUD = "cloud.example.org"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (folder := tmp_path / "cloud").mkdir()
    return folder


@pytest.fixture
def new(tmp_path: Path) -> Paths:
    """A new computer."""
    return Paths(tmp_path / "new laptop")


@pytest.fixture
def copy(paths: Paths, database: Database, hub: HubBuilder, clock: Clock) -> Copy:
    hub.person("Samira Haddad")
    return make_copy(database, paths.copies, slots_of(paths), now=clock())


class Line(FolderStorage):
    """A place at the end of a line that ends after so many pieces, or spoils what it carries."""

    def __init__(self, root: Path, *, takes: int = 1000) -> None:
        super().__init__(root, CLOUD)
        self.takes, self.got, self.spoils, self.page = takes, list[str](), 0, False
        self.waited, self.spoils_list = list[float](), 0

    def get(self, name: str, *, most: int) -> bytes | None:
        content = super().get(name, most=most)
        if content is not None and name.endswith(".locked") and self.spoils_list:
            self.spoils_list -= 1
            return content[:-1] + bytes((content[-1] ^ 1,))
        if content is not None and name.endswith(".piece"):
            if not self.takes:
                raise PlaceAway(CLOUD)
            self.takes -= 1
            self.got.append(name.rpartition(".piece")[0].split(".")[1])
            if self.page:
                return PAGE
            if self.spoils:
                self.spoils -= 1
                return content[:-1] + b"?"
        return content

    def fetch(self, paths: Paths, **more: Any) -> Path:
        (found,) = copies_there(self, CLOUD)
        return fetch(self, found, paths.fetching, CLOUD, wait=self.waited.append, **more)


def wanted(address: str, password: str = PASSWORD, sort: str = "webdav") -> Wanted:
    bucket = "hub" if sort == "s3" else ""
    return Wanted("", CLOUD, sort, address, USER, bucket, "", password)


def refused(act: Any) -> HubDeskError:
    with pytest.raises(HubDeskError) as caught:
        act()
    return caught.value


def files_of(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file()]


def test_after_a_cut_line_only_what_is_not_here_yet_is_fetched(
    copy: Copy, root: Path, new: Paths, clock: Clock
):
    of = len(list(sent(copy, root).glob("*.piece")))
    line, told = Line(root, takes=2), list[Fetched]()
    cut = refused(lambda: line.fetch(new, told=told.append))
    assert isinstance(cut, FetchCut)
    assert "goes on from there" in explain(cut).text
    assert (len(line.got), line.waited) == (2, list(AGAIN)), "it waits ever longer before it asks"
    assert told[-1].waits
    assert not list(new.fetching.glob("*.json")), "without papers it is no copy"
    first = next(new.fetching.glob("*.0001-*.piece"))
    first.write_bytes(first.read_bytes()[:-1] + b"?")  # and the disk of the new computer is bad
    again = Line(root)
    papers = again.fetch(new, told=told.append)
    assert again.got == [f"0001-{of:04}", *(f"{n:04}-{of:04}" for n in range(3, of + 1))]
    assert told[-1] == Fetched(copy.manifest.size, copy.manifest.size)
    found = copy_at(papers)
    back = bring_back(new, found, key_of_copy(new, found, PASSPHRASE), clock=clock)
    with back.opened.database.reading() as db:
        assert [row[0] for row in db.query(Person.display_name)] == ["Samira Haddad"]
    close_hub(new, back.opened.database)
    assert not new.fetching.exists(), "what was fetched is not kept twice"


def test_what_a_line_spoils_is_fetched_again_and_what_stays_spoilt_is_said(
    copy: Copy, root: Path, new: Paths
):
    sent(copy, root)
    line = Line(root)
    line.spoils = 2
    assert copy_at(line.fetch(new)).pieces
    shutil.rmtree(new.fetching)
    line.spoils = 3
    assert isinstance(refused(lambda: line.fetch(new)), FetchedOther)
    line.page = True  # a network that wants somebody to sign in came between
    assert isinstance(refused(lambda: line.fetch(new)), NotThePlace)
    assert files_of(new.home) == []


def test_a_list_of_the_erased_that_a_line_spoils_is_asked_for_again(
    database: Database, copy: Copy, root: Path, new: Paths
):
    listed = with_list(sent(copy, root), copy, [], database.data_key)
    line = Line(root)
    line.spoils_list = 1
    papers = line.fetch(new)
    assert papers.with_name(listed.name).read_bytes() == listed.read_bytes()


def test_another_copy_that_was_begun_before_makes_room_for_the_one_that_is_chosen(
    paths: Paths, database: Database, copy: Copy, root: Path, new: Paths, clock: Clock
):
    folder = sent(copy, root)
    refused(lambda: Line(root, takes=2).fetch(new))
    for path in folder.iterdir():
        path.unlink()
    clock.forward(days=1)
    newer = make_copy(database, paths.copies, slots_of(paths), now=clock())
    sent(newer, root)
    Line(root).fetch(new)
    assert {path.name.partition(".")[0] for path in new.fetching.iterdir()} == {newer.path.stem}


def test_the_newest_comes_first_and_one_that_is_not_whole_is_said_and_not_fetched(
    paths: Paths, database: Database, copy: Copy, root: Path, new: Paths, clock: Clock
):
    folder = sent(copy, root)
    clock.forward(days=1)
    newer = make_copy(database, paths.copies, slots_of(paths), now=clock())
    sent(newer, root)
    (folder / newer.papers.name).unlink()
    next(folder.glob(f"{newer.path.stem}.0002-*")).unlink()
    first, second = copies_there(Line(root), CLOUD)
    assert (first.stem, first.is_whole, first.has_papers) == (newer.path.stem, False, False)
    assert (first.missing, first.made_at) == (1, newer.manifest.made_at.replace(tzinfo=None))
    assert (second.stem, second.is_whole) == (copy.path.stem, True)
    assert second.size == copy.manifest.size
    there = refused(lambda: fetch(Line(root), first, new.fetching, CLOUD, wait=lambda _s: None))
    assert isinstance(there, NotWholeThere)
    assert not new.home.exists()


def test_cancel_and_a_full_disk_are_said_and_leave_no_copy(
    copy: Copy, root: Path, new: Paths, monkeypatch: pytest.MonkeyPatch
):
    sent(copy, root)
    with webdav_server(root) as server:
        stop = threading.Event()
        place = look_there(new, wanted(address_of(server)), stop)
        (found,) = place.copies
        with monkeypatch.context() as full:
            full.setattr(places, "free_bytes", lambda _folder: copy.manifest.size)
            said = refused(lambda: fetch_copy(new, place, found, stop, lambda _how_far: None))
            assert isinstance(said, DiskFull)
        assert files_of(new.home) == []

        def after_two(how_far: Fetched) -> None:
            if how_far.done > 2 * (100 << 10):
                stop.set()

        said = refused(lambda: fetch_copy(new, place, found, stop, after_two))
        assert isinstance(said, FetchStopped)
        assert "What came so far is kept." in explain(said).text
    assert {path.suffix for path in files_of(new.home)} == {".piece"}


def address_of(server: Any) -> str:
    return f"http://127.0.0.1:{server.host[1]}"


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [(200, PAGE, NotThePlace), (401, b"", PlaceSaysNo), (404, b"", None),
     (503, b"", PlaceNotReached)],
)  # fmt: skip
@pytest.mark.parametrize("sort", ["webdav", "s3"])
def test_whatever_answers_in_its_place_is_told_in_its_sentence(
    new: Paths, sort: str, status: int, body: bytes, says: type[HubDeskError] | None
):
    with answering(status, body) as (address, _):
        said = refused(lambda: look_there(new, wanted(address, sort=sort), threading.Event()))
    nothing = NoCopyAtPlace if sort == "webdav" else PlaceHasNoSuchFolder
    assert isinstance(said, says or nothing)
    assert "waits" not in explain(said).text, "nothing of theirs waits to be sent"
    assert not new.home.exists()


def test_a_certificate_out_of_date_is_never_trusted(new: Paths, tmp_path: Path):
    spare_proxies()
    with made_certificates(tmp_path) as servers:
        said = refused(lambda: look_there(new, wanted(servers.expired), threading.Event()))
    assert isinstance(said, PlaceUnproved)


def test_an_empty_place_a_wrong_password_and_another_hub_give_no_copy(
    copy: Copy, root: Path, new: Paths, paths: Paths
):
    stop = threading.Event()
    with webdav_server(root) as server:
        address = address_of(server)
        none = refused(lambda: look_there(new, wanted(address), stop))
        assert explain(none).what == f"No copy of your hub was found at {CLOUD}."
        wrong = refused(lambda: look_there(new, wanted(address, "wrong"), stop))
        assert isinstance(wrong, PlaceSaysNo)
        folder = sent(copy, root)
        assert len(look_there(paths, wanted(address), stop).copies) == 1
        assert copies_there(Line(root), CLOUD, "of-another-hub") == ()
        folder.parent.rename(root / "hubdesk-0000")
        assert len(look_there(new, wanted(f"{address}/hubdesk-0000"), stop).copies) == 1
        assert len(look_there(new, wanted(f"{address}/hubdesk-0000/backup"), stop).copies) == 1


def test_more_pieces_than_the_papers_say_fill_no_disk_and_a_name_of_billions_holds_nobody_up(
    copy: Copy, root: Path, new: Paths
):
    """Each is what its name says, and the place lists it smaller than it is."""
    folder = sent(copy, root)
    huge = folder / f"{copy.path.stem}.0001-999999999999.{'0' * 16}.piece"
    huge.write_bytes(b"")
    Line(root).fetch(new)
    shutil.rmtree(new.fetching)
    said = json.loads(copy.papers.read_text())
    (folder / copy.papers.name).write_bytes(resealed(said | {"size": 2 * A_PIECE + 1}))
    line = Line(root)
    assert isinstance(refused(lambda: line.fetch(new)), FetchedOther)
    assert sum(path.stat().st_size for path in files_of(new.home)) == 2 * A_PIECE


def test_papers_that_lead_elsewhere_or_are_no_papers_make_no_copy(copy: Copy, root: Path):
    """Whoever can write there writes what they like: nothing of it is believed."""
    folder = sent(copy, root)
    papers = folder / copy.papers.name
    for hub in ("../../../etc", "x" * 900, 7):
        said = json.loads(papers.read_text())
        said["hub"] = hub
        papers.write_bytes(resealed(said))
        (found,) = copies_there(Line(root), CLOUD)
        assert (found.papers, found.has_papers, found.is_whole) == (None, True, False)
    for wrong in ({"size": "9"}, {"size": -1}, {"sha256": None}, {"made_at": "2026-11-24"}):
        assert read_papers(resealed(json.loads(copy.papers.read_text()) | wrong)) is None


def resealed(said: dict[str, Any]) -> bytes:
    """Papers with the check that tells a damaged file, which anybody can make."""
    from hubdesk.store.copies import _check

    body = {key: value for key, value in said.items() if key != "check"}
    return json.dumps({**body, "check": _check(body)}).encode()


@pytest.fixture
def gone(database: Database) -> Canary:
    return live(database, random.Random(31), NOW, 1)[0]


def test_whoever_was_erased_does_not_come_back_and_a_list_that_is_missing_is_said_before(
    paths: Paths, database: Database, gone: Canary, root: Path, new: Paths, clock: Clock
):
    copy = make_copy(database, paths.copies, slots_of(paths), now=clock())
    clock.forward(days=1)
    erase_all(database, [gone], clock())
    listed = with_list(sent(copy, root), copy, erasures_in(database), database.data_key)
    with webdav_server(root) as server:
        place = look_there(new, wanted(address_of(server)), threading.Event())
        (found,) = place.copies
        papers = will_lie_at(new, place, found)
        fetch_copy(new, place, found, threading.Event(), lambda _how_far: None)
        here = copy_at(papers)
        key = key_of_copy(new, here, PASSPHRASE)
        assert erased_unknown(new, here, key, since_copy(new, here, key.data_key)) == ""
        lying = papers.with_name(listed.name)
        content = lying.read_bytes()
        lying.write_bytes(content[:-1] + b"?")
        words = erased_unknown(new, here, key, since_copy(new, here, key.data_key))
        assert words.startswith("The list of who was erased, beside this copy, cannot be read.")
        lying.unlink()
        words = erased_unknown(new, here, key, since_copy(new, here, key.data_key))
        assert words.startswith("No list of who was erased lies beside this copy. If anybody")
        fetch_copy(new, place, found, threading.Event(), lambda _how_far: None)  # it is there again
    back = bring_back(new, here, key, clock=clock)
    with back.opened.database.reading() as db:
        assert db.query(Person.id).where(Person.display_name == gone.name).all() == []
    assert back.report.erased
    close_hub(new, back.opened.database)


def test_nothing_of_what_was_typed_is_written_down(copy: Copy, root: Path, new: Paths):
    sent(copy, root)
    with webdav_server(root) as server:
        place = look_there(new, wanted(address_of(server)), threading.Event())
        assert PASSWORD not in repr(place) + repr(wanted("x"))
        fetch_copy(new, place, place.copies[0], threading.Event(), lambda _how_far: None)
    assert all(PASSWORD.encode() not in path.read_bytes() for path in files_of(new.home))


def test_a_folder_is_read_where_it_is_and_nothing_of_it_is_fetched(
    copy: Copy, root: Path, new: Paths
):
    folder = sent(copy, root)
    for address in (root, folder.parent, folder):
        place = look_there(new, wanted(str(address), sort="folder"), threading.Event())
        fetch_copy(new, place, place.copies[0], threading.Event(), lambda _how_far: None)
        assert will_lie_at(new, place, place.copies[0]) == folder / copy.papers.name
    assert not new.home.exists()


def test_a_bucket_has_its_copies_too(copy: Copy, root: Path, new: Paths):
    folder = sent(copy, root)
    with s3_server() as server:
        there = server.opened()
        for path in sorted(folder.iterdir()):
            there.put_new(path.relative_to(root).as_posix(), path.read_bytes())
        place = look_there(new, wanted(address_of(server), sort="s3"), threading.Event())
        fetch_copy(new, place, place.copies[0], threading.Event(), lambda _how_far: None)
    assert copy_at(will_lie_at(new, place, place.copies[0])).manifest == copy.manifest


# By command


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    monkeypatch.setenv(PLACE_VARIABLE, PASSWORD)

    def typed(*more: object) -> tuple[int, str]:
        code = main(["restore", *map(str, more)])
        out, err = capsys.readouterr()
        return code, out + err

    return typed


def test_by_command_the_copies_are_listed_and_the_newest_whole_one_comes_back(
    run: Any, paths: Paths, database: Database, copy: Copy, root: Path, new: Paths, clock: Clock
):
    folder = sent(copy, root)
    clock.forward(days=1)
    newer = make_copy(database, paths.copies, slots_of(paths), now=clock())
    sent(newer, root)
    next(folder.glob(f"{newer.path.stem}.0002-*")).unlink()
    with webdav_server(root) as server:
        there = ("--from", address_of(server), "--user", USER, "--home", new.home)
        code, said = run(*there, "--list")
        first, second = said.splitlines()
        assert (code, new.home.exists()) == (0, False)
        assert first.startswith(f"{newer.path.stem}: Wed 25 Nov, 10:42am is not whole: 1 of ")
        assert second.startswith(f"{copy.path.stem}: Tue 24 Nov, 10:42am, ")
        assert "whole. It holds 1 person, 0 devices" in second
        code, said = run(*there, "--copy", newer.name)
        assert (code, "That copy is not all there at 127.0.0.1." in said) == (2, True)
        code, said = run(*there)
    assert (code, "brought back" in said) == (0, True)
    assert f"{copy.path.stem} is taken." in said
    assert "No list of who was erased lies beside this copy." in said
    assert PASSWORD not in said
    code, said = run("--from", root, "--copy", "copy-1", "--home", new.home)
    assert (code, "There is no file copy-1 there." in said) == (2, True)
    code, said = run("--from", "https://cloud.example.org", "--home", new.home)
    assert (code, "Name there" in said) == (2, True)
