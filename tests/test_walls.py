"""Which room may open which door: the table of ARCHITECTURE.md, kept by reading the imports."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "hubdesk"

GROUND = {"errors", "messages", "paths", "settings", "ids", "i18n", "spelling", "sounding", "typed"}
TOGETHER = {"app", "cli", "__main__"}
EVERYTHING = {"models", "queries", "operations", "imports", "store", "reports", "sync", "ui"}
ROOMS = {
    **{room: set[str]() for room in GROUND | {"__init__"}},
    "models": set[str](),
    "queries": {"models"},
    "operations": {"queries", "models"},
    "imports": set[str](),
    "store": {"models"},
    "reports": {"queries"},
    "sync": {"store", "operations", "queries", "models"},
    "sample": {"store", "operations", "queries", "models", "imports"},
    "ui": EVERYTHING,
    **dict.fromkeys(TOGETHER, EVERYTHING | TOGETHER | {"sample"}),
}
# A library not named here may be used in no room; a room not named with it may not use it.
LIBRARIES = {
    "PySide6": {"ui", "i18n"},
    "shiboken6": {"ui"},
    "sqlalchemy": {"models", "queries", "operations", "store", "sync"},
    "alembic": {"store"},
    "sqlcipher3": {"store"},
    "cryptography": {"store", "sync"},
    "argon2": {"store"},
    "keyring": {"store"},
    "pyrage": {"store", "sync"},
    "zstandard": {"sync"},
    "opendal": {"sync"},
    "python_calamine": {"imports"},
    "PIL": {"imports"},
    "reportlab": {"reports"},
    "fontTools": {"reports"},
    "uharfbuzz": {"reports"},
    "bidi": {"reports"},
    "xlsxwriter": {"reports"},
    "segno": {"reports", "ui"},
    "pymupdf_fonts": {"reports", "ui"},
    "lucide": {"ui"},
    "pypdfium2": {"ui"},
    "holidays": {"operations", "queries"},
    "phonenumbers": {"typed"},
    "anyascii": {"spelling"},
    "uuid_utils": {"ids"},
    "platformdirs": {"paths"},
    "typing_extensions": EVERYTHING,
}
# What can speak to another computer. The second start raises the first window by a local socket.
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "xmlrpc"}
NETWORK_ALLOWED = {"ui/instance.py", "ui/connection.py"}
NO_NAMES = {"utils", "util", "helpers", "helper", "managers", "manager"} | {
    *("services", "service", "mixins", "mixin", "common", "misc")
}
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter", "time_ns"}
CLOCK_OWNERS = {"datetime", "date", "time"}
FILES = {"read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "touch"}
STATEMENT = re.compile(r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|PRAGMA|BEGIN)\s+\S", re.DOTALL)
# The icons come as a database of their package, which has nothing to do with ours.
STATEMENTS_ALLOWED = {"ui/icons.py"}


@dataclass(frozen=True)
class File:
    """One file of the app: its room, what it says, and where to find it."""

    path: Path
    root: Path

    @property
    def room(self) -> str:
        return self.path.relative_to(self.root).parts[0].removesuffix(".py")

    @property
    def name(self) -> str:
        return self.path.relative_to(self.root).as_posix()

    @property
    def module(self) -> str:
        parts = ("hubdesk", *self.path.relative_to(self.root).with_suffix("").parts)
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def tree(self) -> ast.Module:
        return parsed(self.path)

    def says(self, node: ast.AST, what: str) -> str:
        return f"{self.root.name}/{self.name}:{getattr(node, 'lineno', 1)}: {what}"

    def imports(self, tree: ast.AST | None = None) -> Iterator[tuple[ast.AST, str]]:
        """Every imported thing with its full dotted name; a name taken from a module included."""
        for node in ast.walk(tree or self.tree):
            if isinstance(node, ast.Import):
                yield from ((node, name.name) for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                yield from ((node, f"{node.module}.{name.name}") for name in node.names)

    def texts(self) -> Iterator[tuple[ast.AST, str]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node, node.value

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@pytest.fixture(scope="module", autouse=True)
def _trees_go() -> Iterator[None]:
    """The trees of all sources take half a gigabyte, and no other file of tests wants them."""
    yield
    parsed.cache_clear()


def files(root: Path) -> list[File]:
    return [File(path, root) for path in sorted(root.rglob("*.py"))]


def rooms_without_a_door(root: Path) -> Iterator[str]:
    for file in files(root):
        if file.room not in ROOMS:
            yield file.says(file.tree, f"{file.room} is no room of the house")


def wrong_rooms(root: Path) -> Iterator[str]:
    for file in files(root):
        may = ROOMS.get(file.room, EVERYTHING) | GROUND | {file.room}
        for node, name in file.imports():
            parts = name.split(".")
            of_ours = parts[0] == "hubdesk" and len(parts) > 1 and is_room(parts[1], root)
            if of_ours and parts[1] not in may:
                yield file.says(node, f"{file.room} may not import {parts[1]}")


def is_room(name: str, root: Path) -> bool:
    """Whether `from hubdesk import name` names a room, not something like __version__."""
    return name in ROOMS or (root / name).exists() or (root / f"{name}.py").exists()


def wrong_libraries(root: Path) -> Iterator[str]:
    for file in files(root):
        for node, name in file.imports():
            library = name.split(".")[0]
            if library == "hubdesk" or library in sys.stdlib_module_names:
                continue
            if library not in LIBRARIES or file.room not in LIBRARIES[library] | TOGETHER:
                yield file.says(node, f"{file.room} may not import {library}")
            elif file.room in GROUND and name.startswith("PySide6") and not is_core(name):
                yield file.says(node, f"{file.room} may import QtCore alone")


def speaks_to_the_network(root: Path) -> Iterator[str]:
    for file in files(root):
        if file.room == "sync" or file.name in NETWORK_ALLOWED:
            continue
        for node, name in file.imports():
            if name.split(".")[0] in NETWORK or name.startswith("PySide6.QtNetwork"):
                yield file.says(node, f"{file.room} speaks to no other computer ({name})")


def is_core(name: str) -> bool:
    return name.startswith("PySide6.QtCore.")


def relative_imports(root: Path) -> Iterator[str]:
    for file in files(root):
        for node in ast.walk(file.tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                yield file.says(node, "imports are absolute: from hubdesk.x import y")


def names_that_say_nothing(root: Path) -> Iterator[str]:
    for file in files(root):
        for part in file.path.relative_to(root).with_suffix("").parts:
            if part in NO_NAMES:
                yield file.says(file.tree, f"{part} does not say what is in it")


def looks_at_the_clock(root: Path) -> Iterator[str]:
    for file in files(root):
        if file.room not in {"models", "queries", "operations", "reports"}:
            continue
        for call in file.calls():
            match call.func:
                case ast.Attribute(attr=attr, value=ast.Name(id=owner)):
                    if attr in CLOCKS and owner in CLOCK_OWNERS:
                        yield file.says(call, f"{owner}.{attr}() reads the clock; hand `now` in")
        for node, name in file.imports():
            if name.startswith("time.") and name.split(".")[1] in CLOCKS:
                yield file.says(node, f"{name} reads the clock; hand `now` in")


def touches_files(root: Path) -> Iterator[str]:
    for file in files(root):
        if file.room not in {"models", "queries", "operations", "reports"}:
            continue
        for call in file.calls():
            match call.func:
                case ast.Name(id="open"):
                    yield file.says(call, f"{file.room} opens no file")
                case ast.Attribute(attr=attr) if attr in FILES or attr == "open":
                    yield file.says(call, f"{file.room} touches no file ({attr})")


def commits(root: Path) -> Iterator[str]:
    for file in files(root):
        for call in file.calls():
            match call.func:
                case ast.Attribute(attr="commit") if file.room != "store":
                    yield file.says(call, "only the store commits")


def statements_in_windows(root: Path) -> Iterator[str]:
    for file in files(root):
        if file.room not in {"ui", "app", "cli"}:
            continue
        for node, text in file.texts():
            if STATEMENT.match(text) and file.name not in STATEMENTS_ALLOWED:
                yield file.says(node, f"SQL in {file.room}")


def paths_to_resources(root: Path) -> Iterator[str]:
    for file in files(root):
        if file.room == "paths":
            continue
        for node, text in file.texts():
            if file.room in ("sync", "reports") and text == "resources":
                continue  # so a data package calls its parts
            if re.fullmatch(r"(.*[/\\])?resources([/\\].*)?", text):
                yield file.says(node, "only paths.resource finds a resource")


def imports_in_a_ring(root: Path) -> Iterator[str]:
    """Rings of files that import each other when they are imported. Lazy imports do not count."""
    modules = {file.module: file for file in files(root)}
    edges = {
        name: {target for target in _imported_at_once(file, modules) if target != name}
        for name, file in modules.items()
    }
    done: set[str] = set()

    def walk(name: str, above: tuple[str, ...]) -> Iterator[str]:
        if name in above:
            ring = " → ".join((*above[above.index(name) :], name))
            yield modules[name].says(modules[name].tree, f"imports go round: {ring}")
        elif name not in done:
            for target in sorted(edges[name]):
                yield from walk(target, (*above, name))
            done.add(name)

    for name in sorted(edges):
        yield from walk(name, ())


def _imported_at_once(file: File, modules: dict[str, File]) -> Iterator[str]:
    for statement in file.tree.body:
        match statement:
            case ast.Import() | ast.ImportFrom():
                for _, name in file.imports(statement):
                    known = name if name in modules else name.rpartition(".")[0]
                    if known in modules:
                        yield known


WALLS = (
    rooms_without_a_door,
    wrong_rooms,
    wrong_libraries,
    speaks_to_the_network,
    relative_imports,
    names_that_say_nothing,
    looks_at_the_clock,
    touches_files,
    commits,
    statements_in_windows,
    paths_to_resources,
    imports_in_a_ring,
)


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.__name__)
def test_the_house_stands(wall: Callable[[Path], Iterator[str]]):
    found = list(wall(ROOT))
    assert not found, "\n" + "\n".join(found)


BREACHES = {
    rooms_without_a_door: ("kitchen/tea.py", "x = 1", 1, "kitchen is no room"),
    wrong_rooms: ("models/a.py", "\nfrom hubdesk.ui import b", 2, "models may not import ui"),
    wrong_libraries: ("ui/a.py", "import sqlalchemy", 1, "ui may not import sqlalchemy"),
    speaks_to_the_network: ("store/a.py", "\nimport socket", 2, "speaks to no other computer"),
    relative_imports: ("ui/a.py", "from . import b", 1, "imports are absolute"),
    names_that_say_nothing: ("ui/helpers.py", "", 1, "helpers does not say"),
    looks_at_the_clock: (
        *("operations/a.py", "from datetime import datetime\nx = datetime.now()", 2, "the clock"),
    ),
    touches_files: ("reports/a.py", "\n\nopen('x')", 3, "opens no file"),
    commits: ("operations/a.py", "def f(db):\n    db.commit()", 2, "only the store commits"),
    statements_in_windows: ("ui/a.py", "x = 'SELECT * FROM loan'", 1, "SQL in ui"),
    paths_to_resources: ("ui/a.py", "x = 'resources/mark.svg'", 1, "only paths.resource"),
    imports_in_a_ring: ("ui/a.py", "from hubdesk.ui import b", 1, "imports go round"),
}


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.__name__)
def test_a_breach_is_found_and_named_with_its_line(
    wall: Callable[[Path], Iterator[str]], tmp_path: Path
):
    name, text, line, what = BREACHES[wall]
    bad = tmp_path / "hubdesk" / name
    bad.parent.mkdir(parents=True)
    bad.write_text(text, "utf-8")
    if wall is imports_in_a_ring:
        (bad.parent / "b.py").write_text("from hubdesk.ui.a import x", "utf-8")
    (found, *more) = list(wall(tmp_path / "hubdesk"))
    assert found.startswith(f"hubdesk/{name}:{line}: "), found
    assert what in found
    assert not more


def test_putting_together_is_imported_by_no_room():
    assert all(not TOGETHER & may for room, may in ROOMS.items() if room not in TOGETHER)
