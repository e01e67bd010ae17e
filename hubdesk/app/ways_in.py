"""Changing the ways into the open records: the passphrase, and the printed recovery sheet.

Every verb takes about half a second, for that is what one guess at a passphrase costs. They are
run beside the window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hubdesk.errors.lock import LastPassphrase
from hubdesk.errors.store import WrongPassphrase
from hubdesk.operations.rights import check as allowed
from hubdesk.paths import Paths
from hubdesk.queries.hub import hub_facts
from hubdesk.queries.lock import founder_id, kept_pin, lock_people
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
from hubdesk.store.ways_in import keep_ways

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

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
        self._check = check or (lambda verb: allowed(database.actor.role, verb))

    def change_passphrase(self, present: str, new: str) -> None:
        """Whoever acts changes their own. WrongPassphrase if `present` is not theirs;
        PassphraseTooShort; DiskFull and the like; NotAllowed."""
        self._check("change passphrase")
        slots, account = read_slots(self._paths), self._owner(self._database.actor.id)
        way = find_passphrase(slots, present, account)
        self._keep(
            with_new_passphrase(slots, way.data_key, new, calibrated_cost(), account=account)
        )

    def set_passphrase(self, data_key: bytes, new: str) -> None:
        """The same, for whoever opened the records by the sheet and holds their key."""
        account = self._owner(self._database.actor.id)
        slots = read_slots(self._paths)
        self._keep(with_new_passphrase(slots, data_key, new, calibrated_cost(), account=account))

    def give_passphrase(self, account_id: str, new: str) -> None:
        """Somebody who works here gets one of their own, or another. PassphraseTooShort."""
        self._check("give passphrase")
        account, slots = self._owner(account_id), read_slots(self._paths)
        key = self._database.data_key
        self._keep(with_new_passphrase(slots, key, new, calibrated_cost(), account=account))

    def give_manager(self, new: str) -> None:
        """A manager who does not work at this desk can open it by their own passphrase."""
        self._check("give passphrase")
        slots, key = read_slots(self._paths), self._database.data_key
        self._keep(with_new_passphrase(slots, key, new, calibrated_cost(), kind=MANAGER))

    def take_manager_away(self) -> None:
        """Their passphrase opens nothing any more. LastPassphrase if no other is left."""
        self._check("give passphrase")
        self._take(lambda slot: slot.kind == MANAGER)

    def take_passphrase_away(self, account_id: str) -> None:
        """Somebody's opens nothing any more. LastPassphrase if no other is left."""
        self._check("give passphrase")
        account = self._owner(account_id)
        self._take(lambda slot: slot.kind == PASSPHRASE and slot.account == account)

    def new_pin(self, account_id: str, pin: str, *, opens: bool) -> str:
        """A new PIN as the records keep it. With `opens` it opens closed records here too.

        What the old one opened it opens no more. RecoveryNotProved, NoSecretStore.
        """
        slots, account, cost = read_slots(self._paths), self._owner(account_id), calibrated_cost()
        if opens:
            check_pin_may_open(slots)
            secret = make_secret(slots.hub)
            key = self._database.data_key
            self._keep(with_new_pin(slots, key, pin, secret, cost, account=account))
        else:
            self._take(lambda slot: slot.kind == PIN and slot.account == account)
        return hash_pin(pin, cost)

    def is_pin(self, account_id: str, pin: str) -> bool:
        """Whether it is somebody's PIN now."""
        with self._database.reading() as db:
            kept = kept_pin(db, account_id)
        return pin_matches(pin, kept)

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
            here = {self._owner_in(db, row.id): row.has_pin for row in lock_people(db)}
        slots = read_slots(self._paths)
        gone = {
            slot.id
            for slot in slots.slots
            if slot.kind == PIN and not here.get(slot.account, False)
        }
        left = {slot.id for slot in slots.of(PASSPHRASE) if slot.account not in here}
        if any(slot.id not in left for slot in slots.of(*TYPED)):
            gone |= left
        if gone:
            self._keep(without(slots, gone))

    def _owner(self, account_id: str) -> str:
        with self._database.reading() as db:
            return self._owner_in(db, account_id)

    @staticmethod
    def _owner_in(db: Session, account_id: str) -> str:
        """An account as slots name it: who set the hub up has no name there, being the first."""
        return "" if account_id == founder_id(db) else account_id

    def _take(self, which: Callable[[Slot], bool]) -> None:
        slots = read_slots(self._paths)
        gone = {slot.id for slot in slots.slots if which(slot)}
        if gone and all(slot.id in gone for slot in slots.of(*TYPED)):
            raise LastPassphrase
        if gone:
            self._keep(without(slots, gone))

    def _keep(self, slots: KeySlots) -> None:
        keep_ways(self._paths, self._database, slots)

    def is_right(self, passphrase: str) -> bool:
        """Whether a passphrase is a manager's: of one who works here, or of one elsewhere."""
        try:
            slot = find_passphrase(read_slots(self._paths), passphrase).slot
        except WrongPassphrase:
            return False
        with self._database.reading() as db:
            whose = slot.account or founder_id(db)
            return slot.kind == MANAGER or any(row.id == whose for row in managers(db))

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
        slots = with_new_recovery(read_slots(self._paths), sheet.slot)
        keep_ways(self._paths, self._database, slots)

    def put_name_right(self) -> None:
        """The unlock screen, which reads the key file alone, calls the hub what it is called."""
        with self._database.reading() as db:
            facts = hub_facts(db)
        slots = read_slots(self._paths)
        if facts is not None and facts.name != slots.name:
            renamed = replace(slots, name=facts.name, sequence=slots.sequence + 1)
            keep_ways(self._paths, self._database, renamed)

    def is_proved(self) -> bool:
        """Whether somebody typed a group of the sheet back."""
        return read_slots(self._paths).recovery_proved
