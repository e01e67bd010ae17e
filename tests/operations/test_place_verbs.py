"""A place is set up, changed and let go of; its password is nowhere but where it is needed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.records import NotFound
from hubdesk.errors.sending import PlaceNameTaken
from hubdesk.ids import new_id
from hubdesk.models import JournalOp, PlaceSecret, PlaceSort, SendingPlace
from hubdesk.operations.places import change_place, let_go_of_place, set_up_place
from hubdesk.operations.undoing import undo
from hubdesk.queries.sending_places import place_secret, sending_places
from hubdesk.queries.standing_exports import leaves_now
from hubdesk.queries.what_leaves import CALENDAR
from tests.conftest import NOW, HubBuilder
from tests.leaving_verbs import agree

SECRET = "Xylophonquartz-8812"
CLOUD: dict[str, Any] = {
    "name": "Our cloud",
    "sort": PlaceSort.WEBDAV,
    "address": "https://cloud.example.org/remote.php/dav/files/anna",
    "options": {"user": "anna"},
    "secret": SECRET,
    "identity": '{"hub": "11"}',
}


def set_up(hub: HubBuilder, **facts: Any) -> str:
    wanted = {"place_id": new_id(), **CLOUD, **facts}
    row = hub.do("set up place", lambda db, now: set_up_place(db, now=now, **wanted))
    return str(row.id)


def change(hub: HubBuilder, id: str, **facts: Any) -> Any:
    wanted = {**CLOUD, "secret": "", "identity": "", **facts}
    del wanted["sort"]
    return hub.do("change place", lambda db, _now: change_place(db, place_id=id, **wanted))


def secret_of(hub: HubBuilder, id: str) -> str:
    with hub.database.reading() as db:
        return place_secret(db, id)


def test_a_place_is_listed_with_what_it_needs_and_without_its_password(hub: HubBuilder) -> None:
    set_up(hub)
    set_up(hub, name="a stick", sort=PlaceSort.STICK, address="/media/a", options={}, secret="")
    with hub.database.reading() as db:
        stick, cloud = sending_places(db)
    assert (stick.name, stick.sort, stick.lacks_secret) == ("a stick", "stick", False)
    assert (cloud.name, cloud.lacks_secret, json.loads(cloud.options)) == (
        "Our cloud",
        False,
        {"user": "anna"},
    )
    assert SECRET not in repr(cloud)


def test_the_password_is_in_no_journal_and_goes_when_the_place_is_let_go(hub: HubBuilder) -> None:
    id = set_up(hub)
    change(hub, id, secret=SECRET + "2")
    with hub.database.reading() as db:
        bodies = " ".join(body or "" for body in db.scalars(select(JournalOp.body)))
    assert "Our cloud" in bodies
    assert SECRET not in bodies
    assert secret_of(hub, id) == SECRET + "2"
    hub.do("let go of place", lambda db, _now: let_go_of_place(db, place_id=id))
    with hub.database.reading() as db:
        assert sending_places(db) == []
        assert db.scalars(select(PlaceSecret.id)).all() == []
    with pytest.raises(NotFound):
        hub.do("let go of place", lambda db, _now: let_go_of_place(db, place_id=id))


def test_what_leaves_to_a_place_stops_when_it_is_let_go(hub: HubBuilder) -> None:
    id, other = set_up(hub), set_up(hub, name="Another")
    hub.do("agree export", lambda db, now: agree(db, now, CALENDAR, id))
    hub.do("agree export", lambda db, now: agree(db, now, CALENDAR, other))
    hub.do("let go of place", lambda db, _now: let_go_of_place(db, place_id=id))
    with hub.database.reading() as db:
        assert [row.place_id for row in leaves_now(db)] == [other]


@pytest.mark.parametrize(
    ("facts", "refuses"),
    [
        ({"name": " "}, FieldMissing),
        ({"address": ""}, FieldMissing),
        ({"secret": ""}, FieldMissing),
        ({"options": {}}, FieldMissing),
        ({"sort": PlaceSort.S3}, FieldMissing),  # no bucket
        ({"name": "OUR CLOUD"}, PlaceNameTaken),
    ],
)
def test_what_is_missing_is_asked_for(
    hub: HubBuilder, facts: dict[str, Any], refuses: type[Exception]
) -> None:
    if refuses is PlaceNameTaken:
        set_up(hub)
    with pytest.raises(refuses):
        set_up(hub, **facts)


def test_a_password_is_never_told_to_another_server_than_its_own(hub: HubBuilder) -> None:
    id = set_up(hub)
    change(hub, id, name="Their cloud", on_metered=True)
    assert secret_of(hub, id) == SECRET
    for elsewhere in ({"address": "https://other.example.org"}, {"options": {"user": "bea"}}):
        with pytest.raises(FieldMissing):
            change(hub, id, **elsewhere)
    change(hub, id, address="https://other.example.org", secret="of the other")
    assert secret_of(hub, id) == "of the other"
    undo_last(hub)
    with hub.database.reading() as db:
        (row,) = sending_places(db)
    assert row.address == CLOUD["address"]
    assert row.lacks_secret
    with pytest.raises(FieldMissing):
        change(hub, id)


def test_undoing_a_place_forgets_its_password(hub: HubBuilder) -> None:
    id = set_up(hub)
    assert secret_of(hub, id) == SECRET
    undo_last(hub)
    assert secret_of(hub, id) == ""
    with hub.database.reading() as db:
        assert sending_places(db) == []
        assert db.get_one(SendingPlace, id).deleted


def undo_last(hub: HubBuilder) -> None:
    last = hub.last_txn
    hub.do("undo", lambda db, _now: undo(db, txn_id=last, now=NOW))
