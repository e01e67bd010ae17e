"""A computer switched off while it brings a copy back from a place: the next try goes on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fetching_killed import in_own_process
from tests.sync.place_servers import webdav_server

KILLS = 12
SEED = 11


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot copy a running process")
def test_a_kill_while_a_copy_is_fetched_ends_with_the_whole_hub_and_nothing_left_over(
    tmp_path: Path, counted: Callable[[str], None]
):
    (root := tmp_path / "places").mkdir()
    with webdav_server(root) as server:
        address = f"http://127.0.0.1:{server.host[1]}/cloud"
        place = root / "cloud"
        *_, counts = in_own_process(tmp_path, place, address, kills=KILLS, seed=SEED)
    counted(counts.said(SEED))
    assert (counts.kills, counts.half, counts.readable, counts.orphans) == (KILLS, 0, 0, 0)
    assert counts.fetching, "no kill fell while pieces came"
    assert counts.putting, "no kill fell while the copy was put in its place"
    assert counts.back, "no kill fell just after"
    assert counts.went_on, "nothing was there to go on from"
