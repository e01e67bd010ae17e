"""Changing the ways into the open records: the passphrase, and the printed recovery sheet.

Every verb takes about half a second, for that is what one guess at a passphrase costs. They are
run beside the window.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hubdesk.errors.store import WrongPassphrase
from hubdesk.operations.rights import check
from hubdesk.paths import Paths
from hubdesk.queries.hub import hub_facts
from hubdesk.store.database import Database
from hubdesk.store.keys import (
    Slot,
    calibrated_cost,
    new_recovery,
    open_with_passphrase,
    read_slots,
    with_new_passphrase,
    with_new_recovery,
)
from hubdesk.store.ways_in import keep_ways


@dataclass(frozen=True)
class NewSheet:
    """A recovery sheet that opens nothing yet: its groups, and the slot it will open."""

    groups: tuple[str, ...]
    slot: Slot


class WaysIn:
    """The verbs on the key file of one open hub."""

    def __init__(self, paths: Paths, database: Database) -> None:
        self._paths, self._database = paths, database

    def change_passphrase(self, present: str, new: str) -> None:
        """WrongPassphrase if `present` opens nothing; PassphraseTooShort; DiskFull and the like.

        NotAllowed for whoever is no manager.
        """
        check(self._database.actor.role, "change passphrase")
        self.set_passphrase(open_with_passphrase(read_slots(self._paths), present), new)

    def set_passphrase(self, data_key: bytes, new: str) -> None:
        """The same, for whoever opened the records by another way and holds their key."""
        slots = with_new_passphrase(read_slots(self._paths), data_key, new, calibrated_cost())
        keep_ways(self._paths, self._database, slots)

    def is_right(self, passphrase: str) -> bool:
        """Whether a passphrase opens the records: the manager's, until there are more accounts."""
        try:
            open_with_passphrase(read_slots(self._paths), passphrase)
        except WrongPassphrase:
            return False
        return True

    def new_sheet(self, passphrase: str) -> NewSheet:
        """A new sheet to print. The old one opens the records until this one is kept.

        NotAllowed for whoever is no manager.
        """
        check(self._database.actor.role, "print recovery sheet")
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
