"""One bit of one file turns: it is noticed, or nothing that was acknowledged differs."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

from tests.counting import Counted
from tests.flipped import WHERE, Flipped

FLIPS = 203  # each kind of file the same number of times


def test_no_flipped_bit_changes_what_was_acknowledged_without_a_word(
    tmp_path: Path, counted: Counted
):
    flipped = Flipped(tmp_path, random.Random(20_261_124))
    for _ in islice(flipped.rounds(), FLIPS):
        pass
    counted(f"flipped bits: {dict(flipped.counts)}")
    print(*flipped.refused, sep="\n")
    assert flipped.counts["flips"] == FLIPS
    assert FLIPS % len(WHERE) == 0
    assert flipped.counts["repaired and said"] > FLIPS // 3
