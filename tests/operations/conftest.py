"""What the tests of operations share: bringing a list in, as text or as a sample."""

from __future__ import annotations

import pytest

from hubdesk.imports.devices import device_lines
from hubdesk.imports.people import person_lines
from hubdesk.imports.tables import read_table
from hubdesk.operations.bringing_in import bring_in_devices, bring_in_people


@pytest.fixture
def bring(hub):
    """Bring lines in: typed as a table, or read from a sample."""

    def bring(lines, told=None):
        if isinstance(lines, str):
            read = person_lines if lines.startswith("name") else device_lines
            table = read_table(lines.encode(), "typed.csv")
            lines = read(table, today=hub.clock().date())
        is_devices = hasattr(lines.rows[0], "tag")
        if is_devices:
            return hub.do(
                "import devices",
                lambda db, now: bring_in_devices(
                    db, lines.rows, now=now, source=lines.name, told=told
                ),
            )
        return hub.do(
            "import people", lambda db, now: bring_in_people(db, lines.rows, now=now, told=told)
        )

    return bring
