"""No hidden number of a published table is worked out by a solver."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.disclosure_hubs import tables_of_hub
from tests.disclosure_solver import Tally, attack

FIGURE = 10_000
UNIT = "hubs"


def rounds(seed: int) -> Iterator[int]:
    """Yields hubs tried. AssertionError names what was worked out, or hidden too freely."""
    dice = random.Random(seed)
    tally = Tally()
    while True:
        hub = dice.getrandbits(48)
        for together in tables_of_hub(hub):
            attack(together, tally)
        assert not tally.worked_out, f"hub {hub}: {tally.worked_out}"
        assert tally.others <= 3 * tally.small + 100, f"hub {hub}: {tally}"
        yield 1
