"""Who acts once something opened the records: whose passphrase it was, or a manager.

For whatever opens them without the desk: a command, a copy that is brought back, a mending.
"""

from __future__ import annotations

from hubdesk.queries.lock import founder_id
from hubdesk.queries.staff import account, managers
from hubdesk.store.database import Actor, Database
from hubdesk.store.keys import PASSPHRASE, PIN, Slot


def act_as_opener(database: Database, slot: Slot) -> Actor:
    """Let whoever `slot` belongs to act from now on.

    One that is nobody's is of who set the hub up. The sheet and the passphrase of a manager
    elsewhere are a manager's, and so is that of somebody the records know no more.
    """
    with database.reading() as db:
        is_own = slot.kind in (PASSPHRASE, PIN)
        row = account(db, slot.account or founder_id(db)) if is_own else None
        if row is None or row.has_left:
            row = next(iter(managers(db)), None)
    if row is not None:  # there is nobody before a hub is set up
        database.actor = Actor(row.id, row.role)
    return database.actor
