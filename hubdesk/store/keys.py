"""The key of the records, and the slots it lies in: one for the passphrase, one for recovery.

The data key is 32 random bytes and never derived from anything a person knows. Each slot
holds it wrapped by AES-256-GCM-SIV under a key made from a passphrase (Argon2id, RFC 9106)
or from the recovery key (152 random bits, HKDF alone: there is nothing to guess). Slot files
carry a sequence number and are written twice; the newest copy that reads wins.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from hubdesk.errors.store import (
    KeyFileDamaged,
    KeyFileMissing,
    PassphraseTooShort,
    WrongPassphrase,
    WrongRecoveryKey,
)
from hubdesk.paths import Paths
from hubdesk.store.files import write_whole

FORMAT = 1
TRAVEL = frozenset(("passphrase", "recovery", "manager"))  # ways in that open a copy elsewhere
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8


@dataclass(frozen=True)
class KeyCost:
    """What one guess at a passphrase costs: memory in KiB, passes and lanes of Argon2id."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True)
class Slot:
    """One way in. `wrapped` is the data key under this slot's key."""

    id: str
    kind: str
    salt: str
    nonce: str
    wrapped: str
    memory_kib: int = 0
    passes: int = 0
    lanes: int = 0


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


def _check_of(body: dict[str, Any]) -> str:
    """A hash that tells a damaged copy: one flipped bit in a slot would look like a wrong key."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _bound_to(hub: str, slot_id: str, kind: str) -> bytes:
    return f"hubdesk/slot/{FORMAT}/{hub}/{slot_id}/{kind}".encode()


def _passphrase_key(passphrase: str, salt: bytes, cost: KeyCost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        secret=passphrase.encode("utf-8"),
        salt=salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=32,
        type=Type.ID,
    )


def _recovery_wrapping_key(secret: bytes, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, b"hubdesk/recovery").derive(secret)


def _wrap(
    hub: str, kind: str, data_key: bytes, wrapping: bytes, salt: bytes, cost: KeyCost | None
) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    slot_id, nonce = secrets.token_hex(8), secrets.token_bytes(12)
    wrapped = AESGCMSIV(wrapping).encrypt(nonce, data_key, _bound_to(hub, slot_id, kind))
    slot = Slot(slot_id, kind, _b64(salt), _b64(nonce), _b64(wrapped))
    if cost is None:
        return slot
    return replace(slot, memory_kib=cost.memory_kib, passes=cost.passes, lanes=cost.lanes)


def _unwrap(hub: str, slot: Slot, wrapping: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    try:
        return AESGCMSIV(wrapping).decrypt(
            _bytes(slot.nonce), _bytes(slot.wrapped), _bound_to(hub, slot.id, slot.kind)
        )
    except InvalidTag:
        return None  # the one thing a wrong passphrase does; the caller says so in words


def calibrated_cost(goal_s: float = 0.4) -> KeyCost:
    """The cost that takes 0.3 to 0.5 s on this computer, never below 64 MiB and 3 passes."""
    floor = KeyCost()
    began = time.perf_counter()
    _passphrase_key("calibration", bytes(16), floor)
    took = max(time.perf_counter() - began, 0.001)
    return replace(floor, passes=max(floor.passes, min(40, int(floor.passes * goal_s / took))))


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase below 12 characters that is not at least 4 words either."""
    if len(passphrase) < 12 and len(passphrase.split()) < 4:
        raise PassphraseTooShort


@dataclass(frozen=True)
class NewKeys:
    """What making a hub's keys gives: the data key, the slots, and what to print once."""

    data_key: bytes
    slots: KeySlots
    recovery: tuple[str, ...]


def make_keys(*, hub: str, name: str, passphrase: str, cost: KeyCost) -> NewKeys:
    """A new data key in a passphrase slot and a recovery slot.

    The recovery key is eight groups of four Crockford characters: 152 random bits and 8 of
    check, which `recovery_secret` verifies.
    """
    check_passphrase(passphrase)
    data_key, salt = secrets.token_bytes(32), secrets.token_bytes(16)
    wrapping = _passphrase_key(passphrase, salt, cost)
    recovery, groups = new_recovery(hub, data_key)
    slots = (_wrap(hub, "passphrase", data_key, wrapping, salt, cost), recovery)
    return NewKeys(data_key, KeySlots(hub, name, 1, slots), groups)


def new_recovery(hub: str, data_key: bytes) -> tuple[Slot, tuple[str, ...]]:
    """A recovery slot that is in no file yet, and the groups to print that open it."""
    secret, salt = secrets.token_bytes(GROUPS * 4 * 5 // 8 - 1), secrets.token_bytes(16)
    slot = _wrap(hub, "recovery", data_key, _recovery_wrapping_key(secret, salt), salt, None)
    return slot, recovery_groups(secret)


def recovery_groups(secret: bytes) -> tuple[str, ...]:
    """The 19 secret bytes and a byte of check as eight printed groups of four."""
    full = secret + hashlib.sha256(secret).digest()[:1]
    number = int.from_bytes(full, "big")
    letters = "".join(CROCKFORD[number >> (5 * i) & 31] for i in range(GROUPS * 4 - 1, -1, -1))
    return tuple(letters[i : i + 4] for i in range(0, len(letters), 4))


def tidy_group(text: str) -> str:
    """What was typed, as Crockford reads it: capitals, O as 0, I and L as 1."""
    return text.strip().upper().translate(str.maketrans("OIL", "011", " -"))


def recovery_secret(groups: tuple[str, ...]) -> bytes:
    """The secret of eight typed groups. WrongRecoveryKey names the group at fault, or 0."""
    number = 0
    for place, group in enumerate(groups, 1):
        group = tidy_group(group)
        if len(group) != 4 or any(letter not in CROCKFORD for letter in group):
            raise WrongRecoveryKey(place)
        for letter in group:
            number = number << 5 | CROCKFORD.index(letter)
    if len(groups) != GROUPS:
        raise WrongRecoveryKey(min(len(groups) + 1, GROUPS))
    full = number.to_bytes(GROUPS * 4 * 5 // 8, "big")
    if hashlib.sha256(full[:-1]).digest()[:1] != full[-1:]:
        raise WrongRecoveryKey(0)
    return full[:-1]


def open_with_passphrase(slots: KeySlots, passphrase: str) -> bytes:
    """The data key, or WrongPassphrase. Takes as long as the slot's cost says."""
    for slot in slots.slots:
        if slot.kind == "passphrase":
            cost = KeyCost(slot.memory_kib, slot.passes, slot.lanes)
            key = _unwrap(slots.hub, slot, _passphrase_key(passphrase, _bytes(slot.salt), cost))
            if key:
                return key
    raise WrongPassphrase


def open_with_recovery(slots: KeySlots, groups: tuple[str, ...]) -> bytes:
    """The data key, or WrongRecoveryKey."""
    secret = recovery_secret(groups)
    for slot in slots.slots:
        if slot.kind == "recovery":
            key = _unwrap(slots.hub, slot, _recovery_wrapping_key(secret, _bytes(slot.salt)))
            if key:
                return key
    raise WrongRecoveryKey(0)


def with_new_passphrase(
    slots: KeySlots, data_key: bytes, passphrase: str, cost: KeyCost
) -> KeySlots:
    """The slots with the passphrase slot replaced, one sequence number on."""
    check_passphrase(passphrase)
    salt = secrets.token_bytes(16)
    fresh = _wrap(
        slots.hub, "passphrase", data_key, _passphrase_key(passphrase, salt, cost), salt, cost
    )
    kept = tuple(slot for slot in slots.slots if slot.kind != "passphrase")
    return replace(slots, sequence=slots.sequence + 1, slots=(fresh, *kept))


def with_new_recovery(slots: KeySlots, fresh: Slot) -> KeySlots:
    """The slots with the recovery slot replaced by one whose sheet was proved."""
    kept = tuple(slot for slot in slots.slots if slot.kind != "recovery")
    sequence = slots.sequence + 1
    return replace(slots, sequence=sequence, slots=(*kept, fresh), recovery_proved=True)


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
