"""The key of the records and the file of its slots: passphrases, PINs, the sheet, a manager's.

The data key is 32 random bytes and never derived from anything a person knows. The slot file
carries a sequence number and is written twice; the newest copy that reads wins. Staff are added
and taken away by their slots, and the records are not encrypted anew for it.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from hubdesk.errors.lock import OldWayIn
from hubdesk.errors.store import (
    KeyFileDamaged,
    KeyFileMissing,
    PassphraseTooShort,
    RecoveryNotProved,
    WrongPassphrase,
    WrongPin,
    WrongRecoveryKey,
)
from hubdesk.paths import Paths
from hubdesk.store.files import trouble_of, write_whole
from hubdesk.store.recovery_key import SECRET_BYTES, recovery_groups, recovery_secret
from hubdesk.store.recovery_key import tidy_group as tidy_group
from hubdesk.store.slots import (
    FORMAT,
    closed,
    derived,
    from_b64,
    guess_key,
    is_fair,
    new_slot,
    opened,
)
from hubdesk.store.slots import KeyCost as KeyCost
from hubdesk.store.slots import Slot as Slot
from hubdesk.store.slots import calibrated_cost as calibrated_cost

PASSPHRASE: Final = "passphrase"
RECOVERY: Final = "recovery"
MANAGER: Final = "manager"  # a passphrase of somebody responsible who does not work at this desk
PIN: Final = "pin"  # opens only beside the secret of this computer
TYPED: Final = (PASSPHRASE, MANAGER)
_MOST_WAYS: Final = 200  # of a copy: each is tried, one after the other
TRAVEL: Final = (*TYPED, RECOVERY)  # ways in that open a copy elsewhere


@dataclass(frozen=True)
class KeySlots:
    """The slot file: which hub, how many times it was written, and the ways in."""

    hub: str
    name: str
    sequence: int
    slots: tuple[Slot, ...]
    recovery_proved: bool = False

    def as_text(self) -> str:
        body = {"format": FORMAT, **asdict(self)}
        return json.dumps({**body, "check": _check_of(body)}, indent=1, ensure_ascii=False)

    def to_travel(self) -> KeySlots:
        """The slots as a copy carries them: a PIN opens nothing away from its computer."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.kind in TRAVEL))

    def of(self, *kinds: str) -> tuple[Slot, ...]:
        """The slots of these kinds."""
        return tuple(slot for slot in self.slots if slot.kind in kinds)


@dataclass(frozen=True)
class Way:
    """What a slot gave when it opened: the data key, and which slot it was."""

    data_key: bytes
    slot: Slot


def _check_of(body: dict[str, Any]) -> str:
    """A hash that tells a damaged copy: one flipped bit in a slot would look like a wrong key."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def are_fair(slots: KeySlots) -> bool:
    """Whether trying each of the ways does no harm. Asked of those that come from elsewhere."""
    texts = (slots.hub, slots.name)
    return (
        all(isinstance(text, str) for text in texts)
        and type(slots.sequence) is int
        and len(slots.slots) <= _MOST_WAYS
        and all(is_fair(slot, is_guessed=slot.kind in (*TYPED, PIN)) for slot in slots.slots)
    )


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase below 12 characters that is not at least 4 words either."""
    if len(passphrase) < 12 and len(passphrase.split()) < 4:
        raise PassphraseTooShort


# Making ways in


@dataclass(frozen=True)
class NewKeys:
    """What making a hub's keys gives: the data key, the slots, and what to print once."""

    data_key: bytes
    slots: KeySlots
    recovery: tuple[str, ...]


def make_keys(*, hub: str, name: str, passphrase: str, cost: KeyCost) -> NewKeys:
    """A new data key in a passphrase slot and a recovery slot."""
    check_passphrase(passphrase)
    data_key = secrets.token_bytes(32)
    recovery, groups = new_recovery(hub, data_key)
    slots = (_new_typed(hub, PASSPHRASE, data_key, passphrase, cost), recovery)
    return NewKeys(data_key, KeySlots(hub, name, 1, slots), groups)


def _new_typed(
    hub: str,
    kind: str,
    data_key: bytes,
    passphrase: str,
    cost: KeyCost,
    account: str = "",
) -> Slot:
    salt = secrets.token_bytes(16)
    private = guess_key(passphrase, salt, cost)
    return new_slot(hub, kind, data_key, private, salt, cost, account)


def new_recovery(hub: str, data_key: bytes) -> tuple[Slot, tuple[str, ...]]:
    """A recovery slot that is in no file yet, and the groups to print that open it.

    152 random bits and 8 of check: there is nothing to guess, so HKDF alone is enough.
    """
    secret, salt = secrets.token_bytes(SECRET_BYTES), secrets.token_bytes(16)
    slot = new_slot(hub, RECOVERY, data_key, _recovery_key(secret, salt), salt, None)
    return slot, recovery_groups(secret)


def with_new_passphrase(
    slots: KeySlots,
    data_key: bytes,
    passphrase: str,
    cost: KeyCost,
    *,
    account: str = "",
    kind: str = PASSPHRASE,
) -> KeySlots:
    """The slots with somebody's passphrase slot added or replaced, one sequence number on.

    `account` is empty for the one the hub was set up with, and for a manager's elsewhere.
    """
    check_passphrase(passphrase)
    fresh = _new_typed(slots.hub, kind, data_key, passphrase, cost, account)
    return _with(slots, fresh)


def with_new_pin(
    slots: KeySlots,
    data_key: bytes,
    pin: str,
    device_secret: bytes,
    cost: KeyCost,
    *,
    account: str,
) -> KeySlots:
    """The slots with somebody's PIN slot: it opens only beside the secret of this computer.

    RecoveryNotProved while no proved sheet stands behind it: the secret store of a computer gets
    lost, and then a PIN opens nothing.
    """
    check_pin_may_open(slots)
    salt = secrets.token_bytes(16)
    private = _pin_key(pin, salt, cost, device_secret)
    fresh = new_slot(slots.hub, PIN, data_key, private, salt, cost, account)
    return _with(slots, fresh)


def check_pin_may_open(slots: KeySlots) -> None:
    """RecoveryNotProved unless a passphrase and a proved sheet stand behind a PIN."""
    if not slots.recovery_proved or not slots.of(RECOVERY) or not slots.of(*TYPED):
        raise RecoveryNotProved


def _with(slots: KeySlots, fresh: Slot) -> KeySlots:
    """What stood in its place goes. The newest first, as it is the likeliest to be typed."""
    kept = tuple(s for s in slots.slots if (s.kind, s.account) != (fresh.kind, fresh.account))
    return replace(slots, sequence=slots.sequence + 1, slots=(fresh, *kept))


def with_new_recovery(slots: KeySlots, fresh: Slot) -> KeySlots:
    """The slots with the recovery slot replaced by one whose sheet was proved."""
    kept = tuple(slot for slot in slots.slots if slot.kind != RECOVERY)
    sequence = slots.sequence + 1
    return replace(slots, sequence=sequence, slots=(*kept, fresh), recovery_proved=True)


def without(slots: KeySlots, ids: Iterable[str]) -> KeySlots:
    """The slots without some, one sequence number on."""
    gone = frozenset(ids)
    kept = tuple(slot for slot in slots.slots if slot.id not in gone)
    return replace(slots, sequence=slots.sequence + 1, slots=kept)


def for_new_key(slots: KeySlots, data_key: bytes) -> KeySlots:
    """The same ways in to another data key, for everybody who stays; the sheet has to be new.

    Refuses OldWayIn where that would leave no passphrase.
    """
    kept = tuple(
        closed(slots.hub, slot, data_key)
        for slot in slots.slots
        if slot.public and slot.kind != RECOVERY
    )
    if not any(slot.kind in TYPED for slot in kept):
        raise OldWayIn
    sequence = slots.sequence + 1
    return replace(slots, sequence=sequence, slots=kept, recovery_proved=False)


# Opening


def open_with_passphrase(slots: KeySlots, passphrase: str) -> bytes:
    """The data key, or WrongPassphrase. Takes as long as the slots' cost says."""
    return find_passphrase(slots, passphrase).data_key


def find_passphrase(slots: KeySlots, passphrase: str, account: str | None = None) -> Way:
    """The way that a passphrase opens, or WrongPassphrase. Only somebody's own with `account`."""
    for slot in slots.of(*TYPED):
        if account in (None, slot.account):
            key = opened(slots.hub, slot, guess_key(passphrase, from_b64(slot.salt), slot.cost))
            if key:
                return Way(key, slot)
    raise WrongPassphrase


def find_pins(slots: KeySlots, pin: str, device_secret: bytes) -> tuple[Way, ...]:
    """The ways that a PIN opens on this computer, or WrongPin. Two people may have the same."""
    found = []
    for slot in slots.of(PIN):
        private = _pin_key(pin, from_b64(slot.salt), slot.cost, device_secret)
        if key := opened(slots.hub, slot, private):
            found.append(Way(key, slot))
    if not found:
        raise WrongPin
    return tuple(found)


def open_with_recovery(slots: KeySlots, groups: tuple[str, ...]) -> bytes:
    """The data key, or WrongRecoveryKey."""
    return find_recovery(slots, groups).data_key


def find_recovery(slots: KeySlots, groups: tuple[str, ...]) -> Way:
    """The way that the printed sheet opens, or WrongRecoveryKey."""
    secret = recovery_secret(groups)
    for slot in slots.of(RECOVERY):
        if key := opened(slots.hub, slot, _recovery_key(secret, from_b64(slot.salt))):
            return Way(key, slot)
    raise WrongRecoveryKey(0)


def _recovery_key(secret: bytes, salt: bytes) -> bytes:
    return derived(secret, salt, b"hubdesk/recovery")


def _pin_key(pin: str, salt: bytes, cost: KeyCost, device_secret: bytes) -> bytes:
    """Six digits alone are guessed in an hour; beside 32 secret bytes they are not."""
    return derived(guess_key(pin, salt, cost) + device_secret, salt, b"hubdesk/pin")


# The file


def write_slots(paths: Paths, slots: KeySlots) -> None:
    """Write both copies whole, one after the other, so that one of them always reads."""
    for path in paths.key_slots:
        write_whole(path, slots.as_text().encode("utf-8"))


def read_slots(paths: Paths) -> KeySlots:
    """The newest slot file that reads. KeyFileMissing or KeyFileDamaged when there is none."""
    if not any(path.exists() for path in paths.key_slots):
        raise KeyFileMissing(os.fspath(paths.home))
    read = [slots for slots in read_copies(paths) if slots is not None]
    if not read:
        raise KeyFileDamaged(os.fspath(paths.home))
    return max(read, key=lambda slots: slots.sequence)


def read_copies(paths: Paths) -> tuple[KeySlots | None, ...]:
    """Both copies as they are; None where one is missing or damaged."""
    return tuple(_read_one(path) for path in paths.key_slots)


def _read_one(path: Path) -> KeySlots | None:
    try:
        return slots_in(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        return None  # damaged, as below
    except OSError as error:
        raise trouble_of(error, os.fspath(path.parent)) from error


def slots_in(text: str) -> KeySlots | None:
    """The slots a text holds, as `KeySlots.as_text` wrote it; None where it is damaged."""
    try:
        raw: dict[str, Any] = json.loads(text)
        if raw.pop("check") != _check_of(raw) or raw.pop("format") != FORMAT:
            return None
        slots = tuple(Slot(**slot) for slot in raw.pop("slots"))
        return KeySlots(slots=slots, **raw) if slots else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None  # damaged: the other copy is asked, and nothing is made in its place
