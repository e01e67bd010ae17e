"""One HubDesk per folder: a second start brings the first window forward and leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hubdesk.ui.instance import OneInstance


@pytest.fixture
def first(tmp_path: Path, qtbot: QtBot):
    instance = OneInstance(tmp_path / "hub" / "in-use.lock")
    assert instance.take()
    instance.listen()
    yield instance
    instance.let_go()


def test_a_second_start_asks_the_first_window_forward_and_leaves(
    first: OneInstance, tmp_path: Path, qtbot: QtBot
):
    second = OneInstance(tmp_path / "hub" / "in-use.lock")
    with qtbot.waitSignal(first.raised, timeout=5000):
        assert not second.take()


def test_another_folder_is_another_hub(first: OneInstance, tmp_path: Path):
    other = OneInstance(tmp_path / "other" / "in-use.lock")
    assert other.take()
    other.let_go()


def test_a_folder_given_back_can_be_taken_again(first: OneInstance, tmp_path: Path):
    first.let_go()
    again = OneInstance(tmp_path / "hub" / "in-use.lock")
    assert again.take()
    again.let_go()


def test_a_lock_left_by_a_crash_is_taken_over(tmp_path: Path, qtbot: QtBot):
    lock = tmp_path / "in-use.lock"
    held = (
        "import os, signal, sys; from pathlib import Path;"
        "from hubdesk.ui.instance import OneInstance;"
        "one = OneInstance(Path(sys.argv[1])); assert one.take();"
        "os.kill(os.getpid(), signal.SIGTERM)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", held, os.fspath(lock)], check=False, cwd=Path(__file__).parents[2]
    )
    assert ended.returncode == -signal.SIGTERM
    assert lock.exists()
    instance = OneInstance(lock)
    assert instance.take()
    instance.let_go()
