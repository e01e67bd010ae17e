"""The command `hubdesk import`, run as people run it: another process, a folder, an exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hubdesk.app.bringing_in import import_file
from hubdesk.imports.tables import MOST_BYTES
from hubdesk.store.database import Database
from tests.conftest import PASSPHRASE
from tests.imports.reading import SAMPLES, SHARED

ROOT = Path(__file__).parent.parent


def run(home: Path, *asked: object) -> subprocess.CompletedProcess[str]:
    """`hubdesk import … --home DIR` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "hubdesk", "import", *map(str, asked), "--home", str(home)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"HUBDESK_PASSPHRASE": PASSPHRASE, "PYTHONUTF8": "1"},
        timeout=120,
    )


def last(text: str) -> str:
    return text.splitlines()[-1]


def test_on_an_empty_folder_a_hub_is_set_up_and_the_same_file_twice_changes_nothing(tmp_path):
    home, file = tmp_path / "hub", SAMPLES / "ten-faults.csv"
    first = run(home, "devices", file)
    assert first.returncode == 0, first.stderr
    said = first.stdout.splitlines()
    assert said[0] == (
        f"There was no hub in {home}, so a new one is set up there. "
        "If you meant another folder, name it with --home."
    )
    assert len(said[2].split()) == 8  # the recovery key
    assert said[3] == "Line 4: It has no asset tag, no serial, no name and no model."
    refused = [line for line in said[3:13] if line.startswith("Line ")]
    assert [int(line.split(":")[0][5:]) for line in refused] == [
        *(4, 6, 7, 9, 10, 12, 13, 14, 16, 17),
    ]
    assert last(first.stdout) == "10 added, 0 updated, 0 unchanged, 10 refused"
    assert b"Latitude" not in (home / "hub.hubdesk").read_bytes()
    again = run(home, "devices", file)
    assert (again.returncode, last(again.stdout)) == (
        *(0, "0 added, 0 updated, 10 unchanged, 10 refused"),
    )


def test_a_file_that_is_refused_gets_a_sentence_and_the_exit_code_2(tmp_path):
    home = tmp_path / "hub"
    missing = run(home, "people", tmp_path / "nobody.csv")
    assert missing.returncode == 2
    assert missing.stderr.strip() == (
        "There is no file called nobody.csv. Check where it is, or choose another file."
    )
    assert "Traceback" not in missing.stderr
    wrong = run(home, "people", SAMPLES / "devices-ours.csv")
    assert wrong.returncode == 2
    assert "looks like a list of devices" in wrong.stderr


class Here:
    """The same command without a new process, on a hub that is open."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.said: list[str] = []

    def __call__(self, what: str, path: Path, *, dry_run: bool = False) -> str:
        self.said = []
        assert import_file(self.database, what, path, dry_run=dry_run, say=self.said.append) == 0
        return self.said[-1]


@pytest.fixture
def command(database):
    return Here(database)


def transactions(database: Database) -> int:
    from sqlalchemy import func, select

    from hubdesk.models import Counter, JournalTxn

    with database.reading() as db:
        minted = db.scalars(select(Counter.next)).all()
        return sum(minted) + (db.scalar(select(func.count()).select_from(JournalTxn)) or 0)


def test_a_dry_run_says_the_same_and_leaves_nothing_behind(command, database):
    before = transactions(database)
    told = command("devices", SAMPLES / "devices-ours.csv", dry_run=True)
    assert command.said[0] == "Only looking: nothing is saved."
    assert transactions(database) == before
    assert command("devices", SAMPLES / "devices-ours.csv") == told
    assert told == "12 added, 0 updated, 0 unchanged, 0 refused"
    assert "2 on loan, 2 people added with them" in command.said


def test_remarks_of_one_sort_are_told_once(command):
    command("devices", SAMPLES / "snipe-it-bad.csv")
    told = [line for line in command.said if "Model Number" in line]
    assert told == [
        "  Line 2: A spreadsheet changed “Model Number” to 6.37702E+15. (5 more lines like it)"
    ]


def test_what_came_from_a_list_stands_in_recent_activity(command, database):
    from hubdesk.messages.activity import Said, action_words
    from hubdesk.queries.activity import last_to_undo

    command("people", SAMPLES / "people-ours.csv")
    with database.reading() as db:
        row = last_to_undo(db)
    assert action_words(row.verb, Said(about=row.about)) == ("Brought in people: 7 added")


def test_no_more_of_a_file_is_read_than_is_read_at_once(command, tmp_path):
    from hubdesk.errors.bringing_in import FileTooBig, LineTooLong

    path = tmp_path / "endless.csv"
    path.write_bytes(b"name," + b"x" * (40 * 1024 * 1024))
    with pytest.raises(LineTooLong):
        command("people", path)
    path.write_bytes(b"name,phone\n" + b"Ada,\n" * (MOST_BYTES // 5 + 1))
    with pytest.raises(FileTooBig):
        command("people", path)


def test_a_folder_or_a_file_nobody_may_read_is_refused(command, tmp_path):
    from hubdesk.errors.bringing_in import FileNotRead

    for path in (tmp_path, tmp_path / "a\0b.csv", tmp_path / ("x" * 5000)):
        with pytest.raises(FileNotRead):
            command("people", path)


# The real files: the good rows in, every other row named.
REAL = (
    ("devices", "import-snipe-it/assets-sample.csv", (22, 0), 9),
    ("devices", "import-snipe-it/assets-sample-BAD.csv", (200, 0), 28),
    ("devices", "import-snipe-it/accessories-sample.csv", (0, 3), 0),
    ("devices", "import-snipe-it/consumables-sample.csv", (0, 3), 0),
    ("devices", "import-shelf/shelf.nu-example-asset-import-from-content.csv", (2, 2), 1),
    ("people", "import-kolibri/user_data.csv", (250, 0), 0),
    ("people", "import-koha/test.csv", (5, 0), 0),
    ("people", "import-snipe-it/users-sample.csv", (100, 0), 0),
)


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("what", "name", "counts", "lent"), REAL, ids=[name for _, name, _, _ in REAL]
)
def test_the_real_file_comes_in_or_is_named_row_by_row(command, what, name, counts, lent):
    added, refused = counts
    assert command(what, SHARED / name) == (
        f"{added} added, 0 updated, 0 unchanged, {refused} refused"
    )
    named = [line for line in command.said if line.startswith("Line ")]
    assert len(named) == refused
    loans = next((line for line in command.said if "on loan" in line and line[0].isdigit()), "0")
    assert int(loans.split()[0]) == lent
    assert command(what, SHARED / name) == (
        f"0 added, 0 updated, {added} unchanged, {refused} refused"
    )


@pytest.mark.real_files
def test_of_the_real_bad_file_states_that_cannot_be_lent_stay_so(command, database):
    name = SHARED / "import-snipe-it/assets-sample-BAD.csv"
    from collections import Counter

    from sqlalchemy import select

    from hubdesk.models import Device, Loan

    command("devices", name)
    with database.reading() as db:
        stages = Counter(db.scalars(select(Device.stage)))
        lent = Counter(db.scalars(select(Device.stage).join(Loan, Loan.device_id == Device.id)))
    assert stages == {"withdrawn": 71, "lost": 37, "repair": 36, "ready": 56}
    assert set(lent) == {"ready"}
    said = "\n".join(command.said)
    assert "stands twice" in said
    assert "A spreadsheet changed" in said
