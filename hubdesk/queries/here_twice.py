"""Who may be here twice: everybody is read once, and alike records are put side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import combinations
from typing import Any, Final, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import Birth, BirthPrecision, NotSame, Person
from hubdesk.queries.likeness import Known, Likeness, likeness
from hubdesk.queries.one_person import people_now

MOST_PAIRS: Final = 2000  # more than a hub looks through in a year
CROWDED: Final = 40  # people of one sound: a name that says too little by itself
AT_ONCE: Final = 2000  # people read in one step
GROUPS_AT_ONCE: Final = 500

Told = Callable[[int, int], None]  # how far, of how much; may raise to stop


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one person, and why."""

    one_id: str
    other_id: str
    likeness: Likeness

    @property
    def id(self) -> str:
        """Names the pair, whichever way round."""
        return f"{self.one_id} {self.other_id}"


@dataclass(frozen=True, slots=True)
class Face:
    """One of a pair as a list shows it."""

    id: str
    name: str
    known_as: str
    phone: str
    birth: Birth
    joined_on: date


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair as a list shows it: the record that is older first."""

    id: str
    one: Face
    other: Face
    likeness: Likeness


@dataclass(slots=True)
class HereTwice:
    """What a look through everybody found. `found` counts more than `pairs` when it was cut.

    `crowded` counts people whose name is too common to say something by itself; they were
    compared by phone and day of birth.
    """

    pairs: list[Pair] = field(default_factory=list)
    found: int = 0
    crowded: int = 0


# Read in the order they lie in the file: fetched group by group, 100,000 people took a minute.
_PEOPLE: Final = (
    "SELECT id, sort_name, phone_key, born_precision, born_on, born_year, age_band, deleted"
    " FROM person WHERE id > ? ORDER BY id LIMIT ?"
)
_SOUNDS: Final = "SELECT pk, sounds FROM person_find WHERE pk > ? ORDER BY pk LIMIT ?"
Look = Callable[[Callable[[Any], Any]], Any]


def here_twice(look: Look, told: Told | None = None) -> HereTwice:
    """Look through everybody. `look` opens a short view for each step, so nothing waits for it.

    What looks alike but was said to be two people is left out, and so are families who share a
    phone and no name.
    """
    whole = 2 * look(lambda db: db.scalar(select(func.count()).select_from(Person)))
    people: list[_Read] = []
    for some in _everybody(look):
        people += some
        if told is not None:
            told(len(people), max(whole, len(people)))
    apart: set[frozenset[str]] = look(said_apart)
    groups, crowded = _groups(people)
    seen: dict[tuple[str, str], Likeness] = {}
    for done, group in enumerate(groups):
        _compare([people[at] for at in group], apart, seen)
        if told is not None and done % GROUPS_AT_ONCE == 0:
            told(whole // 2 + whole // 2 * done // len(groups), whole)
    if told is not None:
        told(whole, whole)
    order = {kind: at for at, kind in enumerate(Likeness)}
    ranked = sorted(seen.items(), key=lambda item: (order[item[1]], item[0]))
    pairs = [Pair(*ids, why) for ids, why in ranked[:MOST_PAIRS]]
    return HereTwice(pairs, len(ranked), crowded)


class _Read(NamedTuple):
    """One person as read; what is compared is made of it when it is needed."""

    id: str
    words: str
    phone_key: str
    precision: str
    on: str | None
    year: int
    band: str
    sounds: str


def _everybody(look: Look) -> Iterator[list[_Read]]:
    """All the people, in windows."""
    after = ""
    while rows := look(partial(_window, _PEOPLE, after)):
        # Only people have sounds, so a window of them reaches at least as far as one of people.
        sounds: dict[str, str] = dict(look(partial(_window, _SOUNDS, after)))
        after = rows[-1][0]
        yield [_Read._make((*row[:7], sounds.get(row[0], ""))) for row in rows if not row[7]]


def _window(sql: str, after: str, db: Session) -> list[Any]:
    return list(db.connection().exec_driver_sql(sql, (after, AT_ONCE)))


def _groups(people: Sequence[_Read]) -> tuple[list[list[int]], int]:
    """Who shares a phone, a sound or a day of birth; and how many share a crowded sound."""
    by: dict[tuple[int, str], list[int]] = {}
    for at, person in enumerate(people):
        for which, key in enumerate((person.phone_key, person.sounds, person.on)):
            if key:
                by.setdefault((which, key), []).append(at)
    groups, crowded = [], 0
    for (which, _), group in by.items():
        if which == 1 and len(group) > CROWDED:
            crowded += len(group)
        elif len(group) > 1:
            groups.append(group)
    return groups, crowded


def pair_rows(db: Session, pairs: Sequence[Pair]) -> list[PairRow]:
    """The pairs as a list shows them. Who is not here any more is left out."""
    ids = {id for pair in pairs for id in (pair.one_id, pair.other_id)}
    rows = db.execute(
        select(
            Person.id,
            Person.display_name,
            Person.known_as,
            Person.phone,
            Person.born_precision,
            Person.born_on,
            Person.born_year,
            Person.age_band,
            Person.joined_on,
        ).where(Person.id.in_(ids), Person.deleted == 0)
    )
    faces = {row[0]: Face(*row[:4], _birth(*row[4:8]), row[8]) for row in rows}
    return [
        PairRow(pair.id, faces[pair.one_id], faces[pair.other_id], pair.likeness)
        for pair in pairs
        if pair.one_id in faces and pair.other_id in faces
    ]


def said_apart(db: Session) -> set[frozenset[str]]:
    """The pairs somebody looked at and kept as two people, by the ids they have now."""
    rows = db.execute(select(NotSame.one_id, NotSame.other_id).where(NotSame.deleted == 0)).all()
    now = people_now(db, [id for row in rows for id in row])
    return {frozenset(now[at : at + 2]) for at in range(0, len(now), 2)}


def _known(person: _Read) -> Known:
    on = date.fromisoformat(person.on) if person.on else None
    birth = _birth(person.precision, on, person.year, person.band)
    words = tuple(sorted(person.words.split()))
    return Known(words, tuple(person.sounds.split()), person.phone_key, birth)


def _birth(precision: str, on: date | None, year: int, band: str) -> Birth:
    return Birth(BirthPrecision(precision or BirthPrecision.UNKNOWN), on, year, band)


def _compare(
    group: Sequence[_Read],
    apart: set[frozenset[str]],
    seen: dict[tuple[str, str], Likeness],
) -> None:
    known = [(person.id, _known(person)) for person in group]
    for (one_id, one), (other_id, other) in combinations(known, 2):
        ids = (one_id, other_id)  # read by id: the older record comes first
        if ids in seen:
            continue
        why = likeness(one, other)
        if why and why is not Likeness.PHONE and frozenset(ids) not in apart:
            seen[ids] = why
