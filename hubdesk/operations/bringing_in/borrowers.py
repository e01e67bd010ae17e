"""Whoever a list says has a device: found among the people of the hub, or written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from hubdesk.errors import Refusal
from hubdesk.errors.bringing_in import BorrowerUnsure, Fault, Problem
from hubdesk.errors.records import CodeInUse
from hubdesk.ids import CodeKind, pair_id
from hubdesk.models import CodeOrigin, Person, PersonRole, Role
from hubdesk.operations.bringing_in.codes import CodeBook, Named, named, our_code
from hubdesk.operations.bringing_in.faces import Face, Faces, face_of
from hubdesk.operations.bringing_in.lines import BorrowerSaid, DeviceSaid
from hubdesk.operations.bringing_in.person_words import NOBODY
from hubdesk.operations.bringing_in.rows import NewRows
from hubdesk.operations.person_facts import PersonFacts, columns_of, sort_name
from hubdesk.typed import read_email, read_phone


@dataclass(frozen=True, slots=True)
class Borrower:
    """A line's words about who has the device, made ready to look for."""

    name: str
    sort_name: str
    phone: str
    phone_key: str
    email: str
    codes: tuple[Named, ...]  # the card first


@dataclass(frozen=True, slots=True)
class Meant:
    """Who is meant. `face` is None for somebody new, and `columns` say who that is."""

    borrower: Borrower
    face: Face | None = None
    columns: dict[str, Any] = field(default_factory=dict)


def read_borrower(said: BorrowerSaid) -> Borrower:
    """The words of a line; a phone or e-mail that cannot be right is left out."""
    card = our_code(said.card, CodeKind.PERSON)
    codes = [Named.of_ours(card) if card else named(said.card, CodeOrigin.OLD)]
    codes.append(named(said.username, CodeOrigin.OLD))
    phone, key, email = said.phone, "", said.email
    try:
        read = read_phone(said.phone)
        phone, key = read.shown, read.key
    except Refusal:
        phone = ""
    try:
        email = read_email(said.email)
    except Refusal:
        email = ""
    name = said.name or said.username or said.email or said.phone or said.card
    return Borrower(name, sort_name(name), phone, key, email, tuple(filter(None, codes)))


class Borrowers:
    """The people who have the devices of a list."""

    def __init__(self, db: Session, rows: NewRows, codes: CodeBook, now: datetime) -> None:
        self._rows, self._codes, self._now = rows, codes, now
        self.faces = Faces(db)
        self._read: dict[int, Borrower] = {}

    def codes_of(self, lines: Iterable[DeviceSaid]) -> list[str]:
        """The codes of people that these lines name, for the book to be loaded with."""
        self._read = {
            line.line: read_borrower(line.borrower)
            for line in lines
            if line.opens_loan and line.borrower is not None
        }
        return [code.value for one in self._read.values() for code in one.codes]

    def load(self, also: Iterable[str]) -> None:
        """Read the people whom the lines may mean, and those of these ids."""
        said = list(self._read.values())
        holders = [self._codes.person_of(code.value) for one in said for code in one.codes]
        self.faces.load(
            ids=[*also, *holders],
            names=[one.sort_name for one in said],
            phones=[one.phone_key for one in said],
            emails=[one.email for one in said],
        )

    def of(self, line: DeviceSaid) -> Borrower | None:
        return self._read.get(line.line)

    def who(self, borrower: Borrower, remarks: list[Problem], line: int) -> Meant:
        """Who is meant.

        Refuses BorrowerUnsure, CodeInUse for a card of somebody else, and what `columns_of`
        refuses of a name.
        """
        for code in borrower.codes:
            if face := self.faces.get(self._codes.person_of(code.value)):
                if face.shares_word(borrower.sort_name) or not borrower.sort_name:
                    return Meant(borrower, face)
                raise CodeInUse(code.shown, face.name, person_id=face.id)
        fitting = self._by_reach(borrower)
        if not fitting:
            same_name = self.faces.called(borrower.sort_name)
            fitting = [face for face in same_name if self._may_be(face, borrower)]
            if fitting:
                remarks.append(Problem(Fault.BORROWER_BY_NAME, line, text=borrower.name))
            elif same_name:
                remarks.append(Problem(Fault.SAME_NAME, line, text=borrower.name))
        if len(fitting) > 1:
            raise BorrowerUnsure(borrower.name, len(fitting))
        if fitting:
            return Meant(borrower, fitting[0])
        remarks.append(Problem(Fault.BORROWER_ADDED, line, text=borrower.name))
        facts: PersonFacts = {
            "display_name": borrower.name,
            "phone": borrower.phone,
            "email": borrower.email,
        }
        return Meant(borrower, columns=columns_of(facts, today=self._now.date()))

    def is_same(self, borrower: Borrower, face: Face) -> bool:
        """Whether the line names the very person who has it here."""
        held = any(self._codes.person_of(code.value) == face.id for code in borrower.codes)
        reached = bool(borrower.phone_key) and borrower.phone_key == face.phone_key
        return held or reached or face.is_called(borrower.sort_name)

    def write_down(self, meant: Meant) -> Face:
        """Somebody new."""
        person = self._rows.add(Person, joined_on=self._now.date(), **NOBODY | meant.columns)
        self._rows.add(
            PersonRole,
            id=pair_id("person_role", person["id"], Role.BORROWER),
            person_id=person["id"],
            role=Role.BORROWER,
        )
        for code in meant.borrower.codes:
            if not self._codes.owners(code.value):
                self._codes.add(code, person_id=person["id"])
        face = face_of(person)
        self.faces.add(face)
        return face

    def _by_reach(self, borrower: Borrower) -> list[Face]:
        """Those with the phone or the e-mail address who may go by that name."""
        for faces in (
            self.faces.with_phone(borrower.phone_key),
            self.faces.with_email(borrower.email),
        ):
            alike = [face for face in faces if face.is_called(borrower.sort_name)]
            exact = [face for face in alike if face.sort_name == borrower.sort_name]
            if alike:
                return exact or alike
        return []

    @staticmethod
    def _may_be(face: Face, borrower: Borrower) -> bool:
        """Nothing that is known of both says otherwise."""
        phones = not (face.phone_key and borrower.phone_key)
        emails = not (face.email and borrower.email)
        return phones and emails
