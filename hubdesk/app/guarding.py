"""Safeguarding concerns as pages use them: sealed for the lead here, opened by the lead's key."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject

from hubdesk.app.concern_keys import SEE, ConcernKeys, Then
from hubdesk.app.own_keys import Refused
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.people import ChoiceUnknown
from hubdesk.errors.records import NotFound
from hubdesk.errors.safeguarding import NobodyReceives, SealBroken
from hubdesk.ids import new_id
from hubdesk.messages.safeguarding import KINDS
from hubdesk.models import ConcernKey, Person, Watched
from hubdesk.operations import concerns as deeds
from hubdesk.operations.access import note_access
from hubdesk.paths import Paths
from hubdesk.queries.concerns import (
    Guardian,
    SealedRow,
    all_sealed_to,
    concern_count,
    concern_window,
    concern_with_all,
    guardians,
    kept_until,
    receivers,
)
from hubdesk.queries.own_keys import keys_of
from hubdesk.queries.staff import AccountRow, accounts, leavers
from hubdesk.store.concern_seal import sealed, unsealed
from hubdesk.typed import clean_note
from hubdesk.ui.concerns.guard import ConcernRow, Entry, Standing, Whole, Worry

if TYPE_CHECKING:
    from hubdesk.app.records import Records

MOST_LETTERS: Final = 8000


class Guarding:
    """One open hub's concerns. `keys` opens them, and tells when they are shut."""

    def __init__(self, paths: Paths, records: Records) -> None:
        self._records = records
        self.keys = ConcernKeys(paths, records)
        self.shut = self.keys.shut

    # For everybody

    def guardians(self) -> list[Guardian]:
        """The leads and deputies who work here."""
        return self._records.look(guardians)

    def record(self, worry: Worry) -> None:
        """Seal a worry to all who lead safeguarding, but those it must not reach."""
        if worry.kind not in KINDS:
            raise ChoiceUnknown("What it is about", worry.kind)
        text, id = _whole(worry.text, "What you saw or heard"), new_id()
        about = worry.about.strip()
        if worry.person_id:
            about = self._records.look(lambda db: _name_of(db, worry.person_id))
        facts = {"kind": worry.kind, "about": about, "not_for": list(worry.not_for)}
        closed, to = self._sealed(id, text, facts)
        self._records.do(
            "record concern",
            lambda db, now: deeds.record_concern(
                db, concern_id=id, person_id=worry.person_id, sealed=closed, sealed_to=to, now=now
            ),
        )

    # Their keys

    @property
    def is_open(self) -> bool:
        return self.keys.is_open

    def has_key(self) -> bool:
        return self.keys.has_key()

    def make_key(self, passphrase: str, *, owner: QObject, then: Then, refused: Refused) -> None:
        self.keys.make_key(passphrase, owner=owner, then=then, refused=refused)

    def open(self, passphrase: str, *, owner: QObject, then: Then, refused: Refused) -> None:
        self.keys.open(passphrase, owner=owner, then=then, refused=refused)

    def left_to_wait(self) -> int:
        return self.keys.left_to_wait()

    def close(self) -> None:
        self.keys.close()

    # For the lead and the deputy

    def count(self, *, closed: bool) -> int:
        keys = self._keys()
        return self._records.look(lambda db: concern_count(db, keys, closed=closed), right=SEE)

    def window(self, *, closed: bool, offset: int = 0) -> Sequence[ConcernRow]:
        """Fifty of them, opened, the newest first."""
        keys = self._keys()
        rows = self._records.look(
            lambda db: concern_window(db, keys, closed=closed, offset=offset), right=SEE
        )
        return [self._shown(row)[0] for row in rows]

    def read(self, concern_id: str, *, again: bool = False) -> Whole:
        """One with all that was added since."""
        self._keys()
        rows = self._records.look(lambda db: concern_with_all(db, concern_id), right=SEE)
        if not rows or rows[0].id != concern_id:
            raise NotFound("concern", concern_id)
        first, facts = self._shown(rows[0])
        if first.is_broken:
            raise SealBroken
        names = {g.key.id: g.name for g in self.guardians() if g.key}
        staff = {row.id: row.name for row in self._records.look(_everybody)}
        entries = [_entry(self._facts(row)) for row in rows if self._can(row)]
        if not again:
            what, whom = Watched.SAFEGUARDING, first.person_id
            self._records.do(
                "saw", lambda db, now: note_access(db, what=what, person_id=whom, now=now)
            )
        closed_on = first.closed_on
        until = self._records.look(lambda db: kept_until(db, closed_on)) if closed_on else None
        return Whole(
            first,
            tuple(entries),
            tuple(names[id] for id in rows[0].sealed_to if id in names),
            tuple(staff[id] for id in facts.get("not_for", ()) if id in staff),
            until,
        )

    def add(self, concern_id: str, kind: str, text: str) -> None:
        facts = {"concern_id": concern_id, **self._added(concern_id, kind, text)}
        self._records.do(
            "add to concern", lambda db, now: deeds.add_to_concern(db, now=now, **facts)
        )

    def finish(self, concern_id: str, why: str) -> None:
        facts = {"concern_id": concern_id, **self._added(concern_id, "closed", why)}
        self._records.do("close concern", lambda db, now: deeds.close_concern(db, now=now, **facts))

    def reopen(self, concern_id: str, why: str) -> None:
        facts = {"concern_id": concern_id, **self._added(concern_id, "reopened", why)}
        self._records.do(
            "reopen concern", lambda db, now: deeds.reopen_concern(db, now=now, **facts)
        )

    def show(self, concern_id: str, shown: bool) -> None:
        self._keys()
        self._records.do(
            "show concern",
            lambda db, _now: deeds.show_concern(db, concern_id=concern_id, shown=shown),
        )

    def let_go(self, concern_id: str) -> None:
        self._keys()
        self._records.do(
            "let go of concern",
            lambda db, now: deeds.let_go_of_concern(db, concern_id=concern_id, today=now.date()),
        )

    def standing(self) -> Standing:
        """Who cannot read what they should, and who still can: names, and how many texts."""
        due = self._due()
        names = self._names_of_keys()
        now = {row.key.id: row.name for row in self.guardians() if row.key}
        lacks = {id for row, to in due for id in to if id not in row.sealed_to}
        still = {id for row, to in due for id in row.sealed_to if id not in to}
        return Standing(
            len(due),
            tuple(sorted({now[id] for id in lacks})),
            tuple(sorted({names.get(id, "") for id in still} - {now[id] for id in lacks})),
            self._newer_at(),
        )

    def seal_again(self) -> int:
        """Every text I can open is sealed to those who lead safeguarding now, and nobody else."""
        publics = {row.key.id: row.key.public for row in self.guardians() if row.key}
        texts = {
            row.id: (sealed(self._text(row), [publics[id] for id in to]), to)
            for row, to in self._due()
        }
        if not texts:
            return 0

        def deed(db: Any, now: datetime) -> int:
            note_access(db, what=Watched.SEALED_AGAIN, now=now, times=len(texts))
            return deeds.seal_again(db, texts=texts)

        return self._records.do("seal concerns again", deed)

    # Inside

    def _newer_at(self) -> datetime | None:
        """When a key of theirs was made that they did not open: perhaps not by them."""
        me = self._records.at_desk.acting.id
        newest = self._records.look(lambda db: keys_of(db, ConcernKey, me))[0]
        return None if newest.id in self._keys() else newest.made_at

    def _due(self) -> list[tuple[SealedRow, tuple[str, ...]]]:
        """Texts that are not sealed to whom they should be, each with the keys it should be."""
        keys = self._keys()
        rows = self._records.look(lambda db: all_sealed_to(db, keys), right=SEE)
        present = [row for row in self.guardians() if row.key]
        found = []
        for row in rows:
            try:
                left_out = self._facts(row).get("not_for", ())
            except SealBroken:
                continue  # it is shown as what cannot be read, in the list
            to = tuple(g.key.id for g in present if g.key and g.account_id not in left_out)
            if to and set(to) != set(row.sealed_to):
                found.append((row, to))
        return found

    def _added(self, concern_id: str, kind: str, text: str) -> dict[str, Any]:
        """What the verbs that add need: the text sealed as the concern itself is."""
        self._keys()
        rows = self._records.look(lambda db: concern_with_all(db, concern_id), right=SEE)
        if not rows or rows[0].id != concern_id:
            raise NotFound("concern", concern_id)
        first, id = self._facts(rows[0]), new_id()
        facts = {"kind": kind, "not_for": first.get("not_for", [])}
        closed, to = self._sealed(id, _whole(text, "What happened"), facts)
        return {"entry_id": id, "sealed": closed, "sealed_to": to}

    def _sealed(self, id: str, text: str, facts: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
        readers = self._records.look(receivers)
        to = [row.key for row in readers if row.key and row.account_id not in facts["not_for"]]
        if not to:
            raise NobodyReceives
        at = self._records.now().isoformat(timespec="seconds")
        body = {"id": id, "who": self._records.at_desk.acting.name, "at": at, "text": text, **facts}
        words = json.dumps(body, ensure_ascii=False)
        return sealed(words, [key.public for key in to]), tuple(key.id for key in to)

    def _shown(self, row: SealedRow) -> tuple[ConcernRow, dict[str, Any]]:
        try:
            facts = self._facts(row)
        except SealBroken:
            facts = {}
        found = ConcernRow(
            row.id,
            row.person_id if row.person else "",
            row.person or facts.get("about", ""),
            facts.get("kind", ""),
            facts.get("who", ""),
            row.written_at,
            row.more,
            row.is_shown,
            row.closed_on,
            is_broken=not facts,
        )
        return found, facts

    def _can(self, row: SealedRow) -> bool:
        return not self.keys.open_keys().keys().isdisjoint(row.sealed_to)

    def _text(self, row: SealedRow) -> str:
        keys = self.keys.open_keys()
        id = next((id for id in row.sealed_to if id in keys), "")
        if not id:
            raise SealBroken
        return unsealed(row.sealed, keys[id])

    def _facts(self, row: SealedRow) -> dict[str, Any]:
        """What a text says. SealBroken also where it stands in another row than it was made for."""
        try:
            facts: dict[str, Any] = json.loads(self._text(row))
        except ValueError as error:
            raise SealBroken from error
        if facts.get("id") != row.id:
            raise SealBroken
        return facts

    def _names_of_keys(self) -> dict[str, str]:
        def look(db: Any) -> dict[str, str]:
            return {
                key.id: row.name
                for row in _everybody(db)
                for key in keys_of(db, ConcernKey, row.id)
            }

        return self._records.look(look)

    def _keys(self) -> tuple[str, ...]:
        """The ids of the keys that are open. ConcernsShut, NotAllowed."""
        return tuple(self.keys.open_keys())


def _whole(text: str, field: str) -> str:
    clean = clean_note(text, field, MOST_LETTERS)
    if not clean:
        raise FieldMissing(field)
    return clean


def _name_of(db: Any, person_id: str) -> str:
    person = db.get(Person, person_id)
    return person.display_name if person is not None else ""


def _everybody(db: Any) -> list[AccountRow]:
    return [*accounts(db), *leavers(db)]


def _entry(facts: dict[str, Any]) -> Entry:
    return Entry(facts["kind"], facts["text"], facts["who"], datetime.fromisoformat(facts["at"]))
