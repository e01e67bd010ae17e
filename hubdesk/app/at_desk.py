"""Who is at the desk: their account, what their roles allow, and when they last proved it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from hubdesk.errors.records import NotFound
from hubdesk.errors.rights import PassphraseNeeded
from hubdesk.errors.staff import StaffAway
from hubdesk.messages.rights import ask_words
from hubdesk.operations.rights import check, check_undo, may, needs_passphrase, who_can
from hubdesk.queries.staff import account, managers
from hubdesk.store.database import Actor, Database
from hubdesk.ui.doors import Acting, Look

PROVED_FOR: Final = timedelta(minutes=5)
_TABLES: Final = frozenset(("account", "account_role"))


class AtDesk:
    """`changed` is called when somebody else acts, or the one who acts may do other things."""

    def __init__(
        self,
        database: Database,
        look: Look,
        now: Callable[[], datetime],
        changed: Callable[[], object],
    ) -> None:
        self._database, self._look, self._now, self._changed = database, look, now, changed
        self._proved_at: datetime | None = None
        self.acting = Acting()
        self._read_again()

    def act_as(self, account_id: str) -> None:
        """From now on this account acts. Refuses NotFound and StaffAway; nobody changes then."""
        row = self._look(lambda db: account(db, account_id))
        if row is None:
            raise NotFound("account", account_id)
        if row.has_left:
            raise StaffAway(row.name)
        self._database.actor = Actor(row.id, row.role)
        self.acting = Acting(row.id, row.name, tuple(role.value for role in row.roles))
        self.forget_proof()
        self._changed()

    def begin(self) -> None:
        """The first manager acts, whose passphrase opened the records."""
        first = self._look(managers)
        if first:
            self.act_as(first[0].id)

    def watch(self, tables: frozenset[str]) -> None:
        """What was changed may be the name or the roles of whoever acts."""
        if tables & _TABLES and self._read_again():
            self._changed()

    # Rights

    def may(self, verb: str) -> bool:
        return may(self._database.actor.role, verb)

    def barred(self, verb: str) -> str:
        """Who to ask, in words; "" when the person at the desk may do it."""
        return "" if self.may(verb) else ask_words(verb, [role.value for role in who_can(verb)])

    def check(self, verb: str) -> None:
        """Refuses NotAllowed, and PassphraseNeeded where it was not typed lately."""
        check(self._database.actor.role, verb)
        self._check_proof(verb)

    def check_undo(self, verb: str, *, by: str = "") -> None:
        """The same for taking a verb back that the account `by` did."""
        actor = self._database.actor
        check_undo(actor.role, verb, is_own=by in ("", actor.id))
        self._check_proof(verb)

    def _check_proof(self, verb: str) -> None:
        if needs_passphrase(verb) and not self.is_proved():
            raise PassphraseNeeded(verb)

    # The passphrase typed again

    def is_proved(self) -> bool:
        """Whether it was typed in the last five minutes. A clock that went back proves nothing."""
        if self._proved_at is None:
            return False
        return timedelta(0) <= self._now() - self._proved_at <= PROVED_FOR

    def prove(self) -> None:
        """It was typed just now, and was right."""
        self._proved_at = self._now()

    def forget_proof(self) -> None:
        """Somebody else may be here: on lock, and when another account acts."""
        self._proved_at = None

    def _read_again(self) -> bool:
        """Read who acts anew. Whether anything differs."""
        actor, before = self._database.actor, self.acting
        row = self._look(lambda db: account(db, actor.id)) if actor.id else None
        if row is None:
            return False  # before the hub has an account
        roles = () if row.has_left else row.roles
        self.acting = Acting(row.id, row.name, tuple(role.value for role in roles))
        self._database.actor = Actor(row.id, ", ".join(self.acting.roles))
        return self.acting != before
