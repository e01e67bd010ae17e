"""Makers of what may leave the hub, one file each, by their key in the list of what may leave.

Each is loaded when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from hubdesk.queries import what_leaves as what
from hubdesk.sync.exports.making import Laid, Made, Maker, Making, Stretch, ToSend

__all__ = ["MAKERS", "Laid", "Made", "Maker", "Making", "Stretch", "ToSend"]


def _in(file: str, name: str) -> Maker:
    def make(making: Making) -> Made | None:
        maker: Maker = getattr(import_module(f"{__name__}.{file}"), name)
        return maker(making)

    return make


MAKERS: Final[Mapping[str, Maker]] = {
    what.MONTH_REPORT: _in("reports", "month_report"),
    what.STATISTICS: _in("reports", "statistics"),
    what.CALENDAR: _in("calendar", "calendar"),
    what.REGION_FEED: _in("region_feed", "region_feed"),
    what.PAGES: _in("pages", "pages"),
    what.BACKUP: _in("backup", "backup"),
    what.JOURNAL: _in("journal", "journal"),
}
