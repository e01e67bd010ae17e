"""A process killed while it packs or sends leaves whole files once each, and nobody's name."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from tests.bundle_killed import KilledPacking
from tests.sending_killed import KilledSending

FIGURE = 3_000
UNIT = "kills"
A_HUB = 100


def rounds(seed: int) -> Iterator[int]:
    """Yields kills, a hub packing and a hub sending in turn. AssertionError names what was lost,
    lies there twice, or lies there and must not."""
    for number in count(seed):
        with tempfile.TemporaryDirectory(prefix="hubdesk-soak-") as folder:
            kind = KilledSending if (number - seed) % 2 else KilledPacking
            for counts in kind(Path(folder), random.Random(number)).rounds(A_HUB):
                if counts.kills == A_HUB:
                    print(counts.said(number), flush=True)
                yield 1
