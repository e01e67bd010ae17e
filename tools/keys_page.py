"""Writes the table of keys in docs/keys-and-codes.md from the actions the app declares."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from hubdesk.ui.actions import Action, groups

PAGE = Path(__file__).parent.parent / "docs" / "keys-and-codes.md"
BETWEEN = re.compile(r"(<!-- keys: [^\n]*-->\n).*?(<!-- end of keys -->)", re.DOTALL)


def keys(action: Action) -> str:
    """Every key of an action, as on its cap."""
    caps = ("Enter" if key == "Return" else key for key in action.keys)
    return " or ".join(f"`{cap}`" for cap in caps) or "none"


def table() -> str:
    """All actions with their keys, group by group, in the order they are declared."""
    lines = []
    for group, actions in groups().items():
        lines += [f"\n**{group}**\n", "| keys | what | |", "| --- | --- | --- |"]
        lines += [f"| {keys(action)} | {action.words} | {action.tip} |" for action in actions]
    return "\n".join(lines) + "\n\n"


def page_with_keys(page: str) -> str:
    """The page with its table of keys as it should be."""
    return BETWEEN.sub(lambda found: found[1] + table() + found[2], page)


def main() -> int:
    """Write the page."""
    PAGE.write_text(page_with_keys(PAGE.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
