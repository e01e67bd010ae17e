"""Equality forms as pages use them: sealed to the managers' keys here, opened by one of them.

A key is in memory only while a batch is opened. What it opened is shuffled by the computer's own
source of chance, so that no order of ours can be worked out again.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from hubdesk.errors.equality import (
    EqualityPassphraseShared,
    NoEqualityKey,
    TooFewForms,
)
from hubdesk.errors.safeguarding import SealBroken
from hubdesk.errors.store import TooManyTries, WrongPassphrase
from hubdesk.ids import new_id
from hubdesk.models import Watched
from hubdesk.operations.access import note_access
from hubdesk.operations.equality import Opened, keep_equality_key, keep_form, take_in
from hubdesk.paths import Paths
from hubdesk.queries.concerns import KeyRow
from hubdesk.queries.equality import (
    BATCH,
    Sealed,
    equality_keys_of,
    holders,
    keys_for_forms,
    waiting_count,
    waiting_forms,
)
from hubdesk.queries.equality_questions import checked, shipped_questions
from hubdesk.store.concern_seal import WrappedKey, new_key, sealed, unsealed, unwrapped
from hubdesk.store.keys import calibrated_cost, check_passphrase, find_passphrase, read_slots
from hubdesk.store.slots import KeyCost
from hubdesk.store.tries import Tries

if TYPE_CHECKING:
    from hubdesk.app.records import Records

Refused = Callable[[Exception], None]


class EqualityForms:
    """The forms of one open hub; see `ui.equality.forms`."""

    def __init__(self, paths: Paths, records: Records) -> None:
        self._paths, self._records = paths, records
        self._tries = Tries(paths.equality_tries, records.now)

    def is_asked(self) -> bool:
        return bool(self._records.look(keys_for_forms))

    def has_key(self) -> bool:
        me = self._records.at_desk.acting.id
        return any(one.account_id == me and one.key for one in self._records.look(holders))

    def give(self, said: Mapping[str, str]) -> None:
        """All forms are of one length, and hold no day: the month, the questions, the answers."""
        questions = shipped_questions()
        whole = checked(said, questions)
        keys = self._records.look(keys_for_forms)
        if not keys:
            raise NoEqualityKey
        month = f"{self._records.now():%Y-%m}"
        text = json.dumps({"version": questions.version, "month": month, "said": whole})
        closed = sealed(text, [key.public for key in keys])
        self._records.do("give equality form", lambda db, now: keep_form(db, sealed=closed))

    def make_key(
        self, passphrase: str, *, owner: QObject, then: Callable[[], object], refused: Refused
    ) -> None:
        self._records.at_desk.check("equality key")
        me, id, now = self._records.at_desk.acting.id, new_id(), self._records.now()

        def work() -> KeyRow:
            check_passphrase(passphrase)
            self._check_own(passphrase)
            key, _private = new_key(id, me, passphrase, calibrated_cost())
            return _kept(id, me, key, now)

        def keep(key: KeyRow) -> None:
            def deed(db: Any, now: datetime) -> None:
                keep_equality_key(db, account_id=me, key=key)
                note_access(db, what=Watched.EQUALITY_KEY, account_id=me, now=now)

            self._records.do("equality key", deed)
            then()

        self._records.jobs.run(work, owner=owner, then=keep, refused=refused)

    def open_batch(
        self, passphrase: str, *, owner: QObject, then: Callable[[int], object], refused: Refused
    ) -> None:
        self._records.at_desk.check("open equality forms")
        if left := self._tries.left_to_wait():
            raise TooManyTries(left)
        me = self._records.at_desk.acting.id
        keys = self._records.look(lambda db: equality_keys_of(db, me))
        if not keys:
            raise NoEqualityKey
        if (waiting := self._records.look(waiting_count)) < BATCH:
            raise TooFewForms(waiting, BATCH)
        forms = self._records.look(waiting_forms)

        def work() -> list[Opened] | None:
            private = [unwrapped(key.id, me, _wrapped(key), passphrase) for key in keys]
            opening = [key for key in private if key]
            return [one for form in forms if (one := opened(form, opening))] if opening else None

        def keep(found: list[Opened] | None) -> None:
            if found is None:
                wait = self._tries.failed((me,))
                self._note_wrong(me)
                refused(TooManyTries(wait) if wait else WrongPassphrase())
                return
            self._tries.succeeded(me)
            try:
                many = self._records.do(
                    "open equality forms", lambda db, now: _taken(db, now, found)
                )
            except TooFewForms as error:
                refused(error)
                return
            then(many)

        self._records.jobs.run(work, owner=owner, then=keep, refused=refused)

    def left_to_wait(self) -> int:
        return self._tries.left_to_wait()

    def _check_own(self, passphrase: str) -> None:
        """A passphrase that opens the records is known to whoever opens them."""
        try:
            find_passphrase(read_slots(self._paths), passphrase)
        except WrongPassphrase:
            return
        raise EqualityPassphraseShared

    def _note_wrong(self, account_id: str) -> None:
        what = Watched.WRONG_LOCK
        self._records.do(
            "wrong lock",
            lambda db, now: note_access(db, what=what, account_id=account_id, now=now),
        )


def opened(form: Sealed, private: list[str]) -> Opened | None:
    """A form that one of these keys opens; None for one sealed to other managers."""
    for key in private:
        try:
            found = json.loads(unsealed(form.sealed, key))
        except SealBroken:
            continue
        return Opened(form.id, str(found["month"]), dict(found["said"]))
    return None


def _taken(db: Any, now: datetime, found: list[Opened]) -> int:
    questions = shipped_questions()
    chance = random.SystemRandom()
    many = take_in(db, opened=found, questions=questions, shuffle=chance.shuffle)
    note_access(db, what=Watched.EQUALITY_BATCH, now=now, times=many)
    return many


def _kept(id: str, account_id: str, key: WrappedKey, now: datetime) -> KeyRow:
    cost = (key.cost.memory_kib, key.cost.passes, key.cost.lanes)
    return KeyRow(id, account_id, key.public, key.wrapped, key.salt, key.nonce, *cost, now)


def _wrapped(key: KeyRow) -> WrappedKey:
    cost = KeyCost(key.memory_kib, key.passes, key.lanes)
    return WrappedKey(key.public, key.wrapped, key.salt, key.nonce, cost)
