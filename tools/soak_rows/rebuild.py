"""After random work, every table made again from the journal equals the table."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.random_work import RandomWork
from tests.rebuilt import check_rebuilt
from tools.throwaway import NOW, throwaway_hub

FIGURE = 20_000
UNIT = "actions"
A_HUB = 2_000
A_ROUND = 25


def rounds(seed: int) -> Iterator[int]:
    """Yields actions done. AssertionError names the table that differs."""
    dice = random.Random(seed)
    while True:
        with throwaway_hub() as (_, database):
            work = RandomWork(database, dice, NOW)
            work.begin(people=10, devices=16)
            for _ in range(A_HUB // A_ROUND):
                for _ in range(A_ROUND):
                    work.act()
                    if work.done and dice.random() < 0.15:
                        work.undo_last()
                check_rebuilt(database)
                yield A_ROUND
