"""The search box: people and devices by parts of words, any order, no accents, with a slip.

First words that begin as typed, then names that hold it in the middle, then, if nobody is found,
names one slip away. A window of a few is read, ranked by how well it fits.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from hubdesk.models import CodeOf, CodeOrigin, Device, DeviceKind, Loan, LoanState, Person
from hubdesk.spelling import folded_words, slips

OUT = (LoanState.OUT, LoanState.LOST)
WORDS_TRIED = 60


@dataclass(frozen=True, slots=True)
class PersonHit:
    """Somebody found: what a row of the list says."""

    id: str
    name: str
    known_as: str
    card: str
    on_loan: int


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
    person_ids = _matching(db, "person", _begins(words), people, ranked=len(words[0]) > 1)
    if len(person_ids) < people and max(map(len, words)) >= 3:
        wider = _holds(db, words)
        if wider:
            more = _matching(db, "person", wider, people * 2, ranked=True)
            person_ids = list(dict.fromkeys([*person_ids, *more]))[:people]
    device_ids = _matching(db, "device", _begins(words), devices, ranked=True)
    was_slip = False
    if not person_ids and not device_ids:
        slip = _one_slip_away(db, words)
        if slip:
            person_ids = _matching(db, "person", slip, people, ranked=True)
            was_slip = bool(person_ids)
    return Hits(_people(db, person_ids), _devices(db, device_ids), was_slip)


def people_ids_matching(db: Session, typed: str, most: int = 500) -> list[str]:
    """The ids of people who fit, for filtering a list as somebody types."""
    words = folded_words(typed)
    return _matching(db, "person", _begins(words), most, ranked=False) if words else []


def device_ids_matching(db: Session, typed: str, most: int = 500) -> list[str]:
    """The ids of devices that fit, for filtering a list as somebody types."""
    words = folded_words(typed)
    return _matching(db, "device", _begins(words), most, ranked=False) if words else []


def _begins(words: list[str]) -> str:
    return " ".join(f'"{word}"*' for word in words)


def _holds(db: Session, words: list[str]) -> str:
    """Each word as typed, or any name that holds it in the middle; empty if no name does."""
    parts, widened = [], False
    for word in words:
        inside = _names_holding(db, f'"{word}"') if len(word) >= 3 else []
        widened = widened or bool(inside)
        parts.append("(" + " OR ".join([f'"{word}"*', *(f'"{w}"' for w in inside)]) + ")")
    return " AND ".join(parts) if widened else ""


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
    for near in _names_holding(db, pieces, ranked=True):
        start = near[: len(word) + 1]
        if min(slips(word, near), slips(word, near[: len(word)]), slips(word, start)) <= allowed:
            found.append(near)
    return found


def _names_holding(db: Session, match: str, *, ranked: bool = False) -> list[str]:
    order = "ORDER BY rank" if ranked else ""
    return list(
        db.scalars(
            text(
                "SELECT n.word FROM word_fts f JOIN name_word n ON n.id = f.rowid"
                f" WHERE word_fts MATCH :match {order} LIMIT :most"
            ),
            {"match": match, "most": WORDS_TRIED},
        )
    )


def _matching(db: Session, noun: str, match: str, most: int, *, ranked: bool) -> list[str]:
    order = "ORDER BY rank" if ranked else ""
    return list(
        db.scalars(
            text(
                f"SELECT w.pk FROM (SELECT rowid FROM {noun}_fts WHERE {noun}_fts MATCH :match"
                f" {order} LIMIT :most) f JOIN {noun}_find w ON w.id = f.rowid"
            ),
            {"match": match, "most": most},
        )
    )


def _people(db: Session, ids: list[str]) -> tuple[PersonHit, ...]:
    on_loan = (
        select(func.count())
        .where(Loan.borrower_id == Person.id, Loan.state.in_(OUT))
        .scalar_subquery()
    )
    card = (
        select(func.max(CodeOf.shown))
        .where(CodeOf.person_id == Person.id, CodeOf.deleted == 0, CodeOf.origin == CodeOrigin.CARD)
        .scalar_subquery()
    )
    rows = {
        row[0]: PersonHit(row[0], row[1], row[2], row[3] or "", row[4] or 0)
        for row in db.execute(
            select(Person.id, Person.display_name, Person.known_as, card, on_loan).where(
                Person.id.in_(ids)
            )
        )
    }
    return tuple(rows[id] for id in ids if id in rows)


def _devices(db: Session, ids: list[str]) -> tuple[DeviceHit, ...]:
    is_out = (
        select(func.count())
        .where(Loan.device_id == Device.id, Loan.state.in_(OUT))
        .scalar_subquery()
    )
    rows = {
        row[0]: DeviceHit(row[0], row[1], row[2], row[3] or "laptop", row[4], bool(row[5]))
        for row in db.execute(
            select(Device.id, Device.title, Device.tag, DeviceKind.icon, Device.stage, is_out)
            .join(DeviceKind, DeviceKind.id == Device.kind_id)
            .where(Device.id.in_(ids))
        )
    }
    return tuple(rows[id] for id in ids if id in rows)
