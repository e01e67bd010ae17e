"""Who acts once something opened the records: whose passphrase it was, or nobody.

Whoever the records do not know gets no right from it: an older copy, from before they were added,
would make a manager of anybody. The manager of that copy comes in, and the sheet opens it.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from hubdesk.errors.staff import NotYetHere
from hubdesk.queries.lock import founder_id, lock_people, name_in_slots
from hubdesk.queries.staff import AccountRow, account, managers
from hubdesk.store.database import Actor, Database
from hubdesk.store.keys import PASSPHRASE, PIN, TYPED, KeySlots, Slot


def opener(db: Session, slot: Slot, slots: KeySlots) -> AccountRow | None:
    """Who acts by `slot`; None for whoever these records do not know.

    A slot that is nobody's is of who set the hub up. The sheet and the passphrase of a manager
    elsewhere are a manager's. So is that of somebody who left, where it is all that still opens
    the records: it stayed for whoever works here now.
    """
    if slot.kind in (PASSPHRASE, PIN):
        row = account(db, slot.account or founder_id(db))
        if row is None or not row.has_left:
            return row
        if not _is_last(db, slots):
            return None
    return next(iter(managers(db)), None)


def check_opener(database: Database, slot: Slot, slots: KeySlots) -> None:
    """NotYetHere for whoever these records do not know."""
    with database.reading() as db:
        if opener(db, slot, slots) is None:
            raise NotYetHere


def act_as_opener(database: Database, slot: Slot, slots: KeySlots) -> Actor:
    """Let whoever `slot` belongs to act from now on, or nobody, who has no right to anything.

    For whatever opens the records without the desk: a command, a copy that is brought back, a
    mending.
    """
    with database.reading() as db:
        row = opener(db, slot, slots)
    database.actor = Actor(row.id, row.role) if row is not None else Actor()
    return database.actor


def _is_last(db: Session, slots: KeySlots) -> bool:
    """Whether no passphrase is of somebody who works here, or of a manager elsewhere."""
    here = {name_in_slots(db, row.id) for row in lock_people(db)}
    return all(slot.kind == PASSPHRASE and slot.account not in here for slot in slots.of(*TYPED))
