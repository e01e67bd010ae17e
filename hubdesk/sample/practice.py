"""People and things to practise with: each name ends in "(sample)", all added in one action."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hubdesk.models import Role
from hubdesk.operations.beginnings import kind_id
from hubdesk.operations.hub import set_up_hub
from hubdesk.operations.lending import Item, hand_over
from hubdesk.operations.people import assign_card, register_person
from hubdesk.operations.practice import MARK
from hubdesk.operations.stock import add_device
from hubdesk.queries.hub import hub_facts
from hubdesk.sample.words import practice_words, sample_words
from hubdesk.store.database import Database


def add_practice(database: Database, *, now: datetime) -> None:
    """12 people, 10 things, three loans of which one is late and one due today; one undo."""
    words = sample_words()
    with database.reading() as db:
        is_set_up = hub_facts(db) is not None
    if not is_set_up:
        with database.changing("set up hub") as db:
            set_up_hub(db, name=words.hub.name, manager=words.hub.manager, now=now)
    with database.changing("add practice") as db:
        _add(db, now)


def _add(db: Any, now: datetime) -> None:
    words = practice_words()
    people = [_person(db, name, place, now) for place, name in enumerate(words.people)]
    things = [_thing(db, *row, now) for row in words.devices]
    for place, lent_days_ago, due_in in ((0, 16, -2), (2, 14, 0), (6, 4, 10)):
        hand_over(
            db,
            borrower_id=people[place],
            items=[Item(things[place])],
            happened_at=now - timedelta(days=lent_days_ago),
            due_on=now.date() + timedelta(days=due_in),
            now=now,
        )


def _person(db: Any, name: str, place: int, now: datetime) -> str:
    person = register_person(
        db,
        display_name=f"{name} {MARK}",
        phone=f"07700 900{place:03d}" if place % 3 else "",
        roles=(Role.BORROWER,),
        now=now,
    )
    assign_card(db, person_id=person.id)
    return person.id


def _thing(db: Any, kind: str, make: str, model: str, now: datetime) -> str:
    device = add_device(db, kind_id=kind_id(kind), make=make, model=f"{model} {MARK}", now=now)
    return device.id
