"""A reader of a region's feed as somebody else would write it: from docs/region-feed.md alone.

It imports nothing of HubDesk. `head_and_body` and `lines_of` are those of docs/bundle-format.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.bundle_reader import head_and_body, lines_of, name_of, strict

PID = re.compile("[a-z2-7]{26}")
ID = re.compile("[a-z2-7]{16}")
COLUMNS = {
    "participant": {"age", "area", "first"},
    "attendance": {"week", "kind", "course"},
    "loan": {"week", "back", "kind"},
    "skill": {"week", "list", "skill"},
}
Row = tuple[int, str, dict[str, str] | None]  # clock, person, what it says


@dataclass
class Region:
    """What a region knows of one hub. Files may come in any order, and more than once."""

    hub: str
    keys: set[str]
    identity: str
    rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)

    def take(self, name: str, content: bytes) -> None:
        head, body = head_and_body(content, self.hub, self.keys)
        if head["kind"] != "region" or name.rpartition("/")[2] != name_of(head):
            raise ValueError("no feed")
        manifest, *said, end = [strict(line) for line in lines_of(body, self.identity)]
        inside = {part: head[part] for part in ("stream", "first", "last", "key")}
        if manifest != {"feed": 1, "wording": manifest["wording"], **inside}:
            raise ValueError("another's")
        if end != {"end": len(said)} or head["n_ops"] != len(said):
            raise ValueError("not whole")
        for line in said:
            self._line(line)

    def _line(self, line: dict[str, Any]) -> None:
        table, id, pid, clock = line["t"], line["id"], line["pid"], line["clock"]
        assert PID.fullmatch(pid)
        assert id == pid if table == "participant" else ID.fullmatch(id)
        row = line.get("row")
        if row is None:
            assert line == {"t": table, "id": id, "pid": pid, "clock": clock, "gone": 1}
            if table == "participant":
                self.gone[pid] = max(self.gone.get(pid, 0), clock)
        else:
            assert set(row) == COLUMNS[table]
            assert all(type(value) is str for value in row.values())
        if clock > self.rows.get((table, id), (0, "", None))[0]:
            self.rows[table, id] = (clock, pid, row)

    def told(self) -> dict[tuple[str, str], tuple[str, dict[str, str]]]:
        """What is true now: by table and id, whose it is and what it says."""
        return {
            key: (pid, row)
            for key, (clock, pid, row) in self.rows.items()
            if row is not None and clock > self.gone.get(pid, 0)
        }

    def of(self, table: str) -> list[dict[str, str]]:
        return [row for (t, _), (_, row) in self.told().items() if t == table]
