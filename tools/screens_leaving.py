"""Pictures of what leaves: all that may, one kind in its whole words, and the log of what left."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hubdesk.app.desk import OpenDesk
from hubdesk.models import Parcel, PlaceSort, SendingPlace
from hubdesk.operations.standing_exports import agree_export
from hubdesk.queries.what_leaves import CALENDAR, JOURNAL, MONTH_REPORT, REGION_FEED, may_leave

if TYPE_CHECKING:
    from tools.screenshots import Photographer

KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"  # of age's own manual
_AGREED = (
    (MONTH_REPORT, "The council"),
    (CALENDAR, ""),
    (REGION_FEED, "Region data office"),
    (JOURNAL, "Laptop at the back"),
)


def leaving(camera: Photographer, desk: OpenDesk) -> None:
    """Every screen of it, where four kinds leave and some left."""
    shell = desk.window.shell
    shell.go("may-leave", what=CALENDAR)
    camera.settle()
    camera.take("may-leave-no-place")
    shell.go("desk")
    _fill(desk)
    shell.go("leaving")
    camera.settle()
    camera.take("leaving", busy=True)
    shell.go("may-leave", what=REGION_FEED)
    camera.settle()
    camera.take("may-leave", busy=True, wait_ms=300)
    shell.go("left")
    camera.settle()
    camera.take("left", busy=True)
    shell.go("desk")


def _fill(desk: OpenDesk) -> None:
    """A folder, what may leave to it, and a week of parcels."""
    records = desk.records
    me = records.at_desk.acting.id

    def work(db: Any, now: Any) -> None:
        folder = PlaceSort.FOLDER
        place = SendingPlace(name="Council drive", sort=folder, options="{}", set_up_at=now)
        db.add(place)
        db.flush()
        for what, who in _AGREED:
            kind = may_leave()[what]
            closed = kind.closed not in ("never", "own")
            export = agree_export(
                db, what=what, place_id=place.id, wording_version=kind.version,
                rhythm=kind.rhythms[0], now=now - timedelta(days=9), account_id=me,
                recipient=KEY if closed else "", recipient_name=who,
            )  # fmt: skip
            for week in range(2):
                _left(db, export, place, now - timedelta(days=7 * week, hours=1))

    records.at_desk.prove()
    records.do("agree export", work)


def _left(db: Any, export: Any, place: Any, at: Any) -> None:
    files = {
        MONTH_REPORT: "reports/2026-10-hub.pdf.age",
        CALENDAR: "calendar/sessions.ics",
        REGION_FEED: "region/1f9c2b7de0/0000000003-0000000003.0.9f86d081884c7d65.hdb",
        JOURNAL: "d/0192f3aa/k3m9/0000000341-0000000520.0.1b4f0e9851971998.hdb",
    }
    listing = [{"name": files[export.what], "size": 48_200, "sha256": "0" * 64}]
    waits = at.day % 2 == 0 and export.what == JOURNAL
    db.add(
        Parcel(
            what=export.what, standing_export_id=export.id, place_id=place.id,
            place_name=place.name, recipient=export.recipient,
            recipient_name=export.recipient_name, wording_version=1,
            came_of="Monthly report, October 2026" if export.what == MONTH_REPORT
            else "24 November 2026, 9:42am",
            listing=json.dumps(listing), size=48_200,
            people=38 if export.what in (REGION_FEED, JOURNAL) else 0,
            sealed_at=at, sent_at=None if waits else at,
        )
    )  # fmt: skip
