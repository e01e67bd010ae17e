"""The verbs of what may leave the hub, for the tests of every verb."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hubdesk.ids import new_id
from hubdesk.models import PlaceSort, Rhythm, SendingPlace, StandingExport
from hubdesk.operations import places
from hubdesk.operations import standing_exports as leaving
from hubdesk.queries.what_leaves import CALENDAR, REGION_FEED, STATISTICS, may_leave
from tests.conftest import HubBuilder

if TYPE_CHECKING:
    from tests.random_verbs import Dice

REGION = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"  # the one of age's manual


def a_place(db: Any, now: datetime, name: str = "Council drive") -> SendingPlace:
    """A folder, as the verbs of places would set it up."""
    place = SendingPlace(
        name=name, sort=PlaceSort.FOLDER, address="/media/share", options="{}", set_up_at=now
    )
    db.add(place)
    db.flush()
    return place


def set_up(db: Any, now: datetime, name: str) -> SendingPlace:
    """A stick that was tried."""
    return places.set_up_place(
        db,
        place_id=new_id(),
        name=name,
        sort=PlaceSort.STICK,
        address="/media/stick",
        options={},
        secret="",
        identity="{}",
        now=now,
    )


def agree(db: Any, now: datetime, what: str, place_id: str, **facts: Any) -> StandingExport:
    """Somebody read the words of today and agreed."""
    kind = may_leave()[what]
    usual: dict[str, Any] = {"rhythm": kind.rhythms[0], "wording_version": kind.version}
    return leaving.agree_export(db, what=what, place_id=place_id, now=now, **(usual | facts))


class Left:
    """A place, and one kind that leaves there."""

    def __init__(self, hub: HubBuilder) -> None:
        self.place = str(hub.do("set up place", a_place).id)
        self.calendar = str(
            hub.do("agree export", lambda db, now: agree(db, now, CALENDAR, self.place)).id
        )


Verb = Callable[[Left, Any, Any], Any]
OF_LEAVING: dict[str, Verb] = {
    "set up place": lambda s, db, now: set_up(db, now, "The stick"),
    "change place": lambda s, db, now: places.change_place(
        db,
        place_id=s.place,
        name="Council share",
        address="/media/s",
        options={},
        secret="",
        identity="",
    ),
    "agree export": lambda s, db, now: agree(
        db, now, STATISTICS, s.place, recipient=REGION, recipient_name="The council"
    ),
    "change export": lambda s, db, now: leaving.change_export(
        db, export_id=s.calendar, rhythm=Rhythm.BY_HAND
    ),
}


# For random work


def _agreed(w: Dice, db: Any, now: datetime) -> None:
    what = w.dice.choice(list(may_leave()))
    closed = may_leave()[what].closed
    key = {"recipient": REGION, "recipient_name": w.words()} if closed == "always" else {}
    agree(db, now, what, a_place(db, now, w.words()).id, **key)


def _changed(w: Dice, db: Any, now: datetime) -> None:
    row = w.one(db, StandingExport)
    rhythm = w.dice.choice(may_leave()[row.what].rhythms)
    leaving.change_export(db, export_id=row.id, rhythm=rhythm)


def _stopped(w: Dice, db: Any, now: datetime) -> None:
    leaving.stop_export(db, export_id=w.one(db, StandingExport).id)


def _set_up(w: Dice, db: Any, now: datetime) -> None:
    set_up(db, now, w.words() + new_id()[-6:])


def _moved(w: Dice, db: Any, now: datetime) -> None:
    row = w.one(db, SendingPlace)
    places.change_place(
        db,
        place_id=row.id,
        name=w.words() + new_id()[-6:],
        address="/media/" + w.words(),
        options={},
        secret="",
        identity="",
        on_metered=w.dice.random() < 0.5,
    )


def _let_go(w: Dice, db: Any, now: datetime) -> None:
    places.let_go_of_place(db, place_id=w.one(db, SendingPlace).id)


LEAVING_AT_RANDOM = {
    "agree export": _agreed,
    "change export": _changed,
    "stop export": _stopped,
    "set up place": _set_up,
    "change place": _moved,
    "let go of place": _let_go,
}
assert REGION_FEED in may_leave()
