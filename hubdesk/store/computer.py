"""The choices of this computer: look, scanner, printers, in a small file beside the records.

The file holds nothing about a person and is not encrypted, so the unlock screen can be drawn
before anybody opened the records.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hubdesk import settings
from hubdesk.errors.hub import SettingNotRight
from hubdesk.settings import Kept, Value
from hubdesk.store.files import trouble_of, write_whole

MOST_BYTES = 64 * 1024


@dataclass(slots=True)
class ComputerChoices:
    """What was chosen on this computer. `was_damaged` says that a file could not be read.

    What a newer HubDesk wrote there is kept as it stands and written back.
    """

    path: Path
    was_damaged: bool = False
    _texts: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Value:
        """A choice, or its default. LookupError for a key no computer keeps."""
        wanted = _of_computer(key)
        text = self._texts.get(key)
        if text is None:
            return wanted.default
        try:
            return settings.read(key, text)
        except SettingNotRight:
            # A newer HubDesk may allow more: the look falls back, the choice stays written.
            return wanted.default

    def __iter__(self) -> Iterator[str]:
        return iter(settings.defaults(Kept.COMPUTER))

    def choose(self, key: str, value: Value) -> None:
        """Make a choice and write the file whole. SettingNotRight, DiskFull, DiskTrouble."""
        _of_computer(key)
        texts = self._texts | {key: settings.write(key, value)}
        content = json.dumps(texts, indent=1, sort_keys=True)
        write_whole(self.path, content.encode())
        self._texts = texts


def read_choices(path: Path) -> ComputerChoices:
    """The choices in a file; all defaults where there is none, or where it is damaged.

    A look that fell back is no reason to stop a desk, so a damaged file is only remarked.
    Raises FolderNotWritable or DiskTrouble when the disk itself refuses.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return ComputerChoices(path)
    except OSError as error:
        raise trouble_of(error, os.fspath(path.parent)) from error
    texts = _texts_in(content)
    return ComputerChoices(path, texts is None, texts or {})


def _texts_in(content: bytes) -> dict[str, str] | None:
    if len(content) > MOST_BYTES:
        return None
    try:
        found: Any = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    return {str(key): text for key, text in found.items() if isinstance(text, str)}


def _of_computer(key: str) -> settings.Setting:
    wanted = settings.setting(key)
    if wanted.kept is not Kept.COMPUTER:
        raise LookupError(f"{key} is kept by the hub")
    return wanted
