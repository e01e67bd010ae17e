"""A computer switched off while bundles are written leaves whole ones, and nothing of anybody."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.bundle_killed import KilledPacking
from tests.counting import Counted

KILLS = 40
SEED = 6


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot copy a running process")
def test_a_kill_while_bundles_are_written_leaves_nothing_that_can_be_read(
    tmp_path: Path, counted: Counted
):
    *_, counts = KilledPacking(tmp_path, random.Random(SEED)).rounds(KILLS)
    counted(counts.said(SEED))
    assert counts.kills == KILLS
    assert counts.whole > KILLS
    assert counts.lost == 0
    assert counts.parts >= 5, "no kill fell into the writing of a file"
