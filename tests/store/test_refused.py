"""The disk is full, does not answer or may not be written, at any write: nothing is lost."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from hubdesk.models import JournalTxn
from hubdesk.operations.hub import set_up_hub
from hubdesk.paths import Paths
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import close_hub, make_hub_file, open_hub
from tests.counting import Counted
from tests.random_work import RandomWork
from tests.rebuilt import check_rebuilt
from tools.throwaway import CHEAP, NOW, PASSPHRASE

STRACE = shutil.which("strace")
ROOT = Path(__file__).parents[2]
# call, what it answers, and the place of the first and of every further one that is refused
REFUSED = (
    ("pwrite64", "ENOSPC", "260+53"),
    ("pwrite64", "EIO", "300+71"),
    ("fdatasync", "EIO", "12+7"),
    ("write", "ENOSPC", "6+5"),
    ("openat", "EACCES", "9+11"),
)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    paths = Paths(tmp_path_factory.mktemp("refused") / "hub")
    database, _ = make_hub_file(paths, name="Refused", passphrase=PASSPHRASE, cost=CHEAP)
    with database.changing("set up hub") as db:
        set_up_hub(db, name="Refused", manager="Amira Khan", now=NOW)
    RandomWork(database, random.Random(1), NOW).begin()
    close_hub(paths, database)
    return paths


@pytest.mark.skipif(STRACE is None, reason="strace, which makes calls fail, is a program of Linux")
@pytest.mark.parametrize(("call", "answer", "when"), REFUSED)
def test_what_was_said_to_be_saved_is_there_after_the_disk_refused(
    hub: Paths,
    tmp_path: Path,
    counted: Counted,
    call: str,
    answer: str,
    when: str,
):
    there = Paths(tmp_path / "hub")
    shutil.copytree(hub.home, there.home)
    inject = f"inject={call}:error={answer}:when={when}"
    # Only what is asked of the hub's folder is refused, not what Python itself reads and writes.
    only = [f"--trace-path={path}" for path in _files(there)]
    command = [str(STRACE), "-f", "--seccomp-bpf", "-qq", "-o", os.devnull, *only]
    command += ["-e", f"trace={call}"]
    command += ["-e", inject, sys.executable, "-m", "tests.refused", os.fspath(there.home)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    database = open_hub(
        there, read_slots(there), open_with_passphrase(read_slots(there), PASSPHRASE)
    ).database
    with database.reading() as db:
        found = set(db.scalars(select(JournalTxn.id)))
    saved = told.get("saved", [])
    counted(f"{call} {answer}: {len(saved)} saved, {len(told.get('words', []))} refused")
    assert set(saved) <= found
    assert told.get("words") or told.get("refused")
    assert told.get("looks", 0) <= len(told.get("words", []))
    check_rebuilt(database)
    close_hub(there, database)


def _files(paths: Paths) -> list[Path]:
    log = paths.database.with_name(f"{paths.database.name}-wal")
    return [paths.home, paths.database, log, paths.tail, *paths.anchors]
