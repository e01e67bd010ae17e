"""The files around the code: nothing in them names a machine, and their links lead somewhere."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.parts import FRONT_DESK, LONGEST, PARTS, TRUST, part_of

ROOT = Path(__file__).parent.parent
MOST_LINES = 400
MOST_LINES_OF_A_TEST = 500  # a list of sentences reads on longer than a mechanism
# Words are spelled in two parts here, so that this file does not find itself.
HOSTS = re.compile(
    r"pypi\.o" r"rg|pythonh" r"osted|registry\.np" r"mjs|deb\.deb" r"ian|--(extra-)?index" r"-url"
)
MACHINES = re.compile(
    r"(?<![\w.])/(?:wo" r"rk|ro" r"ot|ho" r"me/\w+|Use" r"rs/\w+|fa" r"rm)/|[A-Z]:\\Us" r"ers\\\w"
)
OPEN_ENDS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b|raise NotImplemented" r"Error")
SKIPS = re.compile(r"pytest\.sk" r"ip\(")
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
IN_BACKTICKS = re.compile(r"`((?:hubdesk|tools|tests|installer|docs|resources)/[\w/.-]+)`")
SKIPPED = {".git", ".venv", "build", "dist", "demo", "node_modules", "__pycache__"}
# The lock may be made with an index turned off, and says so nowhere; the Makefile does say so.
MAY_SAY_NO_INDEX = {"Makefile"}


@cache
def files() -> tuple[Path, ...]:
    """Every file that would be committed. Without git, every file that is not made here."""
    asked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode == 0:
        found = [ROOT / name for name in asked.stdout.splitlines()]
    else:
        found = [p for p in ROOT.rglob("*") if not SKIPPED & set(p.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in found if path.is_file()))


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Name and text of each file that is text."""
    found = []
    for path in files():
        if path.suffix in {".png", ".pdf", ".xlsx", ".ico", ".icns", ".zip", ".db"}:
            continue
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith("tests/samples/"):
            found.append((name, path.read_text("utf-8")))
    return tuple(found)


@cache
def sources() -> tuple[tuple[str, str, ast.Module], ...]:
    """Name, text and tree of each Python file."""
    found = [(name, text) for name, text in texts() if name.endswith(".py")]
    return tuple((name, text, ast.parse(text, name)) for name, text in found)


@pytest.fixture(scope="module", autouse=True)
def _trees_go() -> Iterator[None]:
    """The trees of all sources take half a gigabyte, and no other file of tests wants them."""
    yield
    sources.cache_clear()


def lines_with(pattern: re.Pattern[str], suffix: str = "") -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts()
        if name.endswith(suffix) and name != "tests/test_repository.py"
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_package_index():
    found = [line for line in lines_with(HOSTS) if line.split(":")[0] not in MAY_SAY_NO_INDEX]
    assert not found, "\n" + "\n".join(found)


def test_no_file_names_a_path_of_somebodys_machine():
    found = lines_with(MACHINES)
    assert not found, "\n" + "\n".join(found)


def test_the_lock_pins_every_package_by_hash():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    packages = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n?", "", lock).strip())
    assert len(packages) > 30
    for package in packages:
        assert re.match(r"[a-z0-9._-]+==\S+", package), package[:80]
        assert "--hash=sha256:" in package, package[:80]


def test_every_dependency_is_in_the_lock():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    lock = (ROOT / "requirements.lock").read_text("utf-8").lower()
    for line in wanted:
        name = re.split(r"[<>=\[]", line)[0].lower().replace("_", "-")  # [: what else it brings
        assert re.search(rf"(?m)^{re.escape(name)}==", lock), f"{name}: run make lock"


def test_every_file_begins_by_saying_what_it_is_for():
    found = []
    for name, text, tree in sources():
        first = ast.get_docstring(tree) or ""
        if not re.match(r"""(#!.*\n)?r?""\"""", text) or not first.partition("\n")[0].strip():
            found.append(name)
    assert not found, "\n" + "\n".join(found)


def most_lines(name: str) -> int:
    return MOST_LINES_OF_A_TEST if name.startswith("tests/") else MOST_LINES


def test_no_file_is_too_long_to_read_in_one_sitting():
    found = [
        f"{name}: {count} lines"
        for name, text, tree in sources()
        if "/migrations/versions/" not in name  # written once, never edited
        if (count := len(text.splitlines())) > most_lines(name)
    ]
    assert not found, "\n" + "\n".join(found)


def test_nothing_is_left_open_in_the_code():
    found = lines_with(OPEN_ENDS, ".py")
    assert not found, "\n" + "\n".join(found)


def test_only_the_theme_sets_a_style_sheet():
    found = [
        f"{name}:{node.lineno}: setStyleSheet"
        for name, text, tree in sources()
        if name.startswith("hubdesk/") and name != "hubdesk/ui/theme.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "setStyleSheet"
    ]
    assert not found, "\n" + "\n".join(found)


def test_no_colour_stands_outside_the_tokens():
    found = [
        f"{name}:{node.lineno}: {ast.unparse(node)}"
        for name, text, tree in sources()
        if name.startswith("hubdesk/ui/") and name != "hubdesk/ui/tokens.py"
        for node in ast.walk(tree)
        if _is_colour(node)
    ]
    assert not found, "\n" + "\n".join(found)


def _is_colour(node: ast.AST) -> bool:
    """ "#1A5FB4", or QColor made of figures or of a name."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(COLOUR.fullmatch(node.value))
    is_made = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("QColor")
    return is_made and any(isinstance(part, ast.Constant) for part in node.args)


PAGES = [name for name, _ in texts() if name.endswith(".md")]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_to_a_file(page: str):
    text = (ROOT / page).read_text("utf-8")
    here = (ROOT / page).parent
    for target in LINK.findall(text):
        if "://" in target or target.startswith(("#", "mailto:")):
            continue
        assert (here / target.partition("#")[0]).exists(), f"{page}: {target}"


def parts_of(page: Path) -> set[str]:
    """What a link to a part of a page is called, as GitHub makes it of its heading."""
    headings = re.findall(r"(?m)^#+ (.+)$", page.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in headings}


def test_every_part_of_a_page_that_a_link_names_is_there():
    found = 0
    for name in PAGES:
        for target in LINK.findall((ROOT / name).read_text("utf-8")):
            path, _, part = target.partition("#")
            if "://" not in target and part:
                found += 1
                page = (ROOT / name).parent / path if path else ROOT / name
                assert part in parts_of(page), f"{name}: {target}"
    assert found >= 5


@pytest.mark.parametrize("page", PAGES)
def test_every_file_a_page_names_is_there(page: str):
    for name in IN_BACKTICKS.findall((ROOT / page).read_text("utf-8")):
        assert (ROOT / name.rstrip("./")).exists(), f"{page}: {name}"


def test_the_readme_and_its_company_are_there():
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"):
        assert (ROOT / name).stat().st_size > 500, name


def test_the_code_holds_no_name_of_who_asked_for_what():
    """Comments speak of hubs, not of how the work was handed out."""
    found = lines_with(re.compile(r"\b(issue|ticket) #?\d+\b", re.IGNORECASE), ".py")
    assert not found, "\n" + "\n".join(found)


def test_a_test_is_skipped_only_where_another_system_is_needed():
    reasons = re.compile(r"skipif\([^)]*?reason=\"([^\"]+)\"", re.DOTALL)
    for name, text in texts():
        if name.startswith("tests/") and name.endswith(".py"):
            assert not SKIPS.search(text), f"{name}: mark it, so that a clone leaves it out"
            for reason in reasons.findall(text):
                assert re.search(r"Windows|Linux|macOS", reason), (name, reason)


def test_every_test_file_belongs_to_one_part():
    files = sorted(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    parts = {name: part_of(name) for name in files}
    assert set(parts.values()) == set(PARTS)
    assert parts["test_tail.py"] == TRUST
    assert parts["test_front_desk.py"] == FRONT_DESK
    assert set(LONGEST) <= set(files)


# What a file of the front desk has no business with: it is of figures, or of what is sent.
OF_OTHER_PARTS = re.compile(
    r"^from (hubdesk\.queries\.publishing|hubdesk\.ui\.reports|hubdesk\.sync|hubdesk\.app\.fetch"
    r"|tests\.disclosure_|tests\.sync|tests\.fetching_killed)",
    re.MULTILINE,
)


def test_a_test_of_figures_or_of_sending_does_not_fall_to_the_front_desk():
    """A file that no pattern names does, and `make test PART=figures` would leave it out."""
    found = [
        name
        for name, text in texts()
        if re.fullmatch(r"tests/.*test_\w+\.py", name)
        and part_of(name.split("/")[-1]) == FRONT_DESK
        if name.startswith("tests/sync/") or OF_OTHER_PARTS.search(text)
    ]
    assert found == [], "name them in tests/parts.py"
