"""One HubDesk per folder: a second start brings the first window forward and leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from hubdesk.paths import Paths
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


@pytest.mark.skipif(os.name == "nt", reason="Windows asks a window to end by itself")
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_a_window_asked_to_end_closes_and_gives_its_folder_back(
    paths: Paths, qtbot: QtBot, asked: signal.Signals
):
    """Ctrl+C in the terminal it was started from, or the computer shutting down."""
    started = subprocess.Popen(
        [sys.executable, "-c", "from hubdesk.cli import main; main()", "--home", paths.home],
        cwd=Path(__file__).parents[2],
    )

    def is_open() -> None:
        there = QLocalSocket()
        there.connectToServer(OneInstance(paths.lock)._name)
        assert there.waitForConnected(200)

    try:
        qtbot.waitUntil(is_open, timeout=20_000)
        started.send_signal(asked)
        assert started.wait(20) == 0
    finally:
        started.kill()
        started.wait()
    assert not paths.lock.exists()
