"""A process killed while it seals and writes bundles leaves whole ones, and nobody's name."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from tests.bundle_killed import KilledPacking

FIGURE = 3_000
UNIT = "kills"
A_HUB = 100


def rounds(seed: int) -> Iterator[int]:
    """Yields kills. AssertionError names what was lost, or lies there and must not."""
    for number in count(seed):
        with tempfile.TemporaryDirectory(prefix="hubdesk-soak-") as folder:
            packing = KilledPacking(Path(folder), random.Random(number))
            for counts in packing.rounds(A_HUB):
                if counts.kills == A_HUB:
                    print(counts.said(number), flush=True)
                yield 1
