"""Who may be here twice: everybody is read once, and alike records are put side by side."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import combinations, groupby
from typing import Any, Final, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import Birth, BirthPrecision, NotSame, Person
from hubdesk.queries.likeness import Known, Likeness, likeness
from hubdesk.queries.one_person import people_now
from hubdesk.queries.restrictions import restricted_ids

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
    phone and no name, and records that are kept and not used.
    """
    whole = 2 * look(lambda db: db.scalar(select(func.count()).select_from(Person)))
    unused: set[str] = look(restricted_ids)
    people = _People()
    for some in _everybody(look):
        people.add([one for one in some if one.id not in unused])
        if told is not None:
            told(len(people), max(whole, len(people)))
    apart: set[frozenset[str]] = look(said_apart)
    groups, crowded = _groups(people)
    seen: dict[tuple[int, int], Likeness] = {}
    for done, group in enumerate(groups):
        _compare(people, group, apart, seen)
        if told is not None and done % GROUPS_AT_ONCE == 0:
            told(whole // 2 + whole // 2 * done // len(groups), whole)
    if told is not None:
        told(whole, whole)
    order = {kind: at for at, kind in enumerate(Likeness)}
    ranked = sorted(seen, key=lambda ats: (order[seen[ats]], ats))
    pairs = [
        Pair(people[one].id, people[other].id, seen[one, other])
        for one, other in ranked[:MOST_PAIRS]
    ]
    return HereTwice(pairs, len(ranked), crowded)


class _Read(NamedTuple):
    """One person as read; what is compared is made of it when it is needed."""

    id: str
    words: str
    phone_key: str
    precision: str
    on: str
    year: str
    band: str
    sounds: str


class _People:
    """Everybody, oldest record first, in little room: 100 bytes each where objects take 600.

    Each window is one block, which the computer has back when the look is over; 100,000 people
    as objects left the app 55 MB larger for the rest of the day.
    """

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self._places = array("Q")  # the block's number, then where in it: 32 bits each
        self.keys = tuple(array("q") for _ in _SHARED)  # a hash of each; 0 where there is none

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, at: int) -> _Read:
        block, place = divmod(self._places[at], _BLOCK)
        there = self._blocks[block]
        return _Read._make(there[place : there.index(_END, place)].decode().split(_NEXT))

    def add(self, some: Sequence[_Read]) -> None:
        block = bytearray()
        for person in some:
            self._places.append(len(self._blocks) * _BLOCK + len(block))
            block += _NEXT.join(person).encode() + _END
            for kept, name in zip(self.keys, _SHARED, strict=True):
                kept.append(hash(getattr(person, name) or 0))
        self._blocks.append(bytes(block))


_SHARED: Final = ("phone_key", "sounds", "on")  # what two records of one person may share
_NEXT, _END, _BLOCK = "\x1f", b"\x1e", 2**32


def _everybody(look: Look) -> Iterator[list[_Read]]:
    """All the people, in windows."""
    after = ""
    while rows := look(partial(_window, _PEOPLE, after)):
        # Only people have sounds, so a window of them reaches at least as far as one of people.
        sounds: dict[str, str] = dict(look(partial(_window, _SOUNDS, after)))
        after = rows[-1][0]
        here = (row[:7] for row in rows if not row[7])
        yield [_Read._make((*map(_plain, row), sounds.get(row[0], ""))) for row in here]


def _plain(value: Any) -> str:
    """A value as text that none of the marks between values is in."""
    return str(value or "").replace(_NEXT, " ").replace("\x1e", " ")


def _window(sql: str, after: str, db: Session) -> list[Any]:
    return list(db.connection().exec_driver_sql(sql, (after, AT_ONCE)))


def _groups(people: _People) -> tuple[list[array[int]], int]:
    """Who shares a phone, a sound or a day of birth; and how many share a crowded sound."""
    groups, crowded = [], 0
    for name, keys in zip(_SHARED, people.keys, strict=True):
        ordered = sorted((at for at in range(len(people)) if keys[at]), key=keys.__getitem__)
        for _, same in groupby(ordered, keys.__getitem__):
            group = array("L", same)
            if name == "sounds" and len(group) > CROWDED:
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
    birth = _birth(person.precision, on, int(person.year or 0), person.band)
    words = tuple(sorted(person.words.split()))
    return Known(words, tuple(person.sounds.split()), person.phone_key, birth)


def _birth(precision: str, on: date | None, year: int, band: str) -> Birth:
    return Birth(BirthPrecision(precision or BirthPrecision.UNKNOWN), on, year, band)


def _compare(
    people: _People,
    group: Sequence[int],
    apart: set[frozenset[str]],
    seen: dict[tuple[int, int], Likeness],
) -> None:
    read = {at: people[at] for at in group}
    known = {at: _known(person) for at, person in read.items()}
    for one, other in combinations(group, 2):  # the older record comes first
        if (one, other) in seen:
            continue
        why = likeness(known[one], known[other])
        if why is None or why is Likeness.PHONE:
            continue
        if frozenset((read[one].id, read[other].id)) not in apart:
            seen[one, other] = why
