"""A process killed at random points of any work has lost nothing that was acknowledged."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from tests.killed import in_own_process

FIGURE = 10_000
UNIT = "kills"
A_HUB = 200
LEAST_BETWEEN = 0.6


def rounds(seed: int) -> Iterator[int]:
    """Yields kills. AssertionError names what was lost, half done, or killed at dull moments."""
    for number in count(seed):
        with tempfile.TemporaryDirectory(prefix="hubdesk-soak-") as folder:
            for counts in in_own_process(Path(folder), kills=A_HUB, seed=number):
                if counts.kills == A_HUB:
                    print(counts.said(), flush=True)
                    assert counts.between >= LEAST_BETWEEN * A_HUB, counts
                yield 1
