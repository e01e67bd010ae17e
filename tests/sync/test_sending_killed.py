"""A computer switched off while it packs and sends loses nothing, doubles nothing, names nobody."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sending_killed import KilledSending

KILLS = 40
SEED = 7


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot copy a running process")
def test_a_kill_while_something_is_packed_and_sent_loses_and_doubles_nothing(
    tmp_path: Path, counted: Callable[[str], None]
):
    *_, counts = KilledSending(tmp_path, random.Random(SEED)).rounds(KILLS)
    counted(counts.said(SEED))
    assert (counts.kills, counts.lost, counts.doubled) == (KILLS, 0, 0)
    assert counts.told > KILLS // 4
    assert counts.waited > 5, "no kill fell between packing and sending"
    assert counts.swept > 3, "no kill fell into packing"
    assert counts.torn, "no kill fell into the writing of a file at the place"
