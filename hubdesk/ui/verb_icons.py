"""The icon of each thing that can happen, the same wherever it is told."""

from __future__ import annotations

from typing import Final

_ICONS: Final = {
    "lend": "log-out",
    "give": "gift",
    "return": "log-in",
    "amend return": "clipboard-check",
    "item back": "plug",
    "renew": "calendar-days",
    "make ready": "eraser",
    "lost": "circle-question-mark",
    "found": "search",
    "call": "phone",
    "amend call": "phone",
    "follow up": "message-square",
    "register person": "user-plus",
    "edit person": "pencil",
    "merge people": "merge",
    "take apart": "split",
    "two people": "users",
    "note": "sticky-note",
    "tick off note": "check",
    "consent": "shield-check",
    "assign card": "id-card",
    "household": "house",
    "needs": "accessibility",
    "roles": "users",
    "sign agreement": "file-check",
    "make agreement": "file-text",
    "add device": "plus",
    "edit device": "pencil",
    "link code": "link",
    "unlink code": "link",
    "repair": "wrench",
    "withdraw": "archive",
    "put back": "package-check",
    "reserve labels": "barcode",
    "seen": "eye",
    "change hub": "settings",
    "change setting": "settings",
    "close days": "calendar",
    "reopen days": "calendar",
    "change policy": "settings",
    "add kind": "package",
    "change kind": "package",
    "put away kind": "archive",
    "change template": "file-text",
    "add staff": "user-plus",
    "rename staff": "pencil",
    "change roles": "users",
    "put away staff": "archive",
    "bring back staff": "user-check",
    "import devices": "file-spreadsheet",
    "import people": "file-spreadsheet",
    "undo": "undo-2",
}


def verb_icon(verb: str) -> str:
    """The icon of a verb of the journal."""
    return _ICONS.get(verb, "circle-dot")
