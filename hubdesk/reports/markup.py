"""HTML put together so that nothing in it is what somebody typed: every text is escaped by itself.

A plain `str` is text. Only what `element` made, and nothing else, goes in as it is.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from html import escape
from typing import Any, Final

_VOID: Final = frozenset(("meta", "link", "input", "br"))
_LINES: Final = frozenset("\n\t")


class Markup(str):
    """HTML that was made here."""

    __slots__ = ()


Child = str | None | Iterable["str | None"]


def element(tag: str, /, *children: Child, **attributes: str | bool | None) -> Markup:
    """One element. `class_` and `data_item` are written class and data-item; False and None stay
    away, True stands without a value.
    """
    said = "".join(
        f" {key.rstrip('_').replace('_', '-')}"
        + ("" if value is True else f'="{escape(seen(str(value)))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if tag in _VOID:
        return Markup(f"<{tag}{said}>")
    return Markup(f"<{tag}{said}>{together(*children)}</{tag}>")


def together(*children: Child) -> Markup:
    """Elements and texts one after the other."""
    parts: list[str] = []
    for child in children:
        if child is None:
            continue
        if isinstance(child, str):
            parts.append(child if isinstance(child, Markup) else escape(seen(child), quote=False))
        else:
            parts.append(together(*child))
    return Markup("".join(parts))


def data(value: Any, **attributes: str) -> Markup:
    """A block of data in a page. No letter of it can end the block."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    said = "".join(f' {key}="{escape(word)}"' for key, word in attributes.items())
    return Markup(f"<script{said}>{text}</script>")


def seen(text: str) -> str:
    """`text` without what has no place in a page: control characters, halves of letters."""
    if text.isprintable():
        return text
    return "".join(
        sign for sign in text if sign in _LINES or unicodedata.category(sign) not in ("Cc", "Cs")
    )


__all__ = ["Markup", "data", "element", "seen", "together"]
