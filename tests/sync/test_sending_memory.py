"""A copy of gigabytes leaves a computer of 4 GB: never more than a few of its pieces are held."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from hubdesk.store.copies import Copy, write_papers
from hubdesk.store.pieces import pieces_in, put_together
from hubdesk.sync import sending
from hubdesk.sync.exports import backup as maker
from tests.conftest import HubBuilder
from tests.sync.test_sending_pieces import Sends

MANY, A_PIECE = 40, 512 << 10
MOST = 6 * A_PIECE  # what is read, what is read back, and what the records take besides


def grow(copy: Copy) -> None:
    """The same copy as if the hub were large: of its records sending asks their hash alone."""
    digest = sha256()
    with copy.path.open("wb") as file:
        for number in range(MANY):
            digest.update(piece := number.to_bytes() * A_PIECE)
            file.write(piece)
    size = copy.path.stat().st_size
    write_papers(copy.path, replace(copy.manifest, size=size, sha256=digest.hexdigest()))


def most_held(work: Callable[[], object]) -> int:
    """The bytes of Python at the worst moment, beyond what was there before."""
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        work()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


@pytest.fixture
def large(paths: Any, database: Any, hub: HubBuilder, tmp_path: Path, monkeypatch: Any) -> Sends:
    monkeypatch.setattr(maker, "A_PIECE", A_PIECE)
    monkeypatch.setattr(sending, "LARGE", A_PIECE // 2)
    sends = Sends(paths, database, hub, tmp_path)
    sends.round()  # what is imported at the first one is none of a copy's
    grow(sends.copy())
    return sends


def test_a_large_copy_is_made_sent_and_put_together_a_few_pieces_at_a_time(
    large: Sends, tmp_path: Path
):
    held = most_held(large.round)
    assert held < MOST, f"{held:,} bytes of {MANY * A_PIECE:,} were held at once"
    (papers,) = large.folder.glob("*.json")
    pieces = pieces_in(large.folder, papers.stem, has_papers=True)
    assert len(pieces) == MANY
    held = most_held(lambda: put_together(pieces, tmp_path / "whole", go_on=lambda: None))
    assert held < MOST
