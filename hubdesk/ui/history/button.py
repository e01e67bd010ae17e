"""The small button on the row of a record that opens all that happened to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hubdesk.i18n import translate
from hubdesk.queries.history import RecordKind
from hubdesk.ui.widgets.buttons import IconButton


def _t(text: str) -> str:
    return translate("History", text)


def history_button(
    go: Callable[[str, dict[str, Any]], object], kind: RecordKind, id: str, name: str
) -> IconButton:
    """`go` opens a page; `name` is what the record is called."""
    button = IconButton("rotate-ccw-clock", _t("History of {name}").format(name=name))
    button.clicked.connect(lambda _on=False: go("history", {"kind": kind, "id": id}))
    return button
