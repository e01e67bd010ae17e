"""No word of anybody is in the region's feed, statistics, calendar, pages or the log of them."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.conftest import Clock, HubBuilder
from tests.leaving_canaries import Leaving
from tools.throwaway import throwaway_hub

FIGURE = 5_000
UNIT = "people"
A_HUB = 500  # people of one hub, come in five weeks
WEEKS = 5


def rounds(seed: int) -> Iterator[int]:
    """Yields people. AssertionError names each word that was found, and where."""
    dice = random.Random(seed)
    while True:
        with throwaway_hub() as (_, database):
            clock = Clock()
            database.clock = clock
            leaving = Leaving(HubBuilder(database, clock), dice)
            for _ in range(WEEKS):
                leaving.live(A_HUB // WEEKS)
                leaving.send()
                clock.forward(days=7)
                assert (found := leaving.found()) == [], found[:20]
                yield A_HUB // WEEKS
            searched = leaving.canaries.searched
            for where in ("region", "statistics", "calendar", "this-week", "log"):
                assert searched[where], f"nothing of {where} was searched"
