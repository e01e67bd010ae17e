"""The manual cannot fall behind: its table of keys is the one the app declares."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import hubdesk
from hubdesk.ids import CodeKind, DeskAction, action_code, make_code
from hubdesk.ui.actions import ACTIONS
from tools.keys_page import PAGE, keys, page_with_keys

ROOT = Path(__file__).parent.parent


def test_the_manual_names_every_action_and_its_keys():
    page = PAGE.read_text("utf-8")
    for action in ACTIONS.values():
        assert f"| {keys(action)} | {action.words} |" in page, "run: python -m tools.keys_page"
    assert page_with_keys(page) == page, "run: python -m tools.keys_page"


def test_the_codes_of_the_manual_are_real_ones():
    page = PAGE.read_text("utf-8")
    for kind, number in ((CodeKind.DEVICE, 142), (CodeKind.PERSON, 318), (CodeKind.PAPER, 4127)):
        code = make_code(kind, 0, number)
        assert f"`{kind}`" in page
        assert code.printed() in page
        assert f"`{code.text}`" in page
    assert f"`{action_code(DeskAction.LEND).text}`" in page
    for action in DeskAction:
        assert action.value in page


def test_the_newest_entry_of_the_changelog_is_this_version():
    entries = [
        line for line in (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines() if "## [" in line
    ]
    assert entries[0].startswith(f"## [{hubdesk.__version__}]")


def test_what_the_manual_calls_the_lowest_python_is_what_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lowest = project["requires-python"].removeprefix(">=")
    for page in ("README.md", "CONTRIBUTING.md"):
        assert f"Python {lowest} or newer" in (ROOT / page).read_text("utf-8")


def test_the_readme_leads_to_every_page_of_the_manual():
    readme = (ROOT / "README.md").read_text("utf-8")
    pages = sorted((ROOT / "docs").glob("*.md"))
    assert len(pages) > 15
    assert [page.name for page in pages if f"](docs/{page.name})" not in readme] == []


ASKED = (
    *("F1", "F2", "S1", "S2", "S3", "S4", "S5", "P1", "P2", "P3", "P4"),
    *("D1", "D2", "D3", "D4", "C1", "O1", "O2"),
)


def test_the_brief_leads_every_line_to_a_screen_a_test_and_a_state():
    """The words in stars are asked for by the test of the manual, the files by that of links."""
    page = (ROOT / "docs" / "brief.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page.splitlines()
        if line.startswith("| ") and not line.startswith(("| what", "| #", "| ---"))
    ]
    lines = {row[0]: row[-3:] for row in rows}
    assert [name for name in lines if name in ASKED] == list(ASKED)
    assert len(lines) == len(ASKED) + 9
    for name, (screen, tests, state) in lines.items():
        assert state.startswith(("works", "begun", "not yet")), name
        if state.startswith("not yet"):
            continue
        files = re.findall(r"`(tests/[\w/]+\.py)`", tests)
        assert files, name
        assert screen == "all of them" or "*" in screen, name
        for file in files:
            assert "\ndef test_" in (ROOT / file).read_text("utf-8"), file


def test_the_readme_says_that_no_hub_has_used_it_yet():
    assert "## Not yet used by a real hub" in (ROOT / "README.md").read_text("utf-8")
