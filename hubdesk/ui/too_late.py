"""Too late to undo: the way to what stands in the way, as an offer of the strip."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hubdesk.errors.records import BuiltOn
from hubdesk.i18n import translate
from hubdesk.queries.activity import ActivityRow
from hubdesk.queries.finding import Sort, find_typed
from hubdesk.ui.doors import Doors
from hubdesk.ui.widgets.strip import Offer

Go = Callable[[str, dict[str, Any]], object]


def _t(text: str) -> str:
    return translate("Activity", text)


def ways_on(doors: Doors, error: Exception, row: ActivityRow | None, go: Go) -> tuple[Offer, ...]:
    """Open the device, or the person, that something later was done to. None for other errors."""
    if not isinstance(error, BuiltOn) or row is None:
        return ()
    tag = error.tag or next(iter(row.tags), "")
    if error.what != "person" and tag:
        found = doors.look(lambda db: find_typed(db, tag))
        if found.sort is Sort.DEVICE:
            words = _t("Open that loan") if error.what == "loan" else _t("Open {tag}")
            return (Offer(words.format(tag=tag), lambda: go("device", {"id": found.id})),)
    person_id = row.about.get("person_id", "")
    if not person_id:
        return ()
    words = _t("Open {who}'s page").format(who=row.person)
    return (Offer(words, lambda: go("person", {"id": person_id})),)
