"""One HubDesk per folder: a second start brings the first window forward and leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from hubdesk.app.opening import held
from hubdesk.errors.store import HubOpenElsewhere
from hubdesk.messages import explain
from hubdesk.paths import Paths
from hubdesk.ui.instance import OneInstance

STARTED = "import sys; from hubdesk.cli import main; sys.exit(main())"


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


def test_a_window_that_only_just_begins_is_waited_for(tmp_path: Path, qtbot: QtBot):
    lock = tmp_path / "hub" / "in-use.lock"
    first = OneInstance(lock)
    assert first.take()
    soon = threading.Timer(0.4, first.let_go)  # as a short command ends
    soon.start()
    second = OneInstance(lock)
    assert second.take()
    soon.join()
    second.let_go()


def test_a_start_while_a_command_is_at_work_says_what_it_does_and_does_not_end_in_silence(
    paths: Paths,
):
    """Without a screen the words go where a command's words go, and the exit code is not 0."""
    with held(paths, "import people"):
        with pytest.raises(HubOpenElsewhere) as refused:
            OneInstance(paths.lock, patience_ms=1).take()
        words = explain(refused.value).text
        assert "busy in this folder. It was told to bring in a list of people." in words
        started = subprocess.run(
            [sys.executable, "-c", STARTED, "--home", paths.home],
            check=False,
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
        )
        assert (started.returncode, started.stderr.strip()) == (2, words)
    first = OneInstance(paths.lock, patience_ms=1)
    assert first.take()
    with pytest.raises(HubOpenElsewhere) as refused, held(paths, "make copy"):
        pytest.fail("a window has the folder")
    assert "Close the other window" in explain(refused.value).text
    first.let_go()


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
