"""No power cut loses or spoils what was acknowledged, whatever sectors the disk had kept."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.power import Cuts, record, replay

FIGURE = 200_000
UNIT = "images"
A_HUB = 5_000


def rounds(seed: int) -> Iterator[int]:
    """Yields images judged. AssertionError with the counts of those that are not whole."""
    dice = random.Random(seed)
    while True:
        with tempfile.TemporaryDirectory(prefix="hubdesk-soak-") as folder:
            recorded = record(Path(folder), dice)
            cuts = Cuts(recorded, replay(recorded, Path(folder), "FULL"), Path(folder) / "image")
            for counts in cuts.rounds(dice, A_HUB):
                assert counts["whole"] == counts["images"], dict(counts)
                yield 1
        print(dict(cuts.counts), flush=True)
