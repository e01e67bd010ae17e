"""What a fresh computer is told it needs, before anything of HubDesk is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tools import system_libraries

ROOT = Path(__file__).parent.parent
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="apt-get is on Linux")


@pytest.fixture
def bare_debian(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A Debian that lacks EGL and a Bengali font; what apt-get is asked for is kept."""
    asked: list[list[str]] = []

    def run(command: list[str], **_: Any) -> None:
        asked.append(command)

    monkeypatch.setattr(
        system_libraries, "OFFSCREEN", {"libNotHere.so.1": "libegl1", "libc.so.6": "libc6"}
    )
    monkeypatch.setattr(system_libraries, "missing_scripts", lambda: ["Bengali"])
    monkeypatch.setattr(system_libraries.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system_libraries.subprocess, "run", run)
    monkeypatch.setattr(sys, "argv", ["system_libraries.py"])
    return asked


@ON_LINUX
def test_somebody_without_rights_is_told_the_exact_line(
    bare_debian: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setattr(system_libraries.os, "geteuid", lambda: 1000)
    assert system_libraries.main() == 1
    assert "\n  sudo apt-get install libegl1 fonts-noto-core\n" in capsys.readouterr().out
    assert bare_debian == []


@ON_LINUX
def test_root_is_brought_what_is_missing_and_nothing_else(
    bare_debian: list[list[str]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(system_libraries.os, "geteuid", lambda: 0)
    assert system_libraries.main() == 0
    update, install = bare_debian
    assert update[:2] == ["apt-get", "update"]
    assert install[-2:] == ["libegl1", "fonts-noto-core"]


@ON_LINUX
def test_tests_that_drive_a_browser_bring_one_only_where_there_is_none(
    bare_debian: list[list[str]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(system_libraries.os, "geteuid", lambda: 0)
    monkeypatch.setattr(sys, "argv", ["system_libraries.py", "--browser"])
    assert system_libraries.main() == 0
    assert bare_debian[-1][-2:] == ["libegl1", "fonts-noto-core"]
    which = system_libraries.shutil.which
    lacks = {"chromedriver"}
    monkeypatch.setattr(
        system_libraries.shutil,
        "which",
        lambda name, path="": None if name in lacks else which(name),
    )
    assert system_libraries.main() == 0
    assert bare_debian[-1][-2:] == ["chromium", "chromium-driver"]


@ON_LINUX
def test_a_python_that_cannot_make_a_venv_is_named_by_its_package(
    bare_debian: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
):
    monkeypatch.setattr(system_libraries.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system_libraries.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(sys, "argv", ["system_libraries.py", "--venv", str(tmp_path)])
    assert system_libraries.main() == 1
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    assert f"sudo apt-get install {version}-venv libegl1" in capsys.readouterr().out


def test_the_computer_that_runs_these_tests_has_what_is_needed():
    """And the tool itself needs nothing but Python: it runs isolated, without our packages."""
    asked = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "tools" / "system_libraries.py")],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert asked.returncode == 0, asked.stdout + asked.stderr


def test_every_script_of_the_names_in_the_city_is_asked_for():
    assert set(system_libraries.SCRIPTS.values()) >= {"Gurmukhi", "Bengali", "Tamil", "Ethiopic"}
