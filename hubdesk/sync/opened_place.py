"""A place by what is written of it: the one door from a row to something to send to."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Protocol

from hubdesk.sync.folder_storage import FolderStorage, Wait
from hubdesk.sync.storage import Storage
from hubdesk.sync.strict_json import read_text


class PlaceWritten(Protocol):
    """What is written of a place: a SendingPlace, or a frozen copy of one."""

    @property
    def name(self) -> str: ...
    @property
    def sort(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def options(self) -> str: ...


def open_place(place: PlaceWritten, secret: str, *, wait: Wait = time.sleep) -> Storage:
    """The place, ready to be spoken to; nothing was asked of it yet.

    Whoever sends asks `check_identity` first. `wait` is how the time between two tries passes.
    """
    options = read_text(place.options or "{}")
    root = Path(place.address)
    return FolderStorage(root, place.name, mount=options.get("mount", ""), wait=wait)
