"""Wrong tries without the lock's page: a command and the bringing back of a copy count them, too.

They are the same tries, in the same small file: nobody begins again by going to a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from hubdesk.app.who_opened import opener
from hubdesk.errors import HubDeskError
from hubdesk.errors.store import TooManyTries, WrongPassphrase, WrongRecoveryKey
from hubdesk.models import Watched
from hubdesk.operations.access import note_access
from hubdesk.operations.rights import may
from hubdesk.paths import Paths
from hubdesk.queries.lock import name_in_slots
from hubdesk.store.database import Database
from hubdesk.store.keys import KeySlots, Slot
from hubdesk.store.tries import Tries


def tries_at(paths: Paths) -> Tries:
    """The tries on the hub of a folder, by the computer's own clock."""
    return Tries(paths.tries, lambda: datetime.now(UTC))


def is_a_guess(error: HubDeskError) -> bool:
    """Whether something was typed that opens nothing; a slip the sheet itself notices is none."""
    return isinstance(error, WrongPassphrase) or (
        isinstance(error, WrongRecoveryKey) and not error.group
    )


def check_may_try(tries: Tries) -> None:
    """TooManyTries, with the seconds, while one has to wait."""
    if left := tries.left_to_wait():
        raise TooManyTries(left)


@contextmanager
def counted(tries: Tries) -> Iterator[None]:
    """One try to open something: TooManyTries while one has to wait and when it makes one wait."""
    check_may_try(tries)
    try:
        yield
    except HubDeskError as error:
        if is_a_guess(error) and (wait := tries.failed()):
            raise TooManyTries(wait) from error
        raise


def tell_tries(database: Database, slot: Slot, slots: KeySlots, tries: Tries) -> None:
    """Somebody came in by `slot`: what was tried before is written down, and they begin again."""
    with database.reading() as db:
        row = opener(db, slot, slots)
        if row is None:
            return  # not known in these records: they did not come in
        name = name_in_slots(db, row.id)
    if times := tries.untold:
        with database.changing("wrong lock", gesture=False) as db:
            note_access(db, what=Watched.WRONG_LOCK, times=times, now=database.clock())
        tries.told()
    tries.succeeded(name, gives_pins=may(row.role, "set PIN"))
