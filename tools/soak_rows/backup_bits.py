"""One flipped bit in a copy of the records, or in its papers, is always noticed."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hubdesk.store.backup import make_copy
from hubdesk.store.keys import read_slots
from tests.flips import flip_one
from tests.random_work import RandomWork
from tools.throwaway import NOW, throwaway_hub

FIGURE = 20_000
UNIT = "flipped bits"
A_ROUND = 10  # each flips a bit of the records and one of the papers
A_COPY = 50


def rounds(seed: int) -> Iterator[int]:
    """Yields bits flipped. AssertionError if a copy with one was taken for whole."""
    dice = random.Random(seed)
    while True:
        with throwaway_hub() as (paths, database):
            RandomWork(database, dice, NOW).begin()
            copy = make_copy(database, paths.copies, read_slots(paths), now=NOW)
            for _ in range(A_COPY // A_ROUND):
                for _ in range(A_ROUND):
                    flip_one(copy, database.data_key, dice)
                yield 2 * A_ROUND
