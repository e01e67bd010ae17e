"""Every write of a lend, a copy and an update, refused as full, broken or barred, loses nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

from tests.each_write import PROGRAM, in_own_process

FIGURE = 6_500  # a little more than one pass through every write, each refused in three ways
UNIT = "refused writes"
NEEDS = PROGRAM
ADDS_UP = False  # each run refuses the same writes


def rounds(seed: int) -> Iterator[int]:
    """Yields refusals. AssertionError names what was lost, half done or not said."""
    for number in count(seed):
        with tempfile.TemporaryDirectory(prefix="hubdesk-soak-") as folder:
            come_to = ""
            with closing(in_own_process(Path(folder), seed=number)) as refusals:
                many, _ = next(refusals)
                assert many <= FIGURE, f"there are {many:,} by now: the figure has to follow"
                try:
                    for met, said in refusals:
                        come_to = said
                        yield met
                finally:
                    print(f"{come_to}; {many:,} in all", flush=True)
