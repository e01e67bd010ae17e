"""Nobody's name is left readable on the computer, even when it stops in the middle of work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hubdesk.paths import Paths
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import close_hub, open_hub, slots_of
from tests.canary import CANARIES, NAME, PASSPHRASE, SCRIPTS

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no kill -9")
ROOT = Path(__file__).parents[1]
FOLDERS = {
    "HOME": "home",
    "TMPDIR": "tmp",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "settings",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
}


def forms(words: str) -> set[bytes]:
    """A text as it may lie in a file."""
    return {words.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")}


def found_in(folder: Path) -> Iterator[str]:
    """The files below a folder in whose name or content a canary sings."""
    wanted = {form for text in (*CANARIES, SCRIPTS) for form in forms(text)}
    for path in folder.rglob("*"):
        name = os.fsencode(path.name).lower()
        content = path.read_bytes().lower() if path.is_file() else b""
        for form in wanted:
            if form in name or form in content:
                yield f"{path.relative_to(folder)}: {form!r}"


def list_of_people(path: Path) -> Path:
    lines = [f"{NAME} {i},0121 496 0{600 + i % 100}" for i in range(200)]
    path.write_text("\n".join(["name,phone", *lines]), "utf-8")
    return path


@pytest.mark.parametrize("what", ["search", "print", "import", "import-cut-short"])
def test_no_name_is_left_readable_after_a_sudden_end(tmp_path: Path, what: str):
    watched = tmp_path / "watched"
    for folder in FOLDERS.values():
        (watched / folder).mkdir(parents=True)
        (watched / folder).chmod(0o700)  # as Qt asks of the folder for sockets
    places = {variable: os.fspath(watched / folder) for variable, folder in FOLDERS.items()}
    paths = Paths(watched / "data" / "HubDesk")
    stick = list_of_people(tmp_path / "people.csv")  # a file of others, not one of ours
    ended = subprocess.run(
        [sys.executable, "-m", "tests.canary", os.fspath(paths.home), what, os.fspath(stick)],
        cwd=ROOT,
        env=os.environ | places | {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()[-2000:]
    assert paths.database.with_name("hub.hubdesk-wal").stat().st_size > 0  # truly in the middle
    assert list(found_in(watched)) == []
    slots = slots_of(paths)
    opened = open_hub(paths, slots, open_with_passphrase(slots, PASSPHRASE))
    assert opened.was_unclean
    with opened.database.reading() as db:
        names = db.connection().exec_driver_sql("SELECT count(*) FROM person").scalar()
        if what == "import-cut-short":
            assert 2 < names < 202  # truly in the middle
        else:
            assert names == (202 if what == "import" else 2)
    close_hub(paths, opened.database)
    assert list(found_in(watched)) == []


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_name_that_lies_open_is_found(tmp_path: Path, code: str):
    (tmp_path / "page.tmp").write_bytes(b"\x00\x01" + f"… {NAME.upper()} …".encode(code))
    assert len(list(found_in(tmp_path))) >= 2
