"""Every figure of a random hub is what a script counts that reads the exported package alone."""

from __future__ import annotations

from collections.abc import Iterator

from tests.recounted import random_hub_differences
from tools.throwaway import throwaway_hub

FIGURE = 500
UNIT = "hubs"
A_FILE = 20  # hubs in one file; each is taken back before it is saved


def rounds(seed: int) -> Iterator[int]:
    """Yields hubs counted twice. AssertionError names the figures that differ."""
    while True:
        with throwaway_hub() as (_, database):
            for _ in range(A_FILE):
                found = random_hub_differences(database, seed)
                assert not found, found
                seed += 1
                yield 1
