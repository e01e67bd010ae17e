"""A computer switched off in the middle of work: what was acknowledged is there, nothing half."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.counting import Counted
from tests.killed import in_own_process

KILLS = 60
LEAST_BETWEEN = 0.6


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot copy a running process")
def test_nothing_acknowledged_is_lost_to_a_kill_at_any_point(tmp_path: Path, counted: Counted):
    *_, counts = in_own_process(tmp_path, kills=KILLS, seed=3)
    counted(f"kills: {counts.said()}")
    assert counts.kills == KILLS
    assert counts.between >= LEAST_BETWEEN * KILLS
    assert counts.found == counts.acknowledged > KILLS
    assert set(counts.by_work) == {"desk", "import", "keys", "migration", "backup"}
