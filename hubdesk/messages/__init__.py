"""The words of every error raised on purpose: what happened, and what to do.

Each noun has its file with a dict from error class to a function that makes its Message.
A test proves that no error is without words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from hubdesk.errors import HubDeskError, Refusal, Trouble


@dataclass(frozen=True, slots=True)
class Message:
    """Two short sentences: what happened, then what to do."""

    what: str
    next: str = ""

    @property
    def text(self) -> str:
        """Both sentences in one line."""
        return f"{self.what} {self.next}".strip()


Words = dict[type[HubDeskError], Callable[[Any], Message]]

NOUNS = (
    *("lending", "records", "store", "papers", "bringing_in", "people", "devices", "hub"),
    *("printing", "safety", "rights", "staff", "copies", "lock", "privacy", "safeguarding"),
    *("packages", "equality", "benchmarks", "bundles", "sending", "leaving"),
    "opportunities",
    *("learning", "certificates", "skills", "paper_hub", "appointments", "presence", "figures"),
)


def sentences() -> Words:
    """Every error's words, by class."""
    found: Words = {}
    for noun in NOUNS:
        found |= import_module(f"hubdesk.messages.{noun}").WORDS
    return found


def explain(error: HubDeskError) -> Message:
    """What happened and what to do, for an error raised on purpose."""
    words = sentences()
    for kind in type(error).__mro__:
        if kind in words and kind not in (HubDeskError, Refusal, Trouble):
            return words[kind](error)
    raise KeyError(type(error).__name__)
