"""What goes into the built app and what stays out, by the names PyInstaller knows them by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "pyinstaller"
SHIPPED = BUILD / "shipped.json"
FONTS = {"FiraGO_Regular", "FiraGO_Bold"}

# Imported by name at run time, so nothing in the code shows them.
HIDDEN = (
    "anyascii._data",
    "alembic.context",
    "alembic.op",
    "alembic.ddl.sqlite",
    "holidays.countries",  # all of them: the package imports every country to find one
    "logging.config",
    "lucide",
    "sqlalchemy.dialects.sqlite.pysqlite",
)
# Tools of developers, and parts of packages that the app has no use for.
LEFT_OUT = (
    *("tkinter", "pydoc", "doctest", "unittest", "test", "lib2to3", "ensurepip", "idlelib"),
    *("pip", "setuptools", "pkg_resources", "wheel", "distutils"),
    *("pytest", "_pytest", "pytestqt", "hypothesis", "mypy", "ruff", "xdist", "zxingcpp"),
    *("icalendar", "highspy"),
    *("psutil", "numpy", "pandas", "IPython", "matplotlib", "cairo", "rlPyCairo", "greenlet"),
    *("alembic.testing", "sqlalchemy.testing", "alembic.templates"),
    *("sqlalchemy.dialects.mssql", "sqlalchemy.dialects.oracle"),
    *("fontTools.pens.qtPen", "fontTools.pens.reportLabPen", "fontTools.ufoLib"),
    *("PIL._avif", "PIL._webp", "PIL._imagingcms", "PIL._imagingtk", "PIL.ImageTk", "PIL.ImageQt"),
    *("pypdfium2_cli", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL"),
)
# Files Qt's packaging brings along that a window of plain widgets never opens.
USELESS = re.compile(
    r"PySide6/Qt/(translations|qml|libexec|metatypes|resources)/"
    r"|plugins/(qmltooling|sqldrivers|designer|egldeviceintegrations|vectorimageformats|generic)/"
    r"|plugins/(tls|wayland-graphics-integration-server)/"
    r"|plugins/platforms/libq(eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc)\."
    r"|plugins/platforms/q(minimal|direct2d)\.dll"
    r"|plugins/platformthemes/libqgtk3"
    r"|plugins/imageformats/(lib)?q(tiff|webp|gif|icns|tga|wbmp|pdf)\."
    r"|libQt6(Qml|Quick|OpenGL|Pdf|VirtualKeyboard|Labs|EglFS)"
    r"|reportlab/fonts/.*\.(pfb|afm)$"
)
# Libraries that are mostly notes for debuggers: 43 of 57 MB.
DEBUG_INSIDE = ("libpython*.so*", "sqlcipher3/*.so")


def own_modules() -> list[str]:
    """Every module of HubDesk itself: words are found by name, pages when first visited."""
    found = []
    for file in sorted((ROOT / "hubdesk").rglob("*.py")):
        parts = file.relative_to(ROOT).with_suffix("").parts
        if "migrations" not in parts and parts[-1] != "__main__":
            found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def fonts_left_out(package: Path) -> list[str]:
    """Every font of pymupdf_fonts but the two faces HubDesk draws with."""
    faces = (face.stem for face in package.glob("*.py") if face.stem != "__init__")
    return [f"pymupdf_fonts.{face}" for face in sorted(faces) if face not in FONTS]


def is_needed(target: str) -> bool:
    """Whether a file PyInstaller would add is one the app opens. `target` is its place inside."""
    return not USELESS.search(target.replace("\\", "/"))


def without_orphans(
    binaries: list[tuple[str, str, str]], needs: Callable[[str], Iterable[tuple[str, str | None]]]
) -> list[tuple[str, str, str]]:
    """The binaries without libraries of the system that only left-out files had asked for.

    `needs` answers with the libraries one file is linked to, as name and path.
    """
    by_name = {Path(entry[0]).name: entry for entry in binaries}
    kept = {entry[0] for entry in binaries if not _is_library(entry[0])}
    waiting = [entry for entry in binaries if entry[0] in kept]
    while waiting:
        for name, path in needs(waiting.pop()[1]):
            entry = by_name.get(Path(path or name).name) or by_name.get(name)
            if entry and entry[0] not in kept:
                kept.add(entry[0])
                waiting.append(entry)
    return [entry for entry in binaries if entry[0] in kept]


def _is_library(target: str) -> bool:
    """Whether a file is there for another file's sake: one of the system, or of a wheel."""
    at_the_top = "/" not in target and target.startswith("lib")
    return ".libs/" in target or (at_the_top and not target.startswith("libpython"))
