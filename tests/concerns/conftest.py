"""A hub with a safeguarding lead and a deputy, each with a passphrase of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from hubdesk.app import own_keys
from hubdesk.app.records import Records
from hubdesk.paths import Paths
from hubdesk.store.database import Database
from tests.concerns.guards import DEPUTYS, Guards
from tests.conftest import CHEAP


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_keys, "calibrated_cost", lambda: CHEAP)


@pytest.fixture
def records(paths: Paths, database: Database, qapp: QApplication) -> Iterator[Records]:
    made = Records(paths, database)
    made.at_desk.begin()
    yield made
    made.close()


@pytest.fixture
def staff(records: Records) -> Guards:
    return Guards(records)


@pytest.fixture
def both(staff: Guards) -> Guards:
    """A lead and a deputy, each with a passphrase of their own."""
    staff.key("Rosa Diaz")
    staff.key("Dan Ellis", DEPUTYS)
    return staff
