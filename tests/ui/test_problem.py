"""The last resort: a slip of ours is said calmly, and written down without anybody's data."""

from __future__ import annotations

import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QVBoxLayout, QWidget

from hubdesk.errors.store import DiskFull
from hubdesk.ui.problem import MOST_LOG, Problems, place_of, report_of
from tests.ui import walks
from tests.ui.alone import until

NAME = "Samira Haddad"
NOW = datetime(2026, 11, 24, 10, 42)


def settle():
    for _ in range(5):
        QApplication.processEvents()


class Slips(QObject):
    """Goes wrong in the ways a page can, with somebody's name in every value."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.pressed.connect(self.slot)

    def slot(self, who: str) -> None:
        borrower = {"name": who}
        try:
            int(borrower["name"])
        except ValueError as cause:
            raise KeyError(f"no loan of {who}") from cause

    def other(self, who: str) -> None:
        raise RuntimeError(who)


@pytest.fixture
def slips():
    return Slips()


@pytest.fixture
def window(show):
    inside = QWidget()
    layout = QVBoxLayout(inside)
    inside.button = QPushButton("Something")
    layout.addWidget(inside.button)
    made = show(inside, 1024, 600)
    inside.button.setFocus()
    made.button = inside.button
    return made


@pytest.fixture
def problems(window, tmp_path):
    made = Problems(tmp_path / "hub" / "hubdesk.log", lambda: NOW, window=window)
    made.install()
    yield made
    made.uninstall()


@pytest.fixture
def log(tmp_path):
    return tmp_path / "hub" / "hubdesk.log"


def test_a_slot_that_goes_wrong_shows_one_card_with_a_reference(slips, problems, log, capsys):
    slips.pressed.emit(NAME)
    until(lambda: problems.card)
    card = problems.card
    assert card.isVisible()
    assert card.reference.text().startswith("B-")
    assert len(card.reference.text()) == 6
    assert card.reference.text() in log.read_text("utf-8")
    assert QApplication.focusWidget() is card.carry_on
    assert "Something went wrong in HubDesk" in card.accessibleName()


def test_a_thread_that_goes_wrong_is_shown_on_the_windows_thread(slips, problems, log, capsys):
    thread = threading.Thread(target=slips.other, args=(NAME,))
    thread.start()
    thread.join()
    until(lambda: problems.card)
    assert "beside it" in log.read_text("utf-8")
    assert problems.card.thread() is QApplication.instance().thread()


def test_no_name_and_no_path_of_the_computer_is_ever_written(
    slips, problems, log, capsys, tmp_path
):
    slips.pressed.emit(NAME)
    until(lambda: problems.card)
    problems.card.shut()
    QTimer.singleShot(0, lambda: slips.other(NAME))
    until(lambda: problems.card)
    written = log.read_text("utf-8") + capsys.readouterr().err
    assert "builtins.KeyError" in written
    assert "builtins.ValueError" in written
    assert "test_problem.py" in written
    for secret in (NAME, "Samira", "Haddad", "no loan", "/tests/", str(Path.home()), str(tmp_path)):
        assert secret not in written


def test_the_same_slip_has_the_same_reference_and_another_has_another():
    def reference(slip):
        try:
            slip(NAME)
        except Exception as error:
            return report_of(error, NOW).reference

    slips = Slips()
    assert reference(slips.slot) == reference(slips.slot)
    assert reference(slips.slot) != reference(slips.other)


def test_the_same_again_is_ignored_while_the_card_is_open(slips, problems, log, capsys):
    for _ in range(50):
        slips.pressed.emit(NAME)
    until(lambda: problems.card)
    settle()
    assert log.read_text("utf-8").count("Problem B-") == 1
    first = problems.card
    QTimer.singleShot(0, lambda: slips.other(NAME))
    settle()
    assert problems.card is first
    assert log.read_text("utf-8").count("Problem B-") == 2  # written down all the same


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_one_key_carries_on_where_the_hands_were(slips, problems, window, key, capsys):
    slips.pressed.emit(NAME)
    until(lambda: problems.card)
    QTest.keyClick(QApplication.focusWidget(), key)
    assert problems.card is None
    assert QApplication.focusWidget() is window.button


def test_what_the_machine_could_not_do_has_words_of_its_own(problems, log):
    said = []
    problems.say_error = said.append

    def full():
        raise DiskFull

    QTimer.singleShot(0, full)
    until(lambda: said)
    assert isinstance(said[0], DiskFull)
    assert problems.card is None
    assert not log.exists()


def test_a_disk_that_takes_nothing_does_not_hide_the_problem(slips, problems, log, capsys):
    log.parent.parent.joinpath("hub").write_text("a file where the folder should be")
    slips.pressed.emit(NAME)
    until(lambda: problems.card)
    assert problems.card.more.text() == "It could not be written down: the disk took nothing."


def test_the_report_can_be_saved_where_somebody_wants(slips, problems, tmp_path, capsys):
    slips.pressed.emit(NAME)
    until(lambda: problems.card)
    problems.card.save_button.click()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog))
    dialog.fileSelected.emit(str(tmp_path / "report.txt"))
    dialog.reject()
    assert problems.card.reference.text() in (tmp_path / "report.txt").read_text("utf-8")
    assert problems.card.more.text() == "The report is saved. It holds nobody's data."


def test_without_a_problem_the_report_says_so_and_names_the_versions(problems):
    assert "No problem has been noted." in problems.written()
    assert "HubDesk 0." in problems.written()


def test_the_log_does_not_grow_for_ever(slips, problems, log, capsys):
    log.parent.mkdir()
    log.write_bytes(b"x" * (MOST_LOG + 1))
    slips.pressed.emit(NAME)
    until(lambda: problems.card)
    assert log.stat().st_size < MOST_LOG


def test_leaving_with_control_c_is_no_problem(problems, capsys):
    problems.catch(KeyboardInterrupt, KeyboardInterrupt(), None)
    QApplication.processEvents()
    assert problems.card is None


@pytest.mark.parametrize(
    ("folder", "file", "place"),
    [
        ("/opt/samira/hubdesk", "/opt/samira/hubdesk/hubdesk/ui/page.py", "hubdesk/ui/page.py"),
        (
            "C:\\Users\\Samira\\HubDesk",
            "C:\\Users\\Samira\\HubDesk\\hubdesk\\ui\\page.py",
            "hubdesk/ui/page.py",
        ),
        ("/opt/x/site-packages", "/opt/x/site-packages/hubdesk/cli.py", "hubdesk/cli.py"),
        ("/opt/built", "hubdesk/cli.py", "hubdesk/cli.py"),  # PyInstaller names it so
        ("/opt/x", "/opt/x/site-packages/sqlalchemy/engine/base.py", "sqlalchemy/engine/base.py"),
        ("/opt/x", "/opt/samira/tool.py", "tool.py"),
        ("/opt/hubdesk", "/opt/hubdesk/samira/tool.py", "tool.py"),
        ("/opt/hubdesk", "/opt/hubdesk/tests/ui/test_page.py", "test_page.py"),
        ("/opt/x", "<string>", "<string>"),
    ],
)
def test_a_file_is_named_from_its_package_on(folder, file, place):
    """And from nothing before it: a clone is called hubdesk too, and folders bear names."""
    assert place_of(file, f"{folder}/hubdesk") == place


def test_the_hooks_are_given_back(tmp_path):
    before = (sys.excepthook, threading.excepthook)
    made = Problems(tmp_path / "x.log", lambda: NOW)
    made.install()
    made.uninstall()
    assert (sys.excepthook, threading.excepthook) == before


@pytest.mark.parametrize(
    ("choice", "scale", "size"),
    [("light", 100, (1024, 600)), ("contrast", 150, (1280, 720)), ("dark", 200, (1024, 600))],
)
def test_the_card_holds_in_every_look(
    slips, problems, window, qapp, look, choice, scale, size, capsys
):
    slips.pressed.emit(NAME)
    until(lambda: problems.card)
    walks.put_on(qapp, window, look, choice, scale, size)
    for walk in (walks.low_contrast, walks.unnamed, walks.clipped):
        assert not [wrong for wrong in walk(window) if "Something" not in wrong], walk.__name__
    card = problems.card
    assert window.rect().contains(card.geometry())
    assert card.height() >= card.sizeHint().height()
