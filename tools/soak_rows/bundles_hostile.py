"""Of what a stolen computer signs, nothing is taken but what a hub can write."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice

from tests.bundle_fuzz import Counts, Insider, hostile

FIGURE = 200_000
UNIT = "hostile bundles"
A_ROUND = 100
A_WORD = 100  # rounds between two lines of figures


def rounds(seed: int) -> Iterator[int]:
    """Yields bundles. AssertionError names what was signed and taken, or refused though right."""
    counts = Counts()
    made = hostile(Insider(random.Random(seed)), counts)
    for number in range(1, FIGURE):
        yield sum(1 for _ in islice(made, A_ROUND))
        if not number % A_WORD:
            print(f"{counts.said(seed)}; 0 outside the allow-list", flush=True)
