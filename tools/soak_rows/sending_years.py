"""Years of bad connections: everything meant to leave arrives once and whole, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.sync.sending_years import said, years

FIGURE = 20_000
UNIT = "years"
A_WORD = 500  # years between two lines of figures


def rounds(seed: int) -> Iterator[int]:
    """Yields years. Wrong names what one of them showed, and its seed."""
    counts = Counter[str]()
    for _ in years(seed, counts):
        yield 1
        if not counts["years"] % A_WORD:
            print(f"{said(seed, counts)}; all arrived once and whole, nothing else", flush=True)
