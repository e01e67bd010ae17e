"""Parcels: recorded once, outdone by what is newer, and never sent where somebody said stop."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hubdesk.errors.records import NotFound
from hubdesk.errors.sending import AlreadyLeft
from hubdesk.ids import new_id
from hubdesk.models import Parcel, Rhythm, SendingPlace
from hubdesk.operations import parcels as work
from hubdesk.operations.parcels import SealedParcel, still_to_send
from hubdesk.operations.standing_exports import change_export, stop_export
from hubdesk.queries import parcels as look
from hubdesk.queries.parcels import Listed
from hubdesk.queries.sending_due import exports_due, is_due
from hubdesk.queries.standing_exports import ExportRow, leaves_now
from hubdesk.queries.what_leaves import CALENDAR
from tests.conftest import HubBuilder
from tests.leaving_verbs import a_place, agree

PAGES = (
    Listed("week/a.html", "1" * 64, 10, over=True),
    Listed("week/index.html", "2" * 64, 9, True),
)
COPY = Listed("backup/copy.hubdesk", "3" * 64, 90)
LIST = Listed("backup/list.json", "4" * 64, 4, over=True)


@pytest.fixture
def export(hub: HubBuilder) -> ExportRow:
    place = hub.do("set up place", a_place).id
    hub.do("agree export", lambda db, now: agree(db, now, CALENDAR, place))
    return hub.look(leaves_now)[0]


def seal(hub: HubBuilder, export: ExportRow, *files: Listed) -> str:
    sealed = SealedParcel(new_id(), files, "this week", 3)
    hub.do("seal parcel", lambda db, now: work.seal_parcel(db, export, sealed, now=now))
    hub.clock.forward(minutes=1)
    return sealed.id


def waiting(hub: HubBuilder) -> list[str]:
    return [row.id for row in hub.look(look.waiting_parcels)]


def test_what_was_sealed_waits_and_is_told_once_it_arrived(hub: HubBuilder, export: ExportRow):
    id = seal(hub, export, COPY)
    assert waiting(hub) == [id]
    hub.do("try parcel", lambda db, now: work.note_arrived(db, id, 1))
    sent = lambda db, now: work.note_sent(db, id, now=now, look_again_at=None)  # noqa: E731
    hub.do("parcel sent", sent)
    (row,) = hub.look(look.parcels_that_left)
    assert (row.id, row.trying, row.size, row.people) == (id, None, 90, 3)
    assert hub.look(look.last_sent_at) == row.sent_at
    assert waiting(hub) == []


def test_newer_pages_take_back_older_ones_that_wait(hub: HubBuilder, export: ExportRow):
    old = seal(hub, export, *PAGES)
    new = seal(hub, export, *PAGES)
    assert waiting(hub) == [new]
    row = hub.look(lambda db: db.get(Parcel, new))
    assert row.instead_of_id == old
    assert hub.look(lambda db: look.parcel(db, old)).taken_back_at is not None


def test_a_copy_that_waits_still_goes_and_its_older_list_does_not(
    hub: HubBuilder, export: ExportRow
):
    old = seal(hub, export, COPY, LIST)
    newer = Listed("backup/newer.hubdesk", "5" * 64, 91)
    new = seal(hub, export, newer, LIST)
    assert waiting(hub) == [old, new]
    files = hub.look(lambda db: look.parcel(db, old)).files
    assert [one.past for one in files] == [False, True]


def test_what_takes_the_place_of_a_file_that_waits_is_sent_alone():
    gone = Listed("d/one", gone=True)
    had = (Listed("d/one", "1" * 64, 1), Listed("d/two", "2" * 64, 1))
    left = still_to_send(had, (COPY, gone), same_export=True, arrived=0)
    assert left == (gone, had[1])
    assert still_to_send(had[:1], (COPY, gone), same_export=True, arrived=0) == ()
    told = still_to_send(had, (COPY, gone), same_export=True, arrived=2)
    assert [(one.name, one.sha256[:1], one.past) for one in told] == [
        ("d/one", "1", True),
        ("d/two", "2", False),
    ], "what arrived stays named as it left"


def test_nothing_is_sealed_of_an_export_that_was_stopped_or_changed(
    hub: HubBuilder, export: ExportRow
):
    other = lambda db, _now: change_export(db, export_id=export.id, rhythm=Rhythm.BY_HAND)  # noqa: E731
    hub.do("change export", other)
    with pytest.raises(NotFound):
        seal(hub, export, COPY)
    assert waiting(hub) == []


def test_what_waits_is_taken_back_when_its_export_is_stopped_or_its_place_let_go(
    hub: HubBuilder, export: ExportRow
):
    first = seal(hub, export, COPY)
    hub.do("stop export", lambda db, _now: stop_export(db, export_id=export.id))
    took = lambda db, now: work.take_back_stopped(db, now=now)  # noqa: E731
    assert hub.do("take back parcel", took) == [first]
    hub.do("agree export", lambda db, now: agree(db, now, CALENDAR, export.place_id))
    second = seal(hub, hub.look(leaves_now)[0], COPY)

    def let_go(db: Any, _now: Any) -> None:
        db.get(SendingPlace, export.place_id).deleted = 1

    hub.do("let go of place", let_go)
    assert hub.do("take back parcel", took) == [second]
    assert waiting(hub) == []


def test_what_arrived_cannot_be_taken_back_and_what_waits_can(hub: HubBuilder, export: ExportRow):
    first, second = seal(hub, export, COPY), seal(hub, export, COPY)
    sent = lambda db, now: work.note_sent(db, first, now=now, look_again_at=now)  # noqa: E731
    hub.do("parcel sent", sent)
    back = lambda id: lambda db, now: work.take_back_parcel(db, id, now=now)  # noqa: E731
    with pytest.raises(AlreadyLeft):
        hub.do("take back parcel", back(first))
    hub.do("take back parcel", back(second))
    with pytest.raises(NotFound):
        hub.do("take back parcel", back(second))


def test_send_now_forgets_why_it_waited(hub: HubBuilder, export: ExportRow):
    id = seal(hub, export, COPY)
    hub.do(
        "try parcel",
        lambda db, now: work.note_put_off(
            db, id, tries=4, next_at=now, trouble="PlaceSaysNo", stopped=True
        ),
    )
    assert hub.look(look.waiting_parcels)[0].is_stopped
    hub.do("send now", lambda db, _now: work.try_again(db))
    (row,) = hub.look(look.waiting_parcels)
    assert row.trying == look.Trying()


MONDAY, FRIDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 28)


@pytest.mark.parametrize(
    ("rhythm", "last", "today", "due"),
    [
        (Rhythm.BY_HAND, None, FRIDAY, False),
        (Rhythm.DAILY, None, MONDAY, True),
        (Rhythm.DAILY, MONDAY, MONDAY, False),
        (Rhythm.DAILY, FRIDAY, MONDAY, False),  # the clock went back
        (Rhythm.FRIDAYS, None, MONDAY, False),
        (Rhythm.FRIDAYS, None, FRIDAY, True),
        (Rhythm.FRIDAYS, MONDAY, FRIDAY, True),
        (Rhythm.FRIDAYS, FRIDAY, SATURDAY, False),
        (Rhythm.FRIDAYS, MONDAY, SATURDAY, True),  # nobody was here on Friday
        (Rhythm.WEEKLY, MONDAY, SATURDAY, False),
        (Rhythm.WEEKLY, date(2026, 11, 20), FRIDAY, True),
        (Rhythm.MONTHLY, date(2026, 11, 1), FRIDAY, False),
        (Rhythm.MONTHLY, date(2026, 10, 31), MONDAY, True),
    ],
)
def test_when_something_is_due(rhythm: Rhythm, last: date | None, today: date, due: bool):
    assert is_due(rhythm, last, today) is due


def test_what_is_agreed_is_due_until_it_was_sealed(hub: HubBuilder, export: ExportRow):
    hub.do("change export", lambda db, _n: change_export(db, export_id=export.id, rhythm="daily"))
    (export,) = hub.look(leaves_now)
    due = lambda: hub.look(lambda db: exports_due(db, hub.clock()))  # noqa: E731
    assert due() == [export]
    seal(hub, export, COPY)
    assert due() == []
    hub.clock.forward(days=1)
    assert due() == [export]
