"""A hub that sends to a drive, for the tests of what may leave and what left."""

from __future__ import annotations

from pathlib import Path

import pytest

from hubdesk.paths import Paths
from hubdesk.store.database import Database
from hubdesk.sync import journal_out
from tests.conftest import HubBuilder
from tests.sync.held_hub import Held


@pytest.fixture
def held(
    paths: Paths,
    database: Database,
    hub: HubBuilder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Held:
    monkeypatch.setattr(journal_out, "MOST_CHANGES", 2)  # bundles of a few people
    return Held(paths, database, hub, tmp_path)
