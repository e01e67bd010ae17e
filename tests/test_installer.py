"""What ships in the built app: nothing it needs is left out, and every part has its licence."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

from installer import contents, licences

ROOT = Path(__file__).parent.parent


def imported_by_the_app() -> set[str]:
    found = set()
    for path in (ROOT / "hubdesk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found.update(name.name for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.update(f"{node.module}.{name.name}" for name in node.names)
                found.add(node.module)
    return found


def test_nothing_the_app_imports_is_left_out():
    imported = imported_by_the_app()
    out = {*contents.LEFT_OUT, *contents.fonts_left_out(_package("pymupdf_fonts"))}
    assert not {name for name in imported if any(_within(name, left) for left in out)}


def test_what_is_imported_by_name_is_there():
    for name in contents.HIDDEN:
        assert find_spec(name), name


def test_both_faces_of_the_house_font_ship_and_no_other():
    faces = {face.stem for face in _package("pymupdf_fonts").glob("*.py")} - {"__init__"}
    left_out = {
        name.rpartition(".")[2] for name in contents.fonts_left_out(_package("pymupdf_fonts"))
    }
    assert faces - left_out == contents.FONTS


def test_every_part_that_ships_has_a_licence_text():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    files = []
    for line in project["dependencies"]:
        one = distribution(re.split(r"[<>=]", line)[0])
        files += [Path(str(one.locate_file(file))).resolve() for file in one.files or ()]
    found = licences.parts(files)
    assert len(found) >= len(project["dependencies"])
    assert not [part.name for part in found if not part.texts]
    assert licences.python_itself().texts


def test_windows_and_linux_names_of_a_useless_file_are_both_known():
    assert not contents.is_needed("PySide6/Qt/plugins/sqldrivers/libqsqlite.so")
    assert not contents.is_needed(r"PySide6\plugins\sqldrivers\qsqlite.dll")
    assert contents.is_needed("PySide6/Qt/plugins/platforms/libqoffscreen.so")
    assert contents.is_needed("PySide6/Qt/plugins/platforms/libqxcb.so")
    assert contents.is_needed("PySide6/Qt/plugins/printsupport/libcupsprintersupport.so")
    assert contents.is_needed("PySide6/plugins/platforms/qwindows.dll")
    assert contents.is_needed("PySide6/plugins/networkinformation/qnetworklistmanager.dll")


def test_a_library_goes_when_nothing_that_stays_is_linked_to_it():
    links = {
        "/qt/a.so": [("libused.so.1", "/usr/libused.so.1")],
        "/usr/libused.so.1": [("libdeep.so.2", "/usr/libdeep.so.2.4")],
        "/usr/libonce.so.1": [("libused.so.1", "/usr/libused.so.1")],
    }
    binaries = [
        ("PySide6/a.so", "/qt/a.so", "BINARY"),
        ("libused.so.1", "/usr/libused.so.1", "BINARY"),
        ("libdeep.so.2", "/usr/libdeep.so.2.4", "BINARY"),
        ("libonce.so.1", "/usr/libonce.so.1", "BINARY"),
    ]
    kept = contents.without_orphans(binaries, lambda source: links.get(source, []))
    assert [target for target, _, _ in kept] == ["PySide6/a.so", "libused.so.1", "libdeep.so.2"]


def _package(name: str) -> Path:
    spec = find_spec(name)
    assert spec
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


def _within(name: str, left: str) -> bool:
    return name == left or name.startswith(f"{left}.")
