"""One way in: the data key, closed under a key that only a passphrase, a PIN or a sheet gives.

What somebody knows becomes the private half of an X25519 pair (by Argon2id, RFC 9106); the public
half stands in the slot. The data key is closed to it by AES-256-GCM-SIV. So a new data key can be
closed for everybody who stays without asking them anything, and whoever has only the file still
has to guess at the full cost.
"""

from __future__ import annotations

import base64
import secrets
import time
from dataclasses import dataclass, replace
from typing import Final

FORMAT = 1
_MOST_TEXT: Final = 1024  # letters
_MOST_SALT: Final = 64  # bytes
_MOST_LANES: Final = 16
_MOST_MEMORY: Final = 256 << 10  # KiB: four times of what we ask for
_MOST_WORK: Final = (64 << 10) * 64  # KiB times passes: our own cost is never above 40 passes


@dataclass(frozen=True)
class KeyCost:
    """What one guess at a passphrase costs: memory in KiB, passes and lanes of Argon2id."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True)
class Slot:
    """One way in. `wrapped` is the data key under this slot's key.

    `account` is whose it is, bound into the seal; empty for whoever set the hub up and for the
    sheet. No name stands here: the file is not encrypted.
    """

    id: str
    kind: str
    salt: str
    nonce: str
    wrapped: str
    memory_kib: int = 0
    passes: int = 0
    lanes: int = 0
    account: str = ""
    public: str = ""
    sender: str = ""

    @property
    def cost(self) -> KeyCost:
        return KeyCost(self.memory_kib, self.passes, self.lanes)


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def from_b64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def guess_key(secret: str, salt: bytes, cost: KeyCost) -> bytes:
    """32 bytes from a passphrase or PIN, at the whole cost of one guess."""
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        secret=secret.encode("utf-8"),
        salt=salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=32,
        type=Type.ID,
    )


def derived(secret: bytes, salt: bytes | None, what: bytes) -> bytes:
    """32 bytes for one purpose, from bytes that need no stretching."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, what).derive(secret)


def new_slot(
    hub: str,
    kind: str,
    data_key: bytes,
    private: bytes,
    salt: bytes,
    cost: KeyCost | None,
    account: str = "",
) -> Slot:
    """A slot that opens for whoever can make `private` again."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    slot = Slot(secrets.token_hex(8), kind, b64(salt), "", "", account=account)
    slot = replace(slot, public=b64(public))
    if cost is not None:
        slot = replace(slot, memory_kib=cost.memory_kib, passes=cost.passes, lanes=cost.lanes)
    return closed(hub, slot, data_key)


def closed(hub: str, slot: Slot, data_key: bytes) -> Slot:
    """The slot with this data key in it. Nobody has to type anything for it."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    ours, nonce = X25519PrivateKey.generate(), secrets.token_bytes(12)
    sender = ours.public_key().public_bytes_raw()
    shared = ours.exchange(X25519PublicKey.from_public_bytes(from_b64(slot.public)))
    wrapping = derived(shared, sender + from_b64(slot.public), b"hubdesk/slot")
    wrapped = AESGCMSIV(wrapping).encrypt(nonce, data_key, _bound_to(hub, slot))
    return replace(slot, nonce=b64(nonce), wrapped=b64(wrapped), sender=b64(sender))


def opened(hub: str, slot: Slot, private: bytes) -> bytes | None:
    """The data key, or None: what was typed is not what made this slot."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    wrapping = private  # the slots of the first versions have no pair of keys
    try:
        if slot.public:
            ours = X25519PrivateKey.from_private_bytes(private)
            public = ours.public_key().public_bytes_raw()
            sender = from_b64(slot.sender)
            shared = ours.exchange(X25519PublicKey.from_public_bytes(sender))
            wrapping = derived(shared, sender + public, b"hubdesk/slot")
        return AESGCMSIV(wrapping).decrypt(
            from_b64(slot.nonce), from_b64(slot.wrapped), _bound_to(hub, slot)
        )
    except (InvalidTag, ValueError):
        return None  # a wrong passphrase, or a slot somebody wrote by hand; the caller says so


def _bound_to(hub: str, slot: Slot) -> bytes:
    """A slot moved to another hub, kind or person opens nothing."""
    of = f"/{slot.account}" if slot.account else ""
    return f"hubdesk/slot/{FORMAT}/{hub}/{slot.id}/{slot.kind}{of}".encode()


def calibrated_cost(goal_s: float = 0.4) -> KeyCost:
    """The cost that takes 0.3 to 0.5 s on this computer, never below 64 MiB and 3 passes."""
    floor = KeyCost()
    began = time.perf_counter()
    guess_key("calibration", bytes(16), floor)
    took = max(time.perf_counter() - began, 0.001)
    return replace(floor, passes=max(floor.passes, min(40, int(floor.passes * goal_s / took))))


def is_fair(slot: Slot, *, is_guessed: bool) -> bool:
    """Whether trying it does no harm: each thing is of its kind, and a guess takes seconds at most.

    The ways in of a copy may be written by anybody who can write where it lies.
    """
    texts = (slot.id, slot.kind, slot.nonce, slot.wrapped, slot.account, slot.public, slot.sender)
    if not all(isinstance(text, str) and len(text) <= _MOST_TEXT for text in (*texts, slot.salt)):
        return False
    cost = (slot.memory_kib, slot.passes, slot.lanes)
    if any(type(number) is not int or number < 0 for number in cost):
        return False
    try:
        salt = len(from_b64(slot.salt))
    except ValueError:
        return False
    is_sane = 1 <= slot.lanes <= _MOST_LANES and slot.passes >= 1 and 8 <= salt <= _MOST_SALT
    is_cheap = slot.memory_kib <= _MOST_MEMORY and slot.memory_kib * slot.passes <= _MOST_WORK
    return not is_guessed or (is_sane and is_cheap and slot.memory_kib >= 8 * slot.lanes)
