"""A process killed while it fetches a copy or brings it back: the next try has the whole hub."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from tests.fetching_killed import in_own_process
from tests.sync.place_servers import webdav_server

FIGURE = 500
UNIT = "kills"
A_HUB = 50


def rounds(seed: int) -> Iterator[int]:
    """Yields kills, one lost hub after another. AssertionError names what was lost, is not whole,
    or lies there and must not."""
    for number in count(seed):
        with tempfile.TemporaryDirectory(prefix="hubdesk-soak-") as folder:
            home = Path(folder)
            (root := home / "places").mkdir()
            with webdav_server(root) as server:
                address = f"http://127.0.0.1:{server.host[1]}/cloud"
                place = root / "cloud"
                for counts in in_own_process(home, place, address, kills=A_HUB, seed=number):
                    if counts.kills == A_HUB:
                        print(counts.said(number), flush=True)
                    yield 1
