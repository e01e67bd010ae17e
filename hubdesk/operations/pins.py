"""PINs and badges of who works here: which PINs are too easy, and whose badge a card is.

Only the hash of a PIN comes here, but for the rules on what makes one too easy.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.lock import (
    BadgeOfThing,
    BadgeTaken,
    BadgeUnknown,
    PinNotSixDigits,
    PinTooEasy,
)
from hubdesk.ids import is_half_of_ours, pair_id, read_code
from hubdesk.models import Account, AccountLock
from hubdesk.operations.lending import found
from hubdesk.queries.finding import Sort, find_code
from hubdesk.queries.lock import account_of_badge

LEAST_BADGE: Final = 6
# Fingers walk these on the pad of a keyboard or a phone.
_KEYS: Final = frozenset(
    (
        *("147258", "258369", "147369", "369258", "258147", "159753", "753159", "951357"),
        *("357951", "159357", "741852", "852963", "963852", "147852", "789456", "456789"),
        *("456123", "123456", "654321", "147896", "987412", "321654", "696969", "420666"),
    )
)


def check_pin(pin: str, *, phone: str = "") -> None:
    """Refuses PinNotSixDigits and PinTooEasy. About one PIN in ten is too easy.

    Blocklists of that size are what keeps guesses away (Markert et al., IEEE S&P 2020); days are
    the largest part, for a birthday is what most people take.
    """
    if len(pin) != 6 or not (pin.isascii() and pin.isdigit()):
        raise PinNotSixDigits
    if why := _easy(pin, phone):
        raise PinTooEasy(why)


def _easy(pin: str, phone: str) -> str:
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if steps == {0}:
        return "same"
    if steps in ({1}, {9}, {2}, {8}):
        return "row"
    if len(set(pin)) <= 2 or pin[:3] == pin[3:] or pin[:2] == pin[2:4] == pin[4:]:
        return "twice"
    if pin == pin[::-1] or (pin[0] == pin[1] and pin[2] == pin[3] and pin[4] == pin[5]):
        return "mirror"
    if pin in _KEYS:
        return "keys"
    if _is_day(pin):
        return "day"
    digits = "".join(letter for letter in phone if letter.isdigit())
    return "phone" if digits.endswith(pin) else ""


def _is_day(pin: str) -> bool:
    """270385, 032785, 850327: a day of this or the last century, however it is written."""
    one, two, three = int(pin[:2]), int(pin[2:4]), int(pin[4:])
    return any(
        _exists(1900 + year, month, day) or _exists(2000 + year, month, day)
        for day, month, year in ((one, two, three), (two, one, three), (three, two, one))
    )


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def set_pin(db: Session, *, account_id: str, pin_hash: str) -> None:
    """Keep the hash of somebody's new PIN. Refuses NotFound."""
    _lock_of(db, account_id).pin = pin_hash
    db.flush()


def take_pin_away(db: Session, *, account_id: str) -> None:
    """Somebody comes back by passphrase from now on. Refuses NotFound."""
    _lock_of(db, account_id).pin = ""
    db.flush()


def give_badge(db: Session, *, account_id: str, code: str) -> None:
    """A scanned card says who they are; their PIN still proves it.

    Refuses NotFound, BadgeUnknown, BadgeTaken and BadgeOfThing.
    """
    clean = code.strip().upper()
    if len(clean) < LEAST_BADGE or (is_half_of_ours(clean) and read_code(clean) is None):
        raise BadgeUnknown
    whose = account_of_badge(db, clean)
    if whose is not None and whose.id != account_id:
        raise BadgeTaken(whose.name)
    thing = find_code(db, clean)
    if thing.sort is Sort.DEVICE:
        raise BadgeOfThing(thing.title or clean)
    _lock_of(db, account_id).badge = clean
    db.flush()


def take_badge_away(db: Session, *, account_id: str) -> None:
    """The card opens nothing any more. Refuses NotFound."""
    _lock_of(db, account_id).badge = ""
    db.flush()


def _lock_of(db: Session, account_id: str) -> AccountLock:
    found(db, Account, account_id)
    lock = db.scalar(select(AccountLock).where(AccountLock.account_id == account_id))
    if lock is None:
        lock = AccountLock(id=pair_id("account_lock", account_id), account_id=account_id)
        db.add(lock)
    lock.deleted = False
    return lock
