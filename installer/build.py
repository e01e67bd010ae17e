"""`make installer`: builds dist/HubDesk, gathers licences, and lets the built app test itself.

The built app must work on a computer without Python, so it is run with nothing on its path, in
an empty folder, with an empty home. Exits with what the self-test exits with.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from installer import licences
from installer.contents import BUILD, DEBUG_INSIDE, ROOT

DIST = ROOT / "dist"
APP = DIST / "HubDesk"
MOST_SECONDS = 300


def build() -> None:
    """Run PyInstaller. CalledProcessError when it could not."""
    shutil.rmtree(APP, ignore_errors=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
            *("--distpath", str(DIST), "--workpath", str(BUILD)),
            str(ROOT / "installer" / "hubdesk.spec"),
        ],
        check=True,
        cwd=ROOT,
    )


def lighten(app: Path = APP) -> None:
    """Take the notes for debuggers out of the two libraries that are mostly that."""
    if sys.platform == "linux" and (strip := shutil.which("strip")):
        for pattern in DEBUG_INSIDE:
            for library in (app / "_internal").glob(pattern):
                subprocess.run([strip, "--strip-debug", str(library)], check=True)


def self_test(app: Path = APP) -> int:
    """What `hubdesk self-test` of the built app exits with, on a computer with nothing else."""
    name = "hubdesk.exe" if sys.platform == "win32" else "hubdesk"
    with tempfile.TemporaryDirectory(prefix="hubdesk-self-test-") as folder:
        nothing = Path(folder) / "nothing"
        nothing.mkdir()
        surroundings = {
            "PATH": str(nothing),
            "HOME": folder,
            "USERPROFILE": folder,
            "TMPDIR": folder,
            "TEMP": folder,
            "TMP": folder,
            "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
        }
        for kept in ("SYSTEMROOT", "WINDIR"):  # Windows itself cannot start a program without
            if kept in os.environ:
                surroundings[kept] = os.environ[kept]
        asked = subprocess.run(
            [str(app / name), "self-test"],
            cwd=folder,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            timeout=MOST_SECONDS,
            check=False,
        )
    return asked.returncode


def size_mb(folder: Path) -> float:
    """How much room a folder takes, in MB."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def main() -> int:
    """Build, gather, test."""
    began = time.monotonic()
    build()
    lighten()
    shipped = licences.collect(APP / "licences")
    print(
        f"dist/HubDesk: {size_mb(APP):.0f} MB, {len(shipped)} parts with their licences, "
        f"built in {time.monotonic() - began:.0f} s",
        flush=True,
    )
    began = time.monotonic()
    code = self_test()
    print(f"self-test without Python: exit {code} after {time.monotonic() - began:.1f} s")
    return code


if __name__ == "__main__":
    sys.exit(main())
