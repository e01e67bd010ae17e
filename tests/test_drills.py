"""The two drills of docs/drills.md, walked through step by step."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from hubdesk.app.opening import VARIABLE
from hubdesk.app.ways_in import WaysIn
from hubdesk.cli import main
from hubdesk.errors.store import FileDamaged, WrongPassphrase, WrongRecoveryKey
from hubdesk.models import Device, Person
from hubdesk.operations.requests import note_breach
from hubdesk.operations.returning import declare_lost
from hubdesk.paths import Paths
from hubdesk.queries.staff import managers
from hubdesk.store.backup import Halt, make_copy
from hubdesk.store.copies import copies_in
from hubdesk.store.database import Actor
from hubdesk.store.keys import open_with_passphrase, open_with_recovery, read_slots
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
    ways = WaysIn(new, database)
    ways.change_passphrase(PASSPHRASE, NEW)
    sheet = ways.new_sheet(NEW)
    ways.keep_sheet(sheet)
    stolen_too = HubBuilder(database, clock)
    [lent] = stolen_too.look(lambda db: [id for (id,) in db.query(Device.id)])
    stolen_too.do("lost", lambda db, now: declare_lost(db, device_id=lent, now=now))
    stolen_too.do("breach", lambda db, now: note_breach(db, what="The laptop is gone", now=now))
    close_hub(new, database)
    assert open_with_passphrase(read_slots(new), NEW)
    assert open_with_recovery(read_slots(new), sheet.groups)
    with pytest.raises(WrongRecoveryKey):
        open_with_recovery(read_slots(Paths(stolen)), sheet.groups)
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


HERE, BACK = "tests/test_drills.py", "tests/ui/test_bringing_back.py"
THEFT = "test_after_a_theft_the_stick_brings_everything_back_up_to_its_last_hour"
WALKED = {
    ("After a theft", 1): (HERE, THEFT),
    ("After a theft", 3): (BACK, "test_a_fresh_install_brings_a_hub_back_from_its_stick"),
    ("After a theft", 4): (HERE, THEFT),
    ("After a theft", 5): (HERE, THEFT),
    ("After a theft", 6): (HERE, THEFT),
    ("After a theft", 7): (HERE, THEFT),
    ("After a theft", 9): (
        "tests/ui/test_copies.py",
        "test_the_newest_copy_and_the_safety_copy_go_to_the_stick_and_read_back",
    ),
    ("After a dead disk", 1): (
        HERE,
        "test_damaged_records_mend_themselves_where_nothing_is_lost",
    ),
    ("After a dead disk", 2): (
        BACK,
        "test_damaged_records_lead_from_the_lock_to_the_newest_copy_and_to_the_desk",
    ),
    ("After a dead disk", 3): (
        BACK,
        "test_what_can_still_be_read_is_saved_and_the_damaged_file_stays",
    ),
    ("After a dead disk", 4): (
        "tests/store/test_restoring.py",
        "test_work_goes_on_in_a_new_stream_and_no_label_is_printed_twice",
    ),
    ("After a dead disk", 5): (HERE, THEFT),
    ("After a dead disk", 7): (
        "tests/test_asides.py",
        "test_what_was_set_aside_goes_after_60_days_and_no_day_before",
    ),
}


def test_each_step_of_a_drill_is_walked_by_a_test_or_says_that_people_do_it():
    drill, steps = "", {}
    for line in DRILLS.read_text("utf-8").splitlines():
        if line.startswith("## "):
            drill = line[3:]
        elif found := re.match(r"(\d+)\. ", line):
            number = int(found[1])
            steps[drill, number] = line
        elif line.startswith("   "):
            steps[drill, number] += line
    drills = {step: text for step, text in steps.items() if step[0].startswith("After")}
    by_hand = {step for step, text in drills.items() if text.endswith("*By hand.*")}
    assert by_hand | WALKED.keys() == drills.keys()
    assert not by_hand & WALKED.keys()
    for file, test in WALKED.values():
        assert f"def {test}(" in (DRILLS.parents[1] / file).read_text("utf-8")


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
        "Choose a file",
        "Fetch it from where it was sent",
        "No copy: save what can still be read",
    ):
        assert f"*{words}*" in text
        assert f'_t("{words}")' in source
    for command in ("verify", "restore"):
        assert f"`hubdesk {command} STICK" in text
