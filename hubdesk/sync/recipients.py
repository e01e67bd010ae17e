"""The key of whoever gets something sealed: found in what was pasted or in a file, and proved."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from hubdesk.errors.bundles import NotARecipient
from hubdesk.errors.leaving import SecretHalf, SeveralKeys
from hubdesk.store.files import disk_troubles
from hubdesk.sync.body import recipient_of

MOST: Final = 64 << 10  # bytes of a file that holds a key
_KEY: Final = re.compile(r"age1[0-9a-z]+", re.IGNORECASE)
_SECRET: Final = "AGE-SECRET-KEY-"
_GROUP: Final = 4


def recipient_in(text: str) -> str:
    """The one key in a text. SecretHalf, SeveralKeys, NotARecipient."""
    if _SECRET in text.upper():
        raise SecretHalf
    found = {one.lower() for one in _KEY.findall(text)}
    if len(found) > 1:
        raise SeveralKeys
    if not found:
        raise NotARecipient
    key: str = found.pop()
    recipient_of(key)
    return key


def recipient_in_file(path: Path) -> str:
    """The one key in a file. The same, and what a disk refuses."""
    with disk_troubles(path.parent), path.open("rb") as file:
        content = file.read(MOST + 1)
    if len(content) > MOST:
        raise NotARecipient
    return recipient_in(content.decode("utf-8", "replace"))


def to_compare(key: str) -> str:
    """The end of a key in groups, to read out and compare: two keys never share it by chance."""
    tail = key[-4 * _GROUP :]
    return " ".join(tail[at : at + _GROUP] for at in range(0, len(tail), _GROUP))
