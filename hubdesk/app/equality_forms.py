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

from hubdesk.app.own_keys import Deed, OwnKeys, Private, Refused, Sort
from hubdesk.errors.equality import (
    EqualityPassphraseShared,
    NoEqualityKey,
    TooFewForms,
)
from hubdesk.errors.safeguarding import SealBroken
from hubdesk.models import EqualityKey, Watched
from hubdesk.operations.access import note_access
from hubdesk.operations.equality import Opened, keep_form, take_in
from hubdesk.paths import Paths
from hubdesk.queries.equality import (
    BATCH,
    Sealed,
    holders,
    keys_for_forms,
    waiting_count,
    waiting_forms,
)
from hubdesk.queries.equality_questions import checked, shipped_questions
from hubdesk.store.concern_seal import sealed, unsealed

if TYPE_CHECKING:
    from hubdesk.app.records import Records


class EqualityForms:
    """The forms of one open hub; see `ui.equality.forms`."""

    def __init__(self, paths: Paths, records: Records) -> None:
        self._records = records
        self._own = OwnKeys(
            paths,
            records,
            Sort(
                EqualityKey,
                paths.equality_tries,
                Watched.EQUALITY_KEY,
                EqualityPassphraseShared,
                NoEqualityKey,
            ),
        )

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

        def keep(deed: Deed) -> None:
            self._records.do("equality key", deed)

        def made(_me: str, _private: Private) -> None:
            then()

        self._own.make(passphrase, keep, owner=owner, then=made, refused=refused)

    def open_batch(
        self, passphrase: str, *, owner: QObject, then: Callable[[int], object], refused: Refused
    ) -> None:
        self._records.at_desk.check("open equality forms")
        self._own.check_wait()
        if (waiting := self._records.look(waiting_count)) < BATCH:
            raise TooFewForms(waiting, BATCH)
        forms = self._records.look(waiting_forms)

        def use(private: Private) -> list[Opened]:
            opening = list(private.values())
            return [one for form in forms if (one := opened(form, opening))]

        def take(_me: str, found: list[Opened]) -> None:
            try:
                many = self._records.do(
                    "open equality forms", lambda db, now: _taken(db, now, found)
                )
            except TooFewForms as error:
                refused(error)
                return
            then(many)

        self._own.open(passphrase, use, owner=owner, then=take, refused=refused)

    def left_to_wait(self) -> int:
        return self._own.left_to_wait()


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
