"""Changing the ways into the open records: the passphrase, and the printed recovery sheet.

Every verb takes about half a second, for that is what one guess at a passphrase costs. They are
run beside the window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from hubdesk.errors.lock import LastPassphrase
from hubdesk.errors.store import TooManyTries, WrongPassphrase, WrongPin
from hubdesk.messages.activity import ELSEWHERE
from hubdesk.models import Watched
from hubdesk.operations.access import note_access
from hubdesk.operations.rights import check as allowed
from hubdesk.paths import Paths
from hubdesk.queries.hub import hub_facts
from hubdesk.queries.lock import founder_id, kept_pin, lock_people, name_in_slots
from hubdesk.queries.staff import managers
from hubdesk.store.database import Database
from hubdesk.store.device_secret import has_store, make_secret
from hubdesk.store.keys import (
    MANAGER,
    PASSPHRASE,
    PIN,
    TYPED,
    KeySlots,
    Slot,
    calibrated_cost,
    check_pin_may_open,
    find_passphrase,
    new_recovery,
    open_with_passphrase,
    read_slots,
    with_new_passphrase,
    with_new_pin,
    with_new_recovery,
    without,
)
from hubdesk.store.pins import hash_pin, pin_matches
from hubdesk.store.tries import Tries
from hubdesk.store.ways_in import change_ways

OWN: Final = (PASSPHRASE, PIN)  # slots that belong to somebody who works here


@dataclass(frozen=True)
class NewSheet:
    """A recovery sheet that opens nothing yet: its groups, and the slot it will open."""

    groups: tuple[str, ...]
    slot: Slot


class WaysIn:
    """The verbs on the key file of one open hub."""

    def __init__(
        self, paths: Paths, database: Database, check: Callable[[str], object] | None = None
    ) -> None:
        self._paths, self._database = paths, database
        self._tries = Tries(paths.asked_tries, database.clock)
        self._check = check or (lambda verb: allowed(database.actor.role, verb))

    def change_passphrase(self, present: str, new: str) -> None:
        """Whoever acts changes their own. WrongPassphrase if `present` is not theirs;
        PassphraseTooShort; DiskFull and the like; NotAllowed."""
        self._check("change passphrase")
        account = self._owner(self._database.actor.id)

        def change(slots: KeySlots) -> KeySlots:
            key = find_passphrase(slots, present, account).data_key
            return with_new_passphrase(slots, key, new, calibrated_cost(), account=account)

        self._change(change)
        self._note(Watched.NEW_PASSPHRASE)

    def set_passphrase(self, data_key: bytes, new: str) -> None:
        """The same, for whoever opened the records by the sheet and holds their key."""
        account = self._owner(self._database.actor.id)
        self._give(data_key, new, account)
        self._note(Watched.NEW_PASSPHRASE)

    def give_passphrase(self, account_id: str, new: str) -> None:
        """Somebody who works here gets one of their own, or another. PassphraseTooShort."""
        self._check("give passphrase")
        self._give(self._database.data_key, new, self._owner(account_id))
        self._note(Watched.NEW_PASSPHRASE, account_id)
        self.put_right()

    def give_manager(self, new: str) -> None:
        """A manager who does not work at this desk can open it by their own passphrase."""
        self._check("give passphrase")
        self._give(self._database.data_key, new, kind=MANAGER)
        self.put_right()

    def take_manager_away(self) -> None:
        """Their passphrase opens nothing any more. LastPassphrase if no other is left."""
        self._check("give passphrase")
        self._take(lambda slot: slot.kind == MANAGER)

    def take_passphrase_away(self, account_id: str) -> None:
        """Somebody's opens nothing any more. LastPassphrase if no other is left."""
        self._check("give passphrase")
        account = self._owner(account_id)
        self._take(lambda slot: slot.kind == PASSPHRASE and slot.account == account)

    def new_pin(self, account_id: str, pin: str, *, opens: bool, present: str = "") -> str:
        """A new PIN as the records keep it. With `opens` it opens closed records here too.

        What the old one opened it opens no more. Who changes their own types the `present` one.
        WrongPin, RecoveryNotProved, NoSecretStore, NotAllowed.
        """
        is_own = account_id == self._database.actor.id
        self._check("set own PIN" if is_own else "set PIN")
        with self._database.reading() as db:
            kept = kept_pin(db, account_id)
        if is_own and kept and not pin_matches(present, kept):
            raise WrongPin
        account, cost = self._owner(account_id), calibrated_cost()

        def let_open(slots: KeySlots) -> KeySlots:
            check_pin_may_open(slots)
            secret, key = make_secret(slots.hub), self._database.data_key
            return with_new_pin(slots, key, pin, secret, cost, account=account)

        if opens:
            self._change(let_open)
        else:
            self._take(lambda slot: slot.kind == PIN and slot.account == account)
        return hash_pin(pin, cost)

    def can_keep_secret(self) -> bool:
        """Whether this computer has a store for secrets, so that a PIN may open closed records."""
        return has_store()

    def ways_of(self, account_id: str) -> frozenset[str]:
        """The kinds of slots somebody has."""
        account = self._owner(account_id)
        slots = read_slots(self._paths).slots
        return frozenset(s.kind for s in slots if s.account == account and s.kind in OWN)

    def has_manager(self) -> bool:
        """Whether a manager elsewhere can open the records."""
        return bool(read_slots(self._paths).of(MANAGER))

    def put_right(self) -> None:
        """Whoever left has no way in, and nobody without a PIN has one by PIN.

        The last passphrase stays until there is another: it goes when that one is given.
        """
        with self._database.reading() as db:
            here = {name_in_slots(db, row.id): row.has_pin for row in lock_people(db)}

        def change(slots: KeySlots) -> KeySlots | None:
            pins = {slot.id for slot in slots.of(PIN) if not here.get(slot.account, False)}
            left = {slot.id for slot in slots.of(PASSPHRASE) if slot.account not in here}
            if all(slot.id in left for slot in slots.of(*TYPED)):
                left = set()
            return without(slots, pins | left) if pins | left else None

        self._change(change)

    def _owner(self, account_id: str) -> str:
        with self._database.reading() as db:
            return name_in_slots(db, account_id)

    def _give(self, key: bytes, new: str, account: str = "", kind: str = PASSPHRASE) -> None:
        cost = calibrated_cost()
        self._change(
            lambda slots: with_new_passphrase(slots, key, new, cost, account=account, kind=kind)
        )

    def _take(self, which: Callable[[Slot], bool]) -> None:
        def change(slots: KeySlots) -> KeySlots | None:
            gone = {slot.id for slot in slots.slots if which(slot)}
            if gone and all(slot.id in gone for slot in slots.of(*TYPED)):
                raise LastPassphrase
            return without(slots, gone) if gone else None

        self._change(change)

    def _change(self, make: Callable[[KeySlots], KeySlots | None]) -> None:
        change_ways(self._paths, self._database, make)

    def _note(self, what: Watched, account_id: str = "") -> None:
        """Who changed a way in is written down for good, and whose it is."""
        now = self._database.clock()
        with self._database.changing("recovered", gesture=False) as db:
            note_access(db, what=what, now=now, account_id=account_id)

    def manager_of(self, passphrase: str) -> str:
        """Whose of the managers a passphrase is: an account, or ELSEWHERE; "" for no manager's.

        TooManyTries while one has to wait: an open desk is no place to guess it either.
        """
        if left := self._tries.left_to_wait():
            raise TooManyTries(left)
        whose = self._manager_of(passphrase)
        if whose:
            self._tries.succeeded("")
        else:
            self._tries.failed()
        return whose

    def _manager_of(self, passphrase: str) -> str:
        try:
            slot = find_passphrase(read_slots(self._paths), passphrase).slot
        except WrongPassphrase:
            return ""
        if slot.kind == MANAGER:
            return ELSEWHERE
        with self._database.reading() as db:
            whose = slot.account or founder_id(db)
            return next((row.id for row in managers(db) if row.id == whose), "")

    def new_sheet(self, passphrase: str) -> NewSheet:
        """A new sheet to print. The old one opens the records until this one is kept.

        NotAllowed for whoever is no manager.
        """
        self._check("print recovery sheet")
        slots = read_slots(self._paths)
        slot, groups = new_recovery(slots.hub, open_with_passphrase(slots, passphrase))
        return NewSheet(groups, slot)

    def keep_sheet(self, sheet: NewSheet) -> None:
        """It was proved: from now on it opens the records, and the old one does not."""
        self._change(lambda slots: with_new_recovery(slots, sheet.slot))
        self._note(Watched.NEW_SHEET)

    def put_name_right(self) -> None:
        """The unlock screen, which reads the key file alone, calls the hub what it is called."""
        with self._database.reading() as db:
            facts = hub_facts(db)
        name = facts.name if facts is not None else ""

        def change(slots: KeySlots) -> KeySlots | None:
            if not name or name == slots.name:
                return None
            return replace(slots, name=name, sequence=slots.sequence + 1)

        self._change(change)

    def is_proved(self) -> bool:
        """Whether somebody typed a group of the sheet back."""
        return read_slots(self._paths).recovery_proved
