"""Bringing a file in: read whole, shown first, then stored piece by piece as one action.

The command `hubdesk import` and the page of the window both come here, so both do the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from hubdesk.app.list_parts import AnyLines, ListParts
from hubdesk.i18n import translate
from hubdesk.imports.devices import device_lines
from hubdesk.imports.files import first_bytes
from hubdesk.imports.lines import Lines
from hubdesk.imports.people import person_lines
from hubdesk.imports.tables import MOST_BYTES, read_table
from hubdesk.messages.bringing_in import (
    counted,
    handed_counted,
    reasons_said,
    remarks_said,
)
from hubdesk.operations.bringing_in import Brought
from hubdesk.paths import Paths
from hubdesk.queries.hub import hub_facts
from hubdesk.store.database import Database, wall_clock
from hubdesk.store.opening import is_hub
from hubdesk.ui.bring_in.work import Forecast, Stopped, Stored, Told

_ZONE: Final = "Europe/London"  # until the hub says another


def _t(text: str) -> str:
    return translate("BringingIn", text)


class BringingIn:
    """The work behind the page "bring-in". Every method may run off the window's thread."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def look(self, what: str, path: Path, told: Told) -> Forecast:
        """What a file would do. Nothing is saved. Raises what `read_lines` raises, and Stopped."""
        lines = read_lines(path, what, today=self._now().date())
        parts = ListParts(self._database, what, lines, self._now())
        brought = parts.plan(lambda done: told(done, len(lines)))
        return Forecast(what, lines.name, brought, lines.remarks, len(lines), lines)

    def store(self, forecast: Forecast, told: Told) -> Stored:
        """Bring in what was looked at. Raises Stopped, then nothing of it is left."""
        lines = forecast.lines
        assert isinstance(lines, Lines)
        parts = ListParts(self._database, forecast.what, lines, self._now())
        brought, txn_id = parts.store(lambda done: told(done, len(lines)))
        if txn_id:
            self._database.tidy()  # so that lists know how many rows there are now
        return Stored(brought, txn_id)


def read_lines(path: Path, what: str, *, today: date) -> AnyLines:
    """The rows of a file, never more than is read at once. `what` is devices or people.

    Raises FileNotRead and what `read_table`, `device_lines` and `person_lines` raise.
    """
    table = read_table(first_bytes(path, MOST_BYTES), path.name)
    return (device_lines if what == "devices" else person_lines)(table, today=today)


def check_file(paths: Paths, what: str, path: Path) -> None:
    """Before anybody types a passphrase: is the file there?

    Where there is no hub yet all of it is read, or a slip of the hand would set one up for nothing.
    Raises FileNotRead and what `read_lines` raises.
    """
    if is_hub(paths):
        first_bytes(path, 1)
    else:
        read_lines(path, what, today=wall_clock().astimezone(ZoneInfo(_ZONE)).date())


def import_file(
    database: Database, what: str, path: Path, *, dry_run: bool, say: Callable[[str], None]
) -> int:
    """The command: each refused row with its line and reason, then what to look at, then counts.

    0 when it ran, also with refused rows. Raises what `read_lines` raises.
    """
    with database.reading() as db:
        facts = hub_facts(db)
    zone = ZoneInfo(facts.time_zone if facts else _ZONE)
    now = database.clock().astimezone(zone)
    lines = read_lines(path, what, today=now.date())
    if dry_run:
        say(_t("Only looking: nothing is saved."))
    parts = ListParts(database, what, lines, now)
    brought = parts.plan() if dry_run else parts.store()[0]
    for outcome in brought.outcomes:
        if outcome.reasons:
            say(f"{_t('Line {line}:').format(line=outcome.line)} {reasons_said(outcome.reasons)}")
    remarks = [*lines.remarks, *(r for outcome in brought.outcomes for r in outcome.remarks)]
    if remarks:
        say(_t("Worth a look:"))
        for words in remarks_said(remarks):
            say(f"  {words}")
    if handed := handed_counted(brought.lent, brought.people_added):
        say(handed)
    say(counted(*_counts(brought)))
    return 0


def _counts(brought: Brought) -> tuple[int, int, int, int]:
    return brought.added, brought.updated, brought.unchanged, brought.refused


__all__ = ["BringingIn", "Stopped", "check_file", "import_file", "read_lines"]
