"""What the first run asks for, what it gets back, and what it keeps while somebody is away."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final, Protocol

from hubdesk.store.files import write_whole

MOST_BYTES: Final = 16 * 1024


@dataclass(frozen=True, slots=True)
class HubTyped:
    """The facts of the hub as they are typed. Nothing in it is about a person."""

    name: str = ""
    phone: str = ""
    address: str = ""
    nation: str = "ENG"


@dataclass(frozen=True, slots=True)
class FirstRunFacts:
    """All that making a hub takes."""

    hub: HubTyped
    manager: str
    passphrase: str


class Made(Protocol):
    """A hub that was made. `recovery` holds the eight groups of its sheet."""

    @property
    def recovery(self) -> tuple[str, ...]: ...


def read_typed(path: Path) -> HubTyped:
    """What was typed before somebody stopped; nothing where the file is not there or not ours."""
    try:
        with path.open("rb") as file:
            found: Any = json.loads(file.read(MOST_BYTES))
    except (FileNotFoundError, ValueError):
        return HubTyped()
    names = {field.name for field in fields(HubTyped)}
    if not isinstance(found, dict):
        return HubTyped()
    return HubTyped(
        **{key: text for key, text in found.items() if key in names and isinstance(text, str)}
    )


def keep_typed(path: Path, typed: HubTyped) -> None:
    """Keep it for later. Raises DiskFull, FolderNotWritable and DiskTrouble."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(asdict(typed), ensure_ascii=False).encode())
