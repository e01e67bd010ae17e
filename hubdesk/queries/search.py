"""The search box: people and devices by parts of words, any order, no accents, with a slip.

First whole words, then words that begin as typed, then names that hold it in the middle, then,
if nobody is found, names one slip away.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import Person
from hubdesk.spelling import folded_words, slips

WORDS_TRIED = 60  # names that share letters with a slip
HOLDING_TRIED = 20  # names that hold what was typed
CANDIDATES = 30
MOST_WAYS = 40  # to put the spaces


@dataclass(frozen=True, slots=True)
class Apart:
    """What tells somebody from others of the same name, as far as it is known."""

    born_on: date | None
    born_year: int
    phone_end: str
    joined_on: date


@dataclass(frozen=True, slots=True)
class PersonHit:
    """Somebody found: what a row of the list says. `apart` where others found are called so too."""

    id: str
    name: str
    known_as: str
    card: str
    on_loan: int
    apart: Apart | None = None


@dataclass(frozen=True, slots=True)
class DeviceHit:
    """Something found: what a row of the list says."""

    id: str
    title: str
    tag: str
    icon: str
    stage: str
    is_out: bool


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, best first."""

    people: tuple[PersonHit, ...] = ()
    devices: tuple[DeviceHit, ...] = ()
    was_slip: bool = False


def search(db: Session, typed: str, *, people: int = 6, devices: int = 4) -> Hits:
    """People and devices that fit what was typed."""
    words = folded_words(typed)
    if not words:
        return Hits()
    person_ids = _best(db, "person", words, people)
    # Several words that fit somebody are a name; one word may be the middle of another.
    is_thin = not person_ids or len(words) == 1
    if is_thin and len(person_ids) < people and max(map(len, words)) >= 3:
        wider = _holds(db, words)
        if wider:
            more = _candidates(db, "person", wider, words)
            person_ids = list(dict.fromkeys([*person_ids, *more]))[:people]
    device_ids = _best(db, "device", words, devices)
    was_slip = False
    if not person_ids and not device_ids:
        for slip in (_spaced_otherwise(words), _one_slip_away(db, words)):
            if slip and not person_ids:
                person_ids = _candidates(db, "person", slip, words)[:people]
        was_slip = bool(person_ids)
    return Hits(_people(db, person_ids), _devices(db, device_ids), was_slip)


def people_ids_matching(db: Session, typed: str, most: int = 500) -> list[str]:
    """The ids of people who fit, for filtering a list as somebody types."""
    words = folded_words(typed)
    return _matching(db, "person", _begins(words), most) if words else []


def device_ids_matching(db: Session, typed: str, most: int = 500) -> list[str]:
    """The ids of devices that fit, for filtering a list as somebody types."""
    words = folded_words(typed)
    return _matching(db, "device", _begins(words), most) if words else []


def _best(db: Session, noun: str, words: list[str], most: int) -> list[str]:
    """Those who have the words whole go first, then those whose last word is being typed.

    Ranking everybody who fits would read thousands of rows for two letters; so each step takes
    the first few it finds, and only those are put in order.
    """
    whole = [f'"{word}"' for word in words]
    found: list[str] = []
    for match in dict.fromkeys((" ".join(whole), " ".join(whole) + "*", _begins(words))):
        found = list(dict.fromkeys([*found, *_candidates(db, noun, match, words)]))
        if len(found) >= most:
            break
    return found[:most]


def _begins(words: list[str]) -> str:
    return " ".join(f'"{word}"*' for word in words)


def _holds(db: Session, words: list[str]) -> str:
    """Each word as typed, or any name that holds it in the middle; empty if no name does."""
    parts, widened = [], False
    for word in words:
        inside = _names_holding(db, f'"{word}"', HOLDING_TRIED) if len(word) >= 3 else []
        widened = widened or bool(inside)
        parts.append("(" + " OR ".join([f'"{word}"*', *(f'"{w}"' for w in inside)]) + ")")
    return " AND ".join(parts) if widened else ""


def _spaced_otherwise(words: list[str]) -> str:
    """A space that was left out or is one too many: maryjane, van derberg."""
    ways = []
    for at, word in enumerate(words):
        before, after = words[:at], words[at + 1 :]
        if any(map(str.isdigit, word)):
            continue  # a number is no name
        for end in range(3, len(word) - 1):
            ways.append([*before, word[:end], word[end:], *after])
        if after:
            ways.append([*before, word + after[0], *after[1:]])
    whole = (" ".join(f'"{word}"' for word in way) + "*" for way in ways[:MOST_WAYS])
    return " OR ".join(f"({way})" for way in whole)


def _one_slip_away(db: Session, words: list[str]) -> str:
    parts = []
    for word in words:
        near = _near(db, word) if len(word) >= 4 and not word.isdigit() else []
        parts.append("(" + " OR ".join([f'"{word}"*', *(f'"{w}"' for w in near)]) + ")")
    return " AND ".join(parts)


def _near(db: Session, word: str) -> list[str]:
    """Name words one slip from `word`, two for long ones; also its beginning, still being typed."""
    allowed = 1 if len(word) < 7 else 2
    pieces = " OR ".join(f'"{word[i : i + 3]}"' for i in range(len(word) - 2))
    found = []
    for near in _names_holding(db, pieces, WORDS_TRIED, ranked=True):
        starts = {near, near[: len(word)], near[: len(word) + 1]}
        if any(slips(word, start, allowed) <= allowed for start in starts):
            found.append(near)
    return found


def _names_holding(db: Session, match: str, most: int, *, ranked: bool = False) -> list[str]:
    order = "ORDER BY rank" if ranked else ""
    rows = _rows(
        db,
        "SELECT n.word FROM word_fts f JOIN name_word n ON n.id = f.rowid"
        f" WHERE word_fts MATCH ? {order} LIMIT ?",
        match,
        most,
    )
    return [word for (word,) in rows]


def _candidates(db: Session, noun: str, match: str, words: list[str]) -> list[str]:
    """A few who fit, those first in whose words the first typed one comes early."""
    rows = _rows(
        db,
        f"SELECT w.pk, w.words FROM {noun}_fts f JOIN {noun}_find w ON w.id = f.rowid"
        f" WHERE {noun}_fts MATCH ? LIMIT ?",
        match,
        CANDIDATES,
    )
    return [pk for pk, _ in sorted(rows, key=lambda row: _early(words[0], row[1].split()))]


def _early(typed: str, words: list[str]) -> tuple[int, int, list[str]]:
    place = next((i for i, word in enumerate(words) if word.startswith(typed)), len(words))
    return place, len(words), words


def _matching(db: Session, noun: str, match: str, most: int) -> list[str]:
    rows = _rows(
        db,
        f"SELECT w.pk FROM (SELECT rowid FROM {noun}_fts WHERE {noun}_fts MATCH ? LIMIT ?) f"
        f" JOIN {noun}_find w ON w.id = f.rowid",
        match,
        most,
    )
    return [pk for (pk,) in rows]


_PEOPLE = (
    "SELECT p.id, p.display_name, p.known_as,"
    " (SELECT max(c.shown) FROM code_of c WHERE c.person_id = p.id AND c.deleted = 0"
    " AND c.origin = 'card'),"
    " (SELECT count(*) FROM loan l WHERE l.borrower_id = p.id AND l.state IN ('out', 'lost'))"
    " FROM json_each(?) wanted JOIN person p ON p.id = wanted.value ORDER BY wanted.key"
)
_DEVICES = (
    "SELECT d.id, d.title, d.tag, k.icon, d.stage,"
    " EXISTS (SELECT 1 FROM loan l WHERE l.device_id = d.id AND l.state IN ('out', 'lost'))"
    " FROM json_each(?) wanted JOIN device d ON d.id = wanted.value"
    " JOIN device_kind k ON k.id = d.kind_id ORDER BY wanted.key"
)


def _people(db: Session, ids: list[str]) -> tuple[PersonHit, ...]:
    rows = _rows(db, _PEOPLE, json.dumps(ids)) if ids else []
    called = Counter(row[1] for row in rows)
    alike = [row[0] for row in rows if called[row[1]] > 1]
    apart = _apart(db, alike) if alike else {}
    return tuple(
        PersonHit(id, name, known, card or "", out, apart.get(id))
        for id, name, known, card, out in rows
    )


def apart_if_alike(db: Session, person_id: str) -> Apart | None:
    """What tells somebody from others of the very same name; None where nobody else has it."""
    theirs = select(Person.sort_name).where(Person.id == person_id).scalar_subquery()
    other = select(Person.id).where(
        Person.sort_name == theirs, Person.deleted == 0, Person.id != person_id
    )
    if db.scalars(other.limit(1)).first() is None:
        return None
    return _apart(db, [person_id]).get(person_id)


def _apart(db: Session, ids: list[str]) -> dict[str, Apart]:
    columns = Person.id, Person.born_on, Person.born_year, Person.phone_key, Person.joined_on
    return {
        id: Apart(born_on, born_year, phone[-3:], joined_on)
        for id, born_on, born_year, phone, joined_on in db.execute(
            select(*columns).where(Person.id.in_(ids))
        )
    }


def _devices(db: Session, ids: list[str]) -> tuple[DeviceHit, ...]:
    rows = _rows(db, _DEVICES, json.dumps(ids)) if ids else []
    return tuple(
        DeviceHit(id, title, tag, icon or "laptop", stage, bool(out))
        for id, title, tag, icon, stage, out in rows
    )


def _rows(db: Session, sql: str, *facts: object) -> list[Any]:
    """Rows of a plain statement: building one in Python costs more than SQLite takes to answer."""
    return list(db.connection().exec_driver_sql(sql, facts))
