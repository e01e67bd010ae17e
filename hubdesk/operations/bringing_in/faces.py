"""Telling people of a list from people of the hub: by phone, e-mail, name and birth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import Birth, BirthPrecision, Person
from hubdesk.operations.bringing_in.codes import ASKED_AT_ONCE

UNKNOWN_BIRTH = Birth()


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody of the hub, as far as telling them apart needs."""

    id: str
    name: str
    sort_name: str
    phone_key: str = ""
    email: str = ""
    birth: Birth = UNKNOWN_BIRTH

    def is_called(self, sort_name: str) -> bool:
        """Whether one name is the other with words left out: Samira is Samira Haddad."""
        return goes_by(self.sort_name, sort_name)

    def shares_word(self, sort_name: str) -> bool:
        """Whether the names have any word in common, as after a marriage."""
        return bool(set(self.sort_name.split()) & set(sort_name.split()))

    def may_be_born(self, birth: Birth) -> bool:
        """Whether both births can be of one person."""
        exact = BirthPrecision.EXACT
        if self.birth.precision == exact and birth.precision == exact:
            return self.birth.on == birth.on
        if self.birth.year and birth.year:
            return self.birth.year == birth.year
        return True

    def is_born_on(self, birth: Birth) -> bool:
        """Whether both births are known to the day, and the same."""
        return birth.on is not None and birth.on == self.birth.on


def goes_by(one: str, other: str) -> bool:
    """Whether one folded name is the other with words left out."""
    mine, theirs = set(one.split()), set(other.split())
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


class Faces:
    """The people a batch of lines may mean, the ones just added among them."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._all: dict[str, Face] = {}
        self._by: dict[tuple[str, str], list[Face]] = {}

    def on(self, db: Session) -> None:
        """Go on in another transaction."""
        self._db = db

    def load(
        self,
        *,
        ids: Iterable[str] = (),
        names: Iterable[str] = (),
        phones: Iterable[str] = (),
        emails: Iterable[str] = (),
    ) -> None:
        """Read everybody who fits any of these. Who was read before is forgotten."""
        self._all.clear()
        self._by.clear()
        self._read(Person.id, ids)
        self._read(Person.sort_name, names)
        self._read(Person.phone_key, phones)
        self._read(func.lower(Person.email), (email.lower() for email in emails))

    def add(self, face: Face) -> None:
        """Somebody just written down."""
        if face.id in self._all:
            return
        self._all[face.id] = face
        for sign in (
            ("name", face.sort_name),
            ("phone", face.phone_key),
            ("email", face.email.lower()),
        ):
            if sign[1]:
                self._by.setdefault(sign, []).append(face)

    def get(self, id: str) -> Face | None:
        return self._all.get(id)

    def ids(self) -> list[str]:
        """Of everybody who was read or added."""
        return list(self._all)

    def called(self, sort_name: str) -> list[Face]:
        """Everybody of exactly that name, in the order they were written down."""
        return self._fitting("name", sort_name)

    def with_phone(self, key: str) -> list[Face]:
        return self._fitting("phone", key)

    def with_email(self, email: str) -> list[Face]:
        return self._fitting("email", email.lower())

    def _fitting(self, sign: str, value: str) -> list[Face]:
        return sorted(self._by.get((sign, value), ()), key=lambda face: face.id)

    def _read(self, column: Any, wanted: Iterable[str]) -> None:
        values = list({value for value in wanted if value})
        for start in range(0, len(values), ASKED_AT_ONCE):
            some = values[start : start + ASKED_AT_ONCE]
            query = select(*_COLUMNS).where(column.in_(some), Person.deleted == 0)
            for row in self._db.execute(query):
                self.add(_face(row))


_COLUMNS: tuple[Any, ...] = (
    Person.id,
    Person.display_name,
    Person.sort_name,
    Person.phone_key,
    Person.email,
    Person.born_precision,
    Person.born_on,
    Person.born_year,
    Person.age_band,
)


def _face(row: Sequence[Any]) -> Face:
    birth = Birth(BirthPrecision(row[5] or "unknown"), row[6], row[7], row[8])
    id, name, sort, phone_key, email = row[:5]
    return Face(id, name, sort, phone_key, email, birth)


def face_of(columns: Mapping[str, Any]) -> Face:
    """The face of somebody just written down, from the columns of their row."""
    precision = BirthPrecision(columns.get("born_precision") or "unknown")
    year, band = columns.get("born_year", 0), columns.get("age_band", "")
    return Face(
        columns["id"],
        columns["display_name"],
        columns["sort_name"],
        columns.get("phone_key", ""),
        columns.get("email", ""),
        Birth(precision, columns.get("born_on"), year, band),
    )
