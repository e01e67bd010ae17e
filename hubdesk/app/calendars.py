"""The sessions to come as a calendar file, saved where somebody says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hubdesk.app.records import Records
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.queries.hub import hub_facts
from hubdesk.queries.sessions import sessions_between
from hubdesk.ui.printing.press import Press

AHEAD = timedelta(weeks=26)
MOST = 20_000  # of half a year: a hub with more is a town


def _t(text: str) -> str:
    return translate("Sessions", text)


def calendar_bytes(records: Records, first_on: date) -> bytes:
    """The sessions of the half year from a day on. Appointments of one person are left out."""
    from hubdesk.reports.calendar_file import calendar_file

    def look(db: Any) -> tuple[Any, str]:
        facts = hub_facts(db)
        rows = sessions_between(db, first_on, first_on + AHEAD, most=MOST)
        return rows, facts.name if facts else "HubDesk"

    rows, hub = records.look(look)
    return calendar_file(rows, hub=hub, now=records.now())


def save_calendar(
    records: Records,
    press: Press,
    first_on: date,
    *,
    done: Callable[[str], object],
    refused: Callable[[HubDeskError], object],
) -> None:
    """Ask where, and write the file there."""
    press.save_file(
        lambda: calendar_bytes(records, first_on),
        _t("Sessions.ics"),
        "ics",
        (_t("Save the calendar file"), _t("Calendar files (*.ics)")),
        done=lambda: done(_t("Saved. Open the file on a phone or computer to add the sessions.")),
        refused=refused,
    )
