"""The two drills of docs/drills.md, walked through step by step."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hubdesk.app.opening import VARIABLE
from hubdesk.app.ways_in import WaysIn
from hubdesk.cli import main
from hubdesk.errors.store import FileDamaged, WrongPassphrase
from hubdesk.models import Person
from hubdesk.paths import Paths
from hubdesk.queries.staff import managers
from hubdesk.store.backup import Halt, make_copy
from hubdesk.store.copies import copies_in
from hubdesk.store.database import Actor
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import close_hub, open_or_mend, slots_of
from hubdesk.store.second_place import carry_copy, carry_tail, folder_in
from tests.conftest import PASSPHRASE, Clock, HubBuilder, opened

DRILLS = Path(__file__).parent.parent / "docs" / "drills.md"
NEW = "otter kettle plum lantern"


@pytest.fixture
def stick(paths: Paths, clock: Clock, tmp_path: Path) -> Path:
    """A hub that worked for a day, and its stick with a copy and the last hour on it."""
    stick = tmp_path / "stick"
    stick.mkdir()
    database = opened(paths, clock)
    hub = HubBuilder(database, clock)
    hub.lend(hub.person("Samira Haddad"), hub.device())
    copy = make_copy(database, paths.copies, slots_of(paths), now=clock())
    carry_copy(copy, stick, Halt())
    clock.forward(hours=2)
    hub.person("Kofi Mensah")
    assert database.tail is not None
    carry_tail(paths.tail, stick, read_slots(paths).hub, database.tail.last[0], Halt())
    close_hub(paths, database)
    return stick


def people(paths: Paths, clock: Clock) -> list[str]:
    database = opened(paths, clock)
    with database.reading() as db:
        found = sorted(row[0] for row in db.query(Person.display_name))
    close_hub(paths, database)
    return found


def test_after_a_theft_the_stick_brings_everything_back_up_to_its_last_hour(
    stick: Path,
    paths: Paths,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    hub = read_slots(paths).hub
    stolen = shutil.copytree(paths.home, tmp_path / "stolen")
    shutil.rmtree(paths.home)
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    new = Paths(tmp_path / "new laptop")
    [copy] = copies_in(folder_in(stick, hub))
    assert main(["verify", str(copy.path), "--home", str(new.home)]) == 0
    assert main(["restore", str(copy.path), "--home", str(new.home)]) == 0
    said = capsys.readouterr().out
    assert "is whole" in said
    assert "1 change since then was put back from the safety copy." in said
    assert "Nothing is lost." in said
    assert people(new, clock) == ["Kofi Mensah", "Samira Haddad"]
    database = opened(new, clock)
    with database.reading() as db:
        first = managers(db)[0]
    database.actor = Actor(first.id, first.role)
    WaysIn(new, database).change_passphrase(PASSPHRASE, NEW)
    close_hub(new, database)
    assert open_with_passphrase(read_slots(new), NEW)
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(read_slots(new), PASSPHRASE)
    assert open_with_passphrase(read_slots(Paths(stolen)), PASSPHRASE), "as the page says"


def test_damaged_records_mend_themselves_where_nothing_is_lost(
    stick: Path, paths: Paths, clock: Clock
):
    content = bytearray(paths.database.read_bytes())
    for page in range(2, len(content) // 4096, 3):
        content[page * 4096 + 50] ^= 8
    paths.database.write_bytes(content)
    (paths.home / "open.mark").write_bytes(b"open")
    slots = slots_of(paths)
    found = open_or_mend(paths, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock)
    close_hub(paths, found.database)
    assert people(paths, clock) == ["Kofi Mensah", "Samira Haddad"]


def test_after_a_dead_disk_the_newest_copy_is_brought_back_and_the_rest_is_set_aside(
    stick: Path,
    paths: Paths,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    paths.database.write_bytes(bytes(8192))
    paths.tail.unlink()
    slots = slots_of(paths)
    shutil.rmtree(paths.copies)
    with pytest.raises(FileDamaged):
        open_or_mend(paths, slots, open_with_passphrase(slots, PASSPHRASE), clock=clock)
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    [copy] = copies_in(folder_in(stick, slots.hub))
    assert main(["restore", str(copy.path), "--home", str(paths.home)]) == 0
    assert "set aside, not deleted" in capsys.readouterr().out
    assert people(paths, clock) == ["Kofi Mensah", "Samira Haddad"]
    assert any(path.read_bytes() == bytes(8192) for path in paths.set_aside.glob("*/hub.hubdesk"))


def test_the_page_names_the_buttons_and_commands_as_they_are():
    text = " ".join(DRILLS.read_text("utf-8").split())
    source = " ".join(
        path.read_text("utf-8") for path in (DRILLS.parents[1] / "hubdesk").rglob("*.py")
    )
    for words in (
        "Choose a stick or folder",
        "Bring it back",
        "Open the records",
        "Choose the copy",
        "Choose another file",
        "No copy: save what can still be read",
    ):
        assert f"*{words}*" in text
        assert f'_t("{words}")' in source
    for command in ("verify", "restore"):
        assert f"`hubdesk {command} STICK" in text
