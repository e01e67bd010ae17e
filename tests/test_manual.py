"""The pages for a manager name buttons, menus, keys and commands as the app has them."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from hubdesk.cli import _parser
from hubdesk.queries.what_leaves import may_leave
from hubdesk.ui.actions import ACTIONS
from hubdesk.ui.settings.groups import GROUPS
from tools.keys_page import keys

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
MANAGERS = (
    *("bringing-in", "drills", "equality", "how-long", "kept-safe", "keys-and-codes", "lock"),
    *("reports", "safeguarding", "sending", "skills-lists", "this-week"),
)
STARS = (*MANAGERS, "at-a-place", "brief", "region-feed")
PAGES = (
    *(ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md"),
    *sorted(DOCS.glob("*.md")),
)
# Starred words that are no text of ours. Each has to stand on its page, so none outlives its use.
OTHERS = {
    "bringing-in": {"Undeployable", "Archived", "Pending"},
    "drills": {"By hand.", "HubDesk copies …"},
    "sending": {"Create new app password", "HubDesk", "OneDrive / HubDesk", "file (1).hdb"},
}
STARRED = re.compile(r"(?<![*\w])\*([^*\s][^*]*?)\*(?![*\w])")
IN_STARS = 60  # so many there are at least: a test that finds nothing proves nothing
NAMED = 40  # commands
KEYS = re.compile(r"\b(?:Ctrl|Alt)(?:\+(?:Shift|[A-Z0-9]\b|PgUp|PgDn|PgDown|Enter))+")


@cache
def texts() -> frozenset[str]:
    """Every text in the code that is no docstring, with … where facts are filled in."""
    found = {kind.title for kind in may_leave().values()}
    for path in (ROOT / "hubdesk").rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        found |= {
            re.sub(r"\{[^}]*\}", "…", node.value)
            for node in nodes
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        }
    return frozenset(found)


def is_ours(words: str) -> bool:
    """Whether the app has this text, whole; a sentence may begin with it there or here."""
    first, rest = words[0], words[1:]
    return bool({words, first.lower() + rest, first.upper() + rest} & texts())


def prose(page: Path) -> str:
    """The page on one line, without code."""
    text = re.sub(r"(?ms)^```.*?^```", "", page.read_text("utf-8"))
    text = re.sub(r"(?m)^ {4}\S.*$", "", text)
    return re.sub(r"`[^`]*`", "``", " ".join(text.split()))


def starred(name: str) -> list[str]:
    return STARRED.findall(prose(DOCS / f"{name}.md").replace("**", "\0"))


@pytest.mark.parametrize("name", STARS)
def test_what_a_page_puts_in_stars_is_a_text_of_the_app(name: str):
    found, others = starred(name), OTHERS.get(name, set())
    assert others <= set(found), "no longer there"
    assert [words for words in found if words not in others and not is_ours(words)] == []


def test_there_are_words_in_stars_to_look_at():
    found = {name: len(set(starred(name)) - OTHERS.get(name, set())) for name in STARS}
    assert sum(found.values()) >= IN_STARS, found
    assert min(found["drills"], found["sending"], found["kept-safe"], found["equality"]) >= 7, found
    assert not {"Choose the coppy", "Choose the", "Choose the copy."} & texts()


def test_a_part_of_the_settings_is_called_as_it_is_there():
    titles, found = tuple(title for _, title in GROUPS), 0
    said = {page.name: prose(page) for page in PAGES if page.name != "CHANGELOG.md"}
    said |= {f"the app says: {text}": text for text in texts()}
    for where, text in said.items():
        for named in re.findall(r"Settings,(?: under)? \**([A-Z]\w+)", text):
            found += 1
            assert any(title.startswith(named) for title in titles), f"{where}: {named}"
    assert found >= 30


def test_keys_of_a_page_are_keys_of_the_app():
    declared = " ".join(keys(action) for action in ACTIONS.values()).replace("PgDown", "PgDn")
    found = 0
    for name in MANAGERS:
        for one in KEYS.findall(prose(DOCS / f"{name}.md")):
            found += 1
            assert f"`{one}`" in declared, f"{name}.md: {one}"
    assert found >= 12


def commands(text: str) -> Iterator[list[str]]:
    """Each command a page names: in backticks, and on the lines of its code."""
    for line in re.findall(r"(?m)^(?: {4})?(hubdesk .*)$", text):
        yield line.split("  ")[0].split()
    for words in re.findall(
        r"`\s*(?!hubdesk \w+ \d)(hubdesk\s[^`]*)`", re.sub(r"(?ms)^```.*?^```", "", text)
    ):
        yield words.split()


def wrong_in(words: list[str]) -> list[str]:
    """What of a command the parser does not know."""
    parser, wrong = _parser(), []
    for word in words[1:]:
        named = [one for one in parser._actions if not one.option_strings and one.choices]
        if word.startswith("--"):
            wrong += [word] if word not in parser._option_string_actions else []
        elif named and isinstance(named[0], argparse._SubParsersAction):
            if word not in named[0].choices:
                return [*wrong, word]
            parser = named[0].choices[word]
        elif named and word.islower() and word.isalpha() and word not in named[0].choices:
            wrong.append(word)
    return wrong


def all_flags(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield from parser._option_string_actions
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from all_flags(below)


def test_every_command_a_page_names_is_one_with_these_flags():
    found = 0
    for page in PAGES:
        text = page.read_text("utf-8")
        for words in commands(text):
            found += 1
            assert wrong_in(words) == [], f"{page.name}: {' '.join(words)}"
    assert found >= NAMED
    assert wrong_in(["hubdesk", "restore", "FILE", "--form"]) == ["--form"]
    assert wrong_in(["hubdesk", "bundle", "tell", "FILE"]) == ["tell"]
    assert wrong_in(["hubdesk", "import", "persons", "FILE"]) == ["persons"]


def test_every_flag_that_stands_alone_is_one_of_the_command():
    flags, found = set(all_flags(_parser())), 0
    for page in (*(DOCS / f"{name}.md" for name in MANAGERS), DOCS / "at-a-place.md"):
        for flag in re.findall(r"`(--[a-z-]+)", page.read_text("utf-8")):
            found += 1
            assert flag in flags, f"{page.name}: {flag}"
    assert found >= 10
