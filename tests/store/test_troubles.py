"""When the machine fails: it is said in our words, and nothing is left half done."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from hubdesk.errors import Trouble
from hubdesk.errors.store import (
    DatabaseBusy,
    DiskFull,
    DiskTrouble,
    FolderNotWritable,
    FolderOnNetwork,
    FolderSynced,
)
from hubdesk.messages import explain
from hubdesk.models import JournalTxn, Person
from hubdesk.paths import Paths
from hubdesk.store import connections, places
from hubdesk.store.connections import open_raw
from hubdesk.store.database import Database
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import close_hub, make_hub_file, open_hub, slots_of
from hubdesk.store.places import check_place, copying_service, on_network, on_stick
from tests.conftest import CHEAP, PASSPHRASE, Clock, HubBuilder, opened

if os.name == "posix":
    import resource

LINKS = pytest.mark.skipif(os.name != "posix", reason="Windows lets few accounts make links")
POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows sets no limits of a process so")


def counted(database: Database) -> tuple[int, int]:
    with database.reading() as db:
        people = db.scalar(select(func.count()).select_from(Person))
        return people or 0, db.scalar(select(func.count()).select_from(JournalTxn)) or 0


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO person (id) VALUES ('x')",
        "UPDATE person SET display_name = 'x'",
        "DELETE FROM draft",
        "DROP TABLE person",
        "CREATE TABLE x (y)",
    ],
)
def test_a_look_cannot_write(hub: HubBuilder, sql: str):
    hub.person("Ada Okafor")
    with hub.database.reading() as db:  # noqa: SIM117
        with pytest.raises((OperationalError, Trouble)):
            db.connection().exec_driver_sql(sql)
    assert counted(hub.database)[0] == 1


def test_a_look_is_a_view_of_one_moment(hub: HubBuilder):
    with hub.database.reading() as db:
        db.execute(select(Person)).all()
        hub.person("Ada Okafor")
        assert db.execute(select(Person)).all() == []
    assert counted(hub.database)[0] == 1


def test_records_kept_busy_by_another_process_are_said_and_work_goes_on_after(
    paths: Paths, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(connections, "BUSY_MS", 50)
    database = opened(paths, clock)
    other = open_raw(paths.database, open_with_passphrase(slots_of(paths), PASSPHRASE))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy):
        _register(database)
    other.execute("ROLLBACK")
    other.close()
    _register(database)
    assert counted(database)[0] == 1
    close_hub(paths, database)


def _register(database: Database, people: int = 1, letters: int = 10) -> None:
    with database.changing("register person") as db:
        for _ in range(people):
            db.add(Person(display_name="Ada " + "a" * letters))


@pytest.mark.parametrize("pages", [0, 1, 3, 8, 16])
def test_a_full_disk_is_said_wherever_it_strikes_and_nothing_is_half_done(
    database: Database, pages: int
):
    """With little room the rows fail; with a little more, the journal or the search words."""
    before = counted(database)
    with database.changing("unattributed") as db:
        used = db.scalar(text("PRAGMA page_count"))
        db.connection().connection.driver_connection.execute(
            f"PRAGMA max_page_count = {used + pages}"
        )
    with pytest.raises(DiskFull):
        _register(database, people=40, letters=200)
    assert counted(database) == before
    with database.changing("unattributed") as db:
        db.connection().connection.driver_connection.execute("PRAGMA max_page_count = 100000")
        assert db.scalar(text("SELECT count(*) FROM captured")) == 0
    _register(database, people=40, letters=200)
    assert counted(database) == (before[0] + 40, before[1] + 1)


LIMITED = """
import os, resource, signal, sys
from pathlib import Path
from hubdesk.errors import Trouble
from hubdesk.models import Person
from hubdesk.paths import Paths
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import close_hub, open_hub, slots_of
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
paths = Paths(Path(sys.argv[1]))
slots = slots_of(paths)
database = open_hub(paths, slots, open_with_passphrase(slots, sys.argv[2])).database
size = paths.database.with_name("hub.hubdesk-wal").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 30_000, resource.RLIM_INFINITY))
saved = 0
try:
    for i in range(100):
        with database.changing("register person") as db:
            db.add(Person(display_name=f"Ada {i}"))
        saved += 1
except Trouble as trouble:
    print(type(trouble).__name__, saved)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with database.changing("register person") as db:
    db.add(Person(display_name="After"))
close_hub(paths, database)
"""


@POSIX
def test_a_disk_that_refuses_a_write_loses_nothing_that_was_saved(paths: Paths, clock: Clock):
    command = [sys.executable, "-c", textwrap.dedent(LIMITED), os.fspath(paths.home), PASSPHRASE]
    told = subprocess.run(
        command, check=True, cwd=Path(__file__).parents[2], capture_output=True, text=True
    ).stdout.split()
    assert told[0] in ("DiskTrouble", "DiskFull")
    database = opened(paths, clock)
    database.check()
    assert counted(database)[0] == int(told[1]) + 1
    close_hub(paths, database)


def test_a_computer_that_is_full_is_said_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    usage = type("Usage", (), {"free": 1_000_000})
    monkeypatch.setattr(places.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(DiskFull):
        make_hub_file(Paths(tmp_path / "hub"), name="x", passphrase=PASSPHRASE, cost=CHEAP)
    assert list((tmp_path / "hub").iterdir()) == []


def with_free(monkeypatch: pytest.MonkeyPatch, megabytes: int) -> None:
    """The disk has so much room left, whatever it says."""
    usage = type("Usage", (), {"free": megabytes * places.MB})
    monkeypatch.setattr(places.shutil, "disk_usage", lambda _: usage)


def test_with_too_little_room_every_change_is_refused_and_looking_goes_on(
    hub: HubBuilder, monkeypatch: pytest.MonkeyPatch
):
    database = hub.database
    database.room_to_keep = places.ROOM_TO_SAVE
    hub.person("Ada Okafor")
    with monkeypatch.context() as disk:
        with_free(disk, 99)
        with pytest.raises(DiskFull) as trouble:
            _register(database)
        assert "nothing new can be saved" in explain(trouble.value).what
        assert counted(database)[0] == 1
        with_free(disk, 100)
        _register(database)
    assert counted(database)[0] == 2


def test_a_hub_on_an_almost_full_disk_still_opens(
    paths: Paths, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    with_free(monkeypatch, 5)
    database = opened(paths, clock)
    assert counted(database)[0] == 0
    close_hub(paths, database)


@POSIX
def test_a_hub_that_could_not_be_made_leaves_a_folder_that_can_be_used(
    tmp_path: Path, clock: Clock
):
    paths, soft = Paths(tmp_path / "hub"), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, soft[1]))
    try:
        with pytest.raises(Trouble):
            make_hub_file(paths, name="x", passphrase=PASSPHRASE, cost=CHEAP, clock=clock)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, soft)
    database, _ = make_hub_file(paths, name="x", passphrase=PASSPHRASE, cost=CHEAP, clock=clock)
    close_hub(paths, database)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    for home in (in_the_way, in_the_way / "hub"):
        with pytest.raises(FolderNotWritable) as trouble:
            check_place(home)
        assert explain(trouble.value).what


def test_a_folder_closed_to_us_is_said(paths: Paths, clock: Clock, monkeypatch: pytest.MonkeyPatch):
    """Root may write anywhere, so the disk's answer is given in its place."""
    slots = slots_of(paths)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(places.Path, "write_bytes", refuse)
    with pytest.raises(FolderNotWritable):
        open_hub(paths, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock)


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
nas:/hub /mnt/nas nfs4 rw 0 0
//nas/hub /mnt/my\\040share cifs rw 0 0
/dev/sdb1 /mnt/nas/stick ext4 rw 0 0
me@nas:/ /srv/me/far fuse.sshfs rw 0 0
//me@nas/share on /Volumes/share (smbfs, nodev, nosuid)
"""


@pytest.mark.parametrize(
    ("folder", "far"),
    [
        ("/srv/me/hub", False),
        ("/mnt/nas/hub", True),
        ("/mnt/nasty/hub", False),
        ("/mnt/my share/hub", True),
        ("/mnt/nas/stick/hub", False),
        ("/srv/me/far", True),
        ("/Volumes/share/hub", True),
        ("//nas/hub", True),
        ("\\\\nas\\hub", True),
    ],
)
def test_a_folder_on_another_computers_disk_is_known(folder: str, far: bool):
    assert on_network(Path(folder), MOUNTS) is far


@pytest.mark.skipif(os.name == "nt", reason="Windows is asked, and has no list of mounts")
def test_a_hub_on_a_stick_is_known_by_where_it_is_and_by_what_the_disk_says(tmp_path: Path):
    for disk, flag in (("sda", "0"), ("sdb", "1")):
        (tmp_path / disk / f"{disk}1").mkdir(parents=True)
        (tmp_path / disk / "removable").write_text(f"{flag}\n")
        (tmp_path / f"{disk}1").symlink_to(tmp_path / disk / f"{disk}1")
    mounts = (
        "/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /mnt/kept vfat rw 0 0\n"
        "/dev/sda1 /media/amira/STICK vfat rw 0 0\n"
    )
    found = {
        place: on_stick(Path(place), mounts, tmp_path)
        for place in ("/srv/hub", "/mnt/kept/hub", "/media/amira/STICK/hub")
    }
    assert list(found.values()) == [False, True, True]


def test_a_hub_is_never_made_on_a_network_drive(tmp_path: Path):
    with pytest.raises(FolderOnNetwork):
        check_place(tmp_path / "hub", mounts=f"nas:/hub {tmp_path} nfs4 rw 0 0")
    assert not (tmp_path / "hub").exists()


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive/hub", "OneDrive"),
        ("OneDrive - Riverside Hub/Documents", "OneDrive"),
        ("Dropbox/hub", "Dropbox"),
        ("Dropbox (Work)/hub", "Dropbox"),
        ("Google Drive/hub", "Google Drive"),
        ("My Drive/hub", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive/hub", "iCloud"),
        ("Nextcloud/hub", "Nextcloud"),
        ("hub", ""),
        ("Dropboxes of Ada/hub", ""),
    ],
)
def test_a_folder_that_a_service_copies_is_known_by_its_name(
    tmp_path: Path, folder: str, service: str
):
    home = tmp_path / folder
    assert copying_service(home) == service
    if service:
        with pytest.raises(FolderSynced) as refusal:
            make_hub_file(Paths(home), name="x", passphrase=PASSPHRASE, cost=CHEAP)
        assert service in explain(refusal.value).what
        assert not home.exists()


@LINKS
def test_a_link_into_a_copied_folder_is_known_by_where_it_leads(tmp_path: Path):
    (tmp_path / "Nextcloud" / "kept").mkdir(parents=True)
    link = tmp_path / "records"
    link.symlink_to(tmp_path / "Nextcloud" / "kept")
    with pytest.raises(FolderSynced):
        check_place(link)
    assert not list(link.iterdir())


@LINKS
def test_a_link_to_another_computers_disk_is_known_by_where_it_leads(tmp_path: Path):
    (tmp_path / "far").mkdir()
    link = tmp_path / "records"
    link.symlink_to(tmp_path / "far")
    with pytest.raises(FolderOnNetwork):
        check_place(link, mounts=f"nas:/hub {tmp_path / 'far'} nfs4 rw 0 0")


@LINKS
def test_links_that_lead_round_in_a_ring_are_said(tmp_path: Path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises((FolderNotWritable, DiskTrouble)):
        check_place(tmp_path / "a" / "hub")


def test_a_moved_onedrive_is_known_by_what_windows_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OneDriveCommercial", os.fspath(tmp_path / "Work files"))
    assert copying_service(tmp_path / "Work files" / "hub") == "OneDrive"
    assert copying_service(tmp_path / "hub") == ""
