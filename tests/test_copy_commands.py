"""`hubdesk backup`, `verify` and `restore`, as somebody types them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from hubdesk.app import ways_in
from hubdesk.app.opening import VARIABLE
from hubdesk.app.ways_in import WaysIn
from hubdesk.cli import main
from hubdesk.models import JournalTxn
from hubdesk.operations.staff import add_staff
from hubdesk.paths import Paths
from hubdesk.store.connections import open_raw
from hubdesk.store.copies import copies_in
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import close_hub, slots_of
from hubdesk.store.pieces import piece_name
from hubdesk.ui.instance import OneInstance
from tests.conftest import CHEAP, PASSPHRASE, Clock, HubBuilder, opened

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(paths: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    monkeypatch.setattr(ways_in, "calibrated_cost", lambda: CHEAP)

    def typed(command: str, *more: object, home: Path | None = None) -> tuple[int, str]:
        code = main([command, *map(str, more), "--home", str(home or paths.home)])
        out, err = capsys.readouterr()
        return code, out + err

    return typed


def test_a_copy_is_made_proved_and_brought_back_on_another_computer(
    run: Run, paths: Paths, tmp_path: Path
):
    stick = tmp_path / "stick"
    stick.mkdir()
    code, said = run("backup", "--to", stick)
    [copy] = copies_in(stick)
    assert code == 0
    assert f"Copied to {copy.path}" in said
    assert "It holds 0 people, 0 devices, 0 out on loan. Every page was read back." in said
    code, said = run("verify", copy.path, home=tmp_path / "nowhere")
    assert (code, f"{copy.name} is whole" in said) == (0, True)
    code, said = run("restore", copy.path, home=tmp_path / "new")
    assert code == 0
    assert "brought back" in said
    assert run("verify", home=tmp_path / "new")[1].startswith("The records are whole")


def test_a_copy_in_pieces_is_proved_and_brought_back_by_its_papers_or_any_piece(
    run: Run, tmp_path: Path
):
    (stick := tmp_path / "stick").mkdir()
    run("backup", "--to", stick)
    [copy] = copies_in(stick)
    content, size = copy.path.read_bytes(), 300_000
    for at in range(0, len(content), size):
        part = content[at : at + size]
        name = piece_name(copy.path.stem, at // size + 1, -(-len(content) // size), sha256(part))
        (stick / name).write_bytes(part)
    copy.path.unlink()
    nowhere = tmp_path / "nowhere"
    code, said = run("verify", copy.papers, home=nowhere)
    assert (code, f"{copy.name} is whole" in said) == (0, True)
    assert not nowhere.exists(), "what it was put together in is gone"
    code, said = run("restore", next(stick.glob("*.piece")), home=tmp_path / "new")
    assert (code, "brought back" in said) == (0, True)
    copy.papers.unlink()
    code, said = run("verify", next(stick.glob("*.piece")), home=nowhere)
    assert (code, f"{copy.papers.name} is missing. That file is sent last." in said) == (2, True)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_stick_that_is_not_plugged_in_gets_no_copy_on_the_disk_of_the_records(
    run: Run, tmp_path: Path
):
    stick = tmp_path / "media" / "stick"
    code, said = run("backup", "--to", stick)
    assert (code, "Plug the stick in, or choose another folder." in said) == (2, True)
    assert not stick.parent.exists()
    for command in ("verify", "restore"):
        code, said = run(command, stick / "copy.hubdesk")
        assert (code, said.startswith("There is no file copy.hubdesk there.")) == (2, True)


def test_no_copy_is_put_loose_beside_the_records(run: Run, paths: Paths):
    code, said = run("backup", "--to", paths.home)
    assert (code, "The records themselves are in that folder." in said) == (2, True)
    assert copies_in(paths.home) == []


def test_verify_says_when_there_is_no_copy_and_when_one_is_damaged(run: Run, paths: Paths):
    code, said = run("verify")
    assert (code, "There is no copy of these records on this computer." in said) == (1, True)
    run("backup")
    assert run("verify")[0] == 0
    [copy] = copies_in(paths.copies)
    content = bytearray(copy.path.read_bytes())
    content[9000] ^= 4
    copy.path.write_bytes(content)
    code, said = run("verify")
    assert (code, f"The copy {copy.name} is damaged." in said) == (1, True)
    code, said = run("restore", copy.path)
    assert (code, "is damaged" in said) == (2, True)


def forge(paths: Paths) -> None:
    """Say in the journal that somebody else was written down, as whoever holds the key could."""
    raw = open_raw(paths.database, open_with_passphrase(slots_of(paths), PASSPHRASE))
    raw.execute("UPDATE journal_op SET body = replace(body, 'Okafor', 'Osei') WHERE tbl = 'person'")
    assert raw.execute("SELECT changes()").fetchone() != (0,)
    raw.close()


def test_a_forged_history_is_noticed_in_the_records_and_in_a_copy_of_them(
    run: Run, paths: Paths, clock: Clock
):
    database = opened(paths, clock)
    HubBuilder(database, clock).person("Ada Okafor")
    close_hub(paths, database)
    code, said = run("backup")
    assert (code, "Its history was proved" in said) == (0, True)
    code, said = run("verify")
    assert (code, "Their history was proved" in said) == (0, True)
    [sound] = copies_in(paths.copies)
    forge(paths)
    code, said = run("backup")
    [forged] = [copy for copy in copies_in(paths.copies) if copy.name != sound.name]
    assert (code, "Its history was proved" in said) == (1, False)
    assert f"The history in the copy {forged.name} was altered" in said
    code, said = run("verify")
    assert (code, "Their history was proved" in said) == (1, False)
    assert "The history of the records has a hole" in said
    assert f"{forged.name} is whole" not in said
    assert f"{sound.name} is whole, and its history holds" in said
    code, said = run("verify", forged.path)
    assert (code, f"{forged.name} was altered" in said) == (1, True)
    assert run("verify", sound.path)[0] == 0


def test_restore_sets_the_records_aside_and_says_what_is_missing(run: Run, paths: Paths):
    run("backup")
    [copy] = copies_in(paths.copies)
    people = paths.home / "people.csv"
    people.write_text("name\nSamira Haddad\n")
    run("import", "people", people)
    code, said = run("restore", copy.path)
    assert code == 2
    assert "The records here are whole, and newer than that copy: 2 changes since." in said
    assert "To bring it back all the same, and lose those, add --lose-newer." in said
    assert not paths.set_aside.exists()
    code, said = run("restore", copy.path, "--lose-newer")
    assert code == 0
    assert "2 changes since then are not in it." in said
    assert list(paths.set_aside.glob("*/hub.hubdesk"))


def test_only_a_manager_lets_whole_records_go_and_the_journal_says_who_brought_a_copy_back(
    run: Run, paths: Paths, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    ben = with_volunteer(paths, clock)
    people = paths.home / "people.csv"
    people.write_text("name\nSamira Haddad\n")
    run("backup")
    [copy] = copies_in(paths.copies)
    run("import", "people", people)
    monkeypatch.setenv(VARIABLE, BENS)
    code, said = run("restore", copy.path, "--lose-newer")
    assert code == 2
    assert "Ask a manager to bring a copy back." in said
    assert not paths.set_aside.exists()
    paths.database.unlink()  # nothing is left to lose: whoever stands there brings the copy back
    assert run("restore", copy.path)[0] == 0
    assert done_by(paths, clock, "recovered")[-1] == ben


def test_a_command_acts_as_whoever_the_passphrase_belongs_to(
    run: Run, paths: Paths, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    ben = with_volunteer(paths, clock)
    people = paths.home / "people.csv"
    people.write_text("name\nSamira Haddad\n")
    monkeypatch.setenv(VARIABLE, BENS)
    code, said = run("import", "people", people)
    assert code == 2
    assert "Ask a manager to bring in a list of people." in said
    assert not done_by(paths, clock, "import people")
    assert run("import", "devices", people)[0] == 2
    assert run("backup")[0] == 0, "whoever thinks of a copy does no harm"
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    assert run("import", "people", people)[0] == 0
    assert set(done_by(paths, clock, "import people")).isdisjoint({"", ben})


BENS = "otter kettle plum lantern"


def with_volunteer(paths: Paths, clock: Clock) -> str:
    """A volunteer with a passphrase of their own. Answers with their account."""
    database = opened(paths, clock)
    with database.changing("add staff") as db:
        ben = add_staff(db, name="Ben Okoro", roles=("volunteer",)).id
    WaysIn(paths, database).give_passphrase(ben, BENS)
    close_hub(paths, database)
    return ben


def done_by(paths: Paths, clock: Clock, verb: str) -> list[str]:
    """Who the journal says did it, in order."""
    database = opened(paths, clock)
    try:
        with database.reading() as db:
            by = select(JournalTxn.actor_id).where(JournalTxn.verb == verb)
            return [id or "" for id in db.scalars(by.order_by(JournalTxn.hlc))]
    finally:
        close_hub(paths, database)


@pytest.mark.parametrize("command", ["backup", "restore", "verify"])
def test_nothing_is_done_while_a_window_has_the_records_open(run: Run, paths: Paths, command: str):
    run("backup")
    [copy] = copies_in(paths.copies)
    window = OneInstance(paths.lock)
    assert window.take()
    code, said = run(command, *([copy.path] if command == "restore" else []))
    window.let_go()
    assert (code, "HubDesk is already open with these records." in said) == (2, True)


@pytest.mark.parametrize("command", ["backup", "verify"])
def test_a_folder_without_a_hub_gets_none_from_these_commands(
    run: Run, tmp_path: Path, command: str
):
    code, said = run(command, home=tmp_path / "empty")
    assert (code, f"There is no hub in {tmp_path / 'empty'}." in said) == (2, True)
    assert not (tmp_path / "empty" / "hub.hubdesk").exists()


def test_a_wrong_passphrase_and_a_file_that_is_no_copy_change_nothing(
    run: Run, paths: Paths, monkeypatch: pytest.MonkeyPatch
):
    run("backup")
    [copy] = copies_in(paths.copies)
    assert run("restore", paths.home / "computer.json")[0] == 2
    monkeypatch.setenv(VARIABLE, "not this one at all")
    code, said = run("restore", copy.path)
    assert (code, "That passphrase does not match." in said) == (2, True)
    assert not paths.set_aside.exists()


@pytest.mark.parametrize("command", ["verify", "restore"])
@pytest.mark.parametrize("file", ["", "."])
def test_a_folder_is_no_copy_and_is_refused_with_the_way_to_the_copies_in_it(
    run: Run, command: str, file: str
):
    code, said = run(command, file)
    assert code != 0
    assert "is not one copy, but a place for several." in said
    assert "--from" in said


def test_damaged_records_are_mended_only_when_somebody_accepts_what_is_lost(
    run: Run, paths: Paths, clock: Clock
):
    size = paths.database.stat().st_size
    database = opened(paths, clock)
    hub = HubBuilder(database, clock)
    for number in range(120):
        hub.person(f"Samira Haddad {number}", phone="0121 496 0318")
    close_hub(paths, database)
    code, said = run("mend")
    assert (code, "The records are whole" in said) == (0, True)
    content = bytearray(paths.database.read_bytes())
    for page in range(size // 4096, len(content) // 4096, 7):
        content[page * 4096 + 50] ^= 8
    paths.database.write_bytes(content)
    paths.tail.unlink()
    (paths.home / "open.mark").write_bytes(b"open\n")
    code, said = run("mend")
    assert code == 1
    assert "can still be read." in said
    assert "hubdesk mend --lose-damaged" in said
    assert paths.database.read_bytes() == bytes(content)
    code, said = run("mend", "--lose-damaged")
    assert code == 0
    assert "What could still be read was put into a new file" in said
    assert run("verify")[1].startswith("The records are whole")
    assert [p.read_bytes() for p in paths.set_aside.rglob("hub.hubdesk")] == [bytes(content)]
