"""A PIN as the records keep it: a hash that is dear to guess, of no use for opening the file."""

from __future__ import annotations

import secrets

from hubdesk.store.slots import KeyCost


def hash_pin(pin: str, cost: KeyCost) -> str:
    """Argon2id in its usual text form, with its own salt and cost."""
    from argon2.low_level import Type, hash_secret

    kept = hash_secret(
        secret=pin.encode("utf-8"),
        salt=secrets.token_bytes(16),
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=32,
        type=Type.ID,
    )
    return kept.decode("ascii")


def pin_matches(pin: str, kept: str) -> bool:
    """Whether it is the PIN that was kept. Nothing kept matches nothing."""
    from argon2.exceptions import InvalidHashError, VerificationError
    from argon2.low_level import Type, verify_secret

    try:
        return bool(kept) and verify_secret(kept.encode("ascii"), pin.encode("utf-8"), Type.ID)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False
