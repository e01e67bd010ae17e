"""Any actions in any order, each undone, leave every row and every query as before."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.random_work import RandomWork
from tools.throwaway import NOW, throwaway_hub

FIGURE = 5_000
UNIT = "sequences"
A_HUB, A_LOOK = 20, 4  # sequences in one hub, where what was retracted stays; in one run


def rounds(seed: int) -> Iterator[int]:
    """Yields sequences done and undone. AssertionError names what is not as it was."""
    dice = random.Random(seed)
    while True:
        with throwaway_hub() as (_, database):
            work = RandomWork(database, dice, NOW)
            work.begin()
            for _ in range(A_HUB // A_LOOK):
                for _ in work.sequences(A_LOOK):
                    yield 1
