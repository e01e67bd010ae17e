"""Wrong passphrases and spoilt lock files are refused or healed, and never make a new hub."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.wrong_keys import WrongKeys

FIGURE = 20_000
UNIT = "tries"


def rounds(seed: int) -> Iterator[int]:
    """Yields tries. AssertionError names what opened that should not have."""
    with tempfile.TemporaryDirectory(prefix="hubdesk-soak-") as folder:
        for _ in WrongKeys(Path(folder), random.Random(seed)).rounds():
            yield 1
