"""Lines about people: who is here already, what the list adds, and who may be here twice.

Somebody is known by a card or sign-in name, else by phone and name, else by name and birth. A
name alone makes nobody the same person: they come in, and the report says who to look at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from hubdesk.errors import Refusal
from hubdesk.errors.bringing_in import Fault, Problem
from hubdesk.errors.records import CodeInUse
from hubdesk.ids import CodeKind, pair_id, read_code
from hubdesk.models import (
    CodeOf,
    CodeOrigin,
    Device,
    Person,
    PersonNote,
    PersonRole,
    SupportNeed,
)
from hubdesk.operations.bringing_in.codes import (
    Answer,
    CodeBook,
    Named,
    answers,
    named,
    our_code,
    rows_in,
)
from hubdesk.operations.bringing_in.earlier import Earlier
from hubdesk.operations.bringing_in.faces import Face, Faces, face_of, goes_by
from hubdesk.operations.bringing_in.lines import Fate, Outcome, PersonSaid, Told, telling
from hubdesk.operations.bringing_in.person_words import (
    NOBODY,
    PersonWords,
    is_empty,
    is_same,
    person_words,
    said_as,
)
from hubdesk.operations.bringing_in.rows import NewRows
from hubdesk.operations.codes import FreshCodes
from hubdesk.operations.restricting import check_usable
from hubdesk.queries.restrictions import restricted_ids

_PAIRS: tuple[tuple[type[Any], str, str], ...] = (
    (PersonRole, "role", "roles"),
    (SupportNeed, "need", "needs"),
)


class People:
    """The lines of one list, a batch at a time."""

    def __init__(self, db: Session, lines: Sequence[PersonSaid], now: datetime) -> None:
        self._db, self._now = db, now
        self._rows = NewRows(db)
        self._codes = CodeBook(db, self._rows)
        self._faces = Faces(db)
        self._cards = FreshCodes(db, CodeKind.PERSON)
        self._earlier = Earlier(db)
        self._unused: set[str] = set()  # whose records are kept and not used
        self._lines_of: dict[str, int] = {}  # by person: the line of this list they stand on
        self._people: dict[str, Person] = {}
        self._words: dict[str, dict[str, Any]] = defaultdict(dict)  # roles and needs by person
        self._notes: dict[str, list[str]] = defaultdict(list)
        self._answers: dict[str, list[Answer]] = defaultdict(list)
        for line in lines:
            if not line.problems and (card := our_code(line.card, CodeKind.PERSON)):
                self._cards.keep(card)

    def look_ahead(self) -> None:
        """Read what would take long in a short transaction: what earlier lists wrote."""
        self._earlier.look_ahead()

    def on(self, db: Session) -> None:
        """Go on in another transaction."""
        self._db = db
        for part in (self._rows, self._codes, self._faces, self._cards, self._earlier):
            part.on(db)

    def batch(self, lines: Sequence[PersonSaid]) -> list[Outcome]:
        """Bring in some lines, written to the session."""
        outcomes = self.plan(lines)
        self._rows.write()
        self._earlier.forget()
        return outcomes

    def plan(self, lines: Sequence[PersonSaid], told: Told | None = None) -> list[Outcome]:
        """What would become of some lines. Nothing reaches the database."""
        with self._db.no_autoflush:
            good = [line for line in lines if not line.problems]
            read = {line.line: person_words(line, self._now.date()) for line in good}
            codes = {line.line: _named(line, read[line.line]) for line in good}
            self._load(read, codes)
            return [self._outcome(line, read, codes) for line in telling(lines, told)]

    def _load(self, read: dict[int, PersonWords], codes: dict[int, list[Named]]) -> None:
        """Read everybody the lines may mean, in a few queries."""
        values = [code.value for named_codes in codes.values() for code in named_codes]
        self._codes.load(values)
        holders = [self._codes.person_of(value) for value in values]
        self._faces.load(
            ids=holders,
            names=[words.sort_name for words in read.values()],
            phones=[words.phone_key for words in read.values()],
        )
        ids = self._faces.ids()
        self._unused = restricted_ids(self._db)
        self._people = {p.id: p for p in rows_in(self._db, Person, Person.id, ids)}
        self._words.clear()
        self._notes.clear()
        self._answers.clear()
        for kind, word, _ in _PAIRS:
            for row in rows_in(self._db, kind, kind.person_id, ids):
                self._words[row.person_id][f"{word}:{getattr(row, word)}"] = row
        for note in rows_in(self._db, PersonNote, PersonNote.person_id, ids):
            if not (note.deleted and self._earlier.took_back("person_note", note.id)):
                self._notes[note.person_id].append(note.text)
        for answer in answers(self._db, CodeOf.person_id, ids):
            self._answers[answer.person_id].append(answer)

    def _outcome(
        self, line: PersonSaid, read: dict[int, PersonWords], codes: dict[int, list[Named]]
    ) -> Outcome:
        if line.problems:
            return _stays_out(line, tuple(line.problems))
        words = read[line.line]
        remarks = [*line.remarks, *words.remarks]
        try:
            if words.refusal:
                raise words.refusal
            face = self._find(line, words, codes[line.line], remarks)
            if face is not None and face.id in self._unused:
                check_usable(self._db, self._people[face.id])
            free = self._free(line, codes[line.line], face.id if face else "", remarks)
        except Refusal as refusal:
            return _stays_out(line, (refusal,), line.remarks)
        if face is None:
            return self._add(line, words, free, remarks)
        if first := self._lines_of.get(face.id):
            reason = Problem(Fault.SAME_AS_LINE, line.line, first_line=first)
            return _stays_out(line, (reason,))
        return self._mend(line, words, self._people[face.id], free, remarks)

    def _find(
        self,
        line: PersonSaid,
        words: PersonWords,
        codes: Sequence[Named],
        remarks: list[Problem],
    ) -> Face | None:
        """Who a line means, or None for somebody new. Refuses CodeInUse for a card of another."""
        for code in codes:
            face = self._faces.get(self._codes.person_of(code.value))
            if face is None:
                continue
            if self._fits(face, words):
                return face
            if code.shown == line.card or code.origin is CodeOrigin.CARD:
                raise CodeInUse(code.shown, face.name, person_id=face.id)
        same_phone = self._others(self._faces.with_phone(words.phone_key))
        for face in same_phone:
            if face.is_called(words.sort_name) and face.may_be_born(words.birth):
                return face
        same_name = self._others(self._faces.called(words.sort_name))
        for face in same_name:
            if face.is_born_on(words.birth):
                return face
        if same_phone:
            remarks.append(Problem(Fault.SAME_PHONE, line.line, text=line.name))
        elif any(face.may_be_born(words.birth) for face in same_name):
            remarks.append(Problem(Fault.SAME_NAME, line.line, text=line.name))
        return None

    def _others(self, faces: Sequence[Face]) -> list[Face]:
        """Those who stand on no line above: two lines are two people unless a code says so."""
        return [face for face in faces if face.id not in self._lines_of]

    @staticmethod
    def _fits(face: Face, words: PersonWords) -> bool:
        """Whether somebody with the line's card can be who the line names."""
        reached = bool(words.phone_key) and face.phone_key == words.phone_key
        return face.shares_word(words.sort_name) or reached or face.is_born_on(words.birth)

    def _free(
        self,
        line: PersonSaid,
        codes: Sequence[Named],
        person_id: str,
        remarks: list[Problem],
    ) -> list[Named]:
        """The codes that nobody else answers to. Refuses CodeInUse for a card; others are told."""
        free = []
        for code in codes:
            others = [
                answer
                for answer in self._codes.owners(code.value)
                if not person_id or answer.person_id != person_id
            ]
            if not others:
                free.append(code)
            elif code.shown == line.card or code.origin is CodeOrigin.CARD:
                raise self._in_use(others[0], code)
            elif code.shown:
                remarks.append(Problem(Fault.CODE_LEFT_OUT, line.line, text=code.shown))
        return free

    def _in_use(self, answer: Answer, code: Named) -> CodeInUse:
        face = self._faces.get(answer.person_id)
        device = self._db.get(Device, answer.device_id) if answer.device_id else None
        name = face.name if face else (f"{device.title}, {device.tag}" if device else "")
        return CodeInUse(code.shown, name, answer.device_id, answer.person_id)

    def _add(
        self, line: PersonSaid, words: PersonWords, codes: Sequence[Named], remarks: list[Problem]
    ) -> Outcome:
        said = {name: value for fact in words.facts.values() for name, value in fact.items()}
        person = self._rows.add(Person, joined_on=self._now.date(), **NOBODY | said)
        id = person["id"]
        self._faces.add(face_of(person))
        self._lines_of[id] = line.line
        for code in codes:
            self._codes.add(code, person_id=id)
        self._add_words(line, id)
        self._add_note(words, id)
        return _came_in(line, Fate.ADDED, id, person["display_name"], codes, remarks)

    def _mend(
        self,
        line: PersonSaid,
        words: PersonWords,
        person: Person,
        codes: Sequence[Named],
        remarks: list[Problem],
    ) -> Outcome:
        """Somebody the hub knows: what is missing is filled in, what a list wrote is corrected."""
        self._lines_of[person.id] = line.line
        wanted: dict[str, Any] = {}
        for fact, columns in words.facts.items():
            kept = {name: getattr(person, name) for name in columns}
            if is_same(kept, columns):
                continue
            first = next(iter(columns))
            if is_empty(fact, kept) or self._earlier.wrote("person", person.id, first):
                wanted |= columns
            elif fact != "display_name" or not goes_by(person.sort_name, words.sort_name):
                remarks.append(Problem(Fault.KEPT, line.line, *said_as(fact, columns)))
        for name, value in wanted.items():
            setattr(person, name, value)
        there = {row.value for row in self._answers[person.id]}
        further = [code for code in codes if code.value not in there and code.shown]
        for code in further:
            self._codes.add(code, person_id=person.id)
        more = self._add_words(line, person.id) + self._add_note(words, person.id)
        fate = Fate.UPDATED if wanted or further or more else Fate.UNCHANGED
        return _came_in(
            line, fate, person.id, person.display_name, [*self._answers[person.id], *codes], remarks
        )

    def _add_words(self, line: PersonSaid, person_id: str) -> int:
        """Roles and needs of the line. One the hub took away does not come back."""
        added = 0
        for kind, word, plural in _PAIRS:
            for value in getattr(line, plural):
                row = self._words[person_id].get(f"{word}:{value}")
                if row is None:
                    id = pair_id(kind.__tablename__, person_id, value)
                    self._rows.add(kind, id=id, person_id=person_id, **{word: value})
                elif row.deleted and self._earlier.took_back(kind.__tablename__, row.id):
                    row.deleted = False
                else:
                    continue
                added += 1
        return added

    def _add_note(self, words: PersonWords, person_id: str) -> int:
        """The notes of the line, once: ticked off, they do not come back."""
        if not words.note or words.note in self._notes[person_id]:
            return 0
        self._rows.add(
            PersonNote, person_id=person_id, text=words.note, noted_at=self._now, loan_id=None
        )
        return 1


def _named(line: PersonSaid, words: PersonWords) -> list[Named]:
    """Every code of a line, the card first; for a line without any, the line itself."""
    card = our_code(line.card, CodeKind.PERSON)
    found = [Named.of_ours(card) if card else named(line.card, CodeOrigin.OLD)]
    found += [named(code, CodeOrigin.OLD) for code in (line.username, *line.other_codes)]
    codes = {code.value: code for code in reversed(found) if code and _may_be_persons(code)}
    return list(reversed(codes.values())) or [Named.of_line("person", line.key, words.sort_name)]


def _may_be_persons(code: Named) -> bool:
    """A label or paper of ours in a list of people names nobody."""
    return code.origin is CodeOrigin.CARD or read_code(code.value) is None


def _came_in(
    line: PersonSaid,
    fate: Fate,
    id: str,
    name: str,
    codes: Sequence[Named | Answer],
    remarks: Sequence[Problem],
) -> Outcome:
    card = next((code.shown for code in codes if code.origin == CodeOrigin.CARD), "")
    return Outcome(line.line, fate, id, name, card, remarks=tuple(remarks))


def _stays_out(
    line: PersonSaid, reasons: tuple[Problem | Refusal, ...], remarks: Sequence[Problem] = ()
) -> Outcome:
    return Outcome(
        line.line,
        Fate.REFUSED,
        shown=line.name,
        code=line.card,
        reasons=reasons,
        remarks=tuple(remarks),
    )
