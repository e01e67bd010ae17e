"""What the sign-in screen may know: first names with an initial, and what is on. Nothing else.

Somebody has to type a whole first name: a part of one would let anybody read who comes here. Of a
last name only the initial is looked at, which the screen shows anyway: more could be spelled out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import FOR_ONE, BirthPrecision, Person, Place
from hubdesk.models.person import short_name
from hubdesk.queries.here_now import HereSort, here_now, sessions_on
from hubdesk.queries.restrictions import is_restricted
from hubdesk.queries.search import people_ids_matching
from hubdesk.queries.sessions import SessionRow, places_of
from hubdesk.spelling import folded_words

_MOST: Final = 4000  # people of one first name in a whole city's records
_AT_ONCE: Final = 500
LEAST_BIRTHDAYS, MOST_BIRTHDAYS = 3, 5


@dataclass(frozen=True, slots=True)
class Label:
    """First name and initial, and who of the hub is called so. Several cannot be told apart."""

    words: str
    person_ids: tuple[str, ...]

    @property
    def is_one(self) -> bool:
        return len(self.person_ids) == 1


@dataclass(frozen=True, slots=True)
class OpenTo:
    """A session somebody can sign in to, as the screen names it.

    What an appointment is about is nobody's business at the door.
    """

    session_id: str
    title: str
    room: str
    is_appointment: bool = False


@dataclass(frozen=True, slots=True)
class AtDoor:
    """Who stands at the screen: by what they are called, where they have a place, what is on.

    `is_in` where they signed in before, and `session_in` to what; "" is dropping in. `is_over`
    where that is over and nobody saw them leave.
    """

    person_id: str
    words: str
    booked: tuple[OpenTo, ...]
    others: tuple[OpenTo, ...]
    is_in: bool
    session_in: str
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Birthday:
    """A day and a month to choose, and whose it is; "" for a day of nobody among them."""

    day: int
    month: int
    person_id: str = ""


def birthdays(db: Session, person_ids: Sequence[str]) -> tuple[Birthday, ...]:
    """Days to tell people of one name apart by, three at least; empty where they cannot be.

    Each has to have a birthday that is known, and another than the others. Days of nobody stand
    among few, so that the list does not say how many are called so. Source: `ux.md` 16.
    """
    rows = db.execute(
        select(Person.id, Person.born_on).where(
            Person.id.in_(person_ids), Person.born_precision == BirthPrecision.EXACT
        )
    ).all()
    found = {(on.month, on.day): id for id, on in rows if on is not None}
    if len(found) != len(person_ids) or len(found) > MOST_BIRTHDAYS:
        return ()
    for month, day in tuple(found):
        for away in (3, 7):  # of nobody, the same ones each time the list is asked for
            if len(found) < LEAST_BIRTHDAYS:
                found.setdefault(((month + away - 1) % 12 + 1, (day * away) % 28 + 1), "")
    return tuple(Birthday(day, month, id) for (month, day), id in sorted(found.items()))


def labels_called(db: Session, typed: str) -> tuple[Label, ...]:
    """Everybody whose whole first name was typed, with the initial of their last if that was too.

    A record that is kept and not used is not offered: the desk can sign them in, and their card.
    """
    words = folded_words(typed)
    if not words:
        return ()
    found: dict[str, list[str]] = {}
    ids = people_ids_matching(db, words[0], _MOST)
    for at in range(0, len(ids), _AT_ONCE):
        rows = db.execute(
            select(Person.id, Person.display_name, Person.known_as).where(
                Person.id.in_(ids[at : at + _AT_ONCE]),
                Person.deleted == 0,
                ~is_restricted(Person.id),
            )
        )
        for id, name, known_as in rows:
            if _is_called(words, name, known_as):
                found.setdefault(short_name(name, known_as), []).append(id)
    return tuple(Label(said, tuple(sorted(found[said]))) for said in sorted(found))


def _is_called(words: list[str], name: str, known_as: str) -> bool:
    of_name = folded_words(name)
    firsts = {tuple(folded_words(part)[:1]) for part in (name, known_as)}
    if (words[0],) not in firsts:
        return False
    return len(words) == 1 or (len(of_name) > 1 and of_name[-1][0] == words[-1][0])


def at_door(db: Session, person_id: str, now: datetime) -> AtDoor | None:
    """Somebody at the screen, or None if they are not here any more."""
    person = db.get(Person, person_id)
    if person is None or person.deleted:
        return None
    on = [row for row in sessions_on(db, now, person_id=person.id) if not row.venue]
    placed = {
        row.id
        for row, who, place in places_of(db, on)
        if who == person.id and place == Place.BOOKED
    }
    # whose session has just ended is here perhaps: a card then says that they go
    here = here_now(db, now).rows
    mine = next((r for r in here if r.sort is HereSort.PERSON and r.id == person.id), None)
    return AtDoor(
        person.id,
        person.short_name,
        tuple(_open_to(row) for row in on if row.id in placed),
        tuple(_open_to(row) for row in on if row.id not in placed),
        mine is not None,
        mine.session_id if mine is not None else "",
        mine is not None and mine.is_perhaps,
    )


def _open_to(row: SessionRow) -> OpenTo:
    return OpenTo(row.id, row.title, row.room, row.kind in FOR_ONE)
