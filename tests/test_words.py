"""Every text a person can see follows the rules for words, wherever in the code it stands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.words import faults

ROOT = Path(__file__).parent.parent / "hubdesk"

TRANSLATORS = {"_t", "tr", "translate"}
# What Qt shows: every string handed to one of these is visible, whatever it looks like.
SHOWERS = {
    *("setText", "setPlaceholderText", "setToolTip", "setWindowTitle", "setAccessibleName"),
    *("setAccessibleDescription", "setStatusTip", "setWhatsThis", "setTitle", "setHtml"),
    *("setInformativeText", "addItem", "addTab", "addAction", "addMenu", "setHeaderData"),
    *("QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction"),
}
# Arguments that hold words in the tables of actions, settings and columns.
WORDED = {"label", "words", "title", "tip", "hint", "text", "what", "next", "heading", "help"}
# Files whose strings are style sheets, drawings and names of colours, not words.
NO_WORDS = {"ui/sheet.py", "ui/theme.py", "ui/tokens.py", "ui/icons.py", "ui/mark.py"}
ROOMS_OF_WORDS = (
    *("ui/", "messages/", "reports/", "app/", "operations/", "queries/"),
    *("settings.py", "cli.py", "typed.py"),
)
SENTENCE = re.compile(r"[“A-Z{][^{};]*\s\S.*|.*\s.*[.?]", re.DOTALL)
STATEMENT = re.compile(r"(SELECT|WITH|INSERT|UPDATE|DELETE|CREATE) ")
LOGS = {"debug", "info", "warning", "error", "exception", "critical"}

Seen = tuple[Path, int, str]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@pytest.fixture(scope="module", autouse=True)
def _trees_go() -> Iterator[None]:
    """The trees of all sources take half a gigabyte, and no other file of tests wants them."""
    yield
    parsed.cache_clear()


@cache
def visible(path: Path) -> tuple[Seen, ...]:
    """Every text in a file that a person may come to see, with its line."""
    return tuple(dict.fromkeys(_visible(path)))


def _visible(path: Path) -> Iterator[Seen]:
    tree = parsed(path)
    hidden = {id(node) for node in _unseen(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in TRANSLATORS | SHOWERS:
            yield from ((path, at.lineno, at.value) for at in _strings(node.args))
        elif isinstance(node, ast.keyword) and node.arg in WORDED:
            yield from ((path, at.lineno, at.value) for at in _strings([node.value]))
        elif id(node) not in hidden and isinstance(node, ast.Constant) and _is_sentence(node):
            yield path, node.lineno, str(node.value)


def _is_sentence(node: ast.Constant) -> bool:
    text = node.value
    return isinstance(text, str) and bool(SENTENCE.fullmatch(text)) and not STATEMENT.match(text)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _strings(nodes: list[ast.expr]) -> Iterator[ast.Constant]:
    for node in nodes:
        # An argument may be a literal, a choice between two, or a literal with .format().
        for part in ast.walk(node):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part


def _unseen(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, what is raised or logged, and types: read by developers, not by people."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value
        elif isinstance(node, ast.Raise | ast.Assert) or _is_log(node):
            yield from ast.walk(node)
        elif isinstance(node, ast.AnnAssign):
            yield from ast.walk(node.annotation)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _is_log(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _name(node.func) in LOGS


def test_every_room_of_words_is_there():
    for room in ROOMS_OF_WORDS:
        assert (ROOT / room).exists(), room


def files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if name.startswith(ROOMS_OF_WORDS) and name not in NO_WORDS:
            yield path


def complaints(root: Path) -> list[str]:
    """Every fault, with file and line."""
    return [
        f"{path.relative_to(root.parent).as_posix()}:{line}: {text!r} {fault}"
        for file in files(root)
        for path, line, text in visible(file)
        for fault in faults(text)
    ]


def filled_before_translating(root: Path) -> list[str]:
    """Where facts are put into a text before it is looked up, so that no language can have it."""
    return [
        f"{path.relative_to(root.parent).as_posix()}:{node.lineno}: translate first, then .format()"
        for path in sorted(root.rglob("*.py"))
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and _name(node.func) in TRANSLATORS
        if any(isinstance(argument, ast.JoinedStr) for argument in node.args)
    ]


def test_every_visible_text_follows_the_rules_for_words():
    found = complaints(ROOT)
    assert not found, "\n" + "\n".join(found)


def test_facts_are_filled_in_after_translating():
    found = filled_before_translating(ROOT)
    assert not found, "\n" + "\n".join(found)


def test_the_rules_read_a_good_part_of_the_app():
    texts = {text for file in files(ROOT) for _, _, text in visible(file)}
    assert len(texts) > 150
    assert "Scan a device first." in texts


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Please scan again.", "says “Please”"),
        ("Upload failed", "says “Upload”"),
        ("OK", "says “OK”"),
        ("Saved!", "has an exclamation mark"),
        (" ".join(["word"] * 21) + ".", "has a sentence of 21 words"),
    ],
)
def test_a_text_that_breaks_a_rule_is_named(text: str, fault: str):
    assert fault in faults(text)


def test_what_staff_say_every_day_is_allowed():
    for text in ("Lend 2 devices to Samira", "3 waiting to send", "Look up a book", "Broken key"):
        assert faults(text) == []


def test_words_are_found_wherever_they_stand(tmp_path: Path):
    page = tmp_path / "hubdesk" / "ui" / "page.py"
    page.parent.mkdir(parents=True)
    page.write_text(
        '"""An error here is for developers."""\n'
        'label.setText("OK")\n'
        'TIPS = {"a": "Sorry, nothing here"}\n'
        'Action(label="Retry")\n'
        'log.warning("Upload failed badly.")\n'
        'x = _t(f"{a} is late")\n',
        "utf-8",
    )
    root = tmp_path / "hubdesk"
    assert [line.split(": ")[0] for line in complaints(root)] == [
        "hubdesk/ui/page.py:2",
        "hubdesk/ui/page.py:3",
        "hubdesk/ui/page.py:4",
    ]
    assert filled_before_translating(root) == [
        "hubdesk/ui/page.py:6: translate first, then .format()"
    ]
