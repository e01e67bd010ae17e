"""The verbs of what people may ask of their data, for the tests of every verb."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hubdesk.models import Asked, Asker, How, Person, Purpose, RestrictedFor
from hubdesk.operations.consents import record_consent, withdraw_consents
from hubdesk.operations.people import set_needs
from hubdesk.operations.requests import receive_request
from hubdesk.operations.restricting import lift_restriction, restrict_use
from tests.conftest import HubBuilder

if TYPE_CHECKING:
    from tests.random_verbs import Dice


class Rights:
    """Somebody who agreed and asks for an end to it, and somebody whose record is not used."""

    def __init__(self, hub: HubBuilder) -> None:
        self.cy, self.di = hub.person("Cy Rees"), hub.person("Di Rees")
        hub.do("needs", lambda db, now: set_needs(db, person_id=self.cy, needs=["large print"]))
        hub.do("consent", lambda db, now: _agree(db, self.cy, Purpose.SUPPORT_NEEDS, now))
        for asked in (Asked.WITHDRAWAL, Asked.RESTRICTION):
            ask = {"person_id": self.cy, "asked": asked}
            hub.do("rights request", lambda db, now, a=ask: receive_request(db, **a, now=now))
        hub.do("restrict use", lambda db, now: _restrict(db, self.di, now))


def _agree(db: Any, person_id: str, purpose: str, now: datetime) -> object:
    return record_consent(db, person_id=person_id, purpose=purpose, how=How.PAPER, now=now)


def _restrict(db: Any, person_id: str, now: datetime) -> object:
    ground = RestrictedFor.ACCURACY
    return restrict_use(db, person_id=person_id, ground=ground, why="Wrong day", now=now)


Verb = Callable[[Rights, Any, Any], Any]
OF_RIGHTS: dict[str, Verb] = {
    "withdraw consent": lambda s, db, now: withdraw_consents(
        db, person_id=s.cy, purposes=[Purpose.SUPPORT_NEEDS], how=How.SPOKEN, now=now
    ),
    "restrict use": lambda s, db, now: _restrict(db, s.cy, now),
    "lift restriction": lambda s, db, now: lift_restriction(
        db, person_id=s.di, why="Put right", was_told=True, now=now
    ),
}


# For random work


def _unused(w: Dice, db: Any, now: datetime) -> None:
    ground, asked_by = w.dice.choice(list(RestrictedFor)), w.dice.choice(list(Asker))
    who = w.one(db, Person).id
    restrict_use(db, person_id=who, ground=ground, asked_by=asked_by, why=w.words(), now=now)


def _used_again(w: Dice, db: Any, now: datetime) -> None:
    who = w.one(db, Person).id
    lift_restriction(db, person_id=who, why=w.words() or "Over", was_told=True, now=now)


def _taken_back(w: Dice, db: Any, now: datetime) -> None:
    purpose, how, who = w.dice.choice(list(Purpose)), w.dice.choice(list(How)), w.one(db, Person).id
    if w.dice.random() < 0.5:
        _agree(db, who, purpose, now)
    withdraw_consents(db, person_id=who, purposes=[purpose], how=how, now=now)


RIGHTS_AT_RANDOM = {
    "restrict use": _unused,
    "lift restriction": _used_again,
    "withdraw consent": _taken_back,
}
