"""One flipped bit in any file of a hub is noticed, or nothing that was acknowledged differs."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tests.flipped import Flipped

FIGURE = 20_000
UNIT = "flips"
A_HUB = 700


def rounds(seed: int) -> Iterator[int]:
    """Yields flips. AssertionError names the file and the bit that went unnoticed."""
    dice = random.Random(seed)
    while True:
        with tempfile.TemporaryDirectory(prefix="hubdesk-soak-") as folder:
            flipped = Flipped(Path(folder), dice)
            for _ in islice(flipped.rounds(), A_HUB):
                yield 1
        print(dict(flipped.counts), flush=True)
