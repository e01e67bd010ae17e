"""A bundle changed on its way, by anybody without a key, is never taken and never stops us."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice

from tests.bundle_fuzz import Counts, mutated

FIGURE = 2_000_000
UNIT = "mutated bundles"
A_ROUND = 500
A_WORD = 100  # rounds between two lines of figures


def rounds(seed: int) -> Iterator[int]:
    """Yields bundles. AssertionError names how the one was changed that was taken, or too slow."""
    counts = Counts()
    made = mutated(random.Random(seed), counts)
    for number in range(1, FIGURE):
        yield sum(1 for _ in islice(made, A_ROUND))
        if not number % A_WORD:
            print(counts.said(seed), flush=True)
