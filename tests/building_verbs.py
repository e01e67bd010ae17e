"""The verbs of who is in the building and of shifts, for the tests of every verb."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from hubdesk.errors.presence import HereAlready
from hubdesk.models import Account, HandoverNote, LearningSession, Person, Shift
from hubdesk.operations import presence, shifts
from tests.conftest import HubBuilder

if TYPE_CHECKING:
    from tests.random_verbs import Dice


class Building:
    """Somebody in, a visitor in, a shift that goes on, a note that waits."""

    def __init__(self, hub: HubBuilder, *, staff: str, people: tuple[str, str]) -> None:
        do = hub.do
        self.staff, (self.ada, self.bo) = staff, people
        come = {"person_id": self.bo}
        hub.clock.forward(days=1)  # the verbs are done a day later
        self.came = do("come in", lambda db, now: presence.come_in(db, **come, now=now)).id
        mine = {"account_id": staff}
        self.shift = do("begin shift", lambda db, now: shifts.begin_shift(db, **mine, now=now)).id
        note = {**mine, "text": "The printer is out of paper"}
        self.note = do("hand over", lambda db, now: shifts.hand_over(db, **note, now=now)).id
        hub.clock.forward(days=-1)


Verb = Callable[[Building, Any, Any], Any]
OF_BUILDING: dict[str, Verb] = {
    "come in": lambda s, db, now: presence.come_in(db, person_id=s.ada, now=now),
    "leave": lambda s, db, now: presence.leave(db, person_id=s.bo, now=now),
    "begin shift": lambda s, db, now: shifts.begin_shift(
        db, account_id=s.staff, now=now + timedelta(days=1)
    ),
    "end shift": lambda s, db, now: shifts.end_shift(
        db, shift_id=s.shift, minutes=240, note="Ring Bo", now=now
    ),
    "hand over": lambda s, db, now: shifts.hand_over(
        db, account_id=s.staff, text="The key is in the drawer", now=now
    ),
    "tick off handover": lambda s, db, now: shifts.tick_off_handover(db, note_id=s.note),
}


# For random work


def _come(w: Dice, db: Any, now: datetime) -> None:
    at = w.one(db, LearningSession).id if w.dice.random() < 0.2 else ""
    if w.dice.random() < 0.2:
        presence.come_in_visitor(db, name=w.words(), now=now)
    else:
        presence.come_in(db, person_id=w.one(db, Person).id, session_id=at, now=now)


def _leave(w: Dice, db: Any, now: datetime) -> None:
    """Who is in goes; who is not comes first, since some days nobody is."""
    who = w.one(db, Person).id
    with suppress(HereAlready):
        presence.come_in(db, person_id=who, now=now)
    presence.leave(db, person_id=who, now=now)


AT_RANDOM: dict[str, Callable[[Dice, Any, datetime], Any]] = {
    "come in": _come,
    "leave": _leave,
    "begin shift": lambda w, db, now: shifts.begin_shift(
        db, account_id=w.one(db, Account).id, now=now
    ),
    "end shift": lambda w, db, now: shifts.end_shift(
        db, shift_id=w.one(db, Shift).id, minutes=w.dice.randrange(600), now=now
    ),
    "hand over": lambda w, db, now: shifts.hand_over(
        db, account_id=w.one(db, Account).id, text=w.words(), now=now
    ),
    "tick off handover": lambda w, db, now: shifts.tick_off_handover(
        db, note_id=w.one(db, HandoverNote).id
    ),
}
