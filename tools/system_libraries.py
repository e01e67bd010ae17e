"""What the computer itself must have before HubDesk is set up: Qt's libraries, fonts, venv.

The tests of the public pages also need a browser and its driver.

Runs on a bare Python, before anything is installed. On Debian and Ubuntu it installs what is
missing when it is root, and otherwise prints the one line that does. Elsewhere it has nothing
to do: other systems bring these libraries with them.
"""

from __future__ import annotations

import argparse
import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

OFFSCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
SCREEN = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libcups.so.2": "libcups2",
}
# Scripts of Birmingham's names that HubDesk's own font does not draw.
SCRIPTS = {"pa": "Gurmukhi", "bn": "Bengali", "ta": "Tamil", "am": "Ethiopic", "zh-cn": "Han"}
# 46 s and 120 MB, once; where a browser with its driver is there, that one is used.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONTS = "fonts-noto-core"
HAN_FONTS = "fonts-wqy-microhei"  # 1.6 MB, Korean and Japanese too; Noto's has 56


def missing_libraries(wanted: dict[str, str]) -> list[str]:
    """The packages whose library cannot be loaded."""
    missing = []
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


class _FontSet(ctypes.Structure):
    _fields_ = (("count", ctypes.c_int), ("room", ctypes.c_int), ("fonts", ctypes.c_void_p))


def missing_scripts() -> list[str]:
    """The scripts no font of this computer draws, asked of fontconfig itself."""
    try:
        fc = ctypes.CDLL("libfontconfig.so.1")
    except OSError:
        return list(SCRIPTS.values())
    fc.FcNameParse.restype = ctypes.c_void_p
    fc.FcObjectSetCreate.restype = ctypes.c_void_p
    fc.FcFontList.restype = ctypes.POINTER(_FontSet)
    fc.FcFontList.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
    missing = []
    for language, script in SCRIPTS.items():
        pattern = fc.FcNameParse(f":lang={language}".encode())
        found = fc.FcFontList(None, pattern, fc.FcObjectSetCreate())
        if not found or found.contents.count == 0:
            missing.append(script)
    return missing


def missing_venv(venv: Path) -> list[str]:
    """The package that lets Python make a virtual environment, where it is not there."""
    if (venv / "bin" / "python").exists() or importlib.util.find_spec("ensurepip"):
        return []
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def missing_browser() -> list[str]:
    """The packages of a browser that a test can drive without a window."""
    driver = shutil.which("chromedriver") or shutil.which(
        "chromedriver", path=os.environ.get("CHROMEWEBDRIVER", "")
    )
    there = any(map(shutil.which, BROWSERS))
    return [] if driver and there else ["chromium", "chromium-driver"]


def wanted_packages(venv: Path, screen: bool, browser: bool = False) -> list[str]:
    """What apt should bring, in the order it is told."""
    packages = missing_venv(venv) + missing_libraries(OFFSCREEN)
    if screen:
        packages += missing_libraries(SCREEN)
    missing = list(SCRIPTS.values()) if "libfontconfig1" in packages else missing_scripts()
    if set(missing) - {"Han"}:
        packages.append(FONTS)
    if "Han" in missing:
        packages.append(HAN_FONTS)
    return [*packages, *missing_browser()] if browser else packages


def install(packages: list[str]) -> None:
    """Bring the packages with apt-get. CalledProcessError when it could not."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("Installing for this computer:", " ".join(packages), flush=True)
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        check=True,
        env=quiet,
        stdout=subprocess.DEVNULL,
    )


def main() -> int:
    """0 when everything is there now."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--venv", type=Path, default=Path(".venv"))
    reader.add_argument("--screen", action="store_true", help="also what a real screen needs")
    reader.add_argument("--browser", action="store_true", help="also a browser, for its tests")
    asked = reader.parse_args()
    if sys.version_info < (3, 11):  # noqa: UP036  an older Python may well be what runs this
        print("HubDesk needs Python 3.11 or newer.", file=sys.stderr)
        return 1
    if sys.platform != "linux" or not shutil.which("apt-get"):
        return 0
    has_screen = asked.screen and bool(os.environ.get("DISPLAY"))
    packages = wanted_packages(asked.venv, has_screen, asked.browser)
    if not packages:
        return 0
    if os.geteuid() != 0:
        print("This computer needs a little more first. Run this, then make again:")
        print(f"  sudo apt-get install {' '.join(packages)}")
        return 1
    try:
        install(packages)
    except subprocess.CalledProcessError as problem:
        print(f"apt-get ended with {problem.returncode}. Run this, then make again:")
        print(f"  apt-get install {' '.join(packages)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
